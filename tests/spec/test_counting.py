"""Every example of the counting rules holds on every engine."""

from __future__ import annotations

import pytest

from tests.spec.documents import examples
from tests.spec.engines import ENGINES
from tests.spec.packs import COUNTING
from tests.spec.stage import play


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "text"), examples(), ids=[name for name, _ in examples()])
def test_counting(name: str, text: str, engine: str) -> None:
    assert play(text, pack=COUNTING, make_engine=ENGINES[engine]) > 0


def test_a_wrong_expectation_is_seen() -> None:
    """The language itself can fail: a figure off by one is not accepted."""
    text = '| day | type | hosts |\n| 2023-03-08 | talk | D |\n{count = ["talk"]}\n=> unit D 2'
    with pytest.raises(AssertionError):
        play(text, pack=COUNTING, make_engine=ENGINES["reference"])


def test_a_wrong_neighbour_is_seen() -> None:
    """A row told as not counting, that does, is not accepted."""
    text = '| day | type | hosts | counts |\n| 2023-03-08 | talk | D | no |\n{count = ["talk"]}\n=> unit D 1'
    with pytest.raises(AssertionError):
        play(text, pack=COUNTING, make_engine=ENGINES["reference"])
