"""Cut a link from a day on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, LinkCut
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def cut_link(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    link: UUID,
    day: date,
) -> Outcome:
    """Writes one ``link.cut`` entry."""
    body = LinkCut(link=link, day=day)
    return write(office, Entry(office.ledger, entry, by, at, body))
