"""From tallies to figures: certainty, ratios, values declared or cited, small cells, sealed traces.

Both engines hand their tallies in here, so that no rule of disclosure is kept twice. Knows no rows but
those of values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shuzhi.catalog.model import Attendances, Indicator, Measure, Pack, People, Ratio, Share, Sum
from shuzhi.engine.base import Certainty, Figure, Query, Reach, Slice, TraceRecord
from shuzhi.engine.measures import (
    DENOMINATOR,
    NUMERATOR,
    SESSIONS,
    Leaf,
    is_protected,
    leaves,
    parts_of,
)
from shuzhi.engine.tally import Tally, point, ratio_value
from shuzhi.ledger.facts import CITED, DECLARED, ValueFact
from shuzhi.values.interval import Interval

SEALED = "sealed"  # subject of the one record at which a protected trace ends
TallyOf = Callable[[Leaf], Tally]


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what it means: the indicator, its pack, and the measure (narrowed for a slice of a
    breakdown).
    """

    query: Query
    indicator: Indicator
    pack: Pack
    measure: Measure

    @property
    def whole(self) -> bool:
        """Whether the measure is the indicator's own, not a slice of it by mode, category or type."""
        return self.measure == self.indicator.measure


@dataclass(frozen=True, slots=True)
class Line:
    """A traced record before sealing; ``order`` is (day, position, subject)."""

    record: TraceRecord
    position: int
    protected: bool

    @property
    def order(self) -> tuple[object, ...]:
        return self.record.day, self.position, self.record.ledger, self.record.subject


# ---------------------------------------------------------------------------------- figures
def assemble(question: Question, tally_of: TallyOf, said: Sequence[ValueFact]) -> Figure:
    """The figure of a question. ``said`` are the values of ``fitting``, the best first."""
    figure = _figure(question, question.measure, tally_of)
    figure = replace(figure, unit=question.indicator.unit)
    counted = any(_traced(tally_of(leaf)) for leaf in leaves(question.measure))
    if said and not counted:
        return _of_value(question, figure, said[0])
    beside = {f"engine.{one.standing}_beside" for one in said}
    return replace(figure, reasons=figure.reasons + tuple(sorted(beside)))


def fitting(values: Iterable[ValueFact], question: Question) -> tuple[ValueFact, ...]:
    """Values declared or cited for exactly this indicator, organisation, period and unit, our own papers
    first, then the newest. A value speaks of the indicator with its own reach, and never of a slice or of
    a unit's days below one superior alone.
    """
    query, indicator = question.query, question.indicator
    if not question.whole or query.scope.under or query.scope.reach is not Reach(indicator.reach):
        return ()
    found = [
        one
        for one in values
        if one.standing in (DECLARED, CITED)
        and (one.ledger, one.org) == (query.scope.ledger, query.scope.org)
        and (one.indicator, one.unit) == (indicator.code, indicator.unit)
        and (one.start, one.end) == (query.period.start, query.period.end)
    ]
    newest = sorted(found, key=lambda one: (one.document_day, one.position, one.value_id), reverse=True)
    return tuple(sorted(newest, key=lambda one: one.standing != DECLARED))


def _figure(question: Question, measure: Measure, tally_of: TallyOf) -> Figure:
    if isinstance(measure, Ratio | Share):
        return _ratio(question, measure, tally_of)
    tally = tally_of(measure)
    figure = Figure(
        query=question.query,
        unit=_unit(measure, question.pack),
        value=tally.value,
        certainty=_certainty(tally.value),
        pending=len(tally.pending),
        gaps=tally.gaps,
        records=_records(question, measure, tally),
        reasons=_reasons(measure, tally),
    )
    if _is_sealed(question, measure, tally):
        return _guarded(figure, question.pack.small_cell)
    return figure


