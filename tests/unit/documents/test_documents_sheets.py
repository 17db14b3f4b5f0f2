"""A workbook whose two cells lie a million rows apart is refused before anybody reserves the rectangle."""

from __future__ import annotations

import pytest

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import open_archive
from shuzhi.documents.sheets import extent, refuse_sparse_sheets
from shuzhi.documents.zipfiles import write

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("", 0),
        ('<row r="1"><c r="A1"/></row>', 1),
        ('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>', 1048576 * 16384),
        ('<row r="5"><c r="B5"/><c/></row><row><c r="B6"/></row>', 4),
        ("<row><c/><c/></row><row><c/></row>", 4),
        ('<row r="²"><c r="&#65;1"/></row>', 1),
    ],
)
def test_the_extent_is_the_rectangle_around_all_cells(rows: str, cells: int) -> None:
    assert extent(sheet(rows), "s") == cells


def test_a_sparse_workbook_is_refused_and_a_dense_one_is_not() -> None:
    far = '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
    with pytest.raises(Refused, match="sheet_extent"):
        refuse_sparse_sheets(open_archive(write({"xl/worksheets/sheet1.xml": sheet(far)})))
    refuse_sparse_sheets(
        open_archive(write({"xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="C9"/></row>')}))
    )


def test_a_damaged_sheet_is_refused() -> None:
    with pytest.raises(Refused, match="xml_damaged"):
        extent(b"<worksheet><row>", "s")
