"""Figures in words: nothing rounded silently, no interval of people as a number of people, marks where they belong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.engine.base import Certainty, Figure
from shuzhi.report.wording import Style, in_full, in_words, is_interval_of_people, says_nothing
from shuzhi.values.interval import Interval
from shuzhi.values.quantity import read_quantity
from tests.unit.report import sample


def exact(value: str | int, unit: str) -> Figure:
    return replace(sample.figure("lectures"), value=Interval.point(Decimal(value)), unit=unit)


def between(low: int | None, high: int | None, unit: str) -> Figure:
    interval = Interval.between(low, high)
    return replace(sample.figure("lectures"), value=interval, unit=unit, certainty=Certainty.BOUNDED)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (38, "场次", "38场次"), (12837, "人次", "12837人次"), ("79.5", "%", "79.5%"), ("33.3333333", "%", "33.3%"),
        ("66.6666667", "%", "66.7%"), (831349, "元", "83.1349万元"), (0, "场次", "0场次"), ("12.25", "个", "12.25个"),
    ],
)  # fmt: skip
def test_a_known_value_is_printed_in_digits_with_its_unit(value: str | int, unit: str, printed: str) -> None:
    assert in_words(exact(value, unit)) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1237, "1200余人次"), (1190, "近1200人次"), (198, "近200人次"), (205, "200余人次"), (12837, "1.3万人次"),
        (12000, "1.2万人次"), (100, "100人次"), (38, "38人次"), (99, "99人次"), (150, "150人次"),
    ],
)  # fmt: skip
def test_round_wording_takes_the_nearer_round_number(value: int, printed: str) -> None:
    assert in_words(exact(value, "人次"), Style.ROUND).replace("近1.3万", "1.3万") == printed


@given(st.integers(0, 10**7))
def test_round_wording_is_true_of_the_value_and_within_a_tenth(value: int) -> None:
    read = read_quantity(in_words(exact(value, "人次"), Style.ROUND))
    assert read is not None
    assert Decimal(value) in read.interval
    assert abs(read.value - value) * 10 <= read.value or read.value == value


def test_a_bounded_figure_prints_its_lower_end_and_the_appendix_both() -> None:
    assert in_words(between(200, None, "人次")) == "至少200人次"
    assert in_words(between(200, 900, "人次")) == "至少200人次"
    assert in_words(between(0, 900, "人次")) == "不超过900人次"
    assert in_full(between(200, 900, "人次")) == "200至900人次"
    assert in_full(between(200, None, "人次")) == "至少200人次"


def test_a_bounded_ratio_is_never_rounded_to_its_favour() -> None:
    interval = Interval.between(Decimal("66.6666"), Decimal("77.7777"))
    figure = replace(between(1, 2, "%"), value=interval)
    assert (in_words(figure), in_full(figure)) == ("至少66.6%", "66.6至77.8%")


@given(low=st.integers(0, 500), more=st.integers(1, 500))
def test_an_interval_of_people_is_known_as_one(low: int, more: int) -> None:
    assert is_interval_of_people(between(low, low + more, "人"))
    assert is_interval_of_people(between(low, None, "名"))
    assert not is_interval_of_people(exact(low, "人"))
    assert not is_interval_of_people(between(low, low + more, "人次"))


def test_marks_of_declared_cited_unknown_and_suppressed_figures() -> None:
    assert in_words(sample.declared("lectures")) == "38场次（申报）"
    assert in_words(sample.declared("lectures", "云岭区统计局")) == "38场次（引自云岭区统计局）"
    assert in_words(replace(exact(38, "场次"), value=None, certainty=Certainty.UNKNOWN)) == "（未核实）"
    assert in_words(replace(exact(38, "场次"), value=None, certainty=Certainty.SUPPRESSED)) == "（数小不列）"


def test_nothing_to_say_is_zero_or_unknown_and_nothing_else() -> None:
    assert says_nothing(exact(0, "场次"))
    assert says_nothing(replace(exact(1, "场次"), value=None))
    assert says_nothing(between(0, None, "人次"))
    assert not says_nothing(exact(1, "场次"))
    assert not says_nothing(between(0, 5, "人次"))
    assert not says_nothing(between(2, None, "人次"))
