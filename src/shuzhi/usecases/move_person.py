"""A person belongs to another organisation from a day on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PersonMoved
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def move_person(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    person: str,
    org: str,
    day: date,
    reason: str = "",
) -> Outcome:
    """Writes one ``person.moved`` entry."""
    body = PersonMoved(person=person, org=org, day=day)
    beside = {"reason": reason} if reason else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
