"""Charts of an outline, filled: which figures a drawing shows, what is said of it, and the table of its numbers.

Knows specifications and figures; draws nothing and computes nothing: the caller cuts the figures apart and finds the
planned items. Organisations stand in the order in which they come, which is the official one.

    filled(spec, source, number=…, place=…, language=…) -> Filled | TooLong | None     None where a drawing would say nothing
    attachment(filled, number=…, language=…) -> Attachment                     the numbers of all charts as tables
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import rfc8785

from shuzhi.catalog.model import ChartSpec
from shuzhi.engine.base import Dimension, Figure, Slice
from shuzhi.report.appendix import records_words
from shuzhi.report.nodes import Attachment, Chart, ChartMark, Draw, FigureNode, Runs, Table, Text
from shuzhi.report.records import RecordSet, query_digest
from shuzhi.report.wording import in_full, in_short, stated
from shuzhi.report.words import BLANK, FixedWords, words_in

MOST: Final = 30  # marks in one drawing, beyond which nothing can be read
_FEWEST: Final = 2  # numbers other than nothing, below which a drawing says no more than a sentence


@dataclass(frozen=True, slots=True)
class Planned:
    """An item with what it was to reach and what was done; ``state`` is the name of the state it stands in."""

    title: str
    state: str
    target: Decimal
    figure: Figure


@dataclass(frozen=True)
class ChartSource:
    """Where charts take their figures from. ``slices`` takes ``code`` or ``code@reach``; ``organisation`` names a unit
    by its code, ``own`` says which of them is the reporting unit itself."""

    slices: Callable[[str, Dimension], Sequence[Slice]]
    planned: Callable[[ChartSpec], Sequence[Planned]]
    organisation: Callable[[str], str]
    own: str


@dataclass(frozen=True)
class Filled:
    """A chart and its numbers as a table."""

    chart: Chart
    table: Table


@dataclass(frozen=True, slots=True)
class TooLong:
    """A chart of more marks than can be read."""

    title: str
    count: int

    @property
    def arguments(self) -> dict[str, str]:
        return {"title": self.title, "count": str(self.count), "most": str(MOST)}


NodeOf = Callable[[Figure, str], tuple[FigureNode, RecordSet]]
"""Gives a figure its place in the document, printed as told, and says what it rests on."""


def filled(
    spec: ChartSpec, source: ChartSource, *, title: str, number: int, place: NodeOf, language: str
) -> Filled | TooLong | None:
    """The chart with its table. None where there is nothing to see."""
    lines = list(_lines(spec, source, language))
    told = [each for each in lines if spec.draw != "organisations" or _may_be(each.figure)]
    silent, lines = len(lines) > len(told), told
    if len(lines) > MOST:
        return TooLong(title, len(lines))
    if sum(1 for each in lines if _shows(each.figure)) < _FEWEST:
        return None
    words = words_in(language)
    caption = words.chart_number.format(number=number)
    marks, rows = [], []
    for each in lines:
        node, records = place(each.figure, in_full(each.figure, language=language))
        marks.append(ChartMark(each.label, node.name, each.figure, _shown(each, language), each.target))
        rows.append(_row(each, node, records_words(each.figure, records, words), language))
    table = Table(f"{caption}　{title}", *_form(Draw(spec.draw), words), tuple(rows))
    chart = Chart(
        name=_name(number, spec, lines), number=caption, title=title, draw=Draw(spec.draw),
        unit=lines[0].figure.unit if spec.draw != "plan" else "", marks=tuple(marks),
        spoken=_spoken(title, Draw(spec.draw), lines, language), language=language,
        aside=words.chart_silent if silent else "",
    )  # fmt: skip
    return Filled(chart, table)


def attachment(all_filled: Sequence[Filled], *, number: str, language: str) -> Attachment:
    """One table for each chart, in order."""
    words = words_in(language)
    return Attachment(number, words.chart_tables, tuple(each.table for each in all_filled))


# ------------------------------------------------------------------------------------------ lines
@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    figure: Figure
    target: Decimal | None = None
    state: str = ""


def _lines(spec: ChartSpec, source: ChartSource, language: str) -> Iterator[_Line]:
    words = words_in(language)
    if spec.draw == "plan":
        for item in source.planned(spec):
            yield _Line(item.title, item.figure, item.target, item.state)
        return
    by: Dimension = "month" if spec.draw == "months" else "organisation"
    for one in source.slices(spec.figure, by):
        if by == "month":
            yield _Line(words.month_of_year[int(one.key[5:7]) - 1], one.figure)
        else:
            name = source.organisation(one.key)
            label = words.unit_itself.format(org=name) if one.key == source.own else name
            yield _Line(label, one.figure)


def _may_be(figure: Figure) -> bool:
    """Not known to be nothing: a unit without records is not put on show in a paper; its own page has it."""
    return figure.value is None or figure.value.high != 0


def _shows(figure: Figure) -> bool:
    value = figure.value
    return value is not None and bool(value.low or value.high)


def _shown(line: _Line, language: str) -> str:
    short = in_short(line.figure, language=language)
    if line.target is None:
        return short if _shows(line.figure) else ""
    return f"{short} / {stated(line.target, line.figure.unit, language=language)}"


def _name(number: int, spec: ChartSpec, lines: Sequence[_Line]) -> str:
    told = [spec.draw, *(query_digest(each.figure.query) for each in lines)]
    return f"_chart_{number:02d}_{hashlib.sha256(rfc8785.dumps(told)).hexdigest()[:10]}"


# ------------------------------------------------------------------------------------------ words
def _row(line: _Line, node: FigureNode, records: str, language: str) -> tuple[Runs, ...]:
    first: Runs = (Text(line.label),)
    if line.target is None:
        return first, (node,), (Text(records),)
    target = Text(stated(line.target, line.figure.unit, language=language))
    return first, (target,), (node,), (Text(line.state or BLANK),), (Text(records),)


def _form(draw: Draw, words: FixedWords) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if draw is Draw.PLAN:
        return words.chart_header_plan, (30, 14, 16, 12, 28)
    first = words.chart_month if draw is Draw.MONTHS else words.chart_organisation
    return (first, *words.chart_header), (30, 24, 46)


def _spoken(title: str, draw: Draw, lines: Sequence[_Line], language: str) -> str:
    words = words_in(language)
    kind = {
        Draw.MONTHS: words.chart_of_months,
        Draw.ORGANISATIONS: words.chart_of_organisations,
        Draw.PLAN: words.chart_of_plan,
    }[draw]
    told = [
        (words.chart_mark_planned if line.target is not None else words.chart_mark).format(
            label=line.label,
            number=in_full(line.figure, language=language),
            target="" if line.target is None else stated(line.target, line.figure.unit, language=language),
        )
        for line in lines
    ]
    return kind.format(title=title) + words.semicolon.join(told) + words.stop
