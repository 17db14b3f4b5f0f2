"""Kinds of values that several operations take, each with what it looks like. Knows texts and bounds; no ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from ninja import Path, Schema
from pydantic import AfterValidator, Field

from shuzhi.values.period import Period
from shuzhi.web.api.problems import Refusal

MOST_CHARACTERS = 200_000
FIRST_YEAR, LAST_YEAR = 1900, 2200  # days beyond are slips of a keyboard, and calendars end at 9999

_T = TypeVar("_T")


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL")
    return text


def _near(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"year {FIRST_YEAR} to {LAST_YEAR}")
    return day


CODE_PATTERN = r"^[A-Za-z0-9_.:+-]{1,64}$"
Code = Annotated[str, Field(pattern=CODE_PATTERN)]
Organisation = Annotated[
    str, Field(pattern=CODE_PATTERN, description="机构代码 organisation code", examples=["990101"])
]
Ledger = Path[Annotated[Code, Field(description="台账 ledger", examples=["office"])]]
OptionalOrganisation = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_.:+-]{0,64}$",
        description="机构代码，空为令牌本级 organisation code; empty: the caller's own unit",
        examples=["990101"],
    ),
]
OptionalCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:+-]{0,64}$")]
PeriodCode = Annotated[
    str,
    Field(
        min_length=4,
        max_length=22,
        description="期间 period: 2023, 2023H1, 2023Q3, 2023-05, 2023-05-01..2023-05-07",
        examples=["2023"],
    ),
]
Day = Annotated[date, AfterValidator(_near), Field(examples=["2023-12-31"])]
Words = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS), AfterValidator(_without_nul)]
Limit = Annotated[int, Field(ge=1, le=200, description="最多几行 most rows", examples=[50])]
After = Annotated[
    str,
    Field(
        max_length=200,
        description="上一页给出的 following what the page before gave as `following`",
        examples=[""],
    ),
]
AsOf = Annotated[
    int | None,
    Field(
        ge=1,
        le=2**53 - 1,
        description="截至台账第几条，空为现在 ledger position; empty: now",
        examples=[1200],
    ),
]


class Sentence(Schema):
    """A code with its arguments, and the sentence in the language asked for."""

    code: str
    args: dict[str, Any] = {}
    sentence: str


def read_period(text: str) -> Period:
    """Raises ``PeriodError``, or ``Refusal`` for one far away."""
    period = Period.parse(text)
    if not (period.start.year >= FIRST_YEAR and period.end.year <= LAST_YEAR):
        raise Refusal(422, "api.period_far", period=text, first=FIRST_YEAR, last=LAST_YEAR)
    return period


def following_rows(rows: Sequence[tuple[str, _T]], *, after: str, limit: int) -> tuple[tuple[_T, ...], str]:
    """The rows whose place comes after ``after``, and the place to go on from ("" at the end).

    ``rows`` are (place, row) in the order of their places; rows of one place are never parted.
    """
    begin = next((at for at, (place, _) in enumerate(rows) if place > after), len(rows)) if after else 0
    end = min(begin + limit, len(rows))
    while 0 < end < len(rows) and rows[end][0] == rows[end - 1][0]:
        end += 1
    shown = tuple(row for _, row in rows[begin:end])
    return shown, rows[end - 1][0] if end < len(rows) else ""
