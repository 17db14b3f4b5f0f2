"""The year at a glance: work by line and type over the months, what is thin, what is not confirmed.

Counts records of work, which lead to their list; figures proper stand on their own pages. Lines and types stand in the
order of the pack. Evidence is the office's own business; rules of cadence are hints (``cadences``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import ActivityType
from shuzhi.messages import say
from shuzhi.store import calendar, reads
from shuzhi.store.calendar import MonthOfWork
from shuzhi.usecases.plan_against_actual import progress
from shuzhi.values.period import Period
from shuzhi.web.addresses import read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.filters import org_filter, pick
from shuzhi.web.page import page
from shuzhi.web.present.plans import plan_drawing, plan_lines
from shuzhi.web.present.words import choice_name, month_words, name_of, period_words
from shuzhi.web.views.cadences import hints

_WAITING = frozenset({"pending", "changed"})
_STANDING = frozenset({"confirmed", *_WAITING})


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """``records`` of one type in one month, ``waiting`` of them not confirmed; both lead to the list."""

    records: int
    waiting: int
    href: str


@dataclass(frozen=True, slots=True)
class CalendarRow:
    label: str
    cells: tuple[CalendarCell, ...]
    total: CalendarCell


@dataclass(frozen=True, slots=True)
class Line:
    """One line of work. ``silent`` names the past months without any record; ``unused`` the types without one."""

    name: str
    records: int
    waiting: int
    silent: str
    unused: str
    rows: tuple[CalendarRow, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    name: str
    href: str
    records: int


@at_desk
def year_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    org = request.GET.get("org") or desk.org
    desk.must_see(org)
    year = read_period(request.GET.get("year") or str(desk.newest_period())).start.year
    period = Period.year(year)
    counted = calendar.months(
        desk.scope(org),
        wanted=reads.ActivityFilter(statuses=_STANDING, start=period.start, end=period.end),
    )
    own = [one for one in counted if one.org == org]
    measured = progress(desk.office, org=org, period=period, day=desk.today(), language=desk.language)
    drawing = plan_drawing(measured, language=desk.language)
    context = {
        "plan": plan_lines(
            measured,
            href=lambda item: reverse("subject", args=(desk.ledger, "item", item)),
            language=desk.language,
        ),
        "drawings": () if drawing is None else (drawing,),
        "items_href": f"{reverse('items', args=(desk.ledger,))}?org={org}",
        "lines": _lines(desk, org, period, counted),
        "months": tuple(month_words(month, desk.language) for month in range(1, 13)),
        "thin": hints(desk, org=org, period=period, own=own),
        "answers": desk.writes,
        "org": org,
        "ledger": desk.ledger,
        "waiting": _waiting(desk, org, period, counted),
        "bare": _bare(own) if desk.writes and org == desk.org else 0,
        "inside": desk.writes and org == desk.org,
        "org_name": desk.org_name(org, period.end),
        "period_words": period_words(period, desk.language),
        "filters": (org_filter(desk, org), _year_filter(desk, year)),
    }
    return page(request, "shuzhi/year.html", context, place="year")


def _year_filter(desk: Desk, year: int) -> object:
    years = sorted({*desk.years(), year}, reverse=True)
    choices = tuple((str(one), period_words(Period.year(one), desk.language)) for one in years)
    return pick("year", say("seeing.column.period", {}, desk.language), choices, str(year))


def _lines(desk: Desk, org: str, period: Period, counted: Sequence[MonthOfWork]) -> tuple[Line, ...]:
    """Every line of the pack, with its types that have records; a line without any shows that."""
    pack, made = desk.pack(), []
    for code, _, _ in pack.lines:
        kinds = [kind for kind in pack.types.values() if kind.line == code and not kind.protected]
        if kinds:
            made.append(_line(desk, org, period, code, kinds, counted))
    return tuple(made)


def _line(
    desk: Desk,
    org: str,
    period: Period,
    code: str,
    kinds: Sequence[ActivityType],
    counted: Sequence[MonthOfWork],
) -> Line:
    language = desk.language
    by_kind = {kind.code: [one for one in counted if one.type == kind.code] for kind in kinds}
    of_line = [one for found in by_kind.values() for one in found]
    busy = {one.month.month for one in of_line}
    past = [month for month in range(1, 13) if Period.month(period.start.year, month).end <= desk.today()]
    silent = [month_words(month, language) for month in past if month not in busy]
    unused = [name_of(kind, language) for kind in kinds if not by_kind[kind.code]]
    return Line(
        name=choice_name(desk.pack().lines, code, language),
        records=_many(of_line),
        waiting=_many(of_line, _WAITING),
        silent=desk.join(silent) if of_line else "",
        unused=desk.join(unused),
        rows=tuple(_row(desk, org, period, kind, by_kind[kind.code]) for kind in kinds if by_kind[kind.code]),
    )


def _row(
    desk: Desk, org: str, period: Period, kind: ActivityType, found: Sequence[MonthOfWork]
) -> CalendarRow:
    def cell(part: Period, some: Sequence[MonthOfWork]) -> CalendarCell:
        href = desk.activities_address(org=org, period=str(part), type=kind.code)
        return CalendarCell(_many(some), _many(some, _WAITING), href)

    months = list(period.split_by_month())
    cells = tuple(cell(month, [one for one in found if one.month in month]) for month in months)
    return CalendarRow(name_of(kind, desk.language), cells, cell(period, found))


def _waiting(desk: Desk, org: str, period: Period, counted: Sequence[MonthOfWork]) -> tuple[Waiting, ...]:
    """By type in the order of the pack."""
    by_type: Counter[tuple[str, str]] = Counter()
    for one in counted:
        by_type[one.type, one.status] += one.many
    return tuple(
        Waiting(
            say(f"seeing.waiting.{status}", {"type": name_of(kind, desk.language)}, desk.language),
            desk.activities_address(org=org, period=str(period), type=kind.code, status=status),
            by_type[kind.code, status],
        )
        for kind in desk.pack().types.values()
        for status in ("pending", "changed")
        if by_type[kind.code, status]
    )


def _bare(own: Iterable[MonthOfWork]) -> int:
    """Confirmed records of the unit itself with nothing attached."""
    return sum(one.bare for one in own if one.status == "confirmed")


def _many(found: Iterable[MonthOfWork], statuses: frozenset[str] = _STANDING) -> int:
    return sum(one.many for one in found if one.status in statuses)
