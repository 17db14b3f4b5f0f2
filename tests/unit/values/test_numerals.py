from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.values.numerals import (
    Looseness,
    group_digits,
    last_place,
    read_number,
    read_numeral,
    write_chinese,
    write_number,
    write_short,
)

whole = st.integers(min_value=0, max_value=10**16 - 1).map(Decimal)
fractional = st.decimals(min_value=0, max_value=10**12, places=4)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万三千", "23000"),
        ("1.2万", "12000"),
        ("廿", "20"),
        ("廿五", "25"),
        ("半", "0.5"),
        ("一百零三", "103"),
        ("１２３", "123"),
        ("12,345", "12345"),
        ("2 180", "2180"),
        ("0．76", "0.76"),
        ("七点一", "7.1"),
        ("一万二", "12000"),
        ("1亿2千万", "120000000"),
        ("3万5千", "35000"),
        ("1万零500", "10500"),
        ("两千五", "2500"),
        ("二〇二三", "2023"),
        ("壹佰贰拾", "120"),
        ("百", "100"),
        ("一万亿", "1000000000000"),
    ],
)
def test_exact_forms_are_read(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三三", "十百", "1万2", "3亿5亿", "点五", "一十十", "次", "两〇三"])
def test_what_is_not_a_number_is_refused(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("三十余", 30, 10),
        ("百余", 100, 100),
        ("4万余", 40000, 10000),
        ("1200余", 1200, 100),
        ("2000多万", 20000000, 10000000),
        ("数十", 20, 80),
        ("数百", 200, 800),
        ("十几", 10, 10),
        ("三十几", 30, 10),
        ("数十万", 200000, 800000),
    ],
)
def test_loose_forms_reach_to_the_next_step(text: str, value: int, step: int) -> None:
    read = read_numeral(text)
    assert read is not None
    assert (read.value, read.step, read.looseness) == (value, step, Looseness.MORE)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三五", 3, 5),
        ("两三千", 2000, 3000),
        ("七八千", 7000, 8000),
        ("十七八", 17, 18),
        ("一二百", 100, 200),
        ("两百四五十万", 2400000, 2500000),
        ("一千二三百", 1200, 1300),
        ("两万三四千", 23000, 24000),
    ],
)
def test_neighbouring_digits_are_a_range(text: str, low: int, high: int) -> None:
    read = read_numeral(text)
    assert read is not None
    assert (read.value, read.high) == (low, high)


@given(whole)
def test_spoken_numbers_are_read_back(value: Decimal) -> None:
    assert read_number(write_chinese(value)) == value


@given(fractional)
def test_written_numbers_are_read_back(value: Decimal) -> None:
    assert read_number(write_number(value)) == value
    assert read_number(write_short(value)) == value
    assert read_number(group_digits(value)) == value


@given(st.decimals(min_value="0.0001", max_value=10**9, places=4))
def test_the_last_place_divides_the_number_and_ten_of_it_does_not(value: Decimal) -> None:
    place = last_place(value)
    assert value % place == 0
    assert value % (place * 10) != 0
