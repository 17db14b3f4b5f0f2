"""A compiled report on the screen, every figure leading to its page; beside it what is still to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shuzhi.ledger.ports import Record
from shuzhi.messages import say
from shuzhi.report.nodes import Document
from shuzhi.store import reads
from shuzhi.usecases.compile_report import compile_report
from shuzhi.usecases.draft_report import Draft
from shuzhi.usecases.writing import Problems
from shuzhi.values.period import day_of
from shuzhi.web.addresses import figure_address, read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.kept_reports import Compilation, compilation, kept, signatures
from shuzhi.web.languages import TAGS
from shuzhi.web.page import page, warn
from shuzhi.web.present.report_state import gauge_view, hint_groups
from shuzhi.web.present.sheets import sheet_of
from shuzhi.web.present.words import day_words, name_of
from shuzhi.web.views.report_files import FILES, pdf_view
from shuzhi.web.views.report_steps import told_before

MOST_REPORTS = 200  # looked through for others at the same position


@dataclass(frozen=True, slots=True)
class Signature:
    who: str
    day: str
    position: int
    newest: bool


@dataclass(frozen=True, slots=True)
class Another:
    """What else the figures of this report may become: compiled already (``href``), or to be compiled."""

    outline: str
    name: str
    href: str
    entry: str
    report: str


@require_POST
@at_desk
def compile_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Compile a report for one year; the same form sent again leads to the same report.

    ``beside`` names a report that was compiled before: this one gets its unit and its very figures.
    """
    desk.must_write()
    outline = request.POST.get("outline", "")
    if outline not in desk.pack().outlines:
        raise Http404(outline)
    entry, report = _uuid(request, "entry"), _uuid(request, "report")
    beside = _uuid(request, "beside") if request.POST.get("beside") else None
    first = compilation(desk, beside)[0] if beside else None
    made = compile_report(
        desk.office,
        by=desk.account,
        at=desk.instant_of(entry),
        entry=entry,
        report=report,
        org=first.body.org if first else desk.org,
        period=first.period if first else read_period(request.POST.get("period", "")),
        outline=outline,
        author=first.author if first else "",
        beside=beside,
    )
    if isinstance(made, Problems):
        for sentence in desk.problem_words(made):
            warn(request, sentence)
        return redirect("home", desk.ledger)
    for title in made.undrawn:
        warn(request, say("report.chart_undrawn", {"title": title}, desk.language))
    return redirect("report", desk.ledger, made.report)


@at_desk
def report_page(request: HttpRequest, desk: Desk, report: UUID) -> HttpResponse:
    made, history = compilation(desk, report)
    found = kept(desk.ledger, made)
    draft = found.draft
    document = draft.compiled.document
    body = Document(document.title, document.blocks)
    signed = signatures(history)
    context = {
        "sheet": sheet_of(document, lambda figure: figure_address(figure.query)),
        "tag": TAGS["en" if document.language == "en" else "zh"],
        "figure_count": sum(1 for _ in body.figures()),
        "position": made.body.position,
        "as_compiled": found.is_as_compiled,
        "files": _files(desk, made),
        "pdf": pdf_view(desk, made),
        "gauge": gauge_view(draft.compiled.gauge, desk.language),
        "hints": hint_groups(draft.pack.outlines[draft.outline], draft.compiled.hints, desk.language),
        "items_href": reverse("items", args=(desk.ledger,)),
        "signatures": tuple(
            _signature(desk, one, one_body.digest == made.body.digest) for one, one_body in signed
        ),
        "told": told_before(desk, made),
        "others": _others(desk, made, draft),
        "compile_href": reverse("report_compile", args=(desk.ledger,)),
        "report": str(report),
        "writes": desk.writes,
        "steps": {
            name: reverse(f"report_{name}", args=(desk.ledger, report))
            for name in ("sign", "hand_over", "read_back")
        },
        "crumbs": desk.crumbs(),
    }
    return page(request, "shuzhi/report.html", context, place="home")


def _files(desk: Desk, made: Compilation) -> dict[str, str]:
    """Addresses by kind; none where the Word file is gone."""
    kinds = FILES if made.docx else ()
    return {kind: reverse("report_file", args=(desk.ledger, made.body.report, kind)) for kind in kinds}


def _signature(desk: Desk, record: Record, newest: bool) -> Signature:
    entry = record.entry
    return Signature(
        desk.actor(entry.by), day_words(day_of(entry.at), desk.language), record.position, newest
    )


def _others(desk: Desk, made: Compilation, draft: Draft) -> tuple[Another, ...]:
    """The other outlines of the pack, each with the report that was made of it at this very position, if there is one."""
    body = made.body
    beside = {
        row.outline: row.report
        for row in reads.reports(desk.scope(body.org), limit=MOST_REPORTS)
        if (row.org, row.start, row.end, row.computed_at) == (body.org, body.start, body.end, body.position)
    }
    found: list[Another] = []
    for outline in draft.pack.outlines.values():
        if outline.code == body.outline:
            continue
        other = beside.get(outline.code)
        href = reverse("report", args=(desk.ledger, other)) if other else ""
        if href or (desk.writes and outline.code in desk.pack().outlines):
            name = name_of(outline, desk.language)
            found.append(Another(outline.code, name, href, str(uuid4()), str(uuid4())))
    return tuple(found)


def _uuid(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as problem:
        raise SuspiciousOperation(name) from problem
