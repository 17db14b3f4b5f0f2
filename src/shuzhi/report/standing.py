"""Where the figures of a document stand now: each name with its ranges, its text and its surroundings.

Knows running text with named places; does not know what a figure should say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from shuzhi.documents.errors import Refused
from shuzhi.documents.story import Means, Place, Point, Story
from shuzhi.report.context import FIGURE_MARK, REACH, Context

PREFIX: Final = "_fig_"
MOST: Final = 4000


@dataclass(frozen=True, slots=True)
class Standing:
    """One place in which a figure stands. ``excerpt`` is for people: the words around and the figure itself."""

    name: str
    start: Point
    end: Point
    text: str
    context: Context
    excerpt: str
    struck: bool


@dataclass(frozen=True)
class Standings:
    """``by_name`` in order of the text; ``mixed`` are (control, bookmark) names that claim the same text."""

    by_name: Mapping[str, tuple[Standing, ...]]
    mixed: tuple[tuple[str, str], ...]


def standings(story: Story) -> Standings:
    """All places of ours. A control and a bookmark of one name that overlap or touch are one place.

    Raises ``Refused`` beyond ``MOST``: no report has so many, and every figure is held against every other.
    """
    ours = [place for place in story.places if place.name.startswith(PREFIX)]
    if len(ours) > MOST:
        raise Refused("report.too_many_figures", {"count": len(ours), "limit": MOST})
    ranges = [(name, start, end) for name, start, end in _merged(ours)]
    masked = _masked_paragraphs(story, ranges)
    found: dict[str, list[Standing]] = defaultdict(list)
    for name, start, end in sorted(ranges, key=lambda each: (each[1], each[2])):
        found[name].append(_standing(story, masked, name, start, end))
    return Standings({name: tuple(each) for name, each in found.items()}, _mixed(ours))


def _merged(places: Iterable[Place]) -> list[tuple[str, Point, Point]]:
    by_name: dict[str, list[tuple[Point, Point]]] = defaultdict(list)
    for place in places:
        by_name[place.name].append((place.start, place.end))
    merged: list[tuple[str, Point, Point]] = []
    for name, ranges in by_name.items():
        ordered = sorted(ranges)
        start, end = ordered[0]
        for next_start, next_end in ordered[1:]:
            if next_start <= end:
                end = max(end, next_end)
            else:
                merged.append((name, start, end))
                start, end = next_start, next_end
        merged.append((name, start, end))
    return merged


def _mixed(places: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    controls = [each for each in places if each.means is Means.CONTROL and each.start < each.end]
    bookmarks = [each for each in places if each.means is Means.BOOKMARK and each.start < each.end]
    return tuple(
        (control.name, bookmark.name)
        for control in controls
        for bookmark in bookmarks
        if control.name != bookmark.name and control.start < bookmark.end and bookmark.start < control.end
    )


_Masked = Mapping[int, list[tuple[int, int]]]


def _masked_paragraphs(story: Story, ranges: Iterable[tuple[str, Point, Point]]) -> _Masked:
    """Per paragraph the ranges in which figures stand."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for _, start, end in ranges:
        for paragraph in range(start[0], end[0] + 1):
            begin = start[1] if paragraph == start[0] else 0
            stop = end[1] if paragraph == end[0] else len(story.paragraphs[paragraph].text)
            found[paragraph].append((begin, stop))
    return {paragraph: sorted(each) for paragraph, each in found.items()}


def _standing(story: Story, masked: _Masked, name: str, start: Point, end: Point) -> Standing:
    before = _around(story, masked, start[0], 0, start[1])[-REACH:]
    last = len(story.paragraphs[end[0]].text)
    after = _around(story, masked, end[0], end[1], last)[:REACH]
    text = story.text_between(start, end)
    row, column = story.labels(start[0])
    return Standing(
        name=name,
        start=start,
        end=end,
        text=text,
        context=Context(before, after, row, column),
        excerpt=_excerpt(story, start, end, text),
        struck=_is_struck(story, start, end),
    )


def _around(story: Story, masked: _Masked, paragraph: int, begin: int, stop: int) -> str:
    """A stretch of a paragraph with one mark for each other figure in it."""
    text = story.paragraphs[paragraph].text
    pieces, at = [], begin
    for low, high in masked.get(paragraph, ()):
        if begin <= low and high <= stop and (low, high) != (begin, stop):
            if low == high and low in (begin, stop):
                continue
            pieces += [text[at:low], FIGURE_MARK]
            at = max(at, high)
    pieces.append(text[at:stop])
    return "".join(pieces)


def _excerpt(story: Story, start: Point, end: Point, text: str) -> str:
    before = story.paragraphs[start[0]].text[: start[1]][-12:]
    after = story.paragraphs[end[0]].text[end[1] :][:12]
    return f"{before}{text}{after}"


def _is_struck(story: Story, start: Point, end: Point) -> bool:
    if start[0] != end[0]:
        return False
    return any(low < end[1] and start[1] < high for low, high in story.paragraphs[start[0]].struck)
