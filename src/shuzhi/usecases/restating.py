"""Stating a record anew and letting it count at once where it counted before: what settling a likeness comes to.

A record that was confirmed as it stands is confirmed again in the same act; one that still waits goes on waiting.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from shuzhi.ledger.entries import (
    PROTECTED,
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDetail,
    ActivityWithdrawn,
    Entry,
)
from shuzhi.ledger.fold import ActivityState, fold_activity
from shuzhi.ledger.ports import Receipt
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Done, Problems, refusal

TEXTS = ("title", "place", "note")  # carried over to the new statement, which else would leave them behind


def state_of(office: Office, activity: UUID) -> ActivityState | Problems:
    """The record as it stands, open and not withdrawn; a problem where there is none to settle."""
    records = office.journal.history(office.ledger, f"activity:{activity}")
    state = fold_activity(records)
    if state.newest is None:
        return refusal("ledger.unknown_activity", subject=f"activity:{activity}")
    if state.withdrawn:
        return refusal("ledger.activity_withdrawn", subject=f"activity:{activity}")
    if state.newest.detail.compartment == PROTECTED:
        return refusal("usecases.protected_not_settled")
    return state


def already_done(office: Office, entry: UUID) -> Done | None:
    """The answer to an act that was sent before under this id."""
    found = office.journal.find(office.ledger, entry)
    return None if found is None else Done((Receipt(entry, found.position, repeated=True),))


def restated(
    office: Office,
    state: ActivityState,
    detail: ActivityDetail,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    reason: str,
) -> tuple[Entry, ...]:
    """A correction, and a confirmation where the version before it was the confirmed one."""
    assert state.newest is not None
    stated = state.newest.stated_by
    texts = office.journal.beside(office.ledger, stated)
    beside = {name: text for name in TEXTS if (text := texts.get(name))}
    body = ActivityCorrected(activity=activity, corrects=stated, detail=detail)
    correction = Entry(office.ledger, entry, by, at, body, {**beside, "reason": reason})
    if state.pending is not None:
        return (correction,)
    confirmed = Entry(office.ledger, uuid5(entry, "confirmed"), by, at, ActivityConfirmed(activity, entry))
    return correction, confirmed


def withdrawn(
    office: Office, *, by: str, at: datetime, entry: UUID, activity: UUID, reason: str
) -> tuple[Entry, ...]:
    return (Entry(office.ledger, entry, by, at, ActivityWithdrawn(activity), {"reason": reason}),)
