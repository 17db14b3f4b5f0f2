"""Whatever is written as a quantity is read back out of a sentence, and no text breaks the reader."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shuzhi.claims.extract import extract
from shuzhi.values.numerals import write_chinese
from shuzhi.values.quantity import Bound, Quantity, write_quantity

units = st.sampled_from(["人次", "场次", "件次", "户", "份", "篇", "名"])
values = st.integers(min_value=2, max_value=10**8).map(Decimal)
bounds = st.sampled_from([Bound.EXACT, Bound.APPROX, Bound.NEARLY, Bound.AT_LEAST, Bound.AT_MOST])


@given(values, units, bounds)
def test_a_written_quantity_is_read_back_out_of_a_sentence(value: Decimal, unit: str, bound: Bound) -> None:
    written = write_quantity(Quantity(value, unit, bound))
    (claim,) = extract(f"全年完成志愿服务{written}。")
    assert (claim.quantity, claim.value, claim.unit, claim.bound) == (written, value, unit, bound)


@given(st.integers(min_value=2, max_value=10**8).map(Decimal), units)
def test_chinese_numerals_are_read_out_of_a_sentence(value: Decimal, unit: str) -> None:
    (claim,) = extract(f"共发放资料{write_chinese(value)}{unit}。")
    assert (claim.value, claim.unit) == (value, unit)


@given(
    st.text(
        alphabet="一二三十百千万亿几数多余近约半0129.,，。、；（）“”《》年月日人次名个%的分之至-－\n \t妇女培训"
    )
)
def test_no_text_breaks_the_reader_and_spans_are_in_order(text: str) -> None:
    claims = extract(text)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quantity
    for before, after in pairwise(claims):
        assert before.end <= after.start
