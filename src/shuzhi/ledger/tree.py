"""The organisation tree of one ledger as it stood on a day, as far as the rows it was built from know.

Built from the rows at a position, it is bitemporal: what was known then about any day. ``tree.at(day)`` is the tree of
that day: facts counted under the tree of their own day ask for ``at(fact.end)``, restated figures for ``at(D)``.

On every day each unit ever known stands somewhere, so that no work is lost when units change: one that was merged
counts in the unit it went into (and on through later mergers); one that was closed, or is not yet opened, stands where
it last (first) stood, but is no child to be listed. Official order is (order, code).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from shuzhi.ledger.facts import OrganisationFact


class TreeView:
    """The tree of one day. Methods take and give organisation codes; an unknown code stands for itself, alone."""

    def __init__(self, units: Mapping[str, Sequence[OrganisationFact]], day: date) -> None:
        self.day = day
        self._span = {org: _nearest(spans, day) for org, spans in units.items()}
        self._successors: dict[str, str] = {}

    def __contains__(self, org: object) -> bool:
        return org in self._span

    def exists(self, org: str) -> bool:
        """Whether the unit exists on this day."""
        span = self._span.get(org)
        return span is not None and _holds(span, self.day)

    def unit(self, org: str) -> OrganisationFact | None:
        """Its span on this day (name, kind, order); for a closed or coming unit the nearest one; None if unknown."""
        return self._span.get(org)

    def successor(self, org: str) -> str:
        """The unit its work counts in on this day: itself, or the last one it was merged into."""
        if org not in self._successors:
            self._successors[org] = self._follow(org)
        return self._successors[org]

    def parent(self, org: str) -> str | None:
        """The unit directly above (above its successor, for a merged one); None for a root or an unknown code."""
        span = self._span.get(self.successor(org))
        if span is None or not span.parent:
            return None
        above = self.successor(span.parent)
        return None if above == self.successor(org) else above

    def ancestors(self, org: str) -> tuple[str, ...]:
        """All units above, the nearest first."""
        chain: list[str] = []
        above = self.parent(org)
        while above is not None and above not in chain and above != self.successor(org):
            chain.append(above)
            above = self.parent(above)
        return tuple(chain)

    def children(self, org: str) -> tuple[str, ...]:
        """The units existing directly below, in official order."""
        return self._children.get(org, ())

    @property
    def roots(self) -> tuple[str, ...]:
        return self._children.get("", ())

    def subtree(self, org: str) -> frozenset[str]:
        """Every code whose work counts in this unit: itself, all below, and those merged or closed within.

        Empty for a unit that was merged into another by this day: its work counts there.
        """
        return self._within.get(org, frozenset({org} if org not in self._span else ()))

    def walk(self, org: str) -> tuple[str, ...]:
        """The unit and all existing below it, in official order, parents before children."""
        found: list[str] = []
        waiting = [org]
        while waiting:
            unit = waiting.pop()
            if unit not in found:
                found.append(unit)
                waiting.extend(reversed(self.children(unit)))
        return tuple(found)

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, list[OrganisationFact]] = {}
        for org, span in self._span.items():
            if _holds(span, self.day):
                below.setdefault(self.parent(org) or "", []).append(span)
        return {org: tuple(one.org for one in sorted(spans, key=_official)) for org, spans in below.items()}

    @cached_property
    def _within(self) -> dict[str, frozenset[str]]:
        within: dict[str, set[str]] = {}
        for org in self._span:
            for above in (self.successor(org), *self.ancestors(org)):
                within.setdefault(above, set()).add(org)
        return {org: frozenset(found) for org, found in within.items()}

    def _follow(self, org: str) -> str:
        seen = {org}
        while (
            (span := self._span.get(org)) is not None and not _holds(span, self.day) and span.day <= self.day
        ):
            if not span.merged_into or span.merged_into in seen:
                return org
            org = span.merged_into
            seen.add(org)
        return org


class OrganisationTree:
    """``rows``: organisation rows of one ledger, netted at a position. Raises ``ValueError`` when ledgers are mixed."""

    def __init__(self, rows: Iterable[OrganisationFact]) -> None:
        units: dict[str, list[OrganisationFact]] = {}
        ledgers: set[str] = set()
        for row in rows:
            units.setdefault(row.org, []).append(row)
            ledgers.add(row.ledger)
        if len(ledgers) > 1:
            raise ValueError("one tree holds one ledger")
        self._units = {org: sorted(spans, key=lambda one: one.day) for org, spans in units.items()}
        turns = {one.day for spans in units.values() for one in spans}
        turns |= {one.until for spans in units.values() for one in spans if one.until is not None}
        self._turns = sorted(turns)
        self._views: dict[int, TreeView] = {}

    def __contains__(self, org: object) -> bool:
        return org in self._units

    @property
    def organisations(self) -> tuple[str, ...]:
        """Every code ever known, sorted."""
        return tuple(sorted(self._units))

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which anything changes, in order."""
        return tuple(self._turns)

    def spans(self, org: str) -> tuple[OrganisationFact, ...]:
        """The unit's whole life, in order of days; empty for an unknown code."""
        return tuple(self._units.get(org, ()))

    def at(self, day: date) -> TreeView:
        """The tree of that day. Views are shared between days on which nothing changed."""
        epoch = bisect_right(self._turns, day)
        if epoch not in self._views:
            self._views[epoch] = TreeView(self._units, day)
        return self._views[epoch]


def trees_by_ledger(rows: Iterable[OrganisationFact]) -> dict[str, OrganisationTree]:
    """One tree for each ledger named in the (netted) rows."""
    found: dict[str, list[OrganisationFact]] = {}
    for row in rows:
        found.setdefault(row.ledger, []).append(row)
    return {ledger: OrganisationTree(one) for ledger, one in found.items()}


def _holds(span: OrganisationFact, day: date) -> bool:
    return span.day <= day and (span.until is None or day < span.until)


def _nearest(spans: Sequence[OrganisationFact], day: date) -> OrganisationFact:
    """The span of that day, else the last one before it, else the first one."""
    begun = [one for one in spans if one.day <= day]
    return begun[-1] if begun else spans[0]


def _official(span: OrganisationFact) -> tuple[int, str]:
    return span.order, span.org
