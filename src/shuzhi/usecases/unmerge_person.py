"""Two keys turned out not to be the same person after all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PersonUnmerged
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def unmerge_person(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    person: str,
) -> Outcome:
    """Writes one ``person.unmerged`` entry."""
    body = PersonUnmerged(person=person)
    return write(office, Entry(office.ledger, entry, by, at, body))
