"""The last steps of a report: signed off, handed over, read back after others changed it, and set as a PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from shuzhi.audit.remembered import confirmations
from shuzhi.engine.base import Query
from shuzhi.ledger.entries import ReportCompiled, ReportSigned, Way
from shuzhi.messages import say
from shuzhi.report import pdf
from shuzhi.store.pdfs import PdfState, Stage
from shuzhi.store.tokens import Level
from shuzhi.usecases.compile_report import Report
from shuzhi.usecases.hand_over_number import Handing
from shuzhi.usecases.read_back.reading import ReadBack, read_back
from shuzhi.usecases.sign_report import sign_report
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.document_shapes import AuditOut, VerificationOut
from shuzhi.web.api.documents import findings_told, sent_file, verification_told
from shuzhi.web.api.entries import WrittenOut
from shuzhi.web.api.figure_shapes import PositionOut
from shuzhi.web.api.handing import report_handed_over
from shuzhi.web.api.numbers import Line
from shuzhi.web.api.once import settled
from shuzhi.web.api.parameters import Day, Ledger, Sentence
from shuzhi.web.api.problems import Refusal
from shuzhi.web.api.reports import reopened
from shuzhi.web.api.written import instant_of, written
from shuzhi.web.seat import Seat

router = Router(tags=["报告 reports"])

_ENTRY = "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1e10"
_ACCOUNT = "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1cff"


class SigningIn(Schema):
    """``entry`` is an id made by the caller; sent again, the report is signed once."""

    entry: UUID

    model_config = {"json_schema_extra": {"examples": [{"entry": _ENTRY}]}}


class SignatureOut(Schema):
    """``digest`` is the manifest signed over, ``key`` the fingerprint of the installation's key; ``newest``: it is the
    manifest of the last compilation.
    """

    entry: UUID
    position: int
    by: str
    at: datetime
    digest: str
    key: str
    newest: bool


class SignaturesOut(Schema):
    """The oldest first."""

    ledger: str
    report: UUID
    signatures: list[SignatureOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "report": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1e01",
                    "signatures": [
                        {
                            "entry": _ENTRY,
                            "position": 1206,
                            "by": _ACCOUNT,
                            "at": "2024-01-05T01:30:00.000000Z",
                            "digest": "7c" * 32,
                            "key": "1f" * 32,
                            "newest": True,
                        }
                    ],
                }
            ]
        }
    }


class HandingIn(Schema):
    """``receiver`` is an organ or a post, never a person. Sent again under the same ``entry``, it is put down once."""

    entry: UUID
    receiver: Line
    day: Day

    model_config = {
        "json_schema_extra": {"examples": [{"entry": _ENTRY, "receiver": "区委组织部", "day": "2024-01-05"}]}
    }


class NumberChanged(Schema):
    """``was`` as compiled and ``now`` as it stands ("" where there is none); ``indicator`` of the figure, "" for other numbers."""

    was: str
    now: str
    indicator: str


class ChangeOut(Schema):
    """One sentence: ``ours`` as compiled, ``theirs`` as it stands, ``start`` its offset in their text (-1: left out)."""

    kind: Literal["number", "year", "new", "reworded", "gone"]
    ours: str
    theirs: str
    start: int
    numbers: list[NumberChanged]


class ReadBackOut(Schema):
    """Changes against what was compiled, and verification and audit of the same file. ``verification`` is null for a
    file that is no Word file. Everything is held against the ledger position of the report.
    """

    report: UUID
    position: int
    counted: dict[str, int]
    changes: list[ChangeOut]
    verification: VerificationOut | None
    audit: AuditOut

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "report": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1e01",
                    "position": 1203,
                    "counted": {"number": 1, "year": 0, "new": 0, "reworded": 0, "gone": 0},
                    "changes": [
                        {
                            "kind": "number",
                            "ours": "召开妇女恳谈会43场。",
                            "theirs": "召开妇女恳谈会143场。",
                            "start": 210,
                            "numbers": [{"was": "43场", "now": "143场", "indicator": "candid_talk_sessions"}],
                        }
                    ],
                    "verification": VerificationOut.model_config["json_schema_extra"]["examples"][0],  # type: ignore[index]
                    "audit": AuditOut.model_config["json_schema_extra"]["examples"][0],  # type: ignore[index]
                }
            ]
        }
    }


class PdfOut(Schema):
    """How the PDF stands. ``absent``: nobody asked for it; ``failed`` says why; ``ready``: fetch it from ``file``."""

    report: UUID
    stage: Literal["absent", "waiting", "running", "ready", "failed"]
    since: datetime | None
    why: Sentence | None
    file: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "report": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1e01",
                    "stage": "running",
                    "since": "2024-01-05T01:30:00Z",
                    "why": None,
                    "file": "",
                }
            ]
        }
    }


# ------------------------------------------------------------------------------------------ signing off
@router.get(
    "/reports/{report}/signatures",
    response=answers(SignaturesOut),
    auth=needs(Level.READ),
    summary="签发记录 Who signed a report off",
)
def list_signatures(request: HttpRequest, ledger: Ledger, report: UUID) -> Any:
    """谁在哪天签发、签的是哪一稿。 Who signed it off and when, and over which compilation."""
    seat = seat_of(request)
    history = seat.office.journal.history(seat.ledger, f"report:{report}")
    compiled = [one.entry.body for one in history if isinstance(one.entry.body, ReportCompiled)]
    if not compiled:
        raise Http404(str(report))
    seat.must_see(compiled[-1].org)
    return {
        "ledger": ledger,
        "report": report,
        "signatures": [
            {
                "entry": one.entry.id,
                "position": one.position,
                "by": one.entry.by,
                "at": one.entry.at,
                "digest": one.entry.body.digest,
                "key": one.entry.body.key,
                "newest": one.entry.body.digest == compiled[-1].digest,
            }
            for one in history
            if isinstance(one.entry.body, ReportSigned)
        ],
    }


@router.post(
    "/reports/{report}/signatures",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="签发报告 Sign a report off",
)
def post_signature(request: HttpRequest, ledger: Ledger, report: UUID, sent: SigningIn) -> Any:
    """签的是最近编的一稿；什么都不拦。 Signs its newest compilation; nothing blocks it."""
    seat = seat_of(request)
    reopened(seat, report)
    outcome = settled(
        seat,
        [sent.entry],
        lambda: sign_report(
            seat.office, by=seat.account, at=instant_of(seat, sent.entry), entry=sent.entry, report=report
        ),
    )
    return written(seat, outcome)


# ------------------------------------------------------------------------------------------ handing over
@router.post(
    "/reports/{report}/handed-over",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="登记报出整份报告 Put a whole report down as handed over",
)
def post_handed_over(request: HttpRequest, ledger: Ledger, report: UUID, sent: HandingIn) -> Any:
    """当时编成的 Word 文件里的每个数，都登记为报给了谁。 Every figure of its Word file is put down as told to the receiver."""
    seat = seat_of(request)
    made = reopened(seat, report)
    title = made.draft.compiled.document.title
    handing = Handing(sent.receiver, sent.day, Way.REPORT, title)
    return report_handed_over(seat, sent.entry, made.docx, handing)


# ------------------------------------------------------------------------------------------ reading back
@router.post(
    "/reports/{report}/read-back",
    response=answers(ReadBackOut),
    auth=needs(Level.READ),
    summary="回读改过的稿子 Read a changed version back",
)
def post_read_back(
    request: HttpRequest,
    ledger: Ledger,
    report: UUID,
    file: Annotated[UploadedFile, File(description="docx、pdf、html、md、txt")],
) -> Any:
    """与编成的逐句对照，同时核验和核对；不保存。 Laid beside what was compiled, verified and audited in one; not kept."""
    seat = seat_of(request)
    made = reopened(seat, report)
    name, data = sent_file(file)
    found = read_back(
        seat.office,
        made,
        source=name,
        data=data,
        keys=seat.key_ring(),
        orgs=seat.scope().orgs,
        remembered=confirmations(seat.services.matches.of(seat.ledger, made.draft.org)),
    )
    return _read_back(seat, made, found)


def _read_back(seat: Seat, made: Report, found: ReadBack) -> dict[str, Any]:
    query_of: dict[int, Query] = {place: node.figure.query for place, node in found.figures.items()}
    position: dict[str, Any] = PositionOut(ledger=seat.ledger, position=made.draft.position).model_dump()
    return {
        "report": made.report,
        "position": made.draft.position,
        "counted": {kind.value: count for kind, count in found.counted().items()},
        "changes": [
            {
                "kind": one.kind.value,
                "ours": one.ours,
                "theirs": one.theirs,
                "start": one.start,
                "numbers": [
                    {
                        "was": each.was,
                        "now": each.now,
                        "indicator": query_of[each.place].indicator if each.place in query_of else "",
                    }
                    for each in one.numbers
                ],
            }
            for one in found.changes
        ],
        "verification": verification_told(seat, found.verification) if found.verification else None,
        "audit": findings_told(seat, found.audited)
        | {"positions": [position], "pack_digest": made.draft.pack.digest},
    }


# ------------------------------------------------------------------------------------------ PDF
@router.get(
    "/reports/{report}/pdf",
    response=answers(PdfOut),
    auth=needs(Level.READ),
    summary="PDF 做到哪一步 How the PDF stands",
)
def get_pdf(request: HttpRequest, ledger: Ledger, report: UUID) -> Any:
    """还没做、在等、在排版、做好了，或者为什么没做成。 Absent, waiting, running, ready, or why it failed."""
    seat = seat_of(request)
    return _pdf(seat, report, seat.services.pdfs.state(_docx(seat, report)))


@router.post(
    "/reports/{report}/pdf",
    response=answers(PdfOut),
    auth=needs(Level.READ),
    summary="生成 PDF Make the PDF",
)
def post_pdf(request: HttpRequest, ledger: Ledger, report: UUID) -> Any:
    """开始生成，不等结果；已有或正在做的不重做。 Begins it and does not wait; one that is there or under way is left alone."""
    seat = seat_of(request)
    docx = _docx(seat, report)
    if pdf.office_program() is None and seat.services.pdfs.state(docx).stage is not Stage.READY:
        raise Refusal(422, "report.office_missing")
    return _pdf(seat, report, seat.services.pdfs.start(docx, seat.office.evidence.get(docx)))


@router.post(
    "/reports/{report}/pdf/stop",
    response=answers(PdfOut),
    auth=needs(Level.READ),
    summary="停止生成 PDF Stop making the PDF",
)
def stop_pdf(request: HttpRequest, ledger: Ledger, report: UUID) -> Any:
    """没有在做的，什么也不发生。 Nothing happens where nothing is under way."""
    seat = seat_of(request)
    docx = _docx(seat, report)
    seat.services.pdfs.stop(docx)
    return _pdf(seat, report, seat.services.pdfs.state(docx))


def _docx(seat: Seat, report: UUID) -> str:
    """Digest of the Word file as it lies with the evidence. Raises ``Http404``, ``PermissionDenied``."""
    history = seat.office.journal.history(seat.ledger, f"report:{report}")
    compiled = [one for one in history if isinstance(one.entry.body, ReportCompiled)]
    if not compiled:
        raise Http404(str(report))
    body = compiled[-1].entry.body
    assert isinstance(body, ReportCompiled)
    seat.must_see(body.org)
    docx = seat.office.journal.beside(seat.ledger, compiled[-1].entry.id).get("docx")
    if not docx:
        raise Http404(str(report))
    return docx


def _pdf(seat: Seat, report: UUID, state: PdfState) -> dict[str, Any]:
    why = None
    if state.code:
        args = dict(state.args)
        why = {"code": state.code, "args": args, "sentence": say(state.code, args, seat.language)}
    ready = state.stage is Stage.READY
    return {
        "report": report,
        "stage": state.stage.value,
        "since": state.since,
        "why": why,
        "file": f"/api/v1/ledgers/{seat.ledger}/reports/{report}/files/pdf" if ready else "",
    }
