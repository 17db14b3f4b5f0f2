"""The sheet of an audit: every quantity marked once, nothing of the text lost, files that run nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import docx
import pytest
from python_calamine import CalamineWorkbook

from shuzhi.catalog.load import load_pack
from shuzhi.claims.readers import read_bytes
from shuzhi.messages import LANGUAGES, say
from shuzhi.usecases.audit_document import AuditedDocument, audit_document
from shuzhi.usecases.audit_sheet import html
from shuzhi.usecases.audit_sheet.layout import sheet_of
from shuzhi.usecases.audit_sheet.model import SIGNS, AuditSheet
from shuzhi.usecases.audit_sheet.word import word_of
from shuzhi.usecases.audit_sheet.workbook import workbook_of

TEXT = (
    "=1+1｜述职报告<script>alert(1)</script>\n"
    "2023年召开妇女恳谈会99场，1人次。\n"
    "走访3户。此处填写数据。\n"
    '=HYPERLINK("http://attacker.invalid")培训5期。'
)


def words(code: str, args: Mapping[str, object]) -> str:
    return say(code, args, "zh")


@pytest.fixture(scope="module")
def audited() -> AuditedDocument:
    return audit_document(read_bytes(TEXT.encode(), "<b>报告.txt"), pack=load_pack("womens_federation"))


@pytest.fixture(scope="module")
def sheet(audited: AuditedDocument) -> AuditSheet:
    return sheet_of(audited, say=words, basis=words("auditing.basis_text", {}))


def test_every_quantity_is_marked_once_and_no_word_is_lost(
    audited: AuditedDocument, sheet: AuditSheet
) -> None:
    pieces = [piece for pieces in sheet.paragraphs for piece in pieces]
    marked = [piece for piece in pieces if piece.claim >= 0]
    assert [piece.claim for piece in marked] == list(range(len(audited.reading.claims)))
    assert [piece.text for piece in marked] == [one.quantity for one in audited.reading.claims]
    assert "".join(piece.text for piece in pieces) == TEXT.replace("\n", "")


def test_a_doubtful_number_is_marked_and_its_line_says_where(sheet: AuditSheet) -> None:
    line = next(one for one in sheet.lines if one.code == "audit.attendances_below_sessions")
    assert line.level == "error"
    assert line.marked == "99场"
    assert line.place
    assert {sheet.claims[one].mark for one in line.claims} == {"noted"}
    assert sheet.claims[2].quantity == "3户"
    assert sheet.claims[2].mark == "read"


def test_residue_is_marked_though_it_is_no_quantity(sheet: AuditSheet) -> None:
    notes = {piece.text for pieces in sheet.paragraphs for piece in pieces if piece.mark == "note"}
    assert "此处填写数据" in notes


def test_every_mark_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_and_runs_nothing(sheet: AuditSheet, language: str) -> None:
    page = html.render(sheet, say=lambda code, args: say(code, args, language), language=language)
    assert "<script" not in page
    assert "<b>报告" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "url(" not in page
    targets, ids = set(re.findall(r'href="#([^"]+)"', page)), re.findall(r'id="([^"]+)"', page)
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))
    assert not re.search(r"\[[a-z_]+\.[a-z_.]+\]", page)


def test_a_page_can_hide_each_of_its_marks(sheet: AuditSheet) -> None:
    page = html.render(sheet, say=words, language="zh")
    for tally in sheet.tallies:
        assert f'id="show-{tally.mark}"' in page
        assert f"#show-{tally.mark}:not(:checked)" in page


def test_the_workbook_holds_texts_and_no_formula(sheet: AuditSheet) -> None:
    made = workbook_of(sheet, say=words)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)
                assert b"hyperlink" not in archive.read(name)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    findings = book.get_sheet_by_index(0).to_python()
    assert len(findings) == len(sheet.lines) + 1
    numbers = book.get_sheet_by_index(1).to_python()
    assert [row[1] for row in numbers[1:]] == [one.quantity for one in sheet.claims]


def test_the_word_file_tells_every_finding_and_the_whole_text(sheet: AuditSheet) -> None:
    paper = docx.Document(io.BytesIO(word_of(sheet, say=words)))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert [row[4] for row in rows[1:]] == [one.sentence for one in sheet.lines]
    assert any("妇女恳谈会" in paragraph.text for paragraph in paper.paragraphs)


def test_the_same_audit_gives_the_same_bytes(sheet: AuditSheet) -> None:
    assert workbook_of(sheet, say=words) == workbook_of(sheet, say=words)
    assert html.render(sheet, say=words, language="zh") == html.render(sheet, say=words, language="zh")
