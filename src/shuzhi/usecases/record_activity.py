"""Put an activity down: a single one, or an aggregate line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import ActivityDetail, ActivityRecorded, Entry, LateEntry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def record_activity(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    detail: ActivityDetail,
    late: LateEntry | None = None,
    texts: Mapping[str, str] | None = None,
) -> Outcome:
    """``activity`` and ``entry`` are ids made where it was captured; ``texts`` lie beside (title, place, note, source)."""
    body = ActivityRecorded(activity=activity, detail=detail, late=late)
    beside = dict(texts or {})
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
