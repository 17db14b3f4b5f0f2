"""A compiled report on the screen, every figure leading to its page, and the files made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shuzhi.ledger.entries import ReportCompiled
from shuzhi.messages import say
from shuzhi.report.nodes import Document
from shuzhi.usecases.compile_report import compile_report
from shuzhi.usecases.draft_report import draft_report
from shuzhi.usecases.reopen_report import reopen_report
from shuzhi.usecases.writing import Problems
from shuzhi.values.period import Period
from shuzhi.web.addresses import figure_address, read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, page, warn
from shuzhi.web.present.sheets import sheet_of
from shuzhi.wiring.services import services

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_POST
@at_desk
def compile_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Compile a report of the desk's unit for one year; the same form sent again leads to the same report."""
    desk.must_write()
    outline = request.POST.get("outline", "")
    if outline not in desk.pack().outlines:
        raise Http404(outline)
    try:
        entry, report = UUID(request.POST.get("entry", "")), UUID(request.POST.get("report", ""))
    except ValueError as problem:
        raise SuspiciousOperation("entry") from problem
    made = compile_report(
        desk.office,
        by=desk.account,
        at=desk.instant_of(entry),
        entry=entry,
        report=report,
        org=desk.org,
        period=read_period(request.POST.get("period", "")),
        outline=outline,
    )
    if isinstance(made, Problems):
        for sentence in desk.problem_words(made):
            warn(request, sentence)
        return redirect("home", desk.ledger)
    return redirect("report", desk.ledger, made.report)


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
    document, as_compiled = _document(desk.ledger, made)
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
        "as_compiled": as_compiled,
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
def _document(ledger: str, made: Compilation) -> tuple[Document, bool]:
    """The document at the position it was compiled at, and whether it is still what was entered then.

    It is the same for ever under one version of the program; another version may word it otherwise, and says so.
    """
    office, body = services().office(ledger), made.body
    kept = reopen_report(office, body.report)
    if kept is not None:
        return kept.draft.compiled.document, kept.is_as_compiled
    period = Period(body.start, body.end)
    draft = draft_report(
        office, org=body.org, period=period, outline=body.outline, as_of=body.position, author=made.author
    )
    return draft.compiled.document, False
