"""Codes are read strictly: one wrong character is found."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.values.identifiers import (
    AreaCode,
    CitizenNumber,
    IdentifierError,
    check_credit_code,
    citizen_check,
    credit_check,
    organisation_check,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("990000", "province"),
        ("991200", "prefecture"),
        ("991203", "county"),
        ("991203000000", "county"),
        ("991203101000", "township"),
        ("991203101201", "village"),
    ],
)
def test_the_level_of_an_area_is_in_its_code(code: str, level: str) -> None:
    assert AreaCode(code).level == level


def test_an_area_contains_what_lies_in_it_and_nothing_else() -> None:
    county, village = AreaCode("991203"), AreaCode("991203101201")
    assert county.contains(village)
    assert not village.contains(county)
    assert not AreaCode("991204").contains(village)


@pytest.mark.parametrize(
    "code", ["99120", "9912O3", "001203", "990003", "991203000201", "991200101000", "９９１２０３"]
)
def test_a_code_that_cannot_be_an_area_is_refused(code: str) -> None:
    with pytest.raises(IdentifierError) as refused:
        AreaCode(code)
    assert refused.value.code.startswith("identifier.area_")


def test_the_published_example_of_a_credit_code_passes_in_both_its_checks() -> None:
    assert check_credit_code(" 91350100m000100y43 ") == "91350100M000100Y43"
    assert organisation_check("M000100Y") == "4"


@given(st.text(ALPHABET, min_size=8, max_size=8), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_changed_character_of_a_credit_code_is_found(stem: str, place: int, other: str) -> None:
    body = "91991203" + stem + organisation_check(stem)
    code = body + credit_check(body)
    assert check_credit_code(code) == code
    changed = code[:place] + other + code[place + 1 :]
    if changed != code:
        with pytest.raises(IdentifierError):
            check_credit_code(changed)


def test_a_citizen_number_gives_birth_and_sex_and_prints_masked() -> None:
    number = CitizenNumber.read("11010519491231002x")
    assert (number.born, number.sex) == (date(1949, 12, 31), "2")
    assert "1949" not in str(number)
    assert CitizenNumber("440524188001010014").sex == "1"


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9)
)
def test_any_single_changed_digit_of_a_citizen_number_is_found(
    born: date, order: int, place: int, step: int
) -> None:
    stem = f"991203{born:%Y%m%d}{order:03d}"
    number = stem + citizen_check(stem)
    assert CitizenNumber(number).born == born
    changed = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    with pytest.raises(IdentifierError) as refused:
        CitizenNumber(changed)
    assert changed not in str(refused.value)
