"""The tables that engines read. Every row is signed: +1 states it from ``position`` on, -1 takes it back.

What holds at position k is what is left when equal rows at positions <= k are netted. Rows are derived from entries by
``ledger.derive``; this module holds only their shape. Column order is the order of the dataclass fields, and adapters
(database tables, Arrow) are generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

COUNTED, DECLARED, CITED = "counted", "declared", "cited"  # standings; never added together
CONFIRMED, PENDING = "confirmed", "pending"  # status of an activity's version


@dataclass(frozen=True, slots=True)
class Fact:
    """Common head: which ledger said it, at which position, stated (+1) or taken back (-1)."""

    ledger: str
    position: int
    sign: int


@dataclass(frozen=True, slots=True)
class OfActivity(Fact):
    """``activity`` is the record, ``event`` the happening: records that share an event speak of the same thing."""

    status: str
    activity: str
    event: str


@dataclass(frozen=True, slots=True)
class EventFact(OfActivity):
    standing: str
    compartment: str
    type: str
    org: str
    form: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class SessionFact(OfActivity):
    """Single activities have rows 1..n with ``sessions`` = 1; an aggregate line one row (session 1) with ``sessions`` = N."""

    session: int
    sessions: int


@dataclass(frozen=True, slots=True)
class HostFact(OfActivity):
    org: str


@dataclass(frozen=True, slots=True)
class ActorFact(OfActivity):
    role: str
    post: str
    rank: str
    person: str


@dataclass(frozen=True, slots=True)
class AttendanceFact(OfActivity):
    session: int
    mode: str
    role: str
    category: str
    person: str


@dataclass(frozen=True, slots=True)
class HeadcountFact(OfActivity):
    session: int
    mode: str
    role: str
    category: str
    count: int


@dataclass(frozen=True, slots=True)
class QuantityFact(OfActivity):
    quantity: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class ThemeFact(OfActivity):
    theme: str


@dataclass(frozen=True, slots=True)
class FieldFact(OfActivity):
    """One value of a type's own field; ``place_org`` is put down as the field of that name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ItemFact(Fact):
    """A span of an item's life: in ``state`` from ``day`` to the day before ``until`` (None: still).

    ``opened`` is the day it was opened. Spans of one item neither overlap nor leave gaps.
    """

    standing: str
    compartment: str
    item: str
    kind: str
    org: str
    state: str
    opened: date
    day: date
    until: date | None
    due: date | None
    owner: str
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class ItemFieldFact(Fact):
    """A field of an item as it stands (latest value), not dated."""

    item: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class LinkFact(Fact):
    """``source`` and ``target`` are subjects ("item:…", "activity:…"); cut links have ``until``, the day of the cut."""

    link: str
    kind: str
    source: str
    target: str
    day: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ObservationFact(Fact):
    standing: str
    compartment: str
    observation: str
    about: str
    org: str
    measure: str
    value: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class ValueFact(Fact):
    """A declared or cited value for one indicator, organisation and period; ``source_org`` is "" for declared ones."""

    standing: str
    value_id: str
    org: str
    indicator: str
    start: date
    end: date
    value: Decimal
    unit: str
    source_org: str
    document: str
    document_day: date


@dataclass(frozen=True, slots=True)
class OrganisationFact(Fact):
    """A span of an organisation: under ``parent`` from ``day`` to the day before ``until``.

    ``merged_into`` is set on the last span of a unit that was merged: from ``until`` on it is part of that unit.
    """

    org: str
    parent: str
    name: str
    kind: str
    order: int
    day: date
    until: date | None
    merged_into: str


@dataclass(frozen=True, slots=True)
class PersonFact(Fact):
    """``merged_into`` is "" for a person that stands for itself."""

    person: str
    org: str
    day: date
    until: date | None
    merged_into: str


@dataclass(frozen=True, slots=True)
class PostFact(Fact):
    """A tenure; ``last`` is the last day in the post (None: still held)."""

    person: str
    org: str
    post: str
    day: date
    last: date | None


FACT_TABLES: dict[str, type[Fact]] = {
    "event": EventFact,
    "session": SessionFact,
    "host": HostFact,
    "actor": ActorFact,
    "attendance": AttendanceFact,
    "headcount": HeadcountFact,
    "quantity": QuantityFact,
    "theme": ThemeFact,
    "field": FieldFact,
    "item": ItemFact,
    "item_field": ItemFieldFact,
    "link": LinkFact,
    "observation": ObservationFact,
    "value": ValueFact,
    "organisation": OrganisationFact,
    "person": PersonFact,
    "post": PostFact,
}


def table_of(fact: Fact) -> str:
    """The table a row belongs to; ``KeyError`` for a class that is no table."""
    return _TABLE_BY_CLASS[type(fact)]


_TABLE_BY_CLASS = {kind: name for name, kind in FACT_TABLES.items()}
