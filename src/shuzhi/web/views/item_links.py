"""Links between things made and cut, readings put down and taken back. Every act goes through its use case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.catalog.model import LinkKind
from shuzhi.catalog.walk import link_kinds_in_order
from shuzhi.ledger.entries import ItemOpened, ObservationMade
from shuzhi.ledger.lives import fold_link
from shuzhi.messages import say
from shuzhi.store.finding import subjects_titled
from shuzhi.usecases.cut_link import cut_link
from shuzhi.usecases.make_link import make_link
from shuzhi.usecases.observe import observe
from shuzhi.usecases.trace_figure import History
from shuzhi.usecases.withdraw_observation import withdraw_observation
from shuzhi.usecases.writing import Done
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.forms.item import read_observation
from shuzhi.web.forms.reader import Reader
from shuzhi.web.item_pages import Form, done, draw
from shuzhi.web.page import Crumb, page
from shuzhi.web.present.activity_form import Group
from shuzhi.web.present.item_form import measure_choices, observation_fields
from shuzhi.web.present.loops import Thing
from shuzhi.web.present.words import name_of
from shuzhi.web.sending import id_sent, sending, values_sent
from shuzhi.web.things import far_ends, history_to_act_on, may_act_on, thing_of

FOUND = 30  # things offered at once; more words narrow them


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a thing may be linked: a kind of link and the direction seen from it."""

    code: str
    label: str
    link: LinkKind
    way: str
    ends: tuple[str, ...]


# ------------------------------------------------------------------------------------------ links
@require_http_methods(["GET", "POST"])
@at_desk
def link_page(request: HttpRequest, desk: Desk, kind: str, key: UUID) -> HttpResponse:
    """Choose how, find what by the words of its title, link. Without scripts the same in two presses."""
    desk.must_write()
    history = history_to_act_on(desk, f"{kind}:{key}")
    ways = _ways(desk, history)
    if request.method != "POST":
        chosen = _way(ways, request.GET.get("as", ""))
        form = Form(fresh=str(uuid4()))
        return _link_form(request, desk, history, ways, chosen, form, day=desk.today().isoformat())
    reader, entry = Reader(values_sent(request)), id_sent(request, "entry")
    chosen = _way(ways, reader.one("as"))
    other, day = reader.required("other"), reader.day("day", required=True)
    if chosen is None:
        reader.refuse("as", "web.wrong.required")
    if other and not may_act_on(desk, other):
        reader.refuse("other", "web.wrong.not_offered", text=other)
    form = Form(fresh=str(entry), wrong=reader.wrong)
    if chosen is not None and day is not None and not reader.wrong:
        source, target = (history.subject, other) if chosen.way == "out" else (other, history.subject)
        act = partial(
            make_link, desk.office, by=desk.account, entry=entry, link=uuid5(entry, "link"), kind=chosen.link.code,
            source=source, target=target, day=day,
        )  # fmt: skip
        outcome = sending(desk, entry, act)
        if isinstance(outcome, Done):
            return done(request, desk, history.subject, outcome, "items.done.linked")
        form = form.refused(outcome)
    return _link_form(request, desk, history, ways, chosen, form, day=reader.one("day"), other=other)


@require_POST
@at_desk
def cut(request: HttpRequest, desk: Desk, link: UUID) -> HttpResponse:
    desk.must_write()
    entry, state = (
        id_sent(request, "entry"),
        fold_link(desk.office.journal.history(desk.ledger, f"link:{link}")),
    )
    if state.made is None:
        raise Http404(str(link))
    ends = (state.made.source, state.made.target)
    for end in ends:
        if not may_act_on(desk, end):
            raise PermissionDenied
    back = request.POST.get("back", "")
    if back not in ends:
        raise SuspiciousOperation(back)
    day = max(desk.today(), state.made.day)
    act = partial(cut_link, desk.office, by=desk.account, entry=entry, link=link, day=day)
    return done(request, desk, back, sending(desk, entry, act), "items.done.cut")


def _ways(desk: Desk, history: History) -> tuple[Way, ...]:
    """In the order of the pack; a link that may join anything is offered in both directions."""
    here, pack = _kind_of(history), desk.pack()
    found = []
    for link in link_kinds_in_order(pack):
        for way, own in (("out", link.source), ("in", link.target)):
            ends = tuple(one for one in far_ends(link, way, pack) if one != "organisation")
            if ends and (not own or here in own):
                words = {"link": name_of(link, desk.language), "ends": desk.join(_names(desk, ends))}
                code = "items.link.out" if way == "out" else "items.link.in"
                found.append(Way(f"{link.code}.{way}", say(code, words, desk.language), link, way, ends))
    return tuple(found)


def _names(desk: Desk, ends: tuple[str, ...]) -> list[str]:
    kinds = desk.pack().item_kinds
    work = say("items.link.work", {}, desk.language)
    return [name_of(kinds[one], desk.language) if one in kinds else work for one in ends]


def _way(ways: tuple[Way, ...], code: str) -> Way | None:
    return next((one for one in ways if one.code == code), None)


