"""Take back that a record tells of the same happening as others: it gets an event of its own again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from shuzhi.usecases.office import Office
from shuzhi.usecases.restating import already_done, restated, state_of
from shuzhi.usecases.writing import Outcome, Problems, write


def part_event(office: Office, *, by: str, at: datetime, entry: UUID, activity: UUID, reason: str) -> Outcome:
    """The new event's id is made from ``entry``; ``reason`` lies beside."""
    if (done := already_done(office, entry)) is not None:
        return done
    state = state_of(office, activity)
    if isinstance(state, Problems):
        return state
    assert state.newest is not None
    detail = replace(state.newest.detail, event=uuid5(entry, "event"))
    return write(
        office,
        *restated(office, state, detail, by=by, at=at, entry=entry, activity=activity, reason=reason),
    )
