"""Laws 1, 2 and 5 over generated ledgers, on the reference and the columnar engine."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuzhi.engine.base import Query, Scope
from shuzhi.engine.columnar import ColumnarEngine
from shuzhi.engine.reference import ReferenceEngine
from shuzhi.values.period import Period
from tests.generative.engine.laws import (
    agree_on_many_traces,
    agree_on_slices,
    agree_on_traces,
    basis_of,
    engines_agree,
    figures_are_sound,
    heads_of,
    past_stays_true,
    rows_are_honest,
    trace_carries_the_figure,
)
from tests.generative.engine.ledgers import generate
from tests.generative.engine.questions import PACK_REF, queries_of

slow = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
randoms = st.randoms(use_true_random=False)


def _earlier(random: Random, heads: dict[str, int]) -> dict[str, int]:
    return {ledger: random.randint(max(1, head // 2), head) for ledger, head in heads.items()}


@settings(slow, max_examples=14)
@given(randoms)
def test_engines_agree_on_every_figure_and_trace(random: Random) -> None:
    """Law 1: reference = columnar, at the head and at an earlier position, figures and traces."""
    journal = generate(random, steps=30)
    heads = heads_of(journal)
    basis = basis_of(journal, heads)
    reference, columnar = ReferenceEngine(basis), ColumnarEngine(basis)
    queries = queries_of(random, heads, number=14)
    earlier = queries_of(random, _earlier(random, heads), number=4)
    figures_are_sound(reference.compute_many(queries))
    engines_agree(reference, columnar, queries + earlier)
    for query in queries[:3]:
        agree_on_traces(reference, columnar, query)
    agree_on_many_traces(reference, columnar, queries + earlier)


@settings(slow, max_examples=6)
@given(randoms)
def test_engines_agree_on_every_slice(random: Random) -> None:
    """Law 1 for breakdowns by month, organisation, mode, category and type."""
    journal = generate(random, steps=25)
    basis = basis_of(journal, heads_of(journal))
    reference, columnar = ReferenceEngine(basis), ColumnarEngine(basis)
    for query in queries_of(random, heads_of(journal), number=2):
        agree_on_slices(reference, columnar, query)


@settings(slow, max_examples=40)
@given(randoms)
def test_the_rows_of_units_count_no_work_twice(random: Random) -> None:
    """Under the tree of each day, and restated to one day."""
    journal = generate(random, steps=35)
    heads = heads_of(journal)
    basis = basis_of(journal, heads)
    engine = ReferenceEngine(basis)
    at = tuple(sorted(heads.items()))
    for org in ("C", "D"):
        for restated in (None, date(2023, 6, 30)):
            query = Query("count", PACK_REF, Scope("office", org), Period.year(2023), at, restated)
            rows_are_honest(engine, basis, query)


@settings(slow, max_examples=60)
@given(randoms)
def test_a_figure_over_its_traced_records_is_the_same_figure(random: Random) -> None:
    """Law 2, and traces are minimal: an idle record is told as a repeat."""
    journal = generate(random, steps=25)
    basis = basis_of(journal, heads_of(journal))
    engine = ReferenceEngine(basis)
    for query in queries_of(random, heads_of(journal), number=10):
        trace_carries_the_figure(ReferenceEngine, engine, basis, query)


@settings(slow, max_examples=40)
@given(randoms)
def test_what_was_true_at_a_position_stays_true_on_the_reference(random: Random) -> None:
    """Law 5."""
    journal = generate(random, steps=30)
    heads = heads_of(journal)
    then = _earlier(random, heads)
    early, late = basis_of(journal, then).rows, basis_of(journal, heads).rows
    past_stays_true(ReferenceEngine, early, late, queries_of(random, then, number=12))


@settings(slow, max_examples=5)
@given(randoms)
def test_what_was_true_at_a_position_stays_true_on_the_columns(random: Random) -> None:
    """Law 5 on the columnar engine, that nets in SQL."""
    journal = generate(random, steps=30)
    heads = heads_of(journal)
    then = _earlier(random, heads)
    early, late = basis_of(journal, then).rows, basis_of(journal, heads).rows
    past_stays_true(ColumnarEngine, early, late, queries_of(random, then, number=4))


@settings(slow, max_examples=40)
@given(randoms)
def test_a_whole_lies_between_its_largest_slice_and_their_sum(random: Random) -> None:
    """A joint activity counts at each host and once above, so a whole is never below a part nor above their sum."""
    journal = generate(random, steps=35)
    heads = heads_of(journal)
    engine = ReferenceEngine(basis_of(journal, heads))
    at = tuple(sorted(heads.items()))
    for code in ("count", "sessions", "copies", "people"):
        query = Query(code, PACK_REF, Scope("office", random.choice(["C", "D"])), Period.year(2023), at)
        if engine.compute(query).source:
            continue
        months = [one.figure.value for one in engine.breakdown(query, "month")]
        units = [one.figure.value for one in engine.breakdown(query, "organisation") if not one.figure.source]
        whole = engine.compute(query).value
        if whole is None or whole.high is None or None in months or None in units:
            continue
        assert all(part is not None and (part.low or 0) <= whole.high for part in (*months, *units))
        ends = [part.high for part in months if part is not None]
        assert None in ends or whole.low is None or whole.low <= sum(end for end in ends if end is not None)
