"""Things with dated lives: organisations, persons and their posts, items, links, observations, values.

Their entries take effect on a day, which may lie before the day they were written on. The state at a position is
the fold of the entries up to it, sorted by (day of effect, position); so a later entry for the same day prevails.
Folds are total: an entry that makes no sense changes nothing. Knows no rows and no storage.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from shuzhi.ledger.entries import (
    ItemChanged,
    ItemClosed,
    ItemOpened,
    ItemStateSet,
    LinkCut,
    LinkMade,
    ObservationMade,
    ObservationWithdrawn,
    OrganisationChanged,
    OrganisationClosed,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationOpened,
    PersonErased,
    PersonMerged,
    PersonMoved,
    PersonRegistered,
    PersonUnmerged,
    PostKind,
    PostLeft,
    PostTaken,
    ValueCited,
    ValueDeclared,
    ValueWithdrawn,
)
from shuzhi.ledger.ports import Record

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class OrganisationSpan:
    """From ``day`` to the day before ``until`` (None: still); a unit closed the day it was opened has an empty one."""

    day: date
    name: str
    kind: str
    parent: str
    order: int
    until: date | None = None
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationState:
    spans: tuple[OrganisationSpan, ...] = ()

    def on(self, day: date) -> OrganisationSpan | None:
        """The span that holds on that day."""
        return next(
            (one for one in self.spans if one.day <= day and (one.until is None or day < one.until)), None
        )


def fold_organisation(records: Iterable[Record]) -> OrganisationState:
    """The spans of one organisation. From the day of a merger or closing on the unit no longer exists."""
    spans: list[OrganisationSpan] = []
    for record in sorted(records, key=_effect):
        body: Any = record.entry.body
        alive = bool(spans) and spans[-1].until is None
        if isinstance(body, OrganisationOpened):
            if not alive:
                spans.append(OrganisationSpan(body.day, body.name, body.kind, body.parent, body.order))
        elif alive:
            _organisation_step(spans, body)
    return OrganisationState(tuple(spans))


def _organisation_step(spans: list[OrganisationSpan], body: Any) -> None:
    last = spans[-1]
    match body:
        case OrganisationChanged():
            order = last.order if body.order is None else body.order
            changed = replace(last, name=body.name or last.name, kind=body.kind or last.kind, order=order)
            _next_span(spans, changed, body.day)
        case OrganisationMoved():
            _next_span(spans, replace(last, parent=body.parent), body.day)
        case OrganisationMerged():
            spans[-1] = replace(last, until=body.day, merged_into=body.into)
        case OrganisationClosed():
            spans[-1] = replace(last, until=body.day)


@dataclass(frozen=True, slots=True)
class PersonSpan:
    day: date
    org: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """``last`` is the last day in the post (None: still held)."""

    org: str
    post: str
    day: date
    last: date | None = None
    kind: PostKind | None = None


@dataclass(frozen=True, slots=True)
class PersonState:
    spans: tuple[PersonSpan, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    merged_into: str = ""
    erased: bool = False


def fold_person(records: Iterable[Record]) -> PersonState:
    """Where one person belongs, her posts, and whom the key stands for (the last merger or its undoing holds)."""
    ordered = tuple(records)
    spans: list[PersonSpan] = []
    for record in sorted(ordered, key=_effect):
        body = record.entry.body
        if isinstance(body, PersonRegistered) and not spans:
            spans.append(PersonSpan(body.day, body.org))
        elif isinstance(body, PersonMoved) and spans:
            _next_span(spans, replace(spans[-1], org=body.org), body.day)
    tenures: list[Tenure] = []
    merged_into, erased = "", False
    for record in ordered:
        match record.entry.body:
            case PostTaken() | PostLeft() as post:
                _tenure_step(tenures, post)
            case PersonMerged() as merged:
                merged_into = merged.into
            case PersonUnmerged():
                merged_into = ""
            case PersonErased():
                erased = True
    return PersonState(tuple(spans), tuple(tenures), merged_into, erased)


def _tenure_step(tenures: list[Tenure], body: PostTaken | PostLeft) -> None:
    """Leaving ends the latest tenure that had begun by then; told again, the later day holds."""
    if isinstance(body, PostTaken):
        taken = Tenure(body.org, body.post, body.day, kind=body.kind)
        for place, one in enumerate(tenures):
            if (one.org, one.post, one.day) == (taken.org, taken.post, taken.day):
                tenures[place] = replace(one, kind=taken.kind or one.kind)
                return
        tenures.append(taken)
        return
    begun = [one for one in tenures if (one.org, one.post) == (body.org, body.post) and one.day <= body.day]
    if begun:
        latest = max(begun, key=lambda one: one.day)
        tenures[tenures.index(latest)] = replace(latest, last=body.day)


@dataclass(frozen=True, slots=True)
class ItemSpan:
    day: date
    state: str
    due: date | None
    owner: str
    target: Decimal | None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ItemState:
    opened: ItemOpened | None = None
    spans: tuple[ItemSpan, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    closed: date | None = None


def fold_item(records: Iterable[Record]) -> ItemState:
    """An item's life. Entries dated before its opening take effect on the opening day; none after its closing."""
    ordered = tuple(records)
    opened = next((one.entry.body for one in ordered if isinstance(one.entry.body, ItemOpened)), None)
    if opened is None:
        return ItemState()
    spans = [ItemSpan(opened.day, opened.state, opened.due, opened.owner, opened.target)]
    fields = opened.fields
    closed: date | None = None
    for record in sorted(ordered, key=lambda one: _item_effect(one, opened.day)):
        body = record.entry.body
        if closed is not None or not isinstance(body, ItemChanged | ItemStateSet | ItemClosed):
            continue
        day, last = max(body.day, opened.day), spans[-1]
        if isinstance(body, ItemChanged):
            fields = _replaced_fields(fields, body)
            _next_span(spans, _item_changed(last, body), day)
            continue
        _next_span(spans, replace(last, state=body.state), day)
        if isinstance(body, ItemClosed):
            closed = day
    return ItemState(opened, tuple(spans), fields, closed)


