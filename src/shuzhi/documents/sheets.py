"""How far the sheets of a workbook reach, asked before a reader reserves memory for the whole rectangle.

A sheet of two cells, A1 and XFD1048576, spans 17 thousand million. Knows cell references and nothing else.

    refuse_sparse_sheets(archive, most_cells=…)      raises ``Refused`` ("documents.sheet_extent")
"""

from __future__ import annotations

import io
import re

from lxml import etree

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import SafeArchive

MOST_CELLS = 5_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


def refuse_sparse_sheets(archive: SafeArchive, most_cells: int = MOST_CELLS) -> None:
    """Refuse a workbook with a sheet that spans more than ``most_cells`` between its outermost cells."""
    for name in archive.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            cells = extent(archive.read(name), name)
            if cells > most_cells:
                raise Refused("documents.sheet_extent", {"name": name, "cells": cells, "limit": most_cells})


def extent(data: bytes, name: str) -> int:
    """Rows times columns of the rectangle around all cells of a sheet's XML."""
    low_row = low_column = 1 << 30
    high_row = high_column = row = column = 0
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data), events=("start",), resolve_entities=False, no_network=True, huge_tree=False
        ):
            local = etree.QName(element).localname
            if local == "row":
                row, column = _number(element.get("r"), row + 1), 0
            elif local == "c":
                row, column = _position(element.get("r"), row, column + 1)
                low_row, high_row = min(low_row, row), max(high_row, row)
                low_column, high_column = min(low_column, column), max(high_column, column)
                _forget(element)
    except etree.XMLSyntaxError as problem:
        raise Refused("documents.xml_damaged", {"name": name}) from problem
    return max(high_row - low_row + 1, 0) * max(high_column - low_column + 1, 0)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 7 else otherwise


def _position(reference: str | None, row: int, column: int) -> tuple[int, int]:
    found = _REFERENCE.match(reference or "")
    if not found:
        return max(row, 1), column
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), number


def _forget(element: etree._Element) -> None:
    """Drop what lies before, so that a large sheet needs no tree."""
    while element.getprevious() is not None:
        del element.getparent()[0]  # type: ignore[union-attr]
