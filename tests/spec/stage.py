"""Plays a spec: its rows become entries of a ledger in memory, its expectations are asked of an engine.

Every spec plays in one world: C above D and N; D above T1 and T2; T1 above V1 and V2; T2 above V3; D is paired with V1.
All units were opened on 1 January 2020. A row that names a record for the second time corrects it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from shuzhi.catalog.model import Indicator, Measure, Pack
from shuzhi.catalog.notation import read_measure
from shuzhi.catalog.tables import Row as TomlRow
from shuzhi.engine.base import Basis, Certainty, Dimension, Engine, Figure, PackRef, Query, Reach, Scope
from shuzhi.ledger import entries as e
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.values.period import Period
from tests.spec.bodies import bodies_of, key, value_key
from tests.spec.language import Expected, Mark, MeasureLine, Row, read, value_of

LEDGER = "office"
WORLD = [
    ("C", ""),
    ("D", "C"),
    ("N", "C"),
    ("T1", "D"),
    ("T2", "D"),
    ("V1", "T1"),
    ("V2", "T1"),
    ("V3", "T2"),
]
LONG_AGO = date(2020, 1, 1)
MakeEngine = Callable[[Basis], Engine]


class Stage:
    """One play: a ledger, marks on it, and the questions asked of an engine."""

    def __init__(self, pack: Pack, make_engine: MakeEngine) -> None:
        self.pack = pack
        self._make_engine = make_engine
        self._journal = MemoryJournal(lambda entry, name: b"salt" * 4)
        self._marks: dict[str, dict[str, int]] = {}
        self._confirmable: dict[str, UUID] = {}
        self._engines: dict[object, Engine] = {}
        for order, (org, parent) in enumerate(WORLD):
            self.append(LEDGER, e.OrganisationOpened(org, LONG_AGO, org, "unit", parent, order))
        pair = e.LinkMade(key("pair"), "paired_with", "organisation:D", "organisation:V1", LONG_AGO)
        self.append(LEDGER, pair)

    def append(self, ledger: str, body: e.Body) -> UUID:
        number = self._journal.head(ledger).position + 1
        entry = e.Entry(ledger, key(f"{ledger} {number}"), "tester", datetime(2023, 1, 1, tzinfo=UTC), body)
        self._journal.append(ledger, [entry])
        return entry.id

    def tell(self, row: Row) -> None:
        """Append what a row says."""
        ledger = row["ledger"] or LEDGER
        last: UUID | None = None
        for body in bodies_of(row, known=set(self._confirmable)):
            if isinstance(body, e.ActivityConfirmed):
                last = last or self._confirmable[f"{ledger}:{row['record']}"]
                body = replace(body, upto=last)
            last = self.append(ledger, body)
        if row.kind == "activity" and last is not None:
            self._confirmable[f"{ledger}:{row['record']}"] = last

    def positions(self, mark: str = "") -> dict[str, int]:
        if mark:
            return self._marks[mark]
        return {ledger: self._journal.head(ledger).position for ledger in self._journal.ledgers()}

    def mark(self, name: str) -> None:
        self._marks[name] = self.positions()

    def engine(self, indicator: Indicator) -> Engine:
        """One engine as long as nothing is told and the same indicator is asked."""
        asked = indicator, tuple(self.positions().items())
        if asked not in self._engines:
            self._engines = {asked: self._new_engine(indicator)}
        return self._engines[asked]

    def _new_engine(self, indicator: Indicator) -> Engine:
        pack = replace(self.pack, indicators={**self.pack.indicators, indicator.code: indicator})
        rows = tuple(self._journal.rows(self.positions()))
        return self._make_engine(Basis({pack.digest: pack}, rows))

    def query(self, indicator: Indicator, asked: Expected) -> Query:
        ledger, _, org = asked.org.rpartition("/")
        scope = Scope(
            (ledger or LEDGER) if org else "", org, Reach(asked.reach), asked.person, asked.post, asked.below
        )
        return Query(
            indicator.code,
            PackRef(self.pack.code, self.pack.version, self.pack.digest),
            scope,
            Period.parse(asked.period),
            tuple(sorted(self.positions(asked.as_of).items())),
            date.fromisoformat(asked.restated) if asked.restated else None,
        )


def play(text: str, *, pack: Pack, make_engine: MakeEngine, indicator: Indicator | None = None) -> int:
    """Play a spec and assert every expectation; the number of those. ``indicator`` is asked where no measure is told.

    The ``counts`` column is held against the trace of the first expectation.
    """
    stage, asked, rows = Stage(pack, make_engine), 0, list[Row]()
    for number, step in enumerate(read(text)):
        if isinstance(step, Row):
            named = step if step["record"] or step.kind != "activity" else _named(step, number)
            rows.append(named)
            stage.tell(named)
        elif isinstance(step, Mark):
            stage.mark(step.name)
        elif isinstance(step, MeasureLine):
            indicator = indicator_of(step.text)
        else:
            assert indicator is not None, "a spec asks before it tells what to count"
            _check(stage, indicator, step)
            if not asked:
                _check_trace(stage, indicator, step, rows)
            asked += 1
    assert asked, "a spec that expects nothing"
    return asked


def indicator_of(text: str) -> Indicator:
    """An indicator for a measure told in the notation of packs; ``protected`` and ``reach`` are not part of it."""
    return Indicator("asked", "问", "asked", "", "tests", measure_of(text), "", "", ())


def measure_of(text: str) -> Measure:
    row = TomlRow("spec", "measure", tomllib.loads(f"measure = {text}")["measure"], [])
    measure = read_measure(row)
    assert not row.found, row.found
    return measure


def _named(row: Row, number: int) -> Row:
    return Row(row.kind, {**row.cells, "record": f"row {number}"})


def _check(stage: Stage, indicator: Indicator, asked: Expected) -> None:
    engine, query = stage.engine(indicator), stage.query(indicator, asked)
    if asked.by:
        dimension: Dimension = asked.by  # type: ignore[assignment]
        found = {one.key: _told(one.figure) for one in engine.breakdown(query, dimension)}
        assert found == {name: value_of(text) for name, text in asked.slices.items()}, asked.line
        return
    figure = engine.compute(query)
    assert _told(figure) == (asked.certainty, asked.low, asked.high), f"{asked.line}: {figure}"
    told = {"pending": figure.pending, "gap": figure.gaps, "record": figure.records}
    assert {name: told[name] for name in asked.extra} == asked.extra, f"{asked.line}: {figure}"


def _told(figure: Figure) -> tuple[Certainty, object, object]:
    value = figure.value
    return (figure.certainty, None, None) if value is None else (figure.certainty, value.low, value.high)


def _check_trace(stage: Stage, indicator: Indicator, asked: Expected, rows: list[Row]) -> None:
    if all(row.counts is None for row in rows):
        return
    traced = {one.subject for one in stage.engine(indicator).trace(stage.query(indicator, asked))}
    if traced == {"sealed"}:
        return
    wanted = {_subject(row) for row in rows if row.counts}
    unwanted = {_subject(row) for row in rows if row.counts is False}
    assert wanted <= traced, f"{asked.line}: not behind the figure: {wanted - traced}"
    assert not unwanted & traced, f"{asked.line}: behind the figure: {unwanted & traced}"


def _subject(row: Row) -> str:
    if row.kind == "observation":
        return f"observation:{key(row['observe'] + row['about'] + row['day'])}"
    if row.kind == "value":
        return f"value:{value_key(row)}"
    return f"{row.kind}:{key(row['record'] or row['item'])}"
