"""Numerals against GB/T 15835-2011, as advice only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuzhi.audit.case import Case
from shuzhi.audit.model import Finding, Level
from shuzhi.audit.rulebook import gives
from shuzhi.values.numerals import CHINESE
from shuzhi.values.units import UnitFamily, family

_DIGIT_FEW = re.compile(r"\d+几(?=[个名人次场天件户篇条份家年月万千百])")
_NEIGHBOURS = re.compile(r"(?<![\d、.．])([1-8])、([2-9])(?=[个名人次场天件户篇条份家年月岁])")
_SHORT_YEAR = re.compile(r"[’'‘](\d{2})年|(?<![\d零〇一二三四五六七八九])(?:[0189]\d|2[0-9])年(?=[1-9]\d?月)")
_DOUBLED = re.compile(r"(?:约|近|大约|将近|超过?|逾|不少于|至少)[^，,。；\d]{0,2}\d[\d,.]*[万亿千百十]*(?:余|多)|\d[\d,.]*[万亿千百十]*(?:余|多)[^，,。；\d]{0,4}(?:左右|以上|上下)")  # fmt: skip
_CHINESE_COUNT = re.compile(rf"^(?:近|约|逾|超|至少)?{CHINESE}[余多来几]?")
_DIGITS = re.compile(r"\d")
_COUNTED = (
    UnitFamily.ATTENDANCES,
    UnitFamily.PEOPLE,
    UnitFamily.SESSIONS,
    UnitFamily.COPIES,
    UnitFamily.HOUSEHOLDS,
)


@gives("audit.numeral_few_with_digits")
def numeral_few_with_digits(case: Case) -> Iterator[Finding]:
    """GB/T 15835—2011 第5条：带“几”的约数用汉字，写“十几个”，不写“10几个”。

    GB/T 15835-2011 5: an estimate with 几 is written in Chinese numerals: 十几个, not 10几个."""
    yield from _each(case, _DIGIT_FEW, "audit.numeral_few_with_digits")


@gives("audit.numeral_neighbours")
def numeral_neighbours(case: Case) -> Iterator[Finding]:
    """GB/T 15835—2011 第5条：相邻两数连用表示约数，用汉字且不加顿号，写“三四天”，不写“3、4天”。

    GB/T 15835-2011 5: two neighbouring numbers as an estimate are Chinese numerals without 、: 三四天, not 3、4天."""
    for hit in _NEIGHBOURS.finditer(case.text):
        if int(hit[2]) == int(hit[1]) + 1:
            yield _finding(hit, "audit.numeral_neighbours")


@gives("audit.numeral_short_year")
def numeral_short_year(case: Case) -> Iterator[Finding]:
    """GB/T 15835—2011 第4条：年份写四位数字，写“2023年”，不写“23年”。

    GB/T 15835-2011 4: years are written with four digits: 2023年, not 23年."""
    yield from _each(case, _SHORT_YEAR, "audit.numeral_short_year")


@gives("audit.approximation_doubled")
def approximation_doubled(case: Case) -> Iterator[Finding]:
    """一个数只用一个约数词，写“约60人”或“60多人”，不写“约60多人”。

    One number takes one word of approximation: 约60人 or 60多人, not 约60多人."""
    yield from _each(case, _DOUBLED, "audit.approximation_doubled")


@gives("audit.numeral_styles_mixed")
def numeral_styles_mixed(case: Case) -> Iterator[Finding]:
    """GB/T 15835—2011 第3条：同类数目用同一种写法；同类数目中汉字的十以上数与阿拉伯数字并见，予以指明。

    GB/T 15835-2011 3: counts of one kind are written in one style; Chinese numerals of ten and more beside
    Arabic ones for the same kind of count are named."""
    arabic: dict[UnitFamily, int] = {}
    chinese: dict[UnitFamily, list[int]] = {}
    for index, claim in enumerate(case.claims):
        kind = family(claim.unit)
        if kind not in _COUNTED or claim.value < 10:
            continue
        if _DIGITS.search(claim.quantity):
            arabic[kind] = arabic.get(kind, 0) + 1
        elif _CHINESE_COUNT.match(claim.quantity) and claim.value % 10:
            chinese.setdefault(kind, []).append(index)
    for kind, indices in chinese.items():
        if arabic.get(kind, 0) >= 2:
            args = {"stated": case.claims[indices[0]].quantity, "count": str(len(indices))}
            yield Finding(
                "audit.numeral_styles_mixed", Level.ADVICE, case.spans(indices), tuple(indices), args
            )


def _each(case: Case, pattern: re.Pattern[str], code: str) -> Iterator[Finding]:
    return (_finding(hit, code) for hit in pattern.finditer(case.text))


def _finding(hit: re.Match[str], code: str) -> Finding:
    return Finding(code, Level.ADVICE, ((hit.start(), hit.end()),), (), {"stated": hit.group()})
