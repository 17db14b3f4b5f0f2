"""Send an activity back for mending; it stays unconfirmed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import ActivityReturned, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def return_activity(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    upto: UUID,
    reason: str = "",
) -> Outcome:
    """``upto`` is the last entry the reader saw; ``reason`` lies beside."""
    body = ActivityReturned(activity=activity, upto=upto)
    beside = {"reason": reason} if reason else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
