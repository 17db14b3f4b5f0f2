"""Bodies about activities: what was held, by whom, with how many, and who confirmed it. Knows no types of activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import OPEN, Body


class Form(StrEnum):
    """How an activity was put down."""

    SINGLE = "single"
    AGGREGATE = (
        "aggregate"  # one type, one organisation, a run of days, N sessions: a village's quarterly line
    )


class Mode(StrEnum):
    ONSITE = "onsite"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something in an activity: a lecturer, a lead researcher. ``person`` may be "" (only the post is known)."""

    role: str
    post: str = ""
    rank: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Headcount:
    """``count`` heads in one session, one mode, one role, one category ("" = not told apart).

    It includes those signed in; ``session`` counts from 1.
    """

    count: int
    session: int = 1
    mode: Mode = Mode.ONSITE
    role: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One named person signed in (ticked by the organiser, never by telephone)."""

    person: str
    session: int = 1
    mode: Mode = Mode.ONSITE
    role: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class LateEntry:
    """A normal kind of entry: 据3月12日签到表补录. ``basis`` is a code of the paper relied on."""

    basis: str
    basis_day: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityDetail:
    """All that one version of an activity states.

    ``event`` is the happening itself, shared by the records that several organisations (or two ledgers) keep of it.
    The activity belongs to the period in which ``end`` lies. ``sessions`` is the number of sessions held
    (an aggregate line: N). ``fields`` may repeat a name (several values).
    """

    type: str
    org: str
    event: UUID
    start: date
    end: date
    hosts: tuple[str, ...] = ()
    form: Form = Form.SINGLE
    compartment: str = OPEN
    sessions: int = 1
    quantities: tuple[tuple[str, Decimal], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    undertakers: tuple[str, ...] = ()
    guests: tuple[tuple[str, int], ...] = ()
    place_org: str = ""

    @property
    def counted_hosts(self) -> tuple[str, ...]:
        """The hosts the activity counts for; the recording organisation where none is named."""
        return self.hosts or (self.org,)


@dataclass(frozen=True, slots=True)
class _OfActivity(Body):
    activity: UUID

    @property
    def subject(self) -> str:
        return f"activity:{self.activity}"


@dataclass(frozen=True, slots=True)
class ActivityRecorded(_OfActivity):
    type: ClassVar[str] = "activity.recorded"
    detail: ActivityDetail
    late: LateEntry | None = None


@dataclass(frozen=True, slots=True)
class ActivityCorrected(_OfActivity):
    """Replaces the whole detail; ``corrects`` is the entry that last stated it. Reason beside."""

    type: ClassVar[str] = "activity.corrected"
    corrects: UUID
    detail: ActivityDetail


@dataclass(frozen=True, slots=True)
class ActivityWithdrawn(_OfActivity):
    """Never counted from here on, confirmed or not. Reason beside."""

    type: ClassVar[str] = "activity.withdrawn"


@dataclass(frozen=True, slots=True)
class ActivityConfirmed(_OfActivity):
    """Confirms the activity as it stood after entry ``upto``, the last one the confirmer saw."""

    type: ClassVar[str] = "activity.confirmed"
    upto: UUID


@dataclass(frozen=True, slots=True)
class ActivityReturned(_OfActivity):
    """Sent back for mending; stays unconfirmed. Reason beside."""

    type: ClassVar[str] = "activity.returned"
    upto: UUID


@dataclass(frozen=True, slots=True)
class AttendanceSigned(_OfActivity):
    """Named people added; counts once the activity is confirmed after it."""

    type: ClassVar[str] = "attendance.signed"
    attendances: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True)
class HeadcountStated(_OfActivity):
    """A headcount cell; a later one for the same (session, mode, role, category) replaces it."""

    type: ClassVar[str] = "headcount.stated"
    headcount: Headcount


@dataclass(frozen=True, slots=True)
class EvidenceAttached(_OfActivity):
    """A file laid beside; never demanded. ``digest`` is SHA-256 (hex) of its bytes, ``size`` in bytes."""

    type: ClassVar[str] = "evidence.attached"
    evidence: UUID
    kind: str
    digest: str
    size: int
