"""Give an organisation another name, kind, order, term or contact from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, OrganisationChanged
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, refusal, write


def change_organisation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    day: date,
    name: str = "",
    kind: str = "",
    order: int | None = None,
    term_until: date | None = None,
    texts: Mapping[str, str] | None = None,
) -> Outcome:
    """What is left empty stays as it is. ``texts``: "source" (the paper relied on), "contact" of the unit."""
    body = OrganisationChanged(org=org, day=day, name=name, kind=kind, order=order, term_until=term_until)
    beside = {key: text for key, text in (texts or {}).items() if text}
    if not (beside.get("contact") or name or kind or order is not None or term_until):
        return refusal("usecases.nothing_changed", org=org)
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
