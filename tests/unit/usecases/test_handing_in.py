"""A report that is handed in files all its figures; one compiled under an old pack stays what it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from shuzhi.catalog.canonical import sealed
from shuzhi.catalog.model import Count, Pack, TypeIn
from shuzhi.report.nodes import FigureNode
from shuzhi.report.signing import KeyRing
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.compile_report import Report, body_figures, compile_report
from shuzhi.usecases.earlier_numbers import handed_over, since_then
from shuzhi.usecases.hand_over_report import hand_over_report
from shuzhi.usecases.office import Office
from shuzhi.usecases.reopen_report import reopen_report
from shuzhi.usecases.writing import Done, Problems
from shuzhi.values.period import Period
from tests.unit.report.tampering import edited, remove, replace_text
from tests.unit.usecases.numbers import CITY, NOW, Telling
from tests.unit.usecases.offices import BY, number, office_in_memory


@pytest.fixture
def telling(office: Office) -> Telling:
    telling = Telling(office)
    telling.talk("2023-03-08", heads=40)
    telling.talk("2023-09-01", org="V2")
    return telling


@pytest.fixture
def report(telling: Telling) -> Report:
    made = compile_report(
        telling.office, by=BY, at=NOW, entry=number(8000), report=number(8001), org="D", period=Period.year(2023),
        outline="duty_report",
    )  # fmt: skip
    assert isinstance(made, Report)
    return made


def trusted(office: Office) -> KeyRing:
    return KeyRing.of(office.public_key)


def talks(report: Report) -> FigureNode:
    return next(
        one for one in body_figures(report.draft) if one.figure.query.indicator == "outreach_sessions"
    )


def test_every_figure_of_the_text_is_put_down_once(telling: Telling, report: Report) -> None:
    done = hand_over_report(
        telling.office,
        by=BY,
        at=NOW,
        entry=number(1),
        source=report.docx,
        handing=CITY,
        keys=trusted(telling.office),
    )
    assert isinstance(done, Done)
    kept = handed_over(telling.office)
    asked = Counter(one.figure.query for one in report.draft.compiled.document.figures())
    assert Counter(one.query for one in kept) == Counter(set(asked))
    by_query = {one.query: one.body for one in kept}
    told = talks(report)
    assert (by_query[told.figure.query].printed, by_query[told.figure.query].low) == (told.printed, 2)
    assert not any(since_then(telling.office, one).differs for one in kept)
    again = hand_over_report(
        telling.office,
        by=BY,
        at=NOW + timedelta(minutes=5),
        entry=number(1),
        source=report.docx,
        handing=CITY,
        keys=trusted(telling.office),
    )
    assert isinstance(again, Done)
    assert len(handed_over(telling.office)) == len(kept)


def test_a_figure_changed_by_hand_is_put_down_as_it_now_stands(telling: Telling, report: Report) -> None:
    told = talks(report)
    file = edited(report.docx, replace_text(told.name, "近百场"))
    hand_over_report(
        telling.office,
        by=BY,
        at=NOW,
        entry=number(1),
        source=file,
        handing=CITY,
        keys=trusted(telling.office),
    )
    kept = next(one for one in handed_over(telling.office) if one.body.printed == "近百场")
    assert kept.query == told.figure.query
    assert [one.step for one in since_then(telling.office, kept).reasons] == ["said"]


def test_a_figure_cut_out_of_the_file_was_not_told(telling: Telling, report: Report) -> None:
    file = report.docx
    query = talks(report).figure.query
    for node in report.draft.compiled.document.figures():
        if node.figure.query == query:
            file = edited(file, remove(node.name))
    done = hand_over_report(
        telling.office,
        by=BY,
        at=NOW,
        entry=number(1),
        source=file,
        handing=CITY,
        keys=trusted(telling.office),
    )
    assert isinstance(done, Done)
    assert query not in {one.query for one in handed_over(telling.office)}


def test_a_file_that_proves_nothing_is_not_put_down(telling: Telling, report: Report) -> None:
    for office, keys, code in (
        (telling.office, KeyRing(), "numbers.document_unproven"),
        (office_in_memory("elsewhere"), trusted(telling.office), "numbers.other_ledger"),
    ):
        refused = hand_over_report(
            office, by=BY, at=NOW, entry=number(1), source=report.docx, handing=CITY, keys=keys
        )
        assert isinstance(refused, Problems)
        assert refused.problems[0].code == code


def test_a_report_compiled_under_an_old_pack_stays_what_it_was(
    telling: Telling, report: Report, pack: Pack
) -> None:
    """A new version in which talks mean something else is adopted; the old report, made anew, is the same to the byte."""
    old = pack.indicators["outreach_sessions"]
    other = replace(old, measure=Count((TypeIn(("lead_goose_training",)),)))
    changed = sealed(replace(pack, version="9", indicators={**pack.indicators, old.code: other}))
    assert isinstance(adopt_pack(telling.office, by=BY, at=NOW, entry=number(9000), pack=changed), Done)
    again = reopen_report(telling.office, report.report)
    assert again is not None
    assert again.is_as_compiled
    assert again.sealed.xml == report.sealed.xml
    assert again.draft.pack.version == pack.version
    fresh = compile_report(
        telling.office, by=BY, at=NOW, entry=number(8000), report=number(8001), org="D", period=Period.year(2023),
        outline="duty_report",
    )  # fmt: skip
    assert isinstance(fresh, Report)
    assert fresh.docx == report.docx
    later = compile_report(
        telling.office, by=BY, at=NOW, entry=number(8100), report=number(8101), org="D", period=Period.year(2023),
        outline="duty_report",
    )  # fmt: skip
    assert isinstance(later, Report)
    assert later.draft.pack.version == "9"
    assert later.docx != report.docx
