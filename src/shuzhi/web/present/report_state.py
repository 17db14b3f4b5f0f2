"""What stands beside a report on its page: its length, hints to its writer, who signed, what else was made of its figures.

Knows outlines, gauges and hints; asks no ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shuzhi.catalog.model import ItemListSpec, Outline
from shuzhi.messages import say
from shuzhi.report.compile import Gauge, Hint

# What each hint of an outline is about: the sentence where there is none of it.
_FINE = {
    "catalog.hint_comment_unanswered": "reports.comments_answered",
    "catalog.hint_problem_without_cause": "reports.problems_with_cause",
    "catalog.hint_cause_without_measure": "reports.causes_with_measure",
}


@dataclass(frozen=True, slots=True)
class GaugeView:
    """``low`` and ``high`` bound the good part of a scale that ends at ``most``; all in characters."""

    sentence: str
    tone: str
    characters: int
    low: int
    high: int
    most: int


@dataclass(frozen=True, slots=True)
class HintGroup:
    """``sentences`` are what the writer may want to look at; where there are none, ``fine`` says so."""

    fine: str
    sentences: tuple[str, ...]
    kind: str


def gauge_view(gauge: Gauge, language: str) -> GaugeView:
    args = {"characters": gauge.characters, "least": gauge.least, "most": gauge.most}
    fits = gauge.code == "report.gauge_fits"
    high = gauge.most or max(gauge.characters, gauge.least)
    return GaugeView(
        sentence=say(gauge.code, args, language),
        tone="good" if fits else "wait",
        characters=gauge.characters,
        low=gauge.least,
        high=high,
        most=max(high + high // 4, gauge.characters),
    )


def hint_groups(outline: Outline, hints: tuple[Hint, ...], language: str) -> tuple[HintGroup, ...]:
    """In the order of the outline; kinds of hints that it does not give are left out."""
    asked = dict.fromkeys(_hints_of(outline))
    return tuple(
        HintGroup(
            say(_FINE[code], {}, language) if code in _FINE else "",
            tuple(
                dict.fromkeys(
                    say(one.code, dict(one.arguments), language) for one in hints if one.code == code
                )
            ),
            kind,
        )
        for code, kind in asked
    )


def _hints_of(outline: Outline) -> Iterator[tuple[str, str]]:
    """Codes with the kind of item that stands above what is missing."""
    for section in outline.sections:
        for block in section.blocks:
            if isinstance(block, ItemListSpec):
                yield from _below(block)


def _below(spec: ItemListSpec) -> Iterator[tuple[str, str]]:
    for child in spec.children:
        if child.hint:
            yield child.hint, spec.kind
        yield from _below(child)
