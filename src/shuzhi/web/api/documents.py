"""Documents sent in: a report verified, a text's quantities read, a text audited, a brief made into drafts.

Nothing that is sent is kept. Whatever units a text names, only figures of units in view are held against it.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from shuzhi.audit.remembered import confirmations
from shuzhi.audit.vocabulary import vocabulary_of
from shuzhi.claims.extract import extract_document
from shuzhi.claims.model import Document
from shuzhi.claims.readers import read_bytes
from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.report.signing import KeyRing
from shuzhi.report.verify import Verification, verify
from shuzhi.store.tokens import Level
from shuzhi.usecases.audit_document import (
    AuditedDocument,
    LedgerFigures,
    Papers,
    audit_document,
    hand_edits_of,
)
from shuzhi.usecases.drafting.briefs import draft_each
from shuzhi.usecases.drafting.draft import Drafting
from shuzhi.usecases.verify_document import verify_document
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.document_shapes import AuditOut, ClaimsOut, DraftsOut, VerificationOut
from shuzhi.web.api.parameters import (
    Day,
    Ledger,
    OptionalCode,
    OptionalOrganisation,
    PeriodCode,
    Words,
    read_period,
)
from shuzhi.web.api.problems import plain
from shuzhi.web.seat import Seat

router = Router(tags=["文稿 documents"])

MOST_BYTES = 32 * 1024 * 1024
PASTED = "text.txt"
_File = Annotated[UploadedFile, File(description="docx、xlsx、pdf、html、md、txt")]


class TextIn(Schema):
    text: Words

    model_config = {"json_schema_extra": {"examples": [{"text": "全年开展宣传宣讲38场，1200余人次参加。"}]}}


class AuditIn(Schema):
    """``org`` and ``period`` are those of the report; without a period the text is held against itself only."""

    text: Words
    org: OptionalOrganisation = ""
    period: PeriodCode | None = None
    author: OptionalCode = ""

    model_config = {
        "json_schema_extra": {
            "examples": [{"text": "全年开展宣传宣讲近百场。", "org": "990101", "period": "2023"}]
        }
    }


class AuditForm(Schema):
    """The same, beside a file."""

    org: OptionalOrganisation = ""
    period: PeriodCode | None = None
    author: OptionalCode = ""


class BriefIn(Schema):
    """``received`` is the day the brief came in: days without a year take theirs from it."""

    text: Annotated[Words, Field(max_length=20_000)]
    received: Day

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "text": "11月8日，区妇联在云栖镇举办家政技能培训班，32名妇女参加，发放手册120份。",
                    "received": "2023-11-10",
                }
            ]
        }
    }


@router.post(
    "/verify", response=answers(VerificationOut), auth=needs(Level.READ), summary="核验 Verify a Word file"
)
def post_verify(
    request: HttpRequest,
    ledger: Ledger,
    file: _File,
) -> Any:
    """文件里的数还是不是当时的数；只认本机信任的密钥。 Whether its figures are still what they were; own keys only."""
    seat = seat_of(request)
    _, data = sent_file(file)
    return verification_told(seat, verify(data, seat.key_ring()))


@router.post(
    "/claims",
    response=answers(ClaimsOut),
    auth=needs(Level.READ),
    summary="读数 Read the quantities of a text",
)
def post_claims(
    request: HttpRequest,
    ledger: Ledger,
    sent: TextIn,
) -> Any:
    """一段文字里说了哪些数。 The quantities that a text states."""
    return extract_document(_pasted(sent.text)).to_json()


@router.post(
    "/claims/file",
    response=answers(ClaimsOut),
    auth=needs(Level.READ),
    summary="读数（文件） Read the quantities of a file",
)
def post_claims_file(
    request: HttpRequest,
    ledger: Ledger,
    file: _File,
) -> Any:
    """一份文件里说了哪些数。 The quantities that a file states."""
    name, data = sent_file(file)
    return extract_document(read_bytes(data, name)).to_json()


@router.post("/audit", response=answers(AuditOut), auth=needs(Level.READ), summary="核查 Audit a text")
def post_audit(
    request: HttpRequest,
    ledger: Ledger,
    sent: AuditIn,
) -> Any:
    """逐数与台账、与上下文核对，说明差在哪里。 Every number held against the ledger and against the text itself."""
    seat = seat_of(request)
    asked = AuditForm(org=sent.org, period=sent.period, author=sent.author)
    return _audited(seat, _pasted(sent.text), b"", asked)


@router.post(
    "/audit/file", response=answers(AuditOut), auth=needs(Level.READ), summary="核查（文件） Audit a file"
)
def post_audit_file(
    request: HttpRequest,
    ledger: Ledger,
    file: _File,
    asked: Form[AuditForm],
) -> Any:
    """同上；本系统的 Word 报告里手改过的数也会指出。 The same; figures of ours edited by hand are found as well."""
    seat = seat_of(request)
    name, data = sent_file(file)
    return _audited(seat, read_bytes(data, name), data, asked)


@router.post(
    "/drafts", response=answers(DraftsOut), auth=needs(Level.DRAFT), summary="成稿 Make drafts of a brief"
)
def post_drafts(
    request: HttpRequest,
    ledger: Ledger,
    sent: BriefIn,
) -> Any:
    """把一条简讯变成待核的记录草稿，逐项注明出处；不入账。 A brief becomes drafts, each field with its words; nothing is written."""
    seat = seat_of(request)
    pack = seat.pack()
    found = draft_each(sent.text, sent.received, Drafting(pack, vocabulary_of(pack)))
    drafts = [one.to_json() for one in found]
    for told, one in zip(drafts, found, strict=True):
        told["questions"] = [
            {"code": each.code, "args": dict(each.args), "sentence": say(each.code, each.args, seat.language)}
            for each in one.ask
        ]
    return {"drafts": drafts}


# ------------------------------------------------------------------------------------------ reading
def sent_file(file: UploadedFile) -> tuple[str, bytes]:
    """Name and bytes. Raises ``Refused`` where it is too large."""
    if (file.size or 0) > MOST_BYTES:
        raise Refused("documents.too_large", {"bytes": file.size or 0, "limit": MOST_BYTES})
    return str(file.name), file.read()


def _pasted(text: str) -> Document:
    return read_bytes(text.encode(), PASTED)


def _audited(seat: Seat, document: Document, data: bytes, asked: AuditForm) -> dict[str, Any]:
    figures, period, org = None, None, ""
    if asked.period is not None:
        period, org = read_period(asked.period), asked.org or seat.org
        seat.must_see(org)
        figures = LedgerFigures.of(
            seat.office, org=org, author=asked.author, as_of=seat.head(), orgs=seat.scope().orgs
        )
    ours = bool(data) and document.source.lower().endswith(".docx")
    edits = hand_edits_of(document, verify_document(data, keys=KeyRing())) if ours else ()
    settled = confirmations(seat.services.matches.of(seat.ledger, org)) if figures else ()
    audited = audit_document(
        document,
        pack=figures.pack if figures else seat.pack(),
        figures=figures,
        period=period,
        org=org,
        papers=Papers(hand_edits=edits, remembered=settled),
    )
    return findings_told(seat, audited) | {
        "positions": [{"ledger": seat.ledger, "position": seat.head()}] if figures else [],
        "pack_digest": figures.pack.digest if figures else seat.pack().digest,
    }


# ------------------------------------------------------------------------------------------ telling
def findings_told(seat: Seat, audited: AuditedDocument) -> dict[str, Any]:
    """As ``shuzhi audit --json`` prints it, with the figure each claim was held against."""
    audit = audited.audit
    return {
        **audited.reading.to_json(),
        "findings": [
            {
                "code": one.code,
                "level": one.level.value,
                "spans": [list(span) for span in one.spans],
                "claims": list(one.claims),
                "args": plain(one.args),
                "sentence": say(one.code, one.args, seat.language),
            }
            for one in audit.findings
        ],
        "verdicts": [
            {
                "claim": one.claim,
                "verdict": one.verdict.value,
                "indicator": one.indicator,
                "org": one.figure.query.scope.org if one.figure else "",
                "period": str(one.figure.query.period) if one.figure else "",
                "certainty": one.figure.certainty.value if one.figure else "",
                "pending": one.figure.pending if one.figure else 0,
            }
            for one in audit.judgements
        ],
    }


def verification_told(seat: Seat, found: Verification) -> dict[str, Any]:
    return {
        "status": found.status.value,
        "key": found.key,
        "figures": [
            {
                "name": one.name,
                "label": one.label,
                "printed": one.printed,
                "found": one.found,
                "codes": list(one.codes),
            }
            for one in found.figures
        ],
        "findings": [
            {
                "code": one.code,
                "figure": one.figure,
                "args": plain(one.arguments),
                "sentence": say(one.code, one.arguments, seat.language),
            }
            for one in found.findings
        ],
    }
