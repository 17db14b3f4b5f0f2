"""The cases of the audit's rules, played: each a text that must be found, one that must be left alone, and what lies beside.

Tests ask for the codes; the reference page of the rules is rendered from the same plays.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from shuzhi.audit.model import EarlierReport, Finding, HandEdit
from shuzhi.audit.run import Beside, audit_text
from shuzhi.catalog.load import load_pack
from shuzhi.claims.extract import extract
from shuzhi.claims.residue import find_residue
from shuzhi.engine.base import Certainty, Figure, PackRef, Query, Reach, Scope
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period

CASES = Path(__file__).parents[2] / "data" / "audit" / "rules.toml"
PACK = load_pack("womens_federation")
Row = Mapping[str, Any]


def rows() -> list[tuple[str, Row]]:
    """(code, case) in the order of the file."""
    read = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [(code, row) for code, listed in read.items() for row in listed]


class Ledger:
    """Holds the figures that a case states, and nothing for every other indicator."""

    def __init__(self, values: Mapping[str, str | list[str]]) -> None:
        self.values = values

    def __call__(self, indicator: str, *, reach: Reach, period: Period, org: str) -> Figure | None:
        if indicator not in self.values:
            return None
        stated = self.values[indicator]
        low, high = (stated, stated) if isinstance(stated, str) else stated
        value = Interval(Decimal(low), Decimal(high))
        query = Query(
            indicator, PackRef(PACK.code, PACK.version, PACK.digest), Scope("l", org, reach), period, ()
        )
        certainty = Certainty.EXACT if value.is_point else Certainty.BOUNDED
        return Figure(query, PACK.indicators[indicator].unit, value, certainty, records=int(Decimal(low)))


def findings(row: Row, which: Literal["positive", "negative"]) -> tuple[Finding, ...]:
    """What the audit says of the case's text, all rules at work."""
    text = row[which]
    ledger = row.get("ledger_negative", row.get("ledger")) if which == "negative" else row.get("ledger")
    period = (
        Period.parse(row["period"]) if "period" in row else Period.year(2023) if "ledger" in row else None
    )
    last_year = row.get("last_year")
    beside = Beside(
        archive=tuple(
            EarlierReport(f"第{n}份", other) for n, other in enumerate(row.get("archive", ()), start=1)
        ),
        last_year=EarlierReport("上年述职报告", last_year) if last_year else None,
        hand_edits=tuple(
            HandEdit((edit["start"], edit["end"]), edit["indicator"], edit["printed"], edit["found"])
            for edit in (row.get("edits", ()) if which == "positive" else ())
        ),
        residue=tuple(find_residue(text)),
    )
    done = audit_text(
        text,
        extract(text),
        pack=PACK,
        figures=Ledger(ledger) if ledger is not None else None,
        period=period,
        org="1",
        beside=beside,
    )
    return tuple(done.findings)
