"""Activities written as JSON are read into what they state, or the first row that cannot be read is named."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.cli.activity_rows import RowError, read_activities
from shuzhi.ledger.entries import PROTECTED, Form, Headcount, LateEntry, Mode
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.record_activities import Told, record_activities
from shuzhi.usecases.writing import Done, Problems
from tests.unit.usecases.offices import AT, BY, number, office_in_memory

PACK = load_pack("womens_federation")
TALK: dict[str, Any] = {
    "type": "outreach_talk",
    "org": "V1",
    "date": "2023-05-04",
    "headcounts": [{"count": 31}],
}


def read(tmp_path: Path, rows: object) -> tuple[Told, ...]:
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return read_activities(file, PACK)


def test_a_row_states_all_that_an_activity_states(tmp_path: Path) -> None:
    row = {
        **TALK,
        "title": "宣讲",
        "hosts": ["V1", "V2"],
        "sessions": 2,
        "headcounts": [{"count": 31, "category": "public"}, {"count": 7, "session": 2, "mode": "online"}],
        "quantities": {"copies": 17.5},
        "fields": {"venue": "school", "material_title": ["health", "other"]},
        "themes": ["womens_pledge"],
        "late_basis": "sign_in_sheet",
    }
    (told,) = read(tmp_path, row)
    detail = told.detail
    assert (detail.start, detail.end, detail.hosts, detail.sessions) == (
        date(2023, 5, 4),
        date(2023, 5, 4),
        ("V1", "V2"),
        2,
    )
    assert detail.headcounts == (
        Headcount(31, 1, Mode.ONSITE, "", "public"),
        Headcount(7, 2, Mode.ONLINE),
    )
    assert detail.quantities == (("copies", Decimal("17.5")),)
    assert detail.fields == (("venue", "school"), ("material_title", "health"), ("material_title", "other"))
    assert told.texts == {"title": "宣讲"}
    assert told.late == LateEntry("sign_in_sheet", date(2023, 5, 4))


def test_a_quarters_line_and_protected_work_are_what_they_are(tmp_path: Path) -> None:
    line = {
        "type": "outreach_talk",
        "org": "V1",
        "start": "2023-04-01",
        "end": "2023-06-30",
        "form": "aggregate",
    }
    visit = {"type": "home_visit", "org": "V1", "date": "2023-04-02"}
    first, second = read(tmp_path, [line, visit])
    assert (first.detail.form, first.detail.start, first.detail.end) == (
        Form.AGGREGATE,
        date(2023, 4, 1),
        date(2023, 6, 30),
    )
    assert second.detail.compartment == PROTECTED


def test_a_row_without_an_id_has_always_the_same(tmp_path: Path) -> None:
    first, again, other = read(tmp_path, [TALK, TALK, {**TALK, "date": "2023-05-05"}])
    assert first.activity == again.activity != other.activity


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({**TALK, "colour": "red"}, "colour"),
        ({**TALK, "date": "yesterday"}, "yesterday"),
        ({"type": "outreach_talk", "org": "V1"}, "start"),
        ({**TALK, "headcounts": [{"mode": "onsite"}]}, "count"),
        ({**TALK, "headcounts": [{"count": 1, "mode": "by post"}]}, "by post"),
        ({**TALK, "quantities": {"copies": "many"}}, "Invalid"),
        ({**TALK, "id": "seven"}, "UUID"),
        ("a talk", "object"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row: object, why: str) -> None:
    with pytest.raises(RowError) as refused:
        read(tmp_path, [TALK, row])
    assert refused.value.args_["row"] == 2
    assert why in str(refused.value.args_["why"])


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(RowError):
        read_activities(file, PACK)


def prepared_office() -> Office:
    office = office_in_memory()
    adopt_pack(office, by=BY, at=AT, entry=number(1), pack=PACK)
    open_organisation(
        office,
        by=BY,
        at=AT,
        entry=number(2),
        org="V1",
        name="V1妇联",
        kind="village_federation",
        day=date(2020, 1, 1),
    )
    return office


def test_many_activities_are_one_act(tmp_path: Path) -> None:
    """All or none; sent again at another hour, nothing is written and nothing conflicts."""
    office = prepared_office()
    good = read(tmp_path, [TALK, {**TALK, "date": "2023-05-05"}])
    wrong = read(tmp_path, [TALK, {**TALK, "type": "parade"}])
    assert isinstance(record_activities(office, by=BY, at=AT, told=wrong), Problems)
    assert office.journal.head(office.ledger).position == 2
    first = record_activities(office, by=BY, at=AT, told=good)
    again = record_activities(office, by=BY, at=AT.replace(hour=17), told=good)
    assert isinstance(first, Done)
    assert isinstance(again, Done)
    assert [one.position for one in first.receipts] == [one.position for one in again.receipts] == [3, 4]
    assert all(one.repeated for one in again.receipts)
