"""Open a thing with a life (problem, plan item, measure, need), joined to others in the same act where it comes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from shuzhi.ledger.entries import OPEN, Entry, ItemOpened, LinkMade
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


@dataclass(frozen=True, slots=True)
class Join:
    """A link made with the opening. ``way`` "out": the new item is its source, ``other`` its target; "in": the reverse."""

    entry: UUID
    link: UUID
    kind: str
    other: str
    way: Literal["out", "in"] = "out"

    def made(self, subject: str, day: date) -> LinkMade:
        source, target = (subject, self.other) if self.way == "out" else (self.other, subject)
        return LinkMade(link=self.link, kind=self.kind, source=source, target=target, day=day)


def open_item(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    item: UUID,
    kind: str,
    org: str,
    day: date,
    state: str,
    due: date | None = None,
    owner: str = "",
    target: Decimal | None = None,
    fields: tuple[tuple[str, str], ...] = (),
    compartment: str = OPEN,
    texts: Mapping[str, str] | None = None,
    joins: Sequence[Join] = (),
) -> Outcome:
    """``state`` is one of the kind's; ``title`` lies beside (none for protected kinds); ``target`` in the unit the kind names.

    Item and links are written together or not at all.
    """
    body = ItemOpened(
        item=item,
        kind=kind,
        org=org,
        day=day,
        state=state,
        due=due,
        owner=owner,
        target=target,
        fields=fields,
        compartment=compartment,
    )
    opened = Entry(office.ledger, entry, by, at, body, dict(texts or {}))
    linked = [Entry(office.ledger, one.entry, by, at, one.made(body.subject, day)) for one in joins]
    return write(office, opened, *linked)
