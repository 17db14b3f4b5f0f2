"""Use cases write through one door: checked against pack and ledger, all or nothing, once however often sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shuzhi.ledger.entries import PROTECTED, ActivityDetail, Headcount
from shuzhi.usecases.attach_evidence import attach_evidence
from shuzhi.usecases.close_item import close_item
from shuzhi.usecases.confirm_activity import confirm_activity
from shuzhi.usecases.correct_activity import correct_activity
from shuzhi.usecases.declare_value import declare_value
from shuzhi.usecases.erase_person import erase_person
from shuzhi.usecases.figure import figure, query_for
from shuzhi.usecases.make_link import make_link
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_item import open_item
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.register_person import register_person
from shuzhi.usecases.trace_figure import SealedRecordError, history_of
from shuzhi.usecases.withdraw_activity import withdraw_activity
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.values.period import Period
from tests.unit.usecases.offices import AT, BY, number

DAY = date(2023, 2, 14)
TALK = ActivityDetail(
    type="outreach_talk", org="V1", event=number(500), start=DAY, end=DAY, headcounts=(Headcount(31),)
)


def record(office: Office, detail: ActivityDetail, *, entry: int = 100) -> Outcome:
    return record_activity(
        office,
        by=BY,
        at=AT,
        entry=number(entry),
        activity=number(entry),
        detail=detail,
        texts={"title": "一次宣讲"},
    )


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in (outcome.problems if isinstance(outcome, Problems) else outcome.warnings)]


def outreach(office: Office) -> Decimal | None:
    query = query_for(office, indicator="outreach_sessions", org="D", period=Period.year(2023))
    return figure(office, query).exact


def test_a_recorded_activity_counts_once_it_is_confirmed(office: Office) -> None:
    assert isinstance(record(office, TALK), Done)
    assert outreach(office) == 0
    confirmed = confirm_activity(
        office, by=BY, at=AT, entry=number(101), activity=number(100), upto=number(100)
    )
    assert isinstance(confirmed, Done)
    assert outreach(office) == 1


def test_sending_the_same_entry_again_writes_nothing(office: Office) -> None:
    first, again = record(office, TALK), record(office, TALK)
    assert isinstance(first, Done)
    assert isinstance(again, Done)
    assert again.receipt.position == first.receipt.position
    assert again.receipt.repeated


def test_the_same_id_with_another_content_is_a_conflict(office: Office) -> None:
    record(office, TALK)
    other = record(office, replace(TALK, sessions=2))
    assert codes(other) == ["ledger.entry_conflict"]
    assert isinstance(other, Problems)


def test_an_entry_once_accepted_is_not_judged_anew(office: Office) -> None:
    """A confirmation sent twice succeeds twice, although by then the activity was withdrawn."""
    record(office, TALK)
    confirm = {"activity": number(100), "upto": number(100), "entry": number(101)}
    confirm_activity(office, by=BY, at=AT, **confirm)
    withdraw_activity(office, by=BY, at=AT, entry=number(102), activity=number(100), reason="重复")
    assert isinstance(confirm_activity(office, by=BY, at=AT, **confirm), Done)


@pytest.mark.parametrize(
    ("detail", "code"),
    [
        (replace(TALK, type="parade"), "usecases.unknown_type"),
        (replace(TALK, quantities=(("jobs", Decimal(3)),)), "usecases.unknown_quantity"),
        (
            replace(TALK, quantities=(("copies", Decimal(3)), ("copies", Decimal(4)))),
            "usecases.quantity_twice",
        ),
        (replace(TALK, fields=(("trade", "weaving"),)), "usecases.unknown_field"),
        (replace(TALK, fields=(("venue", "moon"),)), "usecases.unknown_value"),
        (replace(TALK, fields=(("venue", "school"), ("venue", "village"))), "usecases.field_twice"),
        (replace(TALK, headcounts=(Headcount(3, category="pilots"),)), "usecases.unknown_category"),
        (replace(TALK, compartment=PROTECTED), "usecases.wrong_compartment"),
        (replace(TALK, themes=("unheard",)), "usecases.unlisted_theme"),
    ],
)
def test_an_entry_that_the_pack_does_not_know_is_told_so(
    office: Office, detail: ActivityDetail, code: str
) -> None:
    outcome = record(office, detail)
    assert code in codes(outcome)
    warned = code == "usecases.unlisted_theme"
    assert isinstance(outcome, Done if warned else Problems)
    written = office.journal.find(office.ledger, number(100)) is not None
    assert written is warned


def test_an_entry_that_the_pack_knows_raises_nothing(office: Office) -> None:
    fine = replace(
        TALK, quantities=(("copies", Decimal(17)),), fields=(("venue", "school"),), themes=("womens_pledge",)
    )
    assert codes(record(office, fine)) == []


def open_problem(office: Office, *, entry: int = 300, kind: str = "problem", state: str = "open") -> Outcome:
    return open_item(
        office, by=BY, at=AT, entry=number(entry), item=number(entry), kind=kind, org="D", day=DAY, state=state,
        texts={"title": "一个问题"},
    )  # fmt: skip


def test_items_live_by_the_states_of_their_kind(office: Office) -> None:
    assert codes(open_problem(office, kind="wish")) == ["usecases.unknown_item_kind"]
    assert codes(open_problem(office, state="asleep")) == ["usecases.unknown_state"]
    assert isinstance(open_problem(office), Done)
    closing = {"by": BY, "at": AT, "item": number(300), "day": DAY}
    assert codes(close_item(office, entry=number(301), state="curing", **closing)) == [
        "usecases.state_not_final"
    ]
    assert isinstance(close_item(office, entry=number(302), state="verified", **closing), Done)


def test_a_link_joins_only_what_its_kind_allows(office: Office) -> None:
    open_problem(office, entry=310)
    open_problem(office, entry=311, kind="cause", state="stated")
    ends = {"by": BY, "at": AT, "day": DAY, "kind": "causes"}
    problem, cause = f"item:{number(310)}", f"item:{number(311)}"
    wrong = make_link(office, entry=number(312), link=number(312), source=problem, target=cause, **ends)
    assert set(codes(wrong)) == {"usecases.link_end"}
    assert isinstance(
        make_link(office, entry=number(313), link=number(313), source=cause, target=problem, **ends), Done
    )


def test_a_declared_value_has_the_unit_of_its_indicator(office: Office) -> None:
    def declare(unit: str, entry: int) -> Outcome:
        return declare_value(
            office, by=BY, at=AT, entry=number(entry), value_id=number(entry), org="D", unit=unit,
            indicator="outreach_sessions", start=date(2021, 1, 1), end=date(2021, 12, 31), value=Decimal(113),
            document="2021年度工作总结", document_day=date(2021, 12, 27),
        )  # fmt: skip

    assert codes(declare("人次", 320)) == ["usecases.wrong_unit"]
    assert isinstance(declare("场", 321), Done)


def test_erasing_a_person_deletes_the_name_and_keeps_the_facts(office: Office) -> None:
    register_person(
        office, by=BY, at=AT, entry=number(400), person="p1", org="V1", day=DAY, texts={"name": "甲禾麦"}
    )
    assert office.journal.beside(office.ledger, number(400)) == {"name": "甲禾麦"}
    assert isinstance(erase_person(office, by=BY, at=AT, entry=number(401), person="p1"), Done)
    assert office.journal.beside(office.ledger, number(400)) == {"name": None}
    assert office.journal.find(office.ledger, number(400)) is not None
    assert codes(erase_person(office, by=BY, at=AT, entry=number(402), person="p9")) == [
        "usecases.unknown_person"
    ]


def test_evidence_is_kept_by_its_digest(office: Office) -> None:
    record(office, TALK)

    def attach(data: bytes, entry: int) -> Outcome:
        return attach_evidence(
            office, by=BY, at=AT, entry=number(entry), activity=number(100), evidence=number(entry), kind="sheet",
            data=data, filename="sheet.txt",
        )  # fmt: skip

    assert codes(attach(b"", 410)) == ["usecases.evidence_empty"]
    assert isinstance(attach(b"invented sheet", 411), Done)


def test_the_history_of_a_record_tells_every_version_with_its_texts(office: Office) -> None:
    record(office, TALK)
    mended = replace(TALK, headcounts=(Headcount(33),))
    correct_activity(
        office, by=BY, at=AT, entry=number(102), activity=number(100), corrects=number(100), detail=mended,
        reason="笔误更正",
    )  # fmt: skip
    history = history_of(office, f"activity:{number(100)}")
    assert [step.record.entry.body.type for step in history.steps] == [
        "activity.recorded",
        "activity.corrected",
    ]
    assert history.steps[1].texts == {"reason": "笔误更正"}
    assert history.state is not None
    assert history.state.newest is not None
    assert history.state.newest.detail.headcounts == (Headcount(33),)
    assert (
        len(history_of(office, f"activity:{number(100)}", upto=history.steps[0].record.position).steps) == 1
    )


def test_protected_work_is_counted_and_never_shown(office: Office) -> None:
    visit = ActivityDetail(
        type="home_visit", org="V1", event=number(600), start=DAY, end=DAY, compartment=PROTECTED,
        quantities=(("households", Decimal(9)),),
    )  # fmt: skip
    outcome = record_activity(office, by=BY, at=AT, entry=number(601), activity=number(601), detail=visit)
    assert isinstance(outcome, Done), outcome
    with pytest.raises(SealedRecordError):
        history_of(office, f"activity:{number(601)}")
