"""Confirm an activity as it stood after the last entry the confirmer saw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import ActivityConfirmed, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def confirm_activity(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    upto: UUID,
) -> Outcome:
    """``upto`` is that entry; a version stated since then stays pending."""
    body = ActivityConfirmed(activity=activity, upto=upto)
    return write(office, Entry(office.ledger, entry, by, at, body))
