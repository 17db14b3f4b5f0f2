"""Two keys turned out to be the same person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PersonMerged
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def merge_person(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    person: str,
    into: str,
    reason: str = "",
) -> Outcome:
    """From here on ``person`` counts as ``into``; earlier positions stay as they were."""
    body = PersonMerged(person=person, into=into)
    beside = {"reason": reason} if reason else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
