"""Figures as charts of a page: which numbers stand in a drawing and what is said beside it. Draws nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shuzhi.engine.base import Figure, Slice
from shuzhi.messages import say
from shuzhi.report import charts
from shuzhi.values.interval import Interval
from shuzhi.web.present.words import interval_words, month_words, unit_words


@dataclass(frozen=True, slots=True)
class Drawing:
    """``key`` names it on its page; ``title`` is what those hear who do not see it; the numbers stand in a table too."""

    key: str
    title: str
    spec: charts.Spec


def by_month(slices: Sequence[Slice], *, name: str, language: str) -> Drawing | None:
    """None where there is nothing to draw: no month, or nothing in any."""
    marks = [_mark(month_words(int(one.key[5:7]), language), one.figure, language) for one in slices]
    marks = [mark if _shows(mark.value) else replace(mark, words="") for mark in marks]
    return _drawn("months", "charts.months", charts.months, marks, slices, name, language)


def by_unit(
    slices: Sequence[Slice], *, label: Callable[[str], str], name: str, language: str
) -> Drawing | None:
    """The units in the order of ``slices``, which is the official one."""
    marks = [_mark(label(one.key), one.figure, language) for one in slices]
    return _drawn("units", "charts.units", charts.units, marks, slices, name, language)


def part_of_whole(figure: Figure, *, name: str, language: str) -> Drawing | None:
    """What a share counts, against what it is a share of: measures adopted against measures proposed."""
    if len(figure.parts) != 2 or any(part.exact is None for part in figure.parts):
        return None
    part, whole = figure.parts
    if not whole.exact:
        return None
    label = say("charts.of", {"part": part.exact, "whole": whole.exact}, language)
    mark = charts.Mark(label, part.value, "", plan=whole.exact)
    words = charts.Words(say("charts.against", {"name": name}, language), unit_words(part.unit, language))
    return Drawing("against", words.title, charts.against([mark], words))


def _drawn(
    key: str,
    code: str,
    draw: Callable[[Sequence[charts.Mark], charts.Words], charts.Spec],
    marks: Sequence[charts.Mark],
    slices: Sequence[Slice],
    name: str,
    language: str,
) -> Drawing | None:
    if not any(_shows(one.figure.value) for one in slices):
        return None
    words = charts.Words(say(code, {"name": name}, language), unit_words(slices[0].figure.unit, language))
    return Drawing(key, words.title, draw(marks, words))


def _shows(value: Interval | None) -> bool:
    """A number other than nothing."""
    return value is not None and bool(value.high or value.low)


def _mark(label: str, figure: Figure, language: str) -> charts.Mark:
    words = "" if figure.value is None else interval_words(figure.value, language)
    return charts.Mark(label, figure.value, words)
