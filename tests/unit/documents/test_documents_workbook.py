"""A spreadsheet form is filled in place: its looks, its formulas and its other sheets stay as they are."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import python_calamine

from shuzhi.documents.errors import Refused
from shuzhi.documents.ooxml import CustomXml
from shuzhi.documents.workbook import Kind, Workbook, open_workbook, place_of, reference
from shuzhi.documents.workbook_writing import Filling, Notes, write_workbook
from tests.unit.documents.blank_forms import blank_form

BLANK = blank_form()


def filled(**filling: Any) -> Workbook:
    return open_workbook(write_workbook(open_workbook(BLANK), Filling(**filling)))


def styles(book: Workbook) -> str:
    return book.archive.read("xl/styles.xml").decode()


def test_sheets_cells_and_merged_ranges_are_read() -> None:
    book = open_workbook(BLANK)
    assert [one.name for one in book.sheets] == ["宣讲", "说明"]
    sheet = book.sheets[0]
    assert (sheet.at("A4").text, sheet.at("A4").kind) == ("巾帼宣讲", Kind.TEXT)
    assert sheet.at("C4").kind is Kind.EMPTY
    assert sheet.at("Z99").kind is Kind.EMPTY
    assert sheet.at("C8").kind is Kind.FORMULA
    assert sheet.head_of(1, 3) == (1, 1)


def test_a_filled_cell_keeps_its_style_and_is_read_as_a_number() -> None:
    was = open_workbook(BLANK).sheets[0]
    book = filled(values={("宣讲", "C4"): Decimal("38"), ("宣讲", "F20"): "另附"})
    sheet = book.sheets[0]
    assert (sheet.at("C4").text, sheet.at("C4").kind) == ("38", Kind.NUMBER)
    assert (sheet.at("F20").text, sheet.at("F20").kind) == ("另附", Kind.TEXT)
    style = [one.get("s") for sheet_ in (was, sheet) for one in sheet_.root.iter() if one.get("r") == "C4"]
    assert style[0] == style[1]
    assert styles(book) == styles(open_workbook(BLANK))


def test_a_marked_cell_turns_yellow_and_keeps_border_and_number_format() -> None:
    book = filled(marked=frozenset({("宣讲", "C6"), ("宣讲", "D6")}))
    cells = {one.get("r"): one for one in book.sheets[0].root.iter() if one.tag.endswith("}c")}
    assert cells["C6"].get("s") == cells["D6"].get("s") != cells["C5"].get("s")
    root = open_workbook(BLANK)
    assert styles(book).count("FFFFFF00") == 1
    assert styles(root).count("FFFFFF00") == 0
    from lxml import etree

    formats = etree.fromstring(book.archive.read("xl/styles.xml")).find("{*}cellXfs")
    assert formats is not None
    twin, like = formats[int(cells["C6"].get("s") or 0)], formats[int(cells["C5"].get("s") or 0)]
    for kept in ("borderId", "numFmtId", "fontId"):
        assert twin.get(kept) == like.get(kept)


def test_sums_are_computed_anew_and_never_shown_stale() -> None:
    book = filled(values={("宣讲", "C4"): Decimal("38")})
    assert book.sheets[0].at("C8").text == ""
    assert b'fullCalcOnLoad="1"' in book.archive.read("xl/workbook.xml")


def test_another_reader_opens_the_filled_file() -> None:
    notes = Notes("填表说明", (10, 40), (("单元格", "原因"), ("宣讲!C6", "人数只知范围 <120至180人>")))
    data = write_workbook(
        open_workbook(BLANK), Filling({("宣讲", "C4"): Decimal("38.5")}, frozenset({("宣讲", "C6")}), notes)
    )
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["宣讲", "说明", "填表说明"]
    assert book.get_sheet_by_name("宣讲").to_python()[3][:3] == ["巾帼宣讲", "场", 38.5]
    assert book.get_sheet_by_name("填表说明").to_python()[1][1] == "人数只知范围 <120至180人>"


def test_the_same_filling_gives_the_same_bytes_and_a_part_of_ours_is_replaced() -> None:
    def custom(text: str) -> Filling:
        return Filling(custom=CustomXml(f'<f xmlns="urn:x:1">{text}</f>'.encode(), "urn:x:1", UUID(int=1)))

    once = write_workbook(open_workbook(BLANK), custom("一"))
    assert once == write_workbook(open_workbook(BLANK), custom("一"))
    twice = open_workbook(write_workbook(open_workbook(once), custom("二")))
    assert "二" in (twice.custom_xml("urn:x:1") or b"").decode()
    assert sum(name.startswith("customXml/item1") for name in twice.archive.names) == 1
    assert open_workbook(BLANK).custom_xml("urn:x:1") is None


@pytest.mark.parametrize(
    ("ref", "place"), [("A1", (1, 1)), ("$AB$12", (12, 28)), ("XFD1048576", (1048576, 16384))]
)
def test_references_are_read_and_written(ref: str, place: tuple[int, int]) -> None:
    assert place_of(ref) == place
    assert reference(*place) == ref.replace("$", "")


def test_what_is_no_spreadsheet_is_refused() -> None:
    with pytest.raises(Refused):
        open_workbook(b"PK\x03\x04 nothing")
    with pytest.raises(ValueError, match="no cell"):
        place_of("4C")