def _item_changed(last: ItemSpan, body: ItemChanged) -> ItemSpan:
    """What is both cleared and stated anew is stated."""
    due = None if "due" in body.cleared else last.due
    target = None if "target" in body.cleared else last.target
    return replace(
        last,
        due=due if body.due is None else body.due,
        owner=last.owner if body.owner is None else body.owner,
        target=target if body.target is None else body.target,
    )


def _replaced_fields(old: tuple[tuple[str, str], ...], body: ItemChanged) -> tuple[tuple[str, str], ...]:
    gone = {*(name for name, _ in body.fields), *body.cleared}
    return (*(one for one in old if one[0] not in gone), *body.fields)


@dataclass(frozen=True, slots=True)
class LinkState:
    made: LinkMade | None = None
    cut: date | None = None


def fold_link(records: Iterable[Record]) -> LinkState:
    """A link from the day it was made to the day it was cut; cut again, the later entry holds."""
    state = LinkState()
    for record in records:
        match record.entry.body:
            case LinkMade() as made if state.made is None:
                state = LinkState(made)
            case LinkCut() as cut if state.made is not None:
                state = replace(state, cut=cut.day)
    return state


def fold_observation(records: Iterable[Record]) -> ObservationMade | None:
    """The observation, or None once it is withdrawn."""
    return _first_unless_withdrawn(records, ObservationMade, ObservationWithdrawn)


def fold_value(records: Iterable[Record]) -> ValueDeclared | ValueCited | None:
    """The declared or cited value, or None once it is withdrawn."""
    records = tuple(records)
    return _first_unless_withdrawn(records, ValueDeclared, ValueWithdrawn) or _first_unless_withdrawn(
        records, ValueCited, ValueWithdrawn
    )


def _first_unless_withdrawn(
    records: Iterable[Record], made: type[_Made], withdrawn: type[Any]
) -> _Made | None:
    held: _Made | None = None
    for record in records:
        if isinstance(record.entry.body, withdrawn):
            return None
        if held is None and isinstance(record.entry.body, made):
            held = record.entry.body
    return held


def _effect(record: Record) -> tuple[date, int]:
    return getattr(record.entry.body, "day", date.min), record.position


def _item_effect(record: Record, opened: date) -> tuple[date, int]:
    day, position = _effect(record)
    return max(day, opened), position


def _next_span(spans: list[Any], following: Any, day: date) -> None:
    """Let ``following`` hold from ``day`` on: it ends the last span, replaces one of the same day, or adds nothing."""
    last = spans[-1]
    if replace(following, day=last.day) == last or day < last.day:
        return
    if day == last.day:
        spans[-1] = replace(following, day=day)
        return
    spans[-1] = replace(last, until=day)
    spans.append(replace(following, day=day))
