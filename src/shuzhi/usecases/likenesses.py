"""Records that may tell of one happening twice: two units wrote the same event down, or a line in bulk has single
entries within it. Offers, never merges; what was told apart is not offered again. Knows no storage and no figure.

    likenesses(told, over=…) -> Likenesses      pairs in order of their days, lines in order of theirs
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from rapidfuzz import fuzz

from shuzhi.ledger.entries import Form

Sign = Literal["near", "heads", "title"]
SIGNS: tuple[Sign, ...] = ("near", "heads", "title")
WANTED = 2  # signs beside type and day; one alone is chance in a district with hundreds of units
ALIKE = 80.0  # of 100, titles without the names of their units
SHORTEST = 4  # characters of a title that says anything


@dataclass(frozen=True, slots=True)
class Told:
    """One record as it stands. ``heads`` 0: none told."""

    activity: UUID
    event: UUID
    type: str
    org: str
    form: str
    start: date
    end: date
    sessions: int
    heads: int

    @property
    def is_line(self) -> bool:
        return self.form == Form.AGGREGATE


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of one type and day. "near": one unit, or one above the other; "heads" and "title": alike."""

    first: Told
    second: Told
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """``members`` lie in the days of ``line``, are of its type, and of its unit or one below it."""

    line: Told
    members: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Likenesses:
    pairs: tuple[Pair, ...]
    lines: tuple[Within, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """What the records are looked at with: who stands above a unit on a day (nearest first), what a unit is called
    then, the titles of records ("" for none), and the pairs that were told apart, the smaller id first.
    """

    above: Callable[[str, date], Sequence[str]]
    name: Callable[[str, date], str]
    titles: Callable[[Sequence[UUID]], Mapping[UUID, str]]
    told_apart: frozenset[tuple[UUID, UUID]] = frozenset()


def likenesses(told: Iterable[Told], *, over: Over) -> Likenesses:
    """``told`` are records that stand (not withdrawn), in an order that is kept within each pair."""
    by_type: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_type[one.type].append(one)
    pairs: list[Pair] = []
    lines: list[Within] = []
    for records in by_type.values():
        pairs += _pairs([one for one in records if not one.is_line], over)
        lines += _lines(records, over)
    return Likenesses(
        tuple(sorted(pairs, key=lambda one: (one.first.end, str(one.first.activity)))),
        tuple(sorted(lines, key=lambda one: (one.line.start, str(one.line.activity)))),
    )


# ------------------------------------------------------------------------------------------ two records of one event
def _pairs(singles: Sequence[Told], over: Over) -> Iterator[Pair]:
    """One pair for two events, however many records each has."""
    event = {one.activity: one.event for one in singles}
    apart = {frozenset(event[one] for one in pair if one in event) for pair in over.told_apart}
    candidates = {
        _key(one, other): (one, other)
        for one, other in _meeting(singles)
        if one.event != other.event
        and _key(one, other) not in apart
        and (one.heads == other.heads > 0 or _are_near(one, other, over))  # two signs are never without these
    }
    wanted = list(dict.fromkeys(one.activity for pair in candidates.values() for one in pair))
    titles = over.titles(wanted) if wanted else {}
    for one, other in candidates.values():
        signs = tuple(_signs(one, other, titles, over))
        if len(signs) >= WANTED:
            yield Pair(one, other, signs)


def _meeting(singles: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Every two whose days overlap."""
    running: list[Told] = []
    order = {one.activity: place for place, one in enumerate(singles)}
    for one in sorted(singles, key=lambda each: each.start):
        running = [other for other in running if other.end >= one.start]
        for other in running:
            first, second = sorted((one, other), key=lambda each: order[each.activity])
            yield first, second
        running.append(one)


def _key(one: Told, other: Told) -> frozenset[UUID]:
    return frozenset((one.event, other.event))


def _signs(one: Told, other: Told, titles: Mapping[UUID, str], over: Over) -> Iterator[Sign]:
    if _are_near(one, other, over):
        yield "near"
    if one.heads == other.heads > 0:
        yield "heads"
    first, second = (_plain(titles.get(each.activity, ""), each, over) for each in (one, other))
    if min(len(first), len(second)) >= SHORTEST and fuzz.ratio(first, second) >= ALIKE:
        yield "title"


def _are_near(one: Told, other: Told, over: Over) -> bool:
    return (
        one.org == other.org
        or other.org in over.above(one.org, one.end)
        or one.org in over.above(other.org, other.end)
    )


def _plain(title: str, told: Told, over: Over) -> str:
    """The title without the name of its unit, which two units that tell of one event do not share."""
    return "".join(title.replace(over.name(told.org, told.end), "").split())


# ------------------------------------------------------------------------------------------ single entries in a line
def _lines(records: Sequence[Told], over: Over) -> Iterator[Within]:
    """The line with more sessions is the one that may hold another line; of equals neither does."""
    for line in (one for one in records if one.is_line):
        members = tuple(one for one in records if _may_lie_in(one, line, over))
        if members:
            yield Within(line, tuple(sorted(members, key=lambda one: (one.end, str(one.activity)))))


def _may_lie_in(one: Told, line: Told, over: Over) -> bool:
    return (
        one.activity != line.activity
        and one.event != line.event
        and line.start <= one.start
        and one.end <= line.end
        and (not one.is_line or one.sessions < line.sessions)
        and (one.org == line.org or line.org in over.above(one.org, one.end))
        and tuple(sorted((one.activity, line.activity))) not in over.told_apart
    )
