"""Say that two records tell of one happening: the second takes the event of the first, and both stay in the ledger.

Counts are of events, so a common superior counts it once; each unit's own figure stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from shuzhi.usecases.office import Office
from shuzhi.usecases.restating import already_done, restated, state_of
from shuzhi.usecases.writing import Outcome, Problems, refusal, write


def join_event(
    office: Office, *, by: str, at: datetime, entry: UUID, activity: UUID, other: UUID, reason: str
) -> Outcome:
    """``activity`` is stated anew with the event of ``other``; ``reason`` lies beside."""
    if (done := already_done(office, entry)) is not None:
        return done
    state, held = state_of(office, activity), state_of(office, other)
    for one in (state, held):
        if isinstance(one, Problems):
            return one
    assert not isinstance(state, Problems) and not isinstance(held, Problems)
    assert state.newest is not None and held.newest is not None
    if state.newest.detail.event == held.newest.detail.event:
        return refusal("usecases.one_event_already")
    detail = replace(state.newest.detail, event=held.newest.detail.event)
    return write(
        office,
        *restated(office, state, detail, by=by, at=at, entry=entry, activity=activity, reason=reason),
    )
