"""Days, periods, numbers and units as they stand on a page, in one of the two languages.

Chinese numbers stand without separators, as in official papers; English ones with commas.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from shuzhi.messages import say
from shuzhi.values.interval import Interval
from shuzhi.values.period import SHANGHAI, Period
from shuzhi.values.unit_names import english_count, english_unit

_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Named(Protocol):
    """Anything in a pack that has a name in both languages."""

    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def name_of(thing: Named, language: str) -> str:
    """The name in this language; the Chinese one where no English is given."""
    return thing.name_en if language == "en" and thing.name_en else thing.name


def choice_name(choices: tuple[tuple[str, str, str], ...], code: str, language: str) -> str:
    """The name of a code among (code, zh, en); the code itself where it is not among them."""
    for one, chinese, english in choices:
        if one == code:
            return english if language == "en" and english else chinese
    return code


def day_words(day: date, language: str) -> str:
    if language == "en":
        return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def days_words(start: date, end: date, language: str) -> str:
    """One day, or a run of days with what they share said once."""
    if start == end:
        return day_words(start, language)
    whole, same_year = day_words(end, language), start.year == end.year
    same_month = same_year and start.month == end.month
    if language == "en":
        first = f"{start.day}" if same_month else f"{start.day} {_MONTHS_EN[start.month - 1]}"
        return f"{first if same_year else day_words(start, language)} – {whole}"
    last = f"{end.day}日" if same_month else f"{end.month}月{end.day}日"
    return f"{day_words(start, language)}—{last if same_year else whole}"


def instant_words(instant: datetime, language: str) -> str:
    """An aware instant as day and minute in Shanghai."""
    local = instant.astimezone(SHANGHAI)
    return f"{day_words(local.date(), language)} {local:%H:%M}"


def month_words(month: int, language: str) -> str:
    return _MONTHS_EN[month - 1][:3] if language == "en" else f"{month}月"


def period_words(period: Period, language: str) -> str:
    code, year = str(period), period.start.year
    if code == f"{year}":
        return say("web.period.year", {"year": year}, language)
    if code.endswith("H1"):
        return say("web.period.first_half", {"year": year}, language)
    if code.endswith("H2"):
        return say("web.period.second_half", {"year": year}, language)
    if "Q" in code:
        return say("web.period.quarter", {"year": year, "quarter": code[-1]}, language)
    if period == Period.month(year, period.start.month):
        return (
            f"{_MONTHS_EN[period.start.month - 1]} {year}"
            if language == "en"
            else f"{year}年{period.start.month}月"
        )
    return days_words(period.start, period.end, language)


def number_words(number: Decimal, language: str) -> str:
    """Digits without an exponent or trailing zeros; a percentage keeps at most two places."""
    rounded = number if number == number.to_integral_value() else number.quantize(Decimal("0.01"))
    plain = f"{rounded.normalize():f}"
    if language != "en":
        return plain
    whole, point, places = plain.partition(".")
    return f"{int(whole):,}{point}{places}"


def interval_words(interval: Interval, language: str) -> str:
    """A number, or the two ends that hold it between them."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if interval.is_point:
            return number_words(low, language)
        return f"{number_words(low, language)}–{number_words(high, language)}"
    if low is not None:
        return say("web.number.at_least", {"number": number_words(low, language)}, language)
    if high is not None:
        return say("web.number.at_most", {"number": number_words(high, language)}, language)
    return say("web.number.none", {}, language)


def unit_words(unit: str, language: str, *, value: Decimal | None = None) -> str:
    """The unit as it stands after a number; ``value`` where that number is known: 1 session, 38 sessions."""
    return english_unit(unit, value) if language == "en" else unit


def counted_words(number: Decimal, unit: str, language: str) -> str:
    """A number with its unit in running text: 38天, 1 day, 1,119 days, 12 (for 个)."""
    digits = number_words(number, language)
    return english_count(digits, unit, number) if language == "en" else f"{digits}{unit}"


def measured_name(name: str, unit: str, language: str) -> str:
    """What is asked for with the unit to write it in, left out where the name says it: Amount (yuan), Days."""
    words = unit_words(unit, language)
    if language != "en":
        return f"{name}（{words}）"
    return name if words.casefold() in ("", name.casefold()) else f"{name} ({words})"
