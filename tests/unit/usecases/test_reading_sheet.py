"""A sheet of readings: filled in beforehand but for the numbers, read back row by row, never counted twice."""

from __future__ import annotations

from datetime import date

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.documents.errors import Refused
from shuzhi.usecases.import_readings import import_readings
from shuzhi.usecases.item_sheet.preview import Fate, Preview
from shuzhi.usecases.item_sheet.table import read_table
from shuzhi.usecases.open_item import open_item
from shuzhi.usecases.reading_sheet import (
    HEADINGS,
    Readable,
    blank_readings_csv,
    blank_readings_workbook,
    preview_readings,
)
from shuzhi.usecases.writing import Done
from tests.acceptance.playing import CLERK, NOW, Play
from tests.spec.bodies import key

PACK = load_pack("womens_federation")
VIEWS = next(one for one in PACK.observations if one.code == "views")
DAY = date(2023, 3, 1)
SERIES = f"item:{key('series')}"
THING = Readable(SERIES, "D", "=微课", date(2023, 1, 5), (VIEWS,), "播放量 120 次")


@pytest.fixture
def play() -> Play:
    play = Play(PACK)
    play.done(
        open_item(
            play.office, by=CLERK, at=NOW, entry=key("open"), item=key("series"), kind="video_series", org="D",
            day=date(2023, 1, 5), state="running", texts={"title": "=微课"},
        )
    )  # fmt: skip
    return play


def seen(play: Play, data: bytes) -> Preview:
    return preview_readings(play.office, read_table(data), (THING,), day=DAY, by=CLERK, at=NOW)


def sheet(*lines: str) -> bytes:
    return "\n".join(["编号,标题,读取项目,读取日期,读数", *lines]).encode()


def test_every_row_with_a_number_has_one_fate_and_importing_again_adds_none(play: Play) -> None:
    data = sheet(
        f"{SERIES},微课,播放量,2023-04-01,480",
        f"{SERIES},微课,播放量,,",
        f"{SERIES},微课,,,1200",
        f"{SERIES},微课,views,2023-04-01,480",
        f"{SERIES},微课,库存,2023-04-01,3",
        "item:elsewhere,别处,播放量,2023-04-01,3",
        f"{SERIES},微课,播放量,年底,3",
        f"{SERIES},微课,播放量,2023-04-02,很多",
    )
    found = seen(play, data)
    assert [one.fate.value for one in found.rows] == [
        "accepted", "accepted", "duplicate", "rejected", "rejected", "rejected", "rejected",
    ]  # fmt: skip
    assert sum(found.counts().values()) == len(found.rows)
    assert [problem.code for one in found.rows for problem in one.problems] == [
        "items.sheet.same_row", "items.sheet.unknown", "items.sheet.unknown", "items.sheet.no_day",
        "items.sheet.no_number",
    ]  # fmt: skip
    assert [(one.body.day, one.body.value) for one in found.entries] == [(date(2023, 4, 1), 480), (DAY, 1200)]  # type: ignore[attr-defined]
    assert isinstance(import_readings(play.office, found.entries), Done)
    head = play.journal.head(play.office.ledger).position
    again = seen(play, data)
    assert again.count(Fate.ACCEPTED) == 0
    assert again.count(Fate.DUPLICATE) == 3
    assert isinstance(import_readings(play.office, found.entries), Done)
    assert play.journal.head(play.office.ledger).position == head


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_sheet_states_nothing_until_it_is_filled(play: Play, language: str) -> None:
    blank = blank_readings_workbook((THING,), language=language, title="读数", created=NOW)
    assert blank == blank_readings_workbook((THING,), language=language, title="读数", created=NOW)
    assert seen(play, blank).rows == ()
    text = blank_readings_csv((THING,), language=language)
    assert seen(play, text).rows == ()
    filled = text.decode("utf-8-sig").splitlines()
    assert len(filled[0].split(",")) == len(HEADINGS)
    assert "'=微课" in filled[1]
    (row,) = seen(play, "\n".join([filled[0], f"{filled[1]},2023-05-01,77"]).encode()).rows
    assert (row.fate, row.title) == (Fate.ACCEPTED, "=微课")


def test_a_sheet_without_its_headings_is_refused(play: Play) -> None:
    with pytest.raises(Refused):
        seen(play, "甲,乙\n丙,丁".encode())
