"""Tallies of a batch's activity leaves, and the traced records of each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from shuzhi.catalog.model import Attendances, Count, People, Sum
from shuzhi.engine.assemble import Line
from shuzhi.engine.base import Dimension, TraceRecord
from shuzhi.engine.columnar.conditions import heads_hold
from shuzhi.engine.columnar.heads import HeadCounting
from shuzhi.engine.columnar.jobs import Job, find_hits
from shuzhi.engine.columnar.leave_one_out import repeated_heads, repeated_statements
from shuzhi.engine.columnar.loading import Holding, Workspace
from shuzhi.engine.measures import SESSIONS
from shuzhi.engine.tally import Crowd, Tally, heads_value, people_value, plain, point
from shuzhi.ledger.entries import Form
from shuzhi.ledger.facts import CONFIRMED, PENDING
from shuzhi.values.interval import Interval

Row = dict[str, Any]
HAPPENINGS = "#happenings"  # the statement that a Count adds up
ALL, SEALED = "", "sealed"
DECIMAL = "decimal(38, 12)"


@dataclass(frozen=True)
class _Found:
    value: Interval | None
    gaps: int = 0


_NOTHING = _Found(Interval.point(0))


class ActivityBatch:
    """Counts the jobs of activities together; ``jobs`` must not be empty."""

    def __init__(self, holding: Holding, space: Workspace, jobs: Sequence[Job]) -> None:
        self._holding, self._space, self._jobs = holding, space, jobs
        self._summed = [job for job in jobs if isinstance(job.leaf, Count | Sum)]
        self._of_heads = [job for job in jobs if isinstance(job.leaf, Attendances | People)]

    def tallies(self) -> dict[int, Tally]:
        found = {**self._sums(), **self._crowds()}
        records, pending = self._records(), self._pending()
        return {
            job.number: Tally(
                value=found.get((job.number, ALL), _NOTHING).value,
                open_records=records[job.number, False],
                sealed_records=records[job.number, True],
                sealed=found.get((job.number, SEALED), _NOTHING).value if records[job.number, True] else None,
                gaps=found.get((job.number, ALL), _NOTHING).gaps,
                pending=frozenset(pending[job.number]),
            )
            for job in self._jobs
        }

    def lines(self, job: Job) -> list[Line]:
        """The traced records of one job of the batch; those of all jobs are found together, once."""
        if isinstance(job.leaf, Count | Sum):
            rows = self._traced_sums[job.number]
            repeats = repeated_statements(rows)
        else:
            rows, repeats = self._traced_heads.of(job)
        return [_line(row, repeat=row["vid"] in repeats) for row in rows]

    def present(self, by: Dimension) -> dict[int, set[str]]:
        """By job: the types, or the modes or categories of such heads, among the records counted."""
        done = self._hits.filter(self._hits.status == CONFIRMED)
        found: dict[int, set[str]] = defaultdict(set)
        if by == "type":
            rows = self._rows(done.select("job", key=done["type"]).distinct())
        else:
            rows = [
                row
                for job in self._jobs
                for heads in (self._holding.of_versions("headcount"), self._holding.signed_in)
                for row in self._rows(_keys_of(done.filter(done.job == job.number), heads, job, by))
            ]
        for row in rows:
            found[row["job"]].add(row["key"])
        return found

    # ------------------------------------------------------------------ records
    @cached_property
    def _hits(self) -> ir.Table:
        return find_hits(self._holding, self._space, self._jobs)

    @cached_property
    def _cut(self) -> ir.Table:
        """Confirmed hits, all of them and once more the sealed ones."""
        done = self._hits.filter(self._hits.status == CONFIRMED)
        return ibis.union(
            done.mutate(cut=ibis.literal(ALL)), done.filter(done.sealed).mutate(cut=ibis.literal(SEALED))
        )

    @cached_property
    def _crowd(self) -> ir.Table:
        """(EVENT, vid, lacks_heads) of the jobs of heads."""
        asked = self._space.put(
            [(job.number, isinstance(job.leaf, People)) for job in self._of_heads],
            {"job": pa.int64(), "by_ledger": pa.bool_()},
        )
        cut = self._cut.inner_join(asked, "job")
        part = ibis.ifelse(cut.by_ledger, cut.ledger, "")
        return self._space.keep(cut.select("job", "cut", "event", "vid", "lacks_heads", part=part))

    @cached_property
    def _heads(self) -> HeadCounting:
        return HeadCounting(self._holding, self._space, crowd=self._crowd, jobs=self._of_heads)

    def _records(self) -> dict[tuple[int, bool], int]:
        """(job, sealed) → records traced."""
        counted: dict[tuple[int, bool], int] = defaultdict(int)
        sources = []
        if self._summed:
            sources.append(self._stated.filter(self._stated.cut == ALL).select("job", "vid"))
        if self._of_heads:
            bearing = self._heads.bearing()
            sources.append(bearing.filter(bearing.cut == ALL).select("job", "vid"))
        for source in sources:
            known = source.inner_join(self._hits.select("job", "vid", "sealed"), ["job", "vid"])
            for row in self._rows(known.group_by("job", "sealed").aggregate(records=known.count())):
                counted[row["job"], row["sealed"]] += row["records"]
        return counted

    def _pending(self) -> dict[int, set[str]]:
        hits = self._hits.filter(self._hits.status == PENDING)
        found: dict[int, set[str]] = defaultdict(set)
        for row in self._rows(hits.select("job", "event").distinct()):
            found[row["job"]].add(row["event"])
        return found

    # ------------------------------------------------------------------ counts and sums
    @cached_property
    def _stated(self) -> ir.Table:
        """(job, cut, event, vid, value): what each record states of the job's quantity."""
        asked = self._space.put(
            [(job.number, _quantity(job)) for job in self._summed],
            {"job": pa.int64(), "quantity": pa.string()},
        )
        cut = self._cut.select("job", "cut", "event", "vid").inner_join(asked, "job")
        joined = cut.inner_join(self._statements(), ["vid", "quantity"])
        return self._space.keep(joined.select("job", "cut", "event", "vid", "value"))

    def _statements(self) -> ir.Table:
        """(vid, quantity, value)"""
        versions, sessions = self._holding.versions, self._holding.of_versions("session")
        held = sessions.group_by("vid").aggregate(held=sessions.sessions.sum())
        counted = versions.left_join(held, "vid", rname="{name}_s")
        number = ibis.coalesce(counted.held, 0)
        happenings = ibis.ifelse(counted.form == Form.AGGREGATE.value, number, 1)
        quantities = self._holding.of_versions("quantity")
        stated = quantities.filter(quantities.quantity != SESSIONS)
        return ibis.union(
            counted.select("vid", quantity=ibis.literal(SESSIONS), value=number.cast(DECIMAL)),
            counted.select("vid", quantity=ibis.literal(HAPPENINGS), value=happenings.cast(DECIMAL)),
            stated.select("vid", "quantity", value=stated["value"].cast(DECIMAL)),
        )

    def _sums(self) -> dict[tuple[int, str], _Found]:
        if not self._summed:
            return {}
        stated = self._stated
        largest = stated.group_by("job", "cut", "event").aggregate(value=stated["value"].max())
        summed = largest.group_by("job", "cut").aggregate(value=largest["value"].sum())
        return {(row["job"], row["cut"]): _Found(point(row["value"])) for row in self._rows(summed)}

    # ------------------------------------------------------------------ heads
    def _crowds(self) -> dict[tuple[int, str], _Found]:
        if not self._of_heads:
            return {}
        parts: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
        for row in self._rows(self._heads.parts()):
            parts[row["job"], row["cut"]].append(row)
        leaf_of = {job.number: job.leaf for job in self._of_heads}
        return {key: _of_parts(leaf_of[key[0]], rows) for key, rows in parts.items()}

    @cached_property
    def _traced_heads(self) -> _TracedHeads:
        """Counted anew for each record alone and for each event without one of its records."""
        whole = self._crowd.filter(self._crowd.cut == ALL)
        alone = whole.mutate(cut=ibis.literal("alone ") + whole.vid.cast("string"))
        other = whole.select("job", "part", "event", dropped=whole.vid)
        pairs = whole.inner_join(other, ["job", "part", "event"])
        pairs = pairs.filter(pairs.vid != pairs.dropped)
        without = pairs.mutate(cut=ibis.literal("without ") + pairs.dropped.cast("string")).drop("dropped")
        columns = whole.columns
        crowd = self._space.keep(ibis.union(whole, alone.select(*columns), without.select(*columns)))
        heads = HeadCounting(self._holding, self._space, crowd=crowd, jobs=self._of_heads)
        bearing = heads.bearing()
        bearing = bearing.filter(bearing.cut == ALL).select("job", "vid")
        signed = heads.signed.filter(heads.signed.cut == ALL).select("job", "part", "who", "vid")
        return _TracedHeads(
            rows=_by_job(self._rows(self._with_hits(bearing))),
            events=_by_job(self._rows(heads.events)),
            signed=_by_job(self._rows(signed.distinct())),
        )

    @cached_property
    def _traced_sums(self) -> dict[int, list[Row]]:
        stated = self._stated
        return _by_job(self._rows(self._with_hits(stated.filter(stated.cut == ALL))))

    def _with_hits(self, found: ir.Table) -> ir.Table:
        """Rows of (job, vid, …) with what the record's head says."""
        hits = self._hits.select(
            "job", "vid", "ledger", "activity", "event", "org", "day", "position", "sealed"
        )
        mine = [name for name in found.columns if name not in ("event", "cut")]
        return found.select(*mine).inner_join(hits, ["job", "vid"])

    def _rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        return self._holding.database.rows(expression)


