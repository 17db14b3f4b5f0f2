"""Charts: intervals drawn as intervals, nothing sorted or shaded by value, the same bytes for the same numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest

from shuzhi.report import charts
from shuzhi.report.charts import Mark, Words
from shuzhi.values.interval import Interval

WORDS = Words("某指标", "人次")
DRAWN: list[Callable[[Sequence[Mark], Words], charts.Spec]] = [charts.months, charts.units, charts.against]


def mark(label: str, low: int, high: int | None, *, plan: int | None = None) -> Mark:
    return Mark(label, Interval.between(low, high), f"{low}", plan=None if plan is None else Decimal(plan))


MARKS = [mark("丙村", 30, 30), mark("甲村", 4, 9), mark("乙村", 12, None), Mark("丁村", None, "")]


def values(spec: charts.Spec) -> list[dict[str, Any]]:
    return list(spec["data"]["values"])


def nested(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for one in node.values():
            yield from nested(one)
    elif isinstance(node, list):
        for one in node:
            yield from nested(one)


@pytest.mark.parametrize("draw", DRAWN)
def test_marks_stand_in_the_order_given(draw: Callable[..., charts.Spec]) -> None:
    """Also where the numbers would order them otherwise; and the drawing itself is told to sort nothing."""
    spec = draw(MARKS, WORDS)
    assert [row["label"] for row in values(spec)] == ["丙村", "甲村", "乙村", "丁村"]
    named = [one for one in nested(spec["layer"]) if one.get("field") == "label"]
    assert named
    assert all("sort" in one and one["sort"] is None for one in named)


@pytest.mark.parametrize("draw", DRAWN)
def test_no_colour_depends_on_a_value(draw: Callable[..., charts.Spec]) -> None:
    spec = draw([mark("甲", 1, 1, plan=3), mark("乙", 2, 4)], WORDS)
    channels = {name for layer in spec["layer"] for name in layer["encoding"]}
    assert channels <= {"x", "x2", "y", "y2", "text"}


def test_an_interval_is_drawn_between_its_ends() -> None:
    rows = {row["label"]: row for row in values(charts.units(MARKS, WORDS))}
    assert (rows["甲村"]["kind"], rows["甲村"]["low"], rows["甲村"]["high"]) == ("range", 4, 9)
    assert rows["丙村"]["kind"] == "point"
    assert rows["乙村"]["kind"] == "endless"
    assert rows["乙村"]["high"] > rows["乙村"]["low"]
    assert not rows["丁村"]["known"]


def test_an_interval_brings_marks_that_a_sure_number_does_not() -> None:
    """The rule and its ends are in the drawing, not only in the specification."""
    sure = charts.svg(charts.months([mark("1月", 9, 9)], WORDS))
    open_ = charts.svg(charts.months([mark("1月", 4, 9)], WORDS))
    assert open_.count("<line") > sure.count("<line")


def test_a_plan_is_a_line_across_the_bar() -> None:
    with_plan = charts.against([mark("已做", 12, 12, plan=20)], WORDS)
    without = charts.against([mark("已做", 12, 12)], WORDS)
    assert len(with_plan["layer"]) == len(without["layer"]) + 1
    assert values(with_plan)[0]["plan"] == 20


@pytest.mark.parametrize("draw", DRAWN)
def test_the_same_numbers_give_the_same_bytes(draw: Callable[..., charts.Spec]) -> None:
    first, second = draw(MARKS, WORDS), draw(MARKS, WORDS)
    assert json.dumps(first) == json.dumps(second)
    assert charts.svg(first) == charts.svg(second)
    assert charts.png(first) == charts.png(second)
    assert charts.png(first).startswith(b"\x89PNG")


def test_the_drawing_names_chinese_fonts_and_keeps_its_words() -> None:
    drawing = charts.svg(charts.units(MARKS, WORDS))
    assert "丙村" in drawing
    assert "CJK SC" in drawing


def test_the_script_for_pages_comes_from_the_package_and_interprets_expressions() -> None:
    """It serves pages that forbid making code from text."""
    script = charts.script()
    assert len(script) > 100_000
    assert b"vegaEmbed" in script
    assert b"expressionInterpreter" in script or b".ast" in script
