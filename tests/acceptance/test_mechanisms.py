"""Row by row, the mechanisms of the year are recorded, counted, traced back and found in a compiled report."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.engine.base import Figure, Reach
from shuzhi.report.nodes import FigureNode, runs_of
from shuzhi.usecases.draft_report import draft_report
from shuzhi.usecases.figure import figure, query_for
from shuzhi.usecases.trace_figure import trace_figure
from shuzhi.values.period import Period
from tests.acceptance.playing import Play, report_of
from tests.spec.language import Expected, Row, read

PACK = load_pack("womens_federation")
ROWS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("mechanisms.toml").read_text(encoding="utf-8")
)["mechanism"]
EXAMPLES = [
    (row["number"], code, spec)
    for row in ROWS
    for code, spec in (
        *((code, PACK.indicators[code].spec) for code in row["indicators"]),
        *((one["indicator"], one["spec"]) for one in row.get("example", ())),
    )
]
YEAR = Period.parse("2023")


@pytest.mark.parametrize(("number", "code", "spec"), EXAMPLES, ids=[f"{n}-{code}" for n, code, _ in EXAMPLES])
def test_a_mechanism_is_recorded_counted_traced_and_reported(number: int, code: str, spec: str) -> None:
    steps = read(spec)
    asked = [step for step in steps if isinstance(step, Expected)]
    holes = list(dict.fromkeys(f"{code}@{one.reach}" for one in asked if one.org == "D"))
    play = Play(report_of(holes, PACK))
    for place, step in enumerate(steps):
        if isinstance(step, Row):
            play.tell(step, place)
    for one in asked:
        query = query_for(
            play.office, indicator=code, org=one.org, period=YEAR, reach=Reach(one.reach), post=one.post
        )
        found = figure(play.office, query)
        assert said(found) == (one.certainty, one.low, one.high), one.line
        if found.value is not None:
            assert trace_figure(play.office, query), one.line
    assert reported(play, holes) == {(one.reach, one.low) for one in asked if one.org == "D"}, f"row {number}"


def said(found: Figure) -> tuple[object, object, object]:
    value = found.value
    return (found.certainty, None, None) if value is None else (found.certainty, value.low, value.high)


def reported(play: Play, holes: list[str]) -> set[tuple[str, object]]:
    """(reach, lower end) of the figures in a compiled report; a stand-in for people counts as the figure asked for."""
    document = draft_report(play.office, org="D", period=YEAR, outline="rows").compiled.document
    nodes = [
        run
        for block in document.blocks
        for runs in runs_of(block)
        for run in runs
        if isinstance(run, FigureNode)
    ]
    assert len(nodes) == len(holes)
    asked = {hole.partition("@")[0] for hole in holes}
    found: set[tuple[str, object]] = set()
    for node in nodes:
        told = node.figure
        if told.query.indicator not in asked:
            told = figure(play.office, replaced(play, told, asked))
        found.add((told.query.scope.reach.value, told.value.low if told.value else None))
    return found


def replaced(play: Play, told: Figure, asked: set[str]) -> Any:
    (people,) = asked
    assert PACK.indicators[people].instead == told.query.indicator
    return query_for(play.office, indicator=people, org="D", period=YEAR, reach=told.query.scope.reach)


@pytest.mark.parametrize("outline", sorted({one for row in ROWS for one in row.get("outlines", ())}))
def test_an_outline_compiles_from_an_empty_year(outline: str) -> None:
    """Nothing recorded, nothing claimed: no sentence is left that states a figure."""
    document = draft_report(Play(PACK).office, org="D", period=YEAR, outline=outline).compiled.document
    prose = [block for block in document.blocks if hasattr(block, "runs")]
    assert not [run for block in prose for run in block.runs if isinstance(run, FigureNode)]


def test_every_row_of_the_list_is_there_once() -> None:
    assert [row["number"] for row in ROWS] == list(range(1, 40))
    assert all(code in PACK.indicators for row in ROWS for code in row["indicators"])
