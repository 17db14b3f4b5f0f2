"""Every indicator of the shipped packs counts what its own example says, and not the neighbour, on every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuzhi.catalog.load import load_pack, shipped_packs
from tests.spec.engines import ENGINES
from tests.spec.stage import play

LIBRARY = str(Path(__file__).parents[1] / "data" / "packs" / "library")  # another organisation: no code
CASES = [
    (pack, code)
    for pack in (*shipped_packs(), LIBRARY)
    for code, indicator in load_pack(pack).indicators.items()
    if indicator.spec
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("pack_name", "code"), CASES, ids=[code for _, code in CASES])
def test_an_indicator_counts_what_its_example_says(pack_name: str, code: str, engine: str) -> None:
    pack = load_pack(pack_name)
    indicator = pack.indicators[code]
    assert play(indicator.spec, pack=pack, make_engine=ENGINES[engine], indicator=indicator) > 0