def _kind_of(history: History) -> str:
    body = history.steps[0].record.entry.body
    return body.kind if isinstance(body, ItemOpened) else "activity"


def _link_form(
    request: HttpRequest,
    desk: Desk,
    history: History,
    ways: tuple[Way, ...],
    chosen: Way | None,
    form: Form,
    *,
    day: str,
    other: str = "",
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    q, thing, language = asked.get("q", "").strip(), thing_of(desk, history.subject), desk.language
    wrong = {name: say(one.code, one.args, language) for name, one in form.wrong.items()}
    context = {
        "thing": thing,
        "heading": say("items.link.title", {"title": thing.title}, language),
        "ways": ways,
        "chosen": chosen.code if chosen else "",
        "q": q,
        "found": _found(desk, history, chosen, q) if chosen else (),
        "most": FOUND,
        "other": other,
        "day": day,
        "entry": form.fresh,
        "wrong": wrong,
        "problems": tuple(say(one.code, one.args, language) for one in form.problems),
        "here": request.path,
        "crumbs": (*desk.crumbs(), Crumb(thing.title, thing.href)),
    }
    status = 422 if form.wrong or form.problems else 200
    part = request.headers.get("HX-Target") == "found" and request.method != "POST"
    template = "parts/link_found.html" if part else "item_link.html"
    return page(request, f"shuzhi/{template}", context, place="item", status=status)


def _found(desk: Desk, history: History, chosen: Way, q: str) -> tuple[Thing, ...]:
    """What may be linked in this way and is not yet."""
    linked = {
        one.target if chosen.way == "out" else one.source
        for one in desk.links(history.subject)
        if one.kind == chosen.link.code
    }
    subjects = subjects_titled(
        desk.scope(),
        item_kinds=chosen.ends,
        activities="activity" in chosen.ends,
        words=q,
        limit=FOUND + len(linked) + 1,
    )
    fitting = [one for one in subjects if one not in linked and one != history.subject]
    return tuple(thing_of(desk, one) for one in fitting[:FOUND])


# ------------------------------------------------------------------------------------------ readings
@require_http_methods(["GET", "POST"])
@at_desk
def observe_page(request: HttpRequest, desk: Desk, kind: str, key: UUID) -> HttpResponse:
    desk.must_write()
    history = history_to_act_on(desk, f"{kind}:{key}")
    org, measures = _observed(desk, history)
    choices = measure_choices(measures, desk.pack(), desk.language)
    if not choices:
        raise Http404(history.subject)
    thing = thing_of(desk, history.subject)
    if request.method == "POST":
        values, entry = values_sent(request), id_sent(request, "entry")
        read = read_observation(values, frozenset(measures))
        form = Form(fresh=str(entry), wrong=read.wrong)
        if read.value is not None and read.day is not None:
            act = partial(
                observe, desk.office, by=desk.account, entry=entry, observation=uuid5(entry, "observation"),
                about=history.subject, org=org, measure=read.measure, value=read.value, day=read.day,
            )  # fmt: skip
            outcome = sending(desk, entry, act)
            if isinstance(outcome, Done):
                return done(request, desk, history.subject, outcome, "items.done.observed")
            form = form.refused(outcome)
    else:
        values = {"day": [desk.today().isoformat()], "measure": [choices[0][0]]}
        form = Form(fresh=str(uuid4()))
    shown = form.about(
        heading=say("items.observe.title", {"title": thing.title}, desk.language),
        lead=say("items.observe.lead", {}, desk.language),
        submit=say("items.do.observe", {}, desk.language),
        back=thing.href,
        groups=(
            Group("", observation_fields(choices, values=values, wrong=form.wrong, language=desk.language)),
        ),
    )
    return draw(request, desk, shown)


@require_POST
@at_desk
def withdraw_reading(request: HttpRequest, desk: Desk, observation: UUID) -> HttpResponse:
    desk.must_write()
    entry, history = id_sent(request, "entry"), desk.history(f"observation:{observation}")
    body = history.steps[0].record.entry.body
    if not isinstance(body, ObservationMade):
        raise Http404(history.subject)
    desk.must_see(body.org)
    act = partial(withdraw_observation, desk.office, by=desk.account, entry=entry, observation=observation)
    back = body.about if may_act_on(desk, body.about) else history.subject
    return done(request, desk, back, sending(desk, entry, act), "items.done.reading_withdrawn")


def _observed(desk: Desk, history: History) -> tuple[str, tuple[str, ...]]:
    """The unit that reads, and what the pack says may be read off such a thing."""
    body, pack = history.steps[0].record.entry.body, desk.pack()
    if isinstance(body, ItemOpened):
        kind = pack.item_kinds.get(body.kind)
        return body.org, kind.observations if kind else ()
    state = history.state
    if state is None or state.newest is None:
        raise Http404(history.subject)
    type_ = pack.types.get(state.newest.detail.type)
    return state.newest.detail.org, type_.observations if type_ else ()
