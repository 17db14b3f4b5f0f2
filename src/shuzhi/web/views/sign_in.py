"""A named sheet: the organiser ticks who was there from the register kept here. Nobody signs in by telephone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.ledger.entries import PROTECTED, ActivityDetail, Attendance, Form, Mode
from shuzhi.ledger.fold import ActivityState
from shuzhi.messages import say
from shuzhi.store import people_reads, reads
from shuzhi.usecases.sign_in import sign_in
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.acts import Choices, Sent, refused_or
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.forms.heads import counted_role
from shuzhi.web.page import Crumb, notify, page, warn
from shuzhi.web.present.words import choice_name
from shuzhi.web.sending import sending

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Tick:
    """``signed``: she stands on the sheet of this session already."""

    person: str
    name: str
    signed: bool


def sign_in_address(desk: Desk, activity: UUID, state: ActivityState) -> str:
    """The page of the sheet; "" where names are kept elsewhere or the work takes none."""
    if state.newest is None or state.withdrawn or not takes_names(desk, state.newest.detail):
        return ""
    return reverse("sign_in", args=(desk.ledger, activity))


def takes_names(desk: Desk, detail: ActivityDetail) -> bool:
    kind = desk.pack().types.get(detail.type)
    named = kind is not None and kind.attendance not in ("none", "headcount")
    return named and detail.form is Form.SINGLE and detail.compartment != PROTECTED and desk.keeps(detail.org)


@require_http_methods(["GET", "POST"])
@at_desk
def sign_in_page(request: HttpRequest, desk: Desk, activity: UUID) -> HttpResponse:
    desk.must_write()
    state = desk.history(f"activity:{activity}").state
    if state is None or state.newest is None:
        raise Http404(str(activity))
    if not sign_in_address(desk, activity, state):
        raise PermissionDenied
    detail = state.newest.detail
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        outcome, problems = refused_or(desk, lambda: _sign(request, desk, activity, detail))
        if isinstance(outcome, Done):
            notify(request, "registers.sheet.done")
            for sentence in desk.problem_words(outcome):
                warn(request, sentence)
            return redirect("activity", desk.ledger, activity)
    return _page(request, desk, activity, detail, problems)


def _sign(request: HttpRequest, desk: Desk, activity: UUID, detail: ActivityDetail) -> Outcome:
    """Whom this seat may not name it cannot tick."""
    sent = Sent(request)
    entry, people = sent.id("entry"), sorted(set(request.POST.getlist("person")))
    if not people:
        raise Refused("registers.sheet.nobody")
    if set(people) != set(people_reads.names_of(desk.kept(), people)):
        raise PermissionDenied
    kind = desk.pack().types[detail.type]
    session, mode = sent.text("session") or "1", sent.text("mode") or Mode.ONSITE
    if not session.isdecimal() or len(session) > 6 or mode not in set(Mode):
        raise Refused("registers.sheet.unreadable")
    role = counted_role(desk.pack(), kind)
    ticked = tuple(Attendance(one, int(session), Mode(mode), role, sent.text("category")) for one in people)
    return sending(
        desk,
        entry,
        partial(sign_in, desk.office, by=desk.account, entry=entry, activity=activity, attendances=ticked),
    )


def _page(
    request: HttpRequest, desk: Desk, activity: UUID, detail: ActivityDetail, problems: tuple[str, ...]
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    org = asked.get("org") or detail.org
    desk.must_see(org)
    desk.must_keep(org)
    kind, language = desk.pack().types[detail.type], desk.language
    title = desk.titles([f"activity:{activity}"])[f"activity:{activity}"]
    signed = {one.person for one in detail.attendances}
    names = people_reads.names_of(desk.kept(), signed)
    context = {
        "problems": problems,
        "title": title,
        "org": org,
        "orgs": tuple((code, name) for code, name in desk.org_choices(desk.today()) if desk.keeps(code)),
        "ticks": _ticks(desk, org, signed),
        "signed": tuple(names[one] for one in sorted(names, key=lambda key: names[key]) if names[one]),
        "unnamed": len(signed) - sum(bool(name) for name in names.values()),
        "sessions": tuple(range(1, detail.sessions + 1)) if detail.sessions > 1 else (),
        "modes": _modes(language),
        "categories": tuple(
            (code, choice_name(kind.categories, code, language)) for code, _, _ in kind.categories
        ),
        "chosen": {"session": asked.get("session", "1"), "mode": asked.get("mode", Mode.ONSITE.value)},
        "entry": str(uuid4()),
        "here": reverse("sign_in", args=(desk.ledger, activity)),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.activities", {}, language), desk.activities_address()),
            Crumb(title, reverse("activity", args=(desk.ledger, activity))),
        ),
    }
    return page(request, "shuzhi/sign_in.html", context, place="activity", status=422 if problems else 200)


def _ticks(desk: Desk, org: str, signed: set[str]) -> tuple[Tick, ...]:
    """Those registered at the unit under a name, in order of names; a merged key is ticked under the one that stays."""
    lines = reads.people(desk.kept(), org=org, limit=_ALL).rows
    return tuple(
        Tick(line.person, line.name, line.person in signed)
        for line in sorted(lines, key=lambda one: (one.name, one.person))
        if line.name and not line.merged_into
    )


def _modes(language: str) -> Choices:
    return tuple((mode.value, say(f"registers.sheet.{mode.value}", {}, language)) for mode in Mode)
