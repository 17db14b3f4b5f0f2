"""Tables: rows are organisations in official order or months, columns are indicators; every cell leads to its figure.

A cell is asked for exactly as its figure's page asks, so both say the same. The first row is the whole as the engine
computes it; nothing is added up here, and nothing is ordered or coloured by value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import Attendances, Count, Indicator, Pack, People, Sum
from shuzhi.catalog.names import sections_of
from shuzhi.engine.base import Figure, Query, Reach, Scope
from shuzhi.engine.slices import scopes_below
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
    """``name`` is its column's, said beside the number where there is no room for columns."""

    name: str
    value: Value
    href: str
    pending: int


@dataclass(frozen=True, slots=True)
class TableRow:
    label: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class RowOf:
    """One row before it is computed: what it is called and how it narrows the question. ``under``: see ``Scope``."""

    label: str
    org: str
    period: Period
    reach: Reach | None = None
    under: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """A line of work. ``hidden`` are its chosen indicators that the words searched for leave out of ``choices``."""

    code: str
    title: str
    choices: tuple[Choice, ...]
    hidden: tuple[str, ...]
    chosen: int


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
        "rows": tuple(_shown(row, asked.indicators, found, desk) for row, found in answered),
        "rows_of": say(f"seeing.rows.{asked.rows}", {}, desk.language),
        "org_name": desk.org_name(asked.org, asked.period.end),
        "period_words": period_words(asked.period, desk.language),
        "position": asked.position,
        "filters": _filters(desk, asked),
        "groups": _choices(desk, asked, request.GET.get("q", "").strip()),
        "q": request.GET.get("q", "").strip(),
        "here": reverse("tables", args=(desk.ledger,)),
        "permanent": f"{reverse('tables', args=(desk.ledger,))}?{fixed}",
        "files": file_links(f"{address}?{fixed}", desk=desk),
    }
    part = request.headers.get("HX-Target") == "choices"
    return page(request, f"shuzhi/{'parts/table_choices' if part else 'tables'}.html", context, place="table")


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
    sheets = (_as_on_the_page(desk, asked, answered), sheet, basis)
    return as_file(kind, sheet, sheets, desk=desk, name=f"table-{asked.org}-{asked.period}")


def _as_on_the_page(desk: Desk, asked: Asked, answered: Sequence[tuple[RowOf, tuple[Figure, ...]]]) -> Sheet:
    """Rows and columns as one reads them; a number that is no single one stands in words."""
    header = (
        say(f"seeing.rows.{asked.rows}", {}, desk.language),
        *(_column_name(one, desk.language) for one in asked.indicators),
    )
    lines = tuple((row.label, *(_plain(one, desk) for one in found)) for row, found in answered)
    return Sheet(say("seeing.sheet.table", {}, desk.language), header, lines)


def _column_name(indicator: Indicator, language: str) -> str:
    unit = unit_words(indicator.unit, language)
    return f"{name_of(indicator, language)} ({unit})" if unit else name_of(indicator, language)


def _plain(one: Figure, desk: Desk) -> Cell:
    return value_view(one, desk.language).words if one.exact is None else one.exact


def _asked(request: HttpRequest, desk: Desk) -> Asked:
    """Raises ``Http404`` for what there is not, ``PermissionDenied`` for a unit out of view."""
    given = request.GET
    org = given.get("org") or desk.org
    desk.must_see(org)
    as_of = read_position(given.get("as_of", ""), head=desk.head())
    pack = desk.pack(as_of)
    rows = given.get("rows") or KINDS_OF_ROWS[0]
    whole_lines = set(given.getlist("line"))
    of_lines = [one.code for one in pack.indicators.values() if one.section in whole_lines]
    codes = list(dict.fromkeys((*given.getlist("i"), *of_lines))) or _first(pack)
    if rows not in KINDS_OF_ROWS or any(code not in pack.indicators for code in codes):
        raise Http404
    return Asked(
        org=org,
        period=read_period(given.get("period") or str(desk.newest_period())),
        rows=rows,
        indicators=tuple(pack.indicators[code] for code in codes),
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
        under="" if _of_persons(indicator) else row.under,
    )
    posts = desk.pack(asked.position).team_posts
    if query.scope.reach is Reach.PERSON and posts:
        return replace(query, scope=replace(query.scope, post=posts[0]))
    return query


