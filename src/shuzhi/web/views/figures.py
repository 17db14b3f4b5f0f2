"""The page of one figure, its records, and the list of all figures of a unit and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse

from shuzhi.catalog.model import Indicator, Pack
from shuzhi.catalog.names import sections_of
from shuzhi.engine.base import Figure, Query, Reach, TraceRecord
from shuzhi.messages import say
from shuzhi.usecases.figure import figure, figures, query_for
from shuzhi.usecases.trace_figure import trace_figure
from shuzhi.values.period import Period
from shuzhi.web.addresses import (
    RECORDS,
    figure_address,
    read_day,
    read_period,
    read_position,
    read_reach,
    subject_address,
)
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import chart_address, figure_file_address, file_links
from shuzhi.web.filters import org_filter, period_filter
from shuzhi.web.page import Crumb, page
from shuzhi.web.paging import Paging, paging
from shuzhi.web.present.figures import FigureView, Value, figure_view, rows, share_words, value_view
from shuzhi.web.present.words import choice_name, day_words, name_of, period_words
from shuzhi.web.views.breakdowns import (
    compared,
    drawn,
    org_rows,
    org_slices,
    other_rows,
    slice_label,
    slices_of,
)

PREVIEW = 8  # records shown on the page of the figure itself


@dataclass(frozen=True, slots=True)
class RecordRow:
    day: str
    title: str
    href: str
    org: str
    share: str
    repeat: bool
    part: str


@dataclass(frozen=True, slots=True)
class Listed:
    name: str
    href: str
    value: Value
    pending: int


@dataclass(frozen=True, slots=True)
class ListedGroup:
    title: str
    figures: tuple[Listed, ...]


@at_desk
def figure_page(request: HttpRequest, desk: Desk, indicator: str, org: str, period: str) -> HttpResponse:
    query = query_asked(request, desk, indicator, org, period)
    found = figure(desk.office, query)
    records = trace_figure(desk.office, query)
    months, units = slices_of(desk, query, "month"), org_slices(desk, query)
    pictures = drawn(desk, found, months=months, units=units)
    context = {
        "figure": view_of(desk, found),
        "permanent": figure_address(query),
        "pending_href": desk.activities_address(org=org, period=period, status="pending"),
        "neighbours": _neighbours(desk, query),
        "drawings": pictures,
        "pictures": {one.key: one for one in pictures},
        "compared": compared(desk, found),
        "files": file_links(figure_file_address(query), desk=desk),
        "chart_files": tuple(
            Crumb(
                f"{say(f'seeing.chart.{one.key}', {}, desk.language)} {kind.upper()}",
                chart_address(query, one.key, kind),
            )
            for one in pictures
            for kind in ("png", "svg")
        ),
        "month_rows": rows(
            months,
            label=slice_label(desk, query, "month"),
            href=lambda key: figure_address(replace(query, period=Period.parse(key))),
            language=desk.language,
        ),
        "org_rows": org_rows(desk, query, units),
        "other_breakdowns": other_rows(desk, query, found),
        "records": _record_rows(desk, records[:PREVIEW], found.unit),
        "records_total": len(records),
        "records_href": figure_address(query, page=RECORDS),
        "crumbs": _crumbs(desk, query),
    }
    return page(request, "shuzhi/figure.html", context, place="figure")


@at_desk
def records_page(request: HttpRequest, desk: Desk, indicator: str, org: str, period: str) -> HttpResponse:
    query = query_asked(request, desk, indicator, org, period)
    found = figure(desk.office, query)
    records = trace_figure(desk.office, query)
    where = paging(request, total=len(records), region="records")
    view = view_of(desk, found)
    context = {
        "figure": view,
        "records": _record_rows(desk, _on_page(records, where), found.unit),
        "paging": where,
        "crumbs": (*_crumbs(desk, query), Crumb(view.name, figure_address(query))),
    }
    template = (
        "shuzhi/parts/records.html"
        if request.headers.get("HX-Target") == "records"
        else "shuzhi/records.html"
    )
    return page(request, template, context, place="figure")


@at_desk
def figures_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every indicator of the pack for one unit and period, grouped by the sections of the report."""
    asked = request.GET
    org = asked.get("org") or desk.org
    desk.must_see(org)
    period = read_period(asked.get("period") or str(desk.newest_period()))
    reach = read_reach(asked)
    pack = desk.pack()
    position = desk.head()
    queries = [
        query_for(desk.office, indicator=code, org=org, period=period, reach=reach, as_of=position)
        for code in pack.indicators
    ]
    groups = _groups(desk, pack, figures(desk.office, [for_someone(query, pack) for query in queries]))
    context = {
        "groups": groups,
        "org_name": desk.org_name(org, period.end),
        "period_words": period_words(period, desk.language),
        "position": position,
        "filters": (org_filter(desk, org), period_filter(desk, period)),
    }
    return page(request, "shuzhi/figures.html", context, place="figure")


