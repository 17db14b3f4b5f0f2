"""Settling what looks like one happening told twice: the common superior's figure moves, each unit's own does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shuzhi.ledger.entries import PROTECTED, ActivityDetail, Form, Headcount
from shuzhi.ledger.fold import fold_activity
from shuzhi.usecases.confirm_activities import confirm_activities
from shuzhi.usecases.figure import figure, query_for
from shuzhi.usecases.hint_answers import hint_answers
from shuzhi.usecases.join_event import join_event
from shuzhi.usecases.office import Office
from shuzhi.usecases.part_event import part_event
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.take_out_of_line import take_out_of_line, what_is_left
from shuzhi.usecases.trace_figure import history_of
from shuzhi.usecases.withdraw_activity import withdraw_activity
from shuzhi.usecases.writing import Done, Problems
from shuzhi.values.period import Period
from tests.unit.usecases.offices import AT, BY, number

DAY = date(2023, 2, 14)
ONE, OTHER, LINE = number(700), number(701), number(702)


def act(place: int, **more: Any) -> dict[str, Any]:
    return {"by": BY, "at": AT, "entry": number(place), **more}


def talk(org: str, heads: int = 31, **changes: Any) -> ActivityDetail:
    plain = ActivityDetail("outreach_talk", org, number(900), DAY, DAY, headcounts=(Headcount(heads),))
    return replace(plain, **changes)


def recorded(office: Office, *details: tuple[Any, ActivityDetail]) -> None:
    for activity, detail in details:
        stated = replace(detail, event=activity)
        put = record_activity(
            office,
            by=BY,
            at=AT,
            entry=activity,
            activity=activity,
            detail=stated,
            texts={"title": "一次宣讲"},
        )
        assert isinstance(put, Done), put


def confirmed(office: Office, *activities: Any, entry: int = 800) -> None:
    done = confirm_activities(office, **act(entry, seen=[(one, one) for one in activities]))
    assert isinstance(done, Done), done


def sessions(office: Office, org: str = "D", indicator: str = "outreach_sessions") -> Decimal | None:
    return figure(office, query_for(office, indicator=indicator, org=org, period=Period.year(2023))).exact


def codes(outcome: object) -> list[str]:
    return [one.code for one in outcome.problems] if isinstance(outcome, Problems) else []


# ------------------------------------------------------------------ several at once
def test_several_are_confirmed_as_one_act_and_once(office: Office) -> None:
    recorded(office, (ONE, talk("V1")), (OTHER, talk("V2")))
    assert sessions(office) == 0
    confirmed(office, ONE, OTHER)
    head = office.journal.head(office.ledger)
    confirmed(office, ONE, OTHER)
    assert office.journal.head(office.ledger) == head
    assert sessions(office) == 2


def test_one_changed_since_it_was_seen_keeps_all_back(office: Office) -> None:
    recorded(office, (ONE, talk("V1")), (OTHER, talk("V2")))
    refused = confirm_activities(office, **act(800, seen=[(ONE, ONE), (OTHER, number(1))]))
    assert codes(refused) == ["ledger.unknown_entry"]
    assert sessions(office) == 0


# ------------------------------------------------------------------ two records of one event
def test_joined_records_count_once_above_and_once_at_each_unit(office: Office) -> None:
    recorded(office, (ONE, talk("V1")), (OTHER, talk("V2", 33)))
    confirmed(office, ONE, OTHER)
    assert (sessions(office), sessions(office, indicator="outreach_attendances")) == (2, 64)
    joined = join_event(office, **act(810, activity=OTHER, other=ONE, reason="同一场"))
    assert isinstance(joined, Done), joined
    assert (sessions(office), sessions(office, indicator="outreach_attendances")) == (1, 33)
    assert sessions(office, "V1") == sessions(office, "V2") == 1
    parted = part_event(office, **act(811, activity=OTHER, reason="不是同一场"))
    assert isinstance(parted, Done), parted
    assert (sessions(office), sessions(office, indicator="outreach_attendances")) == (2, 64)


def test_the_title_stays_with_a_joined_record(office: Office) -> None:
    recorded(office, (ONE, talk("V1")), (OTHER, talk("V2")))
    join_event(office, **act(810, activity=OTHER, other=ONE, reason="同一场"))
    texts = history_of(office, f"activity:{OTHER}").steps[-1].texts
    assert texts == {"title": "一次宣讲", "reason": "同一场"}


def test_what_waits_for_confirmation_goes_on_waiting_when_joined(office: Office) -> None:
    recorded(office, (ONE, talk("V1")), (OTHER, talk("V2")))
    confirmed(office, ONE)
    join_event(office, **act(810, activity=OTHER, other=ONE, reason="同一场"))
    state = fold_activity(office.journal.history(office.ledger, f"activity:{OTHER}"))
    assert state.confirmed is None
    assert state.newest is not None and state.newest.detail.event == ONE


def test_joining_again_is_answered_and_written_once(office: Office) -> None:
    recorded(office, (ONE, talk("V1")), (OTHER, talk("V2")))
    acts = act(810, activity=OTHER, other=ONE, reason="同一场")
    assert isinstance(join_event(office, **acts), Done)
    head = office.journal.head(office.ledger)
    again = join_event(office, **acts)
    assert isinstance(again, Done) and again.receipt.repeated
    assert office.journal.head(office.ledger) == head
    assert codes(join_event(office, **{**acts, "entry": number(812)})) == ["usecases.one_event_already"]


def test_a_reason_is_asked_for(office: Office) -> None:
    recorded(office, (ONE, talk("V1")), (OTHER, talk("V2")))
    refused = join_event(office, **act(810, activity=OTHER, other=ONE, reason=" "))
    assert codes(refused) == ["ledger.reason_missing"]


@pytest.mark.parametrize("state", ["unknown", "withdrawn", "protected"])
def test_only_records_that_stand_open_are_settled(office: Office, state: str) -> None:
    recorded(office, (ONE, talk("V1")))
    if state == "withdrawn":
        recorded(office, (OTHER, talk("V2")))
        withdraw_activity(office, **act(809, activity=OTHER, reason="误录"))
    elif state == "protected":
        sealed = ActivityDetail("rights_reception", "V1", OTHER, DAY, DAY, compartment=PROTECTED)
        put = record_activity(office, by=BY, at=AT, entry=OTHER, activity=OTHER, detail=sealed)
        assert isinstance(put, Done), put
    expected = {
        "unknown": "ledger.unknown_activity",
        "withdrawn": "ledger.activity_withdrawn",
        "protected": "usecases.protected_not_settled",
    }
    for activity, other in ((ONE, OTHER), (OTHER, ONE)):
        outcome = join_event(office, **act(810, activity=activity, other=other, reason="x"))
        assert codes(outcome) == [expected[state]]
    assert codes(part_event(office, **act(811, activity=OTHER, reason="x"))) == [expected[state]]


# ------------------------------------------------------------------ single entries in a line
QUARTER = talk("V1", 120, start=date(2023, 1, 1), end=date(2023, 3, 1), form=Form.AGGREGATE, sessions=4)


def test_a_line_keeps_the_rest_when_single_entries_leave_it(office: Office) -> None:
    recorded(office, (LINE, QUARTER), (ONE, talk("V1")))
    confirmed(office, LINE, ONE)
    assert (sessions(office), sessions(office, indicator="outreach_attendances")) == (5, 151)
    done = take_out_of_line(office, **act(820, activity=LINE, members=[ONE], reason="单列"))
    assert isinstance(done, Done), done
    assert (sessions(office), sessions(office, indicator="outreach_attendances")) == (4, 120)
    assert hint_answers(office).told_apart == {(ONE, LINE)}


def test_a_line_with_nothing_left_is_withdrawn(office: Office) -> None:
    recorded(office, (LINE, replace(QUARTER, sessions=1)), (ONE, talk("V1")))
    confirmed(office, LINE, ONE)
    assert isinstance(take_out_of_line(office, **act(820, activity=LINE, members=[ONE], reason="单列")), Done)
    assert sessions(office) == 1
    assert fold_activity(office.journal.history(office.ledger, f"activity:{LINE}")).withdrawn


@pytest.mark.parametrize(
    "line",
    [
        replace(QUARTER, headcounts=(Headcount(30),)),
        replace(QUARTER, headcounts=(Headcount(100), Headcount(20, category="executive"))),
        replace(QUARTER, quantities=(("copies", Decimal(12)),)),
    ],
)
def test_what_the_entries_do_not_tell_is_not_guessed(line: ActivityDetail) -> None:
    assert what_is_left(line, [talk("V1")]) is None


def test_a_line_without_heads_loses_sessions_alone() -> None:
    left = what_is_left(replace(QUARTER, headcounts=()), [talk("V1"), talk("V1", 20)])
    assert left is not None and left.detail is not None
    assert (left.detail.sessions, left.sessions, left.heads) == (2, 2, 51)
