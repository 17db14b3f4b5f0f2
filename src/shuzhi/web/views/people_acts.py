"""What is done about a person: registered, moved, given and relieved of posts, merged, told apart again, erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.ledger.entries import PostKind
from shuzhi.ledger.facts import AttendanceFact
from shuzhi.messages import say
from shuzhi.store import people_reads, reads
from shuzhi.store.people_reads import Person
from shuzhi.usecases.erase_person import erase_person
from shuzhi.usecases.leave_post import leave_post
from shuzhi.usecases.merge_person import merge_person
from shuzhi.usecases.merge_preview import person_state, preview_merge
from shuzhi.usecases.move_person import move_person
from shuzhi.usecases.register_person import register_person
from shuzhi.usecases.take_post import take_post
from shuzhi.usecases.unmerge_person import unmerge_person
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.acts import ActForm, Choices, Fields, Sent, act_page, refused_or
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, notify, warn
from shuzhi.web.present.activity_form import FieldView
from shuzhi.web.present.words import choice_name, day_words
from shuzhi.web.sending import sending
from shuzhi.web.views.people import crumbs, must_find, name_words, post_name

_ALL = 1_000_000


@require_http_methods(["GET", "POST"])
@at_desk
def person_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    desk.must_write()
    org = request.POST.get("org") or request.GET.get("org") or desk.org
    desk.must_see(org)
    desk.must_keep(org)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        sent = Sent(request)
        outcome, problems = refused_or(desk, lambda: _register(desk, sent, org))
        if isinstance(outcome, Done):
            return _done(request, desk, sent.id("person").hex[:16], outcome, "registers.person_done.register")
    return act_page(request, _new_form(request, desk, org), problems)


@require_http_methods(["GET", "POST"])
@at_desk
def person_act(request: HttpRequest, desk: Desk, person: str, act: str) -> HttpResponse:
    if act not in _ACTS:
        raise Http404(act)
    desk.must_write()
    found = must_find(desk, person)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        sent = Sent(request)
        if act == "merge" and not sent.text("sure"):
            return act_page(request, _merge_form(desk, found, sent))
        outcome, problems = refused_or(desk, lambda: _act(desk, sent, found, act))
        if isinstance(outcome, Done):
            return _done(request, desk, person, outcome, f"registers.person_done.{act}")
    return act_page(request, _form(request, desk, found, act), problems)


# ------------------------------------------------------------------------------------------ writing
def _register(desk: Desk, sent: Sent, org: str) -> Outcome:
    entry, name = sent.id("entry"), sent.text("name")
    if not name:
        raise Refused("registers.name_missing")
    texts = {key: sent.text(key) for key in ("name", "telephone") if sent.text(key)}
    verb = partial(
        register_person, desk.office, by=desk.account, entry=entry, person=sent.id("person").hex[:16], org=org,
        day=sent.day("day"), texts=texts,
    )  # fmt: skip
    return sending(desk, entry, verb)


def _act(desk: Desk, sent: Sent, found: Person, act: str) -> Outcome:
    entry = sent.id("entry")
    verb = partial(_ACTS[act], desk, sent, found, entry)
    return sending(desk, entry, verb)


def _move(desk: Desk, sent: Sent, found: Person, entry: UUID, *, at: datetime) -> Outcome:
    desk.must_see(sent.text("org"))
    return move_person(
        desk.office, by=desk.account, at=at, entry=entry, person=found.line.person, org=sent.text("org"),
        day=sent.day("day"), reason=sent.text("reason"),
    )  # fmt: skip


def _post(desk: Desk, sent: Sent, found: Person, entry: UUID, *, at: datetime) -> Outcome:
    desk.must_see(sent.text("org"))
    return take_post(
        desk.office, by=desk.account, at=at, entry=entry, person=found.line.person, org=sent.text("org"),
        post=sent.text("post"), day=sent.day("day"), kind=_kind(sent),
    )  # fmt: skip


def _kind(sent: Sent) -> PostKind | None:
    """Raises ``SuspiciousOperation`` for what no form offered."""
    try:
        return PostKind(sent.text("held_as")) if sent.text("held_as") else None
    except ValueError as problem:
        raise SuspiciousOperation("held_as") from problem


def _leave(desk: Desk, sent: Sent, found: Person, entry: UUID, *, at: datetime) -> Outcome:
    org, _, post = sent.text("held").rpartition("~")
    return leave_post(
        desk.office, by=desk.account, at=at, entry=entry, person=found.line.person, org=org, post=post,
        day=sent.day("day"),
    )  # fmt: skip


def _merge(desk: Desk, sent: Sent, found: Person, entry: UUID, *, at: datetime) -> Outcome:
    other = must_find(desk, sent.text("into"))
    return merge_person(
        desk.office, by=desk.account, at=at, entry=entry, person=found.line.person, into=other.line.person,
        reason=sent.text("reason"),
    )  # fmt: skip


def _unmerge(desk: Desk, sent: Sent, found: Person, entry: UUID, *, at: datetime) -> Outcome:  # noqa: ARG001  one shape
    return unmerge_person(desk.office, by=desk.account, at=at, entry=entry, person=found.line.person)


def _erase(desk: Desk, sent: Sent, found: Person, entry: UUID, *, at: datetime) -> Outcome:
    """Typed as it stands, so that nobody erases by one press."""
    if sent.text("typed") != (found.line.name or found.line.person):
        raise Refused("registers.typed_differs")
    return erase_person(desk.office, by=desk.account, at=at, entry=entry, person=found.line.person)


_ACTS: dict[str, Callable[..., Outcome]] = {
    "move": _move, "post": _post, "leave": _leave, "merge": _merge, "unmerge": _unmerge, "erase": _erase,
}  # fmt: skip


def _done(request: HttpRequest, desk: Desk, person: str, outcome: Done, code: str) -> HttpResponse:
    """Her page, or the list where she was moved to a unit whose names are kept elsewhere."""
    notify(request, code)
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    if people_reads.person(desk.kept(), person) is None:
        return redirect("people", desk.ledger)
    return redirect("person", desk.ledger, person)


# ------------------------------------------------------------------------------------------ drawing
def _new_form(request: HttpRequest, desk: Desk, org: str) -> ActForm:
    field = Fields(request, desk)
    units = tuple((code, name) for code, name in desk.org_choices(desk.today()) if desk.keeps(code))
    return ActForm(
        heading=say("registers.person_act.register", {}, desk.language),
        lead=say("registers.person.register_lead", {}, desk.language),
        submit=say("registers.person_act.register", {}, desk.language),
        fields=(
            field("text", "name", required=True, label="registers.field.full_name"),
            field("text", "telephone"),
            field("select", "org", choices=units, value=org, required=True),
            field("date", "day", value=desk.today().isoformat(), required=True, label="registers.field.from"),
        ),
        hidden=(("entry", str(uuid4())), ("person", str(uuid4()))),
        place="people",
        crumbs=crumbs(desk, org),
    )


def _form(request: HttpRequest, desk: Desk, found: Person, act: str) -> ActForm:
    notes = {"erase": ("registers.note.erased", "registers.note.stays", "registers.note.no_way_back"),
             "merge": ("registers.note.merge",), "unmerge": ("registers.note.unmerge",),
             "move": ("registers.note.person_move",)}  # fmt: skip
    submit = "registers.person.preview" if act == "merge" else f"registers.person_act.{act}"
    return ActForm(
        heading=say(f"registers.person_heading.{act}", {"name": name_words(desk, found)}, desk.language),
        submit=say(submit, {}, desk.language),
        fields=_fields(Fields(request, desk), desk, found, act),
        hidden=(("entry", str(uuid4())),),
        notes=tuple(say(code, {}, desk.language) for code in notes.get(act, ())),
        grave=act == "erase",
        place="people",
        crumbs=(*crumbs(desk, found.line.org), _crumb(desk, found)),
    )


def _fields(field: Fields, desk: Desk, found: Person, act: str) -> tuple[FieldView, ...]:
    today, pack = desk.today(), desk.pack()
    day = field("date", "day", value=today.isoformat(), required=True, label="registers.field.from")
    orgs = field("select", "org", choices=desk.org_choices(today), value=found.line.org, required=True)
    if act == "move":
        return orgs, day, field("text", "reason", label="web.do.reason")
    if act == "post":
        posts = tuple((code, choice_name(pack.posts, code, desk.language)) for code, _, _ in pack.posts)
        kinds = tuple((one.value, say(f"registers.post.{one.value}", {}, desk.language)) for one in PostKind)
        return (
            field("select", "post", choices=posts, required=True),
            field("select", "held_as", choices=kinds),
            orgs,
            day,
        )
    if act == "leave":
        last = field("date", "day", value=today.isoformat(), required=True, label="registers.field.last_day")
        return field("select", "held", choices=_held(desk, found), required=True), last
    if act == "merge":
        return (
            field(
                "select", "into", choices=_others(desk, found), required=True, label="registers.field.same_as"
            ),
            field("text", "reason", label="web.do.reason"),
        )
    if act == "erase":
        return (field("text", "typed", required=True, hint="registers.hint.typed"),)
    return ()


def _merge_form(desk: Desk, found: Person, sent: Sent) -> ActForm:
    """What would change, before anything is written; the button then writes it."""
    other = must_find(desk, sent.text("into"))
    seen = preview_merge(
        desk.office, desk.rows("attendance", AttendanceFact), person=found.line.person, into=other.line.person
    )
    names = {"name": name_words(desk, found), "into": name_words(desk, other)}
    posts = desk.join(post_name(desk, one.post) for one in seen.person.tenures if one.last is None)
    notes = [
        say("registers.merge.records", {**names, "of_person": seen.of_person, "of_into": seen.of_into}, desk.language),
        say("registers.merge.both", {"both": seen.both}, desk.language),
        say("registers.merge.unit", {**names, "org": desk.org_name(found.line.org, desk.today()),
                                     "other": desk.org_name(other.line.org, desk.today())}, desk.language),
    ]  # fmt: skip
    if posts:
        notes.append(say("registers.merge.posts", {**names, "posts": posts}, desk.language))
    notes.append(say("registers.merge.past", {}, desk.language))
    return ActForm(
        heading=say("registers.person_heading.merge", names, desk.language),
        lead=say("registers.merge.lead", names, desk.language),
        submit=say("registers.person_act.merge", {}, desk.language),
        fields=(),
        hidden=(
            ("entry", str(uuid4())), ("into", other.line.person), ("reason", sent.text("reason")), ("sure", "yes"),
        ),
        notes=tuple(notes),
        place="people",
        crumbs=(*crumbs(desk, found.line.org), _crumb(desk, found)),
    )  # fmt: skip


def _held(desk: Desk, found: Person) -> Choices:
    tenures = person_state(desk.office, found.line.person).tenures
    return tuple(
        (
            f"{one.org}~{one.post}",
            say("registers.person.post_since", {
                "post": post_name(desk, one.post), "org": desk.org_name(one.org, one.day),
                "day": day_words(one.day, desk.language),
            }, desk.language),
        )
        for one in tenures
        if one.last is None
    )  # fmt: skip


def _others(desk: Desk, found: Person) -> Choices:
    """Everybody whose name is kept here; those of the same unit first."""
    lines = reads.people(desk.kept(), limit=_ALL).rows
    there = sorted(
        (line for line in lines if line.person != found.line.person and not line.merged_into),
        key=lambda line: (line.org != found.line.org, line.org, line.name, line.person),
    )
    return tuple(
        (
            line.person,
            f"{line.name or say('registers.person.unnamed', {}, desk.language)} · {desk.org_name(line.org, desk.today())}",
        )
        for line in there
    )


def _crumb(desk: Desk, found: Person) -> Crumb:
    return Crumb(name_words(desk, found), reverse("person", args=(desk.ledger, found.line.person)))
