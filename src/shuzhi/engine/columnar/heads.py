"""Attendances and people as grouped expressions, event by event.

Works on a *crowd*: records of jobs, each row under a cut (all records, the sealed ones, or for traces all but one).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

import ibis
import ibis.expr.types as ir

from shuzhi.engine.columnar.conditions import heads_hold
from shuzhi.engine.columnar.jobs import Job
from shuzhi.engine.columnar.loading import Holding, Workspace
from shuzhi.engine.measures import HeadCondition

PART = ("job", "cut", "part")  # part: the ledger for people, "" for attendances
EVENT = (*PART, "event")
SESSION = (*EVENT, "session")
CELL = (*SESSION, "mode", "role")


class HeadCounting:
    """``crowd`` has the columns of EVENT, vid and lacks_heads; ``jobs`` are those of heads."""

    def __init__(self, holding: Holding, space: Workspace, *, crowd: ir.Table, jobs: Sequence[Job]) -> None:
        self._holding, self._space, self._crowd = holding, space, crowd
        self._alike: dict[tuple[HeadCondition, ...], list[int]] = defaultdict(list)
        for job in jobs:
            self._alike[job.heads].append(job.number)
        self._asked = tuple((heads, tuple(numbers)) for heads, numbers in self._alike.items())

    @cached_property
    def headcounts(self) -> ir.Table:
        """(CELL, vid, heads): each record's headcount, its categories added up."""
        return self._once("headcounts", self._headcounts)

    @cached_property
    def signed(self) -> ir.Table:
        """(CELL, vid, who)"""
        return self._space.keep(self._once("signed", self._signed))

    @cached_property
    def sessions(self) -> ir.Table:
        """(SESSION, held, lacking): how many sessions it stands for; whether one without heads would be a gap."""
        return self._space.keep(self._once("sessions", self._sessions))

    @cached_property
    def events(self) -> ir.Table:
        """(EVENT, records, known, unnamed, fullest, gaps)"""
        return self._space.keep(self._once("events", self._events, self.signed, self.sessions))

    def parts(self) -> ir.Table:
        """(PART, known, unnamed, fullest, gaps, named)"""
        return self._once("parts", self._parts, self.events, self.signed)

    def bearing(self) -> ir.Table:
        """(PART, vid): records that bring heads, or have an event with a gap or with other records."""
        return self._once("bearing", self._bearing, self.events, self.signed)

    def _once(self, name: str, make: Callable[[], ir.Table], *over: ir.Table) -> ir.Table:
        """The expression, remembered for the crowd and the tables made before it that it reads."""
        key = (name, self._crowd.op(), self._asked, *(one.op() for one in over))
        return self._holding.remembered(key, make)

    # ------------------------------------------------------------------ expressions
    def _headcounts(self) -> ir.Table:
        rows = self._of_crowd(self._holding.of_versions("headcount"))
        return rows.group_by(*CELL, "vid").aggregate(heads=rows["count"].sum())

    def _signed(self) -> ir.Table:
        return self._of_crowd(self._holding.signed_in).select(*CELL, "vid", "who")

    def _sessions(self) -> ir.Table:
        sessions = self._holding.of_versions("session").select("vid", "session", "sessions")
        held = self._crowd.inner_join(sessions, "vid")
        return held.group_by(*SESSION).aggregate(
            held=ibis.greatest(held.sessions.max(), 1), lacking=held.lacks_heads.any()
        )

    def _events(self) -> ir.Table:
        crowd, known, gaps = self._crowd, self._known(), self._gaps()
        counted = crowd.group_by(*EVENT).aggregate(records=crowd.vid.nunique())
        joined = counted.left_join(known, list(EVENT), rname="{name}_k").left_join(
            gaps, list(EVENT), rname="{name}_g"
        )
        told = {name: ibis.coalesce(joined[name], 0) for name in ("known", "unnamed", "fullest", "gaps")}
        return joined.select(*EVENT, "records", **told)

    def _parts(self) -> ir.Table:
        events, signed = self.events, self.signed
        summed = events.group_by(*PART).aggregate(
            known=events.known.sum(),
            unnamed=events.unnamed.sum(),
            fullest=events.fullest.max(),
            gaps=events.gaps.sum(),
        )
        named = signed.group_by(*PART).aggregate(named=signed.who.nunique())
        joined = summed.left_join(named, list(PART), rname="{name}_n")
        return joined.select(
            *PART, "known", "unnamed", "fullest", "gaps", named=ibis.coalesce(joined.named, 0)
        )

    def _bearing(self) -> ir.Table:
        cells, signed, events = self.headcounts, self.signed, self.events
        bringing = ibis.union(
            cells.filter(cells.heads > 0).select(*PART, "vid"), signed.select(*PART, "vid"), distinct=True
        )
        open_events = events.filter((events.gaps > 0) | (events.records > 1)).select(*EVENT)
        beside = self._crowd.semi_join(open_events, list(EVENT)).select(*PART, "vid")
        return ibis.union(bringing, beside, distinct=True)

    def _known(self) -> ir.Table:
        """(EVENT, known, unnamed, fullest)"""
        present = self._present()
        known = present.group_by(*SESSION).aggregate(
            known=present.present.sum(), unnamed=(present.present - present.signed).sum()
        )
        named = self.signed.group_by(*SESSION).aggregate(named=self.signed.who.nunique())
        joined = known.left_join(named, list(SESSION), rname="{name}_n").left_join(
            self.sessions, list(SESSION), rname="{name}_s"
        )
        heads = ibis.coalesce(joined.named, 0) + joined.unnamed
        held = ibis.coalesce(joined.held, 1)
        full = joined.select(*EVENT, "known", "unnamed", full=(heads + held - 1) // held)
        return full.group_by(*EVENT).aggregate(
            known=full.known.sum(), unnamed=full.unnamed.sum(), fullest=full.full.max()
        )

    def _present(self) -> ir.Table:
        """(CELL, present, signed): the larger of the largest headcount and the distinct signed in."""
        counts, signed = self.headcounts, self.signed
        stated = counts.group_by(*CELL).aggregate(heads=counts.heads.max()).mutate(signed=0)
        ticked = signed.group_by(*CELL).aggregate(signed=signed.who.nunique()).mutate(heads=0)
        both = ibis.union(stated.select(*CELL, "heads", "signed").cast({"heads": "int64", "signed": "int64"}),
                          ticked.select(*CELL, "heads", "signed").cast({"heads": "int64", "signed": "int64"}))  # fmt: skip
        cells = both.group_by(*CELL).aggregate(heads=both.heads.max(), signed=both.signed.max())
        return cells.mutate(present=ibis.greatest(cells.heads, cells.signed))

    def _gaps(self) -> ir.Table:
        """(EVENT, gaps): sessions of which nobody says anything, whoever is asked for."""
        headcounts, signed = self._holding.of_versions("headcount"), self._holding.signed_in
        told = ibis.union(headcounts.select("vid", "session"), signed.select("vid", "session"), distinct=True)
        with_heads = self._crowd.inner_join(told, "vid").select(*SESSION)
        expected = self.sessions.filter(self.sessions.lacking)
        missing = expected.anti_join(with_heads, list(SESSION))
        return missing.group_by(*EVENT).aggregate(gaps=missing.held.sum())

    def _of_crowd(self, heads: ir.Table) -> ir.Table:
        """The heads of the crowd for which each job's conditions hold."""
        crowd = self._crowd.select(*EVENT, "vid")
        found = []
        for conditions, numbers in self._alike.items():
            mine = crowd.filter(crowd.job.isin(numbers))
            asked = heads.filter(heads_hold(conditions, heads))
            found.append(mine.inner_join(asked, "vid"))
        return ibis.union(*found) if len(found) > 1 else found[0]
