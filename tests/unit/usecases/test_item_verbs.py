"""The verbs of items: opened with their links or not at all, cleared where the kind allows, protected ones by number."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.ledger.lives import fold_item
from shuzhi.usecases.change_item import change_item
from shuzhi.usecases.close_counted_items import close_counted_items
from shuzhi.usecases.open_counted_items import MOST, open_counted_items
from shuzhi.usecases.open_item import Join, open_item
from shuzhi.usecases.writing import Done, Outcome, Problems
from tests.acceptance.playing import CLERK, NOW, Play
from tests.spec.bodies import key

PACK = load_pack("womens_federation")
DAY = date(2023, 3, 1)


@pytest.fixture
def play() -> Play:
    return Play(PACK)


def opened(play: Play, name: str, kind: str, *joins: Join, **more: Any) -> Outcome:
    return open_item(
        play.office, by=CLERK, at=NOW, entry=key(f"open {name}"), item=key(name), kind=kind, org="D", day=DAY,
        state=PACK.item_kinds[kind].states[0].code, texts={"title": name}, joins=joins, **more,
    )  # fmt: skip


def codes(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Problems)
    return [one.code for one in outcome.problems]


def head(play: Play) -> int:
    return play.journal.head(play.office.ledger).position


def test_an_item_is_opened_with_its_link_or_not_at_all(play: Play) -> None:
    opened(play, "problem", "problem")
    before = head(play)
    wrong = Join(key("e1"), key("l1"), "causes", f"item:{key('problem')}", "in")
    assert codes(opened(play, "cause", "cause", wrong)) == ["usecases.link_end", "usecases.link_end"]
    assert head(play) == before
    right = Join(key("e1"), key("l1"), "causes", f"item:{key('problem')}")
    done = opened(play, "cause", "cause", right)
    assert isinstance(done, Done)
    assert head(play) == before + 2
    again = opened(play, "cause", "cause", right)
    assert isinstance(again, Done)
    assert all(one.repeated for one in again.receipts)


def changed(play: Play, **what: Any) -> Outcome:
    return change_item(
        play.office, by=CLERK, at=NOW, entry=play.new_id(), item=key("plan"), day=date(2023, 4, 1), **what
    )


def test_what_the_kind_does_not_have_is_neither_stated_nor_cleared(play: Play) -> None:
    opened(play, "plan", "plan_item", due=date(2023, 6, 1), fields=(("plan_line", "party"),))
    assert codes(changed(play, fields=(("height", "3"),))) == ["usecases.unknown_field"]
    assert codes(changed(play, fields=(("plan_line", "sport"),))) == ["usecases.unknown_value"]
    assert codes(changed(play, cleared=("height",))) == ["usecases.unknown_field"]
    assert isinstance(changed(play, cleared=("due", "plan_line")), Done)
    state = fold_item(play.journal.history(play.office.ledger, f"item:{key('plan')}"))
    assert (state.spans[-1].due, state.fields) == (None, ())


def counted(play: Play, count: int, entry: UUID) -> Outcome:
    return open_counted_items(
        play.office, by=CLERK, at=NOW, entry=entry, count=count, kind="contact", org="D", day=DAY, state="active",
        fields=(("contact_group", "hardship"),),
    )  # fmt: skip


def ended(play: Play, count: int, entry: UUID, group: str = "hardship") -> Outcome:
    return close_counted_items(
        play.office, by=CLERK, at=NOW, entry=entry, count=count, kind="contact", org="D", day=date(2023, 5, 1),
        state="ended", fields=(("contact_group", group),),
    )  # fmt: skip


def test_items_entered_by_number_end_by_number_and_no_act_counts_twice(play: Play) -> None:
    for _ in range(2):
        assert isinstance(counted(play, 7, key("seven")), Done)
    at_seven = head(play)
    assert codes(ended(play, 8, key("eight"))) == ["items.fewer_open"]
    assert codes(ended(play, 1, key("other"), "disability")) == ["items.fewer_open"]
    for _ in range(2):
        assert isinstance(ended(play, 5, key("five")), Done)
    assert head(play) == at_seven + 5
    assert codes(ended(play, 3, key("three"))) == ["items.fewer_open"]
    assert isinstance(ended(play, 2, key("two")), Done)


@pytest.mark.parametrize("count", [0, -1, MOST + 1])
def test_a_number_out_of_range_is_refused(play: Play, count: int) -> None:
    assert codes(counted(play, count, key("many"))) == ["items.count_out_of_range"]
    assert codes(ended(play, count, key("many"))) == ["items.count_out_of_range"]


def test_a_kind_that_is_not_protected_is_not_entered_by_number(play: Play) -> None:
    outcome = open_counted_items(
        play.office, by=CLERK, at=NOW, entry=key("x"), count=2, kind="problem", org="D", day=DAY, state="open"
    )
    assert set(codes(outcome)) == {"usecases.wrong_compartment"}
