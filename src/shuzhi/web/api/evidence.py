"""Files beside a record of work: offered, never demanded; given to the office that keeps the record and nobody else."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from shuzhi.ledger.entries import EvidenceAttached
from shuzhi.store.tokens import Level
from shuzhi.usecases.attach_evidence import attach_evidence
from shuzhi.usecases.trace_figure import History
from shuzhi.web.api.answers import answers, files
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.documents import sent_file
from shuzhi.web.api.entries import WrittenOut
from shuzhi.web.api.once import settled
from shuzhi.web.api.parameters import Ledger
from shuzhi.web.api.written import instant_of, written
from shuzhi.web.seat import Seat

router = Router(tags=["佐证 evidence"])

KindCode = Literal["photo", "sign_in_sheet", "notice", "minutes", "brief", "other"]
BYTES = "application/octet-stream"
_INERT = "sandbox; default-src 'none'; frame-ancestors 'none'"
_LONGEST_NAME = 120


class EvidenceForm(Schema):
    """``entry`` and ``evidence`` are ids made by the caller; sent again, the file is laid beside the record once."""

    entry: UUID
    evidence: UUID
    kind: KindCode = "other"


class EvidenceOut(Schema):
    """``digest`` is SHA-256 (hex) of the file as it is kept, ``size`` in bytes. Traces in pictures (where and with what
    they were taken) are gone, so both differ from those of the file sent.
    """

    evidence: UUID
    entry: UUID
    position: int
    kind: str
    digest: str
    size: int
    filename: str
    at: datetime
    by: str
    file: str


class EvidenceListOut(Schema):
    """In the order in which they were laid beside the record."""

    ledger: str
    activity: UUID
    evidence: list[EvidenceOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "activity": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02",
                    "evidence": [
                        {
                            "evidence": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b2101",
                            "entry": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b2100",
                            "position": 1210,
                            "kind": "sign_in_sheet",
                            "digest": "3c" * 32,
                            "size": 48213,
                            "filename": "签到表.xlsx",
                            "at": "2023-11-09T01:30:00Z",
                            "by": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1cff",
                            "file": "/api/v1/ledgers/office/activities/5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02"
                            "/evidence/5f0c8a52-7d61-4c3e-9c55-0a6f0d9b2101",
                        }
                    ],
                }
            ]
        }
    }


@router.get(
    "/activities/{activity}/evidence",
    response=answers(EvidenceListOut),
    auth=needs(Level.WRITE),
    summary="佐证材料 Files beside a record",
)
def list_evidence(request: HttpRequest, ledger: Ledger, activity: UUID) -> Any:
    """只给管这条记录的单位。 Only for the office that keeps the record."""
    seat = seat_of(request)
    history = _kept(seat, activity)
    base = f"/api/v1/ledgers/{ledger}/activities/{activity}/evidence"
    return {
        "ledger": ledger,
        "activity": activity,
        "evidence": [
            {
                "evidence": body.evidence,
                "entry": step.record.entry.id,
                "position": step.record.position,
                "kind": body.kind,
                "digest": body.digest,
                "size": body.size,
                "filename": step.texts.get("filename") or "",
                "at": step.record.entry.at,
                "by": step.record.entry.by,
                "file": f"{base}/{body.evidence}",
            }
            for step in history.steps
            if isinstance(body := step.record.entry.body, EvidenceAttached)
        ],
    }


@router.post(
    "/activities/{activity}/evidence",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="附佐证材料 Lay a file beside a record",
)
def post_evidence(
    request: HttpRequest,
    ledger: Ledger,
    activity: UUID,
    file: Annotated[UploadedFile, File(description="照片、签到表等 a photograph, a sign-in sheet, …")],
    sent: Form[EvidenceForm],
) -> Any:
    """照片重新绘制，拍摄地点等信息不会进来。 Pictures are drawn anew; where they were taken never comes in."""
    seat = seat_of(request)
    _kept(seat, activity)
    name, data = sent_file(file)
    outcome = settled(
        seat,
        [sent.entry],
        lambda: attach_evidence(
            seat.office,
            by=seat.account,
            at=instant_of(seat, sent.entry),
            entry=sent.entry,
            activity=activity,
            evidence=sent.evidence,
            kind=sent.kind,
            data=data,
            filename=_plain(name),
        ),
    )
    return written(seat, outcome)


@router.get(
    "/activities/{activity}/evidence/{evidence}",
    response=files(),
    auth=needs(Level.WRITE),
    summary="取佐证材料 Fetch a file",
)
def get_evidence(request: HttpRequest, ledger: Ledger, activity: UUID, evidence: UUID) -> Any:
    """只作为字节给出，不在浏览器里打开。 Given out as bytes to be kept; nothing of it runs or is drawn."""
    seat = seat_of(request)
    state = _kept(seat, activity).state
    found = next((one for one in state.evidence if one.evidence == evidence), None) if state else None
    if found is None:
        raise Http404(str(evidence))
    answer = HttpResponse(seat.office.evidence.get(found.digest), content_type=BYTES)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.digest[:16]}"'
    answer.headers["Content-Security-Policy"] = _INERT
    return answer


def _kept(seat: Seat, activity: UUID) -> History:
    """Raises ``Http404``, ``PermissionDenied`` and ``SealedRecordError``."""
    history = seat.history(f"activity:{activity}")
    if history.state is None or history.state.newest is None:
        raise Http404(str(activity))
    seat.must_keep(history.state.newest.detail.org)
    return history


def _plain(name: str) -> str:
    """The last part of a name, without signs that steer a terminal or a header."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:_LONGEST_NAME] or "file"
