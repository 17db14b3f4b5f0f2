"""The laws that every engine keeps, as functions that raise ``BrokenLawError`` where they see them broken.

1 engines agree; 2 a figure computed over its traced records alone is the same, and no traced record is idle unless it
is told as a repeat; 5 what was true at a position stays true whatever is written later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shuzhi.engine.assemble import SEALED
from shuzhi.engine.base import Basis, Certainty, Engine, EngineError, Figure, Query, TraceRecord
from shuzhi.ledger.facts import Fact, HostFact
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.tables import FactTables
from tests.generative.engine.questions import PACK

MakeEngine = Callable[[Basis], Engine]
PACKS = {PACK.digest: PACK}


class BrokenLawError(AssertionError):
    """A law was broken."""


def demand(holds: bool, *said: object) -> None:
    if not holds:
        raise BrokenLawError("\n".join(map(str, said)))


def heads_of(journal: MemoryJournal) -> dict[str, int]:
    return {ledger: journal.head(ledger).position for ledger in journal.ledgers()}


def basis_of(journal: MemoryJournal, positions: Mapping[str, int]) -> Basis:
    return Basis(PACKS, tuple(journal.rows(positions)))


# ---------------------------------------------------------------------------------- law 1
def engines_agree(one: Engine, other: Engine, queries: Sequence[Query]) -> None:
    """Equal figures; ``agree_on_traces`` and ``agree_on_slices`` hold the rest."""
    for query, mine, theirs in zip(
        queries, one.compute_many(queries), other.compute_many(queries), strict=True
    ):
        demand(mine == theirs, query, mine, theirs)


def agree_on_traces(one: Engine, other: Engine, query: Query) -> None:
    demand(one.trace(query) == other.trace(query), query, one.trace(query), other.trace(query))


def agree_on_many_traces(one: Engine, other: Engine, queries: Sequence[Query]) -> None:
    """Traced together every figure has the trace it has alone, on either engine."""
    alone = tuple(one.trace(query) for query in queries)
    for engine in (one, other):
        for query, mine, together in zip(queries, alone, engine.trace_many(queries), strict=True):
            demand(mine == together, query, mine, together)


def agree_on_slices(one: Engine, other: Engine, query: Query) -> None:
    for by in ("month", "organisation", "mode", "category", "type"):
        mine, theirs = (_slices(engine, query, by) for engine in (one, other))
        demand(mine == theirs, query, by, mine, theirs)


def _slices(engine: Engine, query: Query, by: str) -> object:
    try:
        return engine.breakdown(query, by)  # type: ignore[arg-type]
    except EngineError as refused:
        return refused.code, refused.args_


# ---------------------------------------------------------------------------------- law 2
def trace_carries_the_figure(make: MakeEngine, engine: Engine, basis: Basis, query: Query) -> None:
    """The figure over the traced records alone is the same, and every record counts unless told as a repeat."""
    figure, trace = engine.compute(query), engine.trace(query)
    demand(len(trace) == figure.records, "records", figure, trace)
    if any(one.subject == SEALED for one in trace):
        _seal_tells_the_count(figure, trace)
        return
    demand(_bare(_over(make, basis, query, trace)) == _bare(figure), query, figure, trace)
    for subject in {one.subject for one in trace}:
        rest = [one for one in trace if one.subject != subject]
        idle = _bare(_over(make, basis, query, rest)) == _bare(figure)
        told = all(one.repeat for one in trace if one.subject == subject)
        demand(idle == told, query, figure, subject, trace)


def _seal_tells_the_count(figure: Figure, trace: Sequence[TraceRecord]) -> None:
    """The shares behind a seal come to the count, and to nothing where the count is not told."""
    if figure.parts or figure.gaps or figure.value is None or not figure.value.is_point:
        return
    if len(trace) == 1:
        demand(trace[0].share == figure.exact, figure, trace)


def _over(make: MakeEngine, basis: Basis, query: Query, trace: Sequence[TraceRecord]) -> Figure:
    """The figure over only these records. Links between units (pairings) are part of the world, not of a record."""
    units = {f"organisation:{row.org}" for row in basis.rows if hasattr(row, "org")}
    subjects = units | {one.subject for one in trace}
    rows = tuple(FactTables.from_rows(basis.rows).at(dict(query.positions)).only(subjects).rows())
    return make(Basis(basis.packs, rows)).compute(query)


def _bare(figure: Figure) -> tuple[object, ...]:
    """A figure without what is not traced: what is pending, what was said beside, how many records."""
    parts = tuple(_bare(part) for part in figure.parts)
    return figure.value, figure.certainty, figure.gaps, figure.unit, figure.source, parts


def rows_are_honest(engine: Engine, basis: Basis, query: Query) -> None:
    """By organisation, every record behind the whole stands in some row, and in no more rows than it has hosts: a unit
    that changed its superior brings nobody the same work twice. For counts of open activities.
    """
    versions = FactTables.from_rows(basis.rows).at(dict(query.positions)).of(HostFact)
    hosts = {f"activity:{one.activity}": set[str]() for one in versions}
    for one in versions:
        hosts[f"activity:{one.activity}"].add(one.org)
    rows = [
        {record.subject for record in engine.trace(one.figure.query)}
        for one in engine.breakdown(query, "organisation")
    ]
    for record in engine.trace(query):
        held = sum(record.subject in row for row in rows)
        if record.subject in hosts:
            demand(1 <= held <= len(hosts[record.subject]), query, record, held)


# ---------------------------------------------------------------------------------- law 5
def past_stays_true(
    make: MakeEngine, early: Sequence[Fact], late: Sequence[Fact], queries: Sequence[Query]
) -> None:
    """Figures and traces at a position are the same over the rows up to it and over all that came later."""
    then, now = make(Basis(PACKS, early)), make(Basis(PACKS, late))
    for query, before, after in zip(
        queries, then.compute_many(queries), now.compute_many(queries), strict=True
    ):
        demand(before == after, query, before, after)
        demand(then.trace(query) == now.trace(query), query, then.trace(query), now.trace(query))


# ---------------------------------------------------------------------------------- plain properties
def figures_are_sound(figures: Sequence[Figure]) -> None:
    """A figure's certainty is what its value shows; nothing counted is negative; a suppressed one tells nothing."""
    for figure in figures:
        value = figure.value
        if figure.certainty is Certainty.EXACT:
            demand(value is not None and value.is_point, figure)
        if figure.certainty is Certainty.BOUNDED:
            demand(value is not None and not value.is_point, figure)
        if figure.certainty in (Certainty.UNKNOWN, Certainty.SUPPRESSED):
            demand(value is None, figure)
        if figure.certainty is Certainty.SUPPRESSED:
            demand(not figure.pending and not figure.gaps, figure)
        demand(value is None or value.low is None or value.low >= 0, figure)
