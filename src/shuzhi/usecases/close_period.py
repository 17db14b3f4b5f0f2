"""Close a period for an organisation and all below it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PeriodClosed
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def close_period(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    start: date,
    end: date,
) -> Outcome:
    """Later entries for its days must say that they are late; nothing is locked."""
    body = PeriodClosed(org=org, start=start, end=end)
    return write(office, Entry(office.ledger, entry, by, at, body))
