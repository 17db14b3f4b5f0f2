"""Files for spreadsheets hold values only, whatever a title begins with."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from shuzhi.web.present.tabular import Sheet, as_csv, as_workbook

AT = datetime(2023, 5, 4, 3, 2, 1, tzinfo=UTC)
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://example.invalid")')


def sheet(*texts: str) -> Sheet:
    return Sheet("数据", ("名称", "数值"), tuple((text, Decimal("-3.50")) for text in texts))


@pytest.mark.parametrize("text", EVIL)
def test_no_text_of_a_csv_begins_as_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(sheet(text)).decode("utf-8-sig"), newline="")))
    assert rows[1][0] == f"'{text}"
    assert Decimal(rows[1][1]) == Decimal("-3.5")


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    with zipfile.ZipFile(
        io.BytesIO(as_workbook([sheet(*EVIL, "http://example.invalid")], created=AT))
    ) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.namelist()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert not [name for name in names if "_rels/sheet" in name]
    assert page.count("<v>-3.5</v>") == len(EVIL) + 1


def test_the_same_rows_give_the_same_workbook() -> None:
    assert as_workbook([sheet("甲")], created=AT) == as_workbook([sheet("甲")], created=AT)


def test_titles_that_excel_refuses_are_made_fit() -> None:
    long = Sheet("[年]/月:" * 10, ("一",), ((None,),))
    with zipfile.ZipFile(io.BytesIO(as_workbook([long, long], created=AT))) as book:
        assert "xl/worksheets/sheet2.xml" in book.namelist()
