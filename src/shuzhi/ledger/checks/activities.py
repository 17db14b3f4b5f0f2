"""Activities against the ledger: units and people that exist, versions that are the newest, heads that add up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shuzhi.ledger.checks.problem import Check, Problem, error, is_foreign, warning
from shuzhi.ledger.checks.shape import detail_of, sessions_exist
from shuzhi.ledger.entries import (
    PROTECTED,
    ActivityCorrected,
    ActivityDetail,
    ActivityRecorded,
    Attendance,
    AttendanceSigned,
    Entry,
    EvidenceAttached,
    Headcount,
    HeadcountStated,
)
from shuzhi.ledger.fold import fold_activity
from shuzhi.ledger.ports import Record
from shuzhi.ledger.view import View


def recorded_once(entry: Entry, view: View) -> Iterator[Problem]:
    """An activity is recorded once; what follows is a correction."""
    if isinstance(entry.body, ActivityRecorded) and view.known(entry.subject):
        yield error("ledger.activity_exists", activity=entry.body.activity)


def exists_and_stands(entry: Entry, view: View) -> Iterator[Problem]:
    """Whatever else is said of an activity needs one that was recorded and not withdrawn."""
    if not entry.subject.startswith("activity:") or isinstance(entry.body, ActivityRecorded):
        return
    if not view.known(entry.subject):
        yield error("ledger.unknown_activity", subject=entry.subject)
    elif _detail_held(entry, view) is None:
        yield error("ledger.activity_withdrawn", subject=entry.subject)


def corrects_the_newest(entry: Entry, view: View) -> Iterator[Problem]:
    """A correction names the entry that last stated the detail, so that nobody overwrites unseen."""
    if not isinstance(entry.body, ActivityCorrected):
        return
    newest = view.activity(entry.body.activity).newest
    if newest is not None and newest.stated_by != entry.body.corrects:
        yield error("ledger.stale_correction", corrects=entry.body.corrects, newest=newest.stated_by)


def compartment_is_kept(entry: Entry, view: View) -> Iterator[Problem]:
    """Work does not move between the open and the protected compartment: what lies open cannot be called back."""
    held = _detail_held(entry, view) if isinstance(entry.body, ActivityCorrected) else None
    detail = detail_of(entry)
    if held is not None and detail is not None and held.compartment != detail.compartment:
        yield error("ledger.compartment_changed", compartment=detail.compartment)


def protected_takes_no_names(entry: Entry, view: View) -> Iterator[Problem]:
    """Nobody is signed in to protected work, no file is laid beside it, no text is kept with it."""
    if not entry.subject.startswith("activity:") or detail_of(entry) is not None:
        return
    held = _detail_held(entry, view)
    if held is None or held.compartment != PROTECTED:
        return
    if isinstance(entry.body, AttendanceSigned):
        yield error("ledger.protected_person")
    if isinstance(entry.body, EvidenceAttached):
        yield error("ledger.protected_evidence")
    if entry.beside:
        yield error("ledger.protected_free_text", names=", ".join(sorted(entry.beside)))


def units_exist_that_day(entry: Entry, view: View) -> Iterator[Problem]:
    """The recording unit and the hosts exist on the day the activity ended; units of other ledgers are not looked up."""
    detail = detail_of(entry)
    if detail is None:
        return
    for org in dict.fromkeys((detail.org, *detail.hosts)):
        if org and not is_foreign(org):
            yield from unit_exists(view, org, detail.end)


def unit_exists(view: View, org: str, day: date) -> Iterator[Problem]:
    """Unknown unit, or one that does not exist on that day."""
    state = view.organisation(org)
    if not state.spans:
        yield error("ledger.unknown_organisation", org=org)
    elif state.on(day) is None:
        yield error("ledger.organisation_not_there", org=org, day=day)


def people_exist(entry: Entry, view: View) -> Iterator[Problem]:
    """People are signed in by keys that were registered."""
    for person in dict.fromkeys(one.person for one in _ticks(entry)):
        if not person:
            yield error("ledger.person_missing")
        elif not is_foreign(person) and not view.person(person).spans:
            yield error("ledger.unknown_person", person=person)


def sessions_told_exist(entry: Entry, view: View) -> Iterator[Problem]:
    """Heads and names told later fall into sessions of the activity."""
    held = _detail_held(entry, view) if detail_of(entry) is None else None
    if held is None:
        return
    if isinstance(entry.body, HeadcountStated):
        yield from sessions_exist(held, {entry.body.headcount.session})
    elif isinstance(entry.body, AttendanceSigned):
        yield from sessions_exist(held, {one.session for one in entry.body.attendances})


def heads_cover_the_signed(entry: Entry, view: View) -> Iterator[Problem]:
    """A session's headcount includes those signed in; a lower one is shown. Cells told apart are compared apart."""
    if not isinstance(entry.body, ActivityRecorded | ActivityCorrected | HeadcountStated | AttendanceSigned):
        return
    detail = _detail_after(entry, view)
    if detail is None:
        return
    for cell in detail.headcounts:
        in_cell = sum(_stands_in(tick, cell) for tick in detail.attendances)
        if cell.count < in_cell:
            yield warning("ledger.heads_below_signed", session=cell.session, heads=cell.count, signed=in_cell)


def _stands_in(tick: Attendance, cell: Headcount) -> bool:
    """Whether a person signed in belongs to a cell; a cell that tells no role or category apart holds all of them."""
    return (
        (tick.session, tick.mode) == (cell.session, cell.mode)
        and cell.role in ("", tick.role)
        and cell.category in ("", tick.category)
    )


def closed_period_needs_late_kind(entry: Entry, view: View) -> Iterator[Problem]:
    """In a closed period, for the closing unit and all below it, an activity is recorded as late, with its basis."""
    body = entry.body
    if not isinstance(body, ActivityRecorded) or body.late is not None:
        return
    above: frozenset[str] | None = None
    for period in view.closed_periods():
        if not period.start <= body.detail.end <= period.end:
            continue
        above = above or frozenset(view.above(body.detail.org, body.detail.end))
        if period.org in above:
            yield error("ledger.period_closed", org=period.org, start=period.start, end=period.end)
            return


def _ticks(entry: Entry) -> tuple[Attendance, ...]:
    if isinstance(entry.body, AttendanceSigned):
        return entry.body.attendances
    detail = detail_of(entry)
    return () if detail is None else detail.attendances


def _detail_held(entry: Entry, view: View) -> ActivityDetail | None:
    """The newest detail before this entry; None where there is none, it was withdrawn, or it is about no activity."""
    state = fold_activity(view.history(entry.subject))
    return None if state.newest is None or state.withdrawn else state.newest.detail


def _detail_after(entry: Entry, view: View) -> ActivityDetail | None:
    records = (*view.history(entry.subject), Record(view.ledger, 0, entry, b"", "", ""))
    newest = fold_activity(records).newest
    return None if newest is None else newest.detail


CHECKS: tuple[Check, ...] = (
    recorded_once,
    exists_and_stands,
    corrects_the_newest,
    compartment_is_kept,
    protected_takes_no_names,
    units_exist_that_day,
    people_exist,
    sessions_told_exist,
    heads_cover_the_signed,
    closed_period_needs_late_kind,
)
