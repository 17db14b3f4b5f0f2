"""How a figure is told: the number, how sure it is, and everything it depends on. Knows figures; asks for none."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Dimension, Figure, Query, TraceRecord
from shuzhi.messages import say

ReachCode = Literal["person", "team", "unit", "subtree"]
_DIGEST = "4b" * 32
_POSITIONS: list[Any] = [{"ledger": "office", "position": 1202}]
_PACK: dict[str, Any] = {"code": "womens_federation", "version": "1.0.0", "digest": _DIGEST}
_SCOPE: dict[str, Any] = {
    "ledger": "office", "org": "990101", "reach": "subtree", "person": "", "post": "", "under": "",
}  # fmt: skip
_PERIOD: dict[str, Any] = {"code": "2023", "start": "2023-01-01", "end": "2023-12-31"}
_NUMBER: dict[str, Any] = {
    "low": "1237",
    "high": "1237",
    "low_open": False,
    "high_open": False,
    "unit": "人次",
    "certainty": "exact",
    "pending": 2,
    "gaps": 0,
    "records": 38,
}
FIGURE_EXAMPLE: dict[str, Any] = {
    "indicator": "outreach_attendances",
    "name": "宣传宣讲参加人次",
    "name_en": "Attendances of outreach",
    **_NUMBER,
    "reasons": [],
    "source": "",
    "parts": [],
    "scope": _SCOPE,
    "period": _PERIOD,
    "restated": None,
    "positions": _POSITIONS,
    "pack": _PACK,
    "rule": "已确认的宣传宣讲活动参加人次之和。",
    "permanent": "/api/v1/ledgers/office/figures/outreach_attendances?org=990101&period=2023&as_of=1202",
}


class PositionOut(Schema):
    ledger: str
    position: int


class PackOut(Schema):
    """The pack the figure was counted by; ``digest`` is SHA-256 (hex) of its canonical text."""

    code: str
    version: str
    digest: str


class ScopeOut(Schema):
    ledger: str
    org: str
    reach: ReachCode
    person: str
    post: str
    under: str


class PeriodOut(Schema):
    code: str
    start: date
    end: date


class ReasonOut(Schema):
    code: str
    sentence: str


class NumberOut(Schema):
    """The interval the number lies in, as text (both null: unknown or suppressed; equal: one number).

    ``pending``: not yet confirmed and bearing on it; ``gaps``: sessions without any count of heads; ``records``: how many
    records it rests on.
    """

    low: str | None
    high: str | None
    low_open: bool
    high_open: bool
    unit: str
    certainty: Literal["exact", "bounded", "unknown", "declared", "cited", "suppressed"]
    pending: int
    gaps: int
    records: int


class FigureOut(NumberOut):
    """A number that knows where it comes from. The same positions give the same number for ever: ``permanent``."""

    indicator: str
    name: str
    name_en: str
    rule: str
    reasons: list[ReasonOut]
    source: str
    parts: list[NumberOut]
    scope: ScopeOut
    period: PeriodOut
    restated: date | None
    positions: list[PositionOut]
    pack: PackOut
    permanent: str

    model_config = {"json_schema_extra": {"examples": [FIGURE_EXAMPLE]}}


class FiguresOut(Schema):
    """Figures of one unit and period, in the order of the catalog."""

    positions: list[PositionOut]
    pack: PackOut
    figures: list[FigureOut]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"positions": _POSITIONS, "pack": _PACK, "figures": [FIGURE_EXAMPLE], "following": ""}
            ]
        }
    }


class RecordOut(Schema):
    """``share`` is what the record brings, as text; ``repeat``: another one says the same; ``part``: of a ratio."""

    subject: str
    ledger: str
    day: date
    org: str
    share: str
    repeat: bool
    part: str


class TraceOut(Schema):
    """A figure with the records it rests on. Protected work ends at one sealed count."""

    figure: FigureOut
    records: list[RecordOut]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "figure": FIGURE_EXAMPLE,
                    "records": [
                        {
                            "subject": "activity:5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02",
                            "ledger": "office",
                            "day": "2023-11-08",
                            "org": "990101001",
                            "share": "32",
                            "repeat": False,
                            "part": "",
                        }
                    ],
                    "following": "",
                }
            ]
        }
    }


class ColumnOut(Schema):
    indicator: str
    name: str
    name_en: str
    unit: str


class RowOut(Schema):
    """``key`` is a month (2023-05), an organisation, a mode, a category or a type ("": not told); ``cells`` stand in the order of the columns (null: the figure is
    not told apart like this).
    """

    key: str
    cells: list[NumberOut | None]


class TableOut(Schema):
    """Rows in calendar or official order, else in that of the catalog; ``following`` is given as ``after``. Cells of people do not add up to the whole, and are not meant to."""

    rows_by: Dimension
    scope: ScopeOut
    period: PeriodOut
    positions: list[PositionOut]
    pack: PackOut
    columns: list[ColumnOut]
    rows: list[RowOut]
    whole: list[NumberOut]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "rows_by": "month",
                    "scope": _SCOPE,
                    "period": _PERIOD,
                    "positions": _POSITIONS,
                    "pack": _PACK,
                    "columns": [
                        {
                            "indicator": "outreach_attendances",
                            "name": "宣传宣讲参加人次",
                            "name_en": "Attendances of outreach",
                            "unit": "人次",
                        }
                    ],
                    "rows": [{"key": "2023-11", "cells": [_NUMBER]}],
                    "whole": [_NUMBER],
                    "following": "",
                }
            ]
        }
    }


def number(figure: Figure) -> dict[str, Any]:
    value = figure.value
    low, high = (None, None) if value is None else (value.low, value.high)
    return {
        "low": None if low is None else f"{low:f}",
        "high": None if high is None else f"{high:f}",
        "low_open": bool(value and value.low_open),
        "high_open": bool(value and value.high_open),
        "unit": figure.unit,
        "certainty": figure.certainty.value,
        "pending": figure.pending,
        "gaps": figure.gaps,
        "records": figure.records,
    }


def told(figure: Figure, *, pack: Pack, permanent: str, language: str) -> dict[str, Any]:
    """The whole answer; ``pack`` is the one the query names."""
    indicator = pack.indicators[figure.query.indicator]
    english = language == "en" and indicator.counting_rule_en
    return {
        **number(figure),
        **basis(figure.query),
        "indicator": indicator.code,
        "name": indicator.name,
        "name_en": indicator.name_en,
        "rule": indicator.counting_rule_en if english else indicator.counting_rule,
        "reasons": [
            {"code": code, "sentence": say(code, {"gaps": figure.gaps, "pending": figure.pending,
                                                  "records": figure.records, "source": figure.source,
                                                  "unit": figure.unit}, language)}
            for code in dict.fromkeys(figure.reasons)
        ],
        "source": figure.source,
        "parts": [number(part) for part in figure.parts],
        "restated": figure.query.restated,
        "permanent": permanent,
    }  # fmt: skip


def basis(query: Query) -> dict[str, Any]:
    """Scope, period, positions and pack: what the number depends on besides its indicator."""
    scope = query.scope
    return {
        "scope": {
            "ledger": scope.ledger,
            "org": scope.org,
            "reach": scope.reach.value,
            "person": scope.person,
            "post": scope.post,
            "under": scope.under,
        },
        "period": {"code": str(query.period), "start": query.period.start, "end": query.period.end},
        "positions": [{"ledger": ledger, "position": position} for ledger, position in query.positions],
        "pack": {"code": query.pack.code, "version": query.pack.version, "digest": query.pack.digest},
    }


def record(one: TraceRecord) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "ledger": one.ledger,
        "day": one.day,
        "org": one.org,
        "share": f"{one.share:f}",
        "repeat": one.repeat,
        "part": one.part,
    }
