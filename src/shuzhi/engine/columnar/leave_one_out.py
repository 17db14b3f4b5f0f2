"""Which traced records are repeats: without one of them the figure is the same.

Only the record's own event changes when it is left out, so the rest is not counted again. Plain Python over fetched rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from shuzhi.catalog.model import Attendances
from shuzhi.engine.tally import Crowd, heads_value, people_value

Rows = Sequence[Mapping[str, Any]]
_NOBODY = {"known": 0, "unnamed": 0, "fullest": 0, "gaps": 0}


def repeated_statements(rows: Rows) -> frozenset[int]:
    """``rows`` have vid, event and value: the largest of an event counts."""
    by_event: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_event[row["event"]].append(row)
    return frozenset(
        row["vid"]
        for event in by_event.values()
        for row in event
        if max(one["value"] for one in event)
        == max((one["value"] for one in event if one is not row), default=0)
    )


def repeated_heads(leaf: object, rows: Rows, events: Rows, signed: Rows) -> frozenset[int]:
    """``rows`` are the traced records (vid, part, event), ``events`` those of all cuts, ``signed`` (part, who, vid)."""
    parts = _Parts(events, signed)
    whole = parts.found(leaf, {})
    return frozenset(
        row["vid"] for row in rows if parts.found(leaf, {row["part"]: parts.without(row)}) == whole
    )


class _Parts:
    """The sums of each part, and what they become without one record."""

    def __init__(self, events: Rows, signed: Rows) -> None:
        self._events = {(row["part"], row["event"]): row for row in events if not row["cut"]}
        self._without = {row["cut"]: row for row in events if row["cut"].startswith("without ")}
        self._sums: dict[str, Counter[str]] = defaultdict(Counter)
        self._fullest: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for (part, event), row in self._events.items():
            self._sums[part].update({name: int(row[name]) for name in ("known", "unnamed", "gaps")})
            self._fullest[part] = sorted([*self._fullest[part], (int(row["fullest"]), event)])[-2:]
        records: dict[tuple[str, str], set[int]] = defaultdict(set)
        for row in signed:
            records[row["part"], row["who"]].add(row["vid"])
        self._named = Counter(part for part, _ in records)
        self._only_in = Counter(next(iter(vids)) for vids in records.values() if len(vids) == 1)

    def without(self, row: Mapping[str, Any]) -> tuple[int, Crowd]:
        """(known, crowd) of the record's part when it is left out."""
        part, event, vid = row["part"], row["event"], row["vid"]
        was, now = self._events[part, event], self._without.get(f"without {vid}", _NOBODY)
        left = {name: self._sums[part][name] - int(was[name]) + int(now[name]) for name in self._sums[part]}
        elsewhere = max((full for full, where in self._fullest[part] if where != event), default=0)
        fullest = max(elsewhere, int(now["fullest"]))
        named = self._named[part] - self._only_in[vid]
        return left["known"], Crowd(named, left["unnamed"], fullest, left["gaps"])

    def found(self, leaf: object, changed: Mapping[str, tuple[int, Crowd]]) -> object:
        """The value and gaps over all parts."""
        parts = [changed.get(part) or self._whole(part) for part in self._sums]
        gaps = sum(crowd.gaps for _, crowd in parts)
        if isinstance(leaf, Attendances):
            return heads_value(sum(known for known, _ in parts), gaps), gaps
        return people_value(crowd for _, crowd in parts), gaps

    def _whole(self, part: str) -> tuple[int, Crowd]:
        sums, fullest = self._sums[part], self._fullest[part][-1][0]
        return sums["known"], Crowd(self._named[part], sums["unnamed"], fullest, sums["gaps"])
