"""What was said of a figure before, how it differs from what is said now, and why.

The way from the number said then to the figure asked now is walked in steps, each of which changes one thing: the
entries since, the rule, the unit and reach, the period. A step that moves the value is a reason. Reads only.

    handed_over(office, indicator="")          every number that left the office and was not taken back, newest first
    earlier_numbers(office, query)             those of the same figure, each held against ``query``
    since_then(office, handed)                 one of them held against the same question asked today
    that_differ(office, told)                  those of many that would no longer be said, all asked together
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from shuzhi.catalog.diff import differences
from shuzhi.engine.base import EngineError, Figure, PackRef, Query, Reach, Scope
from shuzhi.ledger.entries import NumberHandedOver, NumberTakenBack
from shuzhi.ledger.ports import Record
from shuzhi.usecases.figure import engine_for, figure, figures
from shuzhi.usecases.number_changes import RecordChange, changes_between
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import kept_packs, pack_in_force, reference_to
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from shuzhi.values.quantity import read_quantity

ROUNDING = Decimal("0.05")  # a rate prints one decimal

Step = Literal["said", "entries", "rule", "scope", "period"]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One hand-over with its place in the ledger."""

    record: Record
    body: NumberHandedOver

    @property
    def query(self) -> Query:
        """The question it answered, at the positions of that day."""
        body = self.body
        return Query(
            body.indicator,
            PackRef(body.pack, body.version, body.digest),
            Scope(self.record.ledger, body.org, Reach(body.reach), body.person, body.post, body.under),
            Period(body.start, body.end),
            body.positions,
            body.restated,
        )

    @property
    def value(self) -> Interval | None:
        """The figure's value when it was told."""
        if self.body.low is None and self.body.high is None:
            return None
        return Interval.between(self.body.low, self.body.high)


