"""From entries to fact rows: what a record changes is the difference between the rows before it and after it.

``rows_of`` gives the rows of a subject's whole history as it stands; ``derive`` the signed rows that one more record
adds. Because every row is a difference, netting the rows up to a position gives exactly the rows of the state at it.
Knows no storage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from shuzhi.ledger.entries import ActivityDetail, Form, ValueCited
from shuzhi.ledger.facts import (
    CITED,
    CONFIRMED,
    COUNTED,
    DECLARED,
    PENDING,
    ActorFact,
    AttendanceFact,
    EventFact,
    Fact,
    FieldFact,
    HeadcountFact,
    HostFact,
    ItemFact,
    ItemFieldFact,
    LinkFact,
    ObservationFact,
    OrganisationFact,
    PersonFact,
    PostFact,
    QuantityFact,
    SessionFact,
    ThemeFact,
    ValueFact,
)
from shuzhi.ledger.fold import fold_activity
from shuzhi.ledger.lives import (
    fold_item,
    fold_link,
    fold_observation,
    fold_organisation,
    fold_person,
    fold_value,
)
from shuzhi.ledger.ports import Record

PLACE_FIELD, UNDERTAKER_FIELD = "place_org", "undertaker"
GUEST_QUANTITY = "guests:"  # + group: guests are told by group and headcount, and are no attendances


def derive(record: Record, history: Sequence[Record]) -> tuple[Fact, ...]:
    """The signed rows ``record`` adds; ``history`` are the earlier records of the same subject, in order.

    Rows taken back come first. Every row bears the position of ``record``.
    """
    before = Counter(_plain_rows(history))
    after = Counter(_plain_rows((*history, record)))
    signed = [(-1, row) for row in (before - after).elements()] + [
        (1, row) for row in (after - before).elements()
    ]
    return tuple(
        replace(row, ledger=record.ledger, position=record.position, sign=sign) for sign, row in signed
    )


def rows_of(records: Sequence[Record]) -> tuple[Fact, ...]:
    """The rows of one subject as it stands after these records, all stated at the position of the last."""
    if not records:
        return ()
    last = records[-1]
    return tuple(
        replace(row, ledger=last.ledger, position=last.position, sign=1) for row in _plain_rows(records)
    )


def has_rows(subject: str) -> bool:
    """Whether entries about this subject may add fact rows at all."""
    return subject.partition(":")[0] in _ROWS


def _plain_rows(records: Sequence[Record]) -> Iterator[Fact]:
    """Rows without a place in the journal: ledger "", position 0, sign 0. No two are equal."""
    if not records:
        return iter(())
    kind, _, key = records[0].entry.subject.partition(":")
    rows = _ROWS.get(kind)
    return iter(()) if rows is None else iter(dict.fromkeys(rows(key, records)))


_HEAD = ("", 0, 0)


def _activity_rows(key: str, records: Iterable[Record]) -> Iterator[Fact]:
    state = fold_activity(records)
    if state.withdrawn:
        return
    if state.confirmed is not None:
        yield from detail_rows(state.confirmed.detail, activity=key, status=CONFIRMED)
    if state.pending is not None:
        yield from detail_rows(state.pending.detail, activity=key, status=PENDING)


def detail_rows(detail: ActivityDetail, *, activity: str, status: str) -> Iterator[Fact]:
    """The rows that one version of an activity states, without a place in the journal."""
    head = (*_HEAD, status, activity, str(detail.event))
    yield EventFact(
        *head,
        COUNTED,
        detail.compartment,
        detail.type,
        detail.org,
        detail.form.value,
        detail.start,
        detail.end,
    )
    if detail.form is Form.AGGREGATE:
        yield SessionFact(*head, 1, detail.sessions)
    else:
        yield from (SessionFact(*head, number, 1) for number in range(1, detail.sessions + 1))
    yield from (HostFact(*head, org) for org in detail.counted_hosts)
    yield from (ActorFact(*head, one.role, one.post, one.rank, one.person) for one in detail.actors)
    for tick in detail.attendances:
        yield AttendanceFact(*head, tick.session, tick.mode.value, tick.role, tick.category, tick.person)
    for cell in detail.headcounts:
        yield HeadcountFact(*head, cell.session, cell.mode.value, cell.role, cell.category, cell.count)
    for quantity, value in _quantities(detail).items():
        yield QuantityFact(*head, quantity, value)
    yield from (ThemeFact(*head, theme) for theme in detail.themes)
    yield from (FieldFact(*head, name, value) for name, value in _fields(detail))


def _quantities(detail: ActivityDetail) -> dict[str, Decimal]:
    """Quantities by code; a code told twice is added up."""
    totals: dict[str, Decimal] = {}
    guests = ((GUEST_QUANTITY + group, Decimal(count)) for group, count in detail.guests)
    for code, value in (*detail.quantities, *guests):
        totals[code] = totals.get(code, Decimal(0)) + value
    return totals


def _fields(detail: ActivityDetail) -> Iterator[tuple[str, str]]:
    yield from detail.fields
    yield from ((UNDERTAKER_FIELD, org) for org in detail.undertakers)
    if detail.place_org:
        yield PLACE_FIELD, detail.place_org


def _organisation_rows(key: str, records: Iterable[Record]) -> Iterator[Fact]:
    for span in fold_organisation(records).spans:
        yield OrganisationFact(
            *_HEAD, key, span.parent, span.name, span.kind, span.order, span.day, span.until, span.merged_into
        )


def _person_rows(key: str, records: Iterable[Record]) -> Iterator[Fact]:
    state = fold_person(records)
    for span in state.spans:
        yield PersonFact(*_HEAD, key, span.org, span.day, span.until, state.merged_into)
    for tenure in state.tenures:
        yield PostFact(*_HEAD, key, tenure.org, tenure.post, tenure.day, tenure.last)


def _item_rows(key: str, records: Iterable[Record]) -> Iterator[Fact]:
    state = fold_item(records)
    opened = state.opened
    if opened is None:
        return
    head = (*_HEAD, COUNTED, opened.compartment, key, opened.kind, opened.org)
    for span in state.spans:
        yield ItemFact(*head, span.state, opened.day, span.day, span.until, span.due, span.owner, span.target)
    yield from (ItemFieldFact(*_HEAD, key, name, value) for name, value in state.fields)


def _link_rows(key: str, records: Iterable[Record]) -> Iterator[Fact]:
    state = fold_link(records)
    if state.made is not None:
        made = state.made
        yield LinkFact(*_HEAD, key, made.kind, made.source, made.target, made.day, state.cut)


def _observation_rows(key: str, records: Iterable[Record]) -> Iterator[Fact]:
    made = fold_observation(records)
    if made is not None:
        yield ObservationFact(
            *_HEAD, COUNTED, made.compartment, key, made.about, made.org, made.measure, made.value, made.day
        )


def _value_rows(key: str, records: Iterable[Record]) -> Iterator[Fact]:
    held = fold_value(records)
    if held is None:
        return
    standing, source = (CITED, held.source_org) if isinstance(held, ValueCited) else (DECLARED, "")
    yield ValueFact(
        *_HEAD,
        standing,
        key,
        held.org,
        held.indicator,
        held.start,
        held.end,
        held.value,
        held.unit,
        source,
        held.document,
        held.document_day,
    )


_Rows = Callable[[str, Iterable[Record]], Iterator[Fact]]
_ROWS: dict[str, _Rows] = {
    "activity": _activity_rows,
    "organisation": _organisation_rows,
    "person": _person_rows,
    "item": _item_rows,
    "link": _link_rows,
    "observation": _observation_rows,
    "value": _value_rows,
}
