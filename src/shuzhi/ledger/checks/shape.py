"""What can be said of an entry without looking at any other: runs of days, counts, texts, the protected compartment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from shuzhi.ledger.checks.problem import Check, Problem, error, warning
from shuzhi.ledger.codec import empty_head, seal
from shuzhi.ledger.entries import (
    PROTECTED,
    ActivityCorrected,
    ActivityDetail,
    ActivityRecorded,
    ActivityReturned,
    ActivityWithdrawn,
    Entry,
    Form,
    Headcount,
    HeadcountStated,
    ItemOpened,
    ObservationMade,
)
from shuzhi.ledger.shapes import CodecError
from shuzhi.ledger.view import View
from shuzhi.values.period import day_of

_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{1,64}\Z")


def can_be_written(entry: Entry, view: View) -> Iterator[Problem]:
    """The entry has canonical bytes, names this ledger, and its texts hold no NUL."""
    if entry.ledger != view.ledger:
        yield error("ledger.other_ledger", ledger=entry.ledger, wanted=view.ledger)
        return
    try:
        seal(entry, after=empty_head(entry.ledger))
    except CodecError as problem:
        yield error(problem.code, **problem.args_)


def detail_of(entry: Entry) -> ActivityDetail | None:
    """The detail an entry states, if it states one."""
    return entry.body.detail if isinstance(entry.body, ActivityRecorded | ActivityCorrected) else None


def days_run_forward(entry: Entry, _view: View) -> Iterator[Problem]:
    """No run of days ends before it starts."""
    stated: Any = detail_of(entry) or entry.body
    start, end = getattr(stated, "start", None), getattr(stated, "end", None)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield error("ledger.end_before_start", start=start, end=end)


def day_is_not_ahead(entry: Entry, _view: View) -> Iterator[Problem]:
    """Work is put down once done; a day after the entry's own is shown, for a clock may be wrong."""
    detail = detail_of(entry)
    if detail is not None and detail.end > day_of(entry.at):
        yield warning("ledger.day_ahead", day=detail.end, written=day_of(entry.at))


def activity_is_named(entry: Entry, _view: View) -> Iterator[Problem]:
    """An activity has a type and an organisation."""
    detail = detail_of(entry)
    if detail is not None and not detail.type:
        yield error("ledger.type_missing")
    if detail is not None and not detail.org:
        yield error("ledger.organisation_missing")


def counts_are_possible(entry: Entry, _view: View) -> Iterator[Problem]:
    """At least one session; no count below zero; sessions told for heads exist."""
    detail = detail_of(entry)
    if detail is None:
        if isinstance(entry.body, HeadcountStated) and entry.body.headcount.count < 0:
            yield error("ledger.negative_count", value=entry.body.headcount.count)
        return
    if detail.sessions < 1:
        yield error("ledger.sessions_below_one", sessions=detail.sessions)
    told: tuple[Decimal | int, ...] = (
        *(one.count for one in detail.headcounts),
        *(value for _, value in detail.quantities),
        *(count for _, count in detail.guests),
    )
    yield from (error("ledger.negative_count", value=value) for value in told if value < 0)
    ticked = {one.session for one in detail.headcounts} | {one.session for one in detail.attendances}
    yield from sessions_exist(detail, ticked)


def sessions_exist(detail: ActivityDetail, sessions: set[int]) -> Iterator[Problem]:
    """An aggregate line has one cell of heads for all its sessions, told as session 1."""
    last = 1 if detail.form is Form.AGGREGATE else max(detail.sessions, 1)
    for session in sorted(sessions):
        if not 1 <= session <= last:
            yield error("ledger.unknown_session", session=session, sessions=last)


def cells_are_told_once(entry: Entry, _view: View) -> Iterator[Problem]:
    """One entry tells one headcount for a cell."""
    detail = detail_of(entry)
    cells = [_cell(one) for one in detail.headcounts] if detail is not None else []
    for session, mode, role, category in sorted({cell for cell in cells if cells.count(cell) > 1}):
        yield error("ledger.cell_told_twice", session=session, mode=mode, role=role, category=category)


def _cell(one: Headcount) -> tuple[int, str, str, str]:
    return one.session, one.mode.value, one.role, one.category


def reason_is_given(entry: Entry, view: View) -> Iterator[Problem]:
    """A correction, withdrawal or return says why. (Protected work keeps no free text and is spared.)"""
    body = entry.body
    if not isinstance(body, ActivityCorrected | ActivityWithdrawn | ActivityReturned):
        return
    held = view.activity(body.activity).newest
    if held is not None and held.detail.compartment == PROTECTED:
        return
    if not entry.beside.get("reason", "").strip():
        yield error("ledger.reason_missing", type=body.type)


def protected_keeps_counts_only(entry: Entry, _view: View) -> Iterator[Problem]:
    """Protected work carries no person, no free text, nothing beside: counts and codes only."""
    detail = detail_of(entry)
    stated: Any = detail or entry.body
    if (
        not isinstance(stated, ActivityDetail | ItemOpened | ObservationMade)
        or stated.compartment != PROTECTED
    ):
        return
    if entry.beside:
        yield error("ledger.protected_free_text", names=", ".join(sorted(entry.beside)))
    if detail is not None and (detail.attendances or any(one.person for one in detail.actors)):
        yield error("ledger.protected_person")
    if isinstance(stated, ItemOpened) and stated.owner:
        yield error("ledger.protected_person")
    for name, value in getattr(stated, "fields", ()):
        if not _CODE.match(value):
            yield error("ledger.protected_free_text", names=name)


CHECKS: tuple[Check, ...] = (
    days_run_forward,
    day_is_not_ahead,
    activity_is_named,
    counts_are_possible,
    cells_are_told_once,
    reason_is_given,
    protected_keeps_counts_only,
)
