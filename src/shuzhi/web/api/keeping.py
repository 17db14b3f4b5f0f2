"""The office's own words and targets, values taken over from papers, and periods closed and opened again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from shuzhi.ledger.entries import ValueCited
from shuzhi.store.tokens import Level
from shuzhi.usecases.close_period import close_period
from shuzhi.usecases.kept_values import Kept, closed_periods, kept_values
from shuzhi.usecases.reopen_period import reopen_period
from shuzhi.usecases.settings import SettingLine, formulations, setting_lines
from shuzhi.values.period import Period
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.entries import WrittenOut
from shuzhi.web.api.once import settled
from shuzhi.web.api.organisations import OnDay
from shuzhi.web.api.parameters import (
    After,
    Ledger,
    Limit,
    OptionalCode,
    Organisation,
    PeriodCode,
    Words,
    following_rows,
    read_period,
)
from shuzhi.web.api.written import instant_of, written

router = Router(tags=["本单位 the office"])


class TargetOut(Schema):
    indicator: str
    number: str


class SettingOut(Schema):
    """``value`` is the office's own wording (null: never adopted; "": out of use since ``day``); ``example`` is the pack's
    and counts for nothing.
    """

    code: str
    name: str
    name_en: str
    value: str | None
    day: date | None
    targets: list[TargetOut]
    example: str


class FormulationOut(Schema):
    """A wording for one slot of an outline, with the days on which it is current."""

    slot: str
    text: str
    start: date
    end: date | None


class SettingsOut(Schema):
    """As they stand on ``day``; formulations the newest first."""

    ledger: str
    day: date
    settings: list[SettingOut]
    formulations: list[FormulationOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "day": "2023-12-31",
                    "settings": [
                        {
                            "code": "tiered_targets",
                            "name": "分级目标",
                            "name_en": "Tiered targets",
                            "value": "十百千万",
                            "day": "2023-05-01",
                            "targets": [{"indicator": "outreach_sessions", "number": "100"}],
                            "example": "",
                        }
                    ],
                    "formulations": [
                        {"slot": "opening", "text": "按照年度安排", "start": "2023-01-01", "end": None}
                    ],
                }
            ]
        }
    }


class ValueOut(Schema):
    """``kind`` declared: by the unit's own paper; cited: from another organ's, named in
    ``source``. Never added to what was counted.
    """

    value: UUID
    kind: Literal["declared", "cited"]
    indicator: str
    org: str
    number: str
    unit: str
    start: date
    end: date
    source: str
    document: str
    document_day: date


class ValuesOut(Schema):
    """The newest paper first; those withdrawn are left out."""

    ledger: str
    values: list[ValueOut]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "values": [
                        {
                            "value": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b2201",
                            "kind": "cited",
                            "indicator": "women_population",
                            "org": "990101",
                            "number": "210000",
                            "unit": "人",
                            "start": "2023-12-31",
                            "end": "2023-12-31",
                            "source": "区统计局",
                            "document": "2023年统计公报",
                            "document_day": "2024-03-20",
                        }
                    ],
                    "following": "",
                }
            ]
        }
    }


class ClosedPeriodOut(Schema):
    org: str
    start: date
    end: date


class PeriodsOut(Schema):
    """Closed and not opened again, the latest end first. A closed period locks nothing: entries for it say that they are late."""

    ledger: str
    closed: list[ClosedPeriodOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "closed": [{"org": "990101", "start": "2022-01-01", "end": "2022-12-31"}],
                }
            ]
        }
    }


class ClosingIn(Schema):
    """``entry`` is an id made by the caller; sent again, the period is closed once."""

    entry: UUID
    org: Organisation
    period: PeriodCode

    model_config = {
        "json_schema_extra": {
            "examples": [{"entry": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b2300", "org": "990101", "period": "2022"}]
        }
    }


class ReopeningIn(ClosingIn):
    """``reason`` lies beside the entry."""

    reason: Annotated[Words, Field(max_length=2_000)]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "entry": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b2301",
                    "org": "990101",
                    "period": "2022",
                    "reason": "补录村级台账",
                }
            ]
        }
    }


@router.get(
    "/settings",
    response=answers(SettingsOut),
    auth=needs(Level.READ),
    summary="本单位设置 The office's own words and targets",
)
def list_settings(request: HttpRequest, ledger: Ledger, day: OnDay = None) -> Any:
    """本单位采用的说法、目标和表述，及其起止日期；写入用 setting.adopted、formulation.listed。
    Words, targets and formulations with their days; written as entries (setting.adopted, formulation.listed).
    """
    seat = seat_of(request)
    on = day or seat.today()
    return {
        "ledger": ledger,
        "day": on,
        "settings": [_setting(one) for one in setting_lines(seat.office, day=on)],
        "formulations": [
            {"slot": one.slot, "text": one.text, "start": one.start, "end": one.end}
            for one in formulations(seat.office)
        ],
    }


@router.get(
    "/values",
    response=answers(ValuesOut),
    auth=needs(Level.READ),
    summary="申报和引用的数 Declared and cited values",
)
def list_values(
    request: HttpRequest,
    ledger: Ledger,
    indicator: Annotated[
        OptionalCode, Field(description="指标，空为全部 indicator; empty: all", examples=[""])
    ] = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """取自文件的数，写明文件、日期、机关；写入用 value.declared、value.cited、value.withdrawn。
    Taken over from papers, with paper, day and organ; written as entries (value.declared, value.cited, value.withdrawn).
    """
    seat = seat_of(request)
    held = [one for one in kept_values(seat.office, indicator) if seat.may_see(one.org)]
    placed = [(f"{_back(one.document_day)}~{one.value_id}", one) for one in held]
    shown, following = following_rows(sorted(placed, key=lambda one: one[0]), after=after, limit=limit)
    return {"ledger": ledger, "values": [_value(one) for one in shown], "following": following}


@router.get(
    "/periods", response=answers(PeriodsOut), auth=needs(Level.READ), summary="结账的期间 Closed periods"
)
def list_periods(request: HttpRequest, ledger: Ledger) -> Any:
    """已结、未重开的。 Closed and not opened again."""
    seat = seat_of(request)
    return {
        "ledger": ledger,
        "closed": [
            {"org": one.org, "start": one.start, "end": one.end}
            for one in closed_periods(seat.office)
            if seat.may_see(one.org)
        ],
    }


@router.post(
    "/periods/closed",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="结账 Close a period",
)
def post_closed(request: HttpRequest, ledger: Ledger, sent: ClosingIn) -> Any:
    """此后为这些天补记的，须说明是补记；什么都不锁。 Later entries for its days must say that they are late; nothing is locked."""
    seat = seat_of(request)
    seat.must_see(sent.org)
    period = read_period(sent.period)
    outcome = settled(
        seat,
        [sent.entry],
        lambda: close_period(
            seat.office,
            by=seat.account,
            at=instant_of(seat, sent.entry),
            entry=sent.entry,
            org=sent.org,
            start=period.start,
            end=period.end,
        ),
    )
    return written(seat, outcome)


@router.post(
    "/periods/reopened",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="重开 Open a closed period again",
)
def post_reopened(request: HttpRequest, ledger: Ledger, sent: ReopeningIn) -> Any:
    """须写明原因。 With its reason."""
    seat = seat_of(request)
    seat.must_see(sent.org)
    period = read_period(sent.period)
    outcome = settled(
        seat,
        [sent.entry],
        lambda: reopen_period(
            seat.office,
            by=seat.account,
            at=instant_of(seat, sent.entry),
            entry=sent.entry,
            org=sent.org,
            start=period.start,
            end=period.end,
            reason=sent.reason,
        ),
    )
    return written(seat, outcome)


def _setting(one: SettingLine) -> dict[str, Any]:
    adopted = one.adopted
    return {
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "value": adopted.value if adopted else None,
        "day": adopted.day if adopted else None,
        "targets": [
            {"indicator": indicator, "number": f"{number:f}"}
            for indicator, number in (adopted.targets if adopted else ())
        ],
        "example": one.example,
    }


def _value(one: Kept) -> dict[str, Any]:
    period = Period(one.start, one.end)
    return {
        "value": one.value_id,
        "kind": "cited" if isinstance(one, ValueCited) else "declared",
        "indicator": one.indicator,
        "org": one.org,
        "number": f"{one.value:f}",
        "unit": one.unit,
        "start": period.start,
        "end": period.end,
        "source": one.source_org if isinstance(one, ValueCited) else "",
        "document": one.document,
        "document_day": one.document_day,
    }


def _back(day: date) -> str:
    """Places grow as days go back, so that the newest paper comes first."""
    return f"{99999999 - int(day.strftime('%Y%m%d')):08d}"
