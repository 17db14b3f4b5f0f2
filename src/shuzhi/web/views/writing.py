"""Putting an activity down and what is done to it afterwards. Every act goes through its use case and no other way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.catalog.model import ActivityType, Pack
from shuzhi.ledger.entries import ActivityDetail
from shuzhi.messages import say
from shuzhi.usecases.confirm_activity import confirm_activity
from shuzhi.usecases.correct_activity import correct_activity
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.return_activity import return_activity
from shuzhi.usecases.trace_figure import History
from shuzhi.usecases.withdraw_activity import withdraw_activity
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.forms.activity import TEXTS, Read, read_activity, values_of
from shuzhi.web.forms.heads import counted_role
from shuzhi.web.forms.reader import Values
from shuzhi.web.page import Crumb, notify, page, warn
from shuzhi.web.present.activity_form import activity_groups
from shuzhi.web.present.words import name_of
from shuzhi.web.sending import id_sent, sending, values_sent


@dataclass(frozen=True, slots=True)
class TypeLink:
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class TypeGroup:
    title: str
    types: tuple[TypeLink, ...]


# ------------------------------------------------------------------------------------------ recording
@require_http_methods(["GET", "POST"])
@at_desk
def new_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Without a type: choose one. With a type: its form; sending the form again is answered, not doubled."""
    desk.must_write()
    pack = desk.pack()
    code = request.GET.get("type", "")
    if not code:
        return _types(request, desk, pack)
    kind = pack.types.get(code)
    if kind is None:
        raise Http404(code)
    if request.method == "POST":
        return _record(request, desk, kind)
    blank = {"org": [desk.org], "start": [desk.today().isoformat()], "form": ["single"], "sessions": ["1"]}
    return _form(request, desk, kind, blank, Asked.new())


@dataclass(frozen=True, slots=True)
class Asked:
    """The ids made with the form, so that a form sent twice is one entry."""

    entry: UUID
    activity: UUID
    event: UUID

    @classmethod
    def new(cls) -> Asked:
        return cls(uuid4(), uuid4(), uuid4())

    @classmethod
    def sent(cls, request: HttpRequest) -> Asked:
        return cls(*(id_sent(request, name) for name in ("entry", "activity", "event")))


def _record(request: HttpRequest, desk: Desk, kind: ActivityType) -> HttpResponse:
    values, asked = values_sent(request), Asked.sent(request)
    offered = frozenset(code for code, _ in desk.org_choices(desk.today()))
    role = counted_role(desk.pack(), kind)
    read = read_activity(values, kind=kind, role=role, event=asked.event, offered=offered)
    if read.detail is None:
        return _form(request, desk, kind, values, asked, read=read)
    outcome = sending(
        desk,
        asked.entry,
        partial(
            record_activity,
            desk.office,
            by=desk.account,
            entry=asked.entry,
            activity=asked.activity,
            detail=read.detail,
            late=read.late,
            texts=read.texts,
        ),
    )
    if not isinstance(outcome, Done):
        return _form(request, desk, kind, values, asked, read=read, outcome=outcome)
    return _done(request, desk, asked.activity, outcome, "web.done.recorded")


@require_http_methods(["GET", "POST"])
@at_desk
def correct_page(request: HttpRequest, desk: Desk, activity: UUID) -> HttpResponse:
    """The form filled with what stands now; what is sent is a new entry that names the old one."""
    desk.must_write()
    history, detail, stated_by = _standing(desk, activity)
    kind = desk.pack().types.get(detail.type)
    if kind is None:
        raise Http404(detail.type)
    if request.method != "POST":
        asked = Asked(uuid4(), activity, detail.event)
        return _form(request, desk, kind, values_of(detail, _texts(history)), asked, corrects=detail)
    values, asked = values_sent(request), Asked(id_sent(request, "entry"), activity, detail.event)
    offered = frozenset(code for code, _ in desk.org_choices(detail.end))
    role = counted_role(desk.pack(), kind)
    read = read_activity(values, kind=kind, role=role, event=detail.event, offered=offered, before=detail)
    if read.detail is None:
        return _form(request, desk, kind, values, asked, read=read, corrects=detail)
    outcome = sending(
        desk,
        asked.entry,
        partial(
            correct_activity,
            desk.office,
            by=desk.account,
            entry=asked.entry,
            activity=activity,
            corrects=stated_by,
            detail=read.detail,
            reason=request.POST.get("reason", "").strip(),
            texts=read.texts,
        ),
    )
    if not isinstance(outcome, Done):
        return _form(request, desk, kind, values, asked, read=read, outcome=outcome, corrects=detail)
    return _done(request, desk, activity, outcome, "web.done.corrected")


# ------------------------------------------------------------------------------------------ one press
@require_POST
@at_desk
def confirm(request: HttpRequest, desk: Desk, activity: UUID) -> HttpResponse:
    entry = _entry(request, desk, activity)
    upto = id_sent(request, "upto")
    act = partial(confirm_activity, desk.office, by=desk.account, entry=entry, activity=activity, upto=upto)
    return _done(request, desk, activity, sending(desk, entry, act), "web.done.confirmed")


