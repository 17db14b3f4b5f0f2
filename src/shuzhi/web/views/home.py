"""The first page: the year in a few figures, what is open, the reports, the latest work."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Reach
from shuzhi.messages import say
from shuzhi.report.compile import needed_figures
from shuzhi.store import reads
from shuzhi.values.period import Period
from shuzhi.web.addresses import read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import page
from shuzhi.web.present.words import name_of, period_words
from shuzhi.web.views.activities import lines
from shuzhi.web.views.figures import main_figures

FEW, MANY = 12, 2_000  # figures and lines shown; open items looked through


@dataclass(frozen=True, slots=True)
class OpenLine:
    label: str
    href: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    report: UUID
    title: str
    href: str
    when: str
    position: int


@dataclass(frozen=True, slots=True)
class CompileForm:
    """What can be compiled; the ids are made with the form, so that one form makes one report."""

    action: str
    period: str
    outlines: tuple[tuple[str, str], ...]
    entry: str
    report: str


@at_desk
def home_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    year = read_period(request.GET.get("year") or str(desk.newest_period())).start.year
    period = Period.year(year)
    pack = desk.pack()
    latest = reads.activities(desk.scope(), wanted=_within(period), limit=FEW)
    context = {
        "year": year,
        "years": sorted({*desk.years(), year}),
        "org_name": desk.org_name(desk.org, period.end),
        "position": desk.head(),
        "figures": main_figures(desk, chosen(pack), period),
        "open": _open(desk, period),
        "reports": reports_of(desk, period),
        "compile": compile_form(desk, period) if desk.writes else None,
        "latest": lines(desk, latest.rows),
        "record_href": reverse("activity_new", args=(desk.ledger,)),
        "figures_href": desk.figures_address(desk.org, period),
        "activities_href": desk.activities_address(period=str(period)),
    }
    return page(request, "shuzhi/home.html", context, place="home")


def chosen(pack: Pack) -> tuple[str, ...]:
    """The first figures of the pack's shortest report, which holds what matters most; personal ones are left to it."""
    outlines = sorted(pack.outlines.values(), key=lambda one: one.length)
    wanted = needed_figures(outlines[0], pack) if outlines else ()
    codes = [code for code, reach in wanted if reach is not Reach.PERSON] or list(pack.indicators)
    return tuple(dict.fromkeys(codes))[:FEW]


def _within(period: Period) -> reads.ActivityFilter:
    return reads.ActivityFilter(start=period.start, end=period.end)


def _open(desk: Desk, period: Period) -> tuple[OpenLine, ...]:
    """What waits for somebody, each with the list in which it is settled; nothing of it blocks anything."""
    language = desk.language
    standings = reads.standings(desk.scope(), wanted=_within(period))
    waiting = [
        OpenLine(
            say(code, {}, language),
            desk.activities_address(period=str(period), status=status),
            standings.get(status, 0),
        )
        for status, code in (("pending", "web.home.open_unconfirmed"), ("changed", "web.home.open_changed"))
    ]
    return tuple(line for line in (*waiting, *_open_items(desk, period)) if line.count)


def _open_items(desk: Desk, period: Period) -> tuple[OpenLine, ...]:
    """Items with a due day that are not finished, by kind in the order of the pack; registers have no due day.

    Those opened after the period are not its business; "late" is said as of its end, or today while it runs.
    """
    language, today = desk.language, min(desk.today(), period.end)
    rows = reads.items(desk.scope(), wanted=reads.ItemFilter(ended=False), limit=MANY).rows
    final = {
        (kind.code, state.code)
        for kind in desk.pack().item_kinds.values()
        for state in kind.states
        if state.final
    }
    waiting = [
        row for row in rows if row.due and row.opened <= period.end and (row.kind, row.state) not in final
    ]
    counted = Counter(row.kind for row in waiting)
    late = Counter(row.kind for row in waiting if row.due and row.due < today)
    address = reverse("items", args=(desk.ledger,))
    return tuple(
        OpenLine(
            say("web.home.open_items", {"kind": name_of(kind, language)}, language),
            f"{address}?{urlencode({'kind': kind.code, 'state': 'open'})}",
            counted[kind.code],
            say("web.home.of_them_late", {"late": late[kind.code]}, language) if late[kind.code] else "",
        )
        for kind in desk.pack().item_kinds.values()
    )


def compile_form(desk: Desk, period: Period) -> CompileForm:
    """Outlines in the reader's language first."""
    listed = sorted(desk.pack().outlines.values(), key=lambda one: one.language != desk.language)
    outlines = tuple((one.code, name_of(one, desk.language)) for one in listed)
    action = reverse("report_compile", args=(desk.ledger,))
    return CompileForm(action, str(period), outlines, str(uuid4()), str(uuid4()))


def reports_of(desk: Desk, period: Period) -> tuple[ReportLine, ...]:
    """Those of the year in view, the newest first."""
    outlines = desk.pack().outlines
    made = []
    for row in reads.reports(desk.scope()):
        if row.end.year != period.end.year:
            continue
        outline = outlines.get(row.outline)
        words = period_words(Period(row.start, row.end), desk.language)
        args = {"outline": name_of(outline, desk.language) if outline else row.outline, "period": words}
        made.append(
            ReportLine(
                report=row.report,
                title=say("web.report.title", args, desk.language),
                href=reverse("report", args=(desk.ledger, row.report)),
                when=desk.org_name(row.org, row.end),
                position=row.computed_at,
            )
        )
    return tuple(made)
