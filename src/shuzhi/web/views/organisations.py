"""The tree of organisations as of a day, in official order, with what changed in that year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import Pack
from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.tree import TreeView
from shuzhi.messages import say
from shuzhi.usecases.organisation_life import term_ends
from shuzhi.web.addresses import read_day
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import page
from shuzhi.web.present.words import choice_name, day_words
from shuzhi.web.views.unit import term_words

_SOON = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with those below it. ``open`` ones show their children at once."""

    name: str
    kind: str
    href: str
    below: int
    open: bool
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TermLine:
    name: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class TreeChange:
    day: str
    text: str


@at_desk
def organisations_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    day = read_day(request.GET.get("day", "")) or desk.today()
    view = desk.tree().at(day)
    root = desk.org if view.exists(desk.org) else ""
    nodes = (_node(desk, view, desk.pack(), root, open_to=1),) if root else ()
    seen = set(view.walk(root)) if root else set()
    context = {
        "nodes": nodes,
        "count": len(seen),
        "day": day.isoformat(),
        "day_words": day_words(day, desk.language),
        "terms": _terms(desk, view, root),
        "writes": desk.writes,
        "ledger": desk.ledger,
        "changes": _changes(desk, day.year, seen | view.subtree(root)),
    }
    return page(request, "shuzhi/organisations.html", context, place="organisation")


def _node(desk: Desk, view: TreeView, pack: Pack, org: str, *, open_to: int) -> Node:
    unit = view.unit(org)
    children = tuple(_node(desk, view, pack, child, open_to=open_to - 1) for child in view.children(org))
    return Node(
        name=unit.name if unit else org,
        kind=choice_name(pack.organisation_kinds, unit.kind, desk.language) if unit else "",
        href=reverse("organisation", args=(desk.ledger, org)),
        below=len(view.walk(org)) - 1,
        open=open_to > 0,
        children=children,
    )


def _terms(desk: Desk, view: TreeView, root: str) -> tuple[TermLine, ...]:
    """Units whose term was told, in official order; a term is a date with its paper, never a mark."""
    told = term_ends(desk.office)
    return tuple(
        TermLine(
            desk.org_name(org, view.day),
            reverse("organisation", args=(desk.ledger, org)),
            term_words(desk, told[org]),
        )
        for org in (view.walk(root) if root else ())
        if org in told and told[org] <= desk.today() + _SOON
    )


def _changes(desk: Desk, year: int, seen: set[str] | frozenset[str]) -> tuple[TreeChange, ...]:
    """What happened to the units in view in that year, by day; the founding of the ledger itself is no change."""
    spans = sorted(desk.organisation_rows(), key=lambda row: (row.org, row.day))
    first_day = min((row.day for row in spans), default=date(year, 1, 1))
    found: list[tuple[date, str]] = []
    for place, row in enumerate(spans):
        if row.org not in seen:
            continue
        before = spans[place - 1] if place and spans[place - 1].org == row.org else None
        if row.day.year == year and row.day != first_day:
            found.append((row.day, _beginning(desk, row, before)))
        last = place + 1 == len(spans) or spans[place + 1].org != row.org
        if last and row.until is not None and row.until.year == year:
            found.append((row.until, _ending(desk, row)))
    return tuple(TreeChange(day_words(day, desk.language), text) for day, text in sorted(found))


def _beginning(desk: Desk, row: OrganisationFact, before: OrganisationFact | None) -> str:
    if before is None:
        return say("web.organisations.opened", {"org": row.name}, desk.language)
    if before.parent != row.parent:
        parent = desk.org_name(row.parent, row.day)
        return say("web.organisations.moved", {"org": row.name, "parent": parent}, desk.language)
    return say("web.organisations.changed", {"before": before.name, "after": row.name}, desk.language)


def _ending(desk: Desk, row: OrganisationFact) -> str:
    assert row.until is not None
    if row.merged_into:
        into = desk.org_name(row.merged_into, row.until)
        return say("web.organisations.merged", {"org": row.name, "into": into}, desk.language)
    return say("web.organisations.closed", {"org": row.name}, desk.language)
