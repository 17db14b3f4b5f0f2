"""What is done to a unit: opened, changed, moved, merged, closed. Each through its use case, each on a day and a paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.usecases.change_organisation import change_organisation
from shuzhi.usecases.close_organisation import close_organisation
from shuzhi.usecases.merge_organisation import merge_organisation
from shuzhi.usecases.move_organisation import move_organisation
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.acts import ActForm, Choices, Fields, Sent, act_page, refused_or
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, notify, warn
from shuzhi.web.present.activity_form import FieldView
from shuzhi.web.present.words import choice_name
from shuzhi.web.sending import sending
from shuzhi.web.views.unit import crumbs, may_do

ACTS = ("change", "move", "merge", "close")
_NOTES = {
    "change": ("registers.note.unit_change",),
    "move": ("registers.note.unit_move", "registers.note.unit_past"),
    "merge": ("registers.note.unit_merge", "registers.note.unit_past"),
    "close": ("registers.note.unit_close", "registers.note.unit_past"),
}


@require_http_methods(["GET", "POST"])
@at_desk
def organisation_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A unit below one that may be seen."""
    desk.must_write()
    parent = request.POST.get("parent") or request.GET.get("parent") or desk.org
    desk.must_see(parent)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        sent = Sent(request)
        outcome, problems = refused_or(desk, lambda: _open(desk, sent, parent))
        if isinstance(outcome, Done):
            return _done(request, desk, sent.text("org"), outcome, "registers.done.open")
    return act_page(request, _new_form(request, desk, parent), problems)


@require_http_methods(["GET", "POST"])
@at_desk
def organisation_act(request: HttpRequest, desk: Desk, org: str, act: str) -> HttpResponse:
    if act not in ACTS:
        raise Http404(act)
    desk.must_see(org)
    if not may_do(desk, org, act):
        raise PermissionDenied
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        outcome, problems = refused_or(desk, lambda: _act(desk, Sent(request), org, act))
        if isinstance(outcome, Done):
            return _done(request, desk, org, outcome, f"registers.done.{act}")
    return act_page(request, _form(request, desk, org, act), problems)


# ------------------------------------------------------------------------------------------ writing
def _open(desk: Desk, sent: Sent, parent: str) -> Outcome:
    entry = sent.id("entry")
    verb = partial(
        open_organisation, desk.office, by=desk.account, entry=entry, org=sent.text("org"), name=sent.text("name"),
        kind=sent.text("kind"), day=sent.day("day"), parent=parent, order=_order(sent) or 0, texts=_texts(sent),
    )  # fmt: skip
    return sending(desk, entry, verb)


def _act(desk: Desk, sent: Sent, org: str, act: str) -> Outcome:
    entry = sent.id("entry")
    verb = partial(_VERBS[act], desk, sent, org, entry)
    return sending(desk, entry, verb)


def _change(desk: Desk, sent: Sent, org: str, entry: UUID, *, at: datetime) -> Outcome:
    """Only what differs from what stands is written."""
    unit = desk.tree().at(sent.day("day")).unit(org)
    name, kind, order = sent.text("name"), sent.text("kind"), _order(sent)
    return change_organisation(
        desk.office, by=desk.account, at=at, entry=entry, org=org, day=sent.day("day"),
        name="" if unit and name == unit.name else name, kind="" if unit and kind == unit.kind else kind,
        order=None if unit and order == unit.order else order, term_until=sent.day_or_none("term_until"),
        texts=_texts(sent),
    )  # fmt: skip


def _move(desk: Desk, sent: Sent, org: str, entry: UUID, *, at: datetime) -> Outcome:
    desk.must_see(sent.text("parent"))
    return move_organisation(
        desk.office, by=desk.account, at=at, entry=entry, org=org, day=sent.day("day"), parent=sent.text("parent"),
        source=sent.text("source"),
    )  # fmt: skip


def _merge(desk: Desk, sent: Sent, org: str, entry: UUID, *, at: datetime) -> Outcome:
    desk.must_see(sent.text("into"))
    return merge_organisation(
        desk.office, by=desk.account, at=at, entry=entry, org=org, day=sent.day("day"), into=sent.text("into"),
        source=sent.text("source"),
    )  # fmt: skip


def _close(desk: Desk, sent: Sent, org: str, entry: UUID, *, at: datetime) -> Outcome:
    return close_organisation(
        desk.office, by=desk.account, at=at, entry=entry, org=org, day=sent.day("day"), source=sent.text("source")
    )  # fmt: skip


