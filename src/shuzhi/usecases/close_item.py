"""An item ends its life in a final state, in which it goes on counting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, ItemClosed
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def close_item(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    item: UUID,
    day: date,
    state: str,
    texts: Mapping[str, str] | None = None,
) -> Outcome:
    """Writes one ``item.closed`` entry."""
    body = ItemClosed(item=item, day=day, state=state)
    beside = dict(texts or {})
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
