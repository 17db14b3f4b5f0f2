"""Row by row, the mechanisms of the year are recorded, counted, traced back and found in a compiled report."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.documents.workbook import open_workbook
from shuzhi.engine.base import Figure, Reach
from shuzhi.ledger.entries import Way
from shuzhi.report.nodes import FigureNode, runs_of
from shuzhi.usecases.draft_report import draft_report
from shuzhi.usecases.earlier_numbers import earlier_numbers, handed_over
from shuzhi.usecases.figure import figure, query_for
from shuzhi.usecases.forms.filling import fill_form
from shuzhi.usecases.forms.known import mapped_forms
from shuzhi.usecases.forms.rendering import filled_file
from shuzhi.usecases.forms.suggesting import suggestions
from shuzhi.usecases.hand_over_form import hand_over_form
from shuzhi.usecases.hand_over_number import Handing, hand_over_number
from shuzhi.usecases.map_form import map_form
from shuzhi.usecases.number_sentences import sentence_of
from shuzhi.usecases.trace_figure import trace_figure
from shuzhi.values.period import Period
from tests.acceptance.playing import CLERK, NOW, Play, report_of
from tests.spec.bodies import key
from tests.spec.language import Expected, Row, read
from tests.unit.documents.blank_forms import blank_form
from tests.unit.usecases.offices import EvidenceInMemory

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


def talks(play: Play, days: list[str]) -> None:
    """One talk a day, confirmed."""
    rows = "".join(f"| {day} | outreach_talk | D | 30 | yes |\n" for day in days)
    for place, step in enumerate(
        read(f"| day | type | hosts | heads | counts |\n{rows}=> subtree D {len(days)}\n")
    ):
        if isinstance(step, Row):
            play.tell(Row(step.kind, {**step.cells, "record": f"talk {days[place]}"}), place)


def test_row_32_a_form_mapped_once_is_filled_from_the_same_figures_that_a_report_prints() -> None:
    play = Play(report_of(["outreach_sessions"], PACK))
    office = replace(play.office, evidence=EvidenceInMemory())
    talks(play, ["2023-04-01", "2023-05-01"])
    cells = tuple(one.cell for one in suggestions(open_workbook(blank_form()), PACK))
    play.done(
        map_form(
            office,
            by=CLERK,
            at=NOW,
            entry=play.new_id(),
            form=key("form"),
            name="情况表",
            source=blank_form(),
            cells=cells,
        )
    )
    (form,) = mapped_forms(office)
    assert (form.number, form.issuer, form.valid_until) == ("云岭妇统1表", "云岭市妇联", date(2024, 6, 30))
    filled = fill_form(office, form=form, org="D", period=YEAR, day=NOW.date())
    found = {one.place[1]: one for one in filled.cells}
    talks_cell, people = found["C4"], found["C6"]
    assert (talks_cell.value, people.value) == (2, None)
    assert people.notes[0].code == "forms.interval"
    assert talks_cell.query is not None
    assert len(trace_figure(office, talks_cell.query)) == 2
    document = draft_report(office, org="D", period=YEAR, outline="rows").compiled.document
    printed = next(one for one in document.figures() if one.figure.query == talks_cell.query)
    assert printed.figure.exact == talks_cell.value
    file = filled_file(filled, blank=blank_form(), ledger=office.ledger, words=lambda one: one.code)
    handing = Handing("市妇联", NOW.date(), Way.FORM, "情况表")
    play.done(hand_over_form(office, by=CLERK, at=NOW, entry=play.new_id(), source=file, handing=handing))
    assert {one.body.place: one.body.printed for one in handed_over(office)}["宣讲!C4"] == "2场"


def test_row_33_a_number_told_is_kept_and_the_next_document_says_where_it_differs() -> None:
    play = Play(report_of(["outreach_sessions"], PACK))
    office = play.office
    talks(play, ["2023-04-01", "2023-05-01"])
    then = query_for(office, indicator="outreach_sessions", org="D", period=Period.parse("2023H1"))
    handing = Handing("市妇联", date(2023, 7, 3), Way.WORD)
    play.done(
        hand_over_number(
            office, by=CLERK, at=NOW, entry=play.new_id(), number=key("number"), handing=handing, query=then
        )
    )
    talks(play, ["2023-06-01", "2023-11-01"])
    document = draft_report(office, org="D", period=YEAR, outline="rows").compiled.document
    printed = next(document.figures())
    assert printed.figure.exact == 4
    (earlier,) = earlier_numbers(office, printed.figure.query)
    assert earlier.handed.body.printed == "2场"
    assert [one.step for one in earlier.reasons] == ["entries", "period"]
    (late,) = earlier.reasons[0].changes
    assert (late.kind, late.shift) == ("late", 1)
    assert set(late.subjects) <= {one.subject for one in trace_figure(office, printed.figure.query)}
    assert sentence_of(office, earlier).code == "numbers.differs"