@dataclass(frozen=True)
class _TracedHeads:
    """By job the traced records, the events of all cuts, and who signed in to which record."""

    rows: dict[int, list[Row]]
    events: dict[int, list[Row]]
    signed: dict[int, list[Row]]

    def of(self, job: Job) -> tuple[list[Row], frozenset[int]]:
        """The records with what each brings, and which of them are repeats."""
        rows, events = self.rows[job.number], self.events[job.number]
        known = {row["cut"]: row["known"] for row in events}
        for row in rows:
            row["value"] = Decimal(int(known.get(f"alone {row['vid']}", 0)))
            row["part"] = row["ledger"] if isinstance(job.leaf, People) else ""
        return rows, repeated_heads(job.leaf, rows, events, self.signed[job.number])


def _by_job(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["job"]].append(row)
    return found


def _quantity(job: Job) -> str:
    return job.leaf.quantity if isinstance(job.leaf, Sum) else HAPPENINGS


def _of_parts(leaf: object, parts: Sequence[dict[str, Any]]) -> _Found:
    gaps = sum(int(row["gaps"]) for row in parts)
    if isinstance(leaf, Attendances):
        return _Found(heads_value(sum(int(row["known"]) for row in parts), gaps), gaps)
    crowds = [crowd_of(row, int(row["named"])) for row in parts]
    return _Found(people_value(crowds), gaps)


def crowd_of(row: dict[str, Any], named: int) -> Crowd:
    return Crowd(named, int(row["unnamed"]), int(row["fullest"]), int(row["gaps"]))


def _keys_of(hits: ir.Table, heads: ir.Table, job: Job, by: Dimension) -> ir.Table:
    asked = heads.filter(heads_hold(job.heads, heads))
    column = "mode" if by == "mode" else "category"
    return (
        hits.select("job", "vid")
        .inner_join(asked.select("vid", key=asked[column]), "vid")
        .select("job", "key")
        .distinct()
    )


def _line(row: dict[str, Any], *, repeat: bool) -> Line:
    record = TraceRecord(
        subject=f"activity:{row['activity']}",
        ledger=row["ledger"],
        day=row["day"],
        org=row["org"],
        share=plain(row["value"]),
        repeat=repeat,
    )
    return Line(record, row["position"], row["sealed"])
