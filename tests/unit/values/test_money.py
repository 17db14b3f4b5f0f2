from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.values.money import read_money, write_money, write_money_grouped, write_money_in

amounts = st.decimals(min_value=0, max_value=10**13, places=2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("83.1349万元", "831349"), ("三元五角", "3.5"), ("12,345.60元", "12345.6"), ("2.95亿元", "295000000")],
)
def test_sums_are_read_exactly(text: str, amount: str) -> None:
    assert read_money(text) == Decimal(amount)


def test_loose_sums_are_no_exact_money() -> None:
    assert read_money("4万余元") is None


@given(amounts)
def test_written_sums_are_read_back(amount: Decimal) -> None:
    assert read_money(write_money(amount)) == amount
    assert read_money(write_money_grouped(amount)) == amount
    assert read_money(write_money_in(amount, "万元")) == amount
