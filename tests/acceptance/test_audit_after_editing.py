"""A report of ours goes through people's hands: a figure is typed over, a false sentence is added, LibreOffice saves it.

The audit names both: the figure against what was printed, the sentence against the ledger.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from uuid import UUID

import docx
import pytest
from docx.oxml.ns import qn

from shuzhi.audit.model import Verdict
from shuzhi.catalog.load import load_pack
from shuzhi.claims.readers import read_document
from shuzhi.report import pdf
from shuzhi.report.signing import KeyRing
from shuzhi.report.verify import verify
from shuzhi.usecases.audit_document import LedgerFigures, Papers, audit_document, hand_edits_of
from shuzhi.usecases.compile_report import Report, compile_report
from shuzhi.usecases.example.build import build_example
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.values.period import SHANGHAI, Period
from tests.unit.usecases.offices import BY, office_in_memory

pytestmark = pytest.mark.libreoffice
YEAR = Period.year(2023)


def edited_by_hand(report: bytes) -> tuple[bytes, str]:
    """Types over the first attendances in a content control and adds a sentence nobody counted; the old words beside."""
    document = docx.Document(io.BytesIO(report))
    texts = (node for control in document.element.body.iter(qn("w:sdt")) for node in control.iter(qn("w:t")))
    figure = next(node for node in texts if node.text and node.text.endswith("人次"))
    printed = figure.text
    figure.text = f"9{printed}"
    typed = document.paragraphs[8].insert_paragraph_before("全年各级妇联举办普法讲座958场。")
    typed.style = document.paragraphs[9].style
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), printed


def test_a_figure_typed_over_and_a_false_sentence_are_both_named_after_libreoffice_saved_the_file(
    tmp_path: Path,
) -> None:
    if pdf.office_program() is None:
        pytest.skip("LibreOffice is not installed")
    office = office_in_memory("example")
    build_example(office, pack=load_pack("womens_federation"), seed=7, scale=1, progress=lambda *_: None)
    report = compile_report(
        office, by=BY, at=datetime(2024, 1, 10, 9, 0, tzinfo=SHANGHAI), entry=UUID(int=1 << 90, version=4),
        report=UUID(int=2 << 90, version=4), org=DISTRICT, period=YEAR, outline="duty_report",
    )  # fmt: skip
    assert isinstance(report, Report), report
    changed, printed = edited_by_hand(report.docx)
    file = tmp_path / "edited.docx"
    file.write_bytes(pdf.convert_to("docx", changed))
    document = read_document(file)
    edits = hand_edits_of(document, verify(file, KeyRing.of()))
    figures = LedgerFigures.of(office, org=DISTRICT)
    audited = audit_document(
        document,
        pack=figures.pack,
        figures=figures,
        period=YEAR,
        org=DISTRICT,
        papers=Papers(hand_edits=edits),
    )
    assert [(edit.printed, edit.found) for edit in edits] == [(printed, f"9{printed}")]
    contradicted = [
        audited.reading.claims[each.claim].quantity
        for each in audited.audit.judgements
        if each.verdict is Verdict.CONTRADICTED
    ]
    assert sorted(contradicted) == sorted([f"9{printed}", "958场"])
    assert "audit.figure_edited" in {each.code for each in audited.audit.findings}
