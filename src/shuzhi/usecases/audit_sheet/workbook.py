"""An audit as an Excel file: the findings, and every number of the text. Cells are texts and numbers, never formulas.

workbook_of(sheet, say=) -> bytes                 the same arguments give the same bytes
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from shuzhi.usecases.audit_sheet.layout import Say
from shuzhi.usecases.audit_sheet.model import AuditSheet

_FINDINGS = (("number", 6), ("level", 10), ("place", 16), ("words", 40), ("finding", 80))
_NUMBERS = (
    ("number", 6), ("quantity", 14), ("what", 30), ("place", 16), ("verdict", 18), ("indicator", 26),
    ("recorded", 14), ("difference", 10),
)  # fmt: skip
_MADE = datetime(2000, 1, 1)  # a stamp of our own, so that bytes do not depend on the clock
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST = 32_000  # characters of a cell


def workbook_of(sheet: AuditSheet, *, say: Say) -> bytes:
    """Two sheets with a heading row each, the widths fit for reading."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as book:
        book.set_properties({"title": _plain(sheet.title), "comments": _plain(sheet.basis), "created": _MADE})
        rows = [
            (one.number, one.level_words, one.place, f"{one.before}{one.marked}{one.after}", one.sentence)
            for one in sheet.lines
        ]
        _write(book, say("auditing.findings", {}), _FINDINGS, rows, say)
        numbers = [
            (
                one.number + 1, one.quantity, one.what, one.place, f"{one.sign} {one.label}", one.name, one.recorded,
                one.difference,
            )
            for one in sheet.claims
        ]  # fmt: skip
        _write(book, say("auditing.numbers", {}), _NUMBERS, numbers, say)
    return made.getvalue()


def _write(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str | int]],
    say: Say,
) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "bg_color": "#E2EDF2"})
    page = book.add_worksheet(name[:31])
    page.freeze_panes(1, 0)
    for column, (code, width) in enumerate(columns):
        page.set_column(column, column, width)
        page.write_string(0, column, say(f"auditing.{code}", {}), head)
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(row, column, cell, wrapped)
            else:
                page.write_string(row, column, _plain(cell), wrapped)


def _plain(text: str) -> str:
    """Without signs that no file of this kind can hold."""
    return _UNUSABLE.sub("", text)[:MOST]
