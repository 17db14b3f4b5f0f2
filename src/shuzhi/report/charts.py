"""Charts as Vega-Lite specifications: one specification for the page, for Word and for PDF.

Knows numbers with two ends, the words beside them, and how they are drawn; does not know the engine, the catalog or the
language. A number that lies between two ends is drawn as such: the sure part as a bar, and a rule with ends over what may
be. Marks stand in the order in which they are given and all bear one colour: nothing is sorted or shaded by value.

    months(marks, words) / units(marks, words) / against(marks, words) -> Spec
    svg(spec) -> str, png(spec) -> bytes            the same specification gives the same bytes
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

from shuzhi.values.interval import Interval

Spec = dict[str, Any]

FONT: Final = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, SimHei, sans-serif"
BAR: Final = "#3d7f9a"
INK: Final = "#1a2127"
_SOFT: Final = "#46515a"
_LINE: Final = "#dcd9d0"
_WIDTH: Final = 640
_MONTHS_HEIGHT: Final = 200
_ROW: Final = 34  # height of one bar that lies
_BEYOND: Final = Decimal("1.12")  # how far an interval without an upper end is drawn, against what is sure
_ROOM: Final = 1.15
_CHARACTERS: Final = 5  # of a number that still fit over one of twelve months


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a chart. ``value`` None: nothing is known, and nothing is drawn; ``words`` is the number in words.

    ``plan`` is what was to be reached, drawn as a line across the bar where there is one.
    """

    label: str
    value: Interval | None
    words: str
    plan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about the whole chart: ``title`` for those who hear it, ``unit`` along the axis of numbers."""

    title: str
    unit: str


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


def svg(spec: Spec) -> str:
    """The drawing as SVG; texts stay texts in the fonts named."""
    return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])


def png(spec: Spec, *, scale: float = 2) -> bytes:
    """The drawing as a picture, for papers that take no SVG."""
    return vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[])


@cache
def script() -> bytes:
    """Vega, Vega-Lite and the interpreter of their expressions, as brought by the package that also draws the papers."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;").encode()


def _lying(marks: Sequence[Mark], words: Words) -> Spec:
    rows = _rows(marks)
    axis = alt.Axis(ticks=False, labelLimit=190, labelPadding=8, domain=True)
    label = alt.Y("label:N", sort=None, title=None, axis=axis)
    layers = [
        alt.Chart().mark_bar(height={"band": 0.55}).encode(label, _across(alt.X, "low", words, most=_most(rows))),
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


def _most(rows: Sequence[dict[str, Any]]) -> float:
    """The end of the axis under lying bars: room for the words behind the longest."""
    return max((row["end"] for row in rows), default=0) * _ROOM or 1


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
            gridColor=_LINE, labelColor=_SOFT, titleColor=_SOFT, labelFontSize=12, titleFontWeight="normal"
        )
    )
    made: Spec = chart.to_dict()
    made.pop("datasets", None)  # the rows stand where they are used, not under a name made of their digest
    return {**made, "data": {"values": rows}}