def _ratio(question: Question, measure: Ratio | Share, tally_of: TallyOf) -> Figure:
    top, bottom = (_figure(question, part, tally_of) for part in parts_of(measure))
    pending: set[str] = set()
    for leaf in leaves(measure):
        pending |= tally_of(leaf).pending
    gaps = top.gaps + bottom.gaps if isinstance(measure, Ratio) else bottom.gaps
    figure = Figure(
        query=question.query,
        unit="",
        value=None,
        certainty=Certainty.UNKNOWN,
        parts=(top, bottom),
        pending=len(pending),
        gaps=gaps,
        records=top.records + bottom.records,
        reasons=tuple(dict.fromkeys(top.reasons + bottom.reasons)),
    )
    if Certainty.SUPPRESSED in (top.certainty, bottom.certainty):
        return replace(figure, certainty=Certainty.SUPPRESSED, pending=0, gaps=0)
    if top.value is None or bottom.value is None:
        return figure
    value = _quotient(measure, top.value, bottom.value)
    if value is None:
        return replace(figure, reasons=(*figure.reasons, "engine.no_denominator"))
    if is_protected(measure, question.pack) or question.indicator.protected:
        figure = _without_small_pending(figure, question.pack.small_cell)
    return replace(figure, value=value, certainty=_certainty(value))


def _quotient(measure: Ratio | Share, top: Interval, bottom: Interval) -> Interval | None:
    times = 100 if isinstance(measure, Share) or measure.percent else 1
    value = ratio_value(top, bottom, times)
    if value is None or isinstance(measure, Ratio):
        return value
    most = Decimal(100)  # the part lies within the whole
    return Interval.between(value.low, most if value.high is None else min(value.high, most))


def _certainty(value: Interval | None) -> Certainty:
    if value is None:
        return Certainty.UNKNOWN
    return Certainty.EXACT if value.is_point else Certainty.BOUNDED


def _reasons(measure: Leaf, tally: Tally) -> tuple[str, ...]:
    if tally.gaps:
        return ("engine.gaps",)
    if tally.value is None:
        return ("engine.no_observation",)
    if isinstance(measure, People) and not tally.value.is_point:
        return ("engine.people_interval",)
    return ()


def _unit(measure: Leaf, pack: Pack) -> str:
    """Units of parts; the figure itself bears the indicator's."""
    if isinstance(measure, Attendances):
        return "人次"
    if isinstance(measure, People):
        return "人"
    if isinstance(measure, Sum) and measure.quantity != SESSIONS and measure.quantity in pack.quantities:
        return pack.quantities[measure.quantity].unit
    return "场" if isinstance(measure, Sum) and measure.quantity == SESSIONS else ""


def _of_value(question: Question, figure: Figure, said: ValueFact) -> Figure:
    """The declared or cited value stands alone; nothing is added to it."""
    declared = said.standing == DECLARED
    taken = replace(
        figure,
        value=point(said.value),
        certainty=Certainty.DECLARED if declared else Certainty.CITED,
        parts=(),
        gaps=0,
        records=1,
        reasons=("engine.declared" if declared else "engine.cited",),
        source=said.document if declared else f"{said.source_org} {said.document}".strip(),
    )
    if question.indicator.protected or is_protected(question.measure, question.pack):
        return _guarded(taken, question.pack.small_cell)
    return taken


# ---------------------------------------------------------------------------------- protected work
def _is_sealed(question: Question, measure: Leaf, tally: Tally) -> bool:
    """Protected by its indicator or kind, or because nothing but protected records is behind it."""
    only_sealed = tally.sealed_records > 0 and tally.open_records == 0
    return question.indicator.protected or is_protected(measure, question.pack) or only_sealed


def _is_small(value: Interval | None, small_cell: int) -> bool:
    """Whether the value may be a number of people or cases from 1 to ``small_cell`` - 1."""
    if value is None:
        return False
    reaches_up = value.high is None or value.high > 0
    return reaches_up and (value.low is None or value.low < small_cell)


def _hides_all(question: Question, measure: Leaf, tally: Tally) -> bool:
    """A small protected part of an open figure must not come out by subtraction, so the whole trace is
    sealed.
    """
    small = question.pack.small_cell
    return _is_sealed(question, measure, tally) or (
        tally.sealed_records > 0 and _is_small(tally.sealed, small)
    )


def _guarded(figure: Figure, small_cell: int) -> Figure:
    if not _is_small(figure.value, small_cell):
        return _without_small_pending(figure, small_cell)
    return _suppressed(figure)


