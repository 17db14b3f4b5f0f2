"""Scoring stated quantities against annotations: span, quantity, bound, thing counted. Standard library only.

A prediction meets an annotation when their spans overlap and value and unit agree; ``bound`` and ``what`` ask more.
``what`` agrees when equal, or when one holds the other and the shorter is at least half of the longer.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Agrees = Callable[[Row, Row], bool]


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 of one level."""

    precision: float
    recall: float
    f1: float


def read_passages(paths: Iterable[Path]) -> list[Row]:
    """Annotated passages: one JSON object per line with ``id``, ``text`` and ``claims``."""
    return [
        json.loads(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def score(passages: Sequence[Row], predicted: Mapping[str, Sequence[Row]]) -> dict[str, Rates]:
    """Rates by level over all passages; a passage without a prediction counts all its claims as missed."""
    totals = dict.fromkeys(LEVELS, 0)
    gold = sum(len(passage["claims"]) for passage in passages)
    stated = sum(len(predicted.get(passage["id"], ())) for passage in passages)
    for passage in passages:
        for level, agrees in LEVELS.items():
            totals[level] += _matched(passage["claims"], predicted.get(passage["id"], ()), agrees)
    return {level: _rates(hits, stated, gold) for level, hits in totals.items()}


def _overlap(gold: Row, stated: Row) -> bool:
    return bool(gold["start"] < stated["end"] and stated["start"] < gold["end"])


def _same_quantity(gold: Row, stated: Row) -> bool:
    return (
        _overlap(gold, stated)
        and math.isclose(float(gold["value"]), float(stated["value"]), rel_tol=1e-9, abs_tol=1e-9)
        and _plain(gold["unit"]) == _plain(stated["unit"])
    )


def _same_bound(gold: Row, stated: Row) -> bool:
    return _same_quantity(gold, stated) and gold["bound"] == stated["bound"]


def _same_thing(gold: Row, stated: Row) -> bool:
    shorter, longer = sorted((_plain(gold["what"]), _plain(stated.get("what", ""))), key=len)
    alike = shorter == longer or (shorter in longer and 2 * len(shorter) >= len(longer))
    return _same_quantity(gold, stated) and alike


LEVELS: dict[str, Agrees] = {
    "span": _overlap,
    "quantity": _same_quantity,
    "bound": _same_bound,
    "what": _same_thing,
}


def _matched(gold: Sequence[Row], stated: Sequence[Row], agrees: Agrees) -> int:
    """The size of a largest one-to-one matching."""
    owner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column, candidate in enumerate(stated):
            if column not in tried and agrees(gold[row], candidate):
                tried.add(column)
                if column not in owner or place(owner[column], tried):
                    owner[column] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(gold)))


def _rates(hits: int, stated: int, gold: int) -> Rates:
    return Rates(
        precision=hits / stated if stated else 0.0,
        recall=hits / gold if gold else 0.0,
        f1=2 * hits / (stated + gold) if stated + gold else 0.0,
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())
