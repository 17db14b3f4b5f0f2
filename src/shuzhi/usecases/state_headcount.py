"""State how many were there, in one session, mode, role and category."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, Headcount, HeadcountStated
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def state_headcount(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    headcount: Headcount,
) -> Outcome:
    """A later statement for the same cell replaces it. It includes those signed in."""
    body = HeadcountStated(activity=activity, headcount=headcount)
    return write(office, Entry(office.ledger, entry, by, at, body))
