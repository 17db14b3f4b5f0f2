"""Intervals contain, overlap and cover as sets of numbers do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.values.interval import Interval

ENDS = st.none() | st.integers(-6, 6).map(Decimal)
POINTS = [Decimal(n) / 2 for n in range(-14, 15)]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low >= high:
        return (
            Interval(high, high)
            if low == high
            else Interval(high, low, draw(st.booleans()), draw(st.booleans()))
        )
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@given(intervals(), intervals())
def test_overlap_and_cover_agree_with_the_numbers_inside(a: Interval, b: Interval) -> None:
    """Half steps between whole ends, and beyond them, decide every relation of two intervals."""
    in_a, in_b = {p for p in POINTS if p in a}, {p for p in POINTS if p in b}
    assert a.overlaps(b) == bool(in_a & in_b)
    assert a.overlaps(b) == b.overlaps(a)
    if a.covers(b):
        assert in_b <= in_a


@given(intervals(), intervals())
def test_what_covers_and_is_covered_holds_the_same_numbers(a: Interval, b: Interval) -> None:
    if a.covers(b) and b.covers(a):
        assert {p for p in POINTS if p in a} == {p for p in POINTS if p in b}
    assert a.covers(a)


def test_an_interval_without_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Interval(Decimal(3), Decimal(2))
    with pytest.raises(ValueError, match="empty"):
        Interval(Decimal(3), Decimal(3), low_open=True)


def test_a_point_knows_that_it_is_one() -> None:
    assert Interval.point(100).is_point
    assert not Interval.between(40, None).is_point
    assert "40" not in Interval.point(100)
    assert str(Interval(Decimal(40), Decimal(50), high_open=True)) == "[40, 50)"
