"""Opening an item and what is done to it afterwards: changed, set to a state, closed. Every act goes through its use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal
from uuid import UUID, uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.catalog.model import ItemKind
from shuzhi.catalog.walk import item_kinds_in_order
from shuzhi.ledger.lives import ItemState, fold_item
from shuzhi.messages import say
from shuzhi.usecases.change_item import change_item
from shuzhi.usecases.close_item import close_item
from shuzhi.usecases.open_counted_items import open_counted_items
from shuzhi.usecases.open_item import Join, open_item
from shuzhi.usecases.set_item_state import set_item_state
from shuzhi.usecases.trace_figure import History
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.forms.item import (
    ItemStated,
    read_change,
    read_item,
    read_state,
    values_of_item,
)
from shuzhi.web.forms.reader import Values
from shuzhi.web.item_pages import Form, done, draw
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.present.activity_form import Group
from shuzhi.web.present.histories import newest_text
from shuzhi.web.present.item_form import (
    change_groups,
    final_choices,
    living_choices,
    opening_groups,
    state_fields,
)
from shuzhi.web.present.words import choice_name, name_of
from shuzhi.web.sending import id_sent, sending, values_sent
from shuzhi.web.things import history_to_act_on, item_to_act_on, thing_of


# ------------------------------------------------------------------------------------------ opening
@dataclass(frozen=True, slots=True)
class KindLink:
    """``aliases`` are other words for the kind."""

    name: str
    aliases: str
    href: str
    protected: bool


@dataclass(frozen=True, slots=True)
class KindGroup:
    title: str
    kinds: tuple[KindLink, ...]


@require_http_methods(["GET", "POST"])
@at_desk
def new_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Without a kind: choose one. With a kind: its form; sending the form again is answered, not doubled."""
    desk.must_write()
    code = request.GET.get("kind", "")
    if not code:
        return _kinds(request, desk)
    kind = desk.pack().item_kinds.get(code)
    if kind is None:
        raise Http404(code)
    come_of = _come_of(request, desk, kind)
    if request.method == "POST":
        return _open(request, desk, kind, come_of)
    blank = {
        "org": [desk.org],
        "day": [desk.today().isoformat()],
        "state": [kind.states[0].code],
        "count": ["1"],
    }
    return _opening_form(request, desk, kind, blank, come_of, Form(fresh=str(uuid4())))


@dataclass(frozen=True, slots=True)
class _ComeOf:
    """What the new item is joined to; ``way`` is seen from the new item."""

    link: str
    way: Literal["out", "in"]
    other: str

    def join(self, entry: UUID) -> Join:
        return Join(uuid5(entry, "join"), uuid5(entry, "link"), self.link, self.other, self.way)


def _come_of(request: HttpRequest, desk: Desk, kind: ItemKind) -> _ComeOf | None:
    asked, other = request.GET.get("link", ""), request.GET.get("to", "")
    if not other:
        return None
    link = desk.pack().link_kinds.get(asked)
    if link is None or kind.protected:
        raise Http404(asked)
    history_to_act_on(desk, other)
    return _ComeOf(link.code, "in" if request.GET.get("way") == "in" else "out", other)


def _open(request: HttpRequest, desk: Desk, kind: ItemKind, come_of: _ComeOf | None) -> HttpResponse:
    values, entry = values_sent(request), id_sent(request, "entry")
    orgs = frozenset(code for code, _ in desk.org_choices(desk.today()))
    posts = frozenset(code for code, _, _ in desk.pack().posts)
    read = read_item(values, kind=kind, orgs=orgs, posts=posts)
    form = Form(fresh=str(entry), wrong=read.wrong)
    if read.stated is None:
        return _opening_form(request, desk, kind, values, come_of, form)
    if kind.protected:
        outcome = sending(desk, entry, partial(_open_counted, desk, kind, read.stated, entry=entry))
    else:
        joins = (come_of.join(entry),) if come_of else ()
        act = partial(_open_one, desk, kind, read.stated, entry=entry, texts=read.texts, joins=joins)
        outcome = sending(desk, entry, act)
    if not isinstance(outcome, Done):
        return _opening_form(request, desk, kind, values, come_of, form.refused(outcome))
    if kind.protected:
        notify(request, "items.done.counted", count=read.stated.count, kind=name_of(kind, desk.language))
        return redirect("items", desk.ledger)
    return done(request, desk, f"item:{_id_of(entry)}", outcome, "items.done.opened")


