"""The days that a brief names, given the day on which it was received.

Full dates, dates without a year, runs of days, months, quarters, halves, 昨天 and 本月; 近日 names none.
A year that is not written is that of receipt, or the year before where the day would lie ahead; that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shuzhi.usecases.drafting.model import Span
from shuzhi.values.numerals import read_number
from shuzhi.values.period import Period

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"(?:[-－—–~～]{1,2}|至|到)"
_DATE = re.compile(
    rf"(?:(?P<year>\d{{4}})年)?(?P<relyear>今年|去年)?(?P<month>{_N})月(?P<day>{_N})[日号]"
    rf"(?:(?:上午|下午|晚上?)?{_TO}(?:(?P<month2>{_N})月)?(?P<day2>{_N})[日号])?"
    rf"|(?:(?P<year3>\d{{4}})年)?(?P<month3>{_N})月(?P<day3>{_N}){_TO}(?P<day4>{_N})[日号]"
    r"|(?P<iso>\d{4}[-./]\d{1,2}[-./]\d{1,2})(?!\d)"
    rf"|(?:(?P<yearm>\d{{4}})年|今年)?(?P<from>{_N})月?份?{_TO}(?P<upto>{_N})月份?"
    rf"|(?:(?P<yearq>\d{{4}})年|今年)?第?(?P<quarter>[一二三四1-4])季度"
    r"|(?:(?P<yearh>\d{4})年|今年)?(?P<half>上|下)半年"
    rf"|(?:(?P<yearo>\d{{4}})年|今年)?(?P<only>{_N})月(?:份|(?P<part>[上中下]旬|初|底)|(?P<sincem>以来)|(?=[，,：:共全开举组我各本工总]))"
    rf"|(?P<relmonthday>本月|当月|上个?月)(?P<dayin>{_N})[日号]"
    r"|(?P<since>今年以来|年初以来)|(?P<thisyear>全年|年内|本年度)|(?P<relmonth>本月|当月|上个?月)|(?P<relquarter>本季度|上季度)"
    r"|(?P<relday>今天|今日|今早|今晨|今晚|昨天|昨日|昨晚|昨夜|前天|前晚)|(?P<week>上个?周|本周|这周|上星期|本星期)(?P<weekday>[一二三四五六日天])|(?P<whole>(?P<yearw>\d{4})年(?:全年|度)?(?=[，,：:共]|全年))"
    rf"|(?<![\d月])(?P<bare>\d{{1,2}})日(?=[，,上下]|晚)"
)
_VAGUE = re.compile("近日|日前|近期|连日来|最近|不久前")
_SETTLING = 2
"""全年 in a brief of January or February is the year that has ended."""
_RELATIVE = {"今": 0, "昨": 1, "前": 2}


@dataclass(frozen=True, slots=True)
class When:
    """Days named at ``span``. ``is_period``: a part of a month, a month, quarter or longer, not the days of one event.

    ``is_part``: 上旬 or 月底, within which one event has a day that the words do not name.

    ``assumed``: the year was not written and the year of receipt would lie ahead.
    """

    start: date
    end: date
    span: Span
    is_period: bool = False
    is_part: bool = False
    assumed: bool = False


def days_named(text: str, received: date) -> tuple[When, ...]:
    """Every date of the text in order; impossible ones (2月30日) are left out."""
    return tuple(_each(text, received))


def vague_at(text: str) -> Span | None:
    """Where the brief says only that it was lately."""
    found = _VAGUE.search(text)
    return found.span() if found else None


def _each(text: str, received: date) -> Iterator[When]:
    for hit in _DATE.finditer(text):
        try:
            yield _read(hit, received)
        except ValueError:
            continue


def _read(hit: re.Match[str], received: date) -> When:
    if hit["day"] or hit["day3"]:
        return _days(hit, received)
    if hit["iso"]:
        year, month, day = (int(part) for part in re.split("[-./]", hit["iso"]))
        return When(date(year, month, day), date(year, month, day), hit.span())
    if hit["dayin"]:
        back = 1 if hit["relmonthday"].startswith("上") else 0
        named = (received.replace(day=1) - timedelta(days=back)).replace(day=_int(hit["dayin"]))
        return When(named, named, hit.span())
    if hit["relday"]:
        day_meant = received - timedelta(days=_RELATIVE[hit["relday"][0]])
        return When(day_meant, day_meant, hit.span())
    if hit["bare"]:
        return _bare_day(hit, received)
    if hit["week"]:
        back = 7 if hit["week"].startswith("上") else 0
        monday = received - timedelta(days=received.weekday() + back)
        meant = monday + timedelta(days=min("一二三四五六日天".index(hit["weekday"]), 6))
        return When(meant, meant, hit.span())
    return _period(hit, received)


def _days(hit: re.Match[str], received: date) -> When:
    long = hit["day"] is not None
    month = _int(hit["month"] if long else hit["month3"])
    first = _int(hit["day"] if long else hit["day3"])
    last_month = _int(hit["month2"]) if hit["month2"] else month
    last = _int((hit["day2"] if long else hit["day4"]) or str(first))
    written = hit["year"] or hit["year3"]
    year, assumed = _year(written, hit["relyear"], month, first, received)
    start, end = date(year, month, first), date(year + (last_month < month), last_month, last)
    if end < start:
        raise ValueError(hit.group())
    return When(start, end, hit.span(), assumed=assumed)


def _year(
    written: str | None, relative: str | None, month: int, day: int, received: date
) -> tuple[int, bool]:
    if written:
        return int(written), False
    if relative:
        return received.year - (relative == "去年"), False
    ahead = (month, day) > (received.month, received.day)
    return received.year - ahead, ahead


def _bare_day(hit: re.Match[str], received: date) -> When:
    """8日 without a month is that of receipt, or the month before where it would lie ahead."""
    day = int(hit["bare"])
    month_start = received.replace(day=1)
    if day > received.day:
        month_start = (month_start - timedelta(days=1)).replace(day=1)
    meant = month_start.replace(day=day)
    return When(meant, meant, hit.span(), assumed=day > received.day)


def _period(hit: re.Match[str], received: date) -> When:
    period, written = _named_period(hit, received)
    if hit["part"]:
        return _part_of_month(hit, period if written or period.start <= received else period.previous_year())
    if hit["sincem"] and period.start <= received:
        return When(period.start, received, hit.span(), is_period=True)
    if not written and period.start > received:
        period = period.previous_year()
        return When(period.start, period.end, hit.span(), is_period=True, assumed=True)
    return When(period.start, period.end, hit.span(), is_period=True)


def _part_of_month(hit: re.Match[str], month: Period) -> When:
    """The ten days that 上旬, 中旬 or 下旬 names; 初 and 底 are read as the first and the last of them."""
    first, last = {"上": (1, 10), "初": (1, 10), "中": (11, 20)}.get(hit["part"][0], (21, month.end.day))
    days = month.start.replace(day=first), month.start.replace(day=last)
    return When(*days, hit.span(), is_period=True, is_part=True)


def _named_period(hit: re.Match[str], received: date) -> tuple[Period, bool]:
    year = received.year
    if hit["from"]:
        return Period.months(int(hit["yearm"] or year), _int(hit["from"]), _int(hit["upto"])), bool(
            hit["yearm"]
        )
    if hit["quarter"]:
        return Period.parse(f"{hit['yearq'] or year}Q{_int(hit['quarter'])}"), bool(hit["yearq"])
    if hit["half"]:
        return Period.parse(f"{hit['yearh'] or year}H{1 if hit['half'] == '上' else 2}"), bool(hit["yearh"])
    if hit["only"]:
        return Period.month(int(hit["yearo"] or year), _int(hit["only"])), bool(hit["yearo"])
    if hit["since"]:
        return Period(date(year, 1, 1), received), True
    if hit["thisyear"]:
        return Period.year(year - (received.month <= _SETTLING)), True
    if hit["relmonth"]:
        back = 1 if hit["relmonth"].startswith("上") else 0
        day = received.replace(day=1) - timedelta(days=back)
        return Period.month(day.year, day.month), True
    if hit["relquarter"]:
        quarter = (received.month + 2) // 3 - (1 if hit["relquarter"].startswith("上") else 0)
        return Period.parse(f"{year}Q{quarter}" if quarter else f"{year - 1}Q4"), True
    return Period.year(int(hit["yearw"])), True


def _int(text: str) -> int:
    value = read_number(text)
    if value is None or value != int(value):
        raise ValueError(text)
    return int(value)
