"""Text made to be slow is read in time that grows with its length alone; long texts lose nothing at the seams."""

import time

import pytest

from shuzhi.claims.extract import extract

LENGTH = 40_000
SECONDS = 10
"""Honest text of this length takes a tenth of a second; the square of it would take minutes."""


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "1",
        "1 ",
        "1、",
        "1-",
        "培训",
        "（",
        "“",
        "百分之",
        "每年",
        "的",
        "妇女、",
        "1985、",
        "3月、",
        "第1",
        "1,000",
        "占3%的",
        "其中",
    ],
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    started = time.process_time()
    extract("走访12人" + unit * (LENGTH // len(unit)) + "12人。")
    assert time.process_time() - started < SECONDS


def test_a_long_text_is_read_as_its_paragraphs_are() -> None:
    paragraph = "1985年，全县培训妇女1200余人，其中女干部35人；发放资料近百份。"
    text = "\n".join([paragraph] * 6000)
    claims = extract(text)
    assert len(claims) == 3 * 6000
    assert all(text[claim.start : claim.end] == claim.quantity for claim in claims)
    assert [claim.part_of for claim in claims[-3:]] == [None, len(claims) - 3, None]
