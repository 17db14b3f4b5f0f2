"""What merging two registrations would change, worked out from the rows before anything is written. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shuzhi.ledger.facts import CONFIRMED, AttendanceFact
from shuzhi.ledger.lives import PersonState, fold_person
from shuzhi.usecases.office import Office


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Activities confirmed in which each is signed in; ``both`` are those in which both are: one person fewer there.

    ``person`` and ``into`` are the states as they stand.
    """

    person: PersonState
    into: PersonState
    of_person: int
    of_into: int
    both: int


def preview_merge(
    office: Office, attendances: Iterable[AttendanceFact], *, person: str, into: str
) -> MergePreview:
    """``attendances``: the rows of the ledger as they stand now."""
    held: dict[str, set[str]] = {person: set(), into: set()}
    for row in attendances:
        if row.status == CONFIRMED and row.person in held:
            held[row.person].add(row.activity)
    return MergePreview(
        person=person_state(office, person),
        into=person_state(office, into),
        of_person=len(held[person]),
        of_into=len(held[into]),
        both=len(held[person] & held[into]),
    )


def person_state(office: Office, person: str) -> PersonState:
    """An unknown key has no spans."""
    return fold_person(office.journal.history(office.ledger, f"person:{person}"))
