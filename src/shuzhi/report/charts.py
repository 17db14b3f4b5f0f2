"""Charts as Vega-Lite specifications: one specification for the page, for Word and for PDF.

Knows numbers with two ends, the words beside them, and how they are drawn; does not know the engine, the catalog or the
language. A number that lies between two ends is drawn as such: the sure part as a bar, and a rule with ends over what may
be. Marks stand in the order in which they are given and all bear one colour: nothing is sorted or shaded by value.

    months(marks, words) / units(marks, words) / against(marks, words) / plan(marks, words) -> Spec
    leading(spec) -> Spec                           bars as links, to be addressed by whoever places the drawing
    fitted(spec, width=…, lettering=…) -> Spec      the same drawing for a narrower place
    svg(spec) -> str, png(spec) -> bytes            the same specification and fonts give the same bytes
    script() -> bytes                               what draws a specification on a page
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

import altair as alt
import vl_convert

from shuzhi.report import fonts
from shuzhi.values.interval import Interval

Spec = dict[str, Any]

FONT: Final = ", ".join((*fonts.LETTERING, "PingFang SC", "Microsoft YaHei", "sans-serif"))
LEADING: Final = "bar-leads-"
BAR: Final = "#3d7f9a"
INK: Final = "#1a2127"
_SOFT: Final = "#46515a"
_LINE: Final = "#dcd9d0"
_WIDTH: Final = 640
_MONTHS_HEIGHT: Final = 200
_ROW: Final = 34  # height of one bar that lies
_LOW_ROW: Final = 27  # of a plan, which has many
_BEYOND: Final = Decimal("1.12")  # how far an interval without an upper end is drawn, against what is sure
_PLOT: Final = 260  # points across the bars of the narrowest paper
_BROAD: Final = 0x2E7F  # from here on characters are as broad as high
_CUT: Final = 2.0  # times the plan, where a bar ends
_CHARACTERS: Final = 5  # of a number that still fit over one of twelve months


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a chart. ``value`` None: nothing is known, and nothing is drawn; ``words`` is the number in words.

    ``plan`` is what was to be reached, drawn as a line across the bar where there is one. ``elapsed`` is the part of
    the time that is gone (0 to 1), for ``plan`` drawings.
    """

    label: str
    value: Interval | None
    words: str
    plan: Decimal | None = None
    elapsed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about the whole chart: ``title`` for those who hear it, ``unit`` along the axis of numbers, ``target``
    at the line of what was planned.
    """

    title: str
    unit: str
    target: str = ""


def months(marks: Sequence[Mark], words: Words) -> Spec:
    """Standing bars in the order of the calendar."""
    rows = _rows(marks)
    label = alt.X("label:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, ticks=False, domain=True))
    crowded = any(len(mark.words) > _CHARACTERS for mark in marks) and len(marks) > 4
    layers = [
        alt.Chart().mark_bar(width={"band": 0.6}).encode(label, _across(alt.Y, "low", words)),
        _open().mark_rule(strokeWidth=1.5).encode(label, alt.Y("low:Q"), alt.Y2("high")),
        _open().mark_tick(thickness=1.5, size=11, orient="horizontal").encode(label, alt.Y("low:Q")),
        _shut().mark_tick(thickness=1.5, size=11, orient="horizontal").encode(label, alt.Y("high:Q")),
        _endless().mark_point(shape="triangle-up", filled=True, size=55, opacity=1).encode(
            label, alt.Y("high:Q")
        ),
    ]  # fmt: skip
    if not crowded:
        text = _known().mark_text(dy=-9, baseline="bottom", fontSize=11)
        layers.append(text.encode(label, alt.Y("high:Q"), alt.Text("words:N")))
    return _finished(layers, rows, words, height=_MONTHS_HEIGHT)


def units(marks: Sequence[Mark], words: Words) -> Spec:
    """Lying bars in the order given, which is the official one for organisations."""
    return _lying(marks, words)


def against(marks: Sequence[Mark], words: Words) -> Spec:
    """What was done as bars, what was planned as a line across each."""
    return _lying(marks, words)


def plan(marks: Sequence[Mark], words: Words) -> Spec:
    """Things of different units side by side, each on a scale of its own on which its plan is 1: the line of the plans
    stands straight, and every bar says how much of its own plan is done. A bar ends at twice its plan, with an arrow.

    Raises ``ValueError`` for a mark without a plan above 0.
    """
    if any(mark.plan is None or mark.plan <= 0 for mark in marks):
        raise ValueError("a mark without a plan")
    rows = [_planned_row(mark) for mark in marks]
    label = _official_label()
    axis = alt.Axis(
        values=[1], labelExpr=f"'{words.target}'", title=None, ticks=False, domain=False, grid=False
    )
    scale = alt.Scale(domain=[0, _most(rows)], nice=False)
    layers = [
        alt.Chart().mark_bar(height={"band": 0.5}).encode(label, alt.X("low:Q", axis=axis, scale=scale)),
        _open().mark_rule(strokeWidth=1.5).encode(label, alt.X("low:Q"), alt.X2("high")),
        _open().mark_tick(thickness=1.5, size=12, orient="vertical").encode(label, alt.X("low:Q")),
        _shut().mark_tick(thickness=1.5, size=12, orient="vertical").encode(label, alt.X("high:Q")),
        _endless().mark_point(shape="triangle-right", filled=True, size=55, opacity=1).encode(
            label, alt.X("high:Q")
        ),
        alt.Chart().mark_tick(thickness=2.5, size=21, orient="vertical").encode(label, alt.X("plan:Q")),
        alt.Chart().mark_text(dx=9, align="left", fontSize=12).encode(label, alt.X("end:Q"), alt.Text("words:N")),
    ]  # fmt: skip
    if any(mark.elapsed is not None for mark in marks):
        gone = alt.Chart().transform_filter("datum.elapsed !== null")
        layers.append(
            gone.mark_point(shape="diamond", filled=False, size=70, strokeWidth=1.5, opacity=1).encode(
                label, alt.X("elapsed:Q")
            )
        )
    return _finished(layers, rows, words, height=_LOW_ROW * max(len(rows), 1))


def fitted(spec: Spec, *, width: int, lettering: int = 12) -> Spec:
    """The drawing as a whole ``width`` points wide, its words in this size; labels take at most a third."""
    config = {
        **spec["config"],
        "axis": {**spec["config"]["axis"], "labelFontSize": lettering, "labelLimit": width // 3},
    }
    fit = {"type": "fit-x", "contains": "padding"}
    return {**spec, "width": width, "autosize": fit, "config": config}


def leading(spec: Spec) -> Spec:
    """The drawing with its bars as links, the nth to the address ``LEADING`` + n; whoever places it says where that is."""
    rows = [{**row, "href": f"{LEADING}{place}"} for place, row in enumerate(spec["data"]["values"])]
    bars, *others = spec["layer"]
    leads = {**bars["encoding"], "href": {"field": "href", "type": "nominal"}}
    return {
        **spec,
        "data": {"values": rows},
        "layer": [{**bars, "mark": {**bars["mark"], "aria": False}, "encoding": leads}, *others],
    }


def svg(spec: Spec) -> str:
    """The drawing as SVG; texts stay texts in the fonts named."""
    _with_fonts()
    return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])


def png(spec: Spec, *, scale: float = 2) -> bytes:
    """The drawing as a picture, for papers that take no SVG."""
    _with_fonts()
    return vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[])


@cache
def _with_fonts() -> None:
    """The Chinese face of this machine is made known to the drawing engine by its folder, not left to its search."""
    face = fonts.drawing_face()
    if face is not None:
        vl_convert.register_font_directory(str(face.file.parent))


@cache
def script() -> bytes:
    """Vega, Vega-Lite and the interpreter of their expressions, as brought by the package that also draws the papers."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;").encode()


