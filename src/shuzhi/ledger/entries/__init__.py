"""What may be written into a ledger: the envelope and one frozen body per entry type, by subject.

An entry is never changed; a correction, a withdrawal, a confirmation is another entry that names the first.
Bodies hold facts only (codes, days, numbers, opaque keys). Names, titles, reasons and every other free text
travel in ``Entry.beside`` and are kept off the chain, which holds only their salted digests.
This module knows neither the catalog (which types exist) nor how anything is stored.
"""

from __future__ import annotations

from shuzhi.ledger.entries.activities import (
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
from shuzhi.ledger.entries.envelope import (
    OPEN,
    PROTECTED,
    Body,
    Entry,
)
from shuzhi.ledger.entries.hints import (
    CadenceAnswered,
    CadenceAskedAgain,
    LikenessAskedAgain,
    LikenessDenied,
)
from shuzhi.ledger.entries.items import (
    ItemChanged,
    ItemClosed,
    ItemOpened,
    ItemStateSet,
    LinkCut,
    LinkMade,
    ObservationMade,
    ObservationWithdrawn,
)
from shuzhi.ledger.entries.numbers import (
    FormCell,
    FormMapped,
    NumberHandedOver,
    NumberTakenBack,
    Way,
)
from shuzhi.ledger.entries.organisations import (
    OrganisationChanged,
    OrganisationClosed,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationOpened,
)
from shuzhi.ledger.entries.papers import (
    CheckpointMade,
    PackAdopted,
    PeriodClosed,
    PeriodReopened,
    ReportCompiled,
    ReportSigned,
)
from shuzhi.ledger.entries.people import (
    PersonErased,
    PersonMerged,
    PersonMoved,
    PersonRegistered,
    PersonUnmerged,
    PostKind,
    PostLeft,
    PostTaken,
)
from shuzhi.ledger.entries.values import (
    ValueCited,
    ValueDeclared,
    ValueWithdrawn,
)
from shuzhi.ledger.entries.words import (
    FormulationListed,
    SettingAdopted,
)

__all__ = [
    "OPEN",
    "PROTECTED",
    "ActivityConfirmed",
    "ActivityCorrected",
    "ActivityDetail",
    "ActivityRecorded",
    "ActivityReturned",
    "ActivityWithdrawn",
    "Actor",
    "Attendance",
    "AttendanceSigned",
    "Body",
    "CadenceAnswered",
    "CadenceAskedAgain",
    "CheckpointMade",
    "Entry",
    "EvidenceAttached",
    "Form",
    "FormCell",
    "FormMapped",
    "FormulationListed",
    "Headcount",
    "HeadcountStated",
    "ItemChanged",
    "ItemClosed",
    "ItemOpened",
    "ItemStateSet",
    "LateEntry",
    "LikenessAskedAgain",
    "LikenessDenied",
    "LinkCut",
    "LinkMade",
    "Mode",
    "NumberHandedOver",
    "NumberTakenBack",
    "ObservationMade",
    "ObservationWithdrawn",
    "OrganisationChanged",
    "OrganisationClosed",
    "OrganisationMerged",
    "OrganisationMoved",
    "OrganisationOpened",
    "PackAdopted",
    "PeriodClosed",
    "PeriodReopened",
    "PersonErased",
    "PersonMerged",
    "PersonMoved",
    "PersonRegistered",
    "PersonUnmerged",
    "PostKind",
    "PostLeft",
    "PostTaken",
    "ReportCompiled",
    "ReportSigned",
    "SettingAdopted",
    "ValueCited",
    "ValueDeclared",
    "ValueWithdrawn",
    "Way",
]
