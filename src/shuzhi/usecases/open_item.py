"""Open a thing with a life: problem, plan item, measure, need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger.entries import OPEN, Entry, ItemOpened
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


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
) -> Outcome:
    """``state`` is one of the kind's; ``title`` lies beside (none for protected kinds); ``target`` in the unit the kind names."""
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
    beside = dict(texts or {})
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
