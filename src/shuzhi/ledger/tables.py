"""Fact rows held by table: what engines compute over.

A ``FactTables`` is either a history (signed rows as derived) or, after ``at``, the state at given positions: rows
whose signs cancel are gone, each remaining row is told once, with sign +1. Knows neither indicators nor storage.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, cast

from shuzhi.ledger.facts import (
    FACT_TABLES,
    Fact,
    ItemFact,
    ItemFieldFact,
    LinkFact,
    ObservationFact,
    OfActivity,
    OrganisationFact,
    PersonFact,
    PostFact,
    ValueFact,
    table_of,
)

_F = TypeVar("_F", bound=Fact)


def _content_key(kind: type[Fact]) -> Any:
    """A function giving all columns of a row but its position and sign."""
    names = [one.name for one in fields(kind) if one.name not in ("position", "sign")]
    return attrgetter(*names)


_CONTENT = {name: _content_key(kind) for name, kind in FACT_TABLES.items()}


@dataclass(frozen=True, slots=True)
class FactTables:
    """``tables`` has every name of ``facts.FACT_TABLES``; rows stand in the order they were given."""

    tables: Mapping[str, tuple[Fact, ...]]

    @classmethod
    def from_rows(cls, rows: Iterable[Fact]) -> FactTables:
        held: dict[str, list[Fact]] = {name: [] for name in FACT_TABLES}
        for row in rows:
            held[table_of(row)].append(row)
        return cls({name: tuple(found) for name, found in held.items()})

    def of(self, kind: type[_F]) -> tuple[_F, ...]:
        """The rows of one table: ``tables.of(EventFact)``."""
        name = next(name for name, one in FACT_TABLES.items() if one is kind)
        return cast(tuple[_F, ...], self.tables[name])

    def rows(self) -> Iterator[Fact]:
        """All rows, table by table."""
        for found in self.tables.values():
            yield from found

    def at(self, positions: Mapping[str, int]) -> FactTables:
        """The state at {ledger: position}; ledgers not named are left out."""
        return FactTables({name: _netted(name, found, positions) for name, found in self.tables.items()})

    def only(self, subjects: Collection[str]) -> FactTables:
        """Organisations, persons and posts, and of all else only the rows of these subjects ("activity:…", "item:…",
        "link:…", "observation:…", "value:…"). A link is also kept where it touches one of them.
        """
        wanted = frozenset(subjects)
        return FactTables(
            {
                name: tuple(row for row in found if not wanted.isdisjoint(_bears_on(row)) or _is_frame(row))
                for name, found in self.tables.items()
            }
        )


def subject_of(row: Fact) -> str:
    """The subject whose history a row was derived from: "activity:…", "item:…", "organisation:…" …"""
    match row:
        case OfActivity():
            return f"activity:{row.activity}"
        case ItemFact() | ItemFieldFact():
            return f"item:{row.item}"
        case LinkFact():
            return f"link:{row.link}"
        case ObservationFact():
            return f"observation:{row.observation}"
        case ValueFact():
            return f"value:{row.value_id}"
        case OrganisationFact():
            return f"organisation:{row.org}"
        case PersonFact() | PostFact():
            return f"person:{row.person}"
    raise TypeError(type(row).__name__)


def _bears_on(row: Fact) -> tuple[str, ...]:
    if isinstance(row, LinkFact):
        return subject_of(row), row.source, row.target
    return (subject_of(row),)


def _is_frame(row: Fact) -> bool:
    return isinstance(row, OrganisationFact | PersonFact | PostFact)


def _netted(name: str, found: Iterable[Fact], positions: Mapping[str, int]) -> tuple[Fact, ...]:
    content = _CONTENT[name]
    standing: dict[Any, list[Fact]] = {}
    for row in sorted(found, key=lambda one: (one.ledger, one.position, one.sign)):
        if row.position > positions.get(row.ledger, 0):
            continue
        stated = standing.setdefault(content(row), [])
        if row.sign > 0:
            stated.append(row)
        elif stated:
            stated.pop()
    return tuple(stated[0] for stated in standing.values() if stated)
