"""From a thing's history to its row in the lists: pure, and the only way such a row comes about.

Run in the transaction of the append and by the rebuild. Knows no database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger.entries import ActivityDetail, PersonRegistered, ReportCompiled, ReportSigned
from shuzhi.ledger.facts import CONFIRMED, PENDING
from shuzhi.ledger.fold import ActivityState, fold_activity
from shuzhi.ledger.lives import fold_item, fold_organisation, fold_person
from shuzhi.ledger.ports import Record

CHANGED, WITHDRAWN = "changed", "withdrawn"


@dataclass(frozen=True, slots=True)
class Listed:
    """Head of every row: the columns of ``models.lists.ListRow``."""

    ledger: str
    key: str
    position: int


@dataclass(frozen=True, slots=True)
class ListedActivity(Listed):
    event: str
    type: str
    org: str
    form: str
    compartment: str
    start: date
    end: date
    sessions: int
    heads: int
    status: str
    returned: bool
    late: bool
    evidence: int
    stated_by: UUID
    newest: UUID


@dataclass(frozen=True, slots=True)
class ListedItem(Listed):
    kind: str
    org: str
    compartment: str
    state: str
    opened: date
    due: date | None
    owner: str
    target: Decimal | None
    closed: date | None
    opened_by: UUID


@dataclass(frozen=True, slots=True)
class ListedOrganisation(Listed):
    name: str
    kind: str
    parent: str
    order: int
    opened: date
    ended: date | None
    merged_into: str


@dataclass(frozen=True, slots=True)
class ListedPerson(Listed):
    org: str
    merged_into: str
    erased: bool
    named_by: UUID


@dataclass(frozen=True, slots=True)
class ListedReport(Listed):
    org: str
    outline: str
    start: date
    end: date
    computed_at: int
    digest: str
    signed_key: str


def project(records: Sequence[Record]) -> Listed | None:
    """The row of one thing after all its records; None for things that are not listed or not yet there."""
    kind, _, key = records[0].entry.subject.partition(":")
    rule = _RULES.get(kind)
    return None if rule is None else rule((records[0].ledger, key, records[-1].position), records)


def is_listed(subject: str) -> bool:
    return subject.partition(":")[0] in _RULES


_Head = tuple[str, str, int]


def _activity(head: _Head, records: Sequence[Record]) -> Listed | None:
    state = fold_activity(records)
    if state.newest is None:
        return None
    detail = state.newest.detail
    return ListedActivity(
        *head,
        event=str(detail.event),
        type=detail.type,
        org=detail.org,
        form=detail.form.value,
        compartment=detail.compartment,
        start=detail.start,
        end=detail.end,
        sessions=detail.sessions,
        heads=_heads(detail),
        status=_status(state),
        returned=state.returned,
        late=state.late is not None,
        evidence=len(state.evidence),
        stated_by=state.newest.stated_by,
        newest=state.newest.entry,
    )


def _status(state: ActivityState) -> str:
    if state.withdrawn:
        return WITHDRAWN
    if state.confirmed is None:
        return PENDING
    return CONFIRMED if state.pending is None else CHANGED


def _heads(detail: ActivityDetail) -> int:
    return max(sum(one.count for one in detail.headcounts), len(detail.attendances))


def _item(head: _Head, records: Sequence[Record]) -> Listed | None:
    state = fold_item(records)
    if state.opened is None:
        return None
    opened, last = state.opened, state.spans[-1]
    return ListedItem(
        *head,
        kind=opened.kind,
        org=opened.org,
        compartment=opened.compartment,
        state=last.state,
        opened=opened.day,
        due=last.due,
        owner=last.owner,
        target=last.target,
        closed=state.closed,
        opened_by=next(one.entry.id for one in records if one.entry.body is opened),
    )


def _organisation(head: _Head, records: Sequence[Record]) -> Listed | None:
    spans = fold_organisation(records).spans
    if not spans:
        return None
    last = spans[-1]
    return ListedOrganisation(
        *head,
        name=last.name,
        kind=last.kind,
        parent=last.parent,
        order=last.order,
        opened=spans[0].day,
        ended=last.until,
        merged_into=last.merged_into,
    )


def _person(head: _Head, records: Sequence[Record]) -> Listed | None:
    state = fold_person(records)
    named = [one.entry.id for one in records if isinstance(one.entry.body, PersonRegistered)]
    if not state.spans or not named:
        return None
    return ListedPerson(*head, state.spans[-1].org, state.merged_into, state.erased, named[0])


def _report(head: _Head, records: Sequence[Record]) -> Listed | None:
    compiled = [one.entry.body for one in records if isinstance(one.entry.body, ReportCompiled)]
    if not compiled:
        return None
    last = compiled[-1]
    signed = [one.entry.body for one in records if isinstance(one.entry.body, ReportSigned)]
    keys = [one.key for one in signed if one.digest == last.digest]
    return ListedReport(
        *head,
        last.org,
        last.outline,
        last.start,
        last.end,
        last.position,
        last.digest,
        keys[-1] if keys else "",
    )


_RULES: dict[str, Callable[[_Head, Sequence[Record]], Listed | None]] = {
    "activity": _activity,
    "item": _item,
    "organisation": _organisation,
    "person": _person,
    "report": _report,
}
