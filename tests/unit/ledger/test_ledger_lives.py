"""Units, people, items, links, observations and values: what holds from which day, as known at which position."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

from shuzhi.ledger import entries as e
from shuzhi.ledger.derive import rows_of
from shuzhi.ledger.facts import (
    ItemFact,
    ItemFieldFact,
    LinkFact,
    ObservationFact,
    OrganisationFact,
    PersonFact,
    PostFact,
    ValueFact,
)
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.tables import FactTables
from tests.ledger_acts import Acts

L = "office"
ACTS = Acts(L)
I = uuid4()  # noqa: E741
D = [date(2023, month, 1) for month in range(1, 13)]


def _at(*bodies: e.Body, position: int = 99) -> FactTables:
    journal = MemoryJournal()
    journal.append(L, [ACTS.entry(body) for body in bodies])
    return FactTables.from_rows(journal.rows({L: 99})).at({L: position})


def _spans(tables: FactTables) -> list[tuple[str, date, date | None]]:
    return sorted((row.parent, row.day, row.until) for row in tables.of(OrganisationFact))


def test_a_move_told_late_takes_effect_on_its_day_and_only_from_its_position_on() -> None:
    bodies = (
        e.OrganisationOpened("v", D[0], "甲村", "village", "t1"),
        e.OrganisationChanged("v", D[8], name="甲社区"),
        e.OrganisationMoved("v", D[4], "t2"),
    )
    assert _spans(_at(*bodies, position=2)) == [("t1", D[0], D[8]), ("t1", D[8], None)]
    assert _spans(_at(*bodies)) == [("t1", D[0], D[4]), ("t2", D[4], D[8]), ("t2", D[8], None)]


def test_a_second_move_for_the_same_day_prevails() -> None:
    opened = e.OrganisationOpened("v", D[0], "甲村", "village", "t1")
    tables = _at(opened, e.OrganisationMoved("v", D[4], "t2"), e.OrganisationMoved("v", D[4], "t3"))
    assert _spans(tables) == [("t1", D[0], D[4]), ("t3", D[4], None)]


def test_a_merged_unit_ends_that_day_and_says_where_it_went() -> None:
    tables = _at(
        e.OrganisationOpened("v", D[0], "甲村", "village", "t"),
        e.OrganisationMerged("v", D[5], "w"),
        e.OrganisationMoved("v", D[7], "t2"),
    )
    (row,) = tables.of(OrganisationFact)
    assert (row.day, row.until, row.merged_into) == (D[0], D[5], "w")


def test_a_closed_unit_may_be_opened_again() -> None:
    tables = _at(
        e.OrganisationOpened("v", D[0], "甲村", "village", "t"),
        e.OrganisationClosed("v", D[3]),
        e.OrganisationOpened("v", D[6], "甲村", "village", "t"),
    )
    assert _spans(tables) == [("t", D[0], D[3]), ("t", D[6], None)]


def test_a_merger_of_persons_holds_until_it_is_undone() -> None:
    bodies = (
        e.PersonRegistered("p", "v", D[0]),
        e.PersonMoved("p", "w", D[3]),
        e.PersonMerged("p", "q"),
        e.PersonUnmerged("p"),
    )
    merged = _at(*bodies, position=3).of(PersonFact)
    assert [(row.org, row.day, row.until, row.merged_into) for row in merged] == [
        ("v", D[0], D[3], "q"), ("w", D[3], None, "q"),
    ]  # fmt: skip
    assert {row.merged_into for row in _at(*bodies).of(PersonFact)} == {""}


def test_erasing_a_person_leaves_the_facts_which_name_nobody() -> None:
    registered = e.PersonRegistered("p", "v", D[0])
    assert _at(registered, e.PersonErased("p", ())) == _at(registered)


def test_a_tenure_ends_on_its_last_day_and_a_corrected_ending_prevails() -> None:
    bodies = (
        e.PersonRegistered("p", "v", D[0]),
        e.PostTaken("p", "d", "secretary", D[0]),
        e.PostTaken("p", "d", "secretary", D[0]),
        e.PostLeft("p", "d", "secretary", D[5]),
        e.PostLeft("p", "d", "secretary", D[6]),
        e.PostLeft("p", "d", "chair", D[6]),
    )
    assert [(row.day, row.last) for row in _at(*bodies).of(PostFact)] == [(D[0], D[6])]


def _item(*bodies: e.Body) -> FactTables:
    opened = e.ItemOpened(I, D[1], "problem", "d", "open", D[9], "chair", Decimal(3), (("cause", "few"),))
    return _at(opened, *bodies)


def test_spans_of_an_item_neither_overlap_nor_leave_gaps() -> None:
    tables = _item(
        e.ItemStateSet(I, D[6], "half"),
        e.ItemChanged(I, D[4], due=D[10]),
        e.ItemStateSet(I, D[6], "most"),
        e.ItemClosed(I, D[8], "done"),
        e.ItemStateSet(I, D[10], "open"),
    )
    rows = sorted(tables.of(ItemFact), key=lambda row: row.day)
    assert [(row.state, row.due, row.day, row.until) for row in rows] == [
        ("open", D[9], D[1], D[4]),
        ("open", D[10], D[4], D[6]),
        ("most", D[10], D[6], D[8]),
        ("done", D[10], D[8], None),
    ]
    assert {row.opened for row in rows} == {D[1]}


def test_what_is_dated_before_the_opening_takes_effect_with_it() -> None:
    rows = _item(e.ItemStateSet(I, D[0], "half")).of(ItemFact)
    assert [(row.state, row.day, row.until) for row in rows] == [("half", D[1], None)]


def test_fields_of_an_item_replace_those_of_the_same_name_and_none_leaves_as_it_is() -> None:
    tables = _item(e.ItemChanged(I, D[2], fields=(("cause", "x"), ("cause", "y"), ("level", "2"))))
    assert sorted((row.name, row.value) for row in tables.of(ItemFieldFact)) == [
        ("cause", "x"), ("cause", "y"), ("level", "2"),
    ]  # fmt: skip
    (row,) = tables.of(ItemFact)
    assert (row.owner, row.target, row.due) == ("chair", Decimal(3), D[9])


def test_an_owner_can_be_taken_away() -> None:
    rows = sorted(_item(e.ItemChanged(I, D[2], owner="")).of(ItemFact), key=lambda row: row.day)
    assert [row.owner for row in rows] == ["chair", ""]


def test_what_is_cleared_holds_no_longer() -> None:
    tables = _item(
        e.ItemChanged(I, D[2], fields=(("cause", "x"), ("level", "2"))),
        e.ItemChanged(I, D[3], cleared=("due", "target", "cause")),
    )
    rows = sorted(tables.of(ItemFact), key=lambda row: row.day)
    assert [(row.due, row.target) for row in rows] == [(D[9], Decimal(3)), (None, None)]
    assert [(row.name, row.value) for row in tables.of(ItemFieldFact)] == [("level", "2")]


def test_what_is_cleared_and_stated_anew_is_stated() -> None:
    (row,) = _item(e.ItemChanged(I, D[1], due=D[5], cleared=("due",))).of(ItemFact)
    assert row.due == D[5]


def test_a_cut_link_holds_up_to_the_day_of_the_cut() -> None:
    tables = _at(e.LinkMade(I, "answers", "item:a", "item:b", D[1]), e.LinkCut(I, D[3]))
    assert [(row.source, row.target, row.day, row.until) for row in tables.of(LinkFact)] == [
        ("item:a", "item:b", D[1], D[3])
    ]


def test_observations_and_values_are_gone_once_withdrawn() -> None:
    observed = e.ObservationMade(I, "item:a", "d", "views", Decimal(12), D[1])
    assert [row.value for row in _at(observed).of(ObservationFact)] == [Decimal(12)]
    assert _at(observed, e.ObservationWithdrawn(I)).of(ObservationFact) == ()
    other = uuid4()
    declared = e.ValueDeclared(I, "d", "talks", D[0], D[1], Decimal(38), "session", "报告", D[1])
    cited = e.ValueCited(other, "d", "births", D[0], D[1], Decimal(9), "person", "health", "公报", D[1])
    assert [(row.standing, row.source_org) for row in _at(declared, cited).of(ValueFact)] == [
        ("declared", ""), ("cited", "health"),
    ]  # fmt: skip
    assert [row.standing for row in _at(declared, cited, e.ValueWithdrawn(I)).of(ValueFact)] == ["cited"]


def test_entries_without_facts_add_no_rows() -> None:
    for body in (
        e.PeriodClosed("d", D[0], D[1]),
        e.PackAdopted("p", "1", "0"),
        e.CheckpointMade(1, "", "", ""),
    ):
        assert list(_at(body).rows()) == []
    assert rows_of(()) == ()
