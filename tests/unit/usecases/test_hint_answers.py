"""Answers to hints: for one unit and its days, as the last word stands, and as it stood at a position."""

from __future__ import annotations

from datetime import date
from typing import Any

from shuzhi.ledger.entries import ActivityDetail
from shuzhi.usecases.answer_cadence import answer_cadence
from shuzhi.usecases.ask_cadence_again import ask_cadence_again
from shuzhi.usecases.ask_likeness_again import ask_likeness_again
from shuzhi.usecases.deny_likeness import deny_likeness
from shuzhi.usecases.hint_answers import hint_answers
from shuzhi.usecases.office import Office
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.writing import Done, Problems
from shuzhi.values.period import Period
from tests.unit.usecases.offices import AT, BY, number

LECTURE = {"org": "D", "kind": "party_lecture"}
YEAR, SPRING = Period.year(2023), Period.parse("2023Q1")


def act(place: int, **more: Any) -> dict[str, Any]:
    return {"by": BY, "at": AT, "entry": number(place), **more}


def test_an_answer_holds_for_its_unit_its_type_and_its_days(office: Office) -> None:
    assert isinstance(
        answer_cadence(office, **act(9001, **LECTURE, period=SPRING, reason=" 未设党组 ")), Done
    )
    answers = hint_answers(office)
    (held,) = answers.of_cadence("D", "party_lecture", YEAR)
    assert (held.reason, held.by, held.at, held.period) == ("未设党组", BY, AT, SPRING)
    assert answers.of_cadence("V1", "party_lecture", YEAR) == ()
    assert answers.of_cadence("D", "theme_party_day", YEAR) == ()
    assert answers.of_cadence("D", "party_lecture", Period.parse("2023Q2")) == ()


def test_what_is_taken_back_is_asked_again_and_was_answered_then(office: Office) -> None:
    given = answer_cadence(office, **act(9001, **LECTURE, period=YEAR, reason="未设党组"))
    assert isinstance(given, Done)
    assert isinstance(ask_cadence_again(office, **act(9002, **LECTURE, period=YEAR)), Done)
    assert hint_answers(office).cadences == ()
    assert len(hint_answers(office, position=given.receipt.position).cadences) == 1


def test_only_a_cadence_of_the_pack_is_answered(office: Office) -> None:
    refused = answer_cadence(office, **act(9001, org="D", kind="outreach_talk", period=YEAR, reason="x"))
    assert isinstance(refused, Problems)
    assert [one.code for one in refused.problems] == ["usecases.no_cadence"]


def test_two_records_are_told_apart_whichever_is_named_first(office: Office) -> None:
    for place in (950, 951):
        detail = ActivityDetail(
            "outreach_talk", "V1", number(500 + place), date(2023, 2, 14), date(2023, 2, 14)
        )
        record_activity(office, **act(9100 + place, activity=number(place), detail=detail))
    assert isinstance(deny_likeness(office, **act(9003, one=number(951), other=number(950))), Done)
    assert hint_answers(office).told_apart == {(number(950), number(951))}
    assert isinstance(ask_likeness_again(office, **act(9004, one=number(950), other=number(951))), Done)
    assert hint_answers(office).told_apart == frozenset()
