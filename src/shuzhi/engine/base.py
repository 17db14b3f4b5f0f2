"""The engine port: a figure is a function of indicator and pack, scope, period, tree basis and ledger
positions.

The same query gives the same figure for ever, whichever engine answers. This module imports no engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol

from shuzhi.catalog.model import Indicator, Pack
from shuzhi.ledger.facts import Fact
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period


class Certainty(StrEnum):
    EXACT = "exact"
    BOUNDED = "bounded"
    UNKNOWN = "unknown"
    DECLARED = "declared"
    CITED = "cited"
    SUPPRESSED = "suppressed"


class Reach(StrEnum):
    """Whose work: one office holder within the tenure, the leading team, the unit itself, the unit and all
    below it.
    """

    PERSON = "person"
    TEAM = "team"
    UNIT = "unit"
    SUBTREE = "subtree"

    @property
    def is_of_persons(self) -> bool:
        """Whether it asks who acted, not only which unit held the activity."""
        return self in (Reach.PERSON, Reach.TEAM)


@dataclass(frozen=True, slots=True)
class Scope:
    """``ledger`` and ``org`` name a node. PERSON needs ``person``: a key, or "" for whoever held ``post``
    then.

    PERSON counts activities in which the person acts (any actor role) on a day within a tenure at ``org``,
    hosted by the unit's subtree. TEAM: some actor is in a team post of ``org``, by post code or by tenure.
    Both empty: above the ledgers, everything in all ledgers that the positions name (SUBTREE only).
    ``under`` narrows to the days on which ``org`` stood directly below that unit: the part of a unit that
    changed its superior which each of the two may claim. "": all days.
    """

    ledger: str
    org: str
    reach: Reach = Reach.SUBTREE
    person: str = ""
    post: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class PackRef:
    code: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Query:
    """All that a figure depends on. ``restated`` None: facts stand under the tree of their own day, stocks
    under that of the period's last day; a day: everything under the tree of that day. ``positions`` are
    (ledger, position), sorted.
    """

    indicator: str
    pack: PackRef
    scope: Scope
    period: Period
    positions: tuple[tuple[str, int], ...]
    restated: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that knows where it comes from. ``value`` is None when unknown or suppressed.

    ``parts`` are the numerator and denominator of a ratio or share. ``pending`` is the number of events or
    items not yet confirmed that would bear on it; ``gaps`` the sessions without any count of heads (a
    figure of heads is then bounded from below); ``records`` the number of records traced. For DECLARED and
    CITED ``source`` names the paper.
    """

    query: Query
    unit: str
    value: Interval | None
    certainty: Certainty
    parts: tuple[Figure, ...] = ()
    pending: int = 0
    gaps: int = 0
    records: int = 0
    reasons: tuple[str, ...] = ()  # message codes that explain a certainty other than exact
    source: str = ""

    @property
    def exact(self) -> Decimal | None:
        """The number, when it is one number."""
        return self.value.low if self.value is not None and self.value.is_point else None


@dataclass(frozen=True, slots=True)
class TraceRecord:
    """One record behind a figure. ``subject`` is "activity:…", "item:…", "observation:…" or "value:…".

    ``share`` is what it brings (heads, sessions, amount; 1 for a count); ``repeat`` marks a record whose
    dropping leaves the figure as it is because another says the same (joint records, persons already
    counted). ``part`` is "" or "numerator" / "denominator". A protected figure traces to one record of
    subject "sealed" with the count as share.
    """

    subject: str
    ledger: str
    day: date
    org: str
    share: Decimal
    repeat: bool = False
    part: str = ""


Dimension = Literal["month", "organisation", "mode", "category", "type"]


@dataclass(frozen=True, slots=True)
class Slice:
    """One row of a breakdown: the key (month code, organisation code, mode …) and its figure."""

    key: str
    figure: Figure


class Engine(Protocol):
    """Computes figures over the fact rows and packs it was given."""

    def compute(self, query: Query) -> Figure: ...

    def compute_many(self, queries: Sequence[Query]) -> tuple[Figure, ...]: ...

    def breakdown(self, query: Query, by: Dimension) -> tuple[Slice, ...]:
        """By organisation: the direct children of the scope in official order, and the unit's own under its
        own code. Each child counts for the days on which it stood there, so of work with one host no two
        rows count the same. Slices of people do not add up to the whole, and are not meant to.
        """
        ...

    def trace(self, query: Query) -> tuple[TraceRecord, ...]:
        """The same plan without its aggregation, in order of day, then position."""
        ...

    def trace_many(self, queries: Sequence[Query]) -> tuple[tuple[TraceRecord, ...], ...]:
        """The trace of each, as ``trace`` gives it; asked together they share what is alike."""
        ...


class EngineError(Exception):
    """A query that cannot be answered; ``code`` and ``args_`` feed the messages."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(f"{code} {args}")
        self.code = code
        self.args_ = args


@dataclass(frozen=True)
class Basis:
    """What an engine is built over: packs by digest, and the signed fact rows of the ledgers."""

    packs: Mapping[str, Pack]
    rows: Sequence[Fact] = field(repr=False)

    def indicator(self, query: Query) -> Indicator:
        """Raises ``EngineError`` for an unknown pack or indicator."""
        pack = self.packs.get(query.pack.digest)
        if pack is None:
            raise EngineError("engine.unknown_pack", pack=query.pack.code, digest=query.pack.digest)
        found = pack.indicators.get(query.indicator)
        if found is None:
            raise EngineError("engine.unknown_indicator", indicator=query.indicator)
        return found
