"""Reading quantities out of prose holds its yardstick on the annotated passages of the repository."""

from pathlib import Path

import pytest

from benchmarks.claims_score import Row, read_passages, score
from shuzhi.claims.extract import extract

OWN = sorted((Path(__file__).parents[1] / "data" / "claims").glob("*.jsonl"))
SHARED = Path(__file__).parents[2].parent / "shared" / "corpus" / "dev.jsonl"


def measured(passages: list[Row]) -> tuple[float, float, float]:
    predicted = {row["id"]: [claim.to_json() for claim in extract(row["text"])] for row in passages}
    rates = score(passages, predicted)
    return rates["quantity"].f1, rates["bound"].f1, rates["what"].f1


def test_own_passages_are_sixty_and_hold_the_yardstick() -> None:
    passages = read_passages(OWN)
    assert len(passages) >= 60
    quantity, bound, what = measured(passages)
    assert quantity >= 0.97
    assert bound >= 0.96
    assert what >= 0.85


def test_modern_passages_hold_the_yardstick() -> None:
    if not SHARED.exists():
        pytest.skip("the shared corpus is not here")
    quantity, bound, what = measured(read_passages([SHARED]))
    assert quantity >= 0.97
    assert bound >= 0.96
    assert what >= 0.85


def test_a_scorer_that_is_given_nothing_finds_nothing() -> None:
    rates = score(read_passages(OWN), {})
    assert {rate.f1 for rate in rates.values()} == {0.0}
