"""The files of a report: as it was made then, as a table of its figures, as data, as a page, and as a PDF.

The PDF takes LibreOffice some seconds: it is made apart from the request, the page looks how it goes and can stop it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.messages import say
from shuzhi.report import html, pdf
from shuzhi.store.pdfs import Stage
from shuzhi.usecases.compile_report import Report, body_figures, figures_json
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import attached
from shuzhi.web.kept_reports import Compilation, compilation, report_of
from shuzhi.web.page import page
from shuzhi.web.present.tabular import Sheet, as_workbook, ends
from shuzhi.web.present.words import name_of
from shuzhi.web.views.exports import certainty_words

FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
PDF = "application/pdf"
_COLUMNS = (
    "place",
    "name",
    "printed",
    "low",
    "high",
    "unit",
    "certainty",
    "pending",
    "records",
    "rule",
    "link",
)


@dataclass(frozen=True, slots=True)
class PdfView:
    """``stage`` is one of ``store.pdfs.Stage``; ``sentence`` says how it stands; ``seconds`` since it was asked for."""

    stage: str
    sentence: str
    seconds: int
    address: str
    file: str

    @property
    def under_way(self) -> bool:
        return self.stage in (Stage.WAITING, Stage.RUNNING)


@at_desk
def report_file(request: HttpRequest, desk: Desk, report: UUID, kind: str) -> HttpResponse:
    """The Word file as it was made then, byte for byte; the others made anew at the same position."""
    made, _ = compilation(desk, report)
    if kind not in FILES or not made.docx:
        raise Http404(kind)
    if kind == "docx":
        content = desk.office.evidence.get(made.docx)
    elif kind == "xlsx":
        content = _workbook(request, desk, report_of(desk, made))
    elif kind == "html":
        found = report_of(desk, made)
        content = html.render(found.draft.compiled.document, sealed=found.sealed).encode()
    else:
        content = figures_json(report_of(desk, made).draft)
    return attached(content, FILES[kind], _name(made, kind))


@require_http_methods(["GET", "POST"])
@at_desk
def report_pdf(request: HttpRequest, desk: Desk, report: UUID) -> HttpResponse:
    """Asked for the file it answers the file; in the background how it goes; posted to, it starts or stops it."""
    made, _ = compilation(desk, report)
    if not made.docx:
        raise Http404(str(report))
    pdfs = desk.services.pdfs
    if request.method == "POST":
        if request.POST.get("stop"):
            pdfs.stop(made.docx)
        elif pdf.office_program():
            pdfs.start(made.docx, desk.office.evidence.get(made.docx))
    elif not request.headers.get("HX-Request"):
        content = pdfs.get(made.docx)
        if content is None:
            return redirect("report", desk.ledger, report)
        return attached(content, PDF, _name(made, "pdf"))
    if request.headers.get("HX-Request"):
        return page(request, "shuzhi/parts/report_pdf.html", {"pdf": pdf_view(desk, made)})
    return redirect(f"{reverse('report', args=(desk.ledger, report))}#pdf")


def pdf_view(desk: Desk, made: Compilation) -> PdfView | None:
    """None for a report whose Word file is gone."""
    if not made.docx:
        return None
    state = desk.services.pdfs.state(made.docx)
    address = reverse("report_pdf", args=(desk.ledger, made.body.report))
    seconds = int((desk.now() - state.since).total_seconds()) if state.since else 0
    if state.stage is not Stage.READY and not pdf.office_program():
        return PdfView("missing", say("report.office_missing", {}, desk.language), 0, address, "")
    args = {**state.args, "seconds": seconds}
    sentence = say(state.code or f"reports.pdf_{state.stage.value}", args, desk.language)
    file = address if state.stage is Stage.READY else ""
    return PdfView(state.stage.value, sentence, seconds, address, file)


def _name(made: Compilation, ending: str) -> str:
    return f"{made.body.outline}-{made.body.org}-{made.body.end.year}.{ending}".replace("_", "-")


def _workbook(request: HttpRequest, desk: Desk, report: Report) -> bytes:
    """Every figure of the text once per place, in its order: what is printed, the number behind it, its rule."""
    compiled, pack = report.draft.compiled, report.draft.pack
    rows = tuple(
        (
            place,
            name_of(pack.indicators[node.figure.query.indicator], desk.language),
            node.printed,
            *ends(node.figure),
            node.figure.unit,
            certainty_words(desk, node.figure),
            node.figure.pending,
            compiled.records[node.name].count,
            _rule(report, node.figure.query.indicator, desk.language),
            request.build_absolute_uri(figure_address(node.figure.query)),
        )
        for place, node in enumerate(body_figures(report.draft), 1)
    )
    title = say("reports.figure_table", {}, desk.language)
    header = tuple(say(f"reports.column_{column}", {}, desk.language) for column in _COLUMNS)
    return as_workbook((Sheet(title, header, rows),), created=desk.now())


def _rule(report: Report, indicator: str, language: str) -> str:
    spec = report.draft.pack.indicators[indicator]
    return spec.counting_rule_en if language == "en" else spec.counting_rule
