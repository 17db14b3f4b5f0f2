"""Periods are runs of whole days in Shanghai, written in the shortest code that reads back the same."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.values.period import Period, PeriodError, day_of

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS, DAYS)
def test_writing_and_reading_a_period_are_inverse(a: date, b: date) -> None:
    period = Period(min(a, b), max(a, b))
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023H2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-03-15", date(2023, 3, 15), date(2023, 3, 15)),
        ("2023-03-15..2023-04-02", date(2023, 3, 15), date(2023, 4, 2)),
    ],
)
def test_the_usual_codes_are_read_and_written(code: str, start: date, end: date) -> None:
    assert Period.parse(code) == Period(start, end)
    assert str(Period(start, end)) == code


@pytest.mark.parametrize(
    "text", ["", "23", "2023Q5", "2023-13", "2023-02-30", "2023-05-02..2023-05-01", "二〇二三"]
)
def test_what_names_no_period_is_refused_with_its_code(text: str) -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse(text)
    assert refused.value.code == "period.unreadable"


@given(DAYS, DAYS)
def test_the_months_of_a_period_follow_one_another_and_fill_it(a: date, b: date) -> None:
    period = Period(min(a, b), max(a, b))
    months = list(period.split_by_month())
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all((later.start - earlier.end).days == 1 for earlier, later in itertools.pairwise(months))


def test_the_year_before_a_leap_day_ends_on_the_28th() -> None:
    assert Period.parse("2024-02-29").previous_year() == Period.parse("2023-02-28")
    assert Period.parse("2024Q1").previous_year() == Period.parse("2023Q1")


def test_an_instant_belongs_to_the_day_in_shanghai() -> None:
    assert day_of(datetime(2023, 12, 31, 16, 30, tzinfo=UTC)) == date(2024, 1, 1)
    with pytest.raises(ValueError, match="naive"):
        day_of(datetime(2023, 12, 31))
