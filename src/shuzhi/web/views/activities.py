"""Records of work: the list with its filters, scope first, and one record with its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.messages import say
from shuzhi.store import reads
from shuzhi.values.period import Period
from shuzhi.web.addresses import read_period, read_place
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.filters import Filter, org_filter, period_filter, pick
from shuzhi.web.page import Crumb, page
from shuzhi.web.paging import ROWS, continued
from shuzhi.web.present.histories import activity_view, without_evidence
from shuzhi.web.present.words import days_words, name_of, number_words
from shuzhi.web.surroundings import around_activity
from shuzhi.web.views.evidence import evidence_panel
from shuzhi.web.views.sign_in import sign_in_address

STATUS_CODES = {
    "confirmed": "web.status.confirmed",
    "pending": "web.status.unconfirmed",
    "changed": "web.status.change_pending",
    "withdrawn": "web.status.withdrawn",
}
_SIGNS = {"confirmed": "good", "pending": "wait", "changed": "wait", "withdrawn": "stop"}


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One row of a list of activities."""

    days: str
    title: str
    href: str
    org: str
    heads: str
    status: str
    sign: str


@at_desk
def activities_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked = request.GET
    org = asked.get("org") or desk.org
    desk.must_see(org)
    period = read_period(asked["period"]) if asked.get("period") else None
    kind, status = asked.get("type", ""), asked.get("status", "")
    wanted = reads.ActivityFilter(
        types=frozenset({kind} - {""}),
        statuses=frozenset({status} - {""}),
        start=period.start if period else None,
        end=period.end if period else None,
    )
    scope = desk.scope(org)
    found = reads.activities(scope, wanted=wanted, after=read_place(asked.get("after", "")), limit=ROWS)
    context = {
        "activities": lines(desk, found.rows),
        "continued": continued(request, following=found.following, region="activities"),
        "total": number_words(Decimal(sum(reads.standings(scope, wanted=wanted).values())), desk.language),
        "filters": _filters(desk, org, period, kind, status),
        "here": reverse("activities", args=(desk.ledger,)),
        "record_href": reverse("activity_new", args=(desk.ledger,)),
        "org_name": desk.org_name(org, desk.today()),
    }
    part = request.headers.get("HX-Target") == "activities"
    return page(request, f"shuzhi/{'parts/' if part else ''}activities.html", context, place="activity")


@at_desk
def activity_page(request: HttpRequest, desk: Desk, activity: UUID) -> HttpResponse:
    history = desk.history(f"activity:{activity}")
    state = history.state
    if state is None or state.newest is None:
        raise Http404(str(activity))
    detail = state.newest.detail
    desk.must_see_any((*detail.counted_hosts, detail.org))
    kind = desk.pack().types.get(detail.type)
    view = activity_view(
        history,
        pack=desk.pack(),
        org_name=lambda org: desk.org_name(org, detail.end),
        actor=desk.actor,
        language=desk.language,
    )
    kept_here = desk.keeps(detail.org)
    context = {
        "activity": view if kept_here else without_evidence(view),
        "sign_in_href": sign_in_address(desk, activity, state) if desk.writes else "",
        "evidence": evidence_panel(desk, history, reverse("evidence_attach", args=(desk.ledger, activity))),
        "heading": desk.titles([history.subject])[history.subject],
        "may_write": desk.writes,
        "actions": {
            act: reverse(f"activity_{act}", args=(desk.ledger, activity))
            for act in ("confirm", "correct", "return", "withdraw")
        },
        "fresh": {act: str(uuid4()) for act in ("confirm", "return", "withdraw")},
        **around_activity(desk, history.subject, kind.observations if kind else ()),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.activities", {}, desk.language), desk.activities_address()),
        ),
    }
    return page(request, "shuzhi/activity.html", context, place="activity")


def lines(desk: Desk, rows: Iterable[reads.ActivityLine]) -> tuple[ActivityLine, ...]:
    return tuple(_line(desk, row) for row in rows)


def _line(desk: Desk, row: reads.ActivityLine) -> ActivityLine:
    pack, language = desk.pack(), desk.language
    kind = name_of(pack.types[row.type], language) if row.type in pack.types else row.type
    numbers = [say("web.activity.sessions", {"sessions": row.sessions}, language)] if row.sessions > 1 else []
    numbers += [say("web.activity.heads", {"heads": row.heads}, language)] if row.heads else []
    returned = row.returned and row.status != "withdrawn"
    return ActivityLine(
        days=days_words(row.start, row.end, language),
        title=row.title or kind,
        href=reverse("activity", args=(desk.ledger, row.activity)),
        org=desk.org_name(row.org, row.end),
        heads=desk.join(numbers),
        status=say("web.status.returned" if returned else STATUS_CODES[row.status], {}, language),
        sign="wait" if returned else _SIGNS[row.status],
    )


def _filters(desk: Desk, org: str, period: Period | None, kind: str, status: str) -> tuple[Filter, ...]:
    language = desk.language
    types = tuple(
        (one.code, name_of(one, language)) for one in desk.pack().types.values() if not one.protected
    )
    states = tuple((code, say(sentence, {}, language)) for code, sentence in STATUS_CODES.items())
    every = say("web.filter.all", {}, language)
    return (
        org_filter(desk, org),
        period_filter(desk, period, any_period=every),
        pick("type", say("web.filter.type", {}, language), types, kind, any_choice=every),
        pick("status", say("web.filter.status", {}, language), states, status, any_choice=every),
    )
