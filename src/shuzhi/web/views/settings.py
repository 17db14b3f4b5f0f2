"""The office's own words: what was adopted, since when, with targets beside their figures; formulations with their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.usecases.adopt_setting import adopt_setting
from shuzhi.usecases.list_formulation import list_formulation
from shuzhi.usecases.settings import SettingLine, formulations, setting_lines, targets_of
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import notify, page
from shuzhi.web.present.figures import value_view
from shuzhi.web.present.words import day_words, days_words, name_of, number_words
from shuzhi.web.views.numbers import is_the_office, must_be_the_office


@dataclass(frozen=True, slots=True)
class TargetLine:
    name: str
    href: str
    target: str
    now: str


@dataclass(frozen=True, slots=True)
class Shown:
    """``state`` is "set", "unset" or "ended"."""

    code: str
    name: str
    state: str
    value: str
    since: str
    example: str
    note: str
    targets: tuple[TargetLine, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    slot: str
    text: str
    days: str
    current: bool


@require_http_methods(["GET", "POST"])
@at_desk
def settings_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk)
    desk.must_write()
    must_be_the_office(desk)
    try:
        outcome = _list(request, desk) if "slot" in request.POST else _adopt(request, desk)
    except Refused as refusal:
        return _page(request, desk, (say(refusal.code, refusal.arguments, desk.language),))
    if not isinstance(outcome, Done):
        return _page(request, desk, desk.problem_words(outcome))
    notify(request, "web.settings.adopted")
    return redirect("settings", desk.ledger)


def _adopt(request: HttpRequest, desk: Desk) -> Outcome:
    sent, entry = request.POST, _uuid(request)
    return adopt_setting(
        desk.office, by=desk.account, at=desk.instant_of(entry), entry=entry, code=sent.get("code", ""),
        value=sent.get("value", ""), day=_day(sent.get("day", "")), targets=_targets(sent.get("targets", "")),
        source=sent.get("source", ""),
    )  # fmt: skip


def _list(request: HttpRequest, desk: Desk) -> Outcome:
    sent, entry = request.POST, _uuid(request)
    until = sent.get("end", "")
    return list_formulation(
        desk.office, by=desk.account, at=desk.instant_of(entry), entry=entry, formulation=entry,
        slot=sent.get("slot", "").strip(), text=sent.get("text", "").strip(), start=_day(sent.get("start", "")),
        end=_day(until) if until else None,
    )  # fmt: skip


def _page(request: HttpRequest, desk: Desk, problems: tuple[str, ...] = ()) -> HttpResponse:
    today, language = desk.today(), desk.language
    lines = setting_lines(desk.office, day=today)
    context = {
        "problems": problems,
        "settings": tuple(_shown(desk, one) for one in lines),
        "formulations": tuple(
            Wording(
                one.slot, one.text,
                days_words(one.start, one.end, language) if one.end
                else say("web.settings.since", {"day": day_words(one.start, language)}, language),
                one.start <= today and (one.end is None or today <= one.end),
            )
            for one in formulations(desk.office)
        ),
        "choices": tuple((one.code, one.name_en if language == "en" else one.name) for one in lines),
        "sent": request.POST,
        "today": today.isoformat(),
        "entry": str(uuid4()),
        "writes": desk.writes and is_the_office(desk),
        "keeping_href": reverse("keeping", args=(desk.ledger,)),
    }  # fmt: skip
    return page(request, "shuzhi/settings.html", context, place="setting", status=422 if problems else 200)


def _shown(desk: Desk, one: SettingLine) -> Shown:
    adopted, language = one.adopted, desk.language
    name, example, note = one.said(language)
    state = "unset" if adopted is None else "set" if one.in_use else "ended"
    return Shown(
        code=one.code,
        name=name,
        state=state,
        value=adopted.value if adopted else "",
        since=say("web.settings.since", {"day": day_words(adopted.day, language)}, language)
        if adopted
        else "",
        example=example,
        note=note,
        targets=_target_lines(desk, one) if one.in_use else (),
    )


def _target_lines(desk: Desk, one: SettingLine) -> tuple[TargetLine, ...]:
    """Target and figure side by side, for the newest year with work in it."""
    if one.adopted is None or not one.adopted.targets:
        return ()
    found = targets_of(desk.office, one.adopted, org=desk.org, period=desk.newest_period())
    return tuple(
        TargetLine(
            name_of(desk.pack().indicators[each.figure.query.indicator], desk.language),
            figure_address(each.figure.query),
            number_words(each.number, desk.language),
            value_view(each.figure, desk.language).words,
        )
        for each in found
    )


def _targets(text: str) -> tuple[tuple[str, Decimal], ...]:
    """One "indicator=number" a line."""
    found = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        code, _, number = line.partition("=")
        try:
            found.append((code.strip(), Decimal(number.strip())))
        except InvalidOperation as problem:
            raise Refused("web.settings.target_unreadable", {"text": line}) from problem
    return tuple(found)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Refused("web.numbers.day_unreadable", {"text": text}) from problem


def _uuid(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("entry", ""))
    except ValueError as problem:
        raise SuspiciousOperation("entry") from problem
