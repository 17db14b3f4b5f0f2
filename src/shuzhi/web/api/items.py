"""Things with a life beside activities: items, the links between things, dated observations. Written through entries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from shuzhi.ledger.entries import OPEN, ItemOpened
from shuzhi.ledger.facts import LinkFact, ObservationFact
from shuzhi.ledger.lives import fold_item
from shuzhi.ledger.view import View
from shuzhi.store import reads
from shuzhi.store.tokens import Level
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.bearing import bearing_of_subject
from shuzhi.web.api.parameters import (
    After,
    Code,
    Day,
    Ledger,
    Limit,
    OptionalCode,
    OptionalOrganisation,
    following_rows,
)
from shuzhi.web.seat import Seat

router = Router(tags=["事项、联系、观测 items, links, observations"])

_ITEM: dict[str, Any] = {
    "item": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1d01",
    "kind": "problem",
    "org": "990101",
    "state": "open",
    "opened": "2023-03-10",
    "due": "2023-09-30",
    "owner": "chair",
    "target": None,
    "closed": None,
    "position": 311,
    "title": "村级联络员变动快",
}
_LINK: dict[str, Any] = {
    "link": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1d02",
    "kind": "answers",
    "source": "activity:5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02",
    "target": "item:5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1d01",
    "day": "2023-06-01",
    "until": None,
}
_OBSERVATION: dict[str, Any] = {
    "observation": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1d03",
    "about": "item:5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1d01",
    "org": "990101",
    "measure": "views",
    "value": "1200",
    "day": "2023-12-31",
    "position": 870,
}
SUBJECT = r"^(item|activity|observation|organisation|value|person):[A-Za-z0-9_.:+-]{1,64}$"
Subject = Annotated[
    str, Field(pattern=SUBJECT, description="事物 a thing", examples=[f"item:{_ITEM['item']}"])
]


class ItemsAsked(Schema):
    """Empty members do not narrow."""

    org: OptionalOrganisation = ""
    kind: Annotated[list[Code], Field(max_length=50)] = Field(
        [], description="事项类别 kinds", examples=[["problem"]]
    )
    state: Annotated[list[Code], Field(max_length=50)] = Field(
        [], description="状态 states", examples=[["open"]]
    )
    ended: bool | None = Field(
        None, description="已了结 / 未了结 ended or not; empty: both", examples=[False]
    )
    due_by: Day | None = Field(None, description="这一天及以前到期 due on or before", examples=["2023-12-31"])
    after: After = ""
    limit: Limit = 50


class ItemLine(Schema):
    """``target`` as text; ``closed`` is the day it ended."""

    item: UUID
    kind: str
    org: str
    state: str
    opened: date
    due: date | None
    owner: str
    target: str | None
    closed: date | None
    position: int
    title: str


class ItemsOut(Schema):
    """The earliest due day first, those without one last."""

    ledger: str
    position: int
    items: list[ItemLine]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [{"ledger": "office", "position": 1202, "items": [_ITEM], "following": ""}]
        }
    }


class SpanOut(Schema):
    """From ``day`` to the day before ``until`` the item stood like this."""

    day: date
    until: date | None
    state: str
    due: date | None
    owner: str
    target: str | None


class ItemOut(Schema):
    """``links`` are those that stand now and whose other end is in view."""

    ledger: str
    item: UUID
    kind: str
    org: str
    title: str
    fields: dict[str, list[str]]
    spans: list[SpanOut]
    closed: date | None
    links: list[LinkOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "item": _ITEM["item"],
                    "kind": "problem",
                    "org": "990101",
                    "title": _ITEM["title"],
                    "fields": {"cause": ["staffing"]},
                    "spans": [],
                    "closed": None,
                    "links": [_LINK],
                }
            ]
        }
    }


class LinkOut(Schema):
    """``source`` --kind--> ``target``; ``until`` is the day of the cut."""

    link: UUID
    kind: str
    source: str
    target: str
    day: date
    until: date | None


class LinksOut(Schema):
    ledger: str
    position: int
    links: list[LinkOut]

    model_config = {
        "json_schema_extra": {"examples": [{"ledger": "office", "position": 1202, "links": [_LINK]}]}
    }


class ObservationOut(Schema):
    """A dated value read off something; ``value`` as text."""

    observation: UUID
    about: str
    org: str
    measure: str
    value: str
    day: date
    position: int


class ObservationsOut(Schema):
    """In the order of days."""

    ledger: str
    position: int
    observations: list[ObservationOut]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"ledger": "office", "position": 1202, "observations": [_OBSERVATION], "following": ""}
            ]
        }
    }


ItemOut.model_rebuild()


@router.get("/items", response=answers(ItemsOut), auth=needs(Level.READ), summary="事项 List items")
def list_items(
    request: HttpRequest,
    ledger: Ledger,
    asked: Query[ItemsAsked],
) -> Any:
    """问题、计划、需求等，按期限由近到远；受保护的不列。 Problems, plan items, needs …; protected ones are not listed."""
    seat = seat_of(request)
    if asked.org:
        seat.must_see(asked.org)
    wanted = reads.ItemFilter(
        kinds=frozenset(asked.kind), states=frozenset(asked.state), ended=asked.ended, due_by=asked.due_by
    )
    found = reads.items(seat.scope(asked.org), wanted=wanted, after=asked.after, limit=asked.limit)
    return {
        "ledger": ledger,
        "position": seat.head(),
        "items": [
            {name: getattr(line, name) for name in ItemLine.model_fields} | {"target": _number(line.target)}
            for line in found.rows
        ],
        "following": found.following,
    }


@router.get("/items/{item}", response=answers(ItemOut), auth=needs(Level.READ), summary="一个事项 One item")
def get_item(request: HttpRequest, ledger: Ledger, item: UUID) -> Any:
    """逐段状态、字段和联系。 Its states span by span, fields and links."""
    seat = seat_of(request)
    history = seat.history(f"item:{item}")
    opened = history.steps[0].record.entry.body
    if not isinstance(opened, ItemOpened):
        raise Http404(str(item))
    seat.must_see(opened.org)
    state = fold_item([step.record for step in history.steps])
    fields: dict[str, list[str]] = {}
    for name, value in state.fields:
        fields.setdefault(name, []).append(value)
    titles = [step.texts["title"] for step in history.steps if "title" in step.texts]
    return {
        "ledger": ledger,
        "item": item,
        "kind": opened.kind,
        "org": opened.org,
        "title": (titles[-1] if titles else "") or "",
        "fields": fields,
        "spans": [
            {
                "day": span.day,
                "until": span.until,
                "state": span.state,
                "due": span.due,
                "owner": span.owner,
                "target": _number(span.target),
            }
            for span in state.spans
        ],
        "closed": state.closed,
        "links": _links(seat, f"item:{item}"),
    }


@router.get("/links", response=answers(LinksOut), auth=needs(Level.READ), summary="联系 Links of a thing")
def list_links(request: HttpRequest, ledger: Ledger, subject: Subject) -> Any:
    """现有的、两端都看得到的联系。 The links that stand now, both ends in view."""
    seat = seat_of(request)
    if not _is_seen(seat, subject):
        raise Http404(subject)
    return {"ledger": ledger, "position": seat.head(), "links": _links(seat, subject)}


@router.get(
    "/observations",
    response=answers(ObservationsOut),
    auth=needs(Level.READ),
    summary="观测值 List observations",
)
def list_observations(
    request: HttpRequest,
    ledger: Ledger,
    org: OptionalOrganisation = "",
    measure: Annotated[
        OptionalCode, Field(description="观测项目 what was read off", examples=["views"])
    ] = "",
    about: Annotated[
        str,
        Field(pattern=f"^$|{SUBJECT}", description="关于哪一事物 about which thing", examples=[""]),
    ] = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """播放量、存量、人数等按日读数；受保护的不列。 Dated readings; protected ones are not listed."""
    seat = seat_of(request)
    if org:
        seat.must_see(org)
    orgs = seat.scope(org).orgs
    standing = [
        one
        for one in seat.rows("observation", ObservationFact)
        if one.org in orgs
        and one.compartment == OPEN
        and measure in ("", one.measure)
        and about in ("", one.about)
    ]
    placed = sorted(((f"{one.day}~{one.observation}", one) for one in standing), key=lambda one: one[0])
    shown, following = following_rows(placed, after=after, limit=limit)
    return {
        "ledger": ledger,
        "position": seat.head(),
        "observations": [_observation(one) for one in shown],
        "following": following,
    }


def _observation(one: ObservationFact) -> dict[str, Any]:
    return {
        "observation": one.observation,
        "about": one.about,
        "org": one.org,
        "measure": one.measure,
        "value": _number(one.value),
        "day": one.day,
        "position": one.position,
    }


def _links(seat: Seat, subject: str) -> list[dict[str, Any]]:
    return [
        _link(one) for one in seat.links(subject) if _is_seen(seat, one.source) and _is_seen(seat, one.target)
    ]


def _is_seen(seat: Seat, subject: str) -> bool:
    bearing = bearing_of_subject(subject, view=View(seat.office.journal, seat.ledger))
    return not bearing.sealed and any(seat.may_see(org) for org in bearing.units)


def _link(one: LinkFact) -> dict[str, Any]:
    return {
        "link": one.link,
        "kind": one.kind,
        "source": one.source,
        "target": one.target,
        "day": one.day,
        "until": one.until,
    }


def _number(value: Any) -> str | None:
    return None if value is None else f"{value:f}"
