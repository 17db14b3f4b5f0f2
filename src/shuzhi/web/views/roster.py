"""A roster sheet put in: what would become of every row, then one press; refused rows go out again with their reasons.

The rows wait in the page itself between the two presses, sealed for this account; the server keeps nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.usecases.import_roster import import_roster
from shuzhi.usecases.roster.model import COLUMNS, Line, Plan, Roster, Row, Table, Verdict
from shuzhi.usecases.roster.planning import Act, plan_roster
from shuzhi.usecases.roster.reading import read_roster
from shuzhi.usecases.writing import Done
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import KINDS, as_file, attached
from shuzhi.web.page import notify, page
from shuzhi.web.present.roster_book import template_workbook
from shuzhi.web.present.tabular import Sheet
from shuzhi.web.views.unit import crumbs
from shuzhi.web.views.uploads import read_upload

_AGE = timedelta(hours=8)
_LONGEST = 1_800_000  # signs of sealed rows that a form may carry
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Tally:
    name: str
    rows: int
    accepted: int
    rejected: int
    duplicate: int


@dataclass(frozen=True, slots=True)
class RefusedLine:
    where: str
    what: str
    why: str


@require_http_methods(["GET", "POST"])
@at_desk
def roster_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    desk.must_write()
    if request.method != "POST":
        return _page(request, desk)
    try:
        if request.FILES or "rows" not in request.POST:
            roster, act_id = read_roster(read_upload(request)[1]), uuid4()
        else:
            roster, act_id = _unsealed(request, desk)
        plan = _plan(desk, roster, act_id)
        if request.POST.get("want") == "rejected":
            return _rejected(desk, plan)
        if request.POST.get("want") == "import":
            return _import(request, desk, plan, roster, act_id)
        return _page(request, desk, plan=plan, sealed=_sealed(desk, roster, act_id))
    except Refused as refusal:
        return _page(request, desk, problems=(say(refusal.code, refusal.arguments, desk.language),))


@require_GET
@at_desk
def roster_template(_request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """``kind``: "xlsx" with both tables and what may be chosen, or "csv" of the people's heads alone."""
    desk.must_write()
    if kind == "xlsx":
        return attached(template_workbook(desk.pack(), desk.language), KINDS["xlsx"], "roster.xlsx")
    if kind != "csv":
        raise Http404(kind)
    sheet = Sheet("", _heads(Table.PEOPLE, desk.language), ())
    return as_file("csv", sheet, (sheet,), desk=desk, name="roster")


def _plan(desk: Desk, roster: Roster, act_id: UUID) -> Plan:
    act = Act(desk.account, desk.now(), desk.today(), act_id)
    return plan_roster(desk.office, roster, act=act, may_open=desk.may_see, may_register=desk.keeps)


def _import(request: HttpRequest, desk: Desk, plan: Plan, roster: Roster, act_id: UUID) -> HttpResponse:
    entries = plan.entries
    if not entries:
        return _page(request, desk, plan=plan, sealed=_sealed(desk, roster, act_id))
    outcome = import_roster(desk.office, by=desk.account, at=entries[0].at, plan=plan)
    if not isinstance(outcome, Done):
        sealed = _sealed(desk, roster, act_id)
        return _page(request, desk, plan=plan, sealed=sealed, problems=desk.problem_words(outcome))
    accepted = {table: plan.counts(table)[Verdict.ACCEPTED] for table in Table}
    notify(
        request, "registers.roster.done", units=accepted[Table.ORGANISATIONS], people=accepted[Table.PEOPLE],
        rejected=len(plan.of(Verdict.REJECTED)), duplicate=len(plan.of(Verdict.DUPLICATE)),
    )  # fmt: skip
    return redirect(reverse("roster", args=(desk.ledger,)))


