"""One thing with a life: an item with the loop it belongs to, an observation or a value, each with its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import ItemKind
from shuzhi.catalog.walk import link_kinds_in_order
from shuzhi.ledger.entries import ItemOpened, ObservationMade, ValueCited, ValueDeclared
from shuzhi.ledger.lives import ItemState, fold_item
from shuzhi.messages import say
from shuzhi.report.wording import in_short
from shuzhi.usecases.item_loop import Node, subjects_of, trees_of
from shuzhi.usecases.plan_against_actual import Progress, progress
from shuzhi.usecases.trace_figure import History
from shuzhi.values.period import Period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, page
from shuzhi.web.present.details import FactLine
from shuzhi.web.present.histories import plain_steps
from shuzhi.web.present.item_facts import item_facts, item_steps
from shuzhi.web.present.item_form import (
    final_choices,
    living_choices,
    state_fields,
)
from shuzhi.web.present.loops import Thing, loop_card
from shuzhi.web.present.plans import plan_drawing, plan_lines
from shuzhi.web.present.words import day_words, days_words, name_of, unit_words
from shuzhi.web.surroundings import amount_words, link_lines, observing, series_of, within_form
from shuzhi.web.things import linking_address, opening_address, thing_of

KINDS = ("item", "observation", "value")


@at_desk
def subject_page(request: HttpRequest, desk: Desk, kind: str, key: UUID) -> HttpResponse:
    if kind not in KINDS:
        raise Http404(kind)
    history = desk.history(f"{kind}:{key}")
    body = history.steps[0].record.entry.body
    context: dict[str, object] = {
        "heading": desk.titles([history.subject])[history.subject],
        "subject": history.subject,
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.items", {}, desk.language), reverse("items", args=(desk.ledger,))),
        ),
    }
    match body:
        case ItemOpened():
            desk.must_see(body.org)
            context |= _item(desk, history, body)
        case ObservationMade():
            desk.must_see(body.org)
            context |= _plain(desk, history, _observation_facts(desk, body))
        case ValueDeclared() | ValueCited():
            desk.must_see(body.org)
            context |= _plain(desk, history, _value_facts(desk, body))
        case _:
            raise Http404(history.subject)
    return page(request, "shuzhi/item.html", context, place="item")


# ------------------------------------------------------------------------------------------ an item
def _item(desk: Desk, history: History, body: ItemOpened) -> dict[str, object]:
    state = fold_item([step.record for step in history.steps])
    kind = desk.pack().item_kinds.get(body.kind)
    pack, language = desk.pack(), desk.language

    def org_name(org: str) -> str:
        return desk.org_name(org, body.day)

    trees = trees_of(history.subject, desk.standing_links())
    measured = _measured(desk, body, state, trees)
    found: dict[str, object] = {
        "thing": thing_of(desk, history.subject),
        "trees": tuple(
            loop_card(
                tree,
                here=history.subject,
                look=lambda subject: _with_done(desk, subject, measured),
                pack=pack,
                language=language,
            )
            for tree in trees
        ),
        "lines": item_facts(state, pack=pack, org_name=org_name, language=language),
        "figure_href": _figure_address(desk, state, kind),
        **_aim(desk, body, measured),
        "links": link_lines(desk, history.subject),
        "series": series_of(desk, history.subject),
        "steps": item_steps(history, pack=pack, org_name=org_name, actor=desk.actor, language=language),
    }
    if desk.writes and kind is not None:
        found |= {"acts": _acts(desk, body, state, kind)}
    return found


def _acts(desk: Desk, body: ItemOpened, state: ItemState, kind: ItemKind) -> dict[str, object]:
    """The forms of the page. An item that has ended is only linked and read off any more."""
    language, today = desk.language, {"day": [max(desk.today(), body.day).isoformat()]}
    last = state.spans[-1]
    ended = state.closed is not None
    living = () if ended else living_choices(kind, language, now=last.state)
    return {
        "change": "" if ended else reverse("item_change", args=(desk.ledger, body.item)),
        "state": reverse("item_state", args=(desk.ledger, body.item)) if living else "",
        "state_fields": within_form(
            state_fields(living, values=today, wrong={}, language=language, label="items.field.state"),
            "state",
        ),
        "close": "" if ended else reverse("item_close", args=(desk.ledger, body.item)),
        "close_fields": within_form(
            state_fields(
                final_choices(kind, language),
                values=today,
                wrong={},
                language=language,
                label="items.field.end",
            ),
            "close",
        ),
        "link": linking_address(desk.ledger, body.subject),
        "further": _further(desk, body.kind, body.subject),
        **observing(desk, body.subject, kind.observations),
        "fresh": {act: str(uuid4()) for act in ("state", "close", "observe")},
    }


def _further(desk: Desk, kind: str, subject: str) -> tuple[Crumb, ...]:
    """The new items that may come of this one."""
    pack = desk.pack()
    found = []
    for link in link_kinds_in_order(pack):
        if link.target and kind not in link.target:
            continue
        for end in link.source:
            if end in pack.item_kinds and not pack.item_kinds[end].protected:
                words = {
                    "kind": name_of(pack.item_kinds[end], desk.language),
                    "link": name_of(link, desk.language),
                }
                href = opening_address(desk.ledger, end, link=link.code, way="out", subject=subject)
                found.append(Crumb(say("items.do.further", words, desk.language), href))
    return tuple(found)


def _measured(desk: Desk, body: ItemOpened, state: ItemState, trees: tuple[Node, ...]) -> dict[str, Progress]:
    """Targets beside what was done, by item, for the year of this one; asked only where something drawn has a target."""
    if not any(thing_of(desk, subject).measured for tree in trees for subject in subjects_of(tree)):
        return {}
    days = Period.year((state.spans[-1].due or body.day).year)
    found = progress(desk.office, org=body.org, period=days, day=desk.today(), language=desk.language)
    return {f"item:{one.aim.item}": one for one in found}


def _with_done(desk: Desk, subject: str, measured: Mapping[str, Progress]) -> Thing:
    """A thing of the loop with its figure beside its target."""
    thing, one = thing_of(desk, subject), measured.get(subject)
    if one is None:
        return thing
    unit = unit_words(one.figure.unit, desk.language)
    words = {
        "done": f"{in_short(one.figure, language=desk.language)} {unit}".strip(),
        "target": amount_words(one.aim.target, unit, desk.language),
    }
    return replace(thing, reading=say("items.loop.done", words, desk.language))


def _aim(desk: Desk, body: ItemOpened, measured: Mapping[str, Progress]) -> dict[str, object]:
    """The item's target beside what was done; nothing for one that names no indicator or no target."""
    found = [measured[body.subject]] if body.subject in measured else []
    drawing = plan_drawing(found, language=desk.language)
    return {
        "plan": plan_lines(found, href=lambda _: "", language=desk.language),
        "drawings": () if drawing is None else (drawing,),
    }


