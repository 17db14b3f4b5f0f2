"""Loops of things: drawn from their beginnings, each thing once; gaps are what a living item still waits for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.ledger.facts import LinkFact
from shuzhi.usecases.item_loop import MOST_CHILDREN, Node, gaps_of, joined_by, trees_of

PACK = load_pack("womens_federation")
DAY = date(2023, 5, 1)


def links(*told: str) -> list[LinkFact]:
    """ "measure cures cause" and so on, each a day later than the one before."""
    found = []
    for number, one in enumerate(told):
        source, kind, target = one.split()
        ends = [end if ":" in end else f"item:{end}" for end in (source, target)]
        day = DAY + timedelta(days=number)
        found.append(LinkFact("l", number + 1, 1, f"link {number}", kind, ends[0], ends[1], day, None))
    return found


def drawn(node: Node) -> object:
    """The tree as nested lists of names."""
    name = node.subject.partition(":")[2]
    return [name, *map(drawn, node.children)] if node.children else name


CURE = links("c causes p", "m1 cures c", "m2 cures c", "activity:a delivers m2")


@pytest.mark.parametrize("subject", ["item:p", "item:c", "item:m1", "item:m2", "activity:a"])
def test_the_same_loop_is_drawn_from_wherever_one_looks(subject: str) -> None:
    (tree,) = trees_of(subject, CURE)
    assert drawn(tree) == ["p", ["c", "m1", ["m2", "a"]]]


def test_a_measure_that_also_answers_the_comment_stands_below_the_cause() -> None:
    (tree,) = trees_of("item:comment", links("m answers comment", "c causes comment", "m cures c"))
    assert drawn(tree) == ["comment", ["c", "m"]]
    (measure,) = tree.children[0].children
    assert [one.kind for one in measure.also] == ["answers"]


def test_a_thing_that_comes_of_two_is_drawn_once_in_one_of_two_trees() -> None:
    found = trees_of("item:m", links("m serves n1", "m serves n2"))
    assert [drawn(one) for one in found] == [["n1", "m"], "n2"]
    assert [one.target for one in found[0].children[0].also] == ["item:n2"]


def test_a_thing_without_links_stands_alone() -> None:
    assert trees_of("item:p", ()) == (Node("item:p"),)


def test_a_circle_is_walked_once() -> None:
    (tree,) = trees_of("item:a", links("a follows_from b", "b follows_from a"))
    assert drawn(tree) == ["a", "b"]


def test_organisations_form_no_loop() -> None:
    assert trees_of("item:p", links("organisation:D paired_with organisation:V")) == (Node("item:p"),)


def test_where_there_is_too_much_what_is_asked_about_is_kept() -> None:
    told = links(*(f"activity:w{number} episode_of series" for number in range(MOST_CHILDREN + 5)))
    last = f"activity:w{MOST_CHILDREN + 4}"
    (tree,) = trees_of(last, told)
    assert len(tree.children) == MOST_CHILDREN
    assert last in {one.subject for one in tree.children}
    assert tree.hidden == 5


@pytest.mark.parametrize(
    ("kind", "state", "told", "hints"),
    [
        ("problem", "open", (), ["items.hint.problem_without_cause"]),
        ("problem", "open", ("c causes x",), []),
        ("problem", "verified", (), []),
        ("cause", "stated", ("x causes p",), ["items.hint.cause_without_measure"]),
        ("measure", "doing", (), ["items.hint.measure_without_problem"]),
        ("measure", "doing", ("x serves n",), []),
        ("measure", "doing", ("activity:a delivers x",), ["items.hint.measure_without_problem"]),
        ("need", "stated", (), ["items.hint.need_without_delivery"]),
        ("need", "stated", ("activity:a delivers x",), []),
        ("vacancy", "vacant", (), []),
    ],
)
def test_a_living_item_says_what_it_waits_for(
    kind: str, state: str, told: tuple[str, ...], hints: list[str]
) -> None:
    joined = joined_by(links(*told))
    found = gaps_of(PACK.item_kinds[kind], state, subject="item:x", joined=joined)
    assert [one.hint for one in found] == hints
