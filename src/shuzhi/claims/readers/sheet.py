"""Workbooks to documents: one line per row, cells apart by tabs, each cell with its place (工作表!B3).

Numbers are written as plain digits. Does not know formulas: the stored value is the cell.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import python_calamine

from shuzhi.claims.model import Document, Passage
from shuzhi.claims.residue import find_residue
from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import Limits, open_archive
from shuzhi.documents.sheets import refuse_sparse_sheets


def read_workbook(data: bytes, source: str, limits: Limits) -> Document:
    """An xlsx file. Raises ``Refused``."""
    archive = open_archive(data, limits)
    refuse_sparse_sheets(archive)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound) as problem:
        raise Refused("claims.workbook_damaged") from problem
    pieces: list[str] = []
    passages: list[Passage] = []
    length = 0
    for name, rows in sheets:
        for row_number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                text = _written(value)
                if text:
                    passages.append(Passage(text, length, f"{name}!{_column(column)}{row_number}"))
                text += "\t" if column + 1 < len(row) else "\n"
                pieces.append(text)
                length += len(text)
    text = "".join(pieces)
    return Document(source, text, tuple(passages), find_residue(text))


def _written(value: int | float | str | bool | time | date | datetime | timedelta) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return value.replace("\n", " ").replace("\t", " ").strip()
    return str(value)


def _column(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
