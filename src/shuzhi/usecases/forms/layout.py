"""A blank form as labels around empty cells, and what is printed on it about itself. Knows no pack and no ledger.

Source of what a statistical form must bear: 统计法 (2024), article 17: number, issuer, approval or filing, validity.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import rfc8785

from shuzhi.documents.workbook import Kind, Sheet, Workbook, reference

_DIGITS = re.compile(r"[0-9０-９]+")
_SERIAL = re.compile(r"[\s0-9０-９.、（）()①-⑳]+\Z")
_UNTIL = re.compile(
    r"有效期\s*(?:至|限|到)?\s*[:：]?\s*(?:至)?\s*(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?"
)
_PRINTED = {
    "number": re.compile(r"表\s*号\s*[:：]\s*(\S.*?)\s*\Z"),
    "issuer": re.compile(r"制(?:定|表)(?:机关|单位)\s*[:：]\s*(\S.*?)\s*\Z"),
    "approval": re.compile(r"(?:批准|备案)(?:机关文号|文号)\s*[:：]\s*(\S.*?)\s*\Z"),
}
MOST_BLANKS = 5000


class Blank(NamedTuple):
    """An empty cell with the labels that speak of it: of its row from left to right, of its column from below upwards."""

    sheet: str
    cell: str
    row: tuple[str, ...]
    column: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What the form says of itself; "" and None where it says nothing."""

    number: str = ""
    issuer: str = ""
    approval: str = ""
    valid_until: date | None = None


def layout_digest(workbook: Workbook) -> str:
    """SHA-256 (hex) over the labels and their places, every number masked: next year's copy has the same."""
    labels = [
        [sheet.name, cell.ref, _DIGITS.sub("#", cell.text.strip())]
        for sheet in workbook.sheets
        for cell in sheet.cells()
        if cell.kind is Kind.TEXT
    ]
    return hashlib.sha256(rfc8785.dumps(labels)).hexdigest()


def printed_on(workbook: Workbook) -> Printed:
    """The first of each kind, in the order of sheets and cells."""
    texts = [
        cell.text.strip() for sheet in workbook.sheets for cell in sheet.cells() if cell.kind is Kind.TEXT
    ]
    told = {
        name: next((found[1] for text in texts if (found := pattern.search(text))), "")
        for name, pattern in _PRINTED.items()
    }
    return Printed(**told, valid_until=next((day for text in texts if (day := _last_day(text))), None))


def blanks(workbook: Workbook) -> Iterator[Blank]:
    """Empty cells that have a label to their left and stand inside what the sheet uses. At most ``MOST_BLANKS``."""
    count = 0
    for sheet in workbook.sheets:
        for blank in _blanks_of(sheet):
            yield blank
            count += 1
            if count >= MOST_BLANKS:
                return


def _blanks_of(sheet: Sheet) -> Iterator[Blank]:
    texts = {(cell.row, cell.column): cell.text.strip() for cell in sheet.cells() if cell.kind is Kind.TEXT}
    taken = {(cell.row, cell.column) for cell in sheet.cells() if cell.kind is not Kind.EMPTY}
    last = max((column for _, column in taken), default=0)
    for row in sorted({row for row, _ in texts}):
        for column in range(2, last + 1):
            if (row, column) in taken or sheet.head_of(row, column) != (row, column):
                continue
            labels = _to_the_left(sheet, texts, row, column)
            if labels:
                yield Blank(sheet.name, reference(row, column), labels, _above(sheet, texts, row, column))


def _to_the_left(sheet: Sheet, texts: dict[tuple[int, int], str], row: int, column: int) -> tuple[str, ...]:
    found = [texts.get(sheet.head_of(row, one), "") for one in range(1, column)]
    return tuple(dict.fromkeys(text for text in found if text and not _SERIAL.match(text)))


def _above(sheet: Sheet, texts: dict[tuple[int, int], str], row: int, column: int) -> tuple[str, ...]:
    """Labels over the cell; one that spans the whole width is a title and says nothing of a column."""
    found: list[str] = []
    for one in range(row - 1, 0, -1):
        top, left = sheet.head_of(one, column)
        if (top, left) in texts and not _is_title(sheet, top, left, column):
            found.append(texts[top, left])
    return tuple(dict.fromkeys(found))


def _is_title(sheet: Sheet, top: int, left: int, column: int) -> bool:
    return left == 1 and column > 1 and sheet.head_of(top, column) == (top, left)


def _last_day(text: str) -> date | None:
    found = _UNTIL.search(text)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            return date(year, month, int(found[3]))
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError:
        return None
