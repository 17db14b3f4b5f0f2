"""A roster: every row accounted for, nothing put down twice, nothing changed that the ledger says already."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from shuzhi.documents.errors import Refused
from shuzhi.usecases.erase_person import erase_person
from shuzhi.usecases.import_roster import import_roster
from shuzhi.usecases.office import Office
from shuzhi.usecases.roster.model import Plan, Table, Verdict
from shuzhi.usecases.roster.planning import Act, plan_roster
from shuzhi.usecases.roster.reading import MOST_ROWS, read_day, read_roster
from shuzhi.usecases.writing import Done, Problems
from tests.unit.usecases.offices import AT, BY, number

UNITS = [
    ["组织代码*", "组织名称*", "类别*", "上级代码", "排序", "成立日期", "依据"],
    ["V9", "九村妇联", "村（社区、嘎查）妇联", "T9", 2, "2023-02-10", "批复〔2023〕9号"],
    ["T9", "九镇妇联", "township_federation", "D", 3, date(2023, 2, 9), ""],
    ["V1", "V1妇联", "village_federation", "D", "", "", ""],
    ["V2", "改了名的妇联", "village_federation", "D", "", "", ""],
    ["V8", "", "village_federation", "D", "", "", ""],
    ["V7", "七村妇联", "no_such_kind", "D", "", "", ""],
    ["V6", "六村妇联", "village_federation", "nowhere", "", "", ""],
    ["V5", "五村妇联", "village_federation", "D", "first", "the year of the cat", ""],
    [],
    ["V9", "九村妇联", "village_federation", "T9", 2, "2023-02-10", ""],
]
PEOPLE = [
    ["登记表（示例）"],
    ["组织代码", "姓名", "电话", "职务", "任职日期"],
    ["V9", "甲乙丙", 13800000001, "主席", "2023/2/11"],
    ["V9", "甲乙丙", 13800000002, "", ""],
    ["V9", "甲乙丙", 13800000001, "", ""],
    ["V1", "丁戊己", "", "no_such_post", ""],
    ["V6", "庚辛壬", "", "", ""],
    ["", "癸子丑", "", "", ""],
]


def workbook(**sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, days)
                    else:
                        sheet.write(row, column, cell)
    return out.getvalue()


BOOK = workbook(组织=UNITS, 人员=PEOPLE, 说明=[["怎样填写"]])


def plan(office: Office, data: bytes, place: int = 1, may: frozenset[str] | None = None) -> Plan:
    def may_touch(org: str) -> bool:
        return may is None or org in may

    act = Act(BY, AT, AT.date(), number(7000 + place))
    return plan_roster(office, read_roster(data), act=act, may_open=may_touch, may_register=may_touch)


def test_every_row_is_accepted_refused_or_there_already(office: Office) -> None:
    made = plan(office, BOOK)
    assert len(made.lines) == 15
    assert made.counts(Table.ORGANISATIONS) == {"accepted": 2, "rejected": 5, "duplicate": 2}
    assert made.counts(Table.PEOPLE) == {"accepted": 2, "rejected": 3, "duplicate": 1}
    assert made.passed_over == ("说明",)
    refused = {
        line.row.cells.get("org", ""): [one.code for one in line.problems]
        for line in made.of(Verdict.REJECTED)
    }
    assert refused == {
        "V2": ["roster.unit_differs"],
        "V8": ["roster.cell_missing"],
        "V7": ["usecases.unknown_organisation_kind"],
        "V6": ["ledger.unknown_organisation"],
        "V5": ["roster.not_a_day", "roster.not_a_number"],
        "V1": ["usecases.unknown_post"],
        "": ["roster.cell_missing"],
    }  # fmt: skip


def test_planning_writes_nothing_and_importing_again_adds_nothing(office: Office) -> None:
    before = office.journal.head(office.ledger).position
    made = plan(office, BOOK)
    assert office.journal.head(office.ledger).position == before
    assert isinstance(import_roster(office, by=BY, at=AT, plan=made), Done)
    written = office.journal.head(office.ledger).position - before
    assert written == 5  # two units, two people, one post
    again = plan(office, BOOK, place=2)
    assert again.counts(Table.ORGANISATIONS)["accepted"] == again.counts(Table.PEOPLE)["accepted"] == 0
    assert again.counts(Table.ORGANISATIONS)["duplicate"] == 4
    assert again.counts(Table.PEOPLE)["duplicate"] == 3
    refused = import_roster(office, by=BY, at=AT, plan=again)
    assert isinstance(refused, Problems)
    assert office.journal.head(office.ledger).position == before + written


def test_the_same_act_sent_twice_is_one_act(office: Office) -> None:
    made = plan(office, BOOK)
    first = import_roster(office, by=BY, at=AT, plan=made)
    second = import_roster(office, by=BY, at=AT, plan=made)
    assert isinstance(first, Done) and isinstance(second, Done)
    assert all(one.repeated for one in second.receipts)


def test_keys_say_nothing_of_names(office: Office) -> None:
    """The same person imported by another act gets another key: nobody can compute it from her name."""
    keys = {
        one.entries[0].subject
        for place in (1, 2)
        for one in plan(office, BOOK, place).of(Verdict.ACCEPTED)
        if one.row.table is Table.PEOPLE
    }
    assert len(keys) == 4


def test_an_erased_person_is_not_found_by_her_name(office: Office) -> None:
    made = plan(office, BOOK)
    import_roster(office, by=BY, at=AT, plan=made)
    person = next(one for one in made.entries if one.body.type == "person.registered")
    erase_person(office, by=BY, at=AT, entry=number(7100), person=person.subject.partition(":")[2])
    assert plan(office, BOOK, place=3).counts(Table.PEOPLE)["accepted"] == 1


def test_rows_of_units_kept_elsewhere_are_refused(office: Office) -> None:
    made = plan(office, BOOK, may=frozenset({"V1"}))
    assert {one.row.cells.get("org") for one in made.of(Verdict.REJECTED)} >= {"T9", "V9"}
    assert not made.entries


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_table_of_commas_is_read_as_well(office: Office, encoding: str) -> None:
    text = "\r\n".join(",".join(str(cell) for cell in line) for line in PEOPLE[1:])
    made = plan(office, text.encode(encoding))
    assert sum(made.counts(Table.PEOPLE).values()) == 6
    assert made.lines[0].row.cells["telephone"] == "13800000001"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "documents.empty"),
        (b"\xff\xfe\x00", "roster.unreadable"),
        ("随便写写".encode(), "roster.no_table"),
        (workbook(组织=UNITS[:1]), "roster.no_table"),
        (b"PK\x03\x04 no archive", None),
        (("组织代码,姓名\n" + "V1,甲\n" * (MOST_ROWS + 1)).encode(), "roster.too_many_rows"),
    ],
)
def test_what_is_no_roster_is_refused(data: bytes, code: str | None) -> None:
    with pytest.raises(Refused) as refused:
        read_roster(data)
    assert code is None or refused.value.code == code


@pytest.mark.parametrize("text", ["2023-03-08", "2023/3/8", "2023.3.8", "2023年3月8日", "20230308"])
def test_a_day_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert read_day(text) == date(2023, 3, 8)
    assert read_day(f"{text}号") is None
