"""A person leaves a post; ``day`` is the last day in it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PostLeft
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def leave_post(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    person: str,
    org: str,
    post: str,
    day: date,
) -> Outcome:
    """Writes one ``post.left`` entry."""
    body = PostLeft(person=person, org=org, post=post, day=day)
    return write(office, Entry(office.ledger, entry, by, at, body))
