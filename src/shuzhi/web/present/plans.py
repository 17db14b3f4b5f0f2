"""Planned items beside their figures: what a page says of each and the drawing of all. Computes nothing.

The light belongs to the item: a sign, a word, then a colour. No organisation and no person has one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from shuzhi.messages import say
from shuzhi.report import charts
from shuzhi.report.wording import in_short
from shuzhi.usecases.plan_against_actual import Progress, Standing
from shuzhi.web.addresses import figure_address
from shuzhi.web.present.drawings import Drawing
from shuzhi.web.present.figures import Value, value_view
from shuzhi.web.present.words import day_words, number_words, unit_words

_SIGNS = {
    Standing.REACHED: "good",
    Standing.IN_TIME: "good",
    Standing.BEHIND: "wait",
    Standing.MISSED: "stop",
    Standing.OPEN: "none",
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One item, ``href`` "" on its own page: ``done`` is the figure, which leads to its page; ``elapsed`` the part of the time that is gone in words."""

    title: str
    href: str
    state: str
    due: str
    target: str
    done: Value
    done_href: str
    elapsed: str
    standing: str
    sign: str


def plan_lines(
    found: Sequence[Progress], *, href: Callable[[str], str], language: str
) -> tuple[PlanLine, ...]:
    """In the order given; ``href`` leads to an item by its id."""
    return tuple(_line(one, href(one.aim.item), language) for one in found)


def plan_drawing(found: Sequence[Progress], *, language: str) -> Drawing | None:
    """Every item on the scale of its own target, with the time that is gone; None where there is none."""
    if not found:
        return None
    title = say("plan.chart", {}, language)
    marks = [
        charts.Mark(
            one.aim.title,
            one.figure.value,
            f"{in_short(one.figure, language=language)} / {_target_drawn(one, language)}",
            plan=one.aim.target,
            elapsed=one.elapsed,
        )
        for one in found
    ]
    words = charts.Words(title, "", say("plan.column.target", {}, language))
    return Drawing("plan", title, charts.plan(marks, words))


def _line(one: Progress, href: str, language: str) -> PlanLine:
    standing = _standing(one)
    return PlanLine(
        title=one.aim.title,
        href=href,
        state=one.aim.state,
        due=day_words(one.aim.last_day, language),
        target=_target(one, language),
        done=value_view(one.figure, language),
        done_href=figure_address(one.figure.query),
        elapsed=f"{(one.elapsed * 100).to_integral_value(ROUND_FLOOR)}%",
        standing=say(f"plan.standing.{standing}", {}, language),
        sign="" if standing == "ended" else _SIGNS[one.standing],
    )


def _standing(one: Progress) -> str:
    """An item that was ended without its number is said to be so; no light is on any more."""
    over = one.aim.ended and one.standing in (Standing.MISSED, Standing.BEHIND)
    return "ended" if over else one.standing.value


def _target(one: Progress, language: str) -> str:
    number, unit = number_words(Decimal(one.aim.target), language), unit_words(one.figure.unit, language)
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def _target_drawn(one: Progress, language: str) -> str:
    """English units are words, too long beside a bar; the table has them."""
    number, unit = number_words(Decimal(one.aim.target), language), one.figure.unit
    return f"{number}{unit}" if language == "zh" or unit == "%" else number
