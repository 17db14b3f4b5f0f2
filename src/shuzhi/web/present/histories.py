"""The life of one record as steps that a reader follows downward: what was done, when, by whom, at which position.

Takes the history that a use case read; knows no database. Every step shows its position and hash, so that a page can
be held against the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from shuzhi.catalog.model import Pack
from shuzhi.ledger.entries import (
    ActivityConfirmed,
    ActivityRecorded,
    ActivityReturned,
    EvidenceAttached,
    ItemOpened,
    ObservationMade,
    ValueCited,
    ValueDeclared,
)
from shuzhi.ledger.fold import ActivityState
from shuzhi.messages import say
from shuzhi.usecases.trace_figure import History
from shuzhi.usecases.trace_figure import Step as Entered
from shuzhi.web.present.activity_form import LATE_BASES
from shuzhi.web.present.details import Change, FactLine, OrgName, changes, detail_lines
from shuzhi.web.present.words import day_words, instant_words, name_of

ACT_CODES = {
    "activity.recorded": "web.act.recorded",
    "activity.corrected": "web.act.corrected",
    "activity.withdrawn": "web.act.withdrawn",
    "activity.confirmed": "web.act.confirmed",
    "activity.returned": "web.act.returned",
    "attendance.signed": "web.act.signed",
    "headcount.stated": "web.act.headcount",
    "evidence.attached": "web.act.evidence",
    "item.opened": "web.act.item_opened",
    "item.changed": "web.act.item_changed",
    "item.state_set": "web.act.item_state",
    "item.closed": "web.act.item_closed",
    "observation.made": "web.act.observed",
    "observation.withdrawn": "web.act.observation_withdrawn",
    "value.declared": "web.act.declared",
    "value.cited": "web.act.cited",
    "value.withdrawn": "web.act.value_withdrawn",
    "person.registered": "registers.entry.registered",
    "person.moved": "registers.entry.moved",
    "person.merged": "registers.entry.merged",
    "person.unmerged": "registers.entry.unmerged",
    "person.erased": "registers.entry.erased",
    "post.taken": "registers.entry.post_taken",
    "post.left": "registers.entry.post_left",
}

ActorName = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry. ``texts`` are those beside it; an erased one reads as erased."""

    act: str
    when: str
    who: str
    position: int
    hash: str
    entry: str
    sign: str
    texts: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    rests: bool = False  # whether the entry laid a file beside the record


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity with its newest facts and its life. ``latest`` is the entry a confirmation would name."""

    lines: tuple[FactLine, ...]
    status: str
    sign: str
    pending: bool
    withdrawn: bool
    latest: str
    steps: tuple[Step, ...]
    title: str
    late: str


_SIGN = {
    "activity.confirmed": "good",
    "activity.returned": "wait",
    "activity.withdrawn": "stop",
}


def activity_view(
    history: History, *, pack: Pack, org_name: OrgName, actor: ActorName, language: str
) -> ActivityView:
    """``history`` is the whole life of one activity that was recorded at least once."""
    state = history.state
    if state is None or state.newest is None:
        raise LookupError(history.subject)
    lines_after = {
        entry: detail_lines(version.detail, pack=pack, org_name=org_name, language=language)
        for entry, version in state.after.items()
    }
    steps: list[Step] = []
    previous: tuple[FactLine, ...] = ()
    for entered in history.steps:
        now = lines_after.get(entered.record.entry.id, previous)
        changed = changes(previous, now) if previous else ()
        steps.append(_step(entered, changed, actor=actor, language=language))
        previous = now
    status, sign = activity_status(state, language)
    return ActivityView(
        lines=previous,
        status=status,
        sign=sign,
        pending=state.pending is not None,
        withdrawn=state.withdrawn,
        latest=str(_last_stated(history.steps)),
        steps=tuple(steps),
        title=newest_text(history, "title"),
        late=_late_words(state, language),
    )


def without_evidence(view: ActivityView) -> ActivityView:
    """The view for whoever did not make the record: what it rests on is not told, nor that there is anything."""
    return replace(view, steps=tuple(step for step in view.steps if not step.rests))


def plain_steps(history: History, *, actor: ActorName, language: str) -> tuple[Step, ...]:
    """The life of anything else: an item, an observation, a declared or cited value."""
    return tuple(_step(entered, (), actor=actor, language=language) for entered in history.steps)


def newest_text(history: History, name: str) -> str:
    """The newest text of this name kept beside; "" where there is none or it was erased."""
    found = (entered.texts.get(name) for entered in reversed(history.steps) if name in entered.texts)
    return next(found, None) or ""


def organisations_of(history: History) -> tuple[str, ...]:
    """The units a record belongs to: hosts and recorder of an activity as it stands, else the one unit it names."""
    if history.state is not None and history.state.newest is not None:
        detail = history.state.newest.detail
        return (*detail.counted_hosts, detail.org)
    body = history.steps[0].record.entry.body if history.steps else None
    return (body.org,) if isinstance(body, ItemOpened | ObservationMade | ValueDeclared | ValueCited) else ()


def title_of(history: History, *, pack: Pack, language: str) -> str:
    """The title kept beside a subject, else what kind of thing it is and when; the bare subject for an unknown one."""
    title = newest_text(history, "title")
    if title or not history.steps:
        return title or history.subject
    body = history.steps[0].record.entry.body
    match body:
        case ActivityRecorded():
            kind = pack.types.get(body.detail.type)
            args = {
                "type": name_of(kind, language) if kind else body.detail.type,
                "day": day_words(body.detail.end, language),
            }
            return say("web.activity.untitled", args, language)
        case ItemOpened():
            item = pack.item_kinds.get(body.kind)
            args = {
                "kind": name_of(item, language) if item else body.kind,
                "day": day_words(body.day, language),
            }
            return say("web.item.untitled", args, language)
        case ObservationMade():
            measure = next((one for one in pack.observations if one.code == body.measure), None)
            return name_of(measure, language) if measure else say("web.record.observation", {}, language)
        case ValueDeclared() | ValueCited():
            indicator = pack.indicators.get(body.indicator)
            return name_of(indicator, language) if indicator else say("web.record.value", {}, language)
    return history.subject


def activity_status(state: ActivityState, language: str) -> tuple[str, str]:
    """The state of an activity as a word and the name of its sign."""
    if state.withdrawn:
        return say("web.status.withdrawn", {}, language), "stop"
    if state.returned:
        return say("web.status.returned", {}, language), "wait"
    if state.confirmed is None:
        return say("web.status.unconfirmed", {}, language), "wait"
    if state.pending is not None:
        return say("web.status.change_pending", {}, language), "wait"
    return say("web.status.confirmed", {}, language), "good"


def _step(entered: Entered, changed: tuple[Change, ...], *, actor: ActorName, language: str) -> Step:
    record = entered.record
    kind = record.entry.body.type
    return Step(
        act=say(ACT_CODES.get(kind, "web.act.other"), {"type": kind}, language),
        when=instant_words(record.entry.at, language),
        who=actor(record.entry.by),
        position=record.position,
        hash=record.hash,
        entry=str(record.entry.id),
        sign=_SIGN.get(kind, ""),
        texts=_texts(entered.texts, language),
        changes=changed,
        rests=isinstance(record.entry.body, EvidenceAttached),
    )


def _texts(beside: Mapping[str, str | None], language: str) -> tuple[str, ...]:
    erased = say("web.text.erased", {}, language)
    return tuple(erased if text is None else text for name, text in sorted(beside.items()) if name != "pack")


def _last_stated(steps: Sequence[Entered]) -> UUID:
    """The last entry that a confirmer sees; confirmations and returns themselves state nothing."""
    entries = [step.record.entry for step in steps]
    return [one.id for one in entries if not isinstance(one.body, ActivityConfirmed | ActivityReturned)][-1]


def _late_words(state: ActivityState, language: str) -> str:
    if state.late is None:
        return ""
    code = dict(LATE_BASES).get(state.late.basis)
    basis = say(code, {}, language) if code else state.late.basis
    if state.late.basis_day is None:
        return say("web.late.basis", {"basis": basis}, language)
    day = day_words(state.late.basis_day, language)
    return say("web.late.basis_day", {"basis": basis, "day": day}, language)