def _id_of(entry: UUID) -> UUID:
    """The item of an opening; a form sent twice opens one."""
    return uuid5(entry, "item")


def _open_one(
    desk: Desk,
    kind: ItemKind,
    stated: ItemStated,
    *,
    entry: UUID,
    texts: Mapping[str, str],
    joins: tuple[Join, ...],
    at: datetime,
) -> Outcome:
    return open_item(
        desk.office, by=desk.account, at=at, entry=entry, item=_id_of(entry), kind=kind.code, org=stated.org,
        day=stated.day, state=stated.state, due=stated.due, owner=stated.owner, target=stated.target,
        fields=stated.fields, texts=texts, joins=joins,
    )  # fmt: skip


def _open_counted(desk: Desk, kind: ItemKind, stated: ItemStated, *, entry: UUID, at: datetime) -> Outcome:
    return open_counted_items(
        desk.office, by=desk.account, at=at, entry=entry, count=stated.count, kind=kind.code, org=stated.org,
        day=stated.day, state=stated.state, fields=stated.fields,
    )  # fmt: skip


def _opening_form(
    request: HttpRequest, desk: Desk, kind: ItemKind, values: Values, come_of: _ComeOf | None, form: Form
) -> HttpResponse:
    language = desk.language
    groups = opening_groups(
        kind,
        pack=desk.pack(),
        orgs=desk.org_choices(desk.today()),
        values=values,
        wrong=form.wrong,
        language=language,
    )
    words = {"kind": name_of(kind, language)}
    other = thing_of(desk, come_of.other) if come_of else None
    shown = form.about(
        heading=say("items.new.title", words, language),
        lead=_joined_words(desk, come_of, other.title) if come_of and other else "",
        note=say("items.form.protected", words, language) if kind.protected else "",
        submit=say("items.do.open", {}, language),
        back=other.href if other else reverse("items", args=(desk.ledger,)),
        aside=_aside(desk, kind),
        groups=groups,
    )
    return draw(request, desk, shown)


def _aside(desk: Desk, kind: ItemKind) -> tuple[Crumb, ...]:
    here = reverse("item_new", args=(desk.ledger,))
    found = [Crumb(say("items.new.other_kind", {}, desk.language), here)]
    if kind.protected:
        address = f"{reverse('items_end', args=(desk.ledger,))}?kind={kind.code}"
        found.append(Crumb(say("items.do.end_counted", {}, desk.language), address))
    return tuple(found)


def _joined_words(desk: Desk, come_of: _ComeOf, title: str) -> str:
    link = name_of(desk.pack().link_kinds[come_of.link], desk.language)
    code = "items.new.joined_out" if come_of.way == "out" else "items.new.joined_in"
    return say(code, {"link": link, "title": title}, desk.language)


