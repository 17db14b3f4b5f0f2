"""What holds at given positions, as plain Python objects for the reference engine.

Knows no indicator and no scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from shuzhi.ledger.facts import (
    ActorFact,
    AttendanceFact,
    EventFact,
    FieldFact,
    HeadcountFact,
    HostFact,
    ItemFact,
    ItemFieldFact,
    LinkFact,
    ObservationFact,
    OfActivity,
    OrganisationFact,
    PersonFact,
    PostFact,
    QuantityFact,
    SessionFact,
    ThemeFact,
    ValueFact,
)
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree, trees_by_ledger


@dataclass(frozen=True)
class Version:
    """One version of an activity's record: the confirmed one or the pending one, with all it states."""

    event: EventFact
    hosts: tuple[str, ...]
    sessions: Mapping[int, int]  # number of the session -> sessions it stands for
    actors: tuple[ActorFact, ...]
    signed: tuple[AttendanceFact, ...]
    headcounts: tuple[HeadcountFact, ...]
    quantities: Mapping[str, Decimal]
    themes: frozenset[str]
    fields: Mapping[str, frozenset[str]]

    @property
    def subject(self) -> str:
        return f"activity:{self.event.activity}"

    @property
    def heads(self) -> tuple[HeadcountFact | AttendanceFact, ...]:
        """All that is said of those present."""
        return (*self.headcounts, *self.signed)


@dataclass(frozen=True)
class Item:
    """An item with the spans of its life in order of days."""

    spans: tuple[ItemFact, ...]
    fields: Mapping[str, frozenset[str]]

    @property
    def subject(self) -> str:
        return f"item:{self.spans[0].item}"


@dataclass(frozen=True)
class State:
    versions: tuple[Version, ...]
    items: tuple[Item, ...]
    links: tuple[LinkFact, ...]
    observations: tuple[ObservationFact, ...]
    values: tuple[ValueFact, ...]
    merged: Mapping[tuple[str, str], str]  # (ledger, person) -> the key it was merged into
    posts: tuple[PostFact, ...]
    trees: Mapping[str, OrganisationTree] = field(repr=False)


def read_state(tables: FactTables) -> State:
    """``tables`` netted at the positions."""
    return State(
        versions=_versions(tables),
        items=_items(tables),
        links=tables.of(LinkFact),
        observations=tables.of(ObservationFact),
        values=tables.of(ValueFact),
        merged={
            (one.ledger, one.person): one.merged_into for one in tables.of(PersonFact) if one.merged_into
        },
        posts=tables.of(PostFact),
        trees=trees_by_ledger(tables.of(OrganisationFact)),
    )


def _versions(tables: FactTables) -> tuple[Version, ...]:
    hosts, sessions = _by_version(tables.of(HostFact)), _by_version(tables.of(SessionFact))
    actors, signed = _by_version(tables.of(ActorFact)), _by_version(tables.of(AttendanceFact))
    headcounts, quantities = _by_version(tables.of(HeadcountFact)), _by_version(tables.of(QuantityFact))
    themes, fields_ = _by_version(tables.of(ThemeFact)), _by_version(tables.of(FieldFact))
    return tuple(
        Version(
            event=event,
            hosts=tuple(one.org for one in hosts[key]),
            sessions={one.session: one.sessions for one in sessions[key]},
            actors=tuple(actors[key]),
            signed=tuple(signed[key]),
            headcounts=tuple(headcounts[key]),
            quantities={one.quantity: one.value for one in quantities[key]},
            themes=frozenset(one.theme for one in themes[key]),
            fields=_valued(fields_[key]),
        )
        for event in tables.of(EventFact)
        for key in [_version_key(event)]
    )


def _items(tables: FactTables) -> tuple[Item, ...]:
    spans: dict[tuple[str, str], list[ItemFact]] = defaultdict(list)
    for span in tables.of(ItemFact):
        spans[span.ledger, span.item].append(span)
    said: dict[tuple[str, str], list[ItemFieldFact]] = defaultdict(list)
    for one in tables.of(ItemFieldFact):
        said[one.ledger, one.item].append(one)
    return tuple(
        Item(tuple(sorted(found, key=lambda span: span.day)), _valued(said[key]))
        for key, found in spans.items()
    )


def _version_key(row: OfActivity) -> tuple[str, str, str]:
    return row.ledger, row.activity, row.status


def _by_version(rows: Iterable[Any]) -> dict[tuple[str, str, str], list[Any]]:
    grouped: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in rows:
        grouped[_version_key(row)].append(row)
    return grouped


def _valued(rows: Iterable[FieldFact | ItemFieldFact]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.name].add(row.value)
    return {name: frozenset(values) for name, values in found.items()}
