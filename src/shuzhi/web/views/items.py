"""Things with a life beside activities: the list of items, and one item, observation or value with its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import ItemKind
from shuzhi.ledger.entries import ItemOpened, ObservationMade, ValueCited, ValueDeclared
from shuzhi.ledger.facts import LinkFact
from shuzhi.ledger.lives import ItemState, fold_item
from shuzhi.messages import say
from shuzhi.store import reads
from shuzhi.usecases.trace_figure import History
from shuzhi.web.addresses import subject_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.filters import Filter, org_filter, pick
from shuzhi.web.page import Crumb, page
from shuzhi.web.paging import ROWS, continued
from shuzhi.web.present.details import FactLine
from shuzhi.web.present.histories import plain_steps
from shuzhi.web.present.words import choice_name, day_words, days_words, name_of, number_words, unit_words

KINDS = ("item", "observation", "value")


@dataclass(frozen=True, slots=True)
class ItemLine:
    kind: str
    title: str
    href: str
    org: str
    due: str
    state: str
    final: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    kind: str
    title: str
    href: str


@at_desk
def items_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked = request.GET
    org = asked.get("org") or desk.org
    desk.must_see(org)
    kind, state = asked.get("kind", ""), asked.get("state", "")
    wanted = reads.ItemFilter(kinds=frozenset({kind} - {""}), ended=False if state == "open" else None)
    found = reads.items(desk.scope(org), wanted=wanted, after=asked.get("after", ""), limit=ROWS)
    context = {
        "items": _lines(desk, found.rows),
        "continued": continued(request, following=found.following, region="items"),
        "filters": _filters(desk, org, kind, state),
        "here": reverse("items", args=(desk.ledger,)),
        "org_name": desk.org_name(org, desk.today()),
    }
    part = request.headers.get("HX-Target") == "items"
    return page(request, f"shuzhi/{'parts/' if part else ''}items.html", context, place="item")


@at_desk
def subject_page(request: HttpRequest, desk: Desk, kind: str, key: UUID) -> HttpResponse:
    if kind not in KINDS:
        raise Http404(kind)
    subject = f"{kind}:{key}"
    history = desk.history(subject)
    org, state, lines = _facts(desk, history)
    desk.must_see(org)
    context = {
        "heading": desk.titles([subject])[subject],
        "state": state,
        "lines": tuple(line for line in lines if line.text),
        "links": _links(desk, subject),
        "steps": plain_steps(history, actor=desk.actor, language=desk.language),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.items", {}, desk.language), reverse("items", args=(desk.ledger,))),
        ),
    }
    return page(request, "shuzhi/item.html", context, place="item")


# ------------------------------------------------------------------------------------------ one subject
def _facts(desk: Desk, history: History) -> tuple[str, str, tuple[FactLine, ...]]:
    """The unit it belongs to, the name of its state, and its facts."""
    body = history.steps[0].record.entry.body
    match body:
        case ItemOpened():
            state = fold_item([step.record for step in history.steps])
            kind = desk.pack().item_kinds.get(body.kind)
            return (
                body.org,
                _state_name(kind, state.spans[-1].state, desk.language),
                _item_facts(desk, body, state, kind),
            )
        case ObservationMade():
            return body.org, "", _observation_facts(desk, body)
        case ValueDeclared() | ValueCited():
            return body.org, "", _value_facts(desk, body)
    raise Http404(history.subject)


def _fact(desk: Desk, key: str, code: str, text: str) -> FactLine:
    return FactLine(key, say(code, {}, desk.language), text)


def _item_facts(
    desk: Desk, body: ItemOpened, state: ItemState, kind: ItemKind | None
) -> tuple[FactLine, ...]:
    last = state.spans[-1]
    specs = {spec.code: spec for spec in kind.fields} if kind else {}
    own = [
        FactLine(
            name,
            name_of(specs[name], desk.language) if name in specs else name,
            choice_name(specs[name].values, value, desk.language) if name in specs else value,
        )
        for name, value in state.fields
    ]
    return (
        _fact(desk, "kind", "web.item.kind", name_of(kind, desk.language) if kind else body.kind),
        _fact(desk, "org", "web.item.org", desk.org_name(body.org, body.day)),
        _fact(desk, "opened", "web.item.opened", day_words(body.day, desk.language)),
        _fact(desk, "due", "web.item.due", day_words(last.due, desk.language) if last.due else ""),
        _fact(desk, "owner", "web.item.owner", choice_name(desk.pack().posts, last.owner, desk.language)),
        _fact(
            desk,
            "target",
            "web.item.target",
            "" if last.target is None else number_words(last.target, desk.language),
        ),
        *own,
    )


def _observation_facts(desk: Desk, body: ObservationMade) -> tuple[FactLine, ...]:
    measure = next((one for one in desk.pack().observations if one.code == body.measure), None)
    unit = unit_words(measure.unit, desk.language) if measure else ""
    return (
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


def _links(desk: Desk, subject: str) -> tuple[LinkLine, ...]:
    """What the subject is linked with. The other end's own page decides whether it may be seen."""
    links = desk.links(subject)
    ends = [link.target if link.source == subject else link.source for link in links]
    titles = desk.titles(ends)
    return tuple(
        LinkLine(_link_words(desk, link, subject), titles[end], subject_address(desk.ledger, end))
        for link, end in zip(links, ends, strict=True)
    )


def _link_words(desk: Desk, link: LinkFact, subject: str) -> str:
    """What joins the two, said from this end: 本项回应 …, … 回应本项."""
    kinds = desk.pack().link_kinds
    kind = name_of(kinds[link.kind], desk.language) if link.kind in kinds else link.kind
    code = "web.item.link_out" if link.source == subject else "web.item.link_in"
    return say(code, {"kind": kind}, desk.language)


# ------------------------------------------------------------------------------------------ the list
def _lines(desk: Desk, rows: Iterable[reads.ItemLine]) -> tuple[ItemLine, ...]:
    return tuple(_line(desk, row) for row in rows)


def _line(desk: Desk, row: reads.ItemLine) -> ItemLine:
    kind = desk.pack().item_kinds.get(row.kind)
    return ItemLine(
        kind=name_of(kind, desk.language) if kind else row.kind,
        title=row.title or day_words(row.opened, desk.language),
        href=reverse("subject", args=(desk.ledger, "item", row.item)),
        org=desk.org_name(row.org, row.opened),
        due=day_words(row.due, desk.language) if row.due else "",
        state=_state_name(kind, row.state, desk.language),
        final=any(state.final for state in kind.states if state.code == row.state) if kind else False,
    )


def _state_name(kind: ItemKind | None, code: str, language: str) -> str:
    found = next((state for state in kind.states if state.code == code), None) if kind else None
    return name_of(found, language) if found else code


def _filters(desk: Desk, org: str, kind: str, state: str) -> tuple[Filter, ...]:
    language = desk.language
    kinds = tuple((one.code, name_of(one, language)) for one in desk.pack().item_kinds.values())
    every = say("web.filter.all", {}, language)
    states = (("open", say("web.filter.open_only", {}, language)),)
    return (
        org_filter(desk, org),
        pick("kind", say("web.filter.kind", {}, language), kinds, kind, any_choice=every),
        pick("state", say("web.filter.status", {}, language), states, state, any_choice=every),
    )
