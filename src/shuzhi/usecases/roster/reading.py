"""A roster file as rows: .xlsx through the gate, .csv in UTF-8 or GB 18030. Knows heads of columns, not the ledger."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import python_calamine

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import open_archive, read_file
from shuzhi.documents.sheets import refuse_sparse_sheets
from shuzhi.usecases.roster.model import COLUMNS, NEEDED, Roster, Row, Table

MOST_ROWS = 5_000
_LONGEST = 200  # signs of a cell: a roster holds names and codes, no prose
_DAY = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?\Z")
_ZIP = b"PK\x03\x04"


def read_roster(data: bytes) -> Roster:
    """Raises ``Refused``: damaged, no table we know, more rows than one act should hold."""
    read_file(data)
    sheets = _sheets_of_workbook(data) if data[:4] == _ZIP else [("CSV", _lines_of_csv(data))]
    rows: list[Row] = []
    passed_over: list[str] = []
    for name, lines in sheets:
        found = _table(name, lines)
        rows += found
        if not found and any(any(line) for line in lines):
            passed_over.append(name)
    if not rows:
        raise Refused("roster.no_table")
    if len(rows) > MOST_ROWS:
        raise Refused("roster.too_many_rows", {"rows": len(rows), "limit": MOST_ROWS})
    return Roster(tuple(rows), tuple(passed_over))


def read_day(text: str) -> date | None:
    """2023-03-08, 2023/3/8, 2023.3.8, 2023年3月8日, 20230308; None for anything else."""
    found = _DAY.match(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _sheets_of_workbook(data: bytes) -> list[tuple[str, list[list[str]]]]:
    archive = open_archive(data)
    refuse_sparse_sheets(archive)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            (name, _written(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
            for name in book.sheet_names
        ]
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound) as problem:
        raise Refused("claims.workbook_damaged") from problem


def _lines_of_csv(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        try:
            return _written(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as problem:
            raise Refused("roster.unreadable") from problem
    raise Refused("roster.unreadable")


def _written(lines: Iterable[Sequence[object]]) -> list[list[str]]:
    return [[_text(cell) for cell in line] for line in lines]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    text = " ".join(str(cell).split())
    return text[1:] if text.startswith("'") else text  # the sign by which our own CSV keeps formulas off


def _table(sheet: str, lines: list[list[str]]) -> list[Row]:
    """The rows below the first line whose cells are the heads of a table we know."""
    for place, line in enumerate(lines):
        known = _heads(line)
        if known is None:
            continue
        table, columns = known
        return [
            Row(table, sheet, number, _cells(columns, line))
            for number, line in enumerate(lines[place + 1 :], place + 2)
            if any(line)
        ]
    return []


def _heads(line: list[str]) -> tuple[Table, dict[int, str]] | None:
    plain = [head.strip().rstrip("*＊ ").casefold() for head in line]
    # People first: their table has a code of a unit too.
    for table in (Table.PEOPLE, Table.ORGANISATIONS):
        columns = {
            place: column
            for column, heads in COLUMNS[table].items()
            for place, head in enumerate(plain)
            if head in {one.casefold() for one in heads}
        }
        if set(NEEDED[table]) <= set(columns.values()):
            return table, columns
    return None


def _cells(columns: dict[int, str], line: list[str]) -> dict[str, str]:
    return {
        column: line[place][:_LONGEST]
        for place, column in columns.items()
        if place < len(line) and line[place]
    }
