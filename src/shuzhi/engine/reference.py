"""The reference engine: what every figure means, in plain Python over the fact rows.

It defines; other engines are right when they agree with it. Knows no columns and makes no attempt at speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuzhi.catalog.model import Chain as ChainMeasure
from shuzhi.catalog.model import Items, Latest
from shuzhi.engine.assemble import Line, Question, assemble, assemble_trace, fitting, guard_slices
from shuzhi.engine.base import Basis, Dimension, Figure, Query, Slice, TraceRecord
from shuzhi.engine.measures import Leaf, leaves
from shuzhi.engine.questions import question_of
from shuzhi.engine.reference_activities import ActivityCounting
from shuzhi.engine.reference_rules import CountingRules
from shuzhi.engine.reference_state import State, read_state
from shuzhi.engine.reference_things import ThingCounting
from shuzhi.engine.slices import slices_of
from shuzhi.engine.tally import Tally


@dataclass(frozen=True)
class _Counting:
    """Sends each leaf of a question to the one that counts it."""

    activities: ActivityCounting
    things: ThingCounting

    def tally(self, leaf: Leaf) -> Tally:
        if isinstance(leaf, Items | Latest | ChainMeasure):
            return self.things.tally(leaf)
        return self.activities.tally(leaf)

    def lines(self, leaf: Leaf) -> list[Line]:
        if isinstance(leaf, Items | Latest | ChainMeasure):
            return self.things.lines(leaf)
        return self.activities.lines(leaf)


class ReferenceEngine:
    """``rules`` other than the true ones exist only to see the laws catch them."""

    def __init__(self, basis: Basis, rules: CountingRules | None = None) -> None:
        self._basis = basis
        self._rules = rules or CountingRules()
        self._states: dict[tuple[tuple[str, int], ...], State] = {}

    def compute(self, query: Query) -> Figure:
        return self._answer(question_of(self._basis, query))

    def compute_many(self, queries: Sequence[Query]) -> tuple[Figure, ...]:
        return tuple(self.compute(query) for query in queries)

    def breakdown(self, query: Query, by: Dimension) -> tuple[Slice, ...]:
        question = question_of(self._basis, query)
        state = self._state(query)
        cut = slices_of(question, by, trees=state.trees, present=lambda one: self._present(one, by))
        return guard_slices([Slice(key, self._answer(one)) for key, one in cut])

    def trace(self, query: Query) -> tuple[TraceRecord, ...]:
        question = question_of(self._basis, query)
        counting = self._counting(question)
        said = fitting(self._state(query).values, question)
        return assemble_trace(question, counting.lines, counting.tally, said)

    def trace_many(self, queries: Sequence[Query]) -> tuple[tuple[TraceRecord, ...], ...]:
        return tuple(self.trace(query) for query in queries)

    def _present(self, question: Question, by: Dimension) -> set[str]:
        activities = self._counting(question).activities
        return {key for leaf in leaves(question.measure) for key in activities.present(leaf, by)}

    def _answer(self, question: Question) -> Figure:
        said = fitting(self._state(question.query).values, question)
        tallies: dict[Leaf, Tally] = {}
        counting = self._counting(question)

        def tally(leaf: Leaf) -> Tally:
            if leaf not in tallies:
                tallies[leaf] = counting.tally(leaf)
            return tallies[leaf]

        return assemble(question, tally, said)

    def _counting(self, question: Question) -> _Counting:
        state = self._state(question.query)
        given = question.query, question.pack, state, self._rules
        return _Counting(ActivityCounting(*given), ThingCounting(*given))

    def _state(self, query: Query) -> State:
        if query.positions not in self._states:
            positions: Mapping[str, int] = dict(query.positions)
            self._states[query.positions] = read_state(self._rules.net(self._basis.rows, positions))
        return self._states[query.positions]
