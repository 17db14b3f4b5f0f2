"""Put many activities down as one act: all of them, or none with every problem told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import ActivityDetail, ActivityRecorded, Entry, LateEntry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


@dataclass(frozen=True, slots=True)
class Told:
    """One activity as it was captured: its id (also that of its entry), what it states, and the texts beside."""

    activity: UUID
    detail: ActivityDetail
    late: LateEntry | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def record_activities(office: Office, *, by: str, at: datetime, told: Sequence[Told]) -> Outcome:
    """One ``activity.recorded`` entry each, in order, in one append. An import sent again writes nothing."""
    entries = [
        Entry(
            office.ledger, one.activity, by, _captured(office, one.activity, at),
            ActivityRecorded(activity=one.activity, detail=one.detail, late=one.late), dict(one.texts),
        )
        for one in told
    ]  # fmt: skip
    return write(office, *entries)


def _captured(office: Office, entry: UUID, at: datetime) -> datetime:
    """An entry that was sent before keeps the instant it was captured at, so that it says the same."""
    sent = office.journal.find(office.ledger, entry)
    return at if sent is None else sent.entry.at