def query_asked(request: HttpRequest, desk: Desk, indicator: str, org: str, period: str) -> Query:
    """The question that the address asks; raises ``Http404`` or ``PermissionDenied``."""
    desk.must_see(org)
    as_of = read_position(request.GET.get("as_of", ""), head=desk.head())
    pack = desk.pack(as_of)
    if indicator not in pack.indicators:
        raise Http404(indicator)
    query = query_for(
        desk.office,
        indicator=indicator,
        org=org,
        period=read_period(period),
        reach=read_reach(request.GET),
        as_of=as_of if as_of is not None else desk.head(),
        restated=read_day(request.GET.get("restated", "")),
        person=request.GET.get("person", ""),
        post=request.GET.get("post", ""),
        under=_under(request, desk),
    )
    return for_someone(query, pack)


def _under(request: HttpRequest, desk: Desk) -> str:
    """The superior below which the unit's days alone are asked for; "" for all of them."""
    under = request.GET.get("under", "")
    if under:
        desk.must_see(under)
    return under


def for_someone(query: Query, pack: Pack) -> Query:
    """Work of "I" is that of the holder of some post; where none is named, the first of the team's posts."""
    scope = query.scope
    if scope.reach is not Reach.PERSON or scope.person or scope.post or not pack.team_posts:
        return query
    return replace(query, scope=replace(scope, post=pack.team_posts[0]))


def view_of(desk: Desk, found: Figure) -> FigureView:
    query = found.query
    pack = desk.pack(dict(query.positions)[query.scope.ledger])
    day, under = query.period.end, query.scope.under
    org_name = desk.org_name(query.scope.org, day)
    if under:
        told = {"org": org_name, "under": desk.org_name(under, day)}
        org_name = say("seeing.part_under", told, desk.language)
    return figure_view(found, pack=pack, org_name=org_name, language=desk.language)


def _neighbours(desk: Desk, query: Query) -> tuple[Crumb, ...]:
    """The same question asked a little otherwise: the year before, today's tree, the ledger as it stands, above."""

    def link(code: str, other: Query, *, fixed: bool = True) -> Crumb:
        return Crumb(say(code, {}, desk.language), figure_address(other, fixed=fixed))

    found = [link("web.figure.last_year", replace(query, period=query.period.previous_year()))]
    if query.restated is None:
        found.append(link("web.figure.restate", replace(query, restated=desk.today())))
    else:
        found.append(link("web.figure.own_day", replace(query, restated=None)))
    if dict(query.positions)[desk.ledger] != desk.head():
        found.append(link("web.figure.newest", query, fixed=False))
    above = desk.tree().at(query.period.end).parent(query.scope.org)
    if above is not None and desk.may_see(above):
        found.append(
            link("web.figure.above", replace(query, scope=replace(query.scope, org=above, under="")))
        )
    return tuple(found)


def _record_rows(desk: Desk, records: Sequence[TraceRecord], unit: str) -> tuple[RecordRow, ...]:
    titles = desk.titles(record.subject for record in records)
    parts = {"numerator": "web.record.numerator", "denominator": "web.record.denominator"}
    return tuple(
        RecordRow(
            day=day_words(record.day, desk.language),
            title=titles[record.subject],
            href=subject_address(record.ledger, record.subject),
            org=desk.org_name(record.org, record.day),
            share=share_words(record.share, unit, desk.language) if not record.part else "",
            repeat=record.repeat,
            part=say(parts[record.part], {}, desk.language) if record.part else "",
        )
        for record in records
    )


def _on_page(records: Sequence[TraceRecord], where: Paging) -> Sequence[TraceRecord]:
    from_here = records[where.first :]
    return from_here[: where.size]


def _crumbs(desk: Desk, query: Query) -> tuple[Crumb, ...]:
    listed = Crumb(
        say("web.menu.figures", {}, desk.language), desk.figures_address(query.scope.org, query.period)
    )
    return (*desk.crumbs(), listed)


def _groups(desk: Desk, pack: Pack, found: Sequence[Figure]) -> tuple[ListedGroup, ...]:
    """Indicators under the line of work they serve, lines in the order of the pack; what serves none comes last."""
    groups: dict[str, list[Listed]] = {code: [] for code, _, _ in sections_of(pack)}
    for one in found:
        indicator = pack.indicators[one.query.indicator]
        groups.setdefault(indicator.section, []).append(_listed(desk, indicator, one))
    other = say("web.figures.other", {}, desk.language)
    return tuple(
        ListedGroup(
            choice_name(sections_of(pack), section, desk.language) if section else other, tuple(figures)
        )
        for section, figures in groups.items()
        if figures
    )


def _listed(desk: Desk, indicator: Indicator, one: Figure) -> Listed:
    return Listed(
        name=name_of(indicator, desk.language),
        href=figure_address(one.query),
        value=value_view(one, desk.language),
        pending=one.pending,
    )


def main_figures(desk: Desk, codes: Sequence[str], period: Period) -> tuple[Listed, ...]:
    """A few figures of the desk's unit for the first page."""
    pack, position = desk.pack(), desk.head()
    queries = [
        for_someone(query_for(desk.office, indicator=code, org=desk.org, period=period, as_of=position), pack)
        for code in codes
        if code in pack.indicators
    ]
    return tuple(
        _listed(desk, pack.indicators[one.query.indicator], one) for one in figures(desk.office, queries)
    )
