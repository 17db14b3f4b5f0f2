"""Take back that two records tell of two happenings: the pair may be offered again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, LikenessAskedAgain
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def ask_likeness_again(
    office: Office, *, by: str, at: datetime, entry: UUID, one: UUID, other: UUID
) -> Outcome:
    """``one`` and ``other`` are activities, in any order."""
    first, second = sorted((one, other))
    return write(office, Entry(office.ledger, entry, by, at, LikenessAskedAgain(first=first, second=second)))
