"""What a plan asked for and what was done: items that name an indicator and a target, each beside its figure. Reads only.

An item is measured over the calendar year of its due date (of its opening where it has none), the same days as the year's
report counts, so that plan and report never show two numbers for one thing. A target is a number to reach at least.
Knows items as they stand at one position; does not know how a figure is computed.

    aims(shelf, kind, …) -> tuple[Aim, …]                       items with the question each is answered by
    progress(office, org=…, period=…, day=…) -> tuple[Progress, …]     each with its figure and where it stands on a day
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shuzhi.catalog.model import ItemKind, ItemListSpec, Pack, Where
from shuzhi.catalog.walk import item_kinds_in_order
from shuzhi.engine.base import Figure, Query, Reach, Scope
from shuzhi.ledger.tables import FactTables
from shuzhi.usecases.figure import figures
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force, reference_to
from shuzhi.usecases.report_items import ItemShelf
from shuzhi.values.period import Period


class Standing(StrEnum):
    """Where a planned item stands on a day: of the item alone, never of an organisation or a person."""

    REACHED = "reached"
    IN_TIME = "in_time"  # as far as the time that is gone asks, or further
    BEHIND = "behind"  # less far than the time that is gone
    MISSED = "missed"  # the day has passed and the number was not reached
    OPEN = "open"  # the number is not known well enough to say


@dataclass(frozen=True, slots=True)
class Aim:
    """An item with what it is to reach, in the unit of the figure that ``query`` asks for. ``ended``: in a final state."""

    item: str
    kind: str
    title: str
    state: str
    ended: bool
    owner: str
    due: date | None
    target: Decimal
    query: Query

    @property
    def last_day(self) -> date:
        """The day by which the number is to be reached."""
        return self.due or self.query.period.end


@dataclass(frozen=True, slots=True)
class Progress:
    """``elapsed`` is the part of the time that is gone on the day asked for, from 0 to 1."""

    aim: Aim
    figure: Figure
    elapsed: Decimal
    standing: Standing


def measured_kinds(pack: Pack) -> tuple[ItemKind, ...]:
    """The open kinds of items that have a field for the indicator behind them, in the order of the pack."""
    return tuple(kind for kind in item_kinds_in_order(pack) if not kind.protected and _holding(kind))


def aims(shelf: ItemShelf, kind: ItemKind, *, where: Where = (), position: int) -> tuple[Aim, ...]:
    """Items of the shelf's unit alive in its period, in order of opening, that name an indicator and a target above 0.

    Items without either are left out: there is nothing to hold them against.
    """
    listed = shelf.items(ItemListSpec(kind.code, "alive_in_period", "", where), "")
    found = (_aim(shelf, kind, one.id, one.words["title"], one.words["state"], position) for one in listed)
    return tuple(one for one in found if one is not None)


def _aim(shelf: ItemShelf, kind: ItemKind, item: str, title: str, state: str, position: int) -> Aim | None:
    span = shelf.span(item)
    named = [value for name, value in shelf.fields.get(item, ()) if name in _holding(kind)]
    if not named or span.target is None or span.target <= 0:
        return None
    days = Period.year((span.due or span.opened).year)
    if days.end < shelf.period.start or shelf.period.end < days.start:
        return None
    query = _query(shelf, named[0], days, span.owner, position)
    if query is None:
        return None
    ended = any(one.final for one in kind.states if one.code == span.state)
    return Aim(item, kind.code, title, state, ended, span.owner, span.due, span.target, query)


def _holding(kind: ItemKind) -> set[str]:
    return {one.code for one in kind.fields if one.holds == "indicator"}


def _query(shelf: ItemShelf, named: str, days: Period, owner: str, position: int) -> Query | None:
    """The question of ``code`` or ``code@reach``, up to the end of the shelf's period; None where the pack lacks it."""
    code, _, reach = named.partition("@")
    indicator = shelf.pack.indicators.get(code)
    if indicator is None or indicator.protected or (reach or indicator.reach) not in set(Reach):
        return None
    asked = Reach(reach or indicator.reach)
    scope = Scope(shelf.ledger, shelf.org, asked, "", owner if asked is Reach.PERSON else "")
    if asked is Reach.PERSON and not owner:
        return None
    period = Period(days.start, min(days.end, shelf.period.end))
    return Query(code, reference_to(shelf.pack), scope, period, ((shelf.ledger, position),))


def progress(
    office: Office, *, org: str, period: Period, day: date, language: str = "zh", item: str = ""
) -> tuple[Progress, ...]:
    """All measured items of a unit alive in the period (``item``: this one only), by kind, as the ledger stands now.

    Raises ``PackMissingError``.
    """
    position = office.journal.head(office.ledger).position
    pack = pack_in_force(office, position=position)
    tables = FactTables.from_rows(office.facts.rows({office.ledger: position})).at({office.ledger: position})
    shelf = ItemShelf.over(
        tables, journal=office.journal, ledger=office.ledger, org=org, period=period, pack=pack, language=language
    )  # fmt: skip
    found = [one for kind in measured_kinds(pack) for one in aims(shelf, kind, position=position)]
    asked = [one for one in found if item in ("", one.item)]
    return held_against(asked, figures(office, [one.query for one in asked]), day=day)


def held_against(found: Sequence[Aim], answers: Sequence[Figure], *, day: date) -> tuple[Progress, ...]:
    """Each aim with its figure, as seen on a day."""
    return tuple(
        Progress(aim, figure, elapsed_of(aim, day), standing_of(aim, figure, day))
        for aim, figure in zip(found, answers, strict=True)
    )


def elapsed_of(aim: Aim, day: date) -> Decimal:
    """Days gone of the days from the first of the year to the last day, both counted."""
    start = aim.query.period.start
    whole = max((aim.last_day - start).days + 1, 1)
    gone = min(max((day - start).days + 1, 0), whole)
    return Decimal(gone) / whole


def standing_of(aim: Aim, figure: Figure, day: date) -> Standing:
    """By what is sure: an interval that holds the mark between its ends leaves it open."""
    value = figure.value
    if value is None:
        return Standing.OPEN
    if value.low is not None and value.low >= aim.target:
        return Standing.REACHED
    late = day > aim.last_day
    mark = aim.target if late else aim.target * elapsed_of(aim, day)
    if not late and value.low is not None and value.low >= mark:
        return Standing.IN_TIME
    if value.high is not None and value.high < mark:
        return Standing.MISSED if late else Standing.BEHIND
    return Standing.OPEN
