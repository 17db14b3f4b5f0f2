import itertools
from decimal import Decimal

import pytest

from shuzhi.values.units import UnitFamily, family, may_count_same, same_family, scale


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("人次", UnitFamily.ATTENDANCES),
        ("名", UnitFamily.PEOPLE),
        ("场次", UnitFamily.SESSIONS),
        ("户", UnitFamily.HOUSEHOLDS),
        ("份", UnitFamily.COPIES),
        ("元", UnitFamily.MONEY),
        ("%", UnitFamily.PERCENT),
        ("斤", UnitFamily.MASS),
        ("", UnitFamily.BARE),
        ("辆", UnitFamily.OTHER),
    ],
)
def test_units_have_their_family(unit: str, expected: UnitFamily) -> None:
    assert family(unit) is expected


def test_attendances_people_and_sessions_never_convert() -> None:
    for one, other in itertools.permutations(["人次", "人", "场次", "件次", "户"], 2):
        assert not same_family(one, other)
        assert not may_count_same(one, other)


def test_a_general_counter_stands_in_for_things_but_not_for_people() -> None:
    assert may_count_same("个", "篇")
    assert not may_count_same("个", "人")
    assert not may_count_same("篇", "家")


def test_two_unknown_units_are_comparable_only_when_equal() -> None:
    assert same_family("辆", "辆")
    assert not same_family("辆", "头")


def test_measures_of_one_family_have_their_size() -> None:
    assert scale("斤") * 2 == scale("公斤")
    assert scale("人次") == Decimal(1)
