"""Reports: compiled once whatever the network does, listed, and handed out as they were made."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from shuzhi.ledger.entries import ReportCompiled
from shuzhi.report import html
from shuzhi.store import reads
from shuzhi.store.tokens import Level
from shuzhi.usecases.compile_report import Report, body_figures, compile_report, figures_json
from shuzhi.usecases.reopen_report import reopen_report
from shuzhi.usecases.writing import Problems
from shuzhi.web.api.answers import answers, files
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.once import settled
from shuzhi.web.api.parameters import (
    Code,
    Ledger,
    Limit,
    OptionalCode,
    OptionalOrganisation,
    Organisation,
    PeriodCode,
    read_period,
)
from shuzhi.web.api.problems import Refusal, of_problems
from shuzhi.web.seat import Seat

router = Router(tags=["报告 reports"])

FileKind = Literal["docx", "html", "figures", "pdf"]
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "figures": "application/json",
    "pdf": "application/pdf",
}
ENDINGS = {"docx": "docx", "html": "html", "figures": "json", "pdf": "pdf"}
_REPORT: dict[str, Any] = {
    "report": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1e01",
    "org": "990101",
    "outline": "duty_report",
    "start": "2023-01-01",
    "end": "2023-12-31",
    "computed_at": 1203,
    "digest": "7c" * 32,
    "signed": False,
    "position": 1204,
}


class ReportIn(Schema):
    """``entry`` and ``report`` are ids made by the caller; sent again under the same ``entry``, nothing is compiled anew."""

    entry: UUID
    report: UUID
    org: Organisation
    period: PeriodCode
    outline: Code = "duty_report"
    author: OptionalCode = Field("", description="述职人职务 the post that says I; empty: first of the team")
    beside: UUID | None = Field(
        None, description="与这份报告同一台账位置 at the ledger position of this earlier report"
    )

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "entry": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1e00",
                    "report": _REPORT["report"],
                    "org": "990101",
                    "period": "2023",
                    "outline": "duty_report",
                    "author": "",
                }
            ]
        }
    }


class ReportLine(Schema):
    """``computed_at`` is the ledger position of its figures, ``digest`` SHA-256 (hex) of its manifest."""

    report: UUID
    org: str
    outline: str
    start: date
    end: date
    computed_at: int
    digest: str
    signed: bool
    position: int


class ReportsOut(Schema):
    """The newest first; ``following`` is what to ask for next as ``after`` (0: no more)."""

    ledger: str
    reports: list[ReportLine]
    following: int

    model_config = {
        "json_schema_extra": {"examples": [{"ledger": "office", "reports": [_REPORT], "following": 0}]}
    }


class ReportOut(Schema):
    """A compiled report. ``as_compiled``: this program still makes the very manifest that was entered then."""

    ledger: str
    report: UUID
    title: str
    org: str
    outline: str
    start: date
    end: date
    computed_at: int
    position: int
    pack_digest: str
    digest: str
    key: str
    figures: int
    as_compiled: bool
    files: dict[str, str]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "report": _REPORT["report"],
                    "title": "2023年度述职报告",
                    "org": "990101",
                    "outline": "duty_report",
                    "start": "2023-01-01",
                    "end": "2023-12-31",
                    "computed_at": 1203,
                    "position": 1204,
                    "pack_digest": "4b" * 32,
                    "digest": _REPORT["digest"],
                    "key": "1f" * 32,
                    "figures": 58,
                    "as_compiled": True,
                    "files": {
                        "docx": "/api/v1/ledgers/office/reports/5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1e01/files/docx"
                    },
                }
            ]
        }
    }


@router.get("/reports", response=answers(ReportsOut), auth=needs(Level.READ), summary="报告 List reports")
def list_reports(
    request: HttpRequest,
    ledger: Ledger,
    org: OptionalOrganisation = "",
    after: Annotated[
        int, Field(ge=0, le=2**53 - 1, description="接着上一页，往更早的 go on with older ones", examples=[0])
    ] = 0,
    limit: Limit = 50,
) -> Any:
    """最近编制的在前。 The reports last compiled come first."""
    seat = seat_of(request)
    if org:
        seat.must_see(org)
    found = reads.reports(seat.scope(org), before=after, limit=limit + 1)
    shown = found[:limit]
    return {
        "ledger": ledger,
        "reports": [{name: getattr(one, name) for name in ReportLine.model_fields} for one in shown],
        "following": shown[-1].position if len(found) > limit else 0,
    }


@router.post(
    "/reports",
    response=answers(ReportOut, made=True),
    auth=needs(Level.WRITE),
    summary="编制报告 Compile a report",
)
def post_report(
    request: HttpRequest,
    ledger: Ledger,
    sent: ReportIn,
) -> Any:
    """先立校验点，再按该位置取数成文、签名、入账。 Checkpoint, figures at that position, document, seal, entry."""
    seat = seat_of(request)
    seat.must_see(sent.org)
    if sent.beside is not None:
        _must_see_report(seat, sent.beside)
    known = seat.office.journal.find(seat.ledger, sent.entry) is not None
    made = settled(seat, [sent.entry, uuid5(sent.entry, "checkpoint")], lambda: _compiled(seat, sent))
    if isinstance(made, Problems):
        raise of_problems(made.problems)
    seat.services.checkpoints.keep(made.checkpoint)
    return Status(200 if known else 201, _report(seat, made))


@router.get(
    "/reports/{report}", response=answers(ReportOut), auth=needs(Level.READ), summary="一份报告 One report"
)
def get_report(
    request: HttpRequest,
    ledger: Ledger,
    report: UUID,
) -> Any:
    """最近一次编制的。 Its newest compilation."""
    seat = seat_of(request)
    return _report(seat, reopened(seat, report))


@router.get(
    "/reports/{report}/files/{kind}",
    response=files(),
    auth=needs(Level.READ),
    summary="取文件 Download a report",
)
def get_file(
    request: HttpRequest,
    ledger: Ledger,
    report: UUID,
    kind: FileKind,
) -> Any:
    """docx 为当时的原件，逐字节不变；html 和 figures 按同一位置重新生成；pdf 须先生成。
    The Word file byte for byte as it was made; page and figures made anew at the same position; a PDF has to be made first.
    """
    seat = seat_of(request)
    made = reopened(seat, report)
    answer = HttpResponse(_bytes(seat, made, kind), content_type=MEDIA[kind])
    name = f"{made.draft.outline}-{made.draft.period}.{ENDINGS[kind]}".replace("_", "-")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _compiled(seat: Seat, sent: ReportIn) -> Report | Problems:
    return compile_report(
        seat.office,
        by=seat.account,
        at=seat.now(),
        entry=sent.entry,
        report=sent.report,
        org=sent.org,
        period=read_period(sent.period),
        outline=sent.outline,
        author=sent.author,
        beside=sent.beside,
    )


def reopened(seat: Seat, report: UUID) -> Report:
    """Raises ``Http404`` for one that is not there or cannot be taken up, ``PermissionDenied`` for another unit's."""
    _must_see_report(seat, report)
    made = reopen_report(seat.office, report)
    if made is None:
        raise Http404(str(report))
    return made


