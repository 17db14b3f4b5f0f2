"""Records of work: the list, and one record with its versions. Written through entries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from shuzhi.ledger.entries import ActivityDetail, EvidenceAttached
from shuzhi.ledger.shapes import shape_of
from shuzhi.store import reads
from shuzhi.store.tokens import Level
from shuzhi.usecases.trace_figure import Step
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.parameters import Code, Day, Ledger, Limit, OptionalOrganisation
from shuzhi.web.api.problems import Refusal

router = Router(tags=["工作记录 activities"])

Status = Literal["confirmed", "pending", "changed", "withdrawn"]
_DETAIL = shape_of(ActivityDetail)
_ID = "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02"
_LINE: dict[str, Any] = {
    "activity": _ID,
    "type": "skills_training",
    "org": "990101001",
    "form": "single",
    "start": "2023-11-08",
    "end": "2023-11-08",
    "sessions": 1,
    "heads": 32,
    "status": "confirmed",
    "returned": False,
    "late": False,
    "position": 1202,
    "newest": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c01",
    "title": "家政技能培训班",
}


class ActivitiesAsked(Schema):
    """Empty members do not narrow; ``start`` and ``end`` are of the day on which work ended."""

    org: OptionalOrganisation = ""
    type: Annotated[list[Code], Field(max_length=50)] = Field(
        [], description="活动类型 activity types", examples=[["skills_training"]]
    )
    status: Annotated[list[Status], Field(max_length=4)] = Field(
        [], description="状态 states", examples=[["confirmed"]]
    )
    start: Day | None = Field(None, description="这一天及以后结束 ended on or after", examples=["2023-01-01"])
    end: Day | None = Field(None, description="这一天及以前结束 ended on or before", examples=["2023-12-31"])
    after: Annotated[
        str,
        Field(
            pattern=r"^$|^\d{4}-\d{2}-\d{2}~[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
            description="上一页给出的 following what the page before gave as `following`",
            examples=[""],
        ),
    ] = ""
    limit: Limit = 50


class ActivityLine(Schema):
    """``newest`` is the entry that a confirmation has to name; ``position`` the last entry about the activity."""

    activity: UUID
    type: str
    org: str
    form: str
    start: date
    end: date
    sessions: int
    heads: int
    status: Status
    returned: bool
    late: bool
    position: int
    newest: UUID
    title: str


class ActivitiesOut(Schema):
    """The latest end day first."""

    ledger: str
    position: int
    activities: list[ActivityLine]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [{"ledger": "office", "position": 1202, "activities": [_LINE], "following": ""}]
        }
    }


class StepOut(Schema):
    """One entry in the life of the record, with the texts beside it (null: erased)."""

    position: int
    entry: UUID
    type: str
    at: str
    by: str
    texts: dict[str, str | None]


class ActivityOut(Schema):
    """``detail`` as it stands now, ``confirmed`` as it counts (null: not confirmed yet)."""

    ledger: str
    activity: UUID
    status: Status
    returned: bool
    late_basis: str
    newest: UUID
    detail: dict[str, Any]
    confirmed: dict[str, Any] | None
    steps: list[StepOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "activity": _ID,
                    "status": "pending",
                    "returned": False,
                    "late_basis": "",
                    "newest": _LINE["newest"],
                    "detail": {"type": "skills_training", "org": "990101001", "start": "2023-11-08"},
                    "confirmed": None,
                    "steps": [],
                }
            ]
        }
    }


@router.get(
    "/activities",
    response=answers(ActivitiesOut),
    auth=needs(Level.READ),
    summary="工作记录 List records of work",
)
def list_activities(
    request: HttpRequest,
    ledger: Ledger,
    asked: Query[ActivitiesAsked],
) -> Any:
    """按结束日期由近到远；受保护的不列。 The latest first; protected work is not listed."""
    seat = seat_of(request)
    if asked.org:
        seat.must_see(asked.org)
    wanted = reads.ActivityFilter(
        types=frozenset(asked.type), statuses=frozenset(asked.status), start=asked.start, end=asked.end
    )
    try:
        found = reads.activities(seat.scope(asked.org), wanted=wanted, after=asked.after, limit=asked.limit)
    except ValueError as problem:
        raise Refusal(422, "api.after_unreadable", after=asked.after) from problem
    return {
        "ledger": ledger,
        "position": seat.head(),
        "activities": [
            {name: getattr(line, name) for name in ActivityLine.model_fields} for line in found.rows
        ],
        "following": found.following,
    }


@router.get(
    "/activities/{activity}",
    response=answers(ActivityOut),
    auth=needs(Level.READ),
    summary="一条工作记录 One record of work",
)
def get_activity(request: HttpRequest, ledger: Ledger, activity: UUID) -> Any:
    """现在的内容、计入统计的内容、每一步。 As it stands, as it counts, and every step."""
    seat = seat_of(request)
    history = seat.history(f"activity:{activity}")
    state = history.state
    if state is None or state.newest is None:
        raise Http404(str(activity))
    detail = state.newest.detail
    seat.must_see_any((*detail.counted_hosts, detail.org))
    kept_here = seat.may_see(
        detail.org
    )  # what a joint host's record rests on stays with the host that keeps it
    papers_here = seat.keeps(detail.org)  # elsewhere nothing says that there are any
    return {
        "ledger": ledger,
        "activity": activity,
        "status": _status(state.withdrawn, state.confirmed is not None, state.pending is not None),
        "returned": state.returned,
        "late_basis": state.late.basis if state.late else "",
        "newest": state.newest.entry,
        "detail": _DETAIL.encode(detail),
        "confirmed": None if state.confirmed is None else _DETAIL.encode(state.confirmed.detail),
        "steps": [
            {
                "position": step.record.position,
                "entry": step.record.entry.id,
                "type": step.record.entry.body.type,
                "at": step.record.entry.at.isoformat(),
                "by": step.record.entry.by,
                "texts": _texts(step, kept_here=kept_here),
            }
            for step in history.steps
            if papers_here or not isinstance(step.record.entry.body, EvidenceAttached)
        ],
    }


def _texts(step: Step, *, kept_here: bool) -> dict[str, str | None]:
    return {name: text for name, text in step.texts.items() if kept_here or name == "title"}


def _status(withdrawn: bool, confirmed: bool, pending: bool) -> Status:
    if withdrawn:
        return "withdrawn"
    if not confirmed:
        return "pending"
    return "changed" if pending else "confirmed"
