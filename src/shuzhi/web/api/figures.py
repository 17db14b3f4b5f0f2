"""Figures, the records behind them, and tables of figures. Every answer names positions, pack, certainty and what is
pending. Asks the engine through use cases; sorts nothing by value.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from shuzhi.engine.base import Dimension, Figure, Reach
from shuzhi.engine.base import Query as Question
from shuzhi.store.tokens import Level
from shuzhi.usecases.figure import breakdown, figure, figures, query_for
from shuzhi.usecases.trace_figure import trace_figure
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.figure_shapes import (
    FigureOut,
    FiguresOut,
    ReachCode,
    TableOut,
    TraceOut,
    basis,
    number,
    record,
    told,
)
from shuzhi.web.api.parameters import (
    After,
    AsOf,
    Code,
    Day,
    Ledger,
    Limit,
    OptionalCode,
    OptionalOrganisation,
    PeriodCode,
    following_rows,
    read_period,
)
from shuzhi.web.api.problems import Refusal
from shuzhi.web.seat import Seat

router = Router(tags=["数据 figures"])

INDICATOR = "outreach_attendances"
_Indicator = Annotated[Code, Field(description="指标 indicator", examples=[INDICATOR])]


class Asked(Schema):
    """What a figure depends on besides its indicator; the pack is the one in force at the position."""

    period: PeriodCode
    org: OptionalOrganisation = ""
    reach: ReachCode | None = Field(
        None,
        description="谁的工作，空为指标自己的 whose work; empty: the indicator's own",
        examples=["subtree"],
    )
    person: OptionalCode = Field("", description="本人 person key, for reach=person", examples=[""])
    post: OptionalCode = Field("", description="职务 post, for reach=person", examples=[""])
    under: OptionalCode = Field(
        "", description="只计隶属该上级的日子 only days below this superior", examples=[""]
    )
    as_of: AsOf = None
    restated: Day | None = Field(
        None, description="按这一天的机构重列 under the tree of this day", examples=["2023-12-31"]
    )


class TableAsked(Asked):
    columns: Annotated[list[Code], Field(min_length=1, max_length=60)] = Field(
        ..., description="指标 indicators", examples=[[INDICATOR]]
    )
    rows: Dimension = Field(
        "month",
        description="按月、下级机构、方式、人群或类型 by month, unit below, mode, category or type of work",
        examples=["month"],
    )


@router.get("/figures", response=answers(FiguresOut), auth=needs(Level.READ), summary="数据 List figures")
def list_figures(
    request: HttpRequest,
    ledger: Ledger,
    asked: Query[Asked],
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """一个机构一个期间的各项数据，按口径目录的次序。 All figures of a unit and period, in the order of the catalog."""
    seat = seat_of(request)
    codes = list(seat.pack(_position(seat, asked)).indicators)
    begin = codes.index(after) + 1 if after in codes else 0
    shown = codes[begin : begin + limit]
    queries = [question(seat, code, asked) for code in shown]
    found = figures(seat.office, queries)
    base = basis(queries[0]) if queries else basis(question(seat, codes[0], asked))
    return {
        "positions": base["positions"],
        "pack": base["pack"],
        "figures": [figure_told(seat, one) for one in found],
        "following": shown[-1] if begin + limit < len(codes) else "",
    }


@router.get(
    "/figures/{indicator}", response=answers(FigureOut), auth=needs(Level.READ), summary="一项数据 One figure"
)
def get_figure(
    request: HttpRequest,
    ledger: Ledger,
    indicator: _Indicator,
    asked: Query[Asked],
) -> Any:
    """数值（区间）、单位、确定程度、口径、台账位置。 Value (an interval), unit, certainty, rule, positions."""
    seat = seat_of(request)
    return figure_told(seat, figure(seat.office, question(seat, indicator, asked)))


@router.get(
    "/figures/{indicator}/trace",
    response=answers(TraceOut),
    auth=needs(Level.READ),
    summary="数据的来源 The records behind a figure",
)
def trace(
    request: HttpRequest,
    ledger: Ledger,
    indicator: _Indicator,
    asked: Query[Asked],
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """逐条列出数据依据的记录。 The records a figure rests on, by day."""
    seat = seat_of(request)
    query = question(seat, indicator, asked)
    placed = sorted(
        ((f"{one.day}~{one.subject}~{one.part}", one) for one in trace_figure(seat.office, query)),
        key=lambda one: one[0],
    )
    shown, following = following_rows(placed, after=after, limit=limit)
    return {
        "figure": figure_told(seat, figure(seat.office, query)),
        "records": [record(one) for one in shown],
        "following": following,
    }


@router.get("/tables", response=answers(TableOut), auth=needs(Level.READ), summary="表格 A table of figures")
def table(
    request: HttpRequest,
    ledger: Ledger,
    asked: Query[TableAsked],
    after: After = "",
    limit: Limit = 200,
) -> Any:
    """行为月份、下级机构、方式、人群或类型，列为指标；人数不可相加。
    Rows are months, units below, modes, categories or types of work; columns indicators. People do not add up.
    """
    seat = seat_of(request)
    queries = [question(seat, code, asked) for code in dict.fromkeys(asked.columns)]
    wholes = figures(seat.office, queries)
    slices = [_cells(seat, query, asked.rows) for query in queries]
    keys = list(dict.fromkeys(key for one in slices for key in one))
    begin = keys.index(after) + 1 if after in keys else 0
    shown = keys[begin : begin + limit]
    pack = seat.pack(_position(seat, asked))
    specs = [pack.indicators[query.indicator] for query in queries]
    return {
        "rows_by": asked.rows,
        **basis(queries[0]),
        "columns": [
            {"indicator": one.code, "name": one.name, "name_en": one.name_en, "unit": whole.unit}
            for one, whole in zip(specs, wholes, strict=True)
        ],
        "rows": [
            {"key": key, "cells": [number(one[key]) if key in one else None for one in slices]}
            for key in shown
        ],
        "following": shown[-1] if begin + limit < len(keys) else "",
        "whole": [number(one) for one in wholes],
    }


def _cells(seat: Seat, query: Question, by: Dimension) -> dict[str, Figure]:
    return {one.key: one.figure for one in breakdown(seat.office, query, by=by)}


def question(seat: Seat, indicator: str, asked: Asked) -> Question:
    org = asked.org or seat.org
    seat.must_see(org)
    return query_for(
        seat.office,
        indicator=indicator,
        org=org,
        period=read_period(asked.period),
        reach=Reach(asked.reach) if asked.reach else None,
        as_of=_position(seat, asked),
        restated=asked.restated,
        person=asked.person,
        post=asked.post,
        under=_under(seat, asked),
    )


def _under(seat: Seat, asked: Asked) -> str:
    """The superior below which the unit's days alone are asked for. Raises as ``must_see`` does."""
    if asked.under:
        seat.must_see(asked.under)
    return asked.under


def _position(seat: Seat, asked: Asked) -> int:
    """The position asked for, else the head. Raises ``Refusal`` for one that the ledger has not reached."""
    if asked.as_of is not None and asked.as_of > seat.head():
        raise Refusal(404, "api.no_position", position=asked.as_of, head=seat.head())
    return asked.as_of or seat.head()


def figure_told(seat: Seat, found: Figure) -> dict[str, Any]:
    query = found.query
    position = dict(query.positions)[query.scope.ledger]
    fixed = {
        "org": query.scope.org,
        "period": str(query.period),
        "reach": query.scope.reach.value,
        "person": query.scope.person,
        "post": query.scope.post,
        "under": query.scope.under,
        "restated": query.restated.isoformat() if query.restated else "",
        "as_of": str(position),
    }
    path = f"/api/v1/ledgers/{query.scope.ledger}/figures/{query.indicator}"
    permanent = f"{path}?{urlencode({name: value for name, value in fixed.items() if value})}"
    return told(found, pack=seat.pack(position), permanent=permanent, language=seat.language)
