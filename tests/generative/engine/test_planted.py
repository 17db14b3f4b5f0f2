"""Every planted wrong engine is caught by a law, over fixed generated ledgers; the true one passes them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest

from shuzhi.engine.base import Basis, Engine, Figure, Query, TraceRecord
from shuzhi.engine.columnar import ColumnarEngine
from shuzhi.engine.reference import ReferenceEngine
from tests.generative.engine.laws import (
    BrokenLawError,
    basis_of,
    demand,
    heads_of,
    past_stays_true,
    trace_carries_the_figure,
)
from tests.generative.engine.ledgers import generate
from tests.generative.engine.planted import PLANTED
from tests.generative.engine.questions import queries_of

SEEDS = range(14)
MakeEngine = Callable[[Basis], Engine]


@dataclass(frozen=True)
class Trial:
    """A generated ledger with questions, and what the columnar engine answers."""

    basis: Basis
    queries: list[Query]
    figures: tuple[Figure, ...]
    traces: dict[Query, tuple[TraceRecord, ...]]
    early: Basis
    early_queries: list[Query]


@cache
def trial(seed: int) -> Trial:
    random = Random(seed)
    journal = generate(random, steps=45)
    heads = heads_of(journal)
    then = {ledger: max(1, position * 2 // 3) for ledger, position in heads.items()}
    basis, early = basis_of(journal, heads), basis_of(journal, then)
    queries, early_queries = queries_of(random, heads, number=24), queries_of(random, then, number=8)
    engine = ColumnarEngine(basis)
    figures = engine.compute_many(queries + early_queries)
    traces = {query: engine.trace(query) for query in queries[:3]}
    return Trial(basis, queries + early_queries, figures, traces, early, early_queries)


def law_1(make: MakeEngine, on: Trial) -> None:
    """Engines agree, on figures and on traces."""
    engine = make(on.basis)
    for query, truth in zip(on.queries, on.figures, strict=True):
        demand(engine.compute(query) == truth)
    for query, trace in on.traces.items():
        demand(engine.trace(query) == trace)


def law_2(make: MakeEngine, on: Trial) -> None:
    """The traced records carry the figure, and none is idle."""
    engine = make(on.basis)
    for query in on.queries[:12]:
        trace_carries_the_figure(make, engine, on.basis, query)


def law_5(make: MakeEngine, on: Trial) -> None:
    """The past stays true."""
    past_stays_true(make, on.early.rows, on.basis.rows, on.early_queries)


LAWS = {"law 1": law_1, "law 2": law_2, "law 5": law_5}
ONLY_LAW = {"PositionIgnored": "law 5", "RecordForgotten": "law 2", "RepeatsNotTold": "law 2"}
"""Engines whose fault must be seen without another engine beside."""


def catching(make: MakeEngine) -> set[str]:
    """The laws that catch an engine; stops at the first."""
    for name, law in LAWS.items():
        if _breaks(make, law):
            return {name}
    return set()


def _breaks(make: MakeEngine, law: Callable[[MakeEngine, Trial], None]) -> bool:
    for seed in SEEDS:
        try:
            law(make, trial(seed))
        except BrokenLawError:
            return True
    return False


@pytest.mark.parametrize("name", PLANTED)
def test_a_wrong_engine_is_caught(name: str) -> None:
    assert catching(PLANTED[name]), f"{name} keeps every law"


@pytest.mark.parametrize(("name", "law"), ONLY_LAW.items())
def test_some_faults_are_seen_without_another_engine(name: str, law: str) -> None:
    assert _breaks(PLANTED[name], LAWS[law])


def test_the_true_engine_is_not_caught() -> None:
    assert not catching(ReferenceEngine)
