"""Engines are kept by position and pack, and rows once read are not read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from shuzhi.engine.base import Basis
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.ports import NOWHERE
from shuzhi.wiring.engines import ROWS_FOR_COLUMNS, KeptEngines, builder
from shuzhi.wiring.environment import Environment, EnvironmentUnusable
from tests.ledger_acts import Acts


class Watched:
    """Facts that remember what was asked of them."""

    def __init__(self, journal: MemoryJournal) -> None:
        self.journal, self.asked = journal, list[tuple[int, int]]()

    def rows(self, positions: Mapping[str, int], *, after: Mapping[str, int] = NOWHERE) -> Iterator[Any]:
        self.asked.append((after.get("a", 0), positions["a"]))
        return self.journal.rows(positions, after=after)


def test_rows_are_read_once_and_then_only_those_that_came_since() -> None:
    journal = MemoryJournal()
    acts = Acts("a")
    journal.append("a", [acts.opened(f"v{number}") for number in range(5)])
    facts = Watched(journal)
    built: list[Basis] = []
    engines = KeptEngines(facts, lambda basis: built.append(basis) or object())  # type: ignore[arg-type]
    assert engines({}, {"a": 3}) is engines({}, {"a": 3})
    engines({}, {"a": 5})
    engines({}, {"a": 2})
    assert facts.asked == [(0, 3), (3, 5)]
    assert [[row.position for row in basis.rows] for basis in built] == [[1, 2, 3], [1, 2, 3, 4, 5], [1, 2]]


def test_only_the_last_few_engines_are_kept() -> None:
    journal = MemoryJournal()
    journal.append("a", [Acts("a").opened(f"v{number}") for number in range(9)])
    engines = KeptEngines(journal, lambda basis: object())  # type: ignore[arg-type,return-value]
    first = engines({}, {"a": 1})
    for position in range(2, 8):
        engines({}, {"a": position})
    assert engines({}, {"a": 1}) is not first


@pytest.mark.parametrize(
    ("name", "rows", "kind"),
    [
        ("", 3, "ReferenceEngine"),
        ("", ROWS_FOR_COLUMNS + 1, "ColumnarEngine"),
        ("reference", ROWS_FOR_COLUMNS + 1, "ReferenceEngine"),
        ("columnar", 3, "ColumnarEngine"),
    ],
)
def test_the_engine_is_the_one_asked_for_or_the_one_that_fits_the_rows(
    name: str, rows: int, kind: str
) -> None:
    class Rows(tuple[Any, ...]):
        def __len__(self) -> int:
            return rows

    assert type(builder(name)(Basis({}, Rows()))).__name__ == kind


def test_an_engine_nobody_has_is_refused() -> None:
    with pytest.raises(EnvironmentUnusable) as refused:
        Environment.read({"SHUZHI_ENGINE": "spark"})
    assert refused.value.code == "wiring.engine"