def _rejected(desk: Desk, plan: Plan) -> HttpResponse:
    """The refused rows as they came, with the reason in a last column that an import passes over."""
    sheets = []
    why = say("registers.roster.why", {}, desk.language)
    for table in Table:
        lines = [line for line in plan.of(Verdict.REJECTED) if line.row.table is table]
        rows = tuple(
            (*(line.row.cells.get(column, "") for column in COLUMNS[table]), _why(desk, line))
            for line in lines
        )
        if rows:
            title = say(f"registers.roster.{table}", {}, desk.language)
            sheets.append(Sheet(title, (*_heads(table, desk.language), why), rows))
    if not sheets:
        raise Refused("roster.nothing_to_import")
    return as_file("xlsx", sheets[0], tuple(sheets), desk=desk, name="roster-rejected")


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    plan: Plan | None = None,
    sealed: str = "",
    problems: tuple[str, ...] = (),
) -> HttpResponse:
    refused = plan.of(Verdict.REJECTED) if plan else ()
    context = {
        "problems": problems,
        "plan": plan,
        "tallies": tuple(_tally(desk, plan, table) for table in Table) if plan else (),
        "refused": tuple(_refused(desk, line) for line in refused[:_SHOWN]),
        "more": max(len(refused) - _SHOWN, 0),
        "passed_over": desk.join(plan.passed_over) if plan else "",
        "sealed": sealed,
        "importable": bool(plan and plan.entries and sealed),
        "too_long": bool(plan and not sealed),
        "template_href": reverse("roster_template", args=(desk.ledger, "xlsx")),
        "template_csv_href": reverse("roster_template", args=(desk.ledger, "csv")),
        "crumbs": crumbs(desk),
    }
    return page(request, "shuzhi/roster.html", context, place="organisation", status=422 if problems else 200)


def _tally(desk: Desk, plan: Plan, table: Table) -> Tally:
    counts = plan.counts(table)
    name = say(f"registers.roster.{table}", {}, desk.language)
    return Tally(
        name,
        sum(counts.values()),
        counts[Verdict.ACCEPTED],
        counts[Verdict.REJECTED],
        counts[Verdict.DUPLICATE],
    )


def _refused(desk: Desk, line: Line) -> RefusedLine:
    where = say("registers.roster.where", {"sheet": line.row.sheet, "line": line.row.number}, desk.language)
    what = " ".join(line.row.cells[column] for column in ("org", "name") if column in line.row.cells)
    return RefusedLine(where, what, _why(desk, line))


def _why(desk: Desk, line: Line) -> str:
    joiner = " " if desk.language == "en" else ""
    return joiner.join(say(one.code, one.args, desk.language) for one in line.problems)


def _heads(table: Table, language: str) -> tuple[str, ...]:
    return tuple(say(f"roster.column.{table}.{column}", {}, language) for column in COLUMNS[table])


# ------------------------------------------------------------------------------------------ between two presses
def _sealed(desk: Desk, roster: Roster, act_id: UUID) -> str:
    """ "" for a roster too long to wait in a page."""
    kept = {
        "id": str(act_id),
        "rows": [[row.table.value, row.sheet, row.number, dict(row.cells)] for row in roster.rows],
        "passed_over": list(roster.passed_over),
    }
    sealed = signing.dumps(kept, salt=_salt(desk), compress=True)
    return sealed if len(sealed) <= _LONGEST else ""


def _unsealed(request: HttpRequest, desk: Desk) -> tuple[Roster, UUID]:
    """Raises ``Refused`` for what this installation did not seal for this account and ledger, or too long ago."""
    try:
        kept = signing.loads(request.POST["rows"], salt=_salt(desk), max_age=_AGE)
    except signing.BadSignature as problem:
        raise Refused("registers.roster.kept_no_more") from problem
    rows = tuple(Row(Table(table), sheet, number, cells) for table, sheet, number, cells in kept["rows"])
    return Roster(rows, tuple(kept["passed_over"])), UUID(kept["id"])


def _salt(desk: Desk) -> str:
    return f"shuzhi.roster:{desk.ledger}:{desk.account}"
