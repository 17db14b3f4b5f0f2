"""A sheet of items: no row is lost, none is counted twice, what cannot be read is said with its row."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from shuzhi.catalog.load import load_pack
from shuzhi.documents.errors import Refused
from shuzhi.ledger.entries import ItemOpened
from shuzhi.usecases.import_items import import_items
from shuzhi.usecases.item_sheet.blank import blank_csv, blank_workbook
from shuzhi.usecases.item_sheet.columns import UnreadableCellError, columns_of, read_day
from shuzhi.usecases.item_sheet.preview import Fate, Preview, SheetAsked, preview
from shuzhi.usecases.item_sheet.table import MOST_ROWS, read_table
from shuzhi.usecases.writing import Done
from tests.acceptance.playing import CLERK, NOW, Play

PACK = load_pack("womens_federation")
ORGS = (("D", "虚构区妇联"), ("T1", "虚构镇妇联"))
KIND = PACK.item_kinds["plan_item"]


@pytest.fixture
def play() -> Play:
    return Play(PACK)


def seen(play: Play, data: bytes) -> Preview:
    asked = SheetAsked(KIND, "D", date(2024, 1, 5), ORGS)
    return preview(play.office, read_table(data), asked, by=CLERK, at=NOW)


def fates(found: Preview) -> list[str]:
    return [one.fate.value for one in found.rows]


def sheet(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def workbook(*rows: tuple[Any, ...]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(line, place, cell, day)
                else:
                    page.write(line, place, cell)
    return out.getvalue()


PLAN = sheet(
    "虚构区妇联2024年工作计划,,,,,",
    "事项,计划条线,责任岗位,完成时限（年月日）,目标值,对应指标",
    "宣讲进村,妇女工作,副主席,2024年11月30日,40," + PACK.indicators["outreach_sessions"].name,
    ",,,,,",
    "主题党日,party,branch_secretary,2024/12/20,12,theme_party_day_count",
    "宣讲进村,妇女工作,副主席,2024-11-30,40,outreach_sessions",
    "没有这个岗位,妇女工作,厂长,2024-11-30,,",
    ",妇女工作,,2024-11-30,3,",
    "没有这一天,,,年底,,",
)


def test_every_row_has_one_fate_and_importing_again_adds_none(play: Play) -> None:
    found = seen(play, PLAN)
    assert fates(found) == ["accepted", "accepted", "duplicate", "rejected", "rejected", "rejected"]
    assert sum(found.count(one) for one in Fate) == len(found.rows) == 6
    assert [one.number for one in found.rows] == [3, 5, 6, 7, 8, 9]
    codes = [problem.code for one in found.rows for problem in one.problems]
    assert codes == [
        "items.sheet.same_row",
        "items.sheet.unknown",
        "items.sheet.no_title",
        "items.sheet.no_day",
    ]
    same, *_, no_day = [problem for one in found.rows for problem in one.problems]
    assert (same.args["row"], no_day.args["column"]) == (3, "完成时限（年月日）")
    assert isinstance(import_items(play.office, found.entries), Done)
    head = play.journal.head(play.office.ledger).position
    again = seen(play, PLAN)
    assert fates(again) == ["duplicate", "duplicate", "duplicate", "rejected", "rejected", "rejected"]
    assert again.rows[0].same_as == found.rows[0].entry.subject  # type: ignore[union-attr]
    sent_twice = import_items(play.office, found.entries)
    assert isinstance(sent_twice, Done)
    assert all(one.repeated for one in sent_twice.receipts)
    assert play.journal.head(play.office.ledger).position == head


def test_what_a_row_says_is_what_is_written(play: Play) -> None:
    entry = seen(play, PLAN).entries[0]
    body = entry.body
    assert isinstance(body, ItemOpened)
    assert (body.org, body.day, body.state) == ("D", date(2024, 1, 5), "planned")
    assert (body.due, body.owner, body.target) == (date(2024, 11, 30), "vice_chair", Decimal(40))
    assert dict(body.fields) == {"plan_line": "womens_work", "figure": "outreach_sessions"}
    assert entry.beside == {"title": "宣讲进村"}


def test_a_workbook_says_the_same_as_a_text(play: Play) -> None:
    data = workbook(
        ("Title", "Line of the plan", "Owner", "Due", "Target", "Unit"),
        ("Talks", "Women's work", "Vice-chair", date(2024, 11, 30), 40, "虚构镇妇联"),
    )
    (row,) = seen(play, data).rows
    assert row.entry is not None
    body = row.entry.body
    assert isinstance(body, ItemOpened)
    assert (row.number, body.org, body.due, body.target) == (2, "T1", date(2024, 11, 30), Decimal(40))


def test_a_unit_that_the_writer_may_not_write_for_is_unknown(play: Play) -> None:
    (row,) = seen(play, sheet("事项,组织", "别处的事,V1")).rows
    assert [one.code for one in row.problems] == ["items.sheet.unknown"]


def test_two_units_of_one_name_are_told_apart_by_code_only(play: Play) -> None:
    asked = SheetAsked(KIND, "D", date(2024, 1, 5), (("D", "同名"), ("T1", "同名")))
    table = read_table(sheet("事项,组织", "甲,同名", "乙,T1"))
    one, other = preview(play.office, table, asked, by=CLERK, at=NOW).rows
    assert [problem.code for problem in one.problems] == ["items.sheet.several"]
    assert other.fate is Fate.ACCEPTED


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "items.sheet.empty"),
        (b"\n,,\n", "items.sheet.empty"),
        ("甲,乙\n丙,丁".encode(), "items.sheet.no_heading"),
        (b"\x00\x01\xff\xfe", "items.sheet.unreadable"),
        (b"PK\x03\x04 no archive", "documents."),
        ("\n".join(["事项", *map(str, range(MOST_ROWS))]).encode(), "items.sheet.too_long"),
    ],
)
def test_what_is_no_sheet_is_refused(play: Play, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        seen(play, data)
    assert refused.value.code.startswith(code)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_offices_are_read(play: Play, encoding: str) -> None:
    assert fates(seen(play, "事项\n宣讲进村".encode(encoding))) == ["accepted"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-06-30", date(2024, 6, 30)),
        ("2024年6月30日", date(2024, 6, 30)),
        ("2024.6.30", date(2024, 6, 30)),
        ("45473", date(2024, 6, 30)),
        ("45473.0", date(2024, 6, 30)),
        ("2024-06-30 00:00:00", date(2024, 6, 30)),
    ],
)
def test_days_are_read_as_offices_write_them(text: str, day: date) -> None:
    assert read_day(text, "期限") == day


@pytest.mark.parametrize("text", ["2024-02-30", "6月底", "12", "2024"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(UnreadableCellError):
        read_day(text, "期限")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_sheet_is_read_back_with_its_headings(play: Play, language: str) -> None:
    columns = columns_of(KIND, pack=PACK, orgs=ORGS)
    blank = blank_workbook(columns, language=language, titles=("计划", "可选值"), created=NOW)
    assert blank == blank_workbook(columns, language=language, titles=("计划", "可选值"), created=NOW)
    for data in (blank, blank_csv(columns, language=language)):
        (row,) = read_table(data)
        assert len(row.cells) == len(columns)
        assert seen(play, data).rows == ()
