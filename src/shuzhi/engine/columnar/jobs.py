"""Jobs: the leaves of many questions, counted together; and the records that each of them hits.

A batch shares its work: equal conditions are looked for once, whatever the periods and scopes asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from shuzhi.catalog.model import Count, Sum
from shuzhi.engine.assemble import Question
from shuzhi.engine.base import Scope
from shuzhi.engine.columnar.conditions import acting, all_of, depends_on_scope, heads_hold, holds
from shuzhi.engine.columnar.loading import Holding, Workspace
from shuzhi.engine.columnar.scopes import Placing, member_table, placing_of, tenure_table
from shuzhi.engine.measures import (
    HeadCondition,
    Leaf,
    OfActivities,
    activity_conditions,
    head_conditions,
    headless_types,
    protected_types,
)
from shuzhi.ledger.entries import PROTECTED

EVERYWHERE = -1  # the place of a question above the ledgers
JOB_COLUMNS = {"job": pa.int64(), "place": pa.int64(), "start": pa.date32(), "last": pa.date32()}


@dataclass(frozen=True)
class Job:
    """One leaf of one question; ``number`` is its key in all tables of the batch."""

    number: int
    question: Question
    leaf: Leaf

    @property
    def heads(self) -> tuple[HeadCondition, ...]:
        assert isinstance(self.leaf, OfActivities)
        return head_conditions(self.leaf.where)


@dataclass(frozen=True)
class Places:
    """The distinct placings of a batch; ``members`` tells who stands there when."""

    placings: tuple[Placing, ...]
    members: ir.Table

    def row(self, job: Job) -> tuple[object, ...]:
        """The job as a row of ``JOB_COLUMNS``."""
        query = job.question.query
        place = self.placings.index(placing_of(query)) if query.scope.ledger else EVERYWHERE
        return job.number, place, query.period.start, query.period.end


def places_of(holding: Holding, space: Workspace, jobs: Iterable[Job]) -> Places:
    placings = tuple(dict.fromkeys(placing_of(job.question.query) for job in jobs))
    return Places(placings, member_table(holding, space, placings))


def acting_scope(job: Job) -> Scope | None:
    scope = job.question.query.scope
    return scope if scope.reach.is_of_persons else None


def within(candidates: ir.Table, places: ir.Table) -> ir.Table:
    """The candidates (with ``place`` and ``day``) for which a row of ``places`` holds on that day.

    ``places`` has the columns place, first, until and those by which a candidate is known.
    """
    known_by = [name for name in places.columns if name not in ("place", "first", "until")]
    placed = candidates.semi_join(
        places,
        [candidates[name] == places[name] for name in known_by]
        + [
            candidates.place == places.place,
            candidates.day >= places["first"],
            candidates.day < places["until"],
        ],
    )
    return ibis.union(placed, candidates.filter(candidates.place == EVERYWHERE))


def find_hits(holding: Holding, space: Workspace, jobs: Sequence[Job]) -> ir.Table:
    """The versions that match each job of activities, confirmed or not.

    (job, vid, ledger, activity, event, status, org, day, position, type, sealed, lacks_heads)
    """
    places = places_of(holding, space, jobs)
    groups: dict[tuple[object, ...], list[Job]] = defaultdict(list)
    for job in jobs:
        groups[_alike(job)].append(job)
    matching = [
        holding.remembered(key, partial(_matching, holding, group[0])).mutate(grp=number)
        for number, (key, group) in enumerate(groups.items())
    ]
    asked = space.put(
        [(*places.row(job), number) for number, group in enumerate(groups.values()) for job in group],
        {**JOB_COLUMNS, "grp": pa.int64()},
    )
    met = space.keep(ibis.union(*matching)).inner_join(asked, "grp")
    dated = _dated(holding, space, jobs, met)
    hosts = holding.of_versions("host").inner_join(places.members, ["ledger", "org"])
    inside = hosts.select("vid", "place", "first", "until")
    return space.keep(within(dated, inside).drop("place"))


def _dated(holding: Holding, space: Workspace, jobs: Sequence[Job], met: ir.Table) -> ir.Table:
    """``met`` (vid, job, place, start, last) within the periods, with what the records' heads say."""
    versions = holding.versions
    joined = met.inner_join(versions, "vid")
    inside = joined.filter((joined.end >= joined.start) & (joined.end <= joined["last"]))
    kinds = _kinds(space, jobs)
    marked = inside.left_join(kinds, ["job", "type"], rname="{name}_k")
    return marked.select(
        "job", "vid", "place", "ledger", "activity", "event", "status", "org", "position", "type",
        day=marked.end,
        sealed=(marked.compartment == PROTECTED) | ibis.coalesce(marked.protected, False),
        lacks_heads=~ibis.coalesce(marked.headless, False),
    )  # fmt: skip


def _kinds(space: Workspace, jobs: Sequence[Job]) -> ir.Table:
    """(job, type, protected, headless): the types that are either, in each job's pack."""
    rows = []
    for job in jobs:
        hidden, headless = protected_types(job.question.pack), headless_types(job.question.pack)
        rows += [(job.number, one, one in hidden, one in headless) for one in sorted(hidden | headless)]
    types = {"job": pa.int64(), "type": pa.string(), "protected": pa.bool_(), "headless": pa.bool_()}
    return space.put(rows, types)


def _alike(job: Job) -> tuple[object, ...]:
    """Jobs alike in this differ only in period and place."""
    leaf = cast(OfActivities, job.leaf)
    scope = job.question.query.scope
    return (
        activity_conditions(leaf.where),
        scope.org if depends_on_scope(leaf.where) else None,
        acting_scope(job),
        job.question.pack.digest,
        job.heads if isinstance(leaf, Count | Sum) else None,
    )


def _matching(holding: Holding, job: Job) -> ir.Table:
    """(vid) of the versions for which the job's conditions hold, whatever the day and place."""
    leaf, scope, pack = cast(OfActivities, job.leaf), job.question.query.scope, job.question.pack
    versions = holding.versions
    wanted = [holds(one, holding, scope.org) for one in activity_conditions(leaf.where)]
    if scope.reach.is_of_persons:
        tenures = tenure_table(holding, holding.space, scope, pack)
        wanted.append(versions.vid.isin(acting(holding, tenures, scope, pack.team_posts).vid))
    if isinstance(leaf, Count | Sum) and job.heads:
        wanted.append(versions.vid.isin(_with_heads(holding, job.heads).vid))
    return versions.filter(all_of(wanted)).select("vid")


def _with_heads(holding: Holding, conditions: Sequence[HeadCondition]) -> ir.Table:
    headcounts, signed = holding.of_versions("headcount"), holding.signed_in
    counted = headcounts.filter((headcounts["count"] > 0) & heads_hold(conditions, headcounts))
    ticked = signed.filter(heads_hold(conditions, signed))
    return ibis.union(counted.select("vid"), ticked.select("vid"))
