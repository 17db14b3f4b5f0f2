"""A document's charts as pictures: for Word as PNG, for pages as SVG in two widths, all from one specification.

Knows chart nodes and how they are drawn; does not know where a figure leads: the caller says it. Where no Chinese face
is installed nothing is drawn for Word, because the words would be boxes.

    specification(chart) -> Spec                                what is drawn, the same on every machine
    picture(chart) -> Picture | None                            the same chart and fonts give the same bytes
    drawing(chart, href=…, size=Size.WIDE) -> str               SVG to stand in a page
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from html import escape
from typing import Final

import rfc8785

from shuzhi.report import charts, fonts
from shuzhi.report.charts import Mark, Spec
from shuzhi.report.nodes import Chart, ChartMark, Draw
from shuzhi.report.words import words_in

_ON_PAPER: Final = 480  # points of drawing across the type area: its lettering is then 五号
_SCALE: Final = 3


class Size(StrEnum):
    """Two drawings of one chart; the page shows the one that fits."""

    WIDE = "wide"
    NARROW = "narrow"


_ROOT: Final = re.compile(r'^<svg [^>]*?viewBox="([^"]+)">')
_LINK: Final = re.compile(rf'xlink:href="[^"]*{charts.LEADING}(\d+)"')
_ANCHOR: Final = 'tabindex="-1" href'
_WIDTHS: Final = {Size.WIDE: (640, 12), Size.NARROW: (330, 10)}


@dataclass(frozen=True, slots=True)
class Picture:
    """``width`` and ``height`` in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@lru_cache(maxsize=64)
def specification(chart: Chart) -> Spec:
    """The chart in Vega-Lite, built once a process; nobody changes what it is given."""
    fixed = words_in(chart.language)
    marks = [Mark(each.label, each.figure.value, each.shown, plan=each.plan) for each in chart.marks]
    words = charts.Words(chart.caption, chart.unit, fixed.chart_target)
    draw = {Draw.MONTHS: charts.months, Draw.ORGANISATIONS: charts.units, Draw.PLAN: charts.plan}[chart.draw]
    return draw(marks, words)


def digest(chart: Chart) -> str:
    """SHA-256 (hex) of the canonical specification: what was drawn, whatever the fonts."""
    return hashlib.sha256(rfc8785.dumps(specification(chart))).hexdigest()


def picture(chart: Chart) -> Picture | None:
    """The chart for Word. None where this machine has no Chinese face."""
    if fonts.drawing_face() is None:
        return None
    return _picture(json.dumps(charts.fitted(specification(chart), width=_ON_PAPER), ensure_ascii=False))


def drawing(chart: Chart, *, href: Callable[[ChartMark], str], size: Size = Size.WIDE) -> str:
    """SVG without colours of its own ground. Hidden from those who hear the page: what stands around it tells them, and
    its bars are links for the pointer only; the same links stand in the table of its numbers.
    """
    drawn = _svg(json.dumps(specification(chart), ensure_ascii=False), size)
    return _LINK.sub(
        lambda found: f'{_ANCHOR}="{escape(href(chart.marks[int(found[1])]), quote=True)}"', drawn
    )


@lru_cache(maxsize=64)
def _picture(spec: str) -> Picture:
    data = charts.png(json.loads(spec), scale=_SCALE)
    width, height = struct.unpack(">II", data[16:24])  # the IHDR chunk of a PNG
    return Picture(data, width, height)


@lru_cache(maxsize=128)
def _svg(spec: str, size: Size) -> str:
    width, lettering = _WIDTHS[size]
    fitted = charts.fitted(json.loads(spec), width=width, lettering=lettering)
    drawn = charts.svg(charts.leading({**fitted, "background": None}))
    return _ROOT.sub(
        rf'<svg class="drawing-{size.value}" viewBox="\1" aria-hidden="true" focusable="false">', drawn
    )
