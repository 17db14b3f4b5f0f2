"""Any finished text held against the ledger: a file or pasted words in, every number marked, findings with their places.

Nothing is kept on the server: the page carries the text as read, sealed, so that a match accepted is seen at once and
the findings can be taken along as a file. What is remembered are matches alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from shuzhi.audit.model import Confirmation, EarlierReport, HandEdit
from shuzhi.audit.remembered import RememberedMatch, confirmations
from shuzhi.claims.extract import extract_document
from shuzhi.claims.model import Document
from shuzhi.claims.readers import SUFFIXES, read_bytes
from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.report.signing import KeyRing
from shuzhi.usecases.accept_match import accept_match
from shuzhi.usecases.audit_document import (
    AuditedDocument,
    LedgerFigures,
    Papers,
    audit_document,
    hand_edits_of,
    year_of,
)
from shuzhi.usecases.audit_sheet import html
from shuzhi.usecases.audit_sheet.layout import Say, sheet_of
from shuzhi.usecases.audit_sheet.model import AuditSheet
from shuzhi.usecases.audit_sheet.word import word_of
from shuzhi.usecases.audit_sheet.workbook import workbook_of
from shuzhi.usecases.forget_match import forget_match
from shuzhi.usecases.verify_document import verify_document
from shuzhi.usecases.writing import Problems
from shuzhi.values.period import Period
from shuzhi.web.addresses import read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.filters import org_filter, period_filter
from shuzhi.web.forms.kept_document import Kept, seal, unseal
from shuzhi.web.page import page
from shuzhi.web.present.audits import view_of
from shuzhi.web.present.words import name_of, period_words
from shuzhi.web.views.uploads import read_upload, read_uploads

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class MatchLine:
    id: str
    words: str
    unit: str
    name: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose report over which days; ``period`` None: as the text says."""

    org: str
    period: Period | None


@require_http_methods(["GET", "POST"])
@at_desk
def audit_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    asked = Asked(sent.get("org") or desk.org, read_period(sent["period"]) if sent.get("period") else None)
    desk.must_see(asked.org)
    if request.method != "POST":
        return _drawn(request, desk, asked, {})
    told: dict[str, object] = {}
    try:
        told["problems"] = _settled(request, desk, asked)
        if sent.get("forget") and not sent.get("kept"):
            return _drawn(request, desk, asked, told)
        kept, unread = _sent(request, desk)
    except Refused as refusal:
        told["refusal"] = say(refusal.code, refusal.arguments, desk.language)
        return _drawn(request, desk, asked, told, status=422)
    audited, sheet = _audited(desk, kept, asked)
    wanted = sent.get("export", "")
    if wanted in KINDS:
        return _file(sheet, wanted, desk)
    told |= {
        "kept": seal(kept, account=desk.account),
        "unread": unread,
        "beside": kept,
        "audit": view_of(sheet, audited, pack=desk.pack(), language=desk.language, settles=desk.writes),
    }
    return _drawn(request, desk, asked, told, status=422 if told["problems"] else 200)


# ------------------------------------------------------------------------------------------ what was sent
def _sent(request: HttpRequest, desk: Desk) -> tuple[Kept, tuple[str, ...]]:
    """A new file with the reports beside it, else what the page carried, else the pasted words; and what is said of
    files of the archive that could not be read. Raises ``Refused``.
    """
    if request.POST.get("kept") and "file" not in request.FILES:
        return unseal(request.POST["kept"], account=desk.account), ()
    document, edits = _document(request, desk)
    last = _report(*read_upload(request, field="last_year")) if "last_year" in request.FILES else None
    archive, unread = _archive(request, desk)
    return Kept(document, edits, last, tuple(one for one in archive if one.name != document.source)), unread


def _document(request: HttpRequest, desk: Desk) -> tuple[Document, tuple[HandEdit, ...]]:
    """A new file, else the pasted words. Raises ``Refused``."""
    if "file" in request.FILES:
        name, data = read_upload(request)
        document = read_bytes(data, PurePath(name).name)
        ours = document.source.lower().endswith(".docx")
        return document, hand_edits_of(document, verify_document(data, keys=KeyRing())) if ours else ()
    text = request.POST.get("text", "").strip()
    if not text:
        raise Refused("web.audit.nothing")
    return read_bytes(text.encode(), say("web.audit.pasted", {}, desk.language) + ".txt"), ()


def _archive(request: HttpRequest, desk: Desk) -> tuple[tuple[EarlierReport, ...], tuple[str, ...]]:
    """The reports that nothing should be copied from; one that cannot be read is passed over and said so.

    Raises ``Refused`` for too many of them.
    """
    found: list[EarlierReport] = []
    unread: list[str] = []
    for name, data in read_uploads(request, field="archive"):
        try:
            found.append(_report(name, data))
        except Refused as refusal:
            why = say(refusal.code, refusal.arguments, desk.language)
            unread.append(say("web.audit.unread", {"file": PurePath(name).name, "why": why}, desk.language))
    return tuple(found), tuple(unread)


