"""What may be written into a ledger: the envelope and one frozen body per entry type.

An entry is never changed; a correction, a withdrawal, a confirmation is another entry that names the first.
Bodies hold facts only (codes, days, numbers, opaque keys). Names, titles, reasons and every other free text
travel in ``Entry.beside`` and are kept off the chain, which holds only their salted digests.
This module knows neither the catalog (which types exist) nor how anything is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID


class Form(StrEnum):
    """How an activity was put down."""

    SINGLE = "single"
    AGGREGATE = (
        "aggregate"  # one type, one organisation, a run of days, N sessions: a village's quarterly line
    )


class Mode(StrEnum):
    ONSITE = "onsite"
    ONLINE = "online"


OPEN = "open"  # compartment of ordinary work
PROTECTED = "protected"  # compartment of protected kinds: counts only, traces end at a sealed count


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


class Body:
    """Base of all bodies. ``type`` is the entry type; ``subject`` names the thing with a life the entry is about."""

    __slots__ = ()
    type: ClassVar[str]

    @property
    def subject(self) -> str:
        raise NotImplementedError


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


@dataclass(frozen=True, slots=True)
class _OfOrganisation(Body):
    org: str
    day: date

    @property
    def subject(self) -> str:
        return f"organisation:{self.org}"


@dataclass(frozen=True, slots=True)
class OrganisationOpened(_OfOrganisation):
    """``order`` is the official order among siblings; ``parent`` is "" for the root of the ledger."""

    type: ClassVar[str] = "organisation.opened"
    name: str
    kind: str
    parent: str = ""
    order: int = 0
    continues: str = ""  # "ledger/org" of the unit it continues, when it came from another ledger


@dataclass(frozen=True, slots=True)
class OrganisationChanged(_OfOrganisation):
    """From ``day`` on the unit bears this name, kind and order; "" or None leaves one as it is."""

    type: ClassVar[str] = "organisation.changed"
    name: str = ""
    kind: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMoved(_OfOrganisation):
    type: ClassVar[str] = "organisation.moved"
    parent: str


@dataclass(frozen=True, slots=True)
class OrganisationMerged(_OfOrganisation):
    """From ``day`` on the unit is part of ``into`` and no longer exists by itself."""

    type: ClassVar[str] = "organisation.merged"
    into: str


@dataclass(frozen=True, slots=True)
class OrganisationClosed(_OfOrganisation):
    type: ClassVar[str] = "organisation.closed"
    continued_by: str = ""  # "ledger/org"


@dataclass(frozen=True, slots=True)
class _OfPerson(Body):
    person: str

    @property
    def subject(self) -> str:
        return f"person:{self.person}"


@dataclass(frozen=True, slots=True)
class PersonRegistered(_OfPerson):
    """An opaque key; name and telephone lie beside and can be erased."""

    type: ClassVar[str] = "person.registered"
    org: str
    day: date


@dataclass(frozen=True, slots=True)
class PersonMoved(_OfPerson):
    type: ClassVar[str] = "person.moved"
    org: str
    day: date


@dataclass(frozen=True, slots=True)
class PersonMerged(_OfPerson):
    """The key turned out to be the same person as ``into``."""

    type: ClassVar[str] = "person.merged"
    into: str


@dataclass(frozen=True, slots=True)
class PersonUnmerged(_OfPerson):
    type: ClassVar[str] = "person.unmerged"


@dataclass(frozen=True, slots=True)
class PersonErased(_OfPerson):
    """Bytes and salts beside ``entries`` were deleted; the facts, which name nobody, stay."""

    type: ClassVar[str] = "person.erased"
    entries: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PostTaken(_OfPerson):
    """The tenure that makes "I" a scope: this person holds ``post`` at ``org`` from ``day``."""

    type: ClassVar[str] = "post.taken"
    org: str
    post: str
    day: date


@dataclass(frozen=True, slots=True)
class PostLeft(_OfPerson):
    """``day`` is the last day in the post."""

    type: ClassVar[str] = "post.left"
    org: str
    post: str
    day: date


@dataclass(frozen=True, slots=True)
class _OfItem(Body):
    item: UUID
    day: date

    @property
    def subject(self) -> str:
        return f"item:{self.item}"


@dataclass(frozen=True, slots=True)
class ItemOpened(_OfItem):
    """A thing with a life: problem, plan item, measure, need … (kinds and states are the pack's). Title beside."""

    type: ClassVar[str] = "item.opened"
    kind: str
    org: str
    state: str
    due: date | None = None
    owner: str = ""
    target: Decimal | None = None
    fields: tuple[tuple[str, str], ...] = ()
    compartment: str = OPEN


@dataclass(frozen=True, slots=True)
class ItemChanged(_OfItem):
    """From ``day`` on these hold; None leaves one as it is, ``fields`` replace fields of the same name."""

    type: ClassVar[str] = "item.changed"
    due: date | None = None
    owner: str | None = None
    target: Decimal | None = None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemStateSet(_OfItem):
    type: ClassVar[str] = "item.state_set"
    state: str


@dataclass(frozen=True, slots=True)
class ItemClosed(_OfItem):
    """Ends the life of the item in its final ``state``; it keeps counting in that state."""

    type: ClassVar[str] = "item.closed"
    state: str


@dataclass(frozen=True, slots=True)
class LinkMade(Body):
    """``source`` --kind--> ``target``; both are subjects ("item:…", "activity:…")."""

    type: ClassVar[str] = "link.made"
    link: UUID
    kind: str
    source: str
    target: str
    day: date

    @property
    def subject(self) -> str:
        return f"link:{self.link}"


@dataclass(frozen=True, slots=True)
class LinkCut(Body):
    type: ClassVar[str] = "link.cut"
    link: UUID
    day: date

    @property
    def subject(self) -> str:
        return f"link:{self.link}"


@dataclass(frozen=True, slots=True)
class ObservationMade(Body):
    """A dated value read off something: views of a video, copies in stock, members of an organisation."""

    type: ClassVar[str] = "observation.made"
    observation: UUID
    about: str  # a subject: "item:…", "activity:…", "organisation:…"
    org: str
    measure: str
    value: Decimal
    day: date
    compartment: str = OPEN

    @property
    def subject(self) -> str:
        return f"observation:{self.observation}"


@dataclass(frozen=True, slots=True)
class ObservationWithdrawn(Body):
    type: ClassVar[str] = "observation.withdrawn"
    observation: UUID

    @property
    def subject(self) -> str:
        return f"observation:{self.observation}"


@dataclass(frozen=True, slots=True)
class ValueDeclared(Body):
    """A figure taken over from an earlier paper of our own; prints as declared, never added to counted ones."""

    type: ClassVar[str] = "value.declared"
    value_id: UUID
    org: str
    indicator: str
    start: date
    end: date
    value: Decimal
    unit: str
    document: str
    document_day: date

    @property
    def subject(self) -> str:
        return f"value:{self.value_id}"


@dataclass(frozen=True, slots=True)
class ValueCited(Body):
    """Another organ's figure; prints as cited with its source, never added to ours."""

    type: ClassVar[str] = "value.cited"
    value_id: UUID
    org: str
    indicator: str
    start: date
    end: date
    value: Decimal
    unit: str
    source_org: str
    document: str
    document_day: date

    @property
    def subject(self) -> str:
        return f"value:{self.value_id}"


@dataclass(frozen=True, slots=True)
class ValueWithdrawn(Body):
    type: ClassVar[str] = "value.withdrawn"
    value_id: UUID

    @property
    def subject(self) -> str:
        return f"value:{self.value_id}"


@dataclass(frozen=True, slots=True)
class FormulationListed(Body):
    """A wording the office itself keeps, with the days on which it is current; the text lies in the facts."""

    type: ClassVar[str] = "formulation.listed"
    formulation: UUID
    slot: str  # where an outline may use it
    text: str
    start: date
    end: date | None = None

    @property
    def subject(self) -> str:
        return f"formulation:{self.formulation}"


@dataclass(frozen=True, slots=True)
class PackAdopted(Body):
    """From here on the ledger counts by this pack; its canonical text lies beside under "pack" and is kept."""

    type: ClassVar[str] = "pack.adopted"
    pack: str
    version: str
    digest: str

    @property
    def subject(self) -> str:
        return f"pack:{self.pack}"


@dataclass(frozen=True, slots=True)
class _OfReport(Body):
    report: UUID

    @property
    def subject(self) -> str:
        return f"report:{self.report}"


@dataclass(frozen=True, slots=True)
class ReportCompiled(_OfReport):
    """``digest`` is SHA-256 (hex) of the canonical manifest; ``position`` the ledger position it was computed at."""

    type: ClassVar[str] = "report.compiled"
    org: str
    outline: str
    start: date
    end: date
    position: int
    digest: str


@dataclass(frozen=True, slots=True)
class ReportSigned(_OfReport):
    type: ClassVar[str] = "report.signed"
    digest: str
    key: str  # fingerprint of the signing key


@dataclass(frozen=True, slots=True)
class PeriodClosed(Body):
    """Entries for these days by this organisation and its subtree must say that they are late."""

    type: ClassVar[str] = "period.closed"
    org: str
    start: date
    end: date

    @property
    def subject(self) -> str:
        return f"period:{self.org}:{self.start}..{self.end}"


@dataclass(frozen=True, slots=True)
class PeriodReopened(Body):
    type: ClassVar[str] = "period.reopened"
    org: str
    start: date
    end: date

    @property
    def subject(self) -> str:
        return f"period:{self.org}:{self.start}..{self.end}"


@dataclass(frozen=True, slots=True)
class CheckpointMade(Body):
    """The signed head of the journal at ``position``; its copy outside the database shows cut and re-hashed tails."""

    type: ClassVar[str] = "checkpoint.made"
    position: int
    head: str
    key: str
    signature: str

    @property
    def subject(self) -> str:
        return "checkpoint"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act by one account. ``id`` is made where the entry was captured; ``at`` is aware; ``by`` is opaque."""

    ledger: str
    id: UUID
    by: str
    at: datetime
    body: Body
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return self.body.subject
