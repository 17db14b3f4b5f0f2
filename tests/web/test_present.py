"""Words, numbers and drawings of pages, without a page: same value, same words; nothing rounded, nothing coloured by value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shuzhi.engine.base import Certainty, Figure, PackRef, Query, Scope, Slice
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from shuzhi.web.present.charts import SIZES, month_charts
from shuzhi.web.present.details import FactLine, changes
from shuzhi.web.present.figures import CERTAINTY_CODES, REACH_CODES, WHY_CODES, value_view, why_words
from shuzhi.web.present.loops import due_words
from shuzhi.web.present.words import (
    days_words,
    interval_words,
    measured_name,
    number_words,
    period_words,
    unit_words,
)

PACK = PackRef("test", "1", "0" * 64)


def figure(
    low: int | None, high: int | None, *, certainty: Certainty = Certainty.EXACT, **kept: object
) -> Figure:
    query = Query("talks", PACK, Scope("office", "990101"), Period.year(2023), (("office", 1),))
    value = None if low is None and high is None else Interval.between(low, high)
    return Figure(query, "场", value, certainty, **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("38", "38", "38"),
        ("68288", "68288", "68,288"),
        ("81.8181", "81.82", "81.82"),
        ("100.00", "100", "100"),
        ("0", "0", "0"),
        ("1200000", "1200000", "1,200,000"),
    ],
)
def test_numbers_stand_in_digits(number: str, zh: str, en: str) -> None:
    assert (number_words(Decimal(number), "zh"), number_words(Decimal(number), "en")) == (zh, en)


def test_an_interval_shows_both_ends_or_the_one_it_has() -> None:
    both, lower = (
        interval_words(Interval.between(152, 1204), "zh"),
        interval_words(Interval.between(152, None), "en"),
    )
    assert "152" in both
    assert "1204" in both
    assert lower != interval_words(Interval.between(None, 152), "en")
    assert "152" in lower


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (date(2023, 3, 8), date(2023, 3, 8), "2023年3月8日", "8 March 2023"),
        (date(2023, 3, 8), date(2023, 3, 9), "2023年3月8日—9日", "8 – 9 March 2023"),
        (date(2023, 3, 8), date(2023, 4, 1), "2023年3月8日—4月1日", "8 March – 1 April 2023"),
        (
            date(2022, 12, 30),
            date(2023, 1, 2),
            "2022年12月30日—2023年1月2日",
            "30 December 2022 – 2 January 2023",
        ),
    ],
)
def test_a_run_of_days_says_once_what_its_days_share(start: date, end: date, zh: str, en: str) -> None:
    assert (days_words(start, end, "zh"), days_words(start, end, "en")) == (zh, en)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_kind_of_period_has_words_of_its_own(language: str) -> None:
    codes = ["2023", "2023H1", "2023H2", "2023Q3", "2023-05", "2023-05-01", "2023-05-01..2023-06-02"]
    words = [period_words(Period.parse(code), language) for code in codes]
    assert len(set(words)) == len(codes)
    assert all("2023" in one for one in words)


def test_people_attendances_and_sessions_never_share_a_word() -> None:
    for language in ("zh", "en"):
        assert len({unit_words(unit, language) for unit in ("人", "人次", "场")}) == 3


@pytest.mark.parametrize("certainty", list(Certainty))
def test_every_certainty_has_word_and_sign_and_reason(certainty: Certainty) -> None:
    """Colour never stands alone: the badge has a word, the page a reason."""
    assert certainty in CERTAINTY_CODES
    assert certainty in WHY_CODES
    shown = value_view(figure(1, 1, certainty=certainty), "zh")
    assert shown.certainty
    assert shown.sign
    assert why_words(figure(1, 1, certainty=certainty), "zh")


def test_every_reach_has_a_sentence() -> None:
    assert len(set(REACH_CODES.values())) == 4


def test_sessions_without_heads_are_said_with_their_number() -> None:
    words = why_words(figure(10, None, certainty=Certainty.BOUNDED, gaps=3, reasons=("engine.gaps",)), "zh")
    assert len(words) == 1
    assert "3" in words[0]


def test_the_source_of_a_cited_figure_is_named() -> None:
    words = why_words(figure(96, 96, certainty=Certainty.CITED, source="某区统计资料"), "zh")
    assert any("某区统计资料" in one for one in words)


def slices(*ends: tuple[int | None, int | None]) -> tuple[Slice, ...]:
    return tuple(Slice(f"2023-{month:02d}", figure(low, high)) for month, (low, high) in enumerate(ends, 1))


def test_bars_are_as_high_as_their_numbers() -> None:
    for chart in month_charts(slices((10, 10), (5, 5), (0, 0)), "zh"):
        first, second, third = chart.bars
        assert abs(first.sure_height - 2 * second.sure_height) <= 1
        assert third.sure_height == 0
        assert third.number == ""
        assert [bar.x for bar in chart.bars] == sorted(bar.x for bar in chart.bars)


def test_an_interval_is_drawn_as_an_interval() -> None:
    """The sure part solid, the open part above it; without an upper end a cap that is no height."""
    for chart in month_charts(slices((5, 10), (10, 10), (10, None)), "zh"):
        bounded, exact, endless = chart.bars
        assert bounded.open_height > 0
        assert bounded.open_y + bounded.open_height == bounded.sure_y
        assert bounded.sure_height + bounded.open_height == exact.sure_height
        assert not exact.open_height
        assert endless.endless


def test_drawings_stay_inside_their_frame() -> None:
    for chart in month_charts(slices(*[(month * 1000, month * 1000 + 7) for month in range(1, 13)]), "zh"):
        assert (chart.width, chart.height) == SIZES[chart.size]
        for bar in chart.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= chart.width
            assert 0 < bar.number_y <= chart.axis_y


def test_nothing_is_drawn_of_nothing() -> None:
    assert month_charts(slices((0, 0), (None, None)), "zh") == ()
    assert month_charts((), "zh") == ()


def test_changes_name_what_was_and_what_is() -> None:
    before = (FactLine("a", "甲", "1"), FactLine("b", "乙", "2"))
    after = (FactLine("a", "甲", "1"), FactLine("b", "乙", "3"), FactLine("c", "丙", "4"))
    assert [(one.label, one.before, one.after) for one in changes(before, after)] == [
        ("乙", "2", "3"),
        ("丙", "", "4"),
    ]
    assert [(one.before, one.after) for one in changes(after, before)] == [("3", "2"), ("4", "")]


@pytest.mark.parametrize(
    ("low", "high", "unit"), [(1, 1, "session"), (2, 2, "sessions"), (1, None, "session"), (1, 2, "sessions")]
)
def test_the_unit_follows_the_number_before_it(low: int, high: int | None, unit: str) -> None:
    assert value_view(figure(low, high), "en").unit == unit


@pytest.mark.parametrize(
    ("unit", "name", "asked"),
    [("元", "Amount", "Amount (yuan)"), ("天", "Days", "Days"), ("个", "Jobs offered", "Jobs offered")],
)
def test_a_unit_that_the_name_says_is_not_said_again(unit: str, name: str, asked: str) -> None:
    assert measured_name(name, unit, "en") == asked


def test_days_past_due_are_counted_as_english_counts() -> None:
    due = date(2023, 10, 31)
    said = [due_words(due, today=date(2023, 11, day), ended=False, language="en") for day in (1, 2)]
    assert said[0].endswith("1 day ago")
    assert said[1].endswith("2 days ago")
