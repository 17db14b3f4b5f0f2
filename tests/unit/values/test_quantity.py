from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shuzhi.values.numerals import last_place
from shuzhi.values.quantity import (
    Bound,
    Quantity,
    nearly_wording,
    read_quantity,
    round_down_wording,
    write_quantity,
)

numbers = st.one_of(
    st.integers(min_value=1, max_value=10**9).map(Decimal),
    st.decimals(min_value="0.01", max_value=10**6, places=2),
)
units = st.sampled_from(
    ["人次", "人", "场次", "件次", "户", "元", "%", "个小时", "千克", "十万分之", "/10万", ""]
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    value, bound = draw(numbers), draw(st.sampled_from(list(Bound)))
    high = draw(st.one_of(st.none(), numbers))
    if high is not None and high <= value:
        high = None
    top = value if high is None else high
    step = draw(st.sampled_from([None, last_place(top)])) if bound is Bound.AT_LEAST else None
    return Quantity(value, draw(units), bound, high, step)


@given(quantities())
def test_a_written_quantity_is_read_back(quantity: Quantity) -> None:
    assume(not (quantity.unit == "十万分之" and quantity.bound is Bound.AT_LEAST and quantity.step is None))
    assert read_quantity(write_quantity(quantity)) == quantity


@pytest.mark.parametrize(
    ("phrase", "interval"),
    [
        ("40余次", "[40, 50)"),
        ("百余名", "[100, 200)"),
        ("1200余人次", "[1200, 1300)"),
        ("数十万人", "[200000, 1000000)"),
        ("60%以上", "[60, …)"),
        ("至少200户", "[200, …)"),
        ("不足百人", "(…, 100]"),
        ("3至5次", "[3, 5]"),
        ("5-10万元", "[50000, 100000]"),
        ("两三千块钱", "[2000, 3000]"),
        ("100场", "[100, 100]"),
    ],
)
def test_the_words_fix_the_interval(phrase: str, interval: str) -> None:
    quantity = read_quantity(phrase)
    assert quantity is not None
    assert str(quantity.interval) == interval


def test_nearly_two_hundred_is_below_and_within_a_tenth() -> None:
    quantity = read_quantity("近200人")
    assert quantity is not None
    assert Decimal(180) in quantity.interval
    assert Decimal(200) not in quantity.interval
    assert Decimal(179) not in quantity.interval


@pytest.mark.parametrize(
    ("phrase", "value", "unit", "bound"),
    [
        ("约60多人", "60", "人", Bound.APPROX),
        ("十万分之七点一", "7.1", "十万分之", Bound.EXACT),
        ("百分之三十", "30", "%", Bound.EXACT),
        ("85％", "85", "%", Bound.EXACT),
        ("两公里半", "2.5", "公里", Bound.EXACT),
        ("一个半小时", "1.5", "个小时", Bound.EXACT),
        ("两个多小时", "2", "个小时", Bound.AT_LEAST),
        ("二成五", "2.5", "成", Bound.EXACT),
        ("-2.25‰", "-2.25", "‰", Bound.EXACT),
        ("逾万户", "10000", "户", Bound.AT_LEAST),
        ("800多万", "8000000", "", Bound.AT_LEAST),
        ("5千克", "5", "千克", Bound.EXACT),
    ],
)
def test_usual_forms_are_read(phrase: str, value: str, unit: str, bound: Bound) -> None:
    quantity = read_quantity(phrase)
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize("phrase", ["", "次", "三三", "多次", "一是、二是"])
def test_what_is_no_quantity_is_refused(phrase: str) -> None:
    assert read_quantity(phrase) is None


@pytest.mark.parametrize(
    ("value", "wording"),
    [(1237, "1200余人次"), (38, "38人次"), (100, "100人次"), (1037, "1000余人次"), (12345, "1.2万余人次")],
)
def test_rounding_down_keeps_within_a_tenth(value: int, wording: str) -> None:
    assert round_down_wording(Decimal(value), "人次") == wording


@given(st.integers(min_value=1, max_value=10**9).map(Decimal))
def test_every_wording_of_a_known_value_is_true_of_it(value: Decimal) -> None:
    rounded = read_quantity(round_down_wording(value, "人"))
    assert rounded is not None
    assert value in rounded.interval
    assert value <= rounded.value * Decimal("1.1")
    nearly = nearly_wording(value, "人")
    if nearly is not None:
        stated = read_quantity(nearly)
        assert stated is not None
        assert value in stated.interval