def _lying(marks: Sequence[Mark], words: Words) -> Spec:
    rows = _rows(marks)
    label = _official_label()
    layers = [
        alt.Chart().mark_bar(height={"band": 0.55}).encode(
            label, _across(alt.X, "low", words, most=_most(rows))
        ),
        _open().mark_rule(strokeWidth=1.5).encode(label, alt.X("low:Q"), alt.X2("high")),
        _open().mark_tick(thickness=1.5, size=12, orient="vertical").encode(label, alt.X("low:Q")),
        _shut().mark_tick(thickness=1.5, size=12, orient="vertical").encode(label, alt.X("high:Q")),
        _endless().mark_point(shape="triangle-right", filled=True, size=55, opacity=1).encode(
            label, alt.X("high:Q")
        ),
        _known().mark_text(dx=9, align="left", fontSize=12).encode(
            label, alt.X("end:Q"), alt.Text("words:N")
        ),
    ]  # fmt: skip
    if any(mark.plan is not None for mark in marks):
        planned = alt.Chart().transform_filter("datum.plan !== null")
        layers.append(
            planned.mark_tick(thickness=3, size=24, orient="vertical").encode(label, alt.X("plan:Q"))
        )
    return _finished(layers, rows, words, height=_ROW * max(len(rows), 1))


