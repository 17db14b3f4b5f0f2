"""One figure taken apart: by month, organisation, mode, category and type of work; drawn, and held beside others.

Organisations stand in official order and months in that of the calendar; nothing is ordered by value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shuzhi.catalog.model import Pack, Ratio
from shuzhi.engine.base import Dimension, EngineError, Figure, Query, Reach, Slice
from shuzhi.messages import say
from shuzhi.usecases.figure import breakdown, figures
from shuzhi.values.units import UnitFamily, family
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk
from shuzhi.web.present import drawings
from shuzhi.web.present.details import MODE_CODES
from shuzhi.web.present.figures import Row, rows, value_view
from shuzhi.web.present.words import choice_name, day_words, month_words, name_of, period_words


@dataclass(frozen=True, slots=True)
class OtherRows:
    key: str
    title: str
    column: str
    rows: tuple[Row, ...]


def org_slices(desk: Desk, query: Query) -> tuple[Slice, ...]:
    """The units directly below in official order with the unit's own work; none where there is nothing below."""
    slices = slices_of(desk, query, "organisation") if query.scope.reach is Reach.SUBTREE else ()
    return slices if len(slices) > 1 else ()


def drawn(
    desk: Desk, found: Figure, *, months: Sequence[Slice], units: Sequence[Slice]
) -> tuple[drawings.Drawing, ...]:
    """The drawings of a figure's page, at most one of each kind."""
    query = found.query
    pack, language = desk.pack(), desk.language
    indicator = pack.indicators[query.indicator]
    name = name_of(indicator, language)
    label = unit_label(desk, query, units)
    made = [
        drawings.part_of_whole(found, name=name, language=language)
        if isinstance(indicator.measure, Ratio)
        else None,
        drawings.by_month(months, name=name, language=language) if len(months) > 1 else None,
        drawings.by_unit(units, label=label, name=name, language=language),
    ]
    return tuple(one for one in made if one is not None)


def compared(desk: Desk, found: Figure) -> tuple[Row, ...]:
    """This figure, the same question a year earlier, and under the tree of today; each leads to its page."""
    query = found.query
    earlier = replace(query, period=query.period.previous_year())
    asked = [query, earlier]
    labels = [period_words(one.period, desk.language) for one in asked]
    if query.restated is None and query.scope.reach is Reach.SUBTREE:
        asked.append(replace(query, restated=desk.today()))
        day = day_words(desk.today(), desk.language)
        labels.append(say("seeing.under_todays_tree", {"day": day}, desk.language))
    answers = figures(desk.office, asked)
    return tuple(
        Row(label, value_view(one, desk.language), figure_address(one.query))
        for label, one in zip(labels, answers, strict=True)
    )


def _month(key: str, desk: Desk) -> str:
    month = month_words(int(key[5:7]), desk.language)
    return f"{month} {key[:4]}" if desk.language == "en" else f"{key[:4]}年{month}"


def org_rows(desk: Desk, query: Query, slices: Sequence[Slice]) -> tuple[Row, ...]:
    """The units directly below in official order, and the unit's own work under its own name; of one that changed its
    superior it is said which days count.
    """
    of = {one.key: one.figure.query for one in slices}
    label = unit_label(desk, query, slices)
    return rows(slices, label=label, href=lambda org: figure_address(of[org]), language=desk.language)


def unit_label(desk: Desk, query: Query, slices: Sequence[Slice]) -> Callable[[str], str]:
    """What each row of units is called; of a part of a unit's days it is said which."""
    name = slice_label(desk, query, "organisation")
    parts = {one.key: one.figure.query.scope.under for one in slices}

    def label(org: str) -> str:
        under = parts.get(org, "")
        told = {"org": name(org), "under": desk.org_name(under, query.period.end)}
        return say("seeing.part_under", told, desk.language) if under else name(org)

    return label


def other_rows(desk: Desk, query: Query, found: Figure) -> tuple[OtherRows, ...]:
    """By mode and category where heads are counted; by type where several types are."""
    made: list[OtherRows] = []
    if family(found.unit) in (UnitFamily.ATTENDANCES, UnitFamily.PEOPLE):
        made.append(_breakdown(desk, query, "mode", "web.figure.by_mode", "web.column.mode"))
        made.append(_breakdown(desk, query, "category", "web.figure.by_category", "web.column.category"))
    made.append(_breakdown(desk, query, "type", "web.figure.by_type", "web.column.type"))
    return tuple(one for one in made if len(one.rows) > 1)


def _breakdown(desk: Desk, query: Query, by: Dimension, title: str, column: str) -> OtherRows:
    slices, label = slices_of(desk, query, by), slice_label(desk, query, by)
    shown = rows(slices, label=label, href=lambda _: "", language=desk.language)
    return OtherRows(by, say(title, {}, desk.language), say(column, {}, desk.language), shown)


def slice_label(desk: Desk, query: Query, by: Dimension) -> Callable[[str], str]:
    """What the rows of a breakdown are called."""
    own, pack = query.scope.org, desk.pack()

    def unit(org: str) -> str:
        name = desk.org_name(org, query.period.end)
        return say("web.figure.own", {"org": name}, desk.language) if org == own else name

    def kind(key: str) -> str:
        if not key:
            return say("web.column.untold", {}, desk.language)
        if by == "type":
            return name_of(pack.types[key], desk.language) if key in pack.types else key
        if by == "mode":
            return next(
                (say(code, {}, desk.language) for mode, code in MODE_CODES.items() if mode == key), key
            )
        return _category(pack, key, desk.language)

    if by == "month":
        return lambda key: _month(key, desk)
    return unit if by == "organisation" else kind


def slices_of(desk: Desk, query: Query, by: Dimension) -> tuple[Slice, ...]:
    """None where the indicator does not count activities: items have neither mode nor type of work."""
    try:
        return breakdown(desk.office, query, by=by)
    except EngineError:
        return ()


def _category(pack: Pack, key: str, language: str) -> str:
    for kind in pack.types.values():
        if any(code == key for code, _, _ in kind.categories):
            return choice_name(kind.categories, key, language)
    return key