def _report(name: str, data: bytes) -> EarlierReport:
    document = read_bytes(data, PurePath(name).name)
    return EarlierReport(document.source, document.text)


def _settled(request: HttpRequest, desk: Desk, asked: Asked) -> tuple[str, ...]:
    """A match accepted or taken back, if that was pressed; what was wrong with it. Raises ``Refused``."""
    accept, forget = request.POST.get("accept", ""), request.POST.get("forget", "")
    if not accept and not forget:
        return ()
    desk.must_write()
    matches = desk.services.matches
    if forget:
        done = forget_match(
            desk.office, matches, by=desk.account, at=desk.now(), org=asked.org, match=_uuid(forget)
        )
        return desk.problem_words(done)
    number, _, code = accept.partition(":")
    indicator = code or _indicator_named(request.POST.get(f"indicator-{number}", "").strip(), desk)
    kept = unseal(request.POST.get("kept", ""), account=desk.account)
    claims = extract_document(kept.document).claims
    if not number.isdecimal() or int(number) >= len(claims):
        raise SuspiciousOperation("accept")
    claim = claims[int(number)]
    settled = accept_match(
        desk.office,
        matches,
        by=desk.account,
        at=desk.now(),
        match=uuid4(),
        org=asked.org,
        confirmation=Confirmation(claim.what, claim.unit, "" if code == "none" else indicator),
    )
    return desk.problem_words(settled) if isinstance(settled, Problems) else ()


def _indicator_named(text: str, desk: Desk) -> str:
    """The code typed or chosen, or that of the very name; another text stays as it is and is refused."""
    if not text:
        raise Refused("web.audit.no_indicator")
    named = {name_of(one, desk.language): code for code, one in desk.pack().indicators.items()}
    return named.get(text, text)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise SuspiciousOperation("forget") from problem


# ------------------------------------------------------------------------------------------ what is answered
def _audited(desk: Desk, kept: Kept, asked: Asked) -> tuple[AuditedDocument, AuditSheet]:
    """Figures of ours inside a Word file that no longer say what was printed are findings too."""
    document = kept.document
    period = asked.period or year_of(document.text) or desk.newest_period()
    figures = LedgerFigures.of(desk.office, org=asked.org, as_of=desk.head(), orgs=desk.scope().orgs)
    remembered = confirmations(desk.services.matches.of(desk.ledger, asked.org))
    papers = Papers(kept.last_year, kept.archive, remembered, kept.edits)
    audited = audit_document(
        document, pack=figures.pack, figures=figures, period=period, org=asked.org, papers=papers
    )
    basis = say(
        "auditing.basis_ledger",
        {
            "org": desk.org_name(asked.org, desk.today()),
            "period": period_words(period, desk.language),
            "position": figures.position,
        },
        desk.language,
    )
    return audited, sheet_of(audited, say=_saying(desk), basis=basis)


def _file(sheet: AuditSheet, kind: str, desk: Desk) -> HttpResponse:
    say_ = _saying(desk)
    if kind == "docx":
        made = word_of(sheet, say=say_)
    elif kind == "xlsx":
        made = workbook_of(sheet, say=say_)
    else:
        made = html.render(sheet, say=say_, language=desk.language).encode()
    name = say("web.audit.file_name", {"title": PurePath(sheet.title).stem}, desk.language)
    answer = HttpResponse(made, content_type=KINDS[kind])
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}")
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


def _drawn(
    request: HttpRequest, desk: Desk, asked: Asked, told: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    any_period = say("web.audit.any_period", {}, desk.language)
    context = {
        "filters": (org_filter(desk, asked.org), period_filter(desk, asked.period, any_period=any_period)),
        "org": asked.org,
        "period": str(asked.period or ""),
        "text": "" if "audit" in told else request.POST.get("text", ""),
        "accepts": ",".join(sorted(SUFFIXES)),
        "matches": _matches(desk, asked.org),
        "may_settle": desk.writes,
        **told,
    }
    return page(request, "shuzhi/audit.html", context, place="audit", status=status)


def _matches(desk: Desk, org: str) -> tuple[MatchLine, ...]:
    kept = desk.services.matches.of(desk.ledger, org)
    return tuple(_match_line(one, desk) for one in kept if one.in_force)


def _match_line(one: RememberedMatch, desk: Desk) -> MatchLine:
    settled = one.confirmation
    indicator = desk.pack().indicators.get(settled.indicator)
    none = say("web.audit.none_meant", {}, desk.language)
    name = name_of(indicator, desk.language) if indicator else settled.indicator or none
    return MatchLine(
        str(one.id), settled.what, settled.unit, name, desk.actor(one.by), one.at.date().isoformat()
    )


def _saying(desk: Desk) -> Say:
    return partial(_say_in, desk.language)


def _say_in(language: str, code: str, args: Mapping[str, object]) -> str:
    return say(code, args, language)
