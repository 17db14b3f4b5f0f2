"""What a version that came back is told to have changed, and a text that nobody touched to have not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shuzhi.claims.extract import extract_document
from shuzhi.claims.model import Reading
from shuzhi.claims.readers import read_bytes
from shuzhi.report.signing import KeyRing
from shuzhi.report.strip import strip_figures
from shuzhi.report.verify import Status
from shuzhi.usecases.compile_report import Report, compile_report
from shuzhi.usecases.office import Office
from shuzhi.usecases.read_back.compare import Change, ChangeKind, compare
from shuzhi.usecases.read_back.reading import ReadBack, read_back
from shuzhi.values.period import Period
from tests.unit.report.tampering import edited, replace_text
from tests.unit.usecases.numbers import NOW, Telling
from tests.unit.usecases.offices import BY, number

OURS = """全年开展巾帼宣讲38场，受众1200人次。
现将2023年度情况报告如下。
我到基层调研9次。党组班子成员共调研25次。
讲党课\t3次\t5次
存在的问题是协调的配合度不高。"""


def reading(text: str) -> Reading:
    return extract_document(read_bytes(text.encode(), "text.txt"))


def changes(theirs: str, ours: str = OURS) -> tuple[Change, ...]:
    return compare(reading(ours), reading(theirs), ours_end=len(ours), theirs_end=len(theirs))


def told(theirs: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.kind.value, [(each.was, each.now) for each in one.numbers]) for one in changes(theirs)]


def test_the_same_text_has_no_change() -> None:
    assert changes(OURS) == ()


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (lambda text: text.replace("38场", "83场"), [("number", [("38场", "83场")])]),
        (lambda text: text.replace("38场", "38次"), [("number", [("38场", "38次")])]),
        (lambda text: text.replace("\t5次", "\t8次"), [("number", [("5次", "8次")])]),
        (lambda text: text.replace("2023", "2022"), [("year", [("2023", "2022")])]),
        (lambda text: text + "\n全年没有发生一起信访事件。", [("new", [])]),
        (lambda text: text.replace("我到基层调研9次。", ""), [("gone", [])]),
        (
            lambda text: text.replace("党组班子成员共调研25次", "党组全体班子成员一共调研了26次"),
            [("reworded", [("25次", "26次")])],
        ),
        (lambda text: "\n".join(reversed(text.split("\n"))), []),
        (lambda text: text.replace("。", "。\n").replace("，", "， "), []),
    ],
)
def test_each_kind_of_change(edit: Callable[[str], str], found: list[object]) -> None:
    assert told(edit(OURS)) == found


def test_a_change_leads_to_its_places_in_both_texts() -> None:
    theirs = "前言一段文字在这里。\n" + OURS.replace("38场", "83场")
    changed = next(one for one in changes(theirs) if one.kind is ChangeKind.NUMBER)
    assert theirs[changed.start :].startswith("全年开展巾帼宣讲83场")
    assert OURS[changed.numbers[0].place :].startswith("38场")


def test_attachments_are_not_compared() -> None:
    theirs = OURS + "\n附件\n一句全新的话，说了很多。"
    found = compare(reading(OURS), reading(theirs), ours_end=len(OURS), theirs_end=len(OURS))
    assert found == ()


# ------------------------------------------------------------------------------------------ of a report
@pytest.fixture
def report(office: Office) -> Report:
    telling = Telling(office)
    for month in range(1, 10):
        telling.talk(f"2023-0{month}-08", heads=40)
    made = compile_report(
        office, by=BY, at=NOW, entry=number(8000), report=number(8001), org="D", period=Period.year(2023),
        outline="duty_report",
    )  # fmt: skip
    assert isinstance(made, Report)
    return made


def back(office: Office, report: Report, data: bytes, source: str = "back.docx") -> ReadBack:
    return read_back(office, report, source=source, data=data, keys=KeyRing.of(office.public_key))


def test_a_version_that_nobody_touched(office: Office, report: Report) -> None:
    found = back(office, report, report.docx)
    assert found.verification is not None
    assert (found.verification.status, found.changes) == (Status.UNTOUCHED, ())
    assert not any(found.counted().values())


def test_a_changed_figure_is_verified_audited_and_compared(office: Office, report: Report) -> None:
    node = next(
        one
        for one in report.draft.compiled.document.figures()
        if one.figure.query.indicator == "outreach_sessions"
    )
    found = back(office, report, edited(report.docx, replace_text(node.name, "90场")))
    assert found.verification is not None
    assert found.verification.status is Status.CHANGED
    assert found.counted()[ChangeKind.NUMBER] == 1
    changed = found.changes[0].numbers[0]
    assert (changed.was, changed.now) == (node.printed, "90场")
    assert found.figures[changed.place].figure == node.figure
    assert "audit.contradicted" in {one.code for one in found.audited.audit.findings}


def test_a_version_without_its_proof_is_compared_all_the_same(office: Office, report: Report) -> None:
    bare = back(office, report, strip_figures(report.docx))
    assert bare.verification is not None
    assert (bare.verification.status, bare.changes) == (Status.NO_FIGURES, ())
    text = read_bytes(report.docx, "report.docx").text
    pasted = back(office, report, f"{text}\n另外还做了许多工作。".encode(), "back.txt")
    assert pasted.verification is None


def test_later_entries_are_no_finding_of_an_earlier_report(office: Office, report: Report) -> None:
    telling = Telling(office, last=9000)
    telling.talk("2023-11-08", heads=40)
    found = back(office, report, report.docx)
    assert "audit.contradicted" not in {one.code for one in found.audited.audit.findings}


def test_a_speech_has_the_figures_of_its_report(office: Office, report: Report) -> None:
    Telling(office, last=9000).talk("2023-11-08", heads=40)
    speech = compile_report(
        office, by=BY, at=NOW, entry=number(8100), report=number(8101), org="D", period=Period.year(2023),
        outline="speech", beside=report.report,
    )  # fmt: skip
    assert isinstance(speech, Report)
    assert (speech.draft.position, speech.checkpoint) == (report.draft.position, report.checkpoint)
    values = {one.figure.query: one.figure.value for one in report.draft.compiled.document.figures()}
    said = {one.figure.query: one.figure.value for one in speech.draft.compiled.document.figures()}
    shared = values.keys() & said.keys()
    assert shared
    assert {query: values[query] for query in shared} == {query: said[query] for query in shared}


def test_nothing_is_compiled_beside_a_report_there_is_not(office: Office) -> None:
    refused = compile_report(
        office, by=BY, at=NOW, entry=number(8100), report=number(8101), org="D", period=Period.year(2023),
        outline="speech", beside=number(1),
    )  # fmt: skip
    assert not isinstance(refused, Report)
    assert refused.problems[0].code == "usecases.unknown_report"
