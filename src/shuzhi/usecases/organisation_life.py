"""The life of one unit as the ledger tells it: what happened on which day, on which paper. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.ledger.entries import (
    OrganisationChanged,
    OrganisationClosed,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationOpened,
)
from shuzhi.ledger.ports import Record
from shuzhi.usecases.office import Office

Act = OrganisationOpened | OrganisationChanged | OrganisationMoved | OrganisationMerged | OrganisationClosed


@dataclass(frozen=True, slots=True)
class Turn:
    """One entry about the unit. ``source`` is the paper relied on, "" where none was named or it was erased."""

    record: Record
    body: Act
    source: str


@dataclass(frozen=True, slots=True)
class OrganisationLife:
    """``turns`` by day of effect, then position. ``term_until``: last day of the committee's term, told last."""

    turns: tuple[Turn, ...]
    contact: str
    term_until: date | None


def life_of_organisation(office: Office, org: str) -> OrganisationLife:
    """An unknown unit has no turns."""
    turns: list[Turn] = []
    contact, term_until = "", None
    for record in office.journal.history(office.ledger, f"organisation:{org}"):
        body = record.entry.body
        if not isinstance(body, Act):
            continue
        texts = office.journal.beside(office.ledger, record.entry.id)
        turns.append(Turn(record, body, texts.get("source") or ""))
        contact = texts.get("contact") or contact
        if isinstance(body, OrganisationChanged) and body.term_until is not None:
            term_until = body.term_until
    turns.sort(key=lambda one: (one.body.day, one.record.position))
    return OrganisationLife(tuple(turns), contact, term_until)


def term_ends(office: Office) -> dict[str, date]:
    """The last day of each unit's term, where one was told: the one told last holds."""
    records = office.journal.of_types(office.ledger, (OrganisationChanged.type,))
    bodies = (record.entry.body for record in records)
    return {
        body.org: body.term_until
        for body in bodies
        if isinstance(body, OrganisationChanged) and body.term_until is not None
    }