def _figure_address(desk: Desk, state: ItemState, kind: ItemKind | None) -> str:
    """The figure behind the item, for the year in which it was opened; "" where it names none."""
    holding = {spec.code for spec in kind.fields if spec.holds == "indicator"} if kind else set()
    named = [value for name, value in state.fields if name in holding]
    code = named[0].partition("@")[0] if named else ""
    if state.opened is None or code not in desk.pack().indicators:
        return ""
    year = str((state.spans[-1].due or state.opened.day).year)
    return reverse("figure", args=(desk.ledger, code, state.opened.org, year))


# ------------------------------------------------------------------------------------------ anything else
def _plain(desk: Desk, history: History, lines: tuple[FactLine, ...]) -> dict[str, object]:
    return {
        "lines": tuple(line for line in lines if line.text),
        "links": link_lines(desk, history.subject),
        "steps": plain_steps(history, actor=desk.actor, language=desk.language),
    }


def _fact(desk: Desk, key: str, code: str, text: str) -> FactLine:
    return FactLine(key, say(code, {}, desk.language), text)


def _observation_facts(desk: Desk, body: ObservationMade) -> tuple[FactLine, ...]:
    measure = next((one for one in desk.pack().observations if one.code == body.measure), None)
    unit = unit_words(measure.unit, desk.language) if measure else ""
    return (
        _fact(desk, "about", "items.fact.about", desk.titles([body.about])[body.about]),
        _fact(desk, "org", "web.item.org", desk.org_name(body.org, body.day)),
        _fact(desk, "day", "web.item.day", day_words(body.day, desk.language)),
        _fact(desk, "value", "web.item.value", amount_words(body.value, unit, desk.language)),
    )


def _value_facts(desk: Desk, body: ValueDeclared | ValueCited) -> tuple[FactLine, ...]:
    return (
        _fact(desk, "org", "web.item.org", desk.org_name(body.org, body.end)),
        _fact(desk, "days", "web.figure.period", days_words(body.start, body.end, desk.language)),
        _fact(
            desk,
            "value",
            "web.item.value",
            amount_words(body.value, unit_words(body.unit, desk.language), desk.language),
        ),
        _fact(desk, "source", "web.item.source", body.source_org if isinstance(body, ValueCited) else ""),
        _fact(desk, "document", "web.item.document", body.document),
        _fact(desk, "document_day", "web.item.day", day_words(body.document_day, desk.language)),
    )
