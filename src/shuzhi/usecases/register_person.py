"""Register a person under an opaque key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PersonRegistered
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def register_person(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    person: str,
    org: str,
    day: date,
    texts: Mapping[str, str] | None = None,
) -> Outcome:
    """``texts`` (name, telephone) lie beside and can be erased; the facts hold the key only."""
    body = PersonRegistered(person=person, org=org, day=day)
    beside = dict(texts or {})
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
