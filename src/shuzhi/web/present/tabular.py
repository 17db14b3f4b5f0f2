"""Rows as files for a spreadsheet: CSV and Excel. Values only: no formula, and no text that a program takes for one.

as_csv(sheet) -> bytes              UTF-8 with its mark, which Excel needs to read Chinese
as_workbook(sheets, created=…) -> bytes     the same arguments give the same bytes
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import xlsxwriter

from shuzhi.engine.base import Figure
from shuzhi.values.period import SHANGHAI

Cell = str | Decimal | int | None
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` are as long as ``header``; None is an empty cell. Numbers stay numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def ends(figure: Figure) -> tuple[Cell, Cell]:
    """Both ends of a figure; an end that is not known is empty."""
    return (None, None) if figure.value is None else (figure.value.low, figure.value.high)


def as_csv(sheet: Sheet) -> bytes:
    """Text that begins like a formula gets an apostrophe before it, which spreadsheets show as the text it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_harmless(cell) for cell in sheet.header])
    writer.writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_workbook(sheets: Sequence[Sheet], *, created: datetime) -> bytes:
    """One worksheet each; every text is written as text, whatever it begins with."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": created.astimezone(SHANGHAI).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1})
        for place, sheet in enumerate(sheets, 1):
            page = book.add_worksheet(f"{place} {sheet.title.translate(_NOT_IN_TITLES)}"[:31])
            page.freeze_panes(1, 0)
            page.set_column(0, len(sheet.header) - 1, 18)
            for column, text in enumerate(sheet.header):
                page.write_string(0, column, text, head)
            for line, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    _write(page, line, column, cell)
    return out.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        page.write_string(line, column, cell)
    elif cell is not None:
        page.write_number(line, column, float(cell))  # a spreadsheet knows no other number


def _harmless(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
