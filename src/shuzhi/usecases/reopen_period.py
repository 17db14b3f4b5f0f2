"""Open a closed period again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PeriodReopened
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def reopen_period(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    start: date,
    end: date,
    reason: str = "",
) -> Outcome:
    """Writes one ``period.reopened`` entry."""
    body = PeriodReopened(org=org, start=start, end=end)
    beside = {"reason": reason} if reason else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
