"""The list of items with its filters, and beside it what in their loops is still missing: hints, blocking nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.walk import item_kinds_in_order
from shuzhi.messages import say
from shuzhi.store import reads
from shuzhi.usecases.item_loop import gaps_of, joined_by
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.filters import Filter, org_filter, pick
from shuzhi.web.page import page
from shuzhi.web.paging import ROWS, continued
from shuzhi.web.present.loops import due_words
from shuzhi.web.present.words import choice_name, day_words, name_of
from shuzhi.web.things import state_of

MOST_GAPS = 500  # open items of kinds that wait for something, looked at for hints
SHOWN = 4  # hints of one sort shown without unfolding


@dataclass(frozen=True, slots=True)
class ItemLine:
    kind: str
    title: str
    href: str
    org: str
    due: str
    owner: str
    state: str
    final: bool
    opened: str


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Open items that wait for the same; ``rest`` stands folded."""

    hint: str
    items: tuple[ItemLine, ...]
    rest: tuple[ItemLine, ...]


@at_desk
def items_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked = request.GET
    org = asked.get("org") or desk.org
    desk.must_see(org)
    kind, state = asked.get("kind", ""), asked.get("state", "")
    wanted = reads.ItemFilter(
        kinds=frozenset({kind} - {""}),
        ended=None if state not in ("open", "overdue") else False,
        due_by=desk.today() - timedelta(days=1) if state == "overdue" else None,
        without=_final(desk) if state == "overdue" else frozenset(),
    )
    found = reads.items(desk.scope(org), wanted=wanted, after=asked.get("after", ""), limit=ROWS)
    context: dict[str, object] = {
        "items": _lines(desk, found.rows),
        "continued": continued(request, following=found.following, region="items"),
        "filters": _filters(desk, org, kind, state),
        "here": reverse("items", args=(desk.ledger,)),
        "org_name": desk.org_name(org, desk.today()),
        "may_write": desk.writes,
    }
    if request.headers.get("HX-Target") == "items":
        return page(request, "shuzhi/parts/items.html", context, place="item")
    context["gaps"] = _gaps(desk, org)
    return page(request, "shuzhi/items.html", context, place="item")


def _final(desk: Desk) -> frozenset[tuple[str, str]]:
    """Kinds and their states in which an item's due day no longer matters."""
    kinds = desk.pack().item_kinds.values()
    return frozenset((kind.code, one.code) for kind in kinds for one in kind.states if one.final)


def _gaps(desk: Desk, org: str) -> tuple[GapGroup, ...]:
    """What open items wait for, grouped by hint in the order of the pack, each group by due day."""
    ordered = item_kinds_in_order(desk.pack())
    kinds = {kind.code: kind for kind in ordered if kind.awaits and not kind.protected}
    wanted = reads.ItemFilter(kinds=frozenset(kinds), ended=False)
    rows = reads.items(desk.scope(org), wanted=wanted, limit=MOST_GAPS).rows
    joined = joined_by(desk.standing_links())
    found: dict[str, list[ItemLine]] = {one.hint: [] for kind in kinds.values() for one in kind.awaits}
    for row in rows:
        for gap in gaps_of(kinds[row.kind], row.state, subject=f"item:{row.item}", joined=joined):
            found[gap.hint].append(_line(desk, row))
    return tuple(
        GapGroup(say(hint, {}, desk.language), tuple(lines[:SHOWN]), tuple(lines[SHOWN:]))
        for hint, lines in found.items()
        if lines
    )


def _lines(desk: Desk, rows: Iterable[reads.ItemLine]) -> tuple[ItemLine, ...]:
    return tuple(_line(desk, row) for row in rows)


def _line(desk: Desk, row: reads.ItemLine) -> ItemLine:
    kind, language = desk.pack().item_kinds.get(row.kind), desk.language
    state = state_of(kind, row.state)
    final = bool(state and state.final) or row.closed is not None
    return ItemLine(
        kind=name_of(kind, language) if kind else row.kind,
        title=row.title or day_words(row.opened, language),
        href=reverse("subject", args=(desk.ledger, "item", row.item)),
        org=desk.org_name(row.org, row.opened),
        due=due_words(row.due, today=desk.today(), ended=final, language=language),
        owner=choice_name(desk.pack().posts, row.owner, language),
        state=name_of(state, language) if state else row.state,
        final=final,
        opened=day_words(row.opened, language),
    )


def _filters(desk: Desk, org: str, kind: str, state: str) -> tuple[Filter, ...]:
    language = desk.language
    kinds = tuple(
        (one.code, name_of(one, language)) for one in item_kinds_in_order(desk.pack()) if not one.protected
    )
    every = say("web.filter.all", {}, language)
    states = (
        ("open", say("web.filter.open_only", {}, language)),
        ("overdue", say("items.filter.overdue", {}, language)),
    )
    return (
        org_filter(desk, org),
        pick("kind", say("web.filter.kind", {}, language), kinds, kind, any_choice=every),
        pick("state", say("web.filter.status", {}, language), states, state, any_choice=every),
    )
