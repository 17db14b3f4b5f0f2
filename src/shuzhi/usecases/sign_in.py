"""Add named people to an activity, ticked by the organiser."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Attendance, AttendanceSigned, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def sign_in(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    attendances: tuple[Attendance, ...],
) -> Outcome:
    """``attendances`` name person keys; it counts once the activity is confirmed after it."""
    body = AttendanceSigned(activity=activity, attendances=attendances)
    return write(office, Entry(office.ledger, entry, by, at, body))