def _suppressed(figure: Figure) -> Figure:
    parts = tuple(_suppressed(part) for part in figure.parts)
    return replace(
        figure,
        value=None,
        certainty=Certainty.SUPPRESSED,
        parts=parts,
        pending=0,
        gaps=0,
        reasons=("engine.small_cell",),
    )


def _without_small_pending(figure: Figure, small_cell: int) -> Figure:
    if 0 < figure.pending < small_cell:
        return replace(figure, pending=0, reasons=(*figure.reasons, "engine.pending_sealed"))
    return figure


def guard_slices(slices: Sequence[Slice]) -> tuple[Slice, ...]:
    """Where just one slice is suppressed its number is the whole less the others: the next smallest goes too."""
    hidden = [one for one in slices if one.figure.certainty is Certainty.SUPPRESSED]
    if len(hidden) != 1:
        return tuple(slices)
    shown = [one for one in slices if one.figure.value is not None and one.figure.value.low]
    if not shown:
        return tuple(slices)
    next_one = min(shown, key=lambda one: (one.figure.value.low, one.key))  # type: ignore[union-attr]
    return tuple(replace(one, figure=_suppressed(one.figure)) if one is next_one else one for one in slices)


# ---------------------------------------------------------------------------------- traces
def _traced(tally: Tally) -> int:
    return tally.open_records + tally.sealed_records


def _records(question: Question, measure: Leaf, tally: Tally) -> int:
    if _hides_all(question, measure, tally):
        return min(1, _traced(tally))
    return tally.open_records + min(1, tally.sealed_records)


def assemble_trace(
    question: Question,
    lines_of: Callable[[Leaf], Sequence[Line]],
    tally_of: TallyOf,
    said: Sequence[ValueFact],
) -> tuple[TraceRecord, ...]:
    """All lines of all leaves in order of day, then position; protected ones as one sealed record per part."""
    if said and not any(_traced(tally_of(leaf)) for leaf in leaves(question.measure)):
        return (_value_record(question, said[0]),)
    found = [
        line
        for part, leaf in _labelled(question.measure, "")
        for line in _sealed_lines(question, leaf, tally_of(leaf), lines_of(leaf), part)
    ]
    return tuple(line.record for line in sorted(found, key=lambda one: (one.order, one.record.part)))


def _labelled(measure: Measure, part: str) -> list[tuple[str, Leaf]]:
    if isinstance(measure, Ratio | Share):
        top, bottom = parts_of(measure)
        return [*_labelled(top, part or NUMERATOR), *_labelled(bottom, part or DENOMINATOR)]
    return [(part, measure)]


def _sealed_lines(
    question: Question, leaf: Leaf, tally: Tally, lines: Sequence[Line], part: str
) -> list[Line]:
    marked = [replace(line, record=replace(line.record, part=part)) for line in lines]
    if not marked or not (tally.sealed_records or _hides_all(question, leaf, tally)):
        return marked
    if not _hides_all(question, leaf, tally):
        return [line for line in marked if not line.protected] + [_seal(question, tally.sealed, part)]
    figure = _figure(question, leaf, lambda _: tally)
    return [_seal(question, figure.value, part)]


def _seal(question: Question, value: Interval | None, part: str) -> Line:
    """A suppressed count is not told by its seal either: its share is 0."""
    query = question.query
    share = Decimal(0) if value is None or value.low is None else value.low
    record = TraceRecord(SEALED, query.scope.ledger, query.period.end, query.scope.org, share, False, part)
    return Line(record, 0, protected=True)


def _value_record(question: Question, said: ValueFact) -> TraceRecord:
    protected = question.indicator.protected or is_protected(question.measure, question.pack)
    if not protected:
        subject = f"value:{said.value_id}"
        return TraceRecord(subject, said.ledger, said.document_day, said.org, plain_share(said.value))
    small = _is_small(point(said.value), question.pack.small_cell)
    return _seal(question, None if small else point(said.value), "").record


def plain_share(value: Decimal) -> Decimal:
    return point(value).low or Decimal(0)