@require_POST
@at_desk
def send_back(request: HttpRequest, desk: Desk, activity: UUID) -> HttpResponse:
    entry = _entry(request, desk, activity)
    upto, reason = id_sent(request, "upto"), request.POST.get("reason", "").strip()
    act = partial(
        return_activity,
        desk.office,
        by=desk.account,
        entry=entry,
        activity=activity,
        upto=upto,
        reason=reason,
    )
    return _done(request, desk, activity, sending(desk, entry, act), "web.done.returned")


@require_POST
@at_desk
def withdraw(request: HttpRequest, desk: Desk, activity: UUID) -> HttpResponse:
    entry = _entry(request, desk, activity)
    reason = request.POST.get("reason", "").strip()
    act = partial(
        withdraw_activity, desk.office, by=desk.account, entry=entry, activity=activity, reason=reason
    )
    return _done(request, desk, activity, sending(desk, entry, act), "web.done.withdrawn")


def _entry(request: HttpRequest, desk: Desk, activity: UUID) -> UUID:
    """The id made with the form; raises unless the activity may be seen and the account may write."""
    desk.must_write()
    _standing(desk, activity)
    return id_sent(request, "entry")


# ------------------------------------------------------------------------------------------ drawing
def _types(request: HttpRequest, desk: Desk, pack: Pack) -> HttpResponse:
    """Types by line of work; ``q`` keeps those whose name or alias has these characters."""
    q = request.GET.get("q", "").strip()
    here = reverse("activity_new", args=(desk.ledger,))
    groups = []
    for code, chinese, english in pack.lines:
        types = tuple(
            TypeLink(name_of(kind, desk.language), f"{here}?type={kind.code}")
            for kind in pack.types.values()
            if kind.line == code and _answers(kind, q)
        )
        if types:
            groups.append(TypeGroup(english if desk.language == "en" else chinese, types))
    template = "parts/types.html" if request.headers.get("HX-Target") == "types" else "activity_types.html"
    return page(request, f"shuzhi/{template}", {"lines": groups, "q": q, "here": here}, place="record")


def _answers(kind: ActivityType, q: str) -> bool:
    wanted = q.casefold()
    return any(wanted in text.casefold() for text in (kind.name, kind.name_en, *kind.aliases))


def _form(
    request: HttpRequest,
    desk: Desk,
    kind: ActivityType,
    values: Values,
    asked: Asked,
    *,
    read: Read | None = None,
    outcome: Outcome | None = None,
    corrects: ActivityDetail | None = None,
) -> HttpResponse:
    here = reverse("activity_new", args=(desk.ledger,))
    back = (
        reverse("activity", args=(desk.ledger, asked.activity))
        if corrects
        else reverse("activities", args=(desk.ledger,))
    )
    wrong = read.wrong if read else {}
    context = {
        "kind": kind,
        "heading": say(
            "web.correct.title" if corrects else "web.record.title",
            {"type": name_of(kind, desk.language)},
            desk.language,
        ),
        "submit": say("web.form.save_correction" if corrects else "web.form.save", {}, desk.language),
        "groups": activity_groups(
            kind,
            pack=desk.pack(),
            orgs=desk.org_choices(corrects.end if corrects else desk.today()),
            values=values,
            wrong=wrong,
            language=desk.language,
        ),
        "ids": asked,
        "problems": desk.problem_words(outcome),
        "reason_wanted": corrects is not None,
        "reason": request.POST.get("reason", ""),
        "change_type": "" if corrects else here,
        "back": back,
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.activities", {}, desk.language), desk.activities_address()),
        ),
    }
    return page(
        request, "shuzhi/activity_form.html", context, place="record", status=422 if wrong or outcome else 200
    )


def _done(request: HttpRequest, desk: Desk, activity: UUID, outcome: Outcome, code: str) -> HttpResponse:
    """Back to the record, with what was done or why it was not."""
    if isinstance(outcome, Done):
        notify(request, code, position=outcome.receipt.position)
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    return redirect("activity", desk.ledger, activity)


# ------------------------------------------------------------------------------------------ reading
def _standing(desk: Desk, activity: UUID) -> tuple[History, ActivityDetail, UUID]:
    """The activity as it stands; raises ``Http404`` or ``PermissionDenied``."""
    history = desk.history(f"activity:{activity}")
    state = history.state
    if state is None or state.newest is None:
        raise Http404(str(activity))
    desk.must_see_any((*state.newest.detail.counted_hosts, state.newest.detail.org))
    return history, state.newest.detail, state.newest.stated_by


def _texts(history: History) -> Mapping[str, str | None]:
    """The newest of each text beside the activity."""
    found: dict[str, str | None] = {}
    for step in history.steps:
        found.update({name: text for name, text in step.texts.items() if name in TEXTS})
    return found
