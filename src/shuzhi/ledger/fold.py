"""The state of one activity: the fold of its entries, in the order of the journal.

A *version* is the whole detail as it stood after an entry. A correction states the whole detail anew, so it also
replaces people signed in and headcounts stated before it (else nobody could be taken off a list). Signing in adds
people: one row per person, session and role, the later tick holds. A stated headcount replaces its cell.
A confirmation confirms the version as it stood after the entry it names; a withdrawal ends the activity for good.
The fold is total: entries that make no sense change nothing (``ledger.checks`` refuses them beforehand).
Knows no rows and no storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from shuzhi.ledger.entries import (
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDetail,
    ActivityRecorded,
    ActivityReturned,
    ActivityWithdrawn,
    Attendance,
    AttendanceSigned,
    EvidenceAttached,
    Headcount,
    HeadcountStated,
    LateEntry,
)
from shuzhi.ledger.ports import Record


@dataclass(frozen=True, slots=True)
class Version:
    """The detail as it stood after ``entry``; ``stated_by`` is the entry that last stated the whole of it."""

    entry: UUID
    detail: ActivityDetail
    stated_by: UUID


@dataclass(frozen=True, slots=True)
class ActivityState:
    """``after`` tells for every entry of the history which version held once it was written."""

    newest: Version | None = None
    confirmed: Version | None = None
    withdrawn: bool = False
    returned: bool = False
    late: LateEntry | None = None
    evidence: tuple[EvidenceAttached, ...] = ()
    after: dict[UUID, Version] = field(default_factory=dict)

    @property
    def pending(self) -> Version | None:
        """The newest version where it is not the confirmed one."""
        if self.withdrawn or self.newest == self.confirmed:
            return None
        return self.newest


def fold_activity(records: Iterable[Record]) -> ActivityState:
    """The state after these records of one activity, given in the order of their positions."""
    state = ActivityState()
    for record in records:
        state = _step(state, record)
        if state.newest is not None:
            state.after[record.entry.id] = state.newest
    return state


def _step(state: ActivityState, record: Record) -> ActivityState:
    body, entry = record.entry.body, record.entry.id
    if isinstance(body, ActivityRecorded):
        if state.newest is not None:
            return state
        return replace(state, newest=Version(entry, _tidy(body.detail), entry), late=body.late)
    if state.newest is None or state.withdrawn:
        return state
    match body:
        case ActivityCorrected():
            return replace(state, newest=Version(entry, _tidy(body.detail), entry), returned=False)
        case AttendanceSigned():
            signed = state.newest.detail.attendances + body.attendances
            return _restated(state, entry, replace(state.newest.detail, attendances=_one_tick_each(signed)))
        case HeadcountStated():
            stated = (*state.newest.detail.headcounts, body.headcount)
            return _restated(state, entry, replace(state.newest.detail, headcounts=_one_per_cell(stated)))
        case ActivityConfirmed():
            return replace(state, confirmed=state.after.get(body.upto, state.confirmed), returned=False)
        case ActivityReturned():
            return replace(state, returned=True)
        case ActivityWithdrawn():
            return replace(state, withdrawn=True)
        case EvidenceAttached():
            return replace(state, evidence=(*state.evidence, body))
    return state


def _restated(state: ActivityState, entry: UUID, detail: ActivityDetail) -> ActivityState:
    assert state.newest is not None
    return replace(state, newest=Version(entry, detail, state.newest.stated_by), returned=False)


def _tidy(detail: ActivityDetail) -> ActivityDetail:
    return replace(
        detail,
        attendances=_one_tick_each(detail.attendances),
        headcounts=_one_per_cell(detail.headcounts),
    )


def _one_tick_each(attendances: Sequence[Attendance]) -> tuple[Attendance, ...]:
    return tuple({(one.person, one.session, one.role): one for one in attendances}.values())


def _one_per_cell(headcounts: Sequence[Headcount]) -> tuple[Headcount, ...]:
    return tuple({(one.session, one.mode, one.role, one.category): one for one in headcounts}.values())