def _official_label() -> alt.Y:
    axis = alt.Axis(ticks=False, labelPadding=8, domain=True)
    return alt.Y("label:N", sort=None, title=None, axis=axis)


def _most(rows: Sequence[dict[str, Any]]) -> float:
    """The end of the axis under lying bars: room for the words behind each, also where the drawing is narrow."""
    ends = (row["end"] / (1 - min(_breadth(row["words"]) / _PLOT, 0.6)) for row in rows)
    return max(ends, default=0) or 1


def _breadth(words: str) -> float:
    """Points that words take, about: a Chinese character is as broad as high, a digit half of it."""
    return sum(12 if ord(each) > _BROAD else 6.6 for each in words) + 12


def _across(channel: Any, column: str, words: Words, *, most: float | None = None) -> Any:
    axis = alt.Axis(title=words.unit or None, tickMinStep=1, tickCount=4, domain=False)
    return channel(
        f"{column}:Q",
        axis=axis,
        scale=alt.Scale(zero=True, nice=True) if most is None else alt.Scale(domain=[0, most]),
    )


def _known() -> alt.Chart:
    return alt.Chart().transform_filter("datum.known")


def _open() -> alt.Chart:
    return alt.Chart().transform_filter("datum.kind !== 'point'")


def _shut() -> alt.Chart:
    return alt.Chart().transform_filter("datum.kind === 'range'")


def _endless() -> alt.Chart:
    return alt.Chart().transform_filter("datum.kind === 'endless'")


def _rows(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    return [_row(mark) for mark in marks]


def _row(mark: Mark) -> dict[str, Any]:
    """The ends as the drawing needs them; the words say what is exact."""
    value = mark.value
    low = value.low if value is not None and value.low is not None else Decimal(0)
    high = value.high if value is not None and value.high is not None else low
    kind = "point"
    if value is not None and value.high is None:
        kind, high = "endless", max(low * _BEYOND, low + Decimal("0.5"))
    elif high > low:
        kind = "range"
    return {
        "label": mark.label,
        "low": float(low),
        "high": float(high),
        "end": float(max(high, mark.plan or high)),
        "kind": kind,
        "known": value is not None,
        "words": mark.words,
        "plan": None if mark.plan is None else float(mark.plan),
    }


def _planned_row(mark: Mark) -> dict[str, Any]:
    """The ends as parts of the plan, cut off at ``_CUT`` times the plan."""
    row = _row(mark)
    plan = row["plan"]
    low, high = (min(row[end] / plan, _CUT) for end in ("low", "high"))
    cut = row["high"] / plan > _CUT
    return {
        **row,
        "low": low,
        "high": high,
        "end": max(high, 1.0),
        "plan": 1,
        "kind": "endless" if cut else row["kind"],
        "elapsed": None if mark.elapsed is None else float(mark.elapsed),
    }


def _finished(layers: Sequence[Any], rows: list[dict[str, Any]], words: Words, *, height: int) -> Spec:
    chart = (
        alt.layer(*layers, data=alt.InlineData(values=rows))
        .properties(width=_WIDTH, height=height, background="white", padding=8, description=words.title)
        .configure(font=FONT)
        .configure_bar(color=BAR)
        .configure_rule(color=INK)
        .configure_tick(color=INK)
        .configure_point(color=INK)
        .configure_text(color=INK)
        .configure_view(stroke=None)
        .configure_axis(
            gridColor=_LINE,
            labelColor=_SOFT,
            titleColor=_SOFT,
            labelFontSize=12,
            labelLimit=190,
            titleFontWeight="normal",
        )
    )
    made: Spec = chart.to_dict()
    made.pop("datasets", None)  # the rows stand where they are used, not under a name made of their digest
    return {**made, "data": {"values": rows}}
