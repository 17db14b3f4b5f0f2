"""A sheet of items put in: every row's fate is shown first, then those accepted are written as one act.

The file is read in memory and not kept; between the two presses the page carries the rows, signed for this account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core import signing
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
from shuzhi.usecases.item_sheet.table import Table, TableRow, read_table
from shuzhi.usecases.writing import Done
from shuzhi.web.addresses import subject_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import KINDS as FILE_KINDS
from shuzhi.web.files import attached
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.present.activity_form import Choices
from shuzhi.web.present.words import name_of
from shuzhi.web.views.uploads import read_upload

USUAL = "plan_item"  # the kind that sheets are mostly of: a year's plan
LONGEST = 1_500_000  # characters of rows that a page carries
_AGE = timedelta(hours=8)
_SIGNS = {Fate.ACCEPTED: "good", Fate.REJECTED: "stop", Fate.DUPLICATE: "quote"}


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row as the page shows it; ``href`` leads to what a duplicate repeats."""

    number: int
    title: str
    fate: str
    sign: str
    problems: tuple[str, ...]
    href: str


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
        sealed = _seal(desk, table, kind, day)
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
        table, kind, day = _unseal(desk, request.POST.get("sealed", ""))
    except Refused as refusal:
        told = {
            "day": desk.today().isoformat(),
            "refusal": say(refusal.code, refusal.arguments, desk.language),
        }
        return _drawn(request, desk, _kind(desk, USUAL), told, status=422)
    found = preview(desk.office, table, _asked(desk, kind, day), by=desk.account, at=desk.now())
    if not found.entries:
        notify(request, "items.import.nothing_new")
        return redirect("items", desk.ledger)
    outcome = import_items(desk.office, found.entries)
    if isinstance(outcome, Done):
        fates = {fate.value: found.count(fate) for fate in Fate}
        notify(request, "items.import.done", total=len(found.rows), **fates)
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


def _salt(desk: Desk) -> str:
    return f"shuzhi.items:{desk.ledger}:{desk.account}"


def _seal(desk: Desk, table: Table, kind: ItemKind, day: date) -> str:
    kept = [kind.code, day.isoformat(), [[one.number, list(one.cells)] for one in table]]
    sealed = signing.dumps(kept, salt=_salt(desk), compress=True)
    if len(sealed) > LONGEST:
        raise Refused("items.sheet.too_large")
    return sealed


def _unseal(desk: Desk, sealed: str) -> tuple[Table, ItemKind, date]:
    try:
        code, day, rows = signing.loads(sealed, salt=_salt(desk), max_age=_AGE)
    except signing.BadSignature as problem:
        raise Refused("items.import.kept_no_more") from problem
    table = tuple(TableRow(number, tuple(cells)) for number, cells in rows)
    return table, _kind(desk, code), date.fromisoformat(day)


# ------------------------------------------------------------------------------------------ what is shown
def _shown(desk: Desk, found: Preview) -> dict[str, object]:
    fates = {fate.value: found.count(fate) for fate in Fate}
    return {
        "rows": tuple(
            RowLine(
                number=one.number,
                title=one.title,
                fate=say(f"items.fate.{one.fate.value}", {}, desk.language),
                sign=_SIGNS[one.fate],
                problems=tuple(say(each.code, each.args, desk.language) for each in one.problems),
                href=subject_address(desk.ledger, one.same_as) if one.same_as else "",
            )
            for one in found.rows
        ),
        "summary": say("items.import.summary", {"total": len(found.rows), **fates}, desk.language),
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
