"""The tree as at a day: who stands below whom, in official order, and where the work of vanished units counts."""

from __future__ import annotations

from datetime import date

import pytest

from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.tree import OrganisationTree, trees_by_ledger

JAN, JUN, SEP, DEC = date(2023, 1, 1), date(2023, 6, 1), date(2023, 9, 1), date(2023, 12, 31)


def _row(
    org: str, parent: str = "d", *, day: date = JAN, until: date | None = None, into: str = "", order: int = 0,
    ledger: str = "office",
) -> OrganisationFact:  # fmt: skip
    return OrganisationFact(ledger, 1, 1, org, parent, f"单位{org}", "unit", order, day, until, into)


DISTRICT = (
    _row("d", ""),
    _row("t1", order=2),
    _row("t2", order=1),
    _row("v1", "t1", until=JUN, into="v2"),  # merged in June into its neighbour
    _row("v2", "t1", order=1),
    _row("v3", "t1", until=SEP),  # moved in September
    _row("v3", "t2", day=SEP),
    _row("v4", "t2", until=SEP),  # closed
    _row("v5", "t2", day=SEP, order=9),  # opened
)
TREE = OrganisationTree(DISTRICT)


def test_children_stand_in_official_order_and_only_those_that_exist() -> None:
    assert TREE.at(JAN).children("d") == ("t2", "t1")
    assert TREE.at(JAN).children("t1") == ("v1", "v3", "v2")
    assert TREE.at(DEC).children("t1") == ("v2",)
    assert TREE.at(DEC).children("t2") == ("v3", "v5")
    assert TREE.at(JAN).roots == ("d",)


def test_walking_lists_parents_before_children() -> None:
    assert TREE.at(DEC).walk("d") == ("d", "t2", "v3", "v5", "t1", "v2")
    assert TREE.at(DEC).walk("v2") == ("v2",)


def test_a_merged_unit_counts_by_itself_before_and_in_the_other_from_that_day() -> None:
    assert TREE.at(date(2023, 5, 31)).subtree("v1") == {"v1"}
    assert TREE.at(date(2023, 5, 31)).subtree("v2") == {"v2"}
    assert TREE.at(JUN).subtree("v1") == frozenset()
    assert TREE.at(JUN).subtree("v2") == {"v1", "v2"}
    assert TREE.at(JUN).successor("v1") == "v2"
    assert not TREE.at(JUN).exists("v1")


def test_a_moved_unit_stands_under_the_old_parent_before_and_the_new_one_from_that_day() -> None:
    assert TREE.at(JUN).parent("v3") == "t1"
    assert TREE.at(SEP).parent("v3") == "t2"
    assert "v3" in TREE.at(SEP).subtree("t2") and "v3" not in TREE.at(SEP).subtree("t1")


def test_closed_and_coming_units_lose_no_work_at_the_ancestor() -> None:
    assert "v4" in TREE.at(DEC).subtree("t2")
    assert "v5" in TREE.at(JAN).subtree("t2")
    everyone = frozenset(row.org for row in DISTRICT)
    assert TREE.at(JAN).subtree("d") == TREE.at(DEC).subtree("d") == everyone


def test_ancestors_go_up_to_the_root_from_the_successor() -> None:
    assert TREE.at(DEC).ancestors("v1") == ("t1", "d")
    assert TREE.at(DEC).ancestors("d") == ()
    assert TREE.at(DEC).parent("d") is None


def test_mergers_are_followed_to_the_end() -> None:
    tree = OrganisationTree(
        (_row("d", ""), _row("a", until=JUN, into="b"), _row("b", until=SEP, into="c"), _row("c"))
    )
    assert [tree.at(day).successor("a") for day in (JAN, JUN, SEP)] == ["a", "b", "c"]
    assert tree.at(SEP).subtree("c") == {"a", "b", "c"}


def test_circles_in_bad_data_end_the_walk() -> None:
    tree = OrganisationTree(
        (_row("a", "b"), _row("b", "a"), _row("x", until=JUN, into="y"), _row("y", until=JUN, into="x"))
    )
    assert tree.at(DEC).ancestors("a") == ("b",)
    assert tree.at(DEC).subtree("a") == {"a", "b"}
    assert tree.at(DEC).successor("x") in {"x", "y"}


def test_an_unknown_code_stands_for_itself_alone() -> None:
    view = TREE.at(DEC)
    assert (view.subtree("zz"), view.ancestors("zz"), view.parent("zz"), view.unit("zz")) == (
        {"zz"},
        (),
        None,
        None,
    )
    assert "zz" not in TREE and "v1" in TREE


def test_days_between_changes_share_one_view() -> None:
    assert TREE.at(date(2023, 2, 1)) is TREE.at(date(2023, 5, 31))
    assert TREE.at(date(2023, 5, 31)) is not TREE.at(JUN)


def test_trees_of_different_ledgers_are_kept_apart() -> None:
    rows = (*DISTRICT, _row("d", "", ledger="other"))
    with pytest.raises(ValueError, match="one ledger"):
        OrganisationTree(rows)
    assert set(trees_by_ledger(rows)) == {"office", "other"}
    assert trees_by_ledger(rows)["other"].organisations == ("d",)


def test_the_life_of_a_unit_is_told_in_order_of_days() -> None:
    assert [row.day for row in TREE.spans("v3")] == [JAN, SEP]
    unit = TREE.at(JUN).unit("v3")
    assert unit is not None and unit.parent == "t1"
