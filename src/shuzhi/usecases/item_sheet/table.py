"""Rows of texts out of a spreadsheet or a CSV file. Knows no item: a cell is a text, a row bears the number people see."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from shuzhi.documents.errors import Refused
from shuzhi.documents.workbook import open_workbook

MOST_ROWS = 2_000
_ENCODINGS = ("utf-8-sig", "gb18030")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class TableRow:
    """``number`` as a spreadsheet shows it, from 1."""

    number: int
    cells: tuple[str, ...]


Table = tuple[TableRow, ...]


def read_table(data: bytes) -> Table:
    """The rows of the first sheet that hold anything. Raises ``Refused`` for what is no table, or too long a one."""
    rows = _of_workbook(data) if data.startswith(_ZIP) else _of_csv(data)
    filled = tuple(one for one in rows if any(one.cells))
    if not filled:
        raise Refused("items.sheet.empty")
    if len(filled) > MOST_ROWS:
        raise Refused("items.sheet.too_long", {"rows": len(filled), "limit": MOST_ROWS})
    return filled


def _of_workbook(data: bytes) -> list[TableRow]:
    sheet = open_workbook(data).sheets[0]
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells():
        if text := cell.text.strip():
            rows.setdefault(cell.row, {})[cell.column] = text
    return [
        TableRow(number, tuple(cells.get(column, "") for column in range(1, max(cells) + 1)))
        for number, cells in sorted(rows.items())
    ]


def _of_csv(data: bytes) -> list[TableRow]:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            # an apostrophe before a sign is how our own CSV keeps a text from being taken for a formula
            return [
                TableRow(number, tuple(cell.strip().removeprefix("'") for cell in cells))
                for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), start=1)
            ]
        except csv.Error as problem:
            raise Refused("items.sheet.unreadable") from problem
    raise Refused("items.sheet.unreadable")
