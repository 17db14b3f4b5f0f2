"""State an activity anew; the version before stays in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import ActivityCorrected, ActivityDetail, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def correct_activity(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    corrects: UUID,
    detail: ActivityDetail,
    reason: str,
    texts: Mapping[str, str] | None = None,
) -> Outcome:
    """``corrects`` is the entry that last stated it. It counts once confirmed; until then the last confirmed version does."""
    body = ActivityCorrected(activity=activity, corrects=corrects, detail=detail)
    beside = {**(texts or {}), "reason": reason}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
