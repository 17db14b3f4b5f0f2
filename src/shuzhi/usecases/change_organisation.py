"""Give an organisation another name, kind or order from a day on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, OrganisationChanged
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def change_organisation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    day: date,
    name: str = "",
    kind: str = "",
    order: int | None = None,
) -> Outcome:
    """What is left empty stays as it is."""
    body = OrganisationChanged(org=org, day=day, name=name, kind=kind, order=order)
    return write(office, Entry(office.ledger, entry, by, at, body))
