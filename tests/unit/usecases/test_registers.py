"""What registers read back: the life of a unit, ends of terms, what a merger would change, values and periods that stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shuzhi.ledger.entries import ActivityDetail, Attendance
from shuzhi.ledger.facts import AttendanceFact
from shuzhi.ledger.tables import FactTables
from shuzhi.usecases.change_organisation import change_organisation
from shuzhi.usecases.cite_value import cite_value
from shuzhi.usecases.close_period import close_period
from shuzhi.usecases.confirm_activity import confirm_activity
from shuzhi.usecases.declare_value import declare_value
from shuzhi.usecases.figure import figure, query_for
from shuzhi.usecases.kept_values import closed_periods, kept_values
from shuzhi.usecases.merge_person import merge_person
from shuzhi.usecases.merge_preview import preview_merge
from shuzhi.usecases.move_organisation import move_organisation
from shuzhi.usecases.office import Office
from shuzhi.usecases.organisation_life import life_of_organisation, term_ends
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.register_person import register_person
from shuzhi.usecases.reopen_period import reopen_period
from shuzhi.usecases.withdraw_value import withdraw_value
from shuzhi.usecases.writing import Done, Problems
from shuzhi.values.period import Period
from tests.unit.usecases.offices import AT, BY, number

DAY = date(2023, 2, 14)


def test_a_unit_tells_its_turns_by_day_with_sources_and_the_term_told_last(office: Office) -> None:
    def change(place: int, day: date, **what: object) -> None:
        done = change_organisation(
            office, by=BY, at=AT, entry=number(8000 + place), org="V1", day=day, **what
        )  # type: ignore[arg-type]
        assert isinstance(done, Done)

    change(1, DAY, term_until=date(2027, 1, 1), texts={"source": "批复", "contact": "办公室"})
    change(2, DAY, term_until=date(2028, 1, 1))
    move_organisation(
        office, by=BY, at=AT, entry=number(8003), org="V1", day=date(2023, 1, 20), parent="V2", source="文件"
    )
    life = life_of_organisation(office, "V1")
    assert [(one.body.type.partition(".")[2], one.source) for one in life.turns] == [
        ("opened", ""), ("moved", "文件"), ("changed", "批复"), ("changed", ""),
    ]  # fmt: skip
    assert (life.contact, life.term_until) == ("办公室", date(2028, 1, 1))
    assert term_ends(office) == {"V1": date(2028, 1, 1)}
    assert life_of_organisation(office, "nowhere").turns == ()


def test_a_change_that_changes_nothing_is_refused(office: Office) -> None:
    told = {"by": BY, "at": AT, "org": "V1", "day": DAY}
    nothing = change_organisation(office, entry=number(8010), texts={"source": "批复"}, **told)  # type: ignore[arg-type]
    assert isinstance(nothing, Problems)
    assert nothing.problems[0].code == "usecases.nothing_changed"
    assert isinstance(change_organisation(office, entry=number(8011), order=0, **told), Done)  # type: ignore[arg-type]


def test_what_a_merger_would_change_is_what_it_then_changes(office: Office) -> None:
    """Two keys, three confirmed classes, both ticked in one of them: distinct people fall by exactly that."""
    for place, key in enumerate(("p1", "p2")):
        register_person(office, by=BY, at=AT, entry=number(8100 + place), person=key, org="V1", day=DAY)
    for place, ticked in enumerate((("p1",), ("p2",), ("p1", "p2"), ("p1",))):
        detail = ActivityDetail(
            "lead_goose_training", "V1", number(8300 + place), DAY, DAY,
            attendances=tuple(Attendance(one, role="learner") for one in ticked),
        )  # fmt: skip
        activity = number(8200 + place)
        assert isinstance(
            record_activity(office, by=BY, at=AT, entry=activity, activity=activity, detail=detail), Done
        )
        if place < 3:  # the last is not confirmed, and counts for nothing
            confirm_activity(
                office, by=BY, at=AT, entry=number(8400 + place), activity=activity, upto=activity
            )

    def rows() -> tuple[AttendanceFact, ...]:
        at = {office.ledger: office.journal.head(office.ledger).position}
        return FactTables.from_rows(office.facts.rows(at)).at(at).of(AttendanceFact)

    def people() -> Decimal | None:
        asked = query_for(office, indicator="trainees_people", org="D", period=Period.year(2023))
        found = figure(office, asked).value
        return found.low if found and found.is_point else None

    seen = preview_merge(office, rows(), person="p1", into="p2")
    assert (seen.of_person, seen.of_into, seen.both) == (2, 2, 1)
    before = people()
    assert isinstance(merge_person(office, by=BY, at=AT, entry=number(8500), person="p1", into="p2"), Done)
    assert (before, people()) == (2, 1)


def test_values_that_stand_are_told_the_newest_paper_first(office: Office) -> None:
    told = {
        "by": BY, "at": AT, "org": "D", "indicator": "outreach_sessions", "start": date(2021, 1, 1),
        "end": date(2021, 12, 31), "value": Decimal(113), "unit": "场", "document": "旧材料",
    }  # fmt: skip
    for place in (1, 2, 3):
        own = {
            "entry": number(8600 + place),
            "value_id": number(8700 + place),
            "document_day": date(2022, 1, place),
        }
        verb = (
            declare_value(office, **told, **own)
            if place < 3
            else cite_value(office, source_org="别处", **told, **own)
        )  # type: ignore[arg-type]
        assert isinstance(verb, Done), verb
    withdraw_value(office, by=BY, at=AT, entry=number(8610), value_id=number(8702))
    assert [one.value_id for one in kept_values(office)] == [number(8703), number(8701)]
    assert kept_values(office, "another") == ()


def test_periods_closed_and_not_opened_again(office: Office) -> None:
    years = [
        {"org": "D", "start": date(year, 1, 1), "end": date(year, 12, 31)} for year in (2020, 2021, 2022)
    ]
    for place, year in enumerate(years):
        close_period(office, by=BY, at=AT, entry=number(8800 + place), **year)  # type: ignore[arg-type]
    reopen_period(office, by=BY, at=AT, entry=number(8810), **years[1])  # type: ignore[arg-type]
    assert [one.start.year for one in closed_periods(office)] == [2022, 2020]
