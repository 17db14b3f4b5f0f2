"""Turns the table of work into recorded activities and what happens to them afterwards.

Some are entered late, some corrected before or after they were confirmed, some withdrawn, returned, never confirmed;
some have evidence beside them and many have none; some are held jointly, some put down by both who were there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from shuzhi.catalog.model import ActivityType, Pack
from shuzhi.ledger.entries import (
    OPEN,
    PROTECTED,
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDetail,
    ActivityRecorded,
    ActivityReturned,
    ActivityWithdrawn,
    Actor,
    Attendance,
    AttendanceSigned,
    EvidenceAttached,
    Form,
    Headcount,
    HeadcountStated,
    LateEntry,
    Mode,
)
from shuzhi.usecases.example.pen import REVIEWER, Pen
from shuzhi.usecases.example.people import HANDOVER, People
from shuzhi.usecases.example.places import OFFICE, District, Place
from shuzhi.usecases.example.work import Work
from shuzhi.values.period import Period

PART_OF = {"voices_answered": "voices", "cases_settled": "cases", "proposals_adopted": "proposals"}
SHEET = b"Sign-in sheet of an invented activity. Nobody on it exists."


@dataclass(frozen=True)
class Scene:
    """Everything an activity is drawn from."""

    pen: Pen
    pack: Pack
    district: District
    people: People
    paired: tuple[Place, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Happened:
    """A recorded activity as it stands: its detail, the instant and the last entry about it.

    ``stated`` is the entry that last stated the whole of it.
    """

    activity: UUID
    detail: ActivityDetail
    at: datetime
    last: UUID
    stated: UUID


def happenings(scene: Scene, work: Work, year: int, *, times: int) -> Iterator[Happened]:
    """Put this line of work down ``times`` times over the year, with all that follows."""
    for turn in range(times):
        start, end = _when(scene, work, year, turn)
        place = _where(scene, work, start)
        detail = _detail(scene, work, place, start, end)
        yield put_down(scene, work, detail)


def put_down(scene: Scene, work: Work, detail: ActivityDetail) -> Happened:
    """Record one activity, then let life go on: sheets, corrections, confirmation, withdrawal."""
    pen, activity = scene.pen, scene.pen.new_id()
    late = pen.happens(0.05)
    wait = (24, 70) if late else (0, 6)
    at = pen.after(pen.instant(detail.end), days=wait)
    basis = LateEntry("sign_in_sheet", detail.end) if late else None
    texts = _texts(scene, work, detail)
    recorded = ActivityRecorded(activity=activity, detail=detail, late=basis)
    entry = pen.write(at, recorded, beside=texts)
    happened = Happened(activity, detail, at, entry, entry)
    if detail.compartment == OPEN and len(detail.counted_hosts) > 1 and pen.happens(0.4):
        _recorded_by_the_other_too(scene, work, detail, at)
    return _life_goes_on(scene, work, happened)


# ------------------------------------------------------------------------------------------ the detail
def _detail(scene: Scene, work: Work, place: Place, start: date, end: date) -> ActivityDetail:
    pen, kind = scene.pen, scene.pack.types[work.type]
    sessions = pen.between(*(work.line_of if work.line_of[1] else work.sessions))
    joint = pen.happens(work.joint)
    hosts = (place.code, _partner_of(scene, place, start).code) if joint else (place.code,)
    detail = ActivityDetail(
        type=work.type,
        org=place.code,
        event=pen.new_id(),
        start=start,
        end=end,
        hosts=hosts,
        form=Form.AGGREGATE if work.line_of[1] else Form.SINGLE,
        compartment=PROTECTED if kind.protected else OPEN,
        sessions=sessions,
        quantities=_quantities(pen, work),
        fields=_fields(scene, work, kind),
        themes=tuple(theme for theme, share in work.themed if pen.happens(share)),
        actors=_actors(scene, work, end, kind.protected),
        headcounts=tuple(_headcounts(scene, work, sessions)),
        place_org=pen.one_of(scene.paired).code if pen.happens(work.paired) else "",
    )
    return _with_names(scene, work, detail) if work.named and pen.happens(0.85) else detail


def _quantities(pen: Pen, work: Work) -> tuple[tuple[str, Decimal], ...]:
    """No more answered, settled or adopted than there were."""
    drawn: dict[str, Decimal] = {}
    for code, span in work.quantities:
        value = Decimal(pen.between(*span))
        drawn[code] = min(value, drawn[PART_OF[code]]) if PART_OF.get(code) in drawn else value
    return tuple(drawn.items())


def _headcounts(scene: Scene, work: Work, sessions: int) -> Iterator[Headcount]:
    """An aggregate line states one number over all its sessions; a few sessions were never counted."""
    pen = scene.pen
    if work.heads == (0, 0) or pen.happens(work.uncounted):
        return
    if work.line_of[1]:
        heads = sum(pen.between(*work.heads) for _ in range(sessions))
        yield Headcount(heads, 1, Mode.ONSITE, work.role, work.category)
        return
    for session in range(1, sessions + 1):
        heads = pen.between(*work.heads)
        if pen.happens(work.online):
            there = heads // 2 + pen.between(0, 4)
            yield Headcount(heads - there, session, Mode.ONLINE, work.role, work.category)
            yield Headcount(there, session, Mode.ONSITE, work.role, work.category)
        else:
            yield Headcount(heads, session, Mode.ONSITE, work.role, work.category)


def _with_names(scene: Scene, work: Work, detail: ActivityDetail) -> ActivityDetail:
    """Some of those counted on site are ticked by name; in small circles all of them."""
    pen, signed = scene.pen, []
    for cell in detail.headcounts:
        if cell.mode is Mode.ONLINE:
            continue
        known = _circle(scene, work, detail)
        number = (
            min(cell.count, len(known)) if cell.count <= 8 else pen.between(0, min(cell.count, len(known)))
        )
        for person in pen.some_of(known, number):
            signed.append(Attendance(person, cell.session, cell.mode, cell.role, cell.category))
    return replace(detail, attendances=tuple(signed))


def _circle(scene: Scene, work: Work, detail: ActivityDetail) -> list[str]:
    """Those who may come: the office's own people, or the executive members of the units concerned."""
    if work.category in ("executive", "public") and detail.org == OFFICE.code:
        towns = scene.district.towns
        return [person for town in towns for person in scene.people.by_org[town.code]]
    return scene.people.by_org[detail.org]


