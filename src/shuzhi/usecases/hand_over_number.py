"""Put down that a number left the office: to whom, when, which question it answered, and how it was said.

hand_over_number(office, …, query=…, said="")     one number, in a report, a form or by word
body_of(query, …), first_instant(…)               the entry's body and instant, for verbs that hand over many at once
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shuzhi.engine.base import Query
from shuzhi.ledger.entries import Entry, NumberHandedOver, Way
from shuzhi.report.wording import in_words
from shuzhi.usecases.figure import figure
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, Problems, refusal, write
from shuzhi.values.period import day_of


@dataclass(frozen=True, slots=True)
class Handing:
    """What all numbers of one hand-over share. ``receiver`` is an organ or a post, never a person's name."""

    receiver: str
    day: date
    way: Way
    document: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What was said: ``printed`` as it stood, and the figure's ends in ``unit`` behind it (both None: unknown)."""

    printed: str
    unit: str
    certainty: str
    low: Decimal | None
    high: Decimal | None
    place: str = ""


def hand_over_number(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    number: UUID,
    handing: Handing,
    query: Query,
    said: str = "",
    note: str = "",
) -> Outcome:
    """``said`` is the wording that was used ("近40场"); "" takes the figure as a report prints it. ``note`` lies beside.

    Raises ``EngineError`` for a question that cannot be answered.
    """
    if (refused := problems_of(handing, at)) is not None:
        return refused
    found = figure(office, query)
    low, high = (None, None) if found.value is None else (found.value.low, found.value.high)
    stated = Stated(said.strip() or in_words(found), found.unit, found.certainty.value, low, high)
    beside = {"note": note.strip()} if note.strip() else {}
    return write(
        office,
        Entry(
            office.ledger,
            entry,
            by,
            at,
            body_of(query, number=number, handing=handing, stated=stated),
            beside,
        ),
    )


def first_instant(office: Office, entry: UUID, *, by: str, at: datetime) -> datetime:
    """When this entry was first written by the same account, else ``at``: an act sent again is the act of that instant."""
    held = office.journal.find(office.ledger, entry)
    return held.entry.at if held is not None and held.entry.by == by else at


def problems_of(handing: Handing, at: datetime) -> Problems | None:
    """A hand-over names its receiver, and has happened."""
    if not handing.receiver.strip():
        return refusal("numbers.receiver_missing")
    if handing.day > day_of(at):
        return refusal("numbers.day_ahead", day=handing.day.isoformat())
    return None


def body_of(query: Query, *, number: UUID, handing: Handing, stated: Stated) -> NumberHandedOver:
    """The whole question and the whole answer, as the ledger keeps them."""
    scope, pack = query.scope, query.pack
    return NumberHandedOver(
        number=number, receiver=handing.receiver.strip(), day=handing.day, way=handing.way,
        indicator=query.indicator, pack=pack.code, version=pack.version, digest=pack.digest,
        org=scope.org, reach=scope.reach.value, person=scope.person, post=scope.post, under=scope.under,
        start=query.period.start, end=query.period.end, restated=query.restated, positions=query.positions,
        printed=stated.printed, unit=stated.unit, certainty=stated.certainty, low=stated.low, high=stated.high,
        document=handing.document, place=stated.place,
    )  # fmt: skip
