"""Chains of links: the ways from items opened in the period to the things at their end.

Each step is a join; the ways are then read in Python, where it is plain which things they pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from shuzhi.catalog.model import Chain, Pack
from shuzhi.engine.assemble import Line, Question
from shuzhi.engine.base import Query, TraceRecord
from shuzhi.engine.columnar.loading import Holding
from shuzhi.engine.measures import protected_types
from shuzhi.engine.tally import Tally, point
from shuzhi.ledger.entries import PROTECTED
from shuzhi.ledger.facts import CONFIRMED

Row = dict[str, Any]


def chain_paths(
    holding: Holding, leaf: Chain, *, start: Sequence[Row], question: Question
) -> list[list[Row]]:
    """Every way, thing by thing. A thing has subject, thing (its event, for an activity), ledger, org, day, position
    and sealed.
    """
    paths = [[{**row, "thing": row["subject"]}] for row in start]
    for link_kind, direction, kind in leaf.steps:
        if not paths:
            return []
        told = holding.database.rows(_things(holding, kind, question.pack))
        things = {(row["subject"], row["ledger"]): row for row in told}
        reached: dict[str, list[Row]] = defaultdict(list)
        for link in holding.database.rows(_open_links(holding, link_kind, question.query)):
            here, there = ("source", "target") if direction == "out" else ("target", "source")
            thing = things.get((link[there], link["ledger"]))
            if thing is not None:
                reached[link[here]].append(thing)
        paths = [[*path, thing] for path in paths for thing in reached[path[-1]["subject"]]]
    return paths


def chain_lines(paths: Sequence[Sequence[Row]]) -> list[Line]:
    """All things on the ways; those at an end bring 1. One is a repeat when the same ends are reached without it."""
    ends = {path[-1]["thing"] for path in paths}
    last = {path[-1]["subject"] for path in paths}
    things = {row["subject"]: row for path in paths for row in path}
    through: dict[str, set[int]] = defaultdict(set)
    leading: dict[str, set[int]] = defaultdict(set)
    for number, path in enumerate(paths):
        leading[path[-1]["thing"]].add(number)
        for row in path:
            through[row["subject"]].add(number)
    lines = []
    for subject, row in things.items():
        repeat = all(leading[end] - through[subject] for end in ends)
        record = TraceRecord(
            subject, row["ledger"], row["day"], row["org"], Decimal(1 if subject in last else 0), repeat
        )
        lines.append(Line(record, row["position"], row["sealed"]))
    return lines


def chain_tally(paths: Sequence[Sequence[Row]]) -> Tally:
    lines = chain_lines(paths)
    sealed = [line for line in lines if line.protected]
    return Tally(
        value=point(len({path[-1]["thing"] for path in paths})),
        open_records=len(lines) - len(sealed),
        sealed_records=len(sealed),
        sealed=point(sum((one.record.share for one in sealed), Decimal(0))) if sealed else None,
    )


def _open_links(holding: Holding, kind: str, query: Query) -> ir.Table:
    links, last = holding.table("link"), query.period.end
    open_then = (links.day <= last) & (links["until"].isnull() | (links["until"] > last))
    found = links.filter((links.kind == kind) & open_then)
    if query.scope.ledger:
        found = found.filter(found.ledger == query.scope.ledger)
    return found.select("ledger", "source", "target")


def _things(holding: Holding, kind: str, pack: Pack) -> ir.Table:
    if kind == "activity":
        versions = holding.versions
        done = versions.filter(versions.status == CONFIRMED)
        return done.select(
            "ledger", "org", "position",
            subject=ibis.literal("activity:") + done.activity,
            thing=done.event,
            day=done.end,
            sealed=(done.compartment == PROTECTED) | done["type"].isin(sorted(protected_types(pack))),
        )  # fmt: skip
    items = holding.table("item")
    first = items.filter((items.kind == kind) & (items.day == items.opened))
    return first.select(
        "ledger", "org", "position",
        subject=ibis.literal("item:") + first.item,
        thing=ibis.literal("item:") + first.item,
        day=first.opened,
        sealed=first.compartment == PROTECTED,
    )  # fmt: skip