def _units(desk: Desk, asked: Asked) -> list[RowOf]:
    """The unit with all below, its own work, and each unit directly below on some day, in official order; one that
    changed its superior counts for its days here.
    """
    name, day = desk.org_name(asked.org, asked.period.end), asked.period.end
    query = query_for(
        desk.office,
        indicator=asked.indicators[0].code,
        org=asked.org,
        period=asked.period,
        reach=Reach.SUBTREE,
    )
    below = [one for one in scopes_below(desk.tree(), query) if desk.may_see(one.org)]
    whole = RowOf(say("seeing.rows.whole", {"org": name}, desk.language), asked.org, asked.period)
    if not below:
        return [whole]
    own = RowOf(say("web.figure.own", {"org": name}, desk.language), asked.org, asked.period, Reach.UNIT)
    return [
        whole,
        own,
        *(RowOf(_part_name(desk, one, day), one.org, asked.period, under=one.under) for one in below),
    ]


def _part_name(desk: Desk, scope: Scope, day: date) -> str:
    name = desk.org_name(scope.org, day)
    told = {"org": name, "under": desk.org_name(scope.under, day)}
    return say("seeing.part_under", told, desk.language) if scope.under else name


def _months(desk: Desk, asked: Asked) -> list[RowOf]:
    whole = RowOf(period_words(asked.period, desk.language), asked.org, asked.period)
    months = list(asked.period.split_by_month())
    if len(months) < 2:
        return [whole]
    return [whole, *(RowOf(_month(one, asked.period, desk), asked.org, one) for one in months)]


def _month(month: Period, whole: Period, desk: Desk) -> str:
    one_year = whole.start.year == whole.end.year
    return month_words(month.start.month, desk.language) if one_year else period_words(month, desk.language)


def _shown(row: RowOf, indicators: Sequence[Indicator], found: Sequence[Figure], desk: Desk) -> TableRow:
    cells = tuple(
        TableCell(
            _column_name(indicator, desk.language), value_view(one, desk.language), figure_address(one.query),
            one.pending,
        )
        for indicator, one in zip(indicators, found, strict=True)
    )  # fmt: skip
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


def _choices(desk: Desk, asked: Asked, q: str) -> tuple[ChoiceGroup, ...]:
    """All indicators under their line of work, in the order of the pack; ``q`` keeps those whose name or alias has
    these characters, and what was chosen stays chosen.
    """
    pack, language = desk.pack(asked.position), desk.language
    held = {one.code for one in asked.indicators}
    groups: dict[str, list[Indicator]] = {code: [] for code, _, _ in sections_of(pack)}
    for one in pack.indicators.values():
        groups.setdefault(one.section, []).append(one)
    other = say("web.figures.other", {}, language)
    made = []
    for code, found in groups.items():
        shown = [one for one in found if _answers(one, q)]
        hidden = tuple(one.code for one in found if one.code in held and one not in shown)
        if shown or hidden:
            choices = tuple(Choice(one.code, name_of(one, language), one.code in held) for one in shown)
            title = choice_name(sections_of(pack), code, language) if code else other
            many = sum(one.code in held for one in found)
            made.append(ChoiceGroup(code if shown else "", title, choices, hidden, many))
    return tuple(made)


def _answers(indicator: Indicator, q: str) -> bool:
    wanted = q.casefold()
    return any(wanted in text.casefold() for text in (indicator.name, indicator.name_en, *indicator.aliases))
