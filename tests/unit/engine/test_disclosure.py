"""Small protected numbers do not come out: not by slices, parts, traces or what is pending."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shuzhi.engine.assemble import Question, assemble, guard_slices
from shuzhi.engine.base import Certainty, Figure, Query, Scope, Slice
from shuzhi.engine.tally import Tally, point
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from tests.generative.engine.questions import PACK, PACK_REF

QUERY = Query("count_protected", PACK_REF, Scope("office", "D"), Period.year(2023), (("office", 9),))


def _figure(number: int, *, pending: int = 0) -> Figure:
    indicator = PACK.indicators[QUERY.indicator]
    question = Question(QUERY, indicator, PACK, indicator.measure)
    found = Tally(point(number), sealed_records=number, pending=frozenset(map(str, range(pending))))
    return assemble(question, lambda leaf: found, ())


@given(st.integers(0, 20), st.integers(0, 20))
def test_a_protected_number_is_told_only_when_nought_or_large(number: int, pending: int) -> None:
    figure = _figure(number, pending=pending)
    small = 0 < number < PACK.small_cell
    assert (figure.certainty is Certainty.SUPPRESSED) == small
    assert (figure.value is None) == small
    assert figure.pending in (0, pending) and not 0 < figure.pending < PACK.small_cell
    assert figure.records == (1 if number else 0)


@given(st.lists(st.integers(0, 12), max_size=6))
def test_no_single_slice_is_hidden_among_shown_ones(numbers: list[int]) -> None:
    """Else the whole less the others would tell it."""
    slices = guard_slices([Slice(str(n), _figure(number)) for n, number in enumerate(numbers)])
    hidden = [one for one in slices if one.figure.certainty is Certainty.SUPPRESSED]
    shown = [one for one in slices if one.figure.value is not None and one.figure.value.low]
    assert len(hidden) != 1 or not shown


def test_an_interval_that_may_be_small_is_hidden() -> None:
    indicator = PACK.indicators["heads"]
    question = Question(
        replace(QUERY, indicator="heads"), replace(indicator, protected=True), PACK, indicator.measure
    )
    tally = Tally(Interval.between(Decimal(2), None), sealed_records=1, gaps=1)
    assert assemble(question, lambda leaf: tally, ()).certainty is Certainty.SUPPRESSED
