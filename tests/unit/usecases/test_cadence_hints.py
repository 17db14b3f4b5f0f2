"""Which stretches a rule of cadence finds short, and which it says nothing of."""

from __future__ import annotations

from datetime import date

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.usecases.cadence_hints import cadence_hints
from shuzhi.usecases.hint_answers import CadenceAnswer, HintAnswers
from shuzhi.values.period import Period
from tests.unit.usecases.numbers import NOW
from tests.unit.usecases.offices import BY

PACK = load_pack("womens_federation")
EACH_MONTH, EACH_QUARTER = "theme_party_day", "member_assembly"


def short(
    done: dict[str, dict[date, int]],
    *,
    period: str = "2023",
    today: date = date(2024, 1, 5),
    answered: str = "",
) -> dict[str, list[str]]:
    said = (CadenceAnswer("D", EACH_MONTH, Period.parse(answered), "停电", BY, NOW),) if answered else ()
    found = cadence_hints(
        PACK, HintAnswers(said, frozenset()), org="D", period=Period.parse(period), own=done, today=today
    )
    return {one.kind.code: [str(each) for each in one.short] for one in found}


def months(*wanted: int) -> dict[date, int]:
    return {date(2023, month, 1): 1 for month in wanted}


ALL_BUT_MARCH = months(1, 2, *range(4, 13))


def test_a_month_without_a_record_is_short_and_a_full_year_is_not_spoken_of() -> None:
    assert short({EACH_MONTH: ALL_BUT_MARCH}) == {EACH_MONTH: ["2023-03"]}
    assert short({EACH_MONTH: months(*range(1, 13))}) == {}
    assert short({EACH_QUARTER: months(2, 5, 12)}) == {EACH_QUARTER: ["2023Q3"]}


def test_work_that_the_unit_does_not_do_is_not_asked_for() -> None:
    assert short({}) == {}


@pytest.mark.parametrize(
    ("today", "found"), [(date(2023, 3, 31), {}), (date(2023, 4, 1), {EACH_MONTH: ["2023-03"]})]
)
def test_days_that_are_not_over_are_not_asked_for(today: date, found: dict[str, list[str]]) -> None:
    assert short({EACH_MONTH: ALL_BUT_MARCH}, today=today) == found


def test_an_answer_covers_its_days_and_no_others() -> None:
    done = {EACH_MONTH: months(1, 2, *range(5, 13))}
    assert short(done, answered="2023-03") == {EACH_MONTH: ["2023-04"]}
    assert short(done, answered="2023H1") == {EACH_MONTH: []}


def test_only_stretches_within_the_period_asked_about() -> None:
    assert short({EACH_MONTH: months(1, 2, 3)}, period="2023Q2") == {
        EACH_MONTH: ["2023-04", "2023-05", "2023-06"]
    }
    assert short({EACH_QUARTER: months(1)}, period="2023-05") == {}
    two_years = {EACH_QUARTER: {**months(1, 4, 7), date(2022, 1, 1): 1}}
    assert short(two_years, period="2022-07-01..2023-12-31") == {EACH_QUARTER: ["2022Q3", "2022Q4", "2023Q4"]}
