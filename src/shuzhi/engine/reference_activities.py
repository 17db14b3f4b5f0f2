"""The reference engine's counting of activities: events, quantities, attendances, people.

Written to be obviously right; nothing is optimised. Works on the versions it is given and asks the rules
for the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shuzhi.catalog.model import Attendances, Count, Pack, People, Sum
from shuzhi.engine.assemble import Line
from shuzhi.engine.base import Dimension, Query, TraceRecord
from shuzhi.engine.measures import (
    SESSIONS,
    HeadCondition,
    Leaf,
    OfActivities,
    activity_conditions,
    head_conditions,
)
from shuzhi.engine.reference_rules import CountingRules
from shuzhi.engine.reference_state import State, Version
from shuzhi.engine.tally import Crowd, Tally, heads_value, people_value, plain, point
from shuzhi.engine.where import head_holds, holds
from shuzhi.ledger.facts import AttendanceFact, HeadcountFact
from shuzhi.values.interval import Interval

Found = tuple[Interval | None, int]  # a value and its gaps
_CellKey = tuple[int, str, str]  # session, mode, role


@dataclass(frozen=True)
class EventHeads:
    """Those present at one event: per (session, mode, role) the number and the persons signed in; sessions
    without heads.
    """

    present: dict[_CellKey, int]
    signed: dict[_CellKey, frozenset[str]]
    sessions: dict[int, int]
    gaps: int

    @property
    def known(self) -> int:
        return sum(self.present.values())

    def unnamed(self, key: _CellKey) -> int:
        return self.present[key] - len(self.signed[key])


@dataclass(frozen=True)
class ActivityCounting:
    """Counts one query's activities over a state."""

    query: Query
    pack: Pack
    state: State
    rules: CountingRules

    def tally(self, leaf: OfActivities) -> Tally:
        matching = self._matching(leaf)
        confirmed = [one for one in matching if self.rules.is_confirmed(one)]
        traced = self._traced(leaf, confirmed)
        sealed = [one for one in traced if self.rules.is_protected(one, self.pack)]
        value, gaps = self._find(leaf, confirmed)
        return Tally(
            value=value,
            open_records=len(traced) - len(sealed),
            sealed_records=len(sealed),
            sealed=self._find(leaf, sealed)[0] if sealed else None,
            gaps=gaps,
            pending=frozenset(self.rules.event(one) for one in matching if not self.rules.is_confirmed(one)),
        )

    def lines(self, leaf: OfActivities) -> list[Line]:
        """A record is a repeat when the figure over the others is the same."""
        traced = self._traced(leaf, self._confirmed(leaf))
        whole = self._find(leaf, traced)
        return [
            Line(
                TraceRecord(
                    subject=one.subject,
                    ledger=one.event.ledger,
                    day=self.rules.day(one),
                    org=one.event.org,
                    share=self._share(leaf, one),
                    repeat=self._find(leaf, [other for other in traced if other is not one]) == whole,
                ),
                position=one.event.position,
                protected=self.rules.is_protected(one, self.pack),
            )
            for one in traced
        ]

    def present(self, leaf: Leaf, by: Dimension) -> frozenset[str]:
        """The types, or the modes or categories of such heads, among the records counted."""
        if not isinstance(leaf, Count | Sum | Attendances | People):
            return frozenset()
        versions = self._confirmed(leaf)
        if by == "type":
            return frozenset(one.event.type for one in versions)
        heads = head_conditions(leaf.where)
        rows = [one for v in versions for one in v.heads if head_holds(one, heads)]
        return frozenset(one.mode if by == "mode" else one.category for one in rows)

    # ------------------------------------------------------------------ which records
    def _matching(self, leaf: OfActivities) -> list[Version]:
        """Versions in period, scope and reach for which the conditions hold, confirmed or not."""
        return [one for one in self.state.versions if self._matches(leaf, one)]

    def _matches(self, leaf: OfActivities, version: Version) -> bool:
        day, heads = self.rules.day(version), head_conditions(leaf.where)
        return (
            self.rules.is_counted(version)
            and day in self.query.period
            and (not self.query.scope.ledger or version.event.ledger == self.query.scope.ledger)
            and all(
                holds(one, version, lambda kind, place: self._is_linked(version, kind, place))
                for one in activity_conditions(leaf.where)
            )
            and self.rules.is_hosted_within(self.state, self.query, version)
            and self._is_by_whom_asked(version)
            and (not heads or self._has_heads(version, heads) or not isinstance(leaf, Count | Sum))
        )

    def _confirmed(self, leaf: OfActivities) -> list[Version]:
        return [one for one in self._matching(leaf) if self.rules.is_confirmed(one)]

    def _is_by_whom_asked(self, version: Version) -> bool:
        if not self.query.scope.reach.is_of_persons:
            return True
        return any(
            self.rules.is_by(
                self.state,
                self.query,
                self.pack,
                person=one.person,
                post=one.post,
                day=self.rules.day(version),
            )
            for one in version.actors
        )

    def _is_linked(self, version: Version, kind: str, place: str) -> bool:
        day, source = self.rules.day(version), f"organisation:{self.query.scope.org}"
        return any(
            (one.ledger, one.kind, one.source) == (version.event.ledger, kind, source)
            and one.target == f"organisation:{place}"
            and one.day <= day
            and (one.until is None or day < one.until)
            for one in self.state.links
        )

    def _has_heads(self, version: Version, heads: Sequence[HeadCondition]) -> bool:
        counted = any(one.count > 0 and head_holds(one, heads) for one in version.headcounts)
        return counted or any(head_holds(one, heads) for one in version.signed)

    # ------------------------------------------------------------------ how much
    def _find(self, leaf: OfActivities, versions: Sequence[Version]) -> Found:
        if isinstance(leaf, Count):
            return self._sum_over_events(versions, lambda one: Decimal(self.rules.happenings(one)))
        if isinstance(leaf, Sum):
            return self._sum_over_events(versions, lambda one: self._stated(leaf, one) or Decimal(0))
        heads = head_conditions(leaf.where)
        if isinstance(leaf, Attendances):
            found = [self.heads(group, heads) for group in self._by_event(versions)]
            gaps = sum(one.gaps for one in found)
            return heads_value(sum(one.known for one in found), gaps), gaps
        crowds = [self._crowd(group, heads) for group in self._by_ledger(versions)]
        return people_value(crowds), sum(one.gaps for one in crowds)

    def _sum_over_events(self, versions: Sequence[Version], of: Callable[[Version], Decimal]) -> Found:
        total = Decimal(0)
        for group in self._by_event(versions):
            total += self.rules.largest_statement([of(one) for one in group])
        return point(total), 0

    def _stated(self, leaf: Sum, version: Version) -> Decimal | None:
        if leaf.quantity == SESSIONS:
            return Decimal(self.rules.sessions_held(version))
        return version.quantities.get(leaf.quantity)

    def heads(self, versions: Sequence[Version], conditions: Sequence[HeadCondition]) -> EventHeads:
        """Those present at one event by the statements of its records."""
        told = [_key(one) for v in versions for one in v.heads if head_holds(one, conditions)]
        signed = {key: self._signed(versions, conditions, key) for key in told}
        present = {
            key: self.rules.present(self._headcount(versions, conditions, key), len(signed[key]))
            for key in signed
        }
        sessions: dict[int, int] = defaultdict(lambda: 1)
        for version in versions:
            for number, held in version.sessions.items():
                sessions[number] = max(sessions[number], held)
        with_heads = {one.session for v in versions for one in v.heads}
        expected = {number for v in versions if self.rules.lacks_heads(v, self.pack) for number in v.sessions}
        gaps = sum(sessions[number] for number in expected - with_heads)
        return EventHeads(present, signed, sessions, gaps)

    def _headcount(
        self, versions: Sequence[Version], conditions: Sequence[HeadCondition], key: _CellKey
    ) -> int:
        statements = [
            self.rules.headcount([one for one in v.headcounts if _key(one) == key], conditions)
            for v in versions
        ]
        return int(self.rules.largest_statement([Decimal(one) for one in statements]))

    def _signed(
        self, versions: Sequence[Version], conditions: Sequence[HeadCondition], key: _CellKey
    ) -> frozenset[str]:
        rows = [one for v in versions for one in v.signed if _key(one) == key]
        return self.rules.signed_in(self.state, rows, conditions)

    def _crowd(self, versions: Sequence[Version], conditions: Sequence[HeadCondition]) -> Crowd:
        """Those present over all events of one ledger."""
        found = [self.heads(group, conditions) for group in self._by_event(versions)]
        largest = 0
        for event in found:
            for number in {session for session, _, _ in event.present}:
                keys = [key for key in event.present if key[0] == number]
                named = self.rules.distinct([event.signed[key] for key in keys])
                heads = named + sum(event.unnamed(key) for key in keys)
                largest = max(largest, self.rules.fullest_session(heads, event.sessions[number]))
        return Crowd(
            named=self.rules.distinct([group for one in found for group in one.signed.values()]),
            unnamed=sum(one.unnamed(key) for one in found for key in one.present),
            largest=largest,
            gaps=sum(one.gaps for one in found),
        )

    # ------------------------------------------------------------------ which records bring it
    def _traced(self, leaf: OfActivities, versions: Sequence[Version]) -> list[Version]:
        """Those of the confirmed records that bring something: for heads those that have some, or a session without any, or
        share their event with another record (which may fill a gap).
        """
        if isinstance(leaf, Count):
            return list(versions)
        if isinstance(leaf, Sum):
            return [one for one in versions if self._stated(leaf, one) is not None]
        ledgers = self._by_ledger(versions) if isinstance(leaf, People) else [versions]
        heads = head_conditions(leaf.where)
        return [
            one
            for ledger in ledgers
            for event in self._by_event(ledger)
            for one in event
            if len(event) > 1 or self._share(leaf, one) > 0 or self.heads(event, heads).gaps > 0
        ]

    def _share(self, leaf: OfActivities, version: Version) -> Decimal:
        if isinstance(leaf, Count):
            return Decimal(self.rules.happenings(version))
        if isinstance(leaf, Sum):
            return plain(self._stated(leaf, version) or Decimal(0))
        return Decimal(self.heads([version], head_conditions(leaf.where)).known)

    def _by_event(self, versions: Sequence[Version]) -> list[list[Version]]:
        groups: dict[str, list[Version]] = defaultdict(list)
        for one in versions:
            groups[self.rules.event(one)].append(one)
        return list(groups.values())

    def _by_ledger(self, versions: Sequence[Version]) -> list[list[Version]]:
        groups: dict[str, list[Version]] = defaultdict(list)
        for one in versions:
            groups[one.event.ledger].append(one)
        return list(groups.values())


def _key(row: HeadcountFact | AttendanceFact) -> _CellKey:
    return row.session, row.mode, row.role
