"""A quantity as a Chinese report states it: a number or range, a unit, a bound; and the interval it means.

Reads and writes one whole phrase (40余人次, 近百名, 3至5次, 至少200户). It does not search in running text
(``shuzhi.claims`` does) and does not know what is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shuzhi.values.interval import Interval
from shuzhi.values.numerals import (
    NUMERAL,
    Looseness,
    Numeral,
    last_place,
    read_number,
    read_numeral,
    write_number,
)

_TENTH = Decimal("0.1")


class Bound(StrEnum):
    """How the stated number binds: 余/以上, 不足/以内, 约/左右, 近, or as it stands."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    APPROX = "approx"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated quantity. ``value_hi`` closes a range; ``step`` is how far an 余 may reach (40余: 10).

    ``value`` is fully expanded (1.2万 is 12000), ``unit`` as written, "" where there is none.
    """

    value: Decimal
    unit: str = ""
    bound: Bound = Bound.EXACT
    value_hi: Decimal | None = None
    step: Decimal | None = None

    @property
    def interval(self) -> Interval:
        """The values that the words allow.

        40余 is [40, 50); 40以上 has no upper end; 近200 lies below 200 and within a tenth of it;
        约200 lies within a tenth on either side.
        """
        low, high = self.value, self.value if self.value_hi is None else self.value_hi
        margin_low, margin_high = abs(low) * _TENTH, abs(high) * _TENTH
        if self.bound is Bound.AT_LEAST:
            top = None if self.step is None else high + self.step
            return Interval(low, top, high_open=top is not None)
        if self.bound is Bound.AT_MOST:
            return Interval(None, high)
        if self.bound is Bound.NEARLY:
            return Interval(low - margin_low, high, high_open=high != low - margin_low)
        if self.bound is Bound.APPROX:
            return Interval(low - margin_low, high + margin_high)
        return Interval(low, high)


_BEFORE_WORDS = {
    Bound.AT_LEAST: """不得少于 不能少于 不少于 不得低于 不低于 不下于 不下 最少 至少 起码
        超过 超出 多于 高于 大于 突破 逾 超 过 破 上""",
    Bound.AT_MOST: """不得超过 不能超过 不超过 不得多于 不多于 不得高于 不高于 不大于
        至多 最多 不足 不到 不满 未满 低于 少于 小于""",
    Bound.APPROX: "大约 大概 约计 约合 约为 约有 估计 约 大致",
    Bound.NEARLY: "将近 接近 临近 近",
}
_AFTER_WORDS = {
    Bound.AT_LEAST: "及以上 或以上 以上 之上 开外 有余 出头 挂零",
    Bound.AT_MOST: "及以下 或以下 以下 以内 之内 之下",
    Bound.APPROX: "左右 上下",
}
BEFORE = {word: bound for bound, words in _BEFORE_WORDS.items() for word in words.split()}
"""Words of approximation that stand before a number."""
AFTER = {word: bound for bound, words in _AFTER_WORDS.items() for word in words.split()}
"""Words of approximation that stand after the unit."""

_RANGE = "(?:[-－–—~～]{1,2}|至|到)"
_BEFORE = "|".join(sorted(BEFORE, key=len, reverse=True))
_AFTER = "|".join(sorted(AFTER, key=len, reverse=True))
_PHRASE = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<scale>十万分之|百分之|千分之|万分之)?(?P<sign>[-－−])?"
    rf"(?P<low>半|{NUMERAL})(?P<lowunit>[%％])?(?:{_RANGE}(?P<high>{NUMERAL}))?"
    rf"[ \u3000]?(?:个(?P<inner>[余多半]))?"
    rf"(?P<unit>/10万|/万|[^\d０-９\s，。；、,;:：]{{0,8}}?)(?P<more>[余多])?(?P<half>半)?(?P<after>{_AFTER})?"
)
_FRACTION = re.compile(
    rf"(?P<before>{_BEFORE})?(?:(?P<a>{NUMERAL})分之(?P<b>{NUMERAL})|(?P<c>\d+)/(?P<d>\d+))"
)
_TENTHS = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<whole>{NUMERAL})成(?P<part>[一二三四五六七八九半])?(?P<after>{_AFTER})?"
)
_SCALE_UNIT = {"百分之": "%", "千分之": "千分之", "万分之": "万分之", "十万分之": "十万分之"}


def read_quantity(text: str) -> Quantity | None:
    """Read one whole phrase; ``None`` when it is none. Two words of approximation: the first decides."""
    phrase = text.strip()
    fraction = _read_fraction(phrase)
    if fraction is not None:
        return fraction
    found = _PHRASE.fullmatch(phrase)
    if found is None:
        return None
    low = read_numeral(found["low"].strip())
    high = read_numeral(found["high"].strip()) if found["high"] else None
    if low is None or (found["high"] and high is None):
        return None
    return _compose(found, low, high)


def write_quantity(quantity: Quantity) -> str:
    """The phrase that ``read_quantity`` reads back as the same quantity.

    Raises ``ValueError`` for a step that no 余 can say.
    """
    number = write_number(quantity.value)
    if quantity.value_hi is not None:
        number += "至" + write_number(quantity.value_hi)
    unit = quantity.unit
    if unit in _SCALE_UNIT.values() and unit != "%":
        number, unit = unit + number, ""
    if quantity.bound is Bound.APPROX:
        return f"约{number}{unit}"
    if quantity.bound is Bound.NEARLY:
        return f"近{number}{unit}"
    if quantity.bound is Bound.AT_MOST:
        return f"{number}{unit}以内"
    if quantity.bound is Bound.AT_LEAST:
        return _write_at_least(quantity, number, unit)
    return number + unit


def round_down_wording(value: Decimal, unit: str) -> str:
    """1237 人次 → 1200余人次, where the value is within a tenth above the round number; else exact."""
    for digits in range(1, len(write_number(value)) + 1):
        rounded = _cut(value, digits)
        if rounded == value:
            break
        if rounded > 0 and value <= rounded * (1 + _TENTH) and value < rounded + last_place(rounded):
            return f"{_spell_round(rounded, '余')}{unit}"
    return f"{write_number(value)}{unit}"


def nearly_wording(value: Decimal, unit: str) -> str | None:
    """1190 人次 → 近1200人次; ``None`` unless a round number lies at most a tenth above the value."""
    for digits in range(1, len(write_number(value))):
        lower = _cut(value, digits)
        if lower == value:
            return None
        rounded = lower + _digit_place(value, digits)
        if value >= rounded * (1 - _TENTH):
            return f"近{_spell_round(rounded, '')}{unit}"
    return None


def _compose(found: re.Match[str], low: Numeral, high: Numeral | None) -> Quantity:
    value, value_hi, step = low.value, low.high, low.step
    unit = _SCALE_UNIT.get(found["scale"] or "", found["unit"].replace("％", "%"))
    if found["lowunit"]:
        unit = "%"
    if high is not None:
        value_hi, step = high.high or high.value, high.step
        value *= shared_multiplier(found["low"], found["high"], value, value_hi)
    if found["inner"]:
        unit = "个" + unit
    if found["half"] or found["inner"] == "半":
        value += Decimal("0.5")
    if found["more"] or found["inner"] in ("余", "多"):
        step = last_place(value)
    if found["sign"]:
        value = -value
    bound = _bound(found, low, high)
    return Quantity(value, unit, bound, value_hi, step if bound is Bound.AT_LEAST else None)


def _bound(found: re.Match[str], low: Numeral, high: Numeral | None) -> Bound:
    if found["before"]:
        return BEFORE[found["before"]]
    looseness = low.looseness if high is None else high.looseness
    if looseness is Looseness.MORE or found["more"] or found["inner"] in ("余", "多"):
        return Bound.AT_LEAST
    if looseness is Looseness.AROUND:
        return Bound.APPROX
    return AFTER[found["after"]] if found["after"] else Bound.EXACT


def shared_multiplier(low_text: str, high_text: str, low: Decimal, high: Decimal) -> Decimal:
    """The 万 or 亿 that only the upper end of a range carries but both ends mean (5-10万)."""
    for mark, size in (
        ("万", Decimal(10**4)),
        ("亿", Decimal(10**8)),
        ("千", Decimal(1000)),
        ("百", Decimal(100)),
    ):
        if high_text.rstrip("余多").endswith(mark) and mark not in low_text and low * size < high:
            return size
    return Decimal(1)


def _read_fraction(phrase: str) -> Quantity | None:
    tenths = _TENTHS.fullmatch(phrase)
    if tenths:
        whole = read_numeral(tenths["whole"])
        if whole is None:
            return None
        part = read_number(tenths["part"]) if tenths["part"] else Decimal(0)
        value = whole.value + ((part or Decimal(0)) if tenths["part"] == "半" else (part or Decimal(0)) / 10)
        return Quantity(value, "成", _bound_of_words(tenths, whole), whole.high)
    found = _FRACTION.fullmatch(phrase)
    if not found:
        return None
    upper = read_number(found["b"] or found["c"])
    lower = read_number(found["a"] or found["d"])
    if upper is None or not lower or (found["a"] and lower % 100 == 0):
        return None
    return Quantity(upper / lower, "", BEFORE.get(found["before"] or "", Bound.EXACT))


def _bound_of_words(found: re.Match[str], numeral: Numeral) -> Bound:
    if found["before"]:
        return BEFORE[found["before"]]
    if numeral.looseness is Looseness.MORE:
        return Bound.AT_LEAST
    return AFTER[found["after"]] if found["after"] else Bound.EXACT


def _write_at_least(quantity: Quantity, number: str, unit: str) -> str:
    if quantity.step is None:
        return f"{number}{unit}以上"
    top = quantity.value if quantity.value_hi is None else quantity.value_hi
    if quantity.step == last_place(top):
        return f"{number}余{unit}"
    scale = quantity.value / 2
    if quantity.value_hi is None and quantity.step == 8 * scale and last_place(scale) == scale:
        for mark, size in (("十亿", 10**9), ("百万", 10**6), ("十万", 10**5), ("亿", 10**8), ("万", 10**4),
                           ("千", 1000), ("百", 100), ("十", 10)):  # fmt: skip
            if scale == size:
                return f"数{mark}{unit}"
    raise ValueError(f"no wording for a step of {quantity.step} above {top}")


def _digit_place(value: Decimal, digits: int) -> Decimal:
    return Decimal(1).scaleb(value.adjusted() - digits + 1)


def _cut(value: Decimal, digits: int) -> Decimal:
    place = _digit_place(value, digits)
    return value // place * place


def _spell_round(rounded: Decimal, loose: str) -> str:
    """12000余 is written 1.2万余 only where that keeps the place that 余 loosens."""
    if rounded >= 10**4 and rounded % 1000 == 0:
        return f"{write_number(rounded / 10**4)}万{loose}"
    return f"{write_number(rounded)}{loose}"
