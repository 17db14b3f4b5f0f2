"""One thing with a life: an item with the loop it belongs to, an observation or a value, each with its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import ItemKind
from shuzhi.catalog.walk import link_kinds_in_order
from shuzhi.ledger.entries import ItemOpened, ObservationMade, ValueCited, ValueDeclared
from shuzhi.ledger.facts import LinkFact
from shuzhi.ledger.lives import ItemState, fold_item
from shuzhi.messages import say
from shuzhi.usecases.item_loop import trees_of
from shuzhi.usecases.plan_against_actual import progress
from shuzhi.usecases.trace_figure import History
from shuzhi.values.period import Period
from shuzhi.web.addresses import subject_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, page
from shuzhi.web.present.activity_form import FieldView
from shuzhi.web.present.details import FactLine
from shuzhi.web.present.histories import plain_steps
from shuzhi.web.present.item_facts import item_facts, item_steps
from shuzhi.web.present.item_form import (
    final_choices,
    living_choices,
    measure_choices,
    observation_fields,
    state_fields,
)
from shuzhi.web.present.loops import loop_card
from shuzhi.web.present.plans import plan_drawing, plan_lines
from shuzhi.web.present.series import SeriesChart, series_charts
from shuzhi.web.present.words import day_words, days_words, name_of, number_words, unit_words
from shuzhi.web.things import linking_address, may_act_on, opening_address, readings_of, thing_of

KINDS = ("item", "observation", "value")


@dataclass(frozen=True, slots=True)
class LinkLine:
    """``cut`` is where the link is cut, "" for a reader."""

    kind: str
    title: str
    when: str
    href: str
    cut: str
    entry: str


@dataclass(frozen=True, slots=True)
class ReadingLine:
    day: str
    value: str
    href: str
    withdraw: str
    entry: str


@dataclass(frozen=True, slots=True)
class Series:
    """What was read of one measure, in order of days, drawn where there are two days and more."""

    name: str
    charts: tuple[SeriesChart, ...]
    lines: tuple[ReadingLine, ...]


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

    found: dict[str, object] = {
        "thing": thing_of(desk, history.subject),
        "trees": tuple(
            loop_card(
                tree,
                here=history.subject,
                look=lambda subject: thing_of(desk, subject),
                pack=pack,
                language=language,
            )
            for tree in trees_of(history.subject, desk.standing_links())
        ),
        "lines": item_facts(state, pack=pack, org_name=org_name, language=language),
        "figure_href": _figure_address(desk, state, kind),
        **_aim(desk, body, state),
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
        "state_fields": _prefixed(
            state_fields(living, values=today, wrong={}, language=language, label="items.field.state"),
            "state",
        ),
        "close": "" if ended else reverse("item_close", args=(desk.ledger, body.item)),
        "close_fields": _prefixed(
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


def observing(desk: Desk, subject: str, measures: tuple[str, ...]) -> dict[str, object]:
    """The form for what is read off a subject; empty where the pack names nothing."""
    choices = measure_choices(measures, desk.pack(), desk.language)
    if not choices:
        return {}
    kind, _, key = subject.partition(":")
    values = {"day": [desk.today().isoformat()], "measure": [choices[0][0]]}
    return {
        "observe": reverse("subject_observe", args=(desk.ledger, kind, key)),
        "observe_fields": _prefixed(
            observation_fields(choices, values=values, wrong={}, language=desk.language), "observe"
        ),
    }


def around_activity(desk: Desk, subject: str, measures: tuple[str, ...]) -> dict[str, object]:
    """What an activity's page shows of its links and readings, and the ways to add some."""
    acts = {
        "link": linking_address(desk.ledger, subject),
        **observing(desk, subject, measures),
        "fresh": {"observe": str(uuid4())},
    }
    return {
        "subject": subject,
        "links": link_lines(desk, subject),
        "series": series_of(desk, subject),
        "acts": acts if desk.writes else {},
    }


def _prefixed(fields: tuple[FieldView, ...], form: str) -> tuple[FieldView, ...]:
    """Several forms on one page have fields of one name; their ids differ."""
    return tuple(one.within(form) for one in fields)


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


def _aim(desk: Desk, body: ItemOpened, state: ItemState) -> dict[str, object]:
    """The item's target beside what was done; nothing for one that names no indicator or no target."""
    days = Period.year((state.spans[-1].due or body.day).year)
    found = progress(
        desk.office, org=body.org, period=days, day=desk.today(), language=desk.language, item=str(body.item)
    )
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


# ------------------------------------------------------------------------------------------ links and readings
def link_lines(desk: Desk, subject: str) -> tuple[LinkLine, ...]:
    """What the subject is linked with. The other end's own page decides whether it may be seen."""
    links = desk.links(subject)
    titles = desk.titles(one.target if one.source == subject else one.source for one in links)
    return tuple(_link_line(desk, one, subject, titles) for one in links)


def _link_line(desk: Desk, link: LinkFact, subject: str, titles: Mapping[str, str]) -> LinkLine:
    """What joins the two, said from this end: 本项回应 …, … 回应本项."""
    end = link.target if link.source == subject else link.source
    kinds = desk.pack().link_kinds
    kind = name_of(kinds[link.kind], desk.language) if link.kind in kinds else link.kind
    code = "web.item.link_out" if link.source == subject else "web.item.link_in"
    may_cut = desk.writes and may_act_on(desk, end)
    return LinkLine(
        kind=say(code, {"kind": kind}, desk.language),
        title=titles[end],
        when="" if end.startswith("organisation:") else thing_of(desk, end).when,
        href=subject_address(desk.ledger, end),
        cut=reverse("link_cut", args=(desk.ledger, link.link)) if may_cut else "",
        entry=str(uuid4()),
    )


def series_of(desk: Desk, subject: str) -> tuple[Series, ...]:
    """One for each measure that was read, in the order of the pack."""
    language, held = desk.language, readings_of(desk, subject)
    found = []
    for spec in desk.pack().observations:
        rows = [one for one in held if one.measure == spec.code]
        lines = tuple(
            ReadingLine(
                day=day_words(one.day, language),
                value=_amount(one.value, unit_words(spec.unit, language), language),
                href=subject_address(desk.ledger, f"observation:{one.observation}"),
                withdraw=reverse("observation_withdraw", args=(desk.ledger, one.observation))
                if desk.writes
                else "",
                entry=str(uuid4()),
            )
            for one in reversed(rows)
        )
        if lines:
            charts = series_charts([(one.day, one.value) for one in rows], language)
            found.append(Series(name_of(spec, language), charts, lines))
    return tuple(found)


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
        _fact(desk, "value", "web.item.value", _amount(body.value, unit, desk.language)),
    )


def _value_facts(desk: Desk, body: ValueDeclared | ValueCited) -> tuple[FactLine, ...]:
    return (
        _fact(desk, "org", "web.item.org", desk.org_name(body.org, body.end)),
        _fact(desk, "days", "web.figure.period", days_words(body.start, body.end, desk.language)),
        _fact(
            desk,
            "value",
            "web.item.value",
            _amount(body.value, unit_words(body.unit, desk.language), desk.language),
        ),
        _fact(desk, "source", "web.item.source", body.source_org if isinstance(body, ValueCited) else ""),
        _fact(desk, "document", "web.item.document", body.document),
        _fact(desk, "document_day", "web.item.day", day_words(body.document_day, desk.language)),
    )


def _amount(value: Decimal, unit: str, language: str) -> str:
    return f"{number_words(value, language)} {unit}".strip()
