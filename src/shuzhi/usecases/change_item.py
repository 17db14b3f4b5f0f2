"""Change what holds of an item from a day on; None leaves one as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger.entries import Entry, ItemChanged
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def change_item(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    item: UUID,
    day: date,
    due: date | None = None,
    owner: str | None = None,
    target: Decimal | None = None,
    fields: tuple[tuple[str, str], ...] = (),
    cleared: tuple[str, ...] = (),
    texts: Mapping[str, str] | None = None,
) -> Outcome:
    """Writes one ``item.changed`` entry. ``cleared`` names what holds no longer: "due", "target", or a field."""
    body = ItemChanged(
        item=item, day=day, due=due, owner=owner, target=target, fields=fields, cleared=cleared
    )
    beside = dict(texts or {})
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