def _must_see_report(seat: Seat, report: UUID) -> None:
    history = seat.office.journal.history(seat.ledger, f"report:{report}")
    orgs = [record.entry.body.org for record in history if isinstance(record.entry.body, ReportCompiled)]
    if not orgs:
        raise Http404(str(report))
    for org in orgs:
        seat.must_see(org)


def _bytes(seat: Seat, made: Report, kind: str) -> bytes:
    if kind == "docx":
        return made.docx
    if kind == "pdf":
        found = seat.services.pdfs.get(sha256(made.docx).hexdigest())
        if found is None:
            raise Refusal(409, "api.pdf_not_made")
        return found
    if kind == "figures":
        return figures_json(made.draft)
    return html.render(made.draft.compiled.document, sealed=made.sealed).encode()


def _report(seat: Seat, made: Report) -> dict[str, Any]:
    draft = made.draft
    base = f"/api/v1/ledgers/{seat.ledger}/reports/{made.report}/files"
    return {
        "ledger": seat.ledger,
        "report": made.report,
        "title": draft.compiled.document.title,
        "org": draft.org,
        "outline": draft.outline,
        "start": draft.period.start,
        "end": draft.period.end,
        "computed_at": draft.position,
        "position": made.receipt.position,
        "pack_digest": draft.pack.digest,
        "digest": made.digest,
        "key": made.sealed.key,
        "figures": len(body_figures(draft)),
        "as_compiled": made.is_as_compiled,
        "files": {kind: f"{base}/{kind}" for kind in MEDIA},
    }
