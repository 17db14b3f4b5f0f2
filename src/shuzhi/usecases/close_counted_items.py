"""End items of a protected kind by their number: those opened first end first. Nobody learns which ones they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, ItemClosed, ItemOpened
from shuzhi.ledger.lives import fold_item
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_counted_items import MOST, entry_of
from shuzhi.usecases.writing import Outcome, refusal, write

Fields = tuple[tuple[str, str], ...]


def close_counted_items(
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
    fields: Fields = (),
) -> Outcome:
    """Of the items of ``kind`` of ``org`` that bear ``fields`` and are open on ``day``, the first ``count`` end in ``state``.

    Entry ids are made from ``entry``, so that the act sent again writes nothing.
    """
    if not 1 <= count <= MOST:
        return refusal("items.count_out_of_range", count=count, limit=MOST)
    ids = [entry_of(entry, number) for number in range(count)]
    sent = [office.journal.find(office.ledger, one) for one in ids]
    if all(sent):
        return write(office, *(one.entry for one in sent if one is not None))
    found = list(_open(office, kind=kind, org=org, day=day, fields=frozenset(fields)))
    if len(found) < count:
        return refusal("items.fewer_open", count=count)
    ended = (ItemClosed(item=item, day=day, state=state) for item in found[:count])
    return write(
        office,
        *(Entry(office.ledger, one, by, at, body) for one, body in zip(ids, ended, strict=True)),
    )


def _open(
    office: Office, *, kind: str, org: str, day: date, fields: frozenset[tuple[str, str]]
) -> Iterator[UUID]:
    """Items that had begun by the day and have not ended, in order of opening."""
    opened = [
        record.entry.body
        for record in office.journal.of_types(office.ledger, (ItemOpened.type,))
        if isinstance(record.entry.body, ItemOpened)
    ]
    ours = (one for one in opened if (one.kind, one.org) == (kind, org) and one.day <= day)
    for body in sorted(ours, key=lambda one: one.day):
        state = fold_item(office.journal.history(office.ledger, body.subject))
        if state.closed is None and fields <= set(state.fields):
            yield body.item
