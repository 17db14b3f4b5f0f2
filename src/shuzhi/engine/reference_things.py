"""The reference engine's counting of things with a life: items, chains of links, observations.

Written to be obviously right; nothing is optimised. A record is a repeat when the value over the others is
the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shuzhi.catalog.model import Chain, Items, Latest, Pack
from shuzhi.engine.assemble import Line
from shuzhi.engine.base import Query, TraceRecord
from shuzhi.engine.measures import final_states
from shuzhi.engine.reference_rules import CountingRules
from shuzhi.engine.reference_state import Item, State
from shuzhi.engine.tally import Tally, plain, point
from shuzhi.engine.where import check_item_conditions, item_holds
from shuzhi.ledger.entries import PROTECTED
from shuzhi.ledger.facts import ItemFact, LinkFact, ObservationFact

Path = tuple[str, ...]  # subjects along a chain, from its start to its end


@dataclass(frozen=True)
class ThingCounting:
    """Counts one query's items, chains and observations over a state."""

    query: Query
    pack: Pack
    state: State
    rules: CountingRules

    def tally(self, leaf: Items | Latest | Chain) -> Tally:
        lines = self.lines(leaf)
        sealed = [one for one in lines if one.protected]
        if isinstance(leaf, Latest):
            total = sum((one.record.share for one in lines), Decimal(0))
            value = point(total) if lines else None
        elif isinstance(leaf, Items):
            value = point(len(lines))
        else:
            value = point(len(self._ends(self._paths(leaf))))
        return Tally(
            value=value,
            open_records=len(lines) - len(sealed),
            sealed_records=len(sealed),
            sealed=point(sum((one.record.share for one in sealed), Decimal(0))) if sealed else None,
        )

    def lines(self, leaf: Items | Latest | Chain) -> list[Line]:
        if isinstance(leaf, Items):
            return [self._item_line(span, day) for span, day in self._items(leaf)]
        if isinstance(leaf, Latest):
            newest = self._newest(leaf)
            return [self._observation_line(one, is_only=len(newest) == 1) for one in newest]
        return self._chain_lines(leaf)

    # ------------------------------------------------------------------ items
    def _items(self, leaf: Items) -> list[tuple[ItemFact, date]]:
        """The span that makes each item count, and the day under whose tree it stands."""
        check_item_conditions(leaf.where)
        found = []
        for item in self.state.items:
            if item.spans[0].kind != leaf.kind or not self.rules.is_counted(item.spans[0]):
                continue
            if not all(item_holds(one, item.fields) for one in leaf.where):
                continue
            counting = self._counting_span(leaf, item)
            if counting is not None and self._is_ours(*counting):
                found.append(counting)
        return found

    def _counting_span(self, leaf: Items, item: Item) -> tuple[ItemFact, date] | None:
        last = self.query.period.end
        standing = [one for one in item.spans if one.day <= last and (one.until is None or last < one.until)]
        if not standing:
            return None
        now = standing[0]
        if leaf.states and now.state not in leaf.states:
            return None
        if leaf.when == "standing":
            return now, last
        if leaf.when == "opened":
            return (now, now.opened) if now.opened in self.query.period else None
        if leaf.when == "overdue":
            is_late = now.due is not None and now.due <= last
            return (now, last) if is_late and now.state not in final_states(leaf.kind, self.pack) else None
        entered = self._entered(leaf, item, now)
        return (entered, entered.day) if entered.day in self.query.period else None

    def _entered(self, leaf: Items, item: Item, now: ItemFact) -> ItemFact:
        """The span with which the item last came into one of the states, in which it has been until now."""
        entered = now
        for span in reversed([one for one in item.spans if one.day < now.day]):
            if leaf.states and span.state not in leaf.states:
                break
            entered = span
        return entered

    def _is_ours(self, span: ItemFact, day: date) -> bool:
        placed = self.rules.stands_in(self.state, self.query, ledger=span.ledger, org=span.org, day=day)
        if not placed or not self.query.scope.reach.is_of_persons:
            return placed
        by = [(span.owner, ""), ("", span.owner)]  # an owner is a person or a post
        return bool(span.owner) and any(
            self.rules.is_by(self.state, self.query, self.pack, person=person, post=post, day=day)
            for person, post in by
        )

    def _item_line(self, span: ItemFact, day: date) -> Line:
        record = TraceRecord(f"item:{span.item}", span.ledger, day, span.org, Decimal(1))
        return Line(record, span.position, span.compartment == PROTECTED)

    # ------------------------------------------------------------------ observations
    def _newest(self, leaf: Latest) -> list[ObservationFact]:
        """Of each thing the newest observation (of one day: the one entered last), where it stands in the
        scope.
        """
        newest: dict[tuple[str, str], ObservationFact] = {}
        last = self.query.period.end
        for one in self.state.observations:
            if one.measure != leaf.measure or one.day > last or not self.rules.is_counted(one):
                continue
            key = one.ledger, one.about
            if key not in newest or _age(newest[key]) < _age(one):
                newest[key] = one
        return [
            one
            for one in newest.values()
            if self.rules.stands_in(self.state, self.query, ledger=one.ledger, org=one.org, day=last)
        ]

    def _observation_line(self, one: ObservationFact, *, is_only: bool) -> Line:
        """A nought adds nothing beside others; alone it is what makes the value known."""
        record = TraceRecord(
            f"observation:{one.observation}",
            one.ledger,
            one.day,
            one.org,
            plain(one.value),
            repeat=one.value == 0 and not is_only,
        )
        return Line(record, one.position, one.compartment == PROTECTED)

    # ------------------------------------------------------------------ chains
    def _paths(self, leaf: Chain) -> list[Path]:
        """Every way along the links from an item opened in the period to a thing at the end."""
        start = Items(leaf.start, "opened", (), leaf.where)
        paths: list[Path] = [(f"item:{span.item}",) for span, _ in self._items(start)]
        for link_kind, direction, kind in leaf.steps:
            paths = [
                (*path, there)
                for path in paths
                for link in self.state.links
                if link.kind == link_kind and self._is_open(link)
                for here, there in [
                    (link.source, link.target) if direction == "out" else (link.target, link.source)
                ]
                if here == path[-1] and self._is_of_kind(there, kind, link.ledger)
            ]
        return paths

    def _ends(self, paths: Sequence[Path]) -> frozenset[str]:
        """The distinct things reached; records of one event are one thing."""
        events = {one.subject: self.rules.event(one) for one in self.state.versions}
        return frozenset(events.get(path[-1], path[-1]) for path in paths)

    def _is_open(self, link: LinkFact) -> bool:
        last, scope = self.query.period.end, self.query.scope
        in_ledger = not scope.ledger or link.ledger == scope.ledger
        return in_ledger and link.day <= last and (link.until is None or last < link.until)

    def _is_of_kind(self, subject: str, kind: str, ledger: str) -> bool:
        if kind == "activity":
            return any(
                one.subject == subject and one.event.ledger == ledger and self.rules.is_confirmed(one)
                for one in self.state.versions
            )
        return any(
            one.subject == subject and one.spans[0].ledger == ledger and one.spans[0].kind == kind
            for one in self.state.items
        )

    def _chain_lines(self, leaf: Chain) -> list[Line]:
        """All things along the ways; those at the end bring 1, the others 0. One is a repeat when without
        it as many things are reached.
        """
        paths = self._paths(leaf)
        ends, last = self._ends(paths), {path[-1] for path in paths}
        lines = []
        for subject in sorted({subject for path in paths for subject in path}):
            without = self._ends([path for path in paths if subject not in path])
            head, position, protected = self._of_subject(subject)
            record = TraceRecord(subject, *head, Decimal(1 if subject in last else 0), repeat=without == ends)
            lines.append(Line(record, position, protected))
        return lines

    def _of_subject(self, subject: str) -> tuple[tuple[str, date, str], int, bool]:
        """(ledger, day, organisation), position and protection of an item or a confirmed activity."""
        for version in self.state.versions:
            if version.subject == subject and self.rules.is_confirmed(version):
                one = version.event
                return (
                    (one.ledger, self.rules.day(version), one.org),
                    one.position,
                    self.rules.is_protected(version, self.pack),
                )
        span = next(one.spans[0] for one in self.state.items if one.subject == subject)
        return (span.ledger, span.opened, span.org), span.position, span.compartment == PROTECTED


def _age(one: ObservationFact) -> tuple[date, int, str]:
    return one.day, one.position, one.observation
