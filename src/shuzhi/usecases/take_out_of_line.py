"""Take single entries out of a line in bulk that had them in it: they count on their own, the line for the rest.

what_is_left(line, members) -> Left      what the line would say; told before anybody agrees to it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from shuzhi.ledger.entries import ActivityDetail, Entry, Headcount, LikenessDenied
from shuzhi.usecases.office import Office
from shuzhi.usecases.restating import already_done, restated, state_of, withdrawn
from shuzhi.usecases.writing import Outcome, Problems, refusal, write


@dataclass(frozen=True, slots=True)
class Left:
    """``detail`` None: nothing is left, the line would be withdrawn. ``sessions`` and ``heads`` are what is taken out."""

    detail: ActivityDetail | None
    sessions: int
    heads: int


def what_is_left(line: ActivityDetail, members: Sequence[ActivityDetail]) -> Left | None:
    """Sessions and heads less those of ``members``; None where that cannot be said from what was entered: more heads
    than the line has, heads told apart in the line by mode or category, or quantities in it.
    """
    sessions = sum(one.sessions for one in members)
    heads = sum(max(sum(cell.count for cell in one.headcounts), len(one.attendances)) for one in members)
    if sessions >= line.sessions:
        return Left(None, sessions, heads)
    if len(line.headcounts) > 1 or line.attendances or any(value for _, value in line.quantities):
        return None
    if not line.headcounts:
        return Left(replace(line, sessions=line.sessions - sessions), sessions, heads)
    cell = line.headcounts[0]
    if heads > cell.count:
        return None
    left: tuple[Headcount, ...] = (replace(cell, count=cell.count - heads),)
    return Left(replace(line, sessions=line.sessions - sessions, headcounts=left), sessions, heads)


def take_out_of_line(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    members: Sequence[UUID],
    reason: str,
) -> Outcome:
    """``activity`` is the line. Where nothing is left it is withdrawn; ``reason`` lies beside. What was taken out is told
    apart from the line in the same act, for it still lies in the line's days.
    """
    if (done := already_done(office, entry)) is not None:
        return done
    state = state_of(office, activity)
    held = [state_of(office, one) for one in members]
    for one in (state, *held):
        if isinstance(one, Problems):
            return one
    assert not isinstance(state, Problems) and state.newest is not None
    details = [one.newest.detail for one in held if not isinstance(one, Problems) and one.newest is not None]
    left = what_is_left(state.newest.detail, details)
    if left is None:
        return refusal("usecases.line_not_divisible")
    if left.detail is None:
        return write(office, *withdrawn(office, by=by, at=at, entry=entry, activity=activity, reason=reason))
    denied = (
        Entry(office.ledger, uuid5(entry, str(one)), by, at, LikenessDenied(*sorted((activity, one))))
        for one in members
    )
    return write(
        office,
        *restated(office, state, left.detail, by=by, at=at, entry=entry, activity=activity, reason=reason),
        *denied,
    )
