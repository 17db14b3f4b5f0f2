"""Figures that stand where another was printed: exchanged, or carried to another's place.

A figure's place is known by its surroundings. People rewrite sentences, so a figure whose surroundings merely differ
is left alone; only one that stands in another's surroundings is named. Knows contexts; does not know documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from shuzhi.report.context import Context
from shuzhi.report.manifest import Entry
from shuzhi.report.standing import Standing

_LABEL = 16  # what an equal row or column label weighs, in characters
_CLEARLY = 4  # how much likelier the other place must be


def swapped(entries: Sequence[Entry], standing: Mapping[str, Standing]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs (figure, the figure in whose place it stands). ``standing`` holds the figures found exactly once."""
    displaced = [
        entry
        for entry in entries
        if entry.name not in standing or likeness(standing[entry.name].context, entry.context) < _full(entry)
    ]
    for entry in displaced:
        if entry.name in standing:
            other = _place_taken(entry, standing[entry.name].context, displaced)
            if other is not None:
                yield entry, other
    yield from _out_of_order(entries, standing)


def likeness(now: Context, then: Context) -> int:
    """Characters in common next to the figure, plus a weight for each equal label."""
    before = _in_common(now.before[::-1], then.before[::-1])
    after = _in_common(now.after, then.after)
    labels = sum(_LABEL for one, other in _labels(now, then) if one and one == other)
    return before + after + labels


def _in_common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _labels(now: Context, then: Context) -> tuple[tuple[str, str], tuple[str, str]]:
    return (now.row, then.row), (now.column, then.column)


def _full(entry: Entry) -> int:
    return likeness(entry.context, entry.context)


def _place_taken(entry: Entry, now: Context, displaced: Sequence[Entry]) -> Entry | None:
    own = likeness(now, entry.context)
    best, most = None, own + _CLEARLY - 1
    for other in displaced:
        score = likeness(now, other.context)
        if other is not entry and score > most and score * 5 >= _full(other) * 3:
            best, most = other, score
    return best


def _out_of_order(
    entries: Sequence[Entry], standing: Mapping[str, Standing]
) -> Iterator[tuple[Entry, Entry]]:
    """Figures printed in the same surroundings (分别为…) can be told apart by their order alone."""
    groups: dict[Context, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.name in standing:
            groups[entry.context].append(entry)
    for alike in groups.values():
        now = sorted(alike, key=lambda entry: standing[entry.name].start)
        for then, found in zip(alike, now, strict=True):
            if then is not found and likeness(standing[found.name].context, found.context) == _full(found):
                yield found, then
