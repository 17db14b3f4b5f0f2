"""The arithmetic of heads, people and ratios."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shuzhi.engine.tally import Crowd, heads_value, people_value, plain, ratio_value
from shuzhi.values.interval import Interval

counts = st.integers(0, 500)


def test_attendances_are_open_above_where_a_session_was_not_counted() -> None:
    assert heads_value(40, 0) == Interval.point(40)
    assert heads_value(40, 1) == Interval.between(40, None)
    assert heads_value(0, 1) is None
    assert heads_value(0, 0) == Interval.point(0)


def test_people_lie_between_the_fullest_session_and_all_heads() -> None:
    assert people_value([Crowd(named=12, unnamed=30, largest=25, gaps=0)]) == Interval.between(25, 42)
    assert people_value([Crowd(named=12, unnamed=0, largest=9, gaps=0)]) == Interval.point(12)
    assert people_value([]) == Interval.point(0)


def test_people_above_ledgers_are_the_largest_to_the_sum() -> None:
    office, other = Crowd(12, 0, 9, 0), Crowd(5, 0, 5, 0)
    assert people_value([office, other]) == Interval.between(12, 17)


@given(st.lists(st.tuples(counts, counts, counts), max_size=4))
def test_people_never_exceed_attendances_nor_fall_below_the_named(crowds: list[tuple[int, int, int]]) -> None:
    """The upper end is names and heads without names; every name is somebody."""
    made = [Crowd(named, unnamed, min(full, named + unnamed), 0) for named, unnamed, full in crowds]
    value = people_value(made)
    assert value is not None and value.low is not None and value.high is not None
    assert max((one.named for one in made), default=0) <= value.low <= value.high
    assert value.high == sum(one.named + one.unnamed for one in made)


def test_a_ratio_needs_a_denominator() -> None:
    nothing, some = Interval.point(0), Interval.point(4)
    assert ratio_value(some, nothing, 100) is None
    assert ratio_value(some, Interval.between(0, 5), 100) is None
    assert ratio_value(nothing, some, 100) == Interval.point(0)


def test_a_ratio_is_told_to_four_places() -> None:
    third = ratio_value(Interval.point(1), Interval.point(3), 100)
    assert third == Interval.point(Decimal("33.3333"))


@given(counts, counts, st.integers(1, 500), counts)
def test_a_ratio_of_intervals_holds_every_ratio_of_their_numbers(
    low: int, more: int, least: int, far: int
) -> None:
    top, bottom = Interval.between(low, low + more), Interval.between(least, least + far)
    value = ratio_value(top, bottom, 100)
    assert value is not None
    for above in (low, low + more):
        for below in (least, least + far):
            assert (Decimal(above) / below * 100).quantize(
                Decimal("0.0001"), rounding="ROUND_HALF_UP"
            ) in value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_equal_numbers_are_written_equally(number: Decimal) -> None:
    assert plain(number) == number
    assert str(plain(number)) == str(plain(number * Decimal("1.000")))
    assert "E" not in str(plain(number * 10**6)) or number == 0