@dataclass(frozen=True, slots=True)
class Reason:
    """One step on the way from then to now. ``before`` and ``after`` are what the figure was on either side.

    ``changes`` are the records behind a step of entries; ``keys`` the parts of the rule that differ.
    """

    step: Step
    before: Interval | None
    after: Interval | None
    changes: tuple[RecordChange, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A number told before, and the figure as it is now asked."""

    handed: HandedOver
    now: Figure
    reasons: tuple[Reason, ...]

    @property
    def differs(self) -> bool:
        """Whether what was printed then would no longer be said."""
        return bool(self.reasons)


def handed_over(office: Office, indicator: str = "") -> tuple[HandedOver, ...]:
    """By day, then position, the newest first; "" for all indicators."""
    if indicator:
        records = office.journal.history(office.ledger, f"number:{indicator}")
    else:
        records = office.journal.of_types(office.ledger, (NumberHandedOver.type, NumberTakenBack.type))
    back = {one.entry.body.number for one in records if isinstance(one.entry.body, NumberTakenBack)}
    told = [
        HandedOver(one, one.entry.body)
        for one in records
        if isinstance(one.entry.body, NumberHandedOver) and one.entry.body.number not in back
    ]
    return tuple(sorted(told, key=lambda one: (one.body.day, one.record.position), reverse=True))


def earlier_numbers(office: Office, query: Query) -> tuple[Earlier, ...]:
    """Numbers told of the same indicator for the same unit and days that overlap, each held against ``query``.

    Another unit's number, or one of a year gone by, is no earlier answer to this question.
    """
    found = [one for one in handed_over(office, query.indicator) if _bears_on(one.query, query)]
    if not found:
        return ()
    now = figure(office, query)
    return tuple(Earlier(one, now, tuple(_reasons(office, one, now))) for one in found)


def since_then(office: Office, handed: HandedOver) -> Earlier:
    """Held against the same question asked at the head, under the pack in force; where that pack no longer has the
    indicator, under the old one.
    """
    now = figure(office, _today(office, handed))
    return Earlier(handed, now, tuple(_reasons(office, handed, now)))


def that_differ(office: Office, told: Sequence[HandedOver]) -> tuple[HandedOver, ...]:
    """In their order, those whose value is another now or whose wording is not true of it; no reasons are looked for."""
    asked = [_today(office, one) for one in told]
    now = figures(office, asked)
    return tuple(
        one
        for one, found in zip(told, now, strict=True)
        if _said_otherwise(one) is not None or one.value != found.value
    )


def _today(office: Office, handed: HandedOver) -> Query:
    """The same question at the head, under the pack in force; under the old one where that has no such indicator."""
    position = office.journal.head(office.ledger).position
    pack = pack_in_force(office, position=position)
    query = _at(handed.query, office.ledger, position)
    return replace(query, pack=reference_to(pack)) if query.indicator in pack.indicators else query


def _bears_on(then: Query, asked: Query) -> bool:
    return (
        then.scope.ledger == asked.scope.ledger
        and then.scope.org == asked.scope.org
        and then.period.start <= asked.period.end
        and asked.period.start <= then.period.end
    )


def _reasons(office: Office, handed: HandedOver, now: Figure) -> Iterator[Reason]:
    """The steps that moved the value. Only the office's own ledger moves on; positions of others stay as told."""
    position, asked = dict(now.query.positions)[office.ledger], now.query
    if (said := _said_otherwise(handed)) is not None:
        yield said
    reached, value = handed.query, handed.value
    steps: tuple[tuple[Step, Query], ...] = (
        ("entries", later := _at(reached, office.ledger, position)),
        ("rule", ruled := replace(later, pack=asked.pack)),
        ("scope", scoped := replace(ruled, scope=asked.scope, restated=asked.restated)),
        ("period", replace(scoped, period=asked.period)),
    )
    for step, following in steps:
        if following == reached:
            continue
        after = now.value if following == asked else _value(office, following)
        if after != value:
            yield _reason(office, step, (reached, following), (value, after))
        reached, value = following, after


def _reason(
    office: Office, step: Step, queries: tuple[Query, Query], values: tuple[Interval | None, Interval | None]
) -> Reason:
    before, after = queries
    if step == "entries":
        upto = dict(after.positions)[office.ledger]
        changes = changes_between(office, before, upto=upto)
        return Reason(step, *values, changes=_that_add_up(changes, *values))
    if step == "rule":
        packs = kept_packs(office)
        changed = differences(packs[before.pack.digest], packs[after.pack.digest])
        mine = [one for one in changed if (one.table, one.code) == ("indicators", before.indicator)]
        return Reason(step, *values, keys=tuple(key for one in mine for key in one.keys))
    return Reason(step, *values)


def _that_add_up(
    changes: tuple[RecordChange, ...], before: Interval | None, after: Interval | None
) -> tuple[RecordChange, ...]:
    """Shifts are told only where together they are the whole difference; people, rates and stocks do not add up."""
    shifts = [one.shift for one in changes]
    if before is not None and after is not None and before.is_point and after.is_point:
        assert before.low is not None and after.low is not None
        told = [shift for shift in shifts if shift is not None]
        if len(told) == len(shifts) and sum(told, Decimal(0)) == after.low - before.low:
            return changes
    return tuple(replace(one, shift=None) for one in changes)


def _said_otherwise(handed: HandedOver) -> Reason | None:
    """What was printed is not what the ledger then showed: 近40场 is true of 38, 50场 is not."""
    read = read_quantity(handed.body.printed)
    if read is None or handed.value is None:
        return None
    said = read.interval
    if read.unit in ("%", "％"):
        said = Interval(_less(said.low, ROUNDING), _less(said.high, -ROUNDING), said.low_open, said.high_open)
    return None if said.covers(handed.value) else Reason("said", read.interval, handed.value)


def _less(number: Decimal | None, part: Decimal) -> Decimal | None:
    return None if number is None else number - part


def _value(office: Office, query: Query) -> Interval | None:
    """None also where a question on the way cannot be asked (the old pack has no such indicator)."""
    try:
        return engine_for(office, query.positions).compute(query).value
    except EngineError:
        return None


def _at(query: Query, ledger: str, position: int) -> Query:
    return replace(
        query, positions=tuple((name, position if name == ledger else held) for name, held in query.positions)
    )
