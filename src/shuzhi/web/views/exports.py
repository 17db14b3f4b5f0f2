"""Figures and tables as files, and the program that draws charts. Values only; the files compute nothing."""

from __future__ import annotations

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import quote_etag

from shuzhi.engine.base import Dimension, Figure, Query
from shuzhi.messages import say
from shuzhi.report import charts
from shuzhi.usecases.figure import figure
from shuzhi.usecases.trace_figure import trace_figure
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import as_file, attached
from shuzhi.web.present.figures import CERTAINTY_CODES
from shuzhi.web.present.tabular import Cell, Sheet, ends
from shuzhi.web.present.words import period_words
from shuzhi.web.views import figures as pages
from shuzhi.web.views.breakdowns import drawn, org_slices, slice_label, slices_of

_DAY = 86_400
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
DIMENSIONS: tuple[Dimension, ...] = ("month", "organisation", "mode", "category", "type")


def chart_script(request: HttpRequest) -> HttpResponse:
    """The drawing program out of the installed package: the same file for everyone, kept by the browser for a day."""
    found = charts.script()
    tag = quote_etag(sha256(found).hexdigest())
    known = request.headers.get("If-None-Match") == tag
    response: HttpResponse = (
        HttpResponseNotModified() if known else HttpResponse(found, content_type="text/javascript")
    )
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"private, max-age={_DAY}"
    return response


@at_desk
def figure_file(
    request: HttpRequest, desk: Desk, indicator: str, org: str, period: str, kind: str
) -> HttpResponse:
    """The figure with its breakdowns (CSV), and in Excel its rule and its records too."""
    query = pages.query_asked(request, desk, indicator, org, period)
    found = figure(desk.office, query)
    name = f"{indicator}-{org}-{period}"
    numbers = _numbers(desk, query, found)
    sheets = (
        numbers,
        _rule(request, desk, found),
        _records(desk, query, found),
    )
    return as_file(kind, numbers, sheets, desk=desk, name=name)


@at_desk
def figure_chart(
    request: HttpRequest, desk: Desk, indicator: str, org: str, period: str, key: str, kind: str
) -> HttpResponse:
    """One drawing of a figure's page as a picture for a paper: PNG for Word, SVG for the press."""
    query = pages.query_asked(request, desk, indicator, org, period)
    found = figure(desk.office, query)
    pictures = drawn(desk, found, months=slices_of(desk, query, "month"), units=org_slices(desk, query))
    wanted = next((one for one in pictures if one.key == key), None)
    if wanted is None or kind not in PICTURES:
        raise Http404(key)
    content = charts.svg(wanted.spec).encode() if kind == "svg" else charts.png(wanted.spec)
    return attached(content, PICTURES[kind], f"{indicator}-{org}-{period}-{key}.{kind}")


def head_words(desk: Desk, *codes: str) -> tuple[str, ...]:
    return tuple(say(f"seeing.column.{code}", {}, desk.language) for code in codes)


def certainty_words(desk: Desk, found: Figure) -> str:
    return say(CERTAINTY_CODES[found.certainty], {}, desk.language)


def _numbers(desk: Desk, query: Query, found: Figure) -> Sheet:
    rows: list[tuple[Cell, ...]] = [_row(desk, "whole", str(query.period), "", found)]
    for by in DIMENSIONS:
        label = slice_label(desk, query, by)
        rows += [_row(desk, by, one.key, label(one.key), one.figure) for one in slices_of(desk, query, by)]
    header = head_words(desk, "by", "code", "name", "low", "high", "unit", "certainty", "pending")
    return Sheet(say("seeing.sheet.numbers", {}, desk.language), header, tuple(rows))


def _row(desk: Desk, by: str, key: str, label: str, found: Figure) -> tuple[Cell, ...]:
    words = say(f"seeing.by.{by}", {}, desk.language)
    return (words, key, label, *ends(found), found.unit, certainty_words(desk, found), found.pending)


def _rule(request: HttpRequest, desk: Desk, found: Figure) -> Sheet:
    view = pages.view_of(desk, found)
    told = (
        ("indicator", f"{view.name}（{view.code}）"),
        ("rule", view.rule),
        ("why", " ".join(view.why)),
        ("scope", view.scope),
        ("period", period_words(found.query.period, desk.language)),
        ("tree", view.tree),
        ("owner", view.owner),
        ("position", " ".join(f"{ledger}@{position}" for ledger, position in view.positions)),
        ("pack", f"{view.pack} {view.digest}"),
        ("link", request.build_absolute_uri(figure_address(found.query))),
    )
    rows = tuple((say(f"seeing.fact.{code}", {}, desk.language), words) for code, words in told)
    return Sheet(say("seeing.sheet.rule", {}, desk.language), head_words(desk, "what", "words"), rows)


def _records(desk: Desk, query: Query, found: Figure) -> Sheet:
    traced = trace_figure(desk.office, query)
    titles = desk.titles(one.subject for one in traced)
    rows = tuple(
        (
            one.day.isoformat(),
            titles[one.subject],
            desk.org_name(one.org, one.day),
            one.share,
            "" if one.part else found.unit,
            one.subject,
        )
        for one in traced
    )
    header = head_words(desk, "day", "title", "organisation", "share", "unit", "record")
    return Sheet(say("seeing.sheet.records", {}, desk.language), header, rows)