def _kinds(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Kinds by line of work, in the order of the pack."""
    pack, language = desk.pack(), desk.language
    groups = []
    ordered = item_kinds_in_order(pack)
    for line in dict.fromkeys(one.line for one in ordered):
        kinds = tuple(_kind_link(desk, one) for one in ordered if one.line == line)
        groups.append(KindGroup(choice_name(pack.lines, line, language), kinds))
    context = {
        "groups": groups,
        "crumbs": _crumbs(desk),
        "import_href": reverse("item_import", args=(desk.ledger,)),
    }
    return page(request, "shuzhi/item_kinds.html", context, place="item")


def _kind_link(desk: Desk, kind: ItemKind) -> KindLink:
    name = name_of(kind, desk.language)
    others = [one for one in kind.aliases if one != name][:2] if desk.language != "en" else []
    href = f"{reverse('item_new', args=(desk.ledger,))}?kind={kind.code}"
    return KindLink(name, desk.join(others), href, kind.protected)


def _crumbs(desk: Desk) -> tuple[Crumb, ...]:
    return (
        *desk.crumbs(),
        Crumb(say("web.menu.items", {}, desk.language), reverse("items", args=(desk.ledger,))),
    )


# ------------------------------------------------------------------------------------------ changing
@require_http_methods(["GET", "POST"])
@at_desk
def change_page(request: HttpRequest, desk: Desk, item: UUID) -> HttpResponse:
    """The form filled with what stands now; only what is altered is written."""
    history, _, kind = item_to_act_on(desk, item)
    if request.method != "POST":
        before = _folded(history, None)
        values = values_of_item(before, title=newest_text(history, "title"), today=desk.today())
        return _change_form(request, desk, history, kind, values, Form(fresh=str(uuid4())))
    values, entry = values_sent(request), id_sent(request, "entry")
    posts = frozenset(code for code, _, _ in desk.pack().posts)
    # held against the item without this very entry, so that a form sent again says the same as the first time
    title = _title_without(history, entry)
    read = read_change(values, kind=kind, posts=posts, before=_folded(history, entry), title=title)
    form = Form(fresh=str(entry), wrong=read.wrong)
    if read.altered is None:
        return _change_form(request, desk, history, kind, values, form)
    altered = read.altered
    outcome = sending(
        desk,
        entry,
        partial(
            change_item, desk.office, by=desk.account, entry=entry, item=item, day=altered.day, due=altered.due,
            owner=altered.owner, target=altered.target, fields=altered.fields, cleared=altered.cleared,
            texts=altered.texts,
        ),
    )  # fmt: skip
    if not isinstance(outcome, Done):
        return _change_form(request, desk, history, kind, values, form.refused(outcome))
    return done(request, desk, history.subject, outcome, "items.done.changed")


def _folded(history: History, without: UUID | None) -> ItemState:
    return fold_item([one.record for one in history.steps if one.record.entry.id != without])


def _title_without(history: History, entry: UUID) -> str:
    told = [
        one.texts["title"] for one in history.steps if one.record.entry.id != entry and "title" in one.texts
    ]
    return (told[-1] if told else "") or ""


def _change_form(
    request: HttpRequest, desk: Desk, history: History, kind: ItemKind, values: Values, form: Form
) -> HttpResponse:
    thing = thing_of(desk, history.subject)
    groups = change_groups(
        kind,
        pack=desk.pack(),
        orgs=desk.org_choices(desk.today()),
        values=values,
        wrong=form.wrong,
        language=desk.language,
    )
    shown = form.about(
        heading=say("items.change.title", {"title": thing.title}, desk.language),
        lead=say("items.change.lead", {}, desk.language),
        submit=say("items.do.save", {}, desk.language),
        back=thing.href,
        groups=groups,
    )
    return draw(request, desk, shown)


# ------------------------------------------------------------------------------------------ state and end
@require_http_methods(["GET", "POST"])
@at_desk
def state_page(request: HttpRequest, desk: Desk, item: UUID) -> HttpResponse:
    history, _, kind = item_to_act_on(desk, item)
    now = _folded(history, None).spans[-1].state
    choices = living_choices(kind, desk.language, now="" if request.method == "POST" else now)
    words = ("items.state.title", "items.field.state", "items.do.state")
    return _stated(request, desk, history, choices, set_item_state, words, "items.done.state")


@require_http_methods(["GET", "POST"])
@at_desk
def close_page(request: HttpRequest, desk: Desk, item: UUID) -> HttpResponse:
    """In a final state, with what came of it in a few words."""
    history, _, kind = item_to_act_on(desk, item)
    words = ("items.close.title", "items.field.end", "items.do.close")
    return _stated(
        request, desk, history, final_choices(kind, desk.language), close_item, words, "items.done.closed"
    )


def _stated(
    request: HttpRequest,
    desk: Desk,
    history: History,
    choices: tuple[tuple[str, str], ...],
    verb: Callable[..., Outcome],
    words: tuple[str, str, str],
    done_code: str,
) -> HttpResponse:
    """``words`` are the codes of heading, label and button; ``verb`` takes item, day, state and texts."""
    thing, (heading, label, submit) = thing_of(desk, history.subject), words
    if request.method == "POST":
        values, entry = values_sent(request), id_sent(request, "entry")
        read = read_state(values, [code for code, _ in choices])
        form = Form(fresh=str(entry), wrong=read.wrong)
        if read.day is not None:
            texts = {"note": read.note} if read.note else {}
            item = UUID(history.subject.partition(":")[2])
            act = partial(
                verb,
                desk.office,
                by=desk.account,
                entry=entry,
                item=item,
                day=read.day,
                state=read.state,
                texts=texts,
            )
            outcome = sending(desk, entry, act)
            if isinstance(outcome, Done):
                return done(request, desk, history.subject, outcome, done_code)
            form = form.refused(outcome)
    else:
        values, form = {"day": [desk.today().isoformat()]}, Form(fresh=str(uuid4()))
    fields = state_fields(choices, values=values, wrong=form.wrong, language=desk.language, label=label)
    shown = form.about(
        heading=say(heading, {"title": thing.title}, desk.language),
        submit=say(submit, {}, desk.language),
        back=thing.href,
        groups=(Group("", fields),),
    )
    return draw(request, desk, shown)
