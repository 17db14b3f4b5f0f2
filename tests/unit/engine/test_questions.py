"""What cannot be asked is refused with a code, on every engine alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from shuzhi.engine.base import Basis, Dimension, EngineError, PackRef, Query, Reach, Scope
from shuzhi.ledger.facts import QuantityFact
from shuzhi.values.period import Period
from tests.generative.engine.questions import PACK, PACK_REF
from tests.spec.engines import ENGINES
from tests.spec.stage import indicator_of

PLAIN = Query("count", PACK_REF, Scope("office", "D"), Period.year(2023), (("office", 9),))
ITEMS_BY_TYPE = indicator_of('{items = "problem", when = "opened", where = [{type = ["talk"]}]}')

REFUSED = {
    "engine.unknown_pack": replace(PLAIN, pack=PackRef("other", "1", "0" * 64)),
    "engine.unknown_indicator": replace(PLAIN, indicator="nothing"),
    "engine.no_position": replace(PLAIN, scope=Scope("elsewhere", "D")),
    "engine.scope_above_ledgers": replace(PLAIN, scope=Scope("", "D")),
    "engine.person_missing": replace(PLAIN, scope=Scope("office", "D", Reach.PERSON)),
    "engine.condition_not_for_items": replace(PLAIN, indicator="asked"),
}
UNCUTTABLE: list[tuple[Query, Dimension, str]] = [
    (replace(PLAIN, indicator="opened"), "mode", "engine.not_of_activities"),
    (replace(PLAIN, indicator="views"), "type", "engine.not_of_activities"),
    (replace(PLAIN, scope=Scope("office", "D", Reach.TEAM)), "organisation", "engine.breakdown_of_persons"),
]
BASIS = Basis({PACK.digest: replace(PACK, indicators={**PACK.indicators, "asked": ITEMS_BY_TYPE})}, ())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", REFUSED)
def test_a_query_that_means_nothing_is_refused(code: str, engine: str) -> None:
    with pytest.raises(EngineError) as refused:
        ENGINES[engine](BASIS).compute(REFUSED[code])
    assert refused.value.code == code


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("query", "by", "code"), UNCUTTABLE)
def test_a_cut_that_means_nothing_is_refused(query: Query, by: Dimension, code: str, engine: str) -> None:
    with pytest.raises(EngineError) as refused:
        ENGINES[engine](BASIS).breakdown(query, by)
    assert refused.value.code == code


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_ledger_counts_nothing_and_knows_nothing_observed(engine: str) -> None:
    asked = [
        replace(PLAIN, indicator=code) for code in ("count", "heads", "people", "copies", "views", "opened")
    ]
    told = [figure.value for figure in ENGINES[engine](BASIS).compute_many(asked)]
    assert [value is None for value in told] == [False, False, False, False, True, False]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_indicator_can_be_asked_and_traced_over_nothing(engine: str) -> None:
    made = ENGINES[engine](BASIS)
    for code in PACK.indicators:
        assert made.trace(replace(PLAIN, indicator=code)) == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_positions_asked_one_after_another_do_not_mix(engine: str) -> None:
    """More positions than an engine keeps, asked twice, give the same answers."""
    made = ENGINES[engine](BASIS)
    asked = [replace(PLAIN, positions=(("office", position),)) for position in range(6)]
    assert made.compute_many(asked) == made.compute_many(list(asked))


def test_a_number_of_too_many_digits_is_refused_by_the_columns() -> None:
    """Not rounded: a figure is exact or it is not given."""
    long = QuantityFact("office", 1, 1, "confirmed", "a", "e", "copies", Decimal("0.0000000000000001"))
    with pytest.raises(EngineError) as refused:
        ENGINES["columnar"](Basis(BASIS.packs, (long,))).compute(PLAIN)
    assert refused.value.code == "engine.number_too_long"
