"""Close an organisation from a day on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, OrganisationClosed
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def close_organisation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    day: date,
    continued_by: str = "",
    source: str = "",
) -> Outcome:
    """``continued_by`` is "ledger/org" where another ledger goes on with it. ``source`` is the paper relied on."""
    body = OrganisationClosed(org=org, day=day, continued_by=continued_by)
    beside = {"source": source} if source else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
