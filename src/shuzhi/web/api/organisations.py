"""Organisations as they stand on a day, in official order. Knows the tree; nothing is sorted by a value."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from shuzhi.ledger.facts import OrganisationFact
from shuzhi.store.tokens import Level
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.parameters import Code, Day, Ledger

OnDay = Annotated[Day | None, Field(description="哪一天，空为今天 the day; empty: today")]

router = Router(tags=["机构 organisations"])

_UNIT: dict[str, Any] = {
    "org": "990101001",
    "name": "云栖镇妇联",
    "kind": "township_federation",
    "parent": "990101",
    "order": 1,
    "exists": True,
    "since": "2020-01-01",
    "until": None,
    "merged_into": "",
}


class OrganisationOut(Schema):
    """One unit: its span on the day asked for, or the nearest one. ``until`` is the first day it no longer holds."""

    org: str
    name: str
    kind: str
    parent: str
    order: int
    exists: bool
    since: date
    until: date | None
    merged_into: str

    model_config = {"json_schema_extra": {"examples": [_UNIT]}}


class OrganisationsOut(Schema):
    """The units in view, parents before children, in official order."""

    ledger: str
    position: int
    day: date
    organisations: list[OrganisationOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"ledger": "office", "position": 1200, "day": "2023-12-31", "organisations": [_UNIT]}
            ]
        }
    }


@router.get(
    "/organisations",
    response=answers(OrganisationsOut),
    auth=needs(Level.READ),
    summary="机构树 The tree of organisations",
)
def list_organisations(
    request: HttpRequest,
    ledger: Ledger,
    day: OnDay = None,
) -> Any:
    """本级及所属机构在某一天的样子，按规定次序。 The caller's unit and those below it as they stood on a day."""
    seat = seat_of(request)
    on = day or seat.today()
    view = seat.tree().at(on)
    found = [view.unit(org) for org in view.walk(seat.org)]
    return {
        "ledger": ledger,
        "position": seat.head(),
        "day": on,
        "organisations": [_line(one, exists=view.exists(one.org)) for one in found if one is not None],
    }


@router.get(
    "/organisations/{org}",
    response=answers(OrganisationOut),
    auth=needs(Level.READ),
    summary="一个机构 One organisation",
)
def get_organisation(
    request: HttpRequest,
    ledger: Ledger,
    org: Code,
    day: OnDay = None,
) -> Any:
    """某一天的名称、上级和次序。 Name, parent and order on a day."""
    seat = seat_of(request)
    seat.must_see(org)
    view = seat.tree().at(day or seat.today())
    unit = view.unit(org)
    assert unit is not None, "a code of the tree has a span"
    return _line(unit, exists=view.exists(org))


def _line(unit: OrganisationFact, *, exists: bool) -> dict[str, Any]:
    return {
        "org": unit.org,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent,
        "order": unit.order,
        "exists": exists,
        "since": unit.day,
        "until": unit.until,
        "merged_into": unit.merged_into,
    }
