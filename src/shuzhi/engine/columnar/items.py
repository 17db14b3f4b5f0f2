"""The items behind jobs, as one expression for all of them: opened, reached, standing or overdue.

Spans of an item's life neither overlap nor leave gaps, so the item entered its states when the last span of another
state ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from shuzhi.catalog.model import Items, Pack
from shuzhi.engine.base import Reach, Scope
from shuzhi.engine.columnar.conditions import all_of, item_holds
from shuzhi.engine.columnar.jobs import JOB_COLUMNS, Job, Places, within
from shuzhi.engine.columnar.loading import Holding, Workspace
from shuzhi.engine.columnar.scopes import NEVER, tenure_table
from shuzhi.engine.measures import final_states
from shuzhi.ledger.entries import PROTECTED
from shuzhi.ledger.facts import COUNTED

ITEM = ("job", "ledger", "item")
FOUND = ("job", "place", "ledger", "org", "position", "owner", "day", "subject", "sealed")
StatesOf = Callable[[Items, Pack], Sequence[str]]
STATES = {"job": pa.int64(), "state": pa.string()}


class ItemCounting:
    """``jobs`` are jobs of items of one acting scope; must not be empty."""

    def __init__(self, holding: Holding, space: Workspace, places: Places, jobs: Sequence[Job]) -> None:
        self._holding, self._space, self._places, self._jobs = holding, space, places, jobs

    def within(self, scope: Scope | None, pack: Pack) -> ir.Table:
        """(FOUND, value) of the items that count; ``scope`` is the person's or team's whose items alone count."""
        placed = within(self._chosen(), self._places.members)
        owned = placed if scope is None else self._owned(placed, scope, pack)
        return owned.mutate(value=ibis.literal(1))

    # ------------------------------------------------------------------ which spans
    def _spans(self) -> ir.Table:
        """All spans of the items for which each job's conditions hold, with the job's own columns."""
        groups: dict[object, list[Job]] = defaultdict(list)
        for job in self._jobs:
            leaf = cast(Items, job.leaf)
            groups["items", leaf.kind, leaf.where].append(job)
        matching = [
            self._holding.remembered(key, partial(self._matching, group[0])).mutate(grp=number)
            for number, (key, group) in enumerate(groups.items())
        ]
        asked = self._space.put(
            [
                (*self._places.row(job), number, cast(Items, job.leaf).when, not cast(Items, job.leaf).states)
                for number, group in enumerate(groups.values())
                for job in group
            ],
            {**JOB_COLUMNS, "grp": pa.int64(), "when": pa.string(), "any_state": pa.bool_()},
        )
        joined = self._space.keep(ibis.union(*matching)).inner_join(asked, "grp")
        begun = joined.filter(joined.day <= joined["last"])
        inside = self._states(lambda leaf, _: leaf.states, "inside")
        final = self._states(lambda leaf, pack: tuple(sorted(final_states(leaf.kind, pack))), "final")
        marked = begun.left_join(inside, ["job", "state"], rname="{name}_i")
        marked = marked.left_join(final, ["job", "state"], rname="{name}_f")
        columns = [*begun.columns]
        return self._space.keep(
            marked.select(
                *[name for name in columns if name != "until"],
                until=ibis.coalesce(marked["until"], ibis.literal(NEVER)),
                inside=marked.any_state | ibis.coalesce(marked.inside, False),
                final=ibis.coalesce(marked.final, False),
            )
        )

    def _states(self, states: StatesOf, name: str) -> ir.Table:
        """(job, state, ``name``: true)"""
        rows = [
            (job.number, state, True)
            for job in self._jobs
            for state in states(cast(Items, job.leaf), job.question.pack)
        ]
        return self._space.put(rows, {**STATES, name: pa.bool_()})

    def _matching(self, job: Job) -> ir.Table:
        leaf = cast(Items, job.leaf)
        spans, fields = self._holding.table("item"), self._holding.table("item_field")
        ours = spans.filter((spans.kind == leaf.kind) & (spans.standing == COUNTED))
        return ours.filter(all_of([item_holds(one, ours, fields) for one in leaf.where]))

    def _chosen(self) -> ir.Table:
        """The span that makes each item count; ``day`` is that under whose tree it stands."""
        spans = self._spans()
        now = spans.filter((spans["last"] < spans["until"]) & spans.inside)
        outside = spans.filter(~spans.inside)
        left = outside.group_by(*ITEM).aggregate(left=outside["until"].max())
        joined = now.left_join(left, list(ITEM), rname="{name}_l")
        entered = ibis.coalesce(joined["left"], joined.opened)
        reached = joined.when == "reached"
        stock = joined.when.isin(["standing", "overdue"])
        day = ibis.ifelse(stock, joined["last"], ibis.ifelse(reached, entered, joined.opened))
        late = joined.due.notnull() & (joined.due <= joined["last"]) & ~joined.final
        counting = joined.mutate(
            placed_on=day,
            span_day=ibis.ifelse(reached, entered, joined.day),
            counts=ibis.ifelse(stock, (joined.when == "standing") | late, day >= joined.start),
        )
        counting = counting.filter(counting.counts).select(*ITEM, "placed_on", "span_day")
        chosen = spans.inner_join(counting, list(ITEM), rname="{name}_c")
        chosen = chosen.filter(chosen.day == chosen.span_day).mutate(
            day=ibis.coalesce(chosen.placed_on, chosen.day)
        )
        return chosen.mutate(
            subject=ibis.literal("item:") + chosen.item, sealed=chosen.compartment == PROTECTED
        ).select(*FOUND)

    # ------------------------------------------------------------------ whose items
    def _owned(self, rows: ir.Table, scope: Scope, pack: Pack) -> ir.Table:
        """What a holder of the post owned on the day; owners are persons or posts."""
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
