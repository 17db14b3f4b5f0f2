"""People: who is registered at the units whose names are kept here, and one person with her posts and life.

Names of other units are in no answer: of them the pages know how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.ledger.facts import PostFact
from shuzhi.ledger.lives import PersonState, Tenure
from shuzhi.messages import say
from shuzhi.store import people_reads, reads
from shuzhi.store.people_reads import Person
from shuzhi.usecases.merge_preview import person_state
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, page
from shuzhi.web.paging import continued
from shuzhi.web.present.histories import plain_steps
from shuzhi.web.present.units import post_words
from shuzhi.web.present.words import choice_name, day_words, days_words

_ROWS = 100


@dataclass(frozen=True, slots=True)
class UnitLine:
    """``href`` "" where the names are kept elsewhere; ``deep`` counts the units above that are in view."""

    name: str
    href: str
    count: int
    deep: int
    here: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    href: str
    posts: str
    note: str


@dataclass(frozen=True, slots=True)
class SpanLine:
    days: str
    text: str


@at_desk
def people_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    org = request.GET.get("org") or desk.org
    desk.must_see(org)
    kept = desk.keeps(org)
    found = (
        reads.people(_scope_at(desk, org), after=request.GET.get("after", "")[:64], limit=_ROWS)
        if kept
        else reads.Page(())
    )
    units = _units(desk, org)
    context = {
        "org_name": desk.org_name(org, desk.today()),
        "people": _rows(desk, found.rows),
        "continued": continued(request, following=found.following, region="people"),
        "kept": kept,
        "count": count_at(desk, org),
        "units": units,
        "total": sum(unit.count for unit in units),
        "writes": desk.writes,
        "new_href": f"{reverse('person_new', args=(desk.ledger,))}?{urlencode({'org': org})}" if kept else "",
        "ledger": desk.ledger,
    }
    part = request.headers.get("HX-Target") == "people"
    return page(request, f"shuzhi/{'parts/' if part else ''}people.html", context, place="people")


@at_desk
def person_page(request: HttpRequest, desk: Desk, person: str) -> HttpResponse:
    found = must_find(desk, person)
    state = person_state(desk.office, person)
    language = desk.language
    context = {
        "name": name_words(desk, found),
        "key": person,
        "telephone": found.telephone,
        "org": desk.org_name(found.line.org, desk.today()),
        "org_href": reverse("organisation", args=(desk.ledger, found.line.org)),
        "erased": found.line.erased,
        "merged": _merged(desk, found.line.merged_into),
        "spans": _spans(desk, state),
        "posts": tuple(_post(desk, one) for one in state.tenures),
        "acts": _acts(desk, found) if desk.writes else (),
        "steps": plain_steps(desk.history(f"person:{person}"), actor=desk.actor, language=language),
        "crumbs": crumbs(desk, found.line.org),
    }
    return page(request, "shuzhi/person.html", context, place="people")


def must_find(desk: Desk, person: str) -> Person:
    """Raises ``Http404`` for a key there is not and for one whose name is kept elsewhere: the two look alike."""
    found = people_reads.person(desk.kept(), person)
    if found is None:
        raise Http404(person)
    return found


def name_words(desk: Desk, found: Person) -> str:
    return found.line.name or say("registers.person.unnamed", {}, desk.language)


def crumbs(desk: Desk, org: str) -> tuple[Crumb, ...]:
    here = reverse("people", args=(desk.ledger,))
    return (
        *desk.crumbs(),
        Crumb(say("registers.menu.people", {}, desk.language), here),
        Crumb(desk.org_name(org, desk.today()), f"{here}?{urlencode({'org': org})}"),
    )


def post_name(desk: Desk, post: str) -> str:
    return choice_name(desk.pack().posts, post, desk.language)


# ------------------------------------------------------------------------------------------ lists
def _units(desk: Desk, here: str) -> tuple[UnitLine, ...]:
    """Every unit in view in official order, with how many are registered there."""
    today = desk.today()
    view, counts = desk.tree().at(today), people_reads.headcount(desk.scope())
    deep = len(view.ancestors(desk.org))
    lines = []
    for org in view.walk(desk.org):
        kept = desk.keeps(org)
        address = f"{reverse('people', args=(desk.ledger,))}?{urlencode({'org': org})}"
        lines.append(
            UnitLine(
                desk.org_name(org, today),
                address if kept else "",
                sum(counts.get(one, 0) for one in _registered_at(desk, org)),
                min(len(view.ancestors(org)) - deep, 5),
                org == here,
            )
        )
    return tuple(lines)


def count_at(desk: Desk, org: str) -> int:
    """How many are registered at a unit and at those merged into it."""
    counts = people_reads.headcount(desk.scope())
    return sum(counts.get(one, 0) for one in _registered_at(desk, org))


def _scope_at(desk: Desk, org: str) -> reads.ReadScope:
    return replace(desk.kept(), orgs=desk.kept().orgs & frozenset(_registered_at(desk, org)))


def _registered_at(desk: Desk, org: str) -> tuple[str, ...]:
    """The unit and those merged into it: their people are still registered under the old code."""
    view = desk.tree().at(desk.today())
    gone = [one for one in view.subtree(org) if not view.exists(one)]
    return (org, *(one for one in gone if view.successor(one) == org))


def _rows(desk: Desk, lines: tuple[reads.PersonLine, ...]) -> tuple[PersonRow, ...]:
    posts: dict[str, list[str]] = {}
    for row in desk.rows("post", PostFact):
        if row.day <= desk.today() and (row.last is None or row.last >= desk.today()):
            posts.setdefault(row.person, []).append(post_name(desk, row.post))
    return tuple(
        PersonRow(
            line.name or say("registers.person.unnamed", {}, desk.language),
            reverse("person", args=(desk.ledger, line.person)),
            desk.join(posts.get(line.person, ())),
            _note(desk, line),
        )
        for line in lines
    )


def _note(desk: Desk, line: reads.PersonLine) -> str:
    if line.merged_into:
        return say("registers.person.is_merged", {}, desk.language)
    return say("registers.person.is_erased", {}, desk.language) if line.erased else ""


# ------------------------------------------------------------------------------------------ one person
def _merged(desk: Desk, into: str) -> Crumb | None:
    if not into:
        return None
    found = people_reads.person(desk.kept(), into)
    words = name_words(desk, found) if found else say("registers.person.elsewhere", {}, desk.language)
    return Crumb(words, reverse("person", args=(desk.ledger, into)) if found else "")


def _spans(desk: Desk, state: PersonState) -> tuple[SpanLine, ...]:
    return tuple(
        SpanLine(
            _days(desk, span.day, span.until - timedelta(days=1) if span.until else None),
            desk.org_name(span.org, span.day),
        )
        for span in reversed(state.spans)
    )


def _post(desk: Desk, tenure: Tenure) -> SpanLine:
    words = say(
        "registers.person.post_at",
        {
            "post": post_words(post_name(desk, tenure.post), tenure.kind, desk.language),
            "org": desk.org_name(tenure.org, tenure.day),
        },
        desk.language,
    )
    return SpanLine(_days(desk, tenure.day, tenure.last), words)


def _days(desk: Desk, start: date, last: date | None) -> str:
    if last is None:
        return say("registers.since", {"day": day_words(start, desk.language)}, desk.language)
    return days_words(start, last, desk.language)


def _acts(desk: Desk, found: Person) -> tuple[Crumb, ...]:
    acts = ["move", "post", "leave", "unmerge" if found.line.merged_into else "merge"]
    if not found.line.erased:
        acts.append("erase")
    return tuple(
        Crumb(
            say(f"registers.person_act.{act}", {}, desk.language),
            reverse("person_act", args=(desk.ledger, found.line.person, act)),
        )
        for act in acts
    )
