"""Take an activity back for good; it is never counted from here on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import ActivityWithdrawn, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def withdraw_activity(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    reason: str = "",
) -> Outcome:
    """``reason`` lies beside."""
    body = ActivityWithdrawn(activity=activity)
    beside = {"reason": reason} if reason else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
