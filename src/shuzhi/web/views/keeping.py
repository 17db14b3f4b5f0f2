"""Keeping the ledger: periods closed and opened again, and signed checkpoints to be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.documents.errors import Refused
from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.messages import say
from shuzhi.usecases.close_period import close_period
from shuzhi.usecases.kept_values import closed_periods
from shuzhi.usecases.make_checkpoint import make_checkpoint
from shuzhi.usecases.reopen_period import reopen_period
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.values.period import Period, PeriodError
from shuzhi.web.acts import Sent, refused_or
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.files import attached
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.present.words import period_words
from shuzhi.web.refusals import unanswerable
from shuzhi.web.sending import sending
from shuzhi.web.views.numbers import is_the_office, must_be_the_office


@dataclass(frozen=True, slots=True)
class ClosedLine:
    org: str
    name: str
    period: str
    words: str


@require_http_methods(["GET", "POST"])
@at_desk
def keeping_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk)
    desk.must_write()
    sent = Sent(request)
    outcome, problems = refused_or(desk, lambda: _put(desk, sent))
    if not isinstance(outcome, Done):
        return _page(request, desk, problems)
    notify(
        request, "registers.period.reopened" if sent.text("act") == "reopen" else "registers.period.closed"
    )
    return redirect("keeping", desk.ledger)


@require_POST
@at_desk
def checkpoint(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The signed head as a file; a copy is laid into the data folder too."""
    desk.must_write()
    must_be_the_office(desk)
    entry = Sent(request).id("entry")
    made = make_checkpoint(desk.office, by=desk.account, at=desk.instant_of(entry), entry=entry)
    if not isinstance(made, Checkpoint):
        return unanswerable(request, " ".join(desk.problem_words(made)))
    desk.services.checkpoints.keep(made)
    name = f"{desk.ledger}-{made.position}.checkpoint.json"
    return attached(made.to_json().encode(), "application/json", name)


def _put(desk: Desk, sent: Sent) -> Outcome:
    org, entry = sent.text("org") or desk.org, sent.id("entry")
    desk.must_see(org)
    try:
        period = Period.parse(sent.text("period"))
    except PeriodError as problem:
        raise Refused("web.numbers.period_unreadable", {"text": sent.text("period")}) from problem
    told: dict[str, Any] = {
        "by": desk.account,
        "entry": entry,
        "org": org,
        "start": period.start,
        "end": period.end,
    }
    if sent.text("act") != "reopen":
        return sending(desk, entry, partial(close_period, desk.office, **told))
    if not sent.text("reason"):
        raise Refused("registers.period.reason_missing")
    return sending(desk, entry, partial(reopen_period, desk.office, reason=sent.text("reason"), **told))


def _page(request: HttpRequest, desk: Desk, problems: tuple[str, ...] = ()) -> HttpResponse:
    language = desk.language
    closed = [one for one in closed_periods(desk.office) if desk.may_see(one.org)]
    latest = desk.services.checkpoints.latest(desk.ledger)
    context = {
        "problems": problems,
        "closed": tuple(
            ClosedLine(
                one.org,
                desk.org_name(one.org, one.end),
                str(Period(one.start, one.end)),
                period_words(Period(one.start, one.end), language),
            )
            for one in closed
        ),
        "orgs": desk.org_choices(desk.today()),
        "org": request.POST.get("org") or desk.org,
        "period": request.POST.get("period") or str(desk.newest_period()),
        "fresh": {act: str(uuid4()) for act in ("close", "reopen", "checkpoint")},
        "writes": desk.writes,
        "office": desk.writes and is_the_office(desk),
        "head": desk.head(),
        "latest": latest.position if latest else 0,
        "ledger": desk.ledger,
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.settings", {}, language), reverse("settings", args=(desk.ledger,))),
        ),
    }
    return page(request, "shuzhi/keeping.html", context, place="setting", status=422 if problems else 200)
