"""An item enters another state on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, ItemStateSet
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def set_item_state(
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
    """Writes one ``item.state_set`` entry."""
    body = ItemStateSet(item=item, day=day, state=state)
    beside = dict(texts or {})
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
