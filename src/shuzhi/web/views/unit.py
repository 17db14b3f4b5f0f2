"""One unit: where it stands and stood, what happened to it, its posts and terms, its figures by link, its coverage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import Indicator, Items, Ratio
from shuzhi.ledger.entries import PostKind
from shuzhi.ledger.facts import PostFact
from shuzhi.messages import say
from shuzhi.store import people_reads
from shuzhi.usecases.figure import figures, query_for
from shuzhi.usecases.merge_preview import person_state
from shuzhi.usecases.organisation_life import OrganisationLife, life_of_organisation
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, page
from shuzhi.web.present.figures import Value, value_view
from shuzhi.web.present.units import places, post_lines, turn_lines
from shuzhi.web.present.words import choice_name, day_words, name_of, period_words
from shuzhi.web.views.people import count_at

BELOW_ONLY = ("move", "merge", "close")
"""Acts of the unit above: nobody moves, merges or closes the unit she sits at."""


@dataclass(frozen=True, slots=True)
class RateLine:
    name: str
    value: Value
    href: str


@at_desk
def unit_page(request: HttpRequest, desk: Desk, org: str) -> HttpResponse:
    desk.must_see(org)
    today, language = desk.today(), desk.language
    life = life_of_organisation(desk.office, org)
    view = desk.tree().at(today)
    unit = view.unit(org)
    assert unit is not None
    kept, exists = desk.keeps(org), view.exists(org)
    context = {
        "name": desk.org_name(org, today),
        "code": org,
        "kind": choice_name(desk.pack().organisation_kinds, unit.kind, language),
        "state": _state(desk, org),
        "exists": exists,
        "contact": life.contact if kept else "",
        "places": places(desk.tree(), org, pack=desk.pack(), today=today, language=language),
        "children": tuple(
            Crumb(desk.org_name(one, today), reverse("organisation", args=(desk.ledger, one)))
            for one in view.children(org)
        ),
        "turns": turn_lines(
            life, pack=desk.pack(), org_name=desk.org_name, actor=desk.actor, language=language
        ),
        "posts": _posts(desk, org),
        "kept": kept,
        "term": _term(desk, life),
        "people": count_at(desk, org),
        "people_href": f"{reverse('people', args=(desk.ledger,))}?{urlencode({'org': org})}" if kept else "",
        "links": _links(desk, org) if view.subtree(org) else (),
        "rates": _rates(desk, org) if view.subtree(org) else (),
        "rates_period": period_words(desk.newest_period(), language),
        "acts": _acts(desk, org, exists=exists),
        "crumbs": crumbs(desk, org),
    }
    return page(request, "shuzhi/unit.html", context, place="organisation")


def crumbs(desk: Desk, org: str = "") -> tuple[Crumb, ...]:
    """The way to a unit: home, the tree, and the units above that may be seen, the top first."""
    above = reversed(desk.tree().at(desk.today()).ancestors(org)) if org else ()
    return (
        *desk.crumbs(),
        Crumb(
            say("web.menu.organisations", {}, desk.language), reverse("organisations", args=(desk.ledger,))
        ),
        *(
            Crumb(desk.org_name(one, desk.today()), reverse("organisation", args=(desk.ledger, one)))
            for one in above
            if desk.may_see(one)
        ),
    )


def may_do(desk: Desk, org: str, act: str) -> bool:
    """Changes are the unit's own or those above; moves, mergers and closings only of those above."""
    return desk.writes and desk.may_see(org) and (act not in BELOW_ONLY or org != desk.org)


def _state(desk: Desk, org: str) -> str:
    """What became of a unit that is not there today; "" for one that is."""
    view, language = desk.tree().at(desk.today()), desk.language
    if view.exists(org):
        return ""
    last = desk.tree().spans(org)[-1]
    if last.until is None:
        return say(
            "registers.unit.coming", {"day": day_words(desk.tree().spans(org)[0].day, language)}, language
        )
    day = day_words(last.until, language)
    if last.merged_into:
        into = desk.org_name(last.merged_into, last.until)
        return say("registers.unit.merged", {"day": day, "into": into}, language)
    return say("registers.unit.closed", {"day": day}, language)


def _posts(desk: Desk, org: str) -> tuple[object, ...]:
    rows = [row for row in desk.rows("post", PostFact) if row.org == org]
    return post_lines(
        rows,
        pack=desk.pack(),
        today=desk.today(),
        names=people_reads.names_of(desk.kept(), {row.person for row in rows}),
        kinds=_kinds(desk, {row.person for row in rows}),
        address=lambda person: reverse("person", args=(desk.ledger, person)),
        language=desk.language,
    )


def _kinds(desk: Desk, people: set[str]) -> dict[tuple[str, str, date], PostKind]:
    """How each post of these people is held, where it was told."""
    return {
        (person, tenure.post, tenure.day): tenure.kind
        for person in people
        for tenure in person_state(desk.office, person).tenures
        if tenure.kind is not None
    }


def _term(desk: Desk, life: OrganisationLife) -> str:
    return term_words(desk, life.term_until) if life.term_until else ""


def term_words(desk: Desk, until: date) -> str:
    """To which day the term runs and how long that is: a hint, never more."""
    left, day = (until - desk.today()).days, day_words(until, desk.language)
    code = "registers.term.over" if left < 0 else "registers.term.running"
    return say(code, {"day": day, "days": abs(left)}, desk.language)


def _links(desk: Desk, org: str) -> tuple[Crumb, ...]:
    period, language = desk.newest_period(), desk.language
    asked = urlencode({"org": org})
    return (
        Crumb(say("items.unit.link", {}, language), reverse("unit_readings", args=(desk.ledger, org))),
        Crumb(say("web.menu.figures", {}, language), desk.figures_address(org, period)),
        Crumb(say("web.menu.activities", {}, language), desk.activities_address(org=org)),
        Crumb(say("web.menu.items", {}, language), f"{reverse('items', args=(desk.ledger,))}?{asked}"),
        Crumb(say("seeing.menu.year", {}, language), f"{reverse('year', args=(desk.ledger,))}?{asked}"),
    )


def _rates(desk: Desk, org: str) -> tuple[RateLine, ...]:
    """Rates over things standing (covered of all): which ones there are the pack says."""
    asked = [
        query_for(desk.office, indicator=one.code, org=org, period=desk.newest_period())
        for one in _stock_rates(desk)
    ]
    return tuple(
        RateLine(
            name_of(desk.pack().indicators[found.query.indicator], desk.language),
            value_view(found, desk.language),
            figure_address(found.query),
        )
        for found in figures(desk.office, asked)
        if found.value is not None
    )


def _stock_rates(desk: Desk) -> Iterator[Indicator]:
    for one in desk.pack().indicators.values():
        measure = one.measure
        if isinstance(measure, Ratio):
            parts = (measure.numerator, measure.denominator)
            if all(isinstance(part, Items) and part.when == "standing" for part in parts):
                yield one


def _acts(desk: Desk, org: str, *, exists: bool) -> tuple[Crumb, ...]:
    if not exists:
        return ()
    found = [
        Crumb(
            say(f"registers.act.{act}", {}, desk.language),
            reverse("organisation_act", args=(desk.ledger, org, act)),
        )
        for act in ("change", *BELOW_ONLY)
        if may_do(desk, org, act)
    ]
    if desk.writes:
        opens = f"{reverse('organisation_new', args=(desk.ledger,))}?{urlencode({'parent': org})}"
        found.append(Crumb(say("registers.act.open", {}, desk.language), opens))
    return tuple(found)
