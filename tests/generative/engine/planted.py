"""Engines that are wrong in exactly one way. Each must be caught by the laws; one that is not shows a law too weak."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from shuzhi.engine.base import Basis, Certainty, Figure, Query, Scope, TraceRecord
from shuzhi.engine.measures import HeadCondition
from shuzhi.engine.reference import ReferenceEngine
from shuzhi.engine.reference_rules import CountingRules
from shuzhi.engine.reference_state import State, Version
from shuzhi.ledger.facts import (
    CITED,
    DECLARED,
    AttendanceFact,
    Fact,
    HeadcountFact,
    OfActivity,
    PostFact,
    ValueFact,
)
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import TreeView
from shuzhi.values.interval import Interval


class JointDoubled(CountingRules):
    """Counts a joint activity once for every host, also above them."""

    def happenings(self, version: Version) -> int:
        return super().happenings(version) * len(version.hosts)


class EventsDoubled(CountingRules):
    """Takes the records of one event for different happenings."""

    def event(self, version: Version) -> str:
        return version.event.activity


class StatementsAdded(CountingRules):
    """Adds up what several records state of one event."""

    def largest_statement(self, statements: Sequence[Decimal]) -> Decimal:
        return sum(statements, Decimal(0))


class WithdrawalIgnored(CountingRules):
    """Never takes back an activity once stated."""

    def net(self, rows: Sequence[Fact], positions: Mapping[str, int]) -> FactTables:
        kept = [row for row in rows if row.sign > 0 or not isinstance(row, OfActivity)]
        return super().net(kept, positions)


class PositionIgnored(CountingRules):
    """Reads everything that is there, whatever position is asked."""

    def net(self, rows: Sequence[Fact], positions: Mapping[str, int]) -> FactTables:
        return super().net(rows, dict.fromkeys(positions, 10**9))


class TodaysTree(CountingRules):
    """Places everything under the newest tree."""

    def tree_day(self, day: date, query: Query) -> date:
        return date(2030, 1, 1)


class RestatementIgnored(CountingRules):
    """Never restates."""

    def tree_day(self, day: date, query: Query) -> date:
        return day


class WholeYearBelowBoth(CountingRules):
    """Gives a unit that changed its superior to both for all days."""

    def is_under(self, view: TreeView, scope: Scope) -> bool:
        return True


class FirstHostOnly(CountingRules):
    """Counts a joint activity for the host named first."""

    def hosts(self, version: Version) -> tuple[str, ...]:
        return version.hosts[:1]


class UnconfirmedCounted(CountingRules):
    """Counts what nobody confirmed."""

    def is_confirmed(self, version: Version) -> bool:
        return True


class StartDay(CountingRules):
    """Puts an activity into the period in which it began."""

    def day(self, version: Version) -> date:
        return version.event.start


class AggregateAsOne(CountingRules):
    """Counts an aggregate line once."""

    def happenings(self, version: Version) -> int:
        return 1


class AggregateHeadsAsOneSession(CountingRules):
    """Takes an aggregate line's attendances for one session's people."""

    def fullest_session(self, heads: int, sessions: int) -> int:
        return heads


class SignedAdded(CountingRules):
    """Adds those signed in to the headcount that includes them."""

    def present(self, headcount: int, signed: int) -> int:
        return headcount + signed


class CategoriesDoubled(CountingRules):
    """Counts told-apart heads once in their category and once in the whole."""

    def headcount(self, cells: Sequence[HeadcountFact], conditions: Sequence[HeadCondition]) -> int:
        told_apart = [one for one in cells if one.category]
        return super().headcount(cells, conditions) + super().headcount(told_apart, conditions)


class DistinctSummed(CountingRules):
    """Adds the people of several sessions."""

    def distinct(self, groups: Sequence[frozenset[str]]) -> int:
        return sum(len(group) for group in groups)


class MergedCountedTwice(CountingRules):
    """Does not know that two keys turned out to be one person."""

    def identity(self, state: State, ledger: str, person: str) -> str:
        return person


class TenureIgnored(CountingRules):
    """Takes a holder's work of all time for work in the post."""

    def holds_post(self, tenure: PostFact, day: date) -> bool:
        return True


class GapsIgnored(CountingRules):
    """Takes sessions nobody counted for sessions nobody attended."""

    def lacks_heads(self, version: Version, pack: object) -> bool:
        return False


