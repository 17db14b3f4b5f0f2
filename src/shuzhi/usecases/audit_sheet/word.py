"""An audit as a Word file: what it was held against, the findings as a table, the text with its marks.

word_of(sheet, say=) -> bytes
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.run import Run

from shuzhi.usecases.audit_sheet.layout import Say
from shuzhi.usecases.audit_sheet.model import AuditSheet, Piece

_SHADES = {
    "contradicted": "FAE8E4", "overstated": "FAEFD8", "unsupported": "FAEFD8", "noted": "FAEFD8",
    "ambiguous": "E9EDF0", "undecidable": "E9EDF0", "supported": "E3F0E8", "note": "FAEFD8",
}  # fmt: skip
_INKS = {"error": RGBColor(0x8F, 0x28, 0x1D), "warning": RGBColor(0x74, 0x4A, 0x00)}
_WIDTHS = (Cm(1.2), Cm(2.2), Cm(3.0), Cm(4.2), Cm(6.4))
_MADE = datetime(2000, 1, 1)  # a stamp of our own, so that bytes do not depend on the clock
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def word_of(sheet: AuditSheet, *, say: Say) -> bytes:
    """A4, one column; marks are shading and a sign."""
    paper = docx.Document()
    _set_fonts(paper)
    paper.core_properties.created = paper.core_properties.modified = _MADE
    paper.core_properties.author, paper.core_properties.title = "", _plain(sheet.title)
    paper.add_heading(_plain(say("auditing.title", {"title": sheet.title})), level=1)
    paper.add_paragraph(_plain(sheet.basis))
    paper.add_paragraph(say("auditing.counted", {"claims": len(sheet.claims), "findings": len(sheet.lines)}))
    for notice in sheet.notices:
        paper.add_paragraph(_plain(notice))
    paper.add_paragraph("　".join(f"{one.sign} {one.label} {one.count}" for one in sheet.tallies))
    paper.add_heading(say("auditing.findings", {}), level=2)
    if sheet.lines:
        _findings(paper, sheet, say)
    else:
        paper.add_paragraph(say("auditing.no_findings", {}))
    paper.add_heading(say("auditing.text", {}), level=2)
    for pieces in sheet.paragraphs:
        paragraph = paper.add_paragraph()
        for piece in pieces:
            _marked(paragraph.add_run(_plain(piece.text)), piece)
            if piece.sign:
                paragraph.add_run(piece.sign).font.superscript = True
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def _findings(paper: Document, sheet: AuditSheet, say: Say) -> None:
    table = paper.add_table(rows=1, cols=len(_WIDTHS))
    table.style = "Table Grid"
    table.autofit = False
    heads = [say(f"auditing.{code}", {}) for code in ("number", "level", "place", "words", "finding")]
    _fill(table, 0, heads)
    for run in (run for cell in table.rows[0].cells for run in cell.paragraphs[0].runs):
        run.font.bold = True
    _repeat_head(table)
    for row, line in enumerate(sheet.lines, start=1):
        table.add_row()
        words = f"{line.before}{line.marked}{line.after}"
        _fill(
            table,
            row,
            [str(line.number), f"{line.sign} {line.level_words}", line.place, words, line.sentence],
        )
        if line.level in _INKS:
            table.cell(row, 1).paragraphs[0].runs[0].font.color.rgb = _INKS[line.level]


def _fill(table: Table, row: int, texts: Iterable[str]) -> None:
    for cell, text, width in zip(table.rows[row].cells, texts, _WIDTHS, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(_plain(text))
        run.font.size = Pt(10)


def _repeat_head(table: Table) -> None:
    """The heading row stands on every page."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _marked(run: Run, piece: Piece) -> None:
    shade = _SHADES.get(piece.mark)
    if shade is None:
        return
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
        shading.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(shading)


def _set_fonts(paper: Document) -> None:
    for name, family, size in (("Normal", "宋体", 11), ("Heading 1", "黑体", 16), ("Heading 2", "黑体", 13)):
        style = paper.styles[name]
        style.font.name, style.font.size = family, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), family)
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)


def _plain(text: str) -> str:
    """Without signs that no file of this kind can hold."""
    return _UNUSABLE.sub("", text)
