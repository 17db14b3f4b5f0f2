"""Whom an entry concerns: the units it speaks for. A seat may write an entry only for units that are all its own.

Total over the entry types: a type that is not named here may neither be written nor read through the interface, so
that one added later is closed until somebody has thought about it. Knows bodies and histories; no accounts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shuzhi.ledger.checks.problem import is_foreign
from shuzhi.ledger.entries import (
    PROTECTED,
    ActivityDetail,
    Body,
    CadenceAnswered,
    CadenceAskedAgain,
    CheckpointMade,
    EvidenceAttached,
    FormMapped,
    FormulationListed,
    ItemOpened,
    LikenessAskedAgain,
    LikenessDenied,
    LinkMade,
    NumberHandedOver,
    NumberTakenBack,
    ObservationMade,
    OrganisationChanged,
    OrganisationClosed,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationOpened,
    PackAdopted,
    PeriodClosed,
    PeriodReopened,
    PersonErased,
    PersonMerged,
    PersonMoved,
    PersonRegistered,
    PostLeft,
    PostTaken,
    ReportCompiled,
    ReportSigned,
    SettingAdopted,
    ValueCited,
    ValueDeclared,
)
from shuzhi.ledger.fold import fold_activity
from shuzhi.ledger.lives import fold_person
from shuzhi.ledger.tree import TreeView
from shuzhi.ledger.view import View

ELSEWHERE = frozenset(
    kind.type
    for kind in (
        CheckpointMade,
        EvidenceAttached,
        FormMapped,
        NumberHandedOver,
        NumberTakenBack,
        PackAdopted,
        PersonErased,
        ReportCompiled,
        ReportSigned,
    )
)
"""Types that are more than their entry (files, signatures, erasures): written by a verb of their own, not as entries."""

_NamesItsUnit = (
    ItemOpened | ObservationMade | ValueDeclared | ValueCited | ReportCompiled | NumberHandedOver
    | PeriodClosed | PeriodReopened | CadenceAnswered | CadenceAskedAgain | PersonRegistered | PersonMoved | PostTaken | PostLeft
)  # fmt: skip
_OfWhole = PackAdopted | CheckpointMade | FormulationListed | SettingAdopted | FormMapped
REORGANISES = (
    OrganisationOpened | OrganisationChanged | OrganisationMoved | OrganisationMerged | OrganisationClosed
)
_LIVES = frozenset({"activity", "item", "link", "observation", "person", "report", "value"})


@dataclass(frozen=True, slots=True)
class Bearing:
    """``units``: those the entry speaks for; ``beside``: of these one at least has to be in view (the far end of a
    link); ``whole``: it is about the ledger as a whole; ``sealed``: protected work, counted and never shown.
    """

    units: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    whole: bool = False
    sealed: bool = False


def bearing_of(body: Body, *, view: View, tree: TreeView) -> Bearing | None:
    """``view`` holds what was written before; ``tree`` is today's. None for a type that is not named here.

    A subject that nobody wrote about has no units; the checks of the ledger refuse such an entry.
    """
    if isinstance(body, _OfWhole):
        return Bearing(whole=True)
    if isinstance(body, REORGANISES):
        return Bearing(_deciding(body, tree))
    if isinstance(
        body, PeriodClosed | PeriodReopened | CadenceAnswered | CadenceAskedAgain | NumberHandedOver
    ):
        return Bearing(_stated(body))
    if isinstance(body, LikenessDenied | LikenessAskedAgain):
        return _of_pair(body, view)
    if isinstance(body, NumberTakenBack):
        return Bearing(_told(body, view))
    if body.subject.partition(":")[0] not in _LIVES:
        return None
    held = bearing_of_subject(body.subject, view=view)
    sealed = held.sealed or _is_protected(body)
    match body:
        case LinkMade():
            near, far = bearing_of_subject(body.source, view=view), bearing_of_subject(body.target, view=view)
            return Bearing(near.units, beside=far.units, sealed=near.sealed or far.sealed)
        case PersonMerged():
            into = bearing_of_subject(f"person:{body.into}", view=view)
            return Bearing(held.units | into.units)
        case PostTaken() | PostLeft():
            return Bearing(_stated(body), beside=held.units)
    return Bearing(held.units | _stated(body), sealed=sealed)


def bearing_of_subject(subject: str, *, view: View) -> Bearing:
    """The units that a thing belongs to as it stands now; none for one that nobody wrote about."""
    kind, _, key = subject.partition(":")
    records = tuple(view.history(subject))
    if kind == "organisation":
        return Bearing(_ours((key,)))
    if not records or kind not in _LIVES:
        return Bearing()
    first = records[0].entry.body
    if kind == "activity":
        newest = fold_activity(records).newest
        detail = newest.detail if newest else None
        return Bearing(_units_of(detail), sealed=detail is not None and detail.compartment == PROTECTED)
    if kind == "person":
        spans = fold_person(records).spans
        return Bearing(_ours((spans[-1].org,)) if spans else frozenset())
    if isinstance(first, LinkMade):
        return bearing_of_subject(first.source, view=view)
    return Bearing(_stated(first), sealed=_is_protected(first))


def _of_pair(body: LikenessDenied | LikenessAskedAgain, view: View) -> Bearing:
    """Whoever sees both records may tell them apart: of each one unit at least."""
    first, second = (bearing_of_subject(f"activity:{one}", view=view) for one in (body.first, body.second))
    return Bearing(first.units, beside=second.units, sealed=first.sealed or second.sealed)


def _stated(body: Body) -> frozenset[str]:
    """The units that a body itself names as those it speaks for."""
    if isinstance(body, _NamesItsUnit):
        return _ours((body.org,))
    return _units_of(getattr(body, "detail", None))


def _told(back: NumberTakenBack, view: View) -> frozenset[str]:
    """The unit whose number it was: all numbers of one indicator share a history."""
    bodies = [record.entry.body for record in view.history(back.subject)]
    told = (one for one in bodies if isinstance(one, NumberHandedOver) and one.number == back.number)
    return _ours(one.org for one in told)


def _units_of(detail: ActivityDetail | None) -> frozenset[str]:
    return frozenset() if detail is None else _ours((detail.org, *detail.hosts))


def _is_protected(body: Body) -> bool:
    detail: object = getattr(body, "detail", body)
    return getattr(detail, "compartment", "") == PROTECTED


def _deciding(body: Any, tree: TreeView) -> frozenset[str]:
    """Who stands above a unit decides about it; at the top of the ledger the unit itself."""
    above = tree.parent(body.org) or body.org
    match body:
        case OrganisationOpened():
            return _ours({above if tree.unit(body.org) else body.parent, body.parent or body.org})
        case OrganisationMoved():
            return _ours({above, body.parent})
        case OrganisationMerged():
            return _ours({above, body.into})
    return _ours({above})


def _ours(orgs: Iterable[str]) -> frozenset[str]:
    """Units of other ledgers are not looked up: nothing is written there."""
    return frozenset(org for org in orgs if org and not is_foreign(org))