_VERBS: dict[str, Callable[..., Outcome]] = {
    "change": _change,
    "move": _move,
    "merge": _merge,
    "close": _close,
}


def _order(sent: Sent) -> int | None:
    text = sent.text("order")
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise Refused("roster.not_a_number", {"text": text})
    return int(text) if text else None


def _texts(sent: Sent) -> dict[str, str]:
    return {name: sent.text(name) for name in ("source", "contact") if sent.text(name)}


def _done(request: HttpRequest, desk: Desk, org: str, outcome: Done, code: str) -> HttpResponse:
    notify(request, code)
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    return redirect("organisation", desk.ledger, org)


# ------------------------------------------------------------------------------------------ drawing
def _new_form(request: HttpRequest, desk: Desk, parent: str) -> ActForm:
    field = Fields(request, desk)
    return ActForm(
        heading=say("registers.act.open", {}, desk.language),
        lead=say("registers.unit.open_lead", {"parent": desk.org_name(parent, desk.today())}, desk.language),
        submit=say("registers.act.open", {}, desk.language),
        fields=(
            field("text", "name", required=True),
            field("text", "org", required=True, hint="registers.hint.org", label="registers.field.code"),
            field("select", "kind", choices=_kinds(desk), required=True),
            field("select", "parent", choices=desk.org_choices(desk.today()), value=parent, required=True),
            field("number", "order", value=str(_next_order(desk, parent)), hint="registers.hint.order"),
            field("date", "day", value=desk.today().isoformat(), required=True, label="registers.field.from"),
            _source(field),
            field("text", "contact", hint="registers.hint.contact"),
        ),
        hidden=(("entry", str(uuid4())),),
        place="organisation",
        crumbs=(*crumbs(desk, parent), _crumb(desk, parent)),
    )


def _form(request: HttpRequest, desk: Desk, org: str, act: str) -> ActForm:
    name = desk.org_name(org, desk.today())
    field = Fields(request, desk)
    day = field("date", "day", value=desk.today().isoformat(), required=True, label="registers.field.from")
    return ActForm(
        heading=say(f"registers.heading.{act}", {"org": name}, desk.language),
        submit=say(f"registers.act.{act}", {}, desk.language),
        fields=(*_asked(desk, field, org, act), day, _source(field)),
        hidden=(("entry", str(uuid4())),),
        notes=tuple(say(code, {}, desk.language) for code in _NOTES[act]),
        grave=act in ("merge", "close"),
        place="organisation",
        crumbs=(*crumbs(desk, org), _crumb(desk, org)),
    )


def _asked(desk: Desk, field: Fields, org: str, act: str) -> tuple[FieldView, ...]:
    unit = desk.tree().at(desk.today()).unit(org)
    assert unit is not None
    if act == "change":
        return (
            field("text", "name", value=unit.name),
            field("select", "kind", choices=_kinds(desk), value=unit.kind),
            field("number", "order", value=str(unit.order), hint="registers.hint.order"),
            field("date", "term_until", hint="registers.hint.term"),
            field("text", "contact", hint="registers.hint.contact"),
        )
    if act == "move":
        return (field("select", "parent", choices=_others(desk, org), value=unit.parent, required=True),)
    return (field("select", "into", choices=_others(desk, org), required=True),) if act == "merge" else ()


def _others(desk: Desk, org: str) -> Choices:
    """The units in view other than this one and those below it."""
    below = desk.tree().at(desk.today()).subtree(org)
    return tuple((one, name) for one, name in desk.org_choices(desk.today()) if one not in below)


def _kinds(desk: Desk) -> Choices:
    kinds = desk.pack().organisation_kinds
    return tuple((code, choice_name(kinds, code, desk.language)) for code, _, _ in kinds)


def _next_order(desk: Desk, parent: str) -> int:
    view = desk.tree().at(desk.today())
    units = (view.unit(one) for one in view.children(parent))
    return max((unit.order for unit in units if unit), default=0) + 1


def _source(field: Fields) -> FieldView:
    return field("text", "source", hint="registers.hint.source")


def _crumb(desk: Desk, org: str) -> Crumb:
    return Crumb(desk.org_name(org, desk.today()), reverse("organisation", args=(desk.ledger, org)))
