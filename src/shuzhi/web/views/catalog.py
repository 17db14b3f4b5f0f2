"""The counting rules by which this ledger counts: indicators, types of work, kinds of items. Read only."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import ActivityType, Cadence, Indicator, Pack
from shuzhi.catalog.names import owner_name, sections_of
from shuzhi.messages import say
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import page
from shuzhi.web.present.figures import rule_words
from shuzhi.web.present.words import choice_name, name_of, unit_words

_CADENCE_CODES = {
    "year": "web.catalog.cadence_year",
    "half": "web.catalog.cadence_half",
    "quarter": "web.catalog.cadence_quarter",
    "month": "web.catalog.cadence_month",
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    code: str
    name: str
    href: str
    rule: str
    unit: str
    owner: str


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    title: str
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class TypeRow:
    """``states`` says what a record of the type states; ``cadence`` is the rule with its source, "" for none."""

    code: str
    name: str
    states: str
    cadence: str


@dataclass(frozen=True, slots=True)
class LineGroup:
    title: str
    types: tuple[TypeRow, ...]


@dataclass(frozen=True, slots=True)
class KindRow:
    code: str
    name: str
    states: str


@at_desk
def catalog_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    pack = desk.pack()
    context = {
        "pack": pack,
        "pack_name": name_of(pack, desk.language),
        "indicators": _indicators(desk, pack),
        "indicator_count": len(pack.indicators),
        "lines": _lines(desk, pack),
        "kinds": tuple(
            KindRow(
                kind.code,
                name_of(kind, desk.language),
                desk.join(name_of(state, desk.language) for state in kind.states),
            )
            for kind in pack.item_kinds.values()
        ),
    }
    return page(request, "shuzhi/catalog.html", context, place="catalog")


def _indicators(desk: Desk, pack: Pack) -> tuple[IndicatorGroup, ...]:
    """By line of work, lines in the order of the pack; what serves none comes last."""
    groups: dict[str, list[IndicatorRow]] = {code: [] for code, _, _ in sections_of(pack)}
    for one in pack.indicators.values():
        groups.setdefault(one.section, []).append(_indicator(desk, pack, one))
    other = say("web.figures.other", {}, desk.language)
    return tuple(
        IndicatorGroup(
            choice_name(sections_of(pack), section, desk.language) if section else other, tuple(rows)
        )
        for section, rows in groups.items()
        if rows
    )


def _indicator(desk: Desk, pack: Pack, one: Indicator) -> IndicatorRow:
    return IndicatorRow(
        code=one.code,
        name=name_of(one, desk.language),
        href=reverse("figure", args=(desk.ledger, one.code, desk.org, str(desk.newest_period()))),
        rule=rule_words(one, desk.language),
        unit=unit_words(one.unit, desk.language) or say("web.unit.number", {}, desk.language),
        owner=owner_name(pack, one, desk.language),
    )


def _lines(desk: Desk, pack: Pack) -> tuple[LineGroup, ...]:
    groups = []
    for code, chinese, english in pack.lines:
        types = tuple(_type(desk, pack, kind) for kind in pack.types.values() if kind.line == code)
        if types:
            groups.append(LineGroup(english if desk.language == "en" else chinese, types))
    return tuple(groups)


def _type(desk: Desk, pack: Pack, kind: ActivityType) -> TypeRow:
    heads = "web.catalog.counts_no_heads" if kind.attendance == "none" else "web.catalog.counts_heads"
    states = [say(heads, {}, desk.language)]
    states += [
        name_of(pack.quantities[code], desk.language) for code in kind.quantities if code in pack.quantities
    ]
    states += [name_of(spec, desk.language) for spec in kind.fields]
    if kind.protected:
        states.append(say("web.catalog.protected", {}, desk.language))
    return TypeRow(
        kind.code, name_of(kind, desk.language), desk.join(states), _cadence(kind.cadence, desk.language)
    )


def _cadence(cadence: Cadence | None, language: str) -> str:
    if cadence is None:
        return ""
    source = cadence.source_en if language == "en" and cadence.source_en else cadence.source
    return say(_CADENCE_CODES[cadence.every], {"times": cadence.times, "source": source}, language)
