"""Items, observations and chains of a batch: the rows behind each job, as expressions.

These are few beside activities, so rows are fetched and added up in Python where that says it more plainly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from shuzhi.catalog.model import Chain, Items, Latest
from shuzhi.engine.assemble import Line
from shuzhi.engine.base import Reach, TraceRecord
from shuzhi.engine.columnar.chains import chain_lines, chain_paths
from shuzhi.engine.columnar.conditions import all_of, item_holds
from shuzhi.engine.columnar.jobs import JOB_COLUMNS, Job, acting_scope, places_of, within
from shuzhi.engine.columnar.loading import Holding, Workspace
from shuzhi.engine.columnar.scopes import NEVER, tenure_table
from shuzhi.engine.measures import final_states
from shuzhi.engine.tally import Tally, plain, point
from shuzhi.ledger.entries import PROTECTED
from shuzhi.ledger.facts import COUNTED

Row = dict[str, Any]


class ThingBatch:
    """Counts the jobs of things together; ``jobs`` must not be empty."""

    def __init__(self, holding: Holding, space: Workspace, jobs: Sequence[Job]) -> None:
        self._holding, self._space, self._jobs = holding, space, jobs
        self._places = places_of(holding, space, jobs)

    def tallies(self) -> dict[int, Tally]:
        found: dict[int, Tally] = {}
        for alike in _grouped(self._jobs):
            if isinstance(alike[0].leaf, Chain):
                found |= {job.number: self._chain_tally(job) for job in alike}
                continue
            rows: dict[int, list[Row]] = defaultdict(list)
            for row in self._rows(self._found(alike)):
                rows[row["job"]].append(row)
            found |= {job.number: _tally(job, rows[job.number]) for job in alike}
        return found

    def lines(self, job: Job) -> list[Line]:
        if isinstance(job.leaf, Chain):
            return chain_lines(self._paths(job, job.leaf))
        rows = self._rows(self._found([job]))
        if isinstance(job.leaf, Items) or len(rows) == 1:
            return [_line(row) for row in rows]
        return [_line(row, repeat=not row["value"]) for row in rows]  # a nought adds nothing beside others

    def _found(self, alike: Sequence[Job]) -> ir.Table:
        """(job, subject, ledger, org, day, position, sealed, value)"""
        leaf = alike[0].leaf
        if isinstance(leaf, Items):
            return self._items(leaf, alike)
        assert isinstance(leaf, Latest)
        return self._newest(leaf, alike)

    # ------------------------------------------------------------------ items
    def _items(self, leaf: Items, alike: Sequence[Job]) -> ir.Table:
        spans = self._holding.table("item")
        fields = self._holding.table("item_field")
        ours = spans.filter((spans.kind == leaf.kind) & (spans.standing == COUNTED))
        ours = ours.filter(all_of([item_holds(one, ours, fields) for one in leaf.where]))
        ours = ours.mutate(until=ibis.coalesce(ours["until"], ibis.literal(NEVER)))
        asked = self._space.put([self._places.row(job) for job in alike], JOB_COLUMNS)
        dated = ours.cross_join(asked)
        standing = dated.filter((dated.day <= dated["last"]) & (dated["last"] < dated["until"]))
        if leaf.states:
            standing = standing.filter(standing.state.isin(list(leaf.states)))
        chosen = self._chosen(leaf, alike[0], ours, standing)
        hosted = within(chosen, self._places.members)
        return self._owned(alike[0], hosted).mutate(value=ibis.literal(1))

    def _chosen(self, leaf: Items, job: Job, ours: ir.Table, standing: ir.Table) -> ir.Table:
        """The span that makes each item count, ``day`` being that under whose tree it stands."""
        last = standing["last"]
        if leaf.when == "standing":
            return _with_day(standing, last)
        if leaf.when == "overdue":
            final = sorted(final_states(leaf.kind, job.question.pack))
            late = standing.due.notnull() & (standing.due <= last)
            return _with_day(standing.filter(late & ~standing.state.isin(final)), last)
        if leaf.when == "opened":
            return _with_day(standing.filter(_in_period(standing, standing.opened)), standing.opened)
        entered = self._entered(leaf, ours, standing)
        return _with_day(entered.filter(_in_period(entered, entered.entered)), entered.entered)

    def _entered(self, leaf: Items, ours: ir.Table, standing: ir.Table) -> ir.Table:
        """The spans with which the items last came into the states: from there on no span is of another state."""
        if not leaf.states:
            begun = standing.select("job", "ledger", "item", entered=standing.opened)
        else:
            outside = ours.filter(~ours.state.isin(list(leaf.states))).select(
                "ledger", "item", out_day=ours.day, out_until=ours["until"]
            )
            before = standing.inner_join(outside, ["ledger", "item"])
            before = before.filter(before.out_day < before.day)
            left = before.group_by("job", "ledger", "item").aggregate(left=before.out_until.max())
            joined = standing.left_join(left, ["job", "ledger", "item"], rname="{name}_l")
            begun = joined.select(
                "job", "ledger", "item", entered=ibis.coalesce(joined["left"], joined.opened)
            )
        asked = standing.select("job", "place", "start", "last", "ledger", "item").distinct()
        known = asked.inner_join(begun, ["job", "ledger", "item"])
        return ours.inner_join(known, ["ledger", "item", ours.day == known.entered])

    def _owned(self, job: Job, rows: ir.Table) -> ir.Table:
        """For PERSON and TEAM only what a holder of the post owned on the day; owners are persons or posts."""
        scope, pack = acting_scope(job), job.question.pack
        if scope is None:
            return rows
        tenures = tenure_table(self._holding, self._space, scope, pack)
        roots = self._holding.root_table
        rooted = rows.left_join(
            roots, [rows.ledger == roots.ledger, rows.owner == roots.person], rname="{name}_of"
        )
        owners = rooted.select(*rows.columns, held_by=ibis.coalesce(rooted.root, rooted.owner))
        crossed = owners.cross_join(tenures)
        owned = crossed.filter(
            (crossed.owner != "")
            & ((crossed.held_by == crossed.root) | (crossed.owner == crossed.post))
            & (crossed["first"] <= crossed.day)
            & (crossed.day <= crossed["last"])
        ).select(*rows.columns)
        if scope.reach is Reach.TEAM:
            owned = ibis.union(owned, rows.filter(rows.owner.isin(list(pack.team_posts))))
        return owned.distinct()

    # ------------------------------------------------------------------ observations
    def _newest(self, leaf: Latest, alike: Sequence[Job]) -> ir.Table:
        made = self._holding.table("observation")
        ours = made.filter((made.measure == leaf.measure) & (made.standing == COUNTED))
        asked = self._space.put([self._places.row(job) for job in alike], JOB_COLUMNS)
        dated = ours.cross_join(asked)
        dated = dated.filter(dated.day <= dated["last"])
        order = [ibis.desc(dated.day), ibis.desc(dated.position), ibis.desc(dated.observation)]
        window = ibis.window(group_by=["job", "ledger", "about"], order_by=order)
        newest = dated.mutate(age=ibis.row_number().over(window))
        newest = newest.filter(newest.age == 0).mutate(made_on=newest.day, day=newest["last"])
        placed = within(newest, self._places.members)
        return placed.select(
            "job",
            "ledger",
            "org",
            "position",
            "value",
            day=placed.made_on,
            subject=ibis.literal("observation:") + placed.observation,
            sealed=placed.compartment == PROTECTED,
        )

    # ------------------------------------------------------------------ chains
    def _paths(self, job: Job, leaf: Chain) -> list[list[Row]]:
        start = replace(job, leaf=Items(leaf.start, "opened", (), leaf.where))
        begun = self._rows(self._found([start]))
        return chain_paths(self._holding, leaf, start=begun, question=job.question)

    def _chain_tally(self, job: Job) -> Tally:
        assert isinstance(job.leaf, Chain)
        paths = self._paths(job, job.leaf)
        lines = chain_lines(paths)
        sealed = [line for line in lines if line.protected]
        return Tally(
            value=point(len({path[-1]["thing"] for path in paths})),
            open_records=len(lines) - len(sealed),
            sealed_records=len(sealed),
            sealed=_total(one.record.share for one in sealed) if sealed else None,
        )

    def _rows(self, expression: ir.Table) -> list[Row]:
        return self._holding.database.rows(expression)


def _grouped(jobs: Sequence[Job]) -> list[list[Job]]:
    """Jobs that differ only in period and place."""
    groups: dict[tuple[object, ...], list[Job]] = defaultdict(list)
    for job in jobs:
        groups[job.leaf, acting_scope(job), job.question.pack.digest].append(job)
    return list(groups.values())


def _with_day(spans: ir.Table, day: ir.Value) -> ir.Table:
    """(job, place, ledger, org, position, owner, day, subject, sealed)"""
    dated = spans.mutate(place_day=day)
    return dated.select(
        "job",
        "place",
        "ledger",
        "org",
        "position",
        "owner",
        day=dated.place_day,
        subject=ibis.literal("item:") + dated.item,
        sealed=dated.compartment == PROTECTED,
    )


def _in_period(spans: ir.Table, day: ir.Value) -> ir.BooleanValue:
    return (day >= spans.start) & (day <= spans["last"])


def _total(shares: Any) -> Any:
    return point(sum(shares, Decimal(0)))


def _tally(job: Job, rows: Sequence[Row]) -> Tally:
    sealed = [row for row in rows if row["sealed"]]
    nothing = isinstance(job.leaf, Latest) and not rows
    return Tally(
        value=None if nothing else _total(Decimal(row["value"]) for row in rows),
        open_records=len(rows) - len(sealed),
        sealed_records=len(sealed),
        sealed=_total(Decimal(row["value"]) for row in sealed) if sealed else None,
    )


def _line(row: Row, *, repeat: bool = False) -> Line:
    record = TraceRecord(
        subject=row["subject"],
        ledger=row["ledger"],
        day=row["day"],
        org=row["org"],
        share=plain(Decimal(row["value"])),
        repeat=repeat,
    )
    return Line(record, row["position"], row["sealed"])
