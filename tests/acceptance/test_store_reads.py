"""List pages read within a scope: other units, other ledgers and protected work never show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from shuzhi.ledger import entries as e
from shuzhi.store import reads
from shuzhi.store.journal import DjangoJournal
from tests.conftest import Backend
from tests.ledger_acts import Acts, talk

DAYS = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 5, 2), date(2023, 5, 2), date(2023, 9, 9)]


@pytest.fixture
def scope(backend: Backend) -> reads.ReadScope:
    """A town with two villages; one talk is confirmed, one changed since, one withdrawn, one protected."""
    acts, journal = Acts(backend.ledger), DjangoJournal(backend.using)
    talks = [
        acts.recorded(uuid4(), talk("v1", 20 + n, end=day), title=f"第{n}场") for n, day in enumerate(DAYS)
    ]
    keys = [entry.body.activity for entry in talks]
    changed = acts.corrected(keys[1], talks[1], talk("v1", 30, end=DAYS[1]))
    other = acts.recorded(uuid4(), talk("v2"), title="邻村")
    secret = acts.recorded(uuid4(), replace(talk("v1"), compartment=e.PROTECTED))
    journal.append(backend.ledger, [
        acts.opened("town"), acts.opened("v1", "town", order=2), acts.opened("v2", "town", order=1),
        acts.registered("p1", "v1"), acts.registered("p2", "v2"), acts.registered("p3", "v1"),
        *talks, other, secret,
        acts.confirmed(keys[0], talks[0]), acts.confirmed(keys[1], talks[1]), changed,
        acts.entry(e.ActivityWithdrawn(keys[2]), reason="重复"),
        *(
            acts.entry(e.ItemOpened(UUID(int=n + 1), DAYS[1], "problem", "v1", "open", due), title=f"问题{n}")
            for n, due in enumerate((None, date(2023, 6, 1), date(2023, 4, 1)))
        ),
        acts.entry(e.ItemClosed(UUID(int=2), DAYS[2], "done")),
        acts.entry(e.ReportCompiled(UUID(int=9), "town", "duty", DAYS[1], DAYS[4], 5, "ab")),
        acts.entry(e.ReportSigned(UUID(int=9), "ab", "key")),
    ])  # fmt: skip
    return reads.ReadScope(backend.ledger, frozenset({"town", "v1"}), using=backend.using)


def test_activities_come_the_latest_first_in_pages_without_gap_or_repeat(scope: reads.ReadScope) -> None:
    seen: list[reads.ActivityLine] = []
    after = ""
    while True:
        page = reads.activities(scope, after=after, limit=2)
        seen.extend(page.rows)
        after = page.following
        if not after:
            break
    assert [line.end for line in seen] == sorted(DAYS, reverse=True)
    assert len({line.activity for line in seen}) == len(DAYS)
    assert {line.org for line in seen} == {"v1"}


def test_a_line_bears_the_title_told_last_and_the_status(scope: reads.ReadScope) -> None:
    lines = {line.title: line for line in reads.activities(scope).rows}
    assert {title: line.status for title, line in lines.items()} == {
        "第0场": "confirmed", "第1场": "changed", "第2场": "withdrawn", "第3场": "pending", "第4场": "pending",
    }  # fmt: skip
    assert lines["第1场"].heads == 30
    assert reads.standings(scope) == {"confirmed": 1, "changed": 1, "withdrawn": 1, "pending": 2}


def test_filters_narrow_and_never_widen_the_scope(scope: reads.ReadScope) -> None:
    def count(**wanted: object) -> int:
        return len(reads.activities(scope, wanted=reads.ActivityFilter(**wanted)).rows)  # type: ignore[arg-type]

    assert count(start=date(2023, 1, 1)) == 4
    assert count(start=date(2023, 1, 1), end=date(2023, 5, 2)) == 3
    assert count(statuses=frozenset({"pending"})) == 2
    assert count(types=frozenset({"other"})) == 0
    assert count(orgs=frozenset({"v2"})) == 0


def test_another_ledger_shows_nothing_of_this_one(scope: reads.ReadScope) -> None:
    elsewhere = replace(scope, ledger=scope.ledger + "x")
    assert reads.activities(elsewhere).rows == reads.items(elsewhere).rows == ()
    assert reads.people(elsewhere).rows == reads.organisations(elsewhere) == reads.reports(elsewhere) == ()
    assert reads.years(elsewhere) == () and reads.standings(elsewhere) == {}


def test_protected_work_shows_only_where_the_scope_names_its_compartment(scope: reads.ReadScope) -> None:
    wider = replace(scope, compartments=frozenset({e.OPEN, e.PROTECTED}))
    assert len(reads.activities(wider).rows) == len(DAYS) + 1


def test_the_years_worked_in_are_told_newest_first(scope: reads.ReadScope) -> None:
    assert reads.years(scope) == (2023, 2022)


def test_items_come_by_due_day_and_those_without_one_last(scope: reads.ReadScope) -> None:
    first = reads.items(scope, limit=2)
    second = reads.items(scope, after=first.following, limit=2)
    assert [line.title for line in (*first.rows, *second.rows)] == ["问题2", "问题1", "问题0"]
    assert second.following == ""
    assert [line.state for line in reads.items(scope, wanted=reads.ItemFilter(ended=True)).rows] == ["done"]
    assert len(reads.items(scope, wanted=reads.ItemFilter(ended=False)).rows) == 2
    overdue = reads.items(scope, wanted=reads.ItemFilter(ended=False, due_by=date(2023, 12, 31)))
    assert [line.title for line in overdue.rows] == ["问题2"]
    (late,) = overdue.rows
    same = reads.ItemFilter(
        ended=False, due_by=date(2023, 12, 31), without=frozenset({(late.kind, late.state)})
    )
    other = reads.ItemFilter(
        ended=False, due_by=date(2023, 12, 31), without=frozenset({("other", late.state)})
    )
    assert reads.items(scope, wanted=same).rows == ()
    assert reads.items(scope, wanted=other).rows == overdue.rows


def test_people_are_listed_for_units_in_scope_and_an_erased_name_is_gone(
    scope: reads.ReadScope, backend: Backend
) -> None:
    assert [(line.person, line.name) for line in reads.people(scope).rows] == [("p1", "某p1"), ("p3", "某p3")]
    journal, acts = DjangoJournal(backend.using), Acts(backend.ledger)
    (written,) = (record.entry.id for record in journal.history(backend.ledger, "person:p1"))
    journal.append(backend.ledger, [acts.entry(e.PersonErased("p1", (written,)))])
    journal.erase(backend.ledger, [written])
    page = reads.people(scope, limit=1)
    assert [(line.person, line.name, line.erased) for line in page.rows] == [("p1", "", True)]
    assert [line.person for line in reads.people(scope, after=page.following).rows] == ["p3"]


def test_units_stand_in_official_order(scope: reads.ReadScope) -> None:
    everyone = replace(scope, orgs=frozenset({"town", "v1", "v2"}))
    assert [line.org for line in reads.organisations(everyone)] == ["town", "v2", "v1"]


def test_a_report_says_whether_it_was_signed(scope: reads.ReadScope) -> None:
    (line,) = reads.reports(scope)
    assert (line.outline, line.digest, line.signed, line.computed_at) == ("duty", "ab", True, 5)


def test_a_place_that_no_page_gave_is_refused(scope: reads.ReadScope) -> None:
    for after in ("nonsense", "2023-01-01~x", "2023-99-01~" + str(uuid4())):
        with pytest.raises(ValueError):
            reads.activities(scope, after=after)
