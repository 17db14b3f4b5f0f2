"""The columnar engine: Ibis expressions run by DuckDB in this process over Arrow tables of the fact rows.

Agrees with the reference engine on every figure and trace. The netted tables are kept for the last few positions
asked; a batch of questions shares everything that is alike. One question is answered at a time: DuckDB's connection
is not for several threads at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock

from shuzhi.catalog.model import Chain, Items, Latest
from shuzhi.engine.assemble import Line, Question, assemble, assemble_trace, fitting, guard_slices
from shuzhi.engine.base import Basis, Dimension, Figure, Query, Slice, TraceRecord
from shuzhi.engine.columnar.activities import ActivityBatch
from shuzhi.engine.columnar.jobs import Job
from shuzhi.engine.columnar.loading import Database, Holding, Workspace
from shuzhi.engine.columnar.things import ThingBatch
from shuzhi.engine.measures import Leaf, leaves
from shuzhi.engine.questions import question_of
from shuzhi.engine.slices import slices_of
from shuzhi.engine.tally import Tally

Positions = tuple[tuple[str, int], ...]
KEPT_POSITIONS = 3


class ColumnarEngine:
    """Rows are loaded at the first question."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._database: Database | None = None
        self._holdings: OrderedDict[Positions, Holding] = OrderedDict()
        self._free = [f"held_{number}_" for number in range(KEPT_POSITIONS)]
        self._lock = RLock()

    def compute(self, query: Query) -> Figure:
        return self.compute_many([query])[0]

    def compute_many(self, queries: Sequence[Query]) -> tuple[Figure, ...]:
        return self._answers([question_of(self._basis, query) for query in queries])

    def breakdown(self, query: Query, by: Dimension) -> tuple[Slice, ...]:
        question = question_of(self._basis, query)
        with self._lock:
            trees = self._holding(query.positions).trees if by == "organisation" else {}
            cut = slices_of(question, by, trees=trees, present=lambda one: self._present(one, by))
            figures = self._answers([one for _, one in cut])
        return guard_slices([Slice(key, figure) for (key, _), figure in zip(cut, figures, strict=True)])

    def trace(self, query: Query) -> tuple[TraceRecord, ...]:
        return self.trace_many([query])[0]

    def trace_many(self, queries: Sequence[Query]) -> tuple[tuple[TraceRecord, ...], ...]:
        questions = [question_of(self._basis, query) for query in queries]
        traces: dict[int, tuple[TraceRecord, ...]] = {}
        for positions in dict.fromkeys(one.query.positions for one in questions):
            alike = [(n, one) for n, one in enumerate(questions) if one.query.positions == positions]
            with self._batch([one for _, one in alike]) as batch:
                tallies = batch.tallies()
                for number, question in alike:
                    traces[number] = _traced(question, batch, tallies)
        return tuple(traces[number] for number in range(len(questions)))

    def _answers(self, questions: Sequence[Question]) -> tuple[Figure, ...]:
        figures: dict[int, Figure] = {}
        for positions in dict.fromkeys(one.query.positions for one in questions):
            alike = [(n, one) for n, one in enumerate(questions) if one.query.positions == positions]
            with self._batch([one for _, one in alike]) as batch:
                tallies = batch.tallies()
                for number, question in alike:
                    said = fitting(batch.holding.values, question)
                    figures[number] = assemble(question, batch.reader(question, tallies), said)
        return tuple(figures[number] for number in range(len(questions)))

    def _present(self, question: Question, by: Dimension) -> set[str]:
        with self._batch([question]) as batch:
            return batch.present(by)

    @contextmanager
    def _batch(self, questions: Sequence[Question]) -> Iterator[_Batch]:
        with self._lock:
            holding = self._holding(questions[0].query.positions)
            space = Workspace(holding.database, "made_")
            try:
                yield _Batch(holding, space, questions)
            finally:
                space.clear()

    def _holding(self, positions: Positions) -> Holding:
        if self._database is None:
            self._database = Database(self._basis.rows)
        if positions not in self._holdings:
            if len(self._holdings) >= KEPT_POSITIONS:
                self._free.append(self._drop_oldest())
            self._holdings[positions] = Holding(self._database, positions, self._free.pop())
        self._holdings.move_to_end(positions)
        return self._holdings[positions]

    def _drop_oldest(self) -> str:
        _, oldest = self._holdings.popitem(last=False)
        oldest.drop()
        return oldest.slot


class _Batch:
    """Questions at the same positions, and the jobs they come to: equal leaves of equal questions are one job."""

    def __init__(self, holding: Holding, space: Workspace, questions: Sequence[Question]) -> None:
        self.holding = holding
        self._jobs: dict[tuple[object, ...], Job] = {}
        for question in questions:
            for leaf in leaves(question.measure):
                self._jobs.setdefault(_key(question, leaf), Job(len(self._jobs), question, leaf))
        jobs = list(self._jobs.values())
        things = [job for job in jobs if isinstance(job.leaf, Items | Latest | Chain)]
        activities = [job for job in jobs if not isinstance(job.leaf, Items | Latest | Chain)]
        self._of_things = ThingBatch(holding, space, things) if things else None
        self._of_activities = ActivityBatch(holding, space, activities) if activities else None

    def tallies(self) -> dict[int, Tally]:
        found: dict[int, Tally] = {}
        if self._of_activities is not None:
            found |= self._of_activities.tallies()
        if self._of_things is not None:
            found |= self._of_things.tallies()
        return found

    def reader(self, question: Question, tallies: dict[int, Tally]) -> Callable[[Leaf], Tally]:
        return lambda leaf: tallies[self._job(question, leaf).number]

    def lines(self, question: Question, leaf: Leaf) -> list[Line]:
        job = self._job(question, leaf)
        if isinstance(leaf, Items | Latest | Chain):
            assert self._of_things is not None
            return self._of_things.lines(job)
        assert self._of_activities is not None
        return self._of_activities.lines(job)

    def present(self, by: Dimension) -> set[str]:
        if self._of_activities is None:
            return set()
        return {key for keys in self._of_activities.present(by).values() for key in keys}

    def _job(self, question: Question, leaf: Leaf) -> Job:
        return self._jobs[_key(question, leaf)]


def _traced(question: Question, batch: _Batch, tallies: dict[int, Tally]) -> tuple[TraceRecord, ...]:
    def lines(leaf: Leaf) -> Sequence[Line]:
        return batch.lines(question, leaf)

    said = fitting(batch.holding.values, question)
    return assemble_trace(question, lines, batch.reader(question, tallies), said)


def _key(question: Question, leaf: Leaf) -> tuple[object, ...]:
    """What a tally depends on, the positions apart."""
    query = question.query
    return query.scope, query.period, query.restated, question.pack.digest, leaf
