"""Put an organisation under another parent from a day on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, OrganisationMoved
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def move_organisation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    day: date,
    parent: str,
    source: str = "",
) -> Outcome:
    """Figures of days before stay where they were. ``source`` is the paper relied on."""
    body = OrganisationMoved(org=org, day=day, parent=parent)
    beside = {"source": source} if source else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