class ConditionsOnHeadsIgnored(CountingRules):
    """Counts all those signed in, whoever was asked for."""

    def signed_in(
        self, state: State, rows: Sequence[AttendanceFact], conditions: Sequence[HeadCondition]
    ) -> frozenset[str]:
        return super().signed_in(state, rows, ())


class MergedUnitsLost(CountingRules):
    """Places only units that still exist under their own name."""

    def stands_in(self, state: State, query: Query, *, ledger: str, org: str, day: date) -> bool:
        placed = super().stands_in(state, query, ledger=ledger, org=org, day=day)
        tree = state.trees.get(ledger)
        return placed and (tree is None or tree.at(self.tree_day(day, query)).exists(org))


class ProtectionForgotten(CountingRules):
    """Treats protected records like all others."""

    def is_protected(self, version: Version, pack: object) -> bool:
        return False


class DeclaredAdded(ReferenceEngine):
    """Adds a declared or cited value to what was counted."""

    def compute(self, query: Query) -> Figure:
        figure = super().compute(query)
        beside = {"engine.declared_beside", "engine.cited_beside"} & set(figure.reasons)
        if not beside or figure.value is None or figure.value.low is None:
            return figure
        said = next(
            row.value
            for row in self._basis.rows
            if isinstance(row, ValueFact) and row.standing in (DECLARED, CITED) and row.sign > 0
        )
        return replace(figure, value=Interval.between(figure.value.low + said, None))


class SmallCellShown(ReferenceEngine):
    """Tells protected numbers however small."""

    def __init__(self, basis: Basis) -> None:
        super().__init__(
            Basis({code: replace(one, small_cell=0) for code, one in basis.packs.items()}, basis.rows)
        )


class RecordForgotten(ReferenceEngine):
    """A trace without its last record."""

    def trace(self, query: Query) -> tuple[TraceRecord, ...]:
        return super().trace(query)[:-1]


class RepeatsNotTold(ReferenceEngine):
    """A trace that passes joint records off as independent."""

    def trace(self, query: Query) -> tuple[TraceRecord, ...]:
        return tuple(replace(one, repeat=False) for one in super().trace(query))


class ProtectedTraceOpen(ReferenceEngine):
    """A trace that goes on behind the seal."""

    def trace(self, query: Query) -> tuple[TraceRecord, ...]:
        shown = Basis(self._basis.packs, self._basis.rows)
        engine = ReferenceEngine(shown, ProtectionForgotten())
        return engine.trace(query)


class PeopleAsAttendances(ReferenceEngine):
    """Gives the upper end of an interval of people for their number."""

    def compute(self, query: Query) -> Figure:
        figure = super().compute(query)
        if figure.certainty is not Certainty.BOUNDED or figure.value is None or figure.value.high is None:
            return figure
        return replace(figure, value=Interval.point(figure.value.high), certainty=Certainty.EXACT)


class PendingHidden(ReferenceEngine):
    """Does not say what is still unconfirmed."""

    def compute(self, query: Query) -> Figure:
        return replace(super().compute(query), pending=0)


_RULES: list[type[CountingRules]] = [
    JointDoubled, EventsDoubled, StatementsAdded, WithdrawalIgnored, PositionIgnored, TodaysTree, RestatementIgnored, WholeYearBelowBoth,
    FirstHostOnly, UnconfirmedCounted, StartDay, AggregateAsOne, AggregateHeadsAsOneSession, SignedAdded,
    CategoriesDoubled, DistinctSummed, MergedCountedTwice, TenureIgnored, GapsIgnored, ConditionsOnHeadsIgnored,
    MergedUnitsLost, ProtectionForgotten,
]  # fmt: skip
_ENGINES: list[type[ReferenceEngine]] = [
    DeclaredAdded, SmallCellShown, RecordForgotten, RepeatsNotTold, ProtectedTraceOpen, PeopleAsAttendances, PendingHidden,
]  # fmt: skip


def _with_rules(rules: type[CountingRules]) -> Callable[[Basis], ReferenceEngine]:
    return lambda basis: ReferenceEngine(basis, rules())


PLANTED: dict[str, Callable[[Basis], ReferenceEngine]] = {
    **{one.__name__: _with_rules(one) for one in _RULES},
    **{one.__name__: one for one in _ENGINES},
}
