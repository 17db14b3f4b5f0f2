"""Forms of other organs: those mapped so far, mapping another, and one filled for a unit and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.documents.workbook import open_workbook
from shuzhi.ledger.entries import FormMapped
from shuzhi.messages import say
from shuzhi.usecases.forms.filling import FilledForm, fill_form
from shuzhi.usecases.forms.known import UnknownFormError, form_named, mapped_forms
from shuzhi.usecases.forms.notation import cell_text, read_cell
from shuzhi.usecases.forms.rendering import filled_file
from shuzhi.usecases.forms.suggesting import suggestions
from shuzhi.usecases.map_form import map_form
from shuzhi.usecases.writing import Done
from shuzhi.web.addresses import figure_address, read_period, read_position
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.filters import org_filter, period_filter
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.present.words import day_words, name_of
from shuzhi.web.views.numbers import is_the_office, must_be_the_office
from shuzhi.web.views.uploads import read_upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FormLine:
    name: str
    href: str
    number: str
    issuer: str
    until: str
    cells: int


@dataclass(frozen=True, slots=True)
class CellLine:
    cell: str
    name: str
    value: str
    href: str
    notes: tuple[str, ...]


@require_http_methods(["GET", "POST"])
@at_desk
def forms_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A file sent without cells is answered with what its labels suggest; with cells it is mapped."""
    if request.method != "POST":
        return _list(request, desk)
    desk.must_write()
    must_be_the_office(desk)
    try:
        return _mapped(request, desk)
    except Refused as refusal:
        return _list(request, desk, problems=(say(refusal.code, refusal.arguments, desk.language),))


def _mapped(request: HttpRequest, desk: Desk) -> HttpResponse:
    name, source = read_upload(request)
    workbook, sent = open_workbook(source), request.POST.get("cells", "")
    if not sent.strip():
        found = suggestions(workbook, desk.pack())
        lines = "\n".join(cell_text(one.cell) for one in found)
        return _list(request, desk, cells=lines, suggested=len(found), title=name.rpartition(".")[0])
    cells = [
        read_cell(line, first_sheet=workbook.sheets[0].name) or _unreadable(line)
        for line in sent.splitlines()
        if line.strip()
    ]
    entry, title = _uuid(request), request.POST.get("name", "").strip()
    same = next((one.form for one in mapped_forms(desk.office) if one.name == title), entry)
    outcome = map_form(
        desk.office, by=desk.account, at=desk.instant_of(entry), entry=entry, form=same, name=title, source=source,
        cells=tuple(cells),
    )  # fmt: skip
    if not isinstance(outcome, Done):
        return _list(request, desk, problems=desk.problem_words(outcome), cells=sent, title=title)
    notify(request, "web.forms.mapped", name=title)
    return redirect("form", desk.ledger, same)


def _unreadable(line: str) -> NoReturn:
    raise Refused("forms.unreadable_cell", {"text": line})


def _list(
    request: HttpRequest,
    desk: Desk,
    *,
    problems: tuple[str, ...] = (),
    cells: str = "",
    suggested: int | None = None,
    title: str = "",
) -> HttpResponse:
    context = {
        "forms": tuple(_line(desk, one) for one in mapped_forms(desk.office)),
        "problems": problems,
        "cells": cells,
        "suggested": suggested,
        "title": title or request.POST.get("name", ""),
        "entry": str(uuid4()),
        "writes": desk.writes and is_the_office(desk),
    }
    return page(request, "shuzhi/forms.html", context, place="form", status=422 if problems else 200)


def _line(desk: Desk, form: FormMapped) -> FormLine:
    until = day_words(form.valid_until, desk.language) if form.valid_until else ""
    href = reverse("form", args=(desk.ledger, form.form))
    return FormLine(form.name, href, form.number, form.issuer, until, len(form.cells))


# ------------------------------------------------------------------------------------------ filling
@at_desk
def form_page(request: HttpRequest, desk: Desk, form: UUID) -> HttpResponse:
    filled = _filled(request, desk, form)
    filling = filled.filling
    asked = urlencode({"org": filling.org, "period": str(filling.period), "as_of": filling.position})
    context = {
        "name": filled.form.name,
        "notices": tuple(say(one.code, one.args, desk.language) for one in filled.notices),
        "cells": tuple(_cells(desk, filled)),
        "empty": len(filled.empty),
        "filled": len(filled.cells) - len(filled.empty),
        "file_href": f"{reverse('form_file', args=(desk.ledger, form))}?{asked}",
        "filters": (org_filter(desk, filling.org), period_filter(desk, filling.period)),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.forms", {}, desk.language), reverse("forms", args=(desk.ledger,))),
        ),
    }
    return page(request, "shuzhi/form.html", context, place="form")


@at_desk
def form_file(request: HttpRequest, desk: Desk, form: UUID) -> HttpResponse:
    filled = _filled(request, desk, form)
    data = filled_file(
        filled,
        blank=desk.office.evidence.get(filled.form.blank),
        ledger=desk.ledger,
        words=lambda one: say(one.code, one.args, desk.language),
    )
    name = f"{filled.form.name}_{filled.filling.org}_{filled.filling.period}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(data, content_type=XLSX, headers=headers)


def _filled(request: HttpRequest, desk: Desk, form: UUID) -> FilledForm:
    """Raises ``Http404`` or ``PermissionDenied``; cells that name a unit of their own are held to it too."""
    asked = request.GET
    org = asked.get("org") or desk.org
    desk.must_see(org)
    try:
        wanted = form_named(desk.office, str(form))
    except UnknownFormError as problem:
        raise Http404(str(form)) from problem
    for cell in wanted.cells:
        if cell.org:
            desk.must_see(cell.org)
    period = read_period(asked.get("period") or str(desk.newest_period()))
    as_of = read_position(asked.get("as_of", ""), head=desk.head())
    return fill_form(
        desk.office, form=wanted, org=org, period=period, day=desk.today(), as_of=as_of or desk.head()
    )


def _cells(desk: Desk, filled: FilledForm) -> list[CellLine]:
    indicators = desk.pack().indicators
    return [
        CellLine(
            cell=f"{one.asked.sheet}!{one.asked.cell}",
            name=name_of(indicators[one.asked.indicator], desk.language)
            if one.asked.indicator in indicators
            else one.asked.indicator,
            value="" if one.value is None else f"{one.value:f}",
            href=figure_address(one.query) if one.query else "",
            notes=tuple(say(note.code, note.args, desk.language) for note in one.notes),
        )
        for one in filled.cells
    ]


def _uuid(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("entry", ""))
    except ValueError as problem:
        raise SuspiciousOperation("entry") from problem
