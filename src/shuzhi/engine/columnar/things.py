"""Items, observations and chains of a batch: the rows behind each job, as expressions.

These are few beside activities, so rows are fetched and added up in Python where that says it more plainly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from shuzhi.catalog.model import Chain, Items, Latest
from shuzhi.engine.assemble import Line
from shuzhi.engine.base import Scope, TraceRecord
from shuzhi.engine.columnar.chains import chain_lines, chain_paths, chain_tally
from shuzhi.engine.columnar.items import ItemCounting
from shuzhi.engine.columnar.jobs import JOB_COLUMNS, Job, acting_scope, places_of, within
from shuzhi.engine.columnar.loading import Holding, Workspace
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
        return {
            job.number: chain_tally(self._paths(job)) if isinstance(job.leaf, Chain) else _tally(job, rows)
            for job in self._jobs
            for rows in [self._rows_of[job.number]]
        }

    def lines(self, job: Job) -> list[Line]:
        if isinstance(job.leaf, Chain):
            return chain_lines(self._paths(job))
        rows = self._rows_of[job.number]
        if isinstance(job.leaf, Items) or len(rows) == 1:
            return [_line(row) for row in rows]
        return [_line(row, repeat=not row["value"]) for row in rows]  # a nought adds nothing beside others

    @cached_property
    def _rows_of(self) -> dict[int, list[Row]]:
        """By job: (subject, ledger, org, day, position, sealed, value); for a chain the items it starts from."""
        found: dict[int, list[Row]] = defaultdict(list)
        observed = [job for job in self._jobs if isinstance(job.leaf, Latest)]
        tables = [self._newest(observed)] if observed else []
        for scope, alike in _by_acting_scope(self._jobs).items():
            items = ItemCounting(self._holding, self._space, self._places, alike)
            tables.append(items.within(scope, alike[0].question.pack))
        for table in tables:
            for row in self._holding.database.rows(table):
                found[row["job"]].append(row)
        return found

    def _paths(self, job: Job) -> list[list[Row]]:
        assert isinstance(job.leaf, Chain)
        start = self._rows_of[job.number]
        return chain_paths(self._holding, job.leaf, start=start, question=job.question)

    # ------------------------------------------------------------------ observations
    def _newest(self, jobs: Sequence[Job]) -> ir.Table:
        made = self._holding.table("observation")
        asked = self._space.put(
            [(*self._places.row(job), job.leaf.measure) for job in jobs if isinstance(job.leaf, Latest)],
            {**JOB_COLUMNS, "measure": pa.string()},
        )
        dated = made.filter(made.standing == COUNTED).inner_join(asked, "measure")
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


def _by_acting_scope(jobs: Sequence[Job]) -> dict[Scope | None, list[Job]]:
    """Jobs of items, and of the items that chains start from."""
    groups: dict[Scope | None, list[Job]] = defaultdict(list)
    for job in jobs:
        if isinstance(job.leaf, Chain):
            job = replace(job, leaf=Items(job.leaf.start, "opened", (), job.leaf.where))
        if isinstance(job.leaf, Items):
            groups[acting_scope(job)].append(job)
    return groups


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
