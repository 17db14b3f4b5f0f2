"""A compiled report on the screen, every figure leading to its page, and the files made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.ledger.entries import ReportCompiled
from shuzhi.messages import say
from shuzhi.report.nodes import Document
from shuzhi.usecases.draft_report import draft_report
from shuzhi.values.period import Period
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, page
from shuzhi.web.present.sheets import sheet_of
from shuzhi.wiring.services import services

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Compilation:
    """The last compilation of a report, with what lies beside its entry."""

    body: ReportCompiled
    title: str
    author: str
    docx: str


@at_desk
def report_page(request: HttpRequest, desk: Desk, report: UUID) -> HttpResponse:
    made = _compilation(desk, report)
    document = _document(desk.ledger, made)
    sheet = sheet_of(document, lambda figure: figure_address(figure.query))
    files = []
    if made.docx:
        href = reverse("report_file", args=(desk.ledger, report, "docx"))
        files.append(Crumb(say("web.report.file_docx", {}, desk.language), href))
    body_figures = sum(1 for _ in Document(document.title, document.blocks).figures())
    context = {
        "sheet": sheet,
        "figure_count": body_figures,
        "position": made.body.position,
        "files": files,
        "crumbs": desk.crumbs(),
    }
    return page(request, "shuzhi/report.html", context, place="home")


@at_desk
def report_file(request: HttpRequest, desk: Desk, report: UUID, kind: str) -> HttpResponse:  # noqa: ARG001  Django's signature
    """The Word file as it was made then, byte for byte."""
    made = _compilation(desk, report)
    if kind != "docx" or not made.docx:
        raise Http404(kind)
    response = HttpResponse(desk.office.evidence.get(made.docx), content_type=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="duty-report-{made.body.end.year}.docx"'
    return response


def _compilation(desk: Desk, report: UUID) -> Compilation:
    history = desk.history(f"report:{report}")
    for step in reversed(history.steps):
        body = step.record.entry.body
        if isinstance(body, ReportCompiled):
            desk.must_see(body.org)
            texts = step.texts
            return Compilation(
                body, texts.get("title") or "", texts.get("author") or "", texts.get("docx") or ""
            )
    raise Http404(str(report))


@lru_cache(maxsize=8)
def _document(ledger: str, made: Compilation) -> Document:
    """Drafted anew at the position it was compiled at: the same document for ever, and so kept for the next reader."""
    body = made.body
    draft = draft_report(
        services().office(ledger),
        org=body.org,
        period=Period(body.start, body.end),
        outline=body.outline,
        as_of=body.position,
        author=made.author,
    )
    return draft.compiled.document
