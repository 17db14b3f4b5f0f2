"""A sheet of readings put in: views of many works at once, every row's fate shown before anything is written.

The file is read in memory and not kept; between the two presses the page carries the rows, signed for this account.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.catalog.model import QuantitySpec
from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.store import reads
from shuzhi.usecases.import_readings import import_readings
from shuzhi.usecases.item_sheet.preview import Fate, Preview
from shuzhi.usecases.item_sheet.table import read_table
from shuzhi.usecases.reading_sheet import (
    Readable,
    blank_readings_csv,
    blank_readings_workbook,
    preview_readings,
)
from shuzhi.usecases.writing import Done
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import KINDS as FILE_KINDS
from shuzhi.web.files import attached
from shuzhi.web.kept_rows import seal_rows, unseal_rows
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.present.sheet_rows import row_lines
from shuzhi.web.present.words import day_words
from shuzhi.web.things import reading_words, readings_of
from shuzhi.web.views.uploads import read_upload

MOST = 1_000  # works in a blank sheet, the latest first
PURPOSE = "readings"


@require_http_methods(["GET", "POST"])
@at_desk
def readings_import(request: HttpRequest, desk: Desk) -> HttpResponse:
    desk.must_write()
    told: dict[str, object] = {"day": request.POST.get("day") or desk.today().isoformat()}
    if request.method != "POST":
        return _drawn(request, desk, told)
    try:
        day = _day(str(told["day"]))
        table = read_table(read_upload(request)[1])
        found = preview_readings(desk.office, table, readable(desk), day=day, by=desk.account, at=desk.now())
        sealed = seal_rows(desk, PURPOSE, table, [day.isoformat()])
    except Refused as refusal:
        told["refusal"] = say(refusal.code, refusal.arguments, desk.language)
        return _drawn(request, desk, told, status=422)
    return _drawn(request, desk, {**told, **_shown(desk, found), "sealed": sealed})


@require_POST
@at_desk
def readings_record(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write the accepted rows of a sheet that this page showed. The rows are looked at again: time has passed."""
    desk.must_write()
    told: dict[str, object] = {"day": desk.today().isoformat()}
    try:
        table, (day,) = unseal_rows(desk, PURPOSE, request.POST.get("sealed", ""))
    except Refused as refusal:
        told["refusal"] = say(refusal.code, refusal.arguments, desk.language)
        return _drawn(request, desk, told, status=422)
    found = preview_readings(
        desk.office, table, readable(desk), day=_day(day), by=desk.account, at=desk.now()
    )
    if not found.entries:
        notify(request, "items.import.nothing_new")
        return redirect("readings_import", desk.ledger)
    outcome = import_readings(desk.office, found.entries)
    if isinstance(outcome, Done):
        notify(request, "items.import.done", total=len(found.rows), **found.counts())
        return redirect("readings_import", desk.ledger)
    told |= {"problems": desk.problem_words(outcome), **_shown(desk, found)}
    return _drawn(request, desk, told, status=422)


@at_desk
def readings_blank(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """The sheet with every work in it, the number to be filled in."""
    del request
    desk.must_write()
    if form not in FILE_KINDS:
        raise Http404(form)
    things, language = readable(desk), desk.language
    if form == "csv":
        content = blank_readings_csv(things, language=language)
    else:
        title = say("items.readings.sheet", {}, language)
        content = blank_readings_workbook(things, language=language, title=title, created=desk.now())
    return attached(content, FILE_KINDS[form], f"readings.{form}")


def readable(desk: Desk) -> tuple[Readable, ...]:
    """Works and open items in view that the pack says are read off: items first, then works, the latest first."""
    pack, scope = desk.pack(), desk.scope()
    kinds = {
        one.code: one.observations
        for one in pack.item_kinds.values()
        if one.observations and not one.protected
    }
    types = {
        one.code: one.observations for one in pack.types.values() if one.observations and not one.protected
    }
    items = reads.items(scope, wanted=reads.ItemFilter(kinds=frozenset(kinds), ended=False), limit=MOST).rows
    works = reads.activities(scope, wanted=reads.ActivityFilter(types=frozenset(types)), limit=MOST).rows
    found = [
        _readable(desk, f"item:{one.item}", one.org, one.title, one.opened, kinds[one.kind])
        for one in items
        if kinds
    ]
    found += [
        _readable(desk, f"activity:{one.activity}", one.org, one.title, one.end, types[one.type])
        for one in works
        if types and one.status != "withdrawn"
    ]
    return tuple(found)


def _readable(
    desk: Desk, subject: str, org: str, title: str, made: date, measures: tuple[str, ...]
) -> Readable:
    specs: Mapping[str, QuantitySpec] = {one.code: one for one in desk.pack().observations}
    held = readings_of(desk, subject)
    last = f"{reading_words(desk, held[-1])} {day_words(held[-1].day, desk.language)}" if held else ""
    return Readable(subject, org, title, made, tuple(specs[one] for one in measures if one in specs), last)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Refused("web.wrong.day", {"text": text}) from problem


def _shown(desk: Desk, found: Preview) -> dict[str, object]:
    return {
        "rows": row_lines(found, ledger=desk.ledger, language=desk.language),
        "summary": say("items.import.summary", {"total": len(found.rows), **found.counts()}, desk.language),
        "accepted": found.count(Fate.ACCEPTED),
        "seen": True,
    }


def _drawn(
    request: HttpRequest, desk: Desk, told: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    language = desk.language
    context = {
        "blanks": tuple(
            Crumb(
                say(f"items.import.blank_{form}", {}, language),
                reverse("readings_blank", args=(desk.ledger, form)),
            )
            for form in ("xlsx", "csv")
        ),
        "here": reverse("readings_import", args=(desk.ledger,)),
        "record_at": reverse("readings_record", args=(desk.ledger,)),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.items", {}, language), reverse("items", args=(desk.ledger,))),
        ),
        **told,
    }
    return page(request, "shuzhi/item_readings.html", context, place="item", status=status)
