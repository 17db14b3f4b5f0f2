"""A figure put into printed words: number, unit, and the mark that says how far it is known.

Knows certainty, rounding words and units; does not know the sentence around. Nothing is rounded silently: 余
and 近 are printed only when asked for, and only for a known value within a tenth above or below the round
number; a bounded figure prints its lower end as 至少; a ratio without end prints one decimal, its parts stand
in the appendix.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from shuzhi.engine.base import Certainty, Figure
from shuzhi.report import words
from shuzhi.values.money import write_money
from shuzhi.values.numerals import write_number, write_short
from shuzhi.values.quantity import nearly_wording, read_quantity, round_down_wording
from shuzhi.values.units import UnitFamily, family


class Style(StrEnum):
    """How a known value is said."""

    DIGITS = "digits"
    ROUND = "round"


def in_words(figure: Figure, style: Style = Style.DIGITS) -> str:
    """The figure as printed in running text, with its unit: 38场次, 1200余人次, 至少200人次, 12项（申报）."""
    number = _number(figure, style)
    if number is None:
        return words.SUPPRESSED if figure.certainty is Certainty.SUPPRESSED else words.UNPROVEN
    return number + _mark(figure)


def in_full(figure: Figure) -> str:
    """The figure as the appendix prints it: an interval with both its ends (120至180人)."""
    value = figure.value
    if value is None or value.is_point or value.low is None or value.high is None or value.low <= 0:
        return in_words(figure)
    low, high = _plain(value.low, ROUND_FLOOR), _plain(value.high, ROUND_CEILING)
    return f"{low}{words.RANGE}{high}{figure.unit}{_mark(figure)}"


def is_interval_of_people(figure: Figure) -> bool:
    """Then it is printed as attendances: never as an exact number of people."""
    return family(figure.unit) is UnitFamily.PEOPLE and (figure.value is None or not figure.value.is_point)


def says_nothing(figure: Figure) -> bool:
    """Unknown, or nothing happened: a sentence with ``keep = "known"`` is left out."""
    value = figure.value
    return value is None or (value.is_point and value.low == 0) or (value.low in (None, 0) and not value.high)


def _number(figure: Figure, style: Style) -> str | None:
    value = figure.value
    if value is None:
        return None
    if value.is_point and value.low is not None:
        return _rounded(value.low, figure.unit) if style is Style.ROUND else _digits(value.low, figure.unit)
    if value.low is not None and value.low > 0:
        return f"{words.AT_LEAST}{_plain(value.low, ROUND_FLOOR)}{figure.unit}"
    if value.high is not None:
        return f"{words.AT_MOST}{_plain(value.high, ROUND_CEILING)}{figure.unit}"
    return None


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


def _mark(figure: Figure) -> str:
    if figure.certainty is Certainty.DECLARED:
        return words.DECLARED_MARK
    if figure.certainty is Certainty.CITED:
        return words.CITED_MARK.format(source=figure.source) if figure.source else words.CITED_MARK_BARE
    return words.UNPROVEN if figure.certainty is Certainty.UNKNOWN else ""
