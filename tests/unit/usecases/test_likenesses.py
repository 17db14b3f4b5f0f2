"""Which records look like one happening told twice: what is offered, and the neighbour that is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from shuzhi.usecases.likenesses import Likenesses, Over, Told, likenesses
from tests.unit.usecases.offices import number

DAY = date(2023, 5, 8)
ABOVE = {
    "village": ("town", "district"),
    "beside": ("town", "district"),
    "town": ("district",),
    "district": (),
}
NAMES = {"village": "甲村妇联", "beside": "乙村妇联", "town": "丙镇妇联", "district": "区妇联"}
TALK = Told(number(1), number(101), "talk", "town", "single", DAY, DAY, 1, 32)
TITLES = {number(1): "丙镇妇联家政技能培训开班", number(2): "甲村妇联家政技能培训开班"}


def other(**changes: object) -> Told:
    village = Told(number(2), number(102), "talk", "village", "single", DAY, DAY, 1, 32)
    return replace(village, **changes)  # type: ignore[arg-type]


def found(
    *told: Told,
    titles: Mapping[UUID, str] = TITLES,
    told_apart: Sequence[tuple[UUID, UUID]] = (),
) -> Likenesses:
    over = Over(
        above=lambda org, _: ABOVE[org],
        name=lambda org, _: NAMES[org],
        titles=lambda wanted: {one: titles[one] for one in wanted if one in titles},
        told_apart=frozenset(told_apart),
    )
    return likenesses(told, over=over)


def test_two_units_that_tell_of_one_talk_are_offered_with_the_reasons() -> None:
    (pair,) = found(TALK, other()).pairs
    assert (pair.first, pair.second) == (TALK, other())
    assert pair.signs == ("near", "heads", "title")


@pytest.mark.parametrize(
    ("changes", "titles", "signs"),
    [
        ({"heads": 40}, TITLES, ("near", "title")),
        ({}, {}, ("near", "heads")),
        ({"end": date(2023, 5, 9)}, TITLES, ("near", "heads", "title")),  # it went on for a day
    ],
)
def test_two_signs_beside_type_and_day_are_enough(
    changes: dict[str, object], titles: Mapping[UUID, str], signs: tuple[str, ...]
) -> None:
    assert [one.signs for one in found(TALK, other(**changes), titles=titles).pairs] == [signs]


@pytest.mark.parametrize(
    ("changes", "titles"),
    [
        ({"type": "visit"}, TITLES),
        ({"start": date(2023, 5, 9), "end": date(2023, 5, 9)}, TITLES),
        ({"event": number(101)}, TITLES),  # a joint event, told by two: nothing to settle
        ({"heads": 40}, {}),
        ({"heads": 0}, {number(1): "丙镇妇联家政培训", number(2): "甲村妇联反诈宣传进集市"}),
    ],
)
def test_one_sign_another_day_type_or_a_shared_event_is_not_offered(
    changes: dict[str, object], titles: Mapping[UUID, str]
) -> None:
    assert found(TALK, other(**changes), titles=titles).pairs == ()


def test_villages_beside_each_other_are_offered_only_with_heads_and_title_alike() -> None:
    beside = replace(TALK, org="beside")
    same = {number(1): "乙村妇联家政技能培训开班", number(2): "甲村妇联家政技能培训开班"}
    assert [one.signs for one in found(beside, other(), titles=same).pairs] == [("heads", "title")]
    assert found(beside, other(heads=31), titles=same).pairs == ()
    assert found(beside, other(), titles={}).pairs == ()


def test_what_was_told_apart_is_not_offered_again_whichever_record_tells_of_it() -> None:
    apart = ((number(1), number(2)),)
    assert found(TALK, other(), told_apart=apart).pairs == ()
    again = replace(other(), activity=number(3))  # a third record of the second event
    assert found(TALK, other(), again, told_apart=apart).pairs == ()


def test_two_events_are_one_pair_however_many_records_each_has() -> None:
    again = replace(other(), activity=number(3), org="district")
    assert len(found(TALK, other(), again).pairs) == 1


LINE = Told(
    number(9), number(109), "talk", "town", "aggregate", date(2023, 4, 1), date(2023, 6, 30), 26, 1300
)


def test_a_line_is_offered_with_the_single_entries_in_it() -> None:
    outside = replace(
        TALK, activity=number(4), event=number(104), start=date(2023, 7, 1), end=date(2023, 7, 1)
    )
    above = replace(TALK, activity=number(5), event=number(105), org="district")
    kind = replace(TALK, activity=number(6), event=number(106), type="visit")
    (line,) = found(LINE, TALK, other(), outside, above, kind, titles={}).lines
    assert line.line == LINE
    assert [one.activity for one in line.members] == [number(1), number(2)]


def test_a_smaller_line_may_lie_in_a_larger_one_and_not_the_other_way() -> None:
    small = replace(LINE, activity=number(8), event=number(108), org="village", sessions=4)
    assert [(one.line, one.members) for one in found(LINE, small).lines] == [(LINE, (small,))]
    assert found(LINE, replace(small, sessions=26)).lines == ()


def test_members_told_apart_from_their_line_leave_it() -> None:
    (line,) = found(LINE, TALK, other(), titles={}, told_apart=((number(1), number(9)),)).lines
    assert [one.activity for one in line.members] == [number(2)]
