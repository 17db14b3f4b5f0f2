"""Say that two records which look alike tell of two happenings. No figure changes; the pair is not offered again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, LikenessDenied
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def deny_likeness(office: Office, *, by: str, at: datetime, entry: UUID, one: UUID, other: UUID) -> Outcome:
    """``one`` and ``other`` are activities, in any order."""
    first, second = sorted((one, other))
    return write(office, Entry(office.ledger, entry, by, at, LikenessDenied(first=first, second=second)))
