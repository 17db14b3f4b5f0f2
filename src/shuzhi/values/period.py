"""Periods of whole days as offices speak of them: a year, a half, a quarter, a month, a run of days.

Days are calendar days in Asia/Shanghai; an instant becomes a day only through ``day_of``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_CODE = re.compile(r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>\d{2}))?\Z")


class PeriodError(ValueError):
    """A text that names no period; ``code`` is the message code, ``text`` what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a period: {text!r}")
        self.code = "period.unreadable"
        self.text = text


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(f"{self.start}..{self.end}")

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def months(cls, year: int, first: int, last: int) -> Period:
        return cls(cls.month(year, first).start, cls.month(year, last).end)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2023``, ``2023H1``, ``2023Q3``, ``2023-05``, ``2023-05-01`` or ``2023-05-01..2023-05-07``.

        Raises ``PeriodError``.
        """
        found = _CODE.match(text)
        try:
            if not found:
                start, _, end = text.partition("..")
                return cls(date.fromisoformat(start), date.fromisoformat(end or start))
            year = int(found["year"])
            if found["half"]:
                return cls.months(year, 6 * int(found["half"]) - 5, 6 * int(found["half"]))
            if found["quarter"]:
                return cls.months(year, 3 * int(found["quarter"]) - 2, 3 * int(found["quarter"]))
            if found["month"]:
                return cls.month(year, int(found["month"]))
            return cls.year(year)
        except ValueError as problem:
            raise PeriodError(text) from problem

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    def __str__(self) -> str:
        """The shortest code that ``parse`` reads back as the same period."""
        for code in self._codes():
            if Period.parse(code) == self:
                return code
        return f"{self.start}..{self.end}"

    def split_by_month(self) -> Iterator[Period]:
        """The calendar months touched, each cut to this period."""
        day = self.start
        while day <= self.end:
            month = Period.month(day.year, day.month)
            yield Period(day, min(month.end, self.end))
            day = month.end + timedelta(days=1)

    def previous_year(self) -> Period:
        """The same days one year earlier; 29 February becomes the 28th."""
        return Period(_year_earlier(self.start), _year_earlier(self.end))

    def _codes(self) -> Iterator[str]:
        year, month = self.start.year, self.start.month
        yield f"{year:04d}"
        yield f"{year:04d}H{(month + 5) // 6}"
        yield f"{year:04d}Q{(month + 2) // 3}"
        yield f"{year:04d}-{month:02d}"
        yield self.start.isoformat()


def day_of(instant: datetime) -> date:
    """The calendar day in Shanghai of an aware instant; ``ValueError`` for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("a naive datetime names no day")
    return instant.astimezone(SHANGHAI).date()


def _year_earlier(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)
