"""Which figure an empty cell of a form asks for, judged by its labels: suggestions, each with its likeness.

Row and column labels, alone and together, are held against the names and aliases of the pack's indicators; a unit that
the form states must be of the indicator's family. Nothing is mapped unless somebody takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from shuzhi.audit.vocabulary import normalise
from shuzhi.catalog.model import Indicator, Pack
from shuzhi.documents.workbook import Workbook
from shuzhi.ledger.entries import FormCell
from shuzhi.usecases.forms.layout import Blank, blanks
from shuzhi.values.units import UnitFamily, family, same_family

LEAST = 78  # percent
LONGEST = 3  # characters of a unit; 巾帼宣讲受众人次 is a label
_LAST_YEAR = re.compile("上年|去年|上一年|同期")
_OTHER_SPAN = re.compile("增减|增长|比上年|±|累计完成率")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,6})[）)]\s*\Z")
_SCALES = {"万": 10_000, "千": 1_000, "百": 100, "亿": 100_000_000}
_TIME = re.compile(
    r"本年|本期|当年|全年|累计|数量|合计|数值|完成数|实际|上年|去年|同期|\d{4}年|[一二三四1-4]季度|[上下]半年"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``likeness`` in percent; ``labels`` are the words it was judged by."""

    cell: FormCell
    likeness: int
    labels: str


@dataclass(frozen=True, slots=True)
class _Unit:
    unit: str
    per: int


def suggestions(workbook: Workbook, pack: Pack) -> tuple[Suggestion, ...]:
    """At most one per empty cell, in the order of the cells."""
    wordings = {
        code: tuple(normalise(text) for text in (one.name, *one.aliases))
        for code, one in pack.indicators.items()
    }
    units = {one.unit for one in pack.indicators.values()}
    found = (_suggested(blank, pack, wordings, units) for blank in blanks(workbook))
    return tuple(one for one in found if one is not None)


def _suggested(
    blank: Blank, pack: Pack, wordings: dict[str, tuple[str, ...]], units: set[str]
) -> Suggestion | None:
    if any(_OTHER_SPAN.search(text) for text in blank.column[:1]):
        return None
    stated = next(_stated_units(blank, units), None)
    phrases = tuple(dict.fromkeys(_phrases(blank, units)))
    scored = [
        (_likeness(phrases, wordings[code]), _fits_exactly(one, stated), -len(one.name), code)
        for code, one in pack.indicators.items()
        if stated is None or same_family(one.unit, stated.unit)
    ]
    if not scored or max(scored)[0] < LEAST:
        return None
    likeness, _, _, code = max(scored)
    back = 1 if blank.column and _LAST_YEAR.search(blank.column[0]) else 0
    cell = FormCell(blank.sheet, blank.cell, code, years_back=back, per=stated.per if stated else 1)
    return Suggestion(cell, likeness, "／".join((*blank.row, *blank.column[:1])))


def _phrases(blank: Blank, units: set[str]) -> Iterator[str]:
    """The labels that name something, alone and joined."""
    rows = [text for text in map(_bare, blank.row) if text and _unit(text, units) is None]
    columns = [
        text
        for text in map(_bare, blank.column[:2])
        if text and not _TIME.fullmatch(text) and text != "计量单位"
    ]
    for row in rows[-2:]:
        yield row
        for column in columns:
            yield row + column
            yield column + row
    if len(rows) > 1:
        yield rows[-2] + rows[-1]
    if not rows:
        yield from columns


def _bare(text: str) -> str:
    return normalise(_IN_BRACKETS.sub("", text)).removeprefix("其中")


def _stated_units(blank: Blank, units: set[str]) -> Iterator[_Unit]:
    """A label that is a unit, or ends with one in brackets: 计量单位 场, 宣讲（场次）; 万元 is 元 by ten thousand."""
    for text in (*reversed(blank.row), *blank.column[:2]):
        inside = _IN_BRACKETS.search(text)
        for word in (normalise(text), inside[1] if inside else ""):
            if (found := _unit(word, units)) is not None:
                yield found


def _unit(word: str, units: set[str]) -> _Unit | None:
    word = word.removeprefix("单位").strip("：: ")
    if word in units or (
        0 < len(word) <= LONGEST and family(word) not in (UnitFamily.OTHER, UnitFamily.BARE)
    ):
        return _Unit(word, 1)
    if word[:1] in _SCALES and word[1:] in units:
        return _Unit(word[1:], _SCALES[word[0]])
    return None


def _likeness(phrases: tuple[str, ...], wordings: tuple[str, ...]) -> int:
    return max((int(fuzz.ratio(one, other)) for one in phrases for other in wordings), default=0)


def _fits_exactly(indicator: Indicator, stated: _Unit | None) -> bool:
    return stated is not None and stated.unit == indicator.unit
