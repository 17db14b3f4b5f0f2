"""Erase what lies beside a person's entries. The chained facts, which name nobody, stay and go on counting."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PersonErased
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Done, Outcome, refusal, write


def erase_person(office: Office, *, by: str, at: datetime, entry: UUID, person: str) -> Outcome:
    """Names and telephones beside every entry about the person are deleted with their salts.

    The entry is written first: a deletion that nobody recorded could not be told from a missing row. Erasing again
    completes a deletion that was interrupted.
    """
    history = office.journal.history(office.ledger, f"person:{person}")
    if not history:
        return refusal("usecases.unknown_person", person=person)
    written = tuple(record.entry.id for record in history if not isinstance(record.entry.body, PersonErased))
    outcome = write(office, Entry(office.ledger, entry, by, at, PersonErased(person=person, entries=written)))
    if isinstance(outcome, Done):
        office.journal.erase(office.ledger, written)
    return outcome