def _actors(scene: Scene, work: Work, day: date, protected: bool) -> tuple[Actor, ...]:
    if work.actor is None:
        return ()
    role, post, rank = work.actor
    staff = scene.people.staff
    holders = {
        "plg_secretary": staff.secretary if day >= HANDOVER else staff.former_secretary,
        "plg_member": staff.vice_chair,
        "branch_secretary": staff.branch_secretary,
    }
    return (Actor(role, post, rank, "" if protected else holders[post]),)


def _fields(scene: Scene, work: Work, kind: ActivityType) -> tuple[tuple[str, str], ...]:
    listed = {spec.code: [value for value, _, _ in spec.values] for spec in kind.fields}
    found: list[tuple[str, str]] = []
    for wish in work.fields:
        code, _, value = wish.partition("=")
        found.append((code, value or scene.pen.one_of(listed[code])))
    return tuple(found)


def _texts(scene: Scene, work: Work, detail: ActivityDetail) -> dict[str, str]:
    if detail.compartment == PROTECTED:
        return {}
    texts = {"title": f"{scene.names[detail.org]}{work.title}"}
    if detail.place_org:
        texts["place"] = scene.names[detail.place_org].removesuffix("妇联")
    return texts


# ------------------------------------------------------------------------------------------ when and where
def _when(scene: Scene, work: Work, year: int, turn: int) -> tuple[date, date]:
    pen = scene.pen
    if work.line_of[1]:
        quarter = Period.parse(f"{year}Q{turn % 4 + 1}")
        return quarter.start, quarter.end
    months = Period.months(year, *work.months)
    length = pen.between(*work.days) - 1
    start = pen.day_in(months.start, months.end - timedelta(days=length))
    return start, start + timedelta(days=length)


def _where(scene: Scene, work: Work, day: date) -> Place:
    standing = [place for place in scene.district.level(work.level) if scene.district.standing(place, day)]
    return scene.pen.one_of(standing or [OFFICE])


def _partner_of(scene: Scene, place: Place, day: date) -> Place:
    """Another host: a branch beside the office, or a neighbour of the same kind."""
    district, pen = scene.district, scene.pen
    if place == OFFICE:
        return pen.one_of((*district.partners, *scene.paired[:2]))
    near = [one for one in (*district.towns, *district.villages) if one.kind == place.kind and one != place]
    return pen.one_of([one for one in near if district.standing(one, day)])


