"""The geometry of one small chart: months as bars, intervals as intervals. No colours, no markup, no judging.

Bars stand in the order of the calendar. There is no chart over organisations that sorts or shades by value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shuzhi.engine.base import Slice
from shuzhi.web.present.words import interval_words, month_words

# Two drawings of the same months: letters keep a readable size on a narrow screen only if the drawing is narrow too.
SIZES = {"wide": (720, 240), "narrow": (336, 200)}
_TOP, _BOTTOM = 36, 30
_CAP = 10  # height of the dashed cap on a bar without an upper end
_FEW = 5  # characters of a number that fit over a bar of the narrow drawing


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month in the units of the drawing: the sure part from the axis up, the open part above it; ``endless`` where
    no upper end is known.

    ``label`` is the month, ``number`` what stands over the bar ("" where there is nothing to show).
    """

    label: str
    number: str
    x: int
    width: int
    middle: int
    sure_y: int
    sure_height: int
    open_y: int
    open_height: int
    number_y: int
    endless: bool


@dataclass(frozen=True, slots=True)
class MonthChart:
    """``size`` is wide or narrow; the page shows the one that fits."""

    size: str
    width: int
    height: int
    axis_y: int
    label_y: int
    bars: tuple[MonthBar, ...]


def month_charts(slices: Sequence[Slice], language: str) -> tuple[MonthChart, ...]:
    """The drawings of a breakdown by month; none where there is nothing to draw."""
    most = max((_ends(one)[1] for one in slices), default=Decimal(0))
    return tuple(_chart(slices, size, most, language) for size in SIZES) if most > 0 else ()


def _chart(slices: Sequence[Slice], size: str, most: Decimal, language: str) -> MonthChart:
    width, height = SIZES[size]
    axis, step = height - _BOTTOM, width // len(slices)
    return MonthChart(
        size=size,
        width=width,
        height=height,
        axis_y=axis,
        label_y=height - 9,
        bars=tuple(
            _bar(
                one,
                left=place * step,
                step=step,
                axis=axis,
                most=most,
                language=language,
                short=size == "narrow",
            )
            for place, one in enumerate(slices)
        ),
    )


def _bar(
    one: Slice, *, left: int, step: int, axis: int, most: Decimal, language: str, short: bool
) -> MonthBar:
    low, high = _ends(one)
    sure, whole = (int(end * (axis - _TOP) / most) for end in (low, high))
    number = _number(one, language)
    endless = one.figure.value is not None and one.figure.value.high is None
    month = month_words(int(one.key[5:7]), language)
    return MonthBar(
        label=month[:3].removesuffix("月") if short else month,
        number="" if short and len(number) > _FEW else number,
        x=left + step // 6,
        width=step - step // 3,
        middle=left + step // 2,
        sure_y=axis - sure,
        sure_height=sure,
        open_y=axis - whole - (_CAP if endless else 0),
        open_height=whole - sure + (_CAP if endless else 0),
        number_y=axis - whole - (7 + _CAP if endless else 7),
        endless=endless,
    )


def _ends(one: Slice) -> tuple[Decimal, Decimal]:
    value = one.figure.value
    low = value.low if value is not None and value.low is not None else Decimal(0)
    high = value.high if value is not None and value.high is not None else low
    return low, max(low, high)


def _number(one: Slice, language: str) -> str:
    value = one.figure.value
    if value is None or not _ends(one)[1]:
        return ""
    return interval_words(value, language)
