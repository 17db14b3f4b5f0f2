"""The geometry of dated readings: one line over days. No colours, no markup, no judging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shuzhi.web.present.charts import SIZES
from shuzhi.web.present.words import number_words

_TOP, _BOTTOM, _SIDE = 34, 30, 44
_FEW = {"wide": 10, "narrow": 4}  # points whose number and day fit beside each other


@dataclass(frozen=True, slots=True)
class Point:
    """``number`` and ``label`` are "" where there is no room for words."""

    x: int
    y: int
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """``line`` as the points of an SVG polyline; ``size`` is wide or narrow."""

    size: str
    width: int
    height: int
    axis_y: int
    label_y: int
    line: str
    points: tuple[Point, ...]


def series_charts(readings: Sequence[tuple[date, Decimal]], language: str) -> tuple[SeriesChart, ...]:
    """``readings`` in order of days; none where fewer than two days were read."""
    if len({day for day, _ in readings}) < 2:
        return ()
    return tuple(_chart(readings, size, language) for size in SIZES)


def _chart(readings: Sequence[tuple[date, Decimal]], size: str, language: str) -> SeriesChart:
    width, height = SIZES[size]
    axis = height - _BOTTOM
    first, last = readings[0][0], readings[-1][0]
    most = max(max(value for _, value in readings), Decimal(1))
    worded = _month_and_day if first.year == last.year else date.isoformat
    told = _told(len(readings), _FEW[size])
    points = []
    for place, (day, value) in enumerate(readings):
        x = _SIDE + (width - 2 * _SIDE) * (day - first).days // (last - first).days
        points.append(
            Point(
                x=x,
                y=axis - int(value * (axis - _TOP) / most),
                number=number_words(value, language) if place in told else "",
                label=worded(day) if place in told else "",
            )
        )
    return SeriesChart(
        size=size,
        width=width,
        height=height,
        axis_y=axis,
        label_y=height - 9,
        line=" ".join(f"{one.x},{one.y}" for one in points),
        points=tuple(points),
    )


def _month_and_day(day: date) -> str:
    return f"{day.month}-{day.day:02d}"


def _told(count: int, room: int) -> frozenset[int]:
    """Which points are named: all where there is room, else evenly spread with the first and the last."""
    if count <= room:
        return frozenset(range(count))
    return frozenset(round(step * (count - 1) / (room - 1)) for step in range(room))
