"""Tables: rows are organisations in official order or months, columns are indicators; every cell leads to its figure.

A cell is asked for exactly as its figure's page asks, so both say the same. Nothing is ordered or coloured by value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import Attendances, Count, Indicator, Pack, People, Sum
from shuzhi.catalog.names import sections_of
from shuzhi.engine.base import Figure, Query, Reach
from shuzhi.messages import say
from shuzhi.usecases.figure import figures, query_for
from shuzhi.values.period import Period
from shuzhi.web.addresses import figure_address, read_period, read_position
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import as_file, file_links
from shuzhi.web.filters import Filter, org_filter, period_filter, pick
from shuzhi.web.page import page
from shuzhi.web.present.figures import Value, value_view
from shuzhi.web.present.tabular import Cell, Sheet, ends
from shuzhi.web.present.words import choice_name, month_words, name_of, period_words, unit_words
from shuzhi.web.views.exports import certainty_words, head_words
from shuzhi.web.views.home import chosen

COLUMNS = 8  # as many indicators as one can take in
WORK = (Count, Sum, Attendances, People)
FIRST = 5  # shown where none is chosen
KINDS_OF_ROWS = ("organisations", "months")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is of. ``position``: as of which place in the ledger, for all cells alike."""

    org: str
    period: Period
    rows: str
    indicators: tuple[Indicator, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class TableCell:
    value: Value
    href: str
    pending: int


@dataclass(frozen=True, slots=True)
class TableRow:
    label: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class RowOf:
    """One row before it is computed: what it is called and how it narrows the question."""

    label: str
    org: str
    period: Period
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    title: str
    choices: tuple[Choice, ...]


@at_desk
def tables_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked = _asked(request, desk)
    answered = _answered(desk, asked)
    fixed = _query_string(asked)
    address = reverse("table_file", args=(desk.ledger, "KIND"))
    context = {
        "columns": tuple(
            Column(name_of(one, desk.language), unit_words(one.unit, desk.language))
            for one in asked.indicators
        ),
        "rows": tuple(_shown(row, found, desk) for row, found in answered),
        "rows_of": say(f"seeing.rows.{asked.rows}", {}, desk.language),
        "org_name": desk.org_name(asked.org, asked.period.end),
        "period_words": period_words(asked.period, desk.language),
        "position": asked.position,
        "filters": _filters(desk, asked),
        "groups": _choices(desk, asked),
        "most": COLUMNS,
        "permanent": f"{reverse('tables', args=(desk.ledger,))}?{fixed}",
        "files": file_links(f"{address}?{fixed}", desk=desk),
    }
    return page(request, "shuzhi/tables.html", context, place="table")


@at_desk
def table_file(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """The table as it stands on the page, with both ends and the certainty of every number."""
    asked = _asked(request, desk)
    answered = _answered(desk, asked)
    header = (
        say(f"seeing.rows.{asked.rows}", {}, desk.language),
        *head_words(desk, "indicator", "low", "high", "unit", "certainty", "pending"),
    )
    lines: list[tuple[Cell, ...]] = []
    for row, found in answered:
        for indicator, one in zip(asked.indicators, found, strict=True):
            name = name_of(indicator, desk.language)
            lines.append((row.label, name, *ends(one), one.unit, certainty_words(desk, one), one.pending))
    sheet = Sheet(say("seeing.sheet.numbers", {}, desk.language), header, tuple(lines))
    basis = Sheet(
        say("seeing.sheet.rule", {}, desk.language),
        head_words(desk, "indicator", "words"),
        tuple((name_of(one, desk.language), one.counting_rule) for one in asked.indicators),
    )
    return as_file(kind, sheet, (sheet, basis), desk=desk, name=f"table-{asked.org}-{asked.period}")


def _asked(request: HttpRequest, desk: Desk) -> Asked:
    """Raises ``Http404`` for what there is not, ``PermissionDenied`` for a unit out of view."""
    given = request.GET
    org = given.get("org") or desk.org
    desk.must_see(org)
    as_of = read_position(given.get("as_of", ""), head=desk.head())
    pack = desk.pack(as_of)
    rows = given.get("rows") or KINDS_OF_ROWS[0]
    codes = list(dict.fromkeys(given.getlist("i"))) or _first(pack)
    if rows not in KINDS_OF_ROWS or any(code not in pack.indicators for code in codes):
        raise Http404
    return Asked(
        org=org,
        period=read_period(given.get("period") or str(desk.newest_period())),
        rows=rows,
        indicators=tuple(pack.indicators[code] for code in codes[:COLUMNS]),
        position=desk.head() if as_of is None else as_of,
    )


def _first(pack: Pack) -> list[str]:
    """Of work done by units, not of persons or of what stands at a day: those of the shortest report first."""
    codes = dict.fromkeys([*chosen(pack), *pack.indicators])
    return [code for code in codes if _is_of_work(pack.indicators[code])][:FIRST]


def _is_of_work(indicator: Indicator) -> bool:
    return isinstance(indicator.measure, WORK) and not _of_persons(indicator)


def _of_persons(indicator: Indicator) -> bool:
    return Reach(indicator.reach).is_of_persons


def _answered(desk: Desk, asked: Asked) -> tuple[tuple[RowOf, tuple[Figure, ...]], ...]:
    """Every row with its figures, all computed together at one position."""
    rows = _months(desk, asked) if asked.rows == "months" else _units(desk, asked)
    queries = [_query(desk, asked, indicator, row) for row in rows for indicator in asked.indicators]
    answers = figures(desk.office, queries)
    wide = len(asked.indicators)
    return tuple((row, tuple(answers[place * wide : (place + 1) * wide])) for place, row in enumerate(rows))


def _query(desk: Desk, asked: Asked, indicator: Indicator, row: RowOf) -> Query:
    query = query_for(
        desk.office,
        indicator=indicator.code,
        org=row.org,
        period=row.period,
        reach=None if _of_persons(indicator) else row.reach,
        as_of=asked.position,
    )
    posts = desk.pack(asked.position).team_posts
    if query.scope.reach is Reach.PERSON and posts:
        return replace(query, scope=replace(query.scope, post=posts[0]))
    return query


def _units(desk: Desk, asked: Asked) -> list[RowOf]:
    """The unit with all below, its own work, and each unit directly below in official order."""
    view = desk.tree().at(asked.period.end)
    name = desk.org_name(asked.org, asked.period.end)
    below = [one for one in view.children(asked.org) if desk.may_see(one)]
    whole = RowOf(say("seeing.rows.whole", {"org": name}, desk.language), asked.org, asked.period)
    if not below:
        return [whole]
    own = RowOf(say("web.figure.own", {"org": name}, desk.language), asked.org, asked.period, Reach.UNIT)
    return [
        whole,
        own,
        *(RowOf(desk.org_name(one, asked.period.end), one, asked.period) for one in below),
    ]


def _months(desk: Desk, asked: Asked) -> list[RowOf]:
    whole = RowOf(period_words(asked.period, desk.language), asked.org, asked.period)
    months = list(asked.period.split_by_month())
    if len(months) < 2:
        return [whole]
    return [whole, *(RowOf(_month(one, asked.period, desk), asked.org, one) for one in months)]


def _month(month: Period, whole: Period, desk: Desk) -> str:
    one_year = whole.start.year == whole.end.year
    return month_words(month.start.month, desk.language) if one_year else period_words(month, desk.language)


def _shown(row: RowOf, found: Sequence[Figure], desk: Desk) -> TableRow:
    cells = tuple(
        TableCell(value_view(one, desk.language), figure_address(one.query), one.pending) for one in found
    )
    return TableRow(row.label, cells)


def _query_string(asked: Asked) -> str:
    pairs = [("org", asked.org), ("period", str(asked.period)), ("rows", asked.rows)]
    pairs += [("i", one.code) for one in asked.indicators]
    return urlencode([*pairs, ("as_of", str(asked.position))])


def _filters(desk: Desk, asked: Asked) -> tuple[Filter, ...]:
    kinds = tuple((one, say(f"seeing.rows.{one}", {}, desk.language)) for one in KINDS_OF_ROWS)
    return (
        org_filter(desk, asked.org),
        period_filter(desk, asked.period),
        pick("rows", say("seeing.rows", {}, desk.language), kinds, asked.rows),
    )


def _choices(desk: Desk, asked: Asked) -> tuple[ChoiceGroup, ...]:
    """All indicators under their line of work, in the order of the pack."""
    pack, language = desk.pack(asked.position), desk.language
    held = {one.code for one in asked.indicators}
    groups: dict[str, list[Choice]] = {code: [] for code, _, _ in sections_of(pack)}
    for one in pack.indicators.values():
        groups.setdefault(one.section, []).append(Choice(one.code, name_of(one, language), one.code in held))
    other = say("web.figures.other", {}, language)
    return tuple(
        ChoiceGroup(choice_name(sections_of(pack), code, language) if code else other, tuple(found))
        for code, found in groups.items()
        if found
    )
