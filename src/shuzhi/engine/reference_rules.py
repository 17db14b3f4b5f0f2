"""The rules of counting, one method each, in the plainest Python.

The reference engine asks them and the columnar engine must agree with them. Each is a method so that a test
can break exactly one and see the laws catch it. Knows no measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Query, Reach, Scope
from shuzhi.engine.measures import HeadCondition
from shuzhi.engine.reference_state import State, Version
from shuzhi.engine.where import head_holds
from shuzhi.ledger.entries import PROTECTED, Form
from shuzhi.ledger.facts import (
    CONFIRMED,
    COUNTED,
    AttendanceFact,
    Fact,
    HeadcountFact,
    ItemFact,
    ObservationFact,
    PostFact,
)
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import TreeView


class CountingRules:
    """All of "Counting"; see docs/reference/counting.md for the same rules with examples."""

    # ------------------------------------------------------------------ what holds
    def net(self, rows: Sequence[Fact], positions: Mapping[str, int]) -> FactTables:
        """What is left of the signed rows at the positions; a withdrawn or corrected version is gone."""
        return FactTables.from_rows(rows).at(positions)

    def is_confirmed(self, version: Version) -> bool:
        """Only confirmed versions count; the others are told beside the figure."""
        return version.event.status == CONFIRMED

    def is_counted(self, row: Version | ItemFact | ObservationFact) -> bool:
        """Declared and cited facts are never added to counted ones."""
        head = row.event if isinstance(row, Version) else row
        return head.standing == COUNTED

    def is_protected(self, version: Version, pack: Pack) -> bool:
        kind = pack.types.get(version.event.type)
        return version.event.compartment == PROTECTED or (kind is not None and kind.protected)

    def identity(self, state: State, ledger: str, person: str) -> str:
        """The key a person stands under after all mergers known at the position."""
        seen = {person}
        while (into := state.merged.get((ledger, person), person)) not in seen:
            person = into
            seen.add(person)
        return person

    # ------------------------------------------------------------------ when and where
    def day(self, version: Version) -> date:
        """An activity belongs to the period in which its last day lies."""
        return version.event.end

    def tree_day(self, day: date, query: Query) -> date:
        """Facts stand under the tree of their own day, or of the day they are restated to."""
        return query.restated or day

    def hosts(self, version: Version) -> tuple[str, ...]:
        """Every host counts the activity; undertakers and guests do not."""
        return version.hosts

    def stands_in(self, state: State, query: Query, *, ledger: str, org: str, day: date) -> bool:
        """Whether the organisation stands in the scope under the tree of the day (UNIT: is the unit itself)."""
        scope = query.scope
        if not scope.ledger:
            return True
        if ledger != scope.ledger:
            return False
        if ledger not in state.trees:
            return org == scope.org and not scope.under
        view = state.trees[ledger].at(self.tree_day(day, query))
        if not self.is_under(view, scope):
            return False
        if scope.reach is Reach.UNIT:
            return view.successor(org) == scope.org
        return org in view.subtree(scope.org)

    def is_under(self, view: TreeView, scope: Scope) -> bool:
        """Whether the scope's unit stood below the superior that asks, where one is named: a unit that moved
        brings each superior what it did there.
        """
        return not scope.under or view.parent(scope.org) == scope.under

    def is_hosted_within(self, state: State, query: Query, version: Version) -> bool:
        """Some host stands in the scope: once for each host, and once at every common ancestor."""
        day, ledger = self.day(version), version.event.ledger
        return any(
            self.stands_in(state, query, ledger=ledger, org=org, day=day) for org in self.hosts(version)
        )

    # ------------------------------------------------------------------ whose work
    def holds_post(self, tenure: PostFact, day: date) -> bool:
        return tenure.day <= day and (tenure.last is None or day <= tenure.last)

    def tenures(self, state: State, query: Query, pack: Pack, day: date) -> list[PostFact]:
        """The tenures at the unit that make the day's work PERSON's or TEAM's."""
        scope = query.scope
        held = [
            one
            for one in state.posts
            if (one.ledger, one.org) == (scope.ledger, scope.org) and self.holds_post(one, day)
        ]
        if scope.reach is Reach.TEAM:
            return [one for one in held if one.post in pack.team_posts]
        wanted = self.identity(state, scope.ledger, scope.person) if scope.person else ""
        return [
            one
            for one in held
            if (not scope.post or one.post == scope.post)
            and (not wanted or self.identity(state, scope.ledger, one.person) == wanted)
        ]

    def is_by(self, state: State, query: Query, pack: Pack, *, person: str, post: str, day: date) -> bool:
        """Whether one who acted was the person or the team asked for. Where only the post is known, it was
        whoever held that post at the unit; a post of the team is the team's whoever held it.
        """
        if query.scope.reach is Reach.TEAM and post in pack.team_posts:
            return True
        ledger = query.scope.ledger
        return any(
            self.identity(state, ledger, person) == self.identity(state, ledger, one.person)
            if person
            else post == one.post
            for one in self.tenures(state, query, pack, day)
        )

    # ------------------------------------------------------------------ how much
    def event(self, version: Version) -> str:
        """Records that share an event speak of one happening."""
        return version.event.event

    def happenings(self, version: Version) -> int:
        """One; an aggregate line of N sessions stands for N."""
        return self.sessions_held(version) if version.event.form == Form.AGGREGATE else 1

    def sessions_held(self, version: Version) -> int:
        return sum(version.sessions.values())

    def largest_statement(self, statements: Sequence[Decimal]) -> Decimal:
        """Several records of one event: the largest statement counts, they are not added."""
        return max(statements)

    def present(self, headcount: int, signed: int) -> int:
        """A headcount includes those signed in."""
        return max(headcount, signed)

    def headcount(self, cells: Sequence[HeadcountFact], conditions: Sequence[HeadCondition]) -> int:
        """One record's headcount in one session, mode and role: its categories added up."""
        return sum(one.count for one in cells if head_holds(one, conditions))

    def signed_in(
        self, state: State, rows: Sequence[AttendanceFact], conditions: Sequence[HeadCondition]
    ) -> frozenset[str]:
        """The distinct persons among those signed in. Keys of two ledgers never mean one person."""
        return frozenset(
            f"{one.ledger}/{self.identity(state, one.ledger, one.person)}"
            for one in rows
            if head_holds(one, conditions)
        )

    def distinct(self, groups: Sequence[frozenset[str]]) -> int:
        """Distinct people of several sessions: the union, never the sum."""
        return len(frozenset().union(*groups))

    def fullest_session(self, heads: int, sessions: int) -> int:
        """Of so many heads over so many sessions, the fullest one had at least this many."""
        return ceil(heads / sessions)

    def lacks_heads(self, version: Version, pack: Pack) -> bool:
        """Whether a session of it without any count of heads is a gap."""
        kind = pack.types.get(version.event.type)
        return kind is None or kind.attendance != "none"
