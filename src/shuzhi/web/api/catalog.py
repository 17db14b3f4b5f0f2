"""What may be recorded and counted: the pack a ledger counts by, its types, kinds of items and indicators."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from shuzhi.catalog.model import ActivityType, FieldSpec, Indicator, Pack
from shuzhi.catalog.names import owner_name
from shuzhi.store.tokens import Level
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.parameters import AsOf, Code, Ledger
from shuzhi.web.api.problems import Refusal
from shuzhi.web.seat import Seat

router = Router(tags=["口径 catalog"])

_PACK: dict[str, Any] = {
    "pack": "womens_federation",
    "version": "1.0.0",
    "digest": "4b" * 32,
    "position": 1202,
}
_NAMED: dict[str, Any] = {"code": "learner", "name": "学员", "name_en": "learner"}
_INDICATOR: dict[str, Any] = {
    "code": "outreach_sessions",
    "name": "宣传宣讲场次",
    "name_en": "Sessions of outreach",
    "unit": "场次",
    "owner": "宣传",
    "owner_en": "Publicity",
    "reach": "subtree",
    "aliases": ["宣讲场次"],
    "rule": "已确认的宣传宣讲活动场次之和。",
    "rule_en": "Sessions of confirmed outreach activities.",
}


class Named(Schema):
    code: str
    name: str
    name_en: str


class FieldOut(Named):
    """``values`` empty: any short value; ``many``: it may be given several times."""

    values: list[Named]
    many: bool


class TypeOut(Named):
    """An activity type. ``attendance``: none, headcount, or both headcounts and names; protected work takes counts only."""

    line: str
    attendance: str
    quantities: list[str]
    fields: list[FieldOut]
    roles: list[Named]
    categories: list[Named]
    aliases: list[str]
    protected: bool


class KindOut(Named):
    """A kind of item with its states."""

    states: list[Named]
    fields: list[FieldOut]
    aliases: list[str]
    protected: bool


class IndicatorOut(Named):
    unit: str
    owner: str
    owner_en: str
    reach: str
    aliases: list[str]
    rule: str
    rule_en: str

    model_config = {"json_schema_extra": {"examples": [_INDICATOR]}}


class CatalogOut(Schema):
    """The pack in force at ``position``; ``digest`` is SHA-256 (hex) of its canonical text."""

    pack: str
    version: str
    digest: str
    position: int
    types: list[TypeOut]
    item_kinds: list[KindOut]
    indicators: list[IndicatorOut]

    model_config = {
        "json_schema_extra": {
            "examples": [{**_PACK, "types": [], "item_kinds": [], "indicators": [_INDICATOR]}]
        }
    }


@router.get("/catalog", response=answers(CatalogOut), auth=needs(Level.DRAFT), summary="口径目录 The catalog")
def get_catalog(
    request: HttpRequest,
    ledger: Ledger,
    as_of: AsOf = None,
) -> Any:
    """某一位置有效的口径包：类型、事项、指标。 The pack in force at a position: types, items, indicators."""
    seat = seat_of(request)
    pack, position = _in_force(seat, as_of)
    return {
        "pack": pack.code,
        "version": pack.version,
        "digest": pack.digest,
        "position": position,
        "types": [_type(one) for one in pack.types.values()],
        "item_kinds": [
            {
                **_named((one.code, one.name, one.name_en)),
                "states": [_named((state.code, state.name, state.name_en)) for state in one.states],
                "fields": [_field(field) for field in one.fields],
                "aliases": list(one.aliases),
                "protected": one.protected,
            }
            for one in pack.item_kinds.values()
        ],
        "indicators": [_indicator(pack, one) for one in pack.indicators.values()],
    }


@router.get(
    "/catalog/indicators/{indicator}",
    response=answers(IndicatorOut),
    auth=needs(Level.DRAFT),
    summary="一项指标 One indicator",
)
def get_indicator(
    request: HttpRequest,
    ledger: Ledger,
    indicator: Code,
    as_of: AsOf = None,
) -> Any:
    """名称、单位、责任部门和口径。 Name, unit, owner and counting rule."""
    pack, _ = _in_force(seat_of(request), as_of)
    found = pack.indicators.get(indicator)
    if found is None:
        raise Http404(indicator)
    return _indicator(pack, found)


def _in_force(seat: Seat, as_of: int | None) -> tuple[Pack, int]:
    if as_of is not None and as_of > seat.head():
        raise Refusal(404, "api.no_position", position=as_of, head=seat.head())
    return seat.pack(as_of), as_of or seat.head()


def _named(one: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("code", "name", "name_en"), one, strict=True))


def _field(one: FieldSpec) -> dict[str, Any]:
    named = _named((one.code, one.name, one.name_en))
    return {**named, "values": [_named(value) for value in one.values], "many": one.many}


def _type(one: ActivityType) -> dict[str, Any]:
    return {
        **_named((one.code, one.name, one.name_en)),
        "line": one.line,
        "attendance": one.attendance,
        "quantities": list(one.quantities),
        "fields": [_field(field) for field in one.fields],
        "roles": [_named(role) for role in one.roles],
        "categories": [_named(category) for category in one.categories],
        "aliases": list(one.aliases),
        "protected": one.protected,
    }


def _indicator(pack: Pack, one: Indicator) -> dict[str, Any]:
    return {
        **_named((one.code, one.name, one.name_en)),
        "unit": one.unit,
        "owner": one.owner,
        "owner_en": owner_name(pack, one, "en"),
        "reach": one.reach,
        "aliases": list(one.aliases),
        "rule": one.counting_rule,
        "rule_en": one.counting_rule_en,
    }
