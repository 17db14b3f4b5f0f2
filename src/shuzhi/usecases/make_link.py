"""Link two things: answers, causes, follows from, delivers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, LinkMade
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def make_link(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    link: UUID,
    kind: str,
    source: str,
    target: str,
    day: date,
) -> Outcome:
    """``source`` and ``target`` are subjects ("item:…", "activity:…")."""
    body = LinkMade(link=link, kind=kind, source=source, target=target, day=day)
    return write(office, Entry(office.ledger, entry, by, at, body))
