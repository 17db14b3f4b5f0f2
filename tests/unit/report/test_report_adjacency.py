"""What stands against a figure is told from what merely stands near it."""

from __future__ import annotations

import pytest

from shuzhi.report.adjacency import against_after, against_before, same_figure_text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("0场次", "0场次"), ("万", "万"), (" 万元，", "万元"), ("%，", "%"), ("％", "％"), ("人次，覆盖", "人次"), ("人，覆盖", "人"),
        ("余户", "余户"), (".5个", ".5个"), ("多", "多"), ("以上", "以上"), ("—50场", "—50场"), ("个百分点", "个百分点"),
        ("人员培训", ""), ("家庭", ""), ("个人", ""), ("，38场", ""), ("、", ""), ("", ""), ("次日", ""), ("来自各村", ""),
        ("（含线上）", ""), ("名单", ""), ("位于", ""), ("\u200b5", "5"),
    ],
)  # fmt: skip
def test_after_a_figure(words: str, found: str) -> None:
    assert against_after(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("举办1", "1"), ("举办１", "１"), ("举办1,", "1,"), ("举办20—", "20—"), ("为-", "-"), ("约", "约"), ("近", "近"), ("最近", ""),
        ("第", "第"), ("至少", "至少"), ("不到", "不到"), ("节约", ""), ("党课", ""), ("共", ""), ("2023年", ""), ("5月", ""), ("", ""),
        ("增长百分之", "百分之"), ("1 ", "1"), ("统一", ""), ("超高", ""), ("12，", ""),
    ],
)  # fmt: skip
def test_before_a_figure(words: str, found: str) -> None:
    assert against_before(words) == found


def test_blanks_beside_chinese_do_not_change_a_figure_and_blanks_between_digits_do() -> None:
    assert same_figure_text("38 场次", "38场次")
    assert same_figure_text("38\u200b场次", "38场次")
    assert not same_figure_text("3 8场次", "38场次")
    assert not same_figure_text("38场", "38场次")
    assert not same_figure_text("３８场次", "38场次")
