"""A sheet of items put in: every row's fate is shown first, then those accepted are written as one act.

The file is read in memory and not kept; between the two presses the page carries the rows, signed for this account.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.catalog.model import ItemKind
from shuzhi.catalog.walk import item_kinds_in_order
from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.usecases.import_items import import_items
from shuzhi.usecases.item_sheet.blank import blank_csv, blank_workbook
from shuzhi.usecases.item_sheet.columns import Column, columns_of
from shuzhi.usecases.item_sheet.preview import Fate, Preview, SheetAsked, preview
from shuzhi.usecases.item_sheet.table import read_table
from shuzhi.usecases.writing import Done
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import KINDS as FILE_KINDS
from shuzhi.web.files import attached
from shuzhi.web.kept_rows import seal_rows, unseal_rows
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.present.activity_form import Choices
from shuzhi.web.present.sheet_rows import row_lines
from shuzhi.web.present.words import name_of
from shuzhi.web.views.uploads import read_upload

USUAL = "plan_item"  # the kind that sheets are mostly of: a year's plan
PURPOSE = "items"


@require_http_methods(["GET", "POST"])
@at_desk
def import_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Without a file the form; with one what each row would do."""
    desk.must_write()
    kind = _kind(desk, request.POST.get("kind") or request.GET.get("kind") or USUAL)
    told: dict[str, object] = {"day": request.POST.get("day") or desk.today().isoformat()}
    if request.method != "POST":
        return _drawn(request, desk, kind, told)
    try:
        day = _day(str(told["day"]))
        table = read_table(read_upload(request)[1])
        found = preview(desk.office, table, _asked(desk, kind, day), by=desk.account, at=desk.now())
        sealed = seal_rows(desk, PURPOSE, table, [kind.code, day.isoformat()])
    except Refused as refusal:
        told["refusal"] = say(refusal.code, refusal.arguments, desk.language)
        return _drawn(request, desk, kind, told, status=422)
    return _drawn(request, desk, kind, {**told, **_shown(desk, found), "sealed": sealed})


@require_POST
@at_desk
def import_record(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write the accepted rows of a sheet that this page showed. The rows are looked at again: time has passed."""
    desk.must_write()
    try:
        table, (code, told_day) = unseal_rows(desk, PURPOSE, request.POST.get("sealed", ""))
    except Refused as refusal:
        told = {
            "day": desk.today().isoformat(),
            "refusal": say(refusal.code, refusal.arguments, desk.language),
        }
        return _drawn(request, desk, _kind(desk, USUAL), told, status=422)
    kind, day = _kind(desk, code), _day(told_day)
    found = preview(desk.office, table, _asked(desk, kind, day), by=desk.account, at=desk.now())
    if not found.entries:
        notify(request, "items.import.nothing_new")
        return redirect("items", desk.ledger)
    outcome = import_items(desk.office, found.entries)
    if isinstance(outcome, Done):
        notify(request, "items.import.done", total=len(found.rows), **found.counts())
        return redirect(f"{reverse('items', args=(desk.ledger,))}?kind={kind.code}")
    shown: dict[str, object] = {
        "day": day.isoformat(),
        "problems": desk.problem_words(outcome),
        **_shown(desk, found),
    }
    return _drawn(request, desk, kind, shown, status=422)


@at_desk
def import_blank(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """The sheet to fill in, as a workbook or as CSV."""
    desk.must_write()
    kind = _kind(desk, request.GET.get("kind") or USUAL)
    if form not in FILE_KINDS:
        raise Http404(form)
    columns, language = _columns(desk, kind), desk.language
    if form == "csv":
        content = blank_csv(columns, language=language)
    else:
        titles = (name_of(kind, language)[:31], say("items.import.choices", {}, language))
        content = blank_workbook(columns, language=language, titles=titles, created=desk.now())
    return attached(content, FILE_KINDS[form], f"{kind.code}.{form}")


# ------------------------------------------------------------------------------------------ what is asked
def _kind(desk: Desk, code: str) -> ItemKind:
    kind = desk.pack().item_kinds.get(code)
    if kind is None or kind.protected:
        raise Http404(code)
    return kind


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Refused("web.wrong.day", {"text": text}) from problem


def _asked(desk: Desk, kind: ItemKind, day: date) -> SheetAsked:
    return SheetAsked(kind, desk.org, day, _units(desk))


def _units(desk: Desk) -> Choices:
    """Codes with bare names: the ones of the tree are set in."""
    return tuple((code, desk.org_name(code, desk.today())) for code, _ in desk.org_choices(desk.today()))


def _columns(desk: Desk, kind: ItemKind) -> tuple[Column, ...]:
    return columns_of(kind, pack=desk.pack(), orgs=_units(desk))


# ------------------------------------------------------------------------------------------ what is shown
def _shown(desk: Desk, found: Preview) -> dict[str, object]:
    return {
        "rows": row_lines(found, ledger=desk.ledger, language=desk.language),
        "summary": say("items.import.summary", {"total": len(found.rows), **found.counts()}, desk.language),
        "accepted": found.count(Fate.ACCEPTED),
        "seen": True,
    }


def _drawn(
    request: HttpRequest, desk: Desk, kind: ItemKind, told: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    language = desk.language
    context = {
        "kind": kind,
        "kind_name": name_of(kind, language),
        "kinds": tuple(
            (one.code, name_of(one, language))
            for one in item_kinds_in_order(desk.pack())
            if not one.protected
        ),
        "columns": tuple(one.heading_en if language == "en" else one.heading for one in _columns(desk, kind)),
        "blanks": tuple(
            Crumb(
                say(f"items.import.blank_{form}", {}, language),
                f"{reverse('item_import_blank', args=(desk.ledger, form))}?kind={kind.code}",
            )
            for form in ("xlsx", "csv")
        ),
        "here": reverse("item_import", args=(desk.ledger,)),
        "record_at": reverse("item_import_record", args=(desk.ledger,)),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.items", {}, language), reverse("items", args=(desk.ledger,))),
        ),
        **told,
    }
    return page(request, "shuzhi/item_import.html", context, place="item", status=status)
