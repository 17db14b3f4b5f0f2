"""Spreadsheets (xlsx) as sheets and cells: read, and filled without touching how they look.

Knows parts, cells, merged ranges and formulas; does not know figures or forms. Values are written into the sheet's own
XML, so that fonts, borders, widths, print areas and other people's formulas stay as they are.

    open_workbook(source) -> Workbook            through the gate; raises ``Refused``
    Workbook.sheets / .sheet(name)               Sheet.cells() / .at("B3")
    workbook_writing.write_workbook(…)           the file with cells filled
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from lxml import etree

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import DEFAULT, Limits, SafeArchive, open_archive, parse_xml
from shuzhi.documents.ooxml import relationships
from shuzhi.documents.sheets import refuse_sparse_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": MAIN.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE.encode(),
}
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})\Z")


def s(name: str) -> str:
    """A SpreadsheetML name in the notation of lxml."""
    return f"{{{MAIN}}}{name}"


class Kind(StrEnum):
    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` as stored: of a formula the value last computed. ``row`` and ``column`` count from 1."""

    ref: str
    row: int
    column: int
    kind: Kind
    text: str


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``root`` is its parsed XML, in which every row and cell bears its reference."""

    name: str
    part: str
    root: etree._Element = field(repr=False)
    shared: tuple[str, ...] = field(repr=False)

    def cells(self) -> Iterator[Cell]:
        """Cells that hold something or are there to be styled, row by row."""
        for element in self.root.iter(s("c")):
            yield self._cell(element)

    def at(self, ref: str) -> Cell:
        """The cell at a reference; an empty one where the sheet has none. Raises ``ValueError`` for no reference."""
        row, column = place_of(ref)
        return self._by_place.get((row, column)) or Cell(reference(row, column), row, column, Kind.EMPTY, "")

    @cached_property
    def merged(self) -> tuple[tuple[int, int, int, int], ...]:
        """(first row, first column, last row, last column) of every merged range."""
        found = []
        for element in self.root.iter(s("mergeCell")):
            first, _, last = (element.get("ref") or "").partition(":")
            found.append((*place_of(first), *place_of(last or first)))
        return tuple(found)

    def head_of(self, row: int, column: int) -> tuple[int, int]:
        """The place whose value shows there: the first of a merged range, else the place itself."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], Cell]:
        return {(cell.row, cell.column): cell for cell in self.cells()}

    def _cell(self, element: etree._Element) -> Cell:
        row, column = place_of(element.get("r") or "")
        text = self._text(element)
        if element.find(s("f")) is not None:
            kind = Kind.FORMULA
        elif not text.strip():
            kind = Kind.EMPTY
        else:
            kind = Kind.TEXT if element.get("t") in ("s", "inlineStr", "str") else Kind.NUMBER
        return Cell(reference(row, column), row, column, kind, text)

    def _text(self, element: etree._Element) -> str:
        if element.get("t") == "inlineStr":
            return "".join(one.text or "" for one in element.iter(s("t")))
        value = element.findtext(s("v")) or ""
        if element.get("t") != "s":
            return value
        place = int(value) if value.isascii() and value.isdigit() else -1
        return self.shared[place] if 0 <= place < len(self.shared) else ""


@dataclass(frozen=True)
class Workbook:
    """An opened spreadsheet; sheets in the order of their tabs."""

    archive: SafeArchive
    name: str
    root: etree._Element = field(repr=False)
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        return next((one for one in self.sheets if one.name == name), None)

    def custom_xml(self, namespace: str) -> bytes | None:
        """The first custom XML part whose root is of this namespace."""
        for name in sorted(self.archive.names):
            if name.startswith("customXml/") and name.endswith(".xml"):
                data = self.archive.read(name)
                if namespace.encode() in data and "itemProps" not in name:
                    return data
        return None


def open_workbook(source: Path | bytes, limits: Limits = DEFAULT) -> Workbook:
    """Raises ``Refused`` for anything but a readable xlsx file."""
    archive = open_archive(source, limits)
    name = next((target for kind, target in relationships(archive, "") if kind == "officeDocument"), "")
    if name not in archive:
        raise Refused("documents.part_missing", {"name": name or "officeDocument"})
    root = _parse(archive, name, limits)
    if root.tag != s("workbook"):
        raise Refused("documents.part_missing", {"name": "workbook"})
    refuse_sparse_sheets(archive)
    targets = relationship_targets(archive, name)
    shared = _shared(archive, name, limits)
    sheets = tuple(
        Sheet(element.get("name") or "", part, _numbered(_parse(archive, part, limits)), shared)
        for element in root.iter(s("sheet"))
        if (part := targets.get(element.get(f"{{{OFFICE}}}id") or "", "")) in archive
        and part.startswith("xl/worksheets/")
    )
    if not sheets:
        raise Refused("documents.part_missing", {"name": "worksheet"})
    return Workbook(archive, name, root, sheets)


def relationship_targets(archive: SafeArchive, part: str) -> dict[str, str]:
    """Target by relationship id of what ``part`` relates to inside the file."""
    folder, _, base = part.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels"
    if rels not in archive:
        return {}
    ids = [one.get("Id") or "" for one in parse_xml(archive.read(rels), name=rels) if _inside(one)]
    return dict(zip(ids, (target for _, target in relationships(archive, part)), strict=True))


def place_of(ref: str) -> tuple[int, int]:
    """(row, column) of a reference as A1 or $A$1. Raises ``ValueError``."""
    found = _REFERENCE.match(ref)
    if not found:
        raise ValueError(f"no cell: {ref!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def reference(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _inside(relation: etree._Element) -> bool:
    return (relation.get("TargetMode") or "").lower() != "external"


def _parse(archive: SafeArchive, name: str, limits: Limits) -> etree._Element:
    data = archive.read(name)
    for strict, ordinary in _STRICT.items():
        data = data.replace(strict, ordinary)
    return parse_xml(data, name=name, limits=limits)


def _shared(archive: SafeArchive, workbook: str, limits: Limits) -> tuple[str, ...]:
    """Shared texts; phonetic readings left out."""
    part = next((target for kind, target in relationships(archive, workbook) if kind == "sharedStrings"), "")
    if part not in archive:
        return ()
    return tuple(
        "".join(
            one.text or ""
            for one in item.iter(s("t"))
            if (above := one.getparent()) is not None and above.tag != s("rPh")
        )
        for item in _parse(archive, part, limits).iter(s("si"))
    )


def _numbered(root: etree._Element) -> etree._Element:
    """References may be left out where they follow on; here each row and cell bears its own."""
    row = 0
    for line in root.iter(s("row")):
        told = line.get("r") or ""
        row = int(told) if told.isdigit() else row + 1
        line.set("r", str(row))
        column = 0
        for cell in line.iter(s("c")):
            found = _REFERENCE.match(cell.get("r") or "")
            column = place_of(found[0])[1] if found else column + 1
            cell.set("r", reference(row, column))
    return root
