"""A person takes a post; the tenure makes "I" a scope."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, PostKind, PostTaken
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def take_post(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    person: str,
    org: str,
    post: str,
    day: date,
    kind: PostKind | None = None,
) -> Outcome:
    """``kind``: full time, part time or seconded; told again for the same post and day, it is brought up to date."""
    body = PostTaken(person=person, org=org, post=post, day=day, kind=kind)
    return write(office, Entry(office.ledger, entry, by, at, body))
