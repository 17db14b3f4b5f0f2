"""Open items of a protected kind by their number: each counts as one, none bears a title, an owner or a word."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

from shuzhi.ledger.entries import PROTECTED, Entry, ItemOpened
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, refusal, write

MOST = 500
"""Items that one act may open: a whole unit's, entered at once."""


def entry_of(entry: UUID, number: int) -> UUID:
    """The id of one of the entries of such an act; the first is the act's own, so that it tells the instant of all."""
    return uuid5(entry, f"entry {number}") if number else entry


def open_counted_items(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    count: int,
    kind: str,
    org: str,
    day: date,
    state: str,
    fields: tuple[tuple[str, str], ...] = (),
) -> Outcome:
    """``count`` items that say the same. Their ids are made from ``entry``, so that the act sent again writes nothing."""
    if not 1 <= count <= MOST:
        return refusal("items.count_out_of_range", count=count, limit=MOST)
    entries = [
        Entry(
            office.ledger, entry_of(entry, number), by, at,
            ItemOpened(
                item=uuid5(entry, f"item {number}"), kind=kind, org=org, day=day, state=state, fields=fields,
                compartment=PROTECTED,
            ),
        )
        for number in range(count)
    ]  # fmt: skip
    return write(office, *entries)
