"""Which engine answers, over which rows. Rows once read are kept: the journal only grows, so a prefix stays true.

KeptEngines(facts, build)(packs, positions) -> Engine
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Basis, Engine
from shuzhi.engine.reference import ReferenceEngine
from shuzhi.ledger.facts import Fact
from shuzhi.ledger.ports import Facts

Build = Callable[[Basis], Engine]

ROWS_FOR_COLUMNS = (
    60_000  # `python -m benchmarks engine`: at 33,000 rows one figure took 26 ms against 147, at
)
# 148,000 as long, but one trace 3.6 s against 0.1 and all indicators 8.4 s against 0.6
_KEPT = 4  # engines; each holds the rows of one position

_Key = tuple[tuple[tuple[str, int], ...], frozenset[str]]


@dataclass
class _Read:
    position: int = 0
    rows: list[Fact] = field(default_factory=list)


class KeptEngines:
    """Engines by positions and packs; the last few are kept. Safe to be asked by several threads."""

    def __init__(self, facts: Facts, build: Build) -> None:
        self._facts = facts
        self._build = build
        self._read: dict[str, _Read] = {}
        self._engines: OrderedDict[_Key, Engine] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, packs: Mapping[str, Pack], positions: Mapping[str, int]) -> Engine:
        key = (tuple(sorted(positions.items())), frozenset(packs))
        with self._lock:
            if key not in self._engines:
                self._engines[key] = self._build(Basis(dict(packs), self._rows(positions)))
            self._engines.move_to_end(key)
            while len(self._engines) > _KEPT:
                self._engines.popitem(last=False)
            return self._engines[key]

    def _rows(self, positions: Mapping[str, int]) -> tuple[Fact, ...]:
        found: list[Fact] = []
        for ledger, position in sorted(positions.items()):
            read = self._read.setdefault(ledger, _Read())
            if position > read.position:
                tail = self._facts.rows({ledger: position}, after={ledger: read.position})
                read.rows.extend(tail)
                read.position = position
            found.extend(row for row in read.rows if row.position <= position)
        return tuple(found)


def builder(name: str) -> Build:
    """The engine of this name; "" chooses by the number of rows. Both give the same figures."""
    return {"": fitting_engine, "reference": ReferenceEngine, "columnar": columnar_engine}[name]


def fitting_engine(basis: Basis) -> Engine:
    """Plain Python answers a small office sooner than a database can be loaded; beyond, columns win."""
    return columnar_engine(basis) if len(basis.rows) > ROWS_FOR_COLUMNS else ReferenceEngine(basis)


def columnar_engine(basis: Basis) -> Engine:
    from shuzhi.engine.columnar import (
        ColumnarEngine,
    )  # half a second of imports that small offices never need

    return ColumnarEngine(basis)
