"""Any finished text held against the ledger: a file or pasted words in, findings with their places out. Nothing is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuzhi.audit.model import Finding, HandEdit, Judgement, Level, Verdict
from shuzhi.claims.model import Document
from shuzhi.claims.readers import read_bytes
from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.report.signing import KeyRing
from shuzhi.usecases.audit_document import (
    AuditedDocument,
    LedgerFigures,
    Papers,
    audit_document,
    hand_edits_of,
)
from shuzhi.usecases.verify_document import verify_document
from shuzhi.values.period import Period
from shuzhi.web.addresses import figure_address, read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.filters import org_filter, period_filter
from shuzhi.web.page import page
from shuzhi.web.views.uploads import read_upload

LEVELS = {
    Level.ERROR: ("web.audit.level_error", "stop"),
    Level.WARNING: ("web.audit.level_warning", "wait"),
    Level.ADVICE: ("web.audit.level_advice", "none"),
    Level.OK: ("web.audit.level_ok", "good"),
}
VERDICTS = {
    Verdict.SUPPORTED: "web.audit.supported",
    Verdict.CONTRADICTED: "web.audit.contradicted",
    Verdict.OVERSTATED: "web.audit.overstated",
    Verdict.UNSUPPORTED: "web.audit.unsupported",
    Verdict.UNDECIDABLE: "web.audit.undecidable",
    Verdict.AMBIGUOUS: "web.audit.ambiguous",
    Verdict.UNMATCHED: "web.audit.unmatched",
    Verdict.PLANNED: "web.audit.planned",
}
AROUND = 24  # characters shown on either side of what a finding is about


@dataclass(frozen=True, slots=True)
class FindingLine:
    """``before``, ``marked`` and ``after`` are the text at its first place; ``href`` leads to the figure it was held against."""

    level: str
    sign: str
    sentence: str
    before: str
    marked: str
    after: str
    href: str


@require_http_methods(["GET", "POST"])
@at_desk
def audit_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    org = asked.get("org") or desk.org
    desk.must_see(org)
    period = read_period(asked.get("period") or str(desk.newest_period()))
    context = {"filters": (org_filter(desk, org), period_filter(desk, period)), "text": asked.get("text", "")}
    if request.method != "POST":
        return page(request, "shuzhi/audit.html", context, place="audit")
    try:
        document, data = _document(request)
        audited = _audited(desk, document, data, org=org, period=period)
    except Refused as refusal:
        context["refusal"] = say(refusal.code, refusal.arguments, desk.language)
        return page(request, "shuzhi/audit.html", context, place="audit", status=422)
    return page(request, "shuzhi/audit.html", {**context, **_shown(desk, audited)}, place="audit")


def _document(request: HttpRequest) -> tuple[Document, bytes]:
    """What was sent: a file, else the pasted words. Raises ``Refused``."""
    if "file" in request.FILES:
        name, data = read_upload(request)
        return read_bytes(data, name), data
    text = request.POST.get("text", "").strip()
    if not text:
        raise Refused("web.audit.nothing")
    return read_bytes(text.encode(), "text.txt"), b""


def _audited(desk: Desk, document: Document, data: bytes, *, org: str, period: Period) -> AuditedDocument:
    """Figures of ours inside a Word file that no longer say what was printed are findings too."""
    edits: tuple[HandEdit, ...] = ()
    if data and document.source.lower().endswith(".docx"):
        edits = hand_edits_of(document, verify_document(data, keys=KeyRing()))
    figures = LedgerFigures.of(desk.office, org=org, as_of=desk.head(), orgs=desk.scope().orgs)
    papers = Papers(hand_edits=edits)
    return audit_document(document, pack=figures.pack, figures=figures, period=period, org=org, papers=papers)


def _shown(desk: Desk, audited: AuditedDocument) -> dict[str, object]:
    judged = {one.claim: one for one in audited.audit.judgements}
    counted = Counter(one.verdict for one in audited.audit.judgements)
    return {
        "audited": True,
        "claims": len(audited.reading.claims),
        "verdicts": tuple(
            (say(code, {}, desk.language), counted[verdict])
            for verdict, code in VERDICTS.items()
            if counted[verdict]
        ),
        "findings": tuple(
            _line(desk, audited.reading.document.text, one, judged)
            for one in audited.audit.findings
            if one.level is not Level.OK
        ),
        "notices": tuple(
            say(one.code, dict(one.args), desk.language) for one in audited.reading.document.notices
        ),
    }


def _line(desk: Desk, text: str, finding: Finding, judged: dict[int, Judgement]) -> FindingLine:
    start, end = finding.spans[0] if finding.spans else (0, 0)
    code, sign = LEVELS[finding.level]
    held = next(
        (judged[claim].figure for claim in finding.claims if claim in judged and judged[claim].figure), None
    )
    return FindingLine(
        level=say(code, {}, desk.language),
        sign=sign,
        sentence=say(finding.code, finding.args, desk.language),
        before=text[max(0, start - AROUND) : start].rpartition("\n")[2],
        marked=text[start:end],
        after=text[end : end + AROUND].partition("\n")[0],
        href=figure_address(held.query) if held is not None else "",
    )
