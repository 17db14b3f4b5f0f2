"""A figure put into printed words: number, unit, and the mark that says how far it is known.

Knows certainty, rounding words and units; does not know the sentence around. Nothing is rounded silently: 余
and 近 are printed only when asked for, and only for a known value within a tenth above or below the round
number; a bounded figure prints its lower end as 至少; a ratio without end prints one decimal, its parts stand
in the appendix. In English a value is never rounded: its loose words mean other intervals than 余 and 近 do.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from shuzhi.engine.base import Certainty, Figure
from shuzhi.report.words import CHINESE, LANGUAGES, FixedWords, words_in
from shuzhi.values.money import write_money
from shuzhi.values.numerals import write_number, write_short
from shuzhi.values.quantity import nearly_wording, read_quantity, round_down_wording
from shuzhi.values.unit_names import english_count
from shuzhi.values.units import UnitFamily, family


class Style(StrEnum):
    """How a known value is said."""

    DIGITS = "digits"
    ROUND = "round"


def in_words(figure: Figure, style: Style = Style.DIGITS, *, language: str = "zh") -> str:
    """The figure as printed in running text, with its unit: 38场次, 1200余人次, 至少200人次, 12项（申报）."""
    words = words_in(language)
    number = _number(figure, style, words)
    if number is None:
        return (words.suppressed if figure.certainty is Certainty.SUPPRESSED else words.unproven).strip()
    return number + _mark(figure, words)


def in_full(figure: Figure, *, language: str = "zh") -> str:
    """The figure as the appendix prints it: an interval with both its ends (120至180人)."""
    value, words = figure.value, words_in(language)
    if value is None or value.is_point or value.low is None or value.high is None or value.low <= 0:
        return in_words(figure, language=language)
    low, high = _plain(value.low, ROUND_FLOOR), _plain(value.high, ROUND_CEILING)
    both = words.between.format(low=low, high=high)
    return _with_unit(both, figure.unit, None, words) + _mark(figure, words)


def in_short(figure: Figure, *, language: str = "zh") -> str:
    """The number alone, for a drawing: 38, 120–180, ≥200; the mark of its kind stays (12（申报）), "" where unknown."""
    value, words = figure.value, words_in(language)
    if value is None:
        return ""
    low = None if value.low is None else _plain(value.low, ROUND_HALF_UP if value.is_point else ROUND_FLOOR)
    high = None if value.high is None else _plain(value.high, ROUND_CEILING)
    if low is not None and (value.is_point or high == low):
        return low + _mark(figure, words)
    if low is not None and high is not None:
        return f"{low}–{high}" + _mark(figure, words)
    return (f"≥{low}" if low is not None else f"≤{high}") + _mark(figure, words)


def stated(value: Decimal, unit: str, *, language: str = "zh") -> str:
    """A number that was set, not counted, with its unit: 150场次, 90%, 5万元."""
    words = words_in(language)
    if words is CHINESE:
        return _digits(value, unit)
    return _with_unit(_plain(value, ROUND_HALF_UP), unit, value, words)


def in_full_everywhere(figure: Figure) -> dict[str, str]:
    """As ``in_full``, by language: for a sentence that is said later, in whichever language is asked for."""
    return {language: in_full(figure, language=language) for language in LANGUAGES}


def is_interval_of_people(figure: Figure) -> bool:
    """Then it is printed as attendances: never as an exact number of people."""
    return family(figure.unit) is UnitFamily.PEOPLE and (figure.value is None or not figure.value.is_point)


def says_nothing(figure: Figure) -> bool:
    """Unknown, or nothing happened: a sentence with ``keep = "known"`` is left out."""
    value = figure.value
    return value is None or (value.is_point and value.low == 0) or (value.low in (None, 0) and not value.high)


def _number(figure: Figure, style: Style, words: FixedWords) -> str | None:
    value = figure.value
    if value is None:
        return None
    if value.is_point and value.low is not None:
        if words is not CHINESE:
            return _with_unit(_plain(value.low, ROUND_HALF_UP), figure.unit, value.low, words)
        return _rounded(value.low, figure.unit) if style is Style.ROUND else _digits(value.low, figure.unit)
    if value.low is not None and value.low > 0:
        least = _with_unit(_plain(value.low, ROUND_FLOOR), figure.unit, value.low, words)
        return words.at_least.format(number=least)
    if value.high is not None:
        most = _with_unit(_plain(value.high, ROUND_CEILING), figure.unit, value.high, words)
        return words.at_most.format(number=most)
    return None


def _with_unit(number: str, unit: str, value: Decimal | None, words: FixedWords) -> str:
    return number + unit if words is CHINESE else english_count(_in_thousands(number), unit, value)


def _in_thousands(number: str) -> str:
    """English sets commas from ten thousand on, as its readers expect; Chinese papers set none."""
    return re.sub(r"\d{5,}(?=\.|$|\D)", lambda found: f"{int(found[0]):,}", number)


def _digits(value: Decimal, unit: str) -> str:
    if unit == "元":
        return write_money(value)
    return _plain(value, ROUND_HALF_UP) + unit


def _rounded(value: Decimal, unit: str) -> str:
    """余 or 近, whichever round number lies nearer; digits below 100, where rounding saves nothing."""
    if value < 100 or value != value.to_integral_value() or unit == "元":
        return _digits(value, unit)
    phrases = [round_down_wording(value, unit), nearly_wording(value, unit) or ""]
    said = [(phrase, read_quantity(phrase)) for phrase in phrases]
    loose = {phrase: read.value for phrase, read in said if read is not None and read.value != value}
    return min(loose, key=lambda phrase: abs(loose[phrase] - value)) if loose else write_short(value) + unit


def _plain(value: Decimal, rounding: str) -> str:
    """Digits; a value with more than two decimals (a ratio) is cut to one."""
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        value = value.quantize(Decimal("0.1"), rounding=rounding)
    return write_number(value)


def _mark(figure: Figure, words: FixedWords) -> str:
    if figure.certainty is Certainty.DECLARED:
        return words.declared
    if figure.certainty is Certainty.CITED:
        return words.cited.format(source=figure.source) if figure.source else words.cited_bare
    return words.unproven if figure.certainty is Certainty.UNKNOWN else ""
