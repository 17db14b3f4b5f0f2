"""What is refused and what is only shown: every problem code, each beside the neighbour that is in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shuzhi.ledger import entries as e
from shuzhi.ledger.checks import CHECKS, Level, check_entries
from shuzhi.ledger.memory import MemoryJournal
from tests.ledger_acts import AT, DAY, Acts, talk

L = "office"
ACTS = Acts(L)
NEW_YEAR = date(2023, 1, 1)
A, P, I, LINK, O, V = (uuid4() for _ in range(6))  # noqa: E741
RECORDED = ACTS.recorded(A, replace(talk(heads=20), attendances=(e.Attendance("p1"),)), title="讲座")
CONFIRMED = ACTS.confirmed(A, RECORDED)
SECRET = ACTS.recorded(P, replace(talk(), compartment=e.PROTECTED))
STANDING = (
    ACTS.opened("district"),
    ACTS.opened("town", "district"),
    ACTS.opened("village", "town"),
    ACTS.opened("gone", "town"),
    ACTS.entry(e.OrganisationClosed("gone", date(2022, 6, 1))),
    ACTS.registered("p1", "village"),
    ACTS.registered("p2", "village"),
    ACTS.entry(e.PersonMerged("p2", "p1")),
    ACTS.entry(e.PostTaken("p1", "town", "chair", NEW_YEAR)),
    RECORDED,
    SECRET,
    ACTS.entry(e.ItemOpened(I, NEW_YEAR, "problem", "town", "open"), title="问题"),
    ACTS.entry(e.LinkMade(LINK, "answers", f"item:{I}", f"activity:{A}", DAY)),
    ACTS.entry(e.ObservationMade(O, f"item:{I}", "town", "views", Decimal(1), DAY)),
    ACTS.entry(e.ValueDeclared(V, "town", "talks", NEW_YEAR, DAY, Decimal(3), "session", "报告", DAY)),
    ACTS.entry(e.PeriodClosed("town", date(2022, 1, 1), date(2022, 12, 31))),
)


@pytest.fixture
def journal() -> MemoryJournal:
    held = MemoryJournal()
    held.append(L, STANDING)
    return held


def _codes(journal: MemoryJournal, *entries: e.Entry) -> list[tuple[str, Level]]:
    return [(one.code.removeprefix("ledger."), one.level) for one in check_entries(journal, L, entries)]


def _entry(body: e.Body, **beside: str) -> e.Entry:
    return ACTS.entry(body, **beside)


def _detail(**changes: Any) -> e.Entry:
    return ACTS.recorded(uuid4(), replace(talk(), **changes), title="讲座")


IN_ORDER: dict[str, Callable[[], tuple[e.Entry, ...]]] = {
    "a talk": lambda: (_detail(),),
    "a joint talk with a unit of another ledger": lambda: (_detail(hosts=("village", "other/v9")),),
    "an aggregate line": lambda: (_detail(form=e.Form.AGGREGATE, sessions=6, end=date(2023, 3, 31)),),
    "a confirmation of the newest": lambda: (CONFIRMED,),
    "confirmed after a file was laid beside": lambda: (
        _entry(e.EvidenceAttached(A, uuid4(), "photo", "0" * 64, 1), filename="x"), CONFIRMED,
    ),
    "a correction, confirmed in the same act": lambda: (
        (fixed := ACTS.corrected(A, RECORDED, talk(heads=21))), ACTS.confirmed(A, fixed),
    ),
    "a correction of a correction": lambda: (
        (fixed := ACTS.corrected(A, RECORDED, talk())), ACTS.corrected(A, fixed, talk(heads=3)),
    ),
    "corrected after people were signed in": lambda: (
        _entry(e.AttendanceSigned(A, (e.Attendance("p2"),))), ACTS.corrected(A, RECORDED, talk()),
    ),
    "a cadence that does not apply, asked again": lambda: (
        _entry(e.CadenceAnswered("town", "talk", NEW_YEAR, DAY), reason="未设"),
        _entry(e.CadenceAskedAgain("town", "talk", NEW_YEAR, DAY)),
    ),
    "two records told apart": lambda: (_entry(e.LikenessDenied(*sorted((A, P)))),),
    "returned": lambda: (_entry(e.ActivityReturned(A, RECORDED.id), reason="日期"),),
    "withdrawn": lambda: (_entry(e.ActivityWithdrawn(A), reason="重复"),),
    "a late entry in a closed period": lambda: (
        _entry(
            e.ActivityRecorded(uuid4(), talk(end=date(2022, 5, 1)), e.LateEntry("sign_in_sheet", date(2022, 5, 1)))
        ),
    ),
    "an entry in a period reopened": lambda: (
        _entry(e.PeriodReopened("town", date(2022, 1, 1), date(2022, 12, 31))),
        ACTS.recorded(uuid4(), talk(end=date(2022, 5, 1))),
    ),
    "an entry of a unit above the closing one": lambda: (
        ACTS.recorded(uuid4(), talk("district", end=date(2022, 5, 1))),
    ),
    "work of a unit before it was closed": lambda: (
        _entry(
            e.ActivityRecorded(uuid4(), talk("gone", end=date(2022, 5, 1)), e.LateEntry("sign_in_sheet"))
        ),
    ),
    "a count of protected work": lambda: (ACTS.recorded(uuid4(), replace(talk(), compartment=e.PROTECTED)),),
    "a protected correction without a reason": lambda: (
        _entry(e.ActivityCorrected(P, SECRET.id, replace(talk(heads=2), compartment=e.PROTECTED))),
    ),
    "a unit opened, then its first work": lambda: (
        ACTS.opened("new", "town"), ACTS.recorded(uuid4(), talk("new")),
    ),
    "a closed unit opened again": lambda: (ACTS.opened("gone", "town", day=NEW_YEAR),),
    "a merger": lambda: (_entry(e.OrganisationMerged("village", DAY, "town")),),
    "a move": lambda: (_entry(e.OrganisationMoved("village", DAY, "district")),),
    "undoing a merger of persons": lambda: (_entry(e.PersonUnmerged("p2")),),
    "a post left": lambda: (_entry(e.PostLeft("p1", "town", "chair", DAY)),),
    "erasing what was written": lambda: (_entry(e.PersonErased("p1", (STANDING[5].id,))),),
    "an item's life": lambda: (
        _entry(e.ItemChanged(I, DAY, owner="chair")), _entry(e.ItemStateSet(I, DAY, "half")),
        _entry(e.ItemClosed(I, DAY, "done")),
    ),
    "things cut and withdrawn": lambda: (
        _entry(e.LinkCut(LINK, DAY)), _entry(e.ObservationWithdrawn(O)), _entry(e.ValueWithdrawn(V)),
    ),
    "one talk sent twice in one act": lambda: ((sent := _detail()), sent),
    "a unit moved away before the other moves below it": lambda: (
        _entry(e.OrganisationMoved("village", date(2023, 4, 1), "district")),
        _entry(e.OrganisationMoved("town", date(2023, 5, 1), "village")),
        _entry(e.OrganisationMoved("village", DAY, "town")),
    ),
    "a link to another ledger": lambda: (_entry(e.LinkMade(uuid4(), "k", f"item:{I}", "item:other/9", DAY)),),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_ORDER)
def test_ordinary_work_has_no_problem(journal: MemoryJournal, name: str) -> None:
    assert _codes(journal, *IN_ORDER[name]()) == []


def _open_secret(**changes: Any) -> e.Entry:
    return ACTS.entry(e.ActivityRecorded(uuid4(), replace(talk(), compartment=e.PROTECTED, **changes)))


ERRORS: tuple[tuple[str, Callable[[], tuple[e.Entry, ...]]], ...] = (
    ("other_ledger", lambda: (replace(RECORDED, ledger="other", id=uuid4()),)),
    ("text_with_nul", lambda: (_entry(e.ActivityWithdrawn(A), reason="a\x00"),)),
    ("text_not_unicode", lambda: (_entry(e.ActivityWithdrawn(A), reason="a\ud800"),)),
    ("value_misfit", lambda: (_detail(quantities=(("copies", Decimal("NaN")),)),)),
    ("end_before_start", lambda: (_detail(start=date(2023, 4, 1)),)),
    ("end_before_start", lambda: (_entry(e.PeriodClosed("town", DAY, NEW_YEAR)),)),
    ("end_before_start", lambda: (_entry(e.LinkCut(LINK, NEW_YEAR)),)),
    ("type_missing", lambda: (_detail(type=""),)),
    ("organisation_missing", lambda: (_detail(org=""),)),
    ("sessions_below_one", lambda: (_detail(sessions=0),)),
    ("negative_count", lambda: (_detail(headcounts=(e.Headcount(-1),)),)),
    ("negative_count", lambda: (_detail(quantities=(("copies", Decimal(-1)),)),)),
    ("negative_count", lambda: (_detail(guests=(("model_women", -1),)),)),
    ("negative_count", lambda: (_entry(e.HeadcountStated(A, e.Headcount(-1))),)),
    ("unknown_session", lambda: (_detail(headcounts=(e.Headcount(1, 2),)),)),
    (
        "unknown_session",
        lambda: (_detail(form=e.Form.AGGREGATE, sessions=3, headcounts=(e.Headcount(1, 2),)),),
    ),
    ("unknown_session", lambda: (_entry(e.HeadcountStated(A, e.Headcount(30, 2))),)),
    ("unknown_session", lambda: (_entry(e.AttendanceSigned(A, (e.Attendance("p1", 0),))),)),
    ("cell_told_twice", lambda: (_detail(headcounts=(e.Headcount(1), e.Headcount(2))),)),
    ("reason_missing", lambda: (_entry(e.ActivityWithdrawn(A)),)),
    ("reason_missing", lambda: (_entry(e.ActivityCorrected(A, RECORDED.id, talk()), reason=" "),)),
    ("activity_exists", lambda: (ACTS.recorded(A, talk()),)),
    ("unknown_activity", lambda: (_entry(e.HeadcountStated(uuid4(), e.Headcount(1))),)),
    (
        "activity_withdrawn",
        lambda: (_entry(e.ActivityWithdrawn(A), reason="重复"), ACTS.confirmed(A, RECORDED)),
    ),
    ("stale_correction", lambda: (ACTS.corrected(A, SECRET, talk()),)),
    ("stale_correction", lambda: (ACTS.corrected(A, RECORDED, talk()), ACTS.corrected(A, RECORDED, talk()))),
    ("unknown_entry", lambda: (ACTS.confirmed(A, SECRET),)),
    ("stale_confirmation", lambda: (ACTS.corrected(A, RECORDED, talk()), ACTS.confirmed(A, RECORDED))),
    (
        "stale_confirmation",
        lambda: (
            _entry(e.HeadcountStated(A, e.Headcount(30))),
            _entry(e.ActivityReturned(A, RECORDED.id), reason="x"),
        ),
    ),
    ("already_confirmed", lambda: (CONFIRMED, _entry(e.ActivityReturned(A, RECORDED.id), reason="x"))),
    ("compartment_changed", lambda: (ACTS.corrected(A, RECORDED, replace(talk(), compartment=e.PROTECTED)),)),
    ("protected_person", lambda: (_open_secret(attendances=(e.Attendance("p1"),)),)),
    ("protected_person", lambda: (_open_secret(actors=(e.Actor("lecturer", person="p1"),)),)),
    ("protected_person", lambda: (_entry(e.AttendanceSigned(P, (e.Attendance("p1"),))),)),
    ("protected_free_text", lambda: (_open_secret(fields=(("place", "某某家中"),)),)),
    (
        "protected_free_text",
        lambda: (ACTS.recorded(uuid4(), replace(talk(), compartment=e.PROTECTED), title="某人的事"),),
    ),
    ("protected_free_text", lambda: (_entry(e.ActivityWithdrawn(P), reason="某人"),)),
    ("protected_evidence", lambda: (_entry(e.EvidenceAttached(P, uuid4(), "photo", "0", 1)),)),
    (
        "protected_person",
        lambda: (
            _entry(e.ItemOpened(uuid4(), DAY, "case", "town", "open", owner="p1", compartment=e.PROTECTED)),
        ),
    ),
    ("unknown_organisation", lambda: (_detail(org="nowhere"),)),
    ("unknown_organisation", lambda: (_detail(hosts=("nowhere",)),)),
    ("unknown_organisation", lambda: (_entry(e.PeriodClosed("nowhere", NEW_YEAR, DAY)),)),
    ("organisation_not_there", lambda: (_detail(org="gone"),)),
    ("organisation_not_there", lambda: (_entry(e.OrganisationMoved("gone", DAY, "town")),)),
    ("person_missing", lambda: (_detail(attendances=(e.Attendance(""),)),)),
    ("unknown_person", lambda: (_detail(attendances=(e.Attendance("nobody"),)),)),
    ("unknown_person", lambda: (_entry(e.PersonMoved("nobody", "town", DAY)),)),
    ("period_closed", lambda: (ACTS.recorded(uuid4(), talk(end=date(2022, 5, 1))),)),
    ("period_not_closed", lambda: (_entry(e.PeriodReopened("town", NEW_YEAR, DAY)),)),
    ("organisation_code_unfit", lambda: (ACTS.opened("a/b", "town"),)),
    (
        "organisation_name_missing",
        lambda: (_entry(e.OrganisationOpened("new", DAY, " ", "village", "town")),),
    ),
    ("organisation_exists", lambda: (ACTS.opened("village", "town"),)),
    ("organisation_circle", lambda: (_entry(e.OrganisationMoved("town", DAY, "village")),)),
    ("organisation_circle", lambda: (_entry(e.OrganisationMerged("town", DAY, "village")),)),
    ("organisation_circle", lambda: (_entry(e.OrganisationMerged("town", DAY, "town")),)),
    (
        "organisation_circle",  # a move told late: the town already stands below the village from May on
        lambda: (
            ACTS.opened("other", "district"),
            _entry(e.OrganisationMoved("village", date(2023, 4, 1), "district")),
            _entry(e.OrganisationMoved("town", date(2023, 5, 1), "village")),
            _entry(e.OrganisationMoved("other", date(2023, 2, 1), "town")),
            _entry(e.OrganisationMoved("village", date(2023, 4, 1), "other")),
        ),
    ),
    ("organisation_not_there", lambda: (_entry(e.OrganisationMerged("village", DAY, "gone")),)),
    (
        "organisation_not_there",
        lambda: (
            _entry(e.OrganisationClosed("village", DAY)),
            _entry(e.OrganisationMerged("village", date(2023, 5, 1), "town")),
        ),
    ),
    ("person_key_unfit", lambda: (ACTS.registered("", "village"),)),
    ("person_exists", lambda: (ACTS.registered("p1", "village"),)),
    ("person_circle", lambda: (_entry(e.PersonMerged("p1", "p2")),)),
    ("person_circle", lambda: (_entry(e.PersonMerged("p1", "p1")),)),
    ("person_not_merged", lambda: (_entry(e.PersonUnmerged("p1")),)),
    ("unknown_entry", lambda: (_entry(e.PersonErased("p1", (uuid4(),))),)),
    ("post_not_held", lambda: (_entry(e.PostLeft("p1", "town", "chair", date(2022, 1, 1))),)),
    ("subject_exists", lambda: (_entry(e.ItemOpened(I, DAY, "problem", "town", "open")),)),
    ("unknown_subject", lambda: (_entry(e.ItemClosed(uuid4(), DAY, "done")),)),
    ("unknown_subject", lambda: (_entry(e.LinkMade(uuid4(), "k", "item:x", f"item:{I}", DAY)),)),
    (
        "unknown_subject",
        lambda: (_entry(e.ObservationMade(uuid4(), "item:x", "town", "v", Decimal(1), DAY)),),
    ),
    ("item_not_open_yet", lambda: (_entry(e.ItemStateSet(I, date(2022, 1, 1), "half")),)),
    ("item_closed", lambda: (_entry(e.ItemClosed(I, DAY, "done")), _entry(e.ItemStateSet(I, DAY, "open")))),
    (
        "answer_without_reason",
        lambda: (_entry(e.CadenceAnswered("town", "talk", NEW_YEAR, DAY), reason=" "),),
    ),
    (
        "unknown_organisation",
        lambda: (_entry(e.CadenceAnswered("nowhere", "talk", NEW_YEAR, DAY), reason="x"),),
    ),
    ("not_answered", lambda: (_entry(e.CadenceAskedAgain("town", "talk", NEW_YEAR, DAY)),)),
    (
        "not_answered",  # another stretch of days is another hint
        lambda: (
            _entry(e.CadenceAnswered("town", "talk", NEW_YEAR, DAY), reason="x"),
            _entry(e.CadenceAskedAgain("town", "talk", DAY, DAY)),
        ),
    ),
    (
        "not_answered",
        lambda: (
            _entry(e.CadenceAnswered("town", "talk", NEW_YEAR, DAY), reason="x"),
            _entry(e.CadenceAskedAgain("town", "talk", NEW_YEAR, DAY)),
            _entry(e.CadenceAskedAgain("town", "talk", NEW_YEAR, DAY)),
        ),
    ),
    ("likeness_of_one", lambda: (_entry(e.LikenessDenied(A, A)),)),
    ("unknown_activity", lambda: (_entry(e.LikenessDenied(*sorted((A, uuid4())))),)),
    ("link_to_itself", lambda: (_entry(e.LinkMade(uuid4(), "k", f"item:{I}", f"item:{I}", DAY)),)),
)


@pytest.mark.parametrize(("code", "make"), ERRORS, ids=[f"{code}-{n}" for n, (code, _) in enumerate(ERRORS)])
def test_what_does_not_fit_the_ledger_is_refused(
    journal: MemoryJournal, code: str, make: Callable[[], tuple[e.Entry, ...]]
) -> None:
    assert (code, Level.ERROR) in _codes(journal, *make())


WARNINGS: tuple[tuple[str, Callable[[], tuple[e.Entry, ...]]], ...] = (
    ("day_ahead", lambda: (_detail(end=AT.date().replace(year=2024)),)),
    ("already_confirmed", lambda: (CONFIRMED, ACTS.confirmed(A, RECORDED))),
    ("heads_below_signed", lambda: (_entry(e.HeadcountStated(A, e.Headcount(0))),)),
    (
        "heads_below_signed",
        lambda: (
            _detail(
                headcounts=(e.Headcount(0, category="x"),), attendances=(e.Attendance("p1", category="x"),)
            ),
        ),
    ),
)


@pytest.mark.parametrize(("code", "make"), WARNINGS, ids=[f"{c}-{n}" for n, (c, _) in enumerate(WARNINGS)])
def test_what_looks_wrong_is_shown_and_written_all_the_same(
    journal: MemoryJournal, code: str, make: Callable[[], tuple[e.Entry, ...]]
) -> None:
    assert _codes(journal, *make()) == [(code, Level.WARNING)]


def test_heads_of_another_mode_or_category_are_not_held_against_the_signed(journal: MemoryJournal) -> None:
    online = e.Attendance("p1", mode=e.Mode.ONLINE)
    assert _codes(journal, _detail(headcounts=(e.Headcount(0),), attendances=(online,))) == []


def test_an_entry_sent_again_was_accepted_then_and_is_not_judged_anew(journal: MemoryJournal) -> None:
    assert _codes(journal, *STANDING) == []


def test_an_entry_refused_does_not_count_for_those_after_it(journal: MemoryJournal) -> None:
    bad = ACTS.opened("new", "nowhere")
    found = _codes(journal, bad, ACTS.recorded(uuid4(), talk("new")))
    assert found == [("unknown_organisation", Level.ERROR)] * 2


def test_every_check_says_in_a_docstring_what_it_holds() -> None:
    assert all(check.__doc__ for check in CHECKS)


def test_every_code_a_check_can_give_is_shown_here() -> None:
    folder = Path(__file__).parents[3] / "src" / "shuzhi" / "ledger" / "checks"
    told = {
        code
        for path in folder.glob("*.py")
        for code in re.findall(r'"ledger\.([a-z_]+)"', path.read_text("utf-8"))
    }
    assert told <= {code for code, _ in (*ERRORS, *WARNINGS)}
