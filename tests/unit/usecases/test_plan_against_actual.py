"""Plan against actual: which items are held against a figure, over which days, and where each stands on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.engine.base import Certainty, Figure, Query, Reach
from shuzhi.usecases.change_item import change_item
from shuzhi.usecases.example.build import build_example
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_item import open_item
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.plan_against_actual import (
    Aim,
    Standing,
    elapsed_of,
    measured_kinds,
    progress,
    standing_of,
)
from shuzhi.usecases.writing import Problems
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from tests.unit.report import sample
from tests.unit.usecases.offices import BY, office_in_memory

AT = datetime(2024, 1, 9, 1, 30, tzinfo=UTC)
YEAR = Period.year(2023)


@pytest.fixture(scope="module")
def office() -> Office:
    made = office_in_memory("plan")
    build_example(made, pack=load_pack("womens_federation"), seed=7, scale=1, progress=lambda *_: None)
    return made


def aim(target: int = 12, *, due: date | None = date(2023, 12, 31)) -> Aim:
    query: Query = sample.figure("lectures").query
    return Aim("i", "plan_item", "事", "推进中", False, "", due, Decimal(target), query)


def counted(low: int | None, high: int | None) -> Figure:
    value = None if low is None else Interval.between(low, high)
    certainty = Certainty.UNKNOWN if low is None else Certainty.EXACT
    return replace(sample.figure("lectures"), value=value, certainty=certainty)


@pytest.mark.parametrize(
    ("figure", "day", "standing"),
    [
        (counted(12, 12), date(2023, 3, 1), Standing.REACHED),
        (counted(12, None), date(2023, 3, 1), Standing.REACHED),
        (counted(6, 6), date(2023, 6, 30), Standing.IN_TIME),
        (counted(5, 5), date(2023, 7, 1), Standing.BEHIND),
        (counted(5, 7), date(2023, 7, 1), Standing.OPEN),
        (counted(5, None), date(2023, 7, 1), Standing.OPEN),
        (counted(None, None), date(2023, 7, 1), Standing.OPEN),
        (counted(11, 11), date(2024, 1, 1), Standing.MISSED),
        (counted(11, 12), date(2024, 1, 1), Standing.OPEN),
        (counted(0, 0), date(2022, 12, 1), Standing.IN_TIME),
    ],
)
def test_where_an_item_stands_is_said_by_what_is_sure(figure: Figure, day: date, standing: Standing) -> None:
    assert standing_of(aim(), figure, day) is standing


def test_the_time_gone_is_counted_in_days_of_the_year_up_to_the_due_date() -> None:
    assert elapsed_of(aim(due=date(2023, 4, 10)), date(2023, 2, 19)) == Decimal("0.5")
    assert elapsed_of(aim(due=date(2023, 4, 10)), date(2023, 5, 1)) == 1
    assert elapsed_of(aim(due=None), date(2022, 12, 31)) == 0
    assert elapsed_of(aim(due=None), date(2023, 12, 31)) == 1


def test_the_plan_of_the_example_is_held_against_the_figures_of_its_year(office: Office) -> None:
    found = [
        one
        for one in progress(office, org=DISTRICT, period=YEAR, day=date(2023, 12, 31))
        if one.aim.kind == "plan_item"
    ]
    assert len(found) == 13  # one item names no indicator
    assert {one.aim.query.period for one in found} == {YEAR}
    talks = next(one for one in found if one.aim.query.indicator == "outreach_sessions")
    assert (talks.aim.target, talks.figure.exact, talks.standing) == (150, 155, Standing.REACHED)
    assert {one.standing for one in found} >= {Standing.REACHED, Standing.MISSED}


def test_an_item_is_measured_in_the_year_of_its_due_date_and_in_the_reach_it_names(office: Office) -> None:
    made = open_item(
        office, by=BY, at=AT, entry=UUID(int=71, version=4), item=UUID(int=72, version=4), kind="plan_item",
        org=DISTRICT, day=date(2023, 12, 20), state="planned", texts={"title": "明年巾帼宣讲"}, due=date(2024, 11, 30),
        owner="vice_chair", target=Decimal(10),
        fields=(("plan_line", "womens_work"), ("figure", "outreach_sessions@unit")),
    )  # fmt: skip
    assert not isinstance(made, Problems), made
    later = progress(office, org=DISTRICT, period=Period.year(2024), day=date(2024, 2, 1))
    mine = next(one for one in later if one.aim.title == "明年巾帼宣讲")
    assert mine.aim.query.period == Period.year(2024)
    assert mine.aim.query.scope.reach is Reach.UNIT
    assert mine.figure.exact == 0
    this = progress(office, org=DISTRICT, period=YEAR, day=date(2023, 12, 31))
    assert mine.aim.item not in {one.aim.item for one in this}


@pytest.mark.parametrize(
    ("figure", "target", "code"),
    [
        ("nothing_of_the_kind", 3, "usecases.unknown_indicator"),
        ("outreach_sessions@moon", 3, "usecases.unknown_reach"),
        ("mediation_cases", 3, "usecases.indicator_protected"),
        ("outreach_sessions", 0, "usecases.target_not_positive"),
    ],
)
def test_an_aim_that_nothing_could_answer_is_refused(
    office: Office, figure: str, target: int, code: str
) -> None:
    refused = open_item(
        office, by=BY, at=AT, entry=UUID(int=81, version=4), item=UUID(int=82, version=4), kind="plan_item",
        org=DISTRICT, day=date(2023, 2, 1), state="planned", texts={"title": "事"}, target=Decimal(target),
        fields=(("figure", figure),),
    )  # fmt: skip
    assert isinstance(refused, Problems)
    assert code in {one.code for one in refused.problems}
    first = next(
        one
        for one in progress(office, org=DISTRICT, period=YEAR, day=YEAR.end)
        if one.aim.kind == "plan_item"
    )
    changed = change_item(
        office, by=BY, at=AT, entry=UUID(int=83, version=4), item=UUID(first.aim.item), day=date(2023, 12, 1),
        target=Decimal(target), fields=(("figure", figure),),
    )  # fmt: skip
    assert isinstance(changed, Problems)
    assert code in {one.code for one in changed.problems}


def test_protected_kinds_are_not_measured(office: Office) -> None:
    kinds = measured_kinds(pack_in_force(office))
    assert [kind.code for kind in kinds][:2] == ["plan_item", "measure"]
    assert not any(kind.protected for kind in kinds)
