"""Open an organisation of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, OrganisationOpened
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def open_organisation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    name: str,
    kind: str,
    day: date,
    parent: str = "",
    order: int = 0,
    continues: str = "",
    texts: Mapping[str, str] | None = None,
) -> Outcome:
    """``parent`` is "" for the root; ``order`` the official order among siblings; ``continues`` "ledger/org" where it came from another ledger.

    ``texts``: "source" (the paper relied on), "contact".
    """
    body = OrganisationOpened(
        org=org, name=name, kind=kind, day=day, parent=parent, order=order, continues=continues
    )
    beside = {key: text for key, text in (texts or {}).items() if text}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