# ------------------------------------------------------------------------------------------ what follows
def _life_goes_on(scene: Scene, work: Work, happened: Happened) -> Happened:
    pen = scene.pen
    if happened.detail.compartment == OPEN and pen.happens(0.45):
        happened = _with_sheet(pen, happened)
    if happened.detail.attendances and pen.happens(0.15):
        happened = _somebody_forgotten(scene, work, happened)
    if pen.happens(0.03):
        return _withdrawn(pen, happened)
    if pen.happens(0.06):
        happened = _corrected(pen, happened, "clerical")
    if happened.detail.compartment == OPEN and pen.happens(0.015):
        at = pen.after(happened.at, days=(1, 4))
        returned = ActivityReturned(activity=happened.activity, upto=happened.last)
        pen.write(at, returned, by=REVIEWER, beside={"reason": "请补记场次与人次的依据。"})
        happened = _corrected(pen, replace(happened, at=at), "returned")
    if pen.happens(0.05):
        return happened  # nobody has confirmed it yet
    happened = _confirmed(pen, happened)
    if pen.happens(0.03):
        happened = _corrected(pen, happened, "after confirmation")
        if pen.happens(0.6):
            happened = _confirmed(pen, happened)
    return happened


def _confirmed(pen: Pen, happened: Happened) -> Happened:
    at = pen.after(happened.at, days=(1, 9))
    entry = pen.write(at, ActivityConfirmed(activity=happened.activity, upto=happened.last), by=REVIEWER)
    return replace(happened, at=at, last=entry)


def _withdrawn(pen: Pen, happened: Happened) -> Happened:
    at = pen.after(happened.at, days=(2, 20))
    body = ActivityWithdrawn(activity=happened.activity)
    beside = {} if happened.detail.compartment == PROTECTED else {"reason": "与另一条记录重复，撤回。"}
    return replace(happened, at=at, last=pen.write(at, body, beside=beside))


def _corrected(pen: Pen, happened: Happened, why: str) -> Happened:
    """A head more or less, or, where no heads are counted, the same again with another day."""
    reasons = {
        "clerical": "笔误更正。",
        "returned": "按退回意见更正。",
        "after confirmation": "核对签到表后更正。",
    }
    at = pen.after(happened.at, days=(1, 12))
    detail = _mended(pen, happened.detail)
    body = ActivityCorrected(activity=happened.activity, corrects=happened.stated, detail=detail)
    beside = {} if detail.compartment == PROTECTED else {"reason": reasons[why]}
    entry = pen.write(at, body, beside=beside)
    return replace(happened, detail=detail, at=at, last=entry, stated=entry)


def _mended(pen: Pen, detail: ActivityDetail) -> ActivityDetail:
    if not detail.headcounts:
        return replace(detail, quantities=tuple((code, value + 1) for code, value in detail.quantities))
    first, *others = detail.headcounts
    return replace(detail, headcounts=(replace(first, count=first.count + pen.between(1, 6)), *others))


def _with_sheet(pen: Pen, happened: Happened) -> Happened:
    at = pen.after(happened.at, days=(0, 3))
    digest = hashlib.sha256(SHEET).hexdigest()
    body = EvidenceAttached(
        activity=happened.activity,
        evidence=pen.new_id(),
        kind="sign_in_sheet",
        digest=digest,
        size=len(SHEET),
    )
    entry = pen.write(at, body, beside={"filename": "sign_in_sheet.txt"})
    return replace(happened, at=at, last=entry)


def _somebody_forgotten(scene: Scene, work: Work, happened: Happened) -> Happened:
    """One more name, and the headcount that includes her."""
    pen, cell = scene.pen, happened.detail.headcounts[0]
    here = {one.person for one in happened.detail.attendances}
    absent = [person for person in _circle(scene, work, happened.detail) if person not in here]
    if not absent or cell.mode is Mode.ONLINE:
        return happened
    at = pen.after(happened.at, days=(0, 2))
    one = Attendance(pen.one_of(absent), cell.session, cell.mode, cell.role, cell.category)
    stated = replace(cell, count=cell.count + 1)
    pen.write(at, HeadcountStated(activity=happened.activity, headcount=stated))
    entry = pen.write(at, AttendanceSigned(activity=happened.activity, attendances=(one,)))
    detail = replace(
        happened.detail,
        attendances=(*happened.detail.attendances, one),
        headcounts=(stated, *happened.detail.headcounts[1:]),
    )
    return replace(happened, detail=detail, at=at, last=entry)


def _recorded_by_the_other_too(scene: Scene, work: Work, detail: ActivityDetail, at: datetime) -> None:
    """The other host puts the same event down as well, and counted a little differently."""
    pen, other = scene.pen, detail.counted_hosts[1]
    heads = tuple(replace(one, count=max(1, one.count - pen.between(0, 3))) for one in detail.headcounts)
    theirs = replace(detail, org=other, headcounts=heads, attendances=())
    activity, later = pen.new_id(), pen.after(at, days=(0, 8))
    recorded = pen.write(
        later, ActivityRecorded(activity=activity, detail=theirs), beside=_texts(scene, work, theirs)
    )
    pen.write(pen.after(later, days=(1, 5)), ActivityConfirmed(activity=activity, upto=recorded), by=REVIEWER)
