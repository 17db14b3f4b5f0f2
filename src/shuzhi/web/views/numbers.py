"""Numbers that left the office: the list with what differs now and why, putting one down, taking one back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.documents.errors import Refused
from shuzhi.engine.base import EngineError, Query, Reach
from shuzhi.ledger.entries import Way
from shuzhi.messages import say
from shuzhi.usecases.earlier_numbers import HandedOver, handed_over, since_then
from shuzhi.usecases.figure import query_for
from shuzhi.usecases.forms.known import UnknownFormError
from shuzhi.usecases.hand_over_form import hand_over_form
from shuzhi.usecases.hand_over_number import Handing, hand_over_number
from shuzhi.usecases.hand_over_report import hand_over_report
from shuzhi.usecases.number_sentences import sentence_of
from shuzhi.usecases.take_number_back import take_number_back
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.values.period import Period, PeriodError
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.paging import paging
from shuzhi.web.present.words import day_words, name_of
from shuzhi.web.views.uploads import read_upload

REACH_CODES = {
    Reach.PERSON: "numbers.reach_person",
    Reach.TEAM: "numbers.reach_team",
    Reach.UNIT: "numbers.reach_unit",
    Reach.SUBTREE: "numbers.reach_subtree",
}


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One hand-over, held against today."""

    number: str
    day: str
    name: str
    told: str
    href: str
    receiver: str
    way: str
    document: str
    differs: bool
    sentence: str
    now_href: str


@at_desk
def numbers_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Newest first; ``indicator`` narrows to one figure."""
    indicator = request.GET.get("indicator", "")
    if indicator and indicator not in desk.pack().indicators:
        raise Http404(indicator)
    told = [one for one in handed_over(desk.office, indicator) if desk.may_see(one.body.org)]
    where = paging(request, total=len(told), region="numbers")
    shown = told[where.first :][: where.size]
    spec = desk.pack().indicators.get(indicator)
    context = {
        "numbers": tuple(_line(desk, one) for one in shown),
        "paging": where,
        "writes": desk.writes,
        "ledger": desk.ledger,
        "new_href": reverse("number_new", args=(desk.ledger,)),
        "narrowed": name_of(spec, desk.language) if spec else "",
        "all_href": reverse("numbers", args=(desk.ledger,)),
    }
    part = request.headers.get("HX-Target") == "numbers"
    return page(request, f"shuzhi/{'parts/' if part else ''}numbers.html", context, place="number")


def _line(desk: Desk, one: HandedOver) -> NumberLine:
    earlier = since_then(desk.office, one)
    sentence = sentence_of(desk.office, earlier)
    spec = desk.pack().indicators.get(one.body.indicator)
    return NumberLine(
        number=str(one.body.number),
        day=day_words(one.body.day, desk.language),
        name=name_of(spec, desk.language) if spec else one.body.indicator,
        told=one.body.printed,
        href=figure_address(one.query),
        receiver=one.body.receiver,
        way=say(f"numbers.told_{one.body.way.value}", {}, desk.language),
        document=f"{one.body.document} {one.body.place}".strip(),
        differs=earlier.differs,
        sentence=say(sentence.code, sentence.args, desk.language),
        now_href=figure_address(earlier.now.query),
    )


# ------------------------------------------------------------------------------------------ putting one down
@require_http_methods(["GET", "POST"])
@at_desk
def number_new_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Two forms: a file that was handed in, or one number. Sent again, it is answered and not doubled."""
    desk.must_write()
    if request.method != "POST":
        return _form(request, desk)
    act: dict[str, Any] = {"by": desk.account, "entry": _uuid(request, "entry")}
    act["at"] = desk.instant_of(act["entry"])
    put: Callable[[HttpRequest, Desk, dict[str, Any]], Outcome] = _put_file if request.FILES else _put_number
    try:
        outcome = put(request, desk, act)
    except Refused as refusal:
        return _form(request, desk, (say(refusal.code, refusal.arguments, desk.language),))
    except (UnknownFormError, EngineError) as problem:
        return _form(request, desk, (say(problem.code, problem.args_, desk.language),))
    if isinstance(outcome, Problems):
        return _form(request, desk, desk.problem_words(outcome))
    assert isinstance(outcome, Done)
    notify(request, "web.numbers.put_down", count=len(outcome.receipts))
    return redirect("numbers", desk.ledger)


def _put_file(request: HttpRequest, desk: Desk, act: dict[str, Any]) -> Outcome:
    """Only the office itself hands whole papers in: they may hold figures of every unit."""
    must_be_the_office(desk)
    name, data = read_upload(request)
    handing = _handing(request, Way.FORM if name.lower().endswith(".xlsx") else Way.REPORT, name)
    if handing.way is Way.FORM:
        return hand_over_form(desk.office, **act, source=data, handing=handing)
    return hand_over_report(desk.office, **act, source=data, handing=handing, keys=desk.key_ring())


def _put_number(request: HttpRequest, desk: Desk, act: dict[str, Any]) -> Outcome:
    query = _asked(request, desk)
    document = request.POST.get("document", "").strip()
    handing = _handing(request, Way.REPORT if document else Way.WORD, document)
    return hand_over_number(
        desk.office, **act, number=_uuid(request, "number"), handing=handing, query=query,
        said=request.POST.get("said", ""), note=request.POST.get("note", ""),
    )  # fmt: skip


def _asked(request: HttpRequest, desk: Desk) -> Query:
    sent = request.POST
    org, pack = sent.get("org") or desk.org, desk.pack()
    desk.must_see(org)
    if sent.get("indicator") not in pack.indicators:
        raise Refused("web.numbers.indicator_missing")
    try:
        period = Period.parse(sent.get("period", "").strip())
        reach = Reach(sent["reach"]) if sent.get("reach") else None
    except (PeriodError, ValueError) as problem:
        raise Refused("web.numbers.period_unreadable", {"text": sent.get("period", "")}) from problem
    wanted = reach or Reach(pack.indicators[sent["indicator"]].reach)
    post = pack.team_posts[0] if wanted is Reach.PERSON and pack.team_posts else ""
    return query_for(
        desk.office, indicator=sent["indicator"], org=org, period=period, reach=wanted, as_of=_position(request, desk),
        post=post,
    )  # fmt: skip


def _position(request: HttpRequest, desk: Desk) -> int:
    """The position the form was opened at, so that the number is the one she saw."""
    text = request.POST.get("position", "")
    return min(int(text), desk.head()) if text.isdecimal() and len(text) < 18 and int(text) else desk.head()


def _handing(request: HttpRequest, way: Way, document: str) -> Handing:
    text = request.POST.get("day", "")
    try:
        day = date.fromisoformat(text)
    except ValueError as problem:
        raise Refused("web.numbers.day_unreadable", {"text": text}) from problem
    return Handing(request.POST.get("receiver", ""), day, way, document)


def _form(request: HttpRequest, desk: Desk, problems: tuple[str, ...] = ()) -> HttpResponse:
    pack, sent = desk.pack(), request.POST if request.method == "POST" else request.GET
    period = sent.get("period") or str(desk.newest_period())
    context = {
        "problems": problems,
        "ids": {name: sent.get(name) or str(uuid4()) for name in ("entry", "number")},
        "file_entry": str(uuid4()),
        "position": sent.get("position") or desk.head(),
        "indicators": tuple((one.code, name_of(one, desk.language)) for one in pack.indicators.values()),
        "orgs": desk.org_choices(desk.today()),
        "reaches": tuple((reach.value, say(code, {}, desk.language)) for reach, code in REACH_CODES.items()),
        "chosen": {
            "indicator": sent.get("indicator", ""), "org": sent.get("org") or desk.org, "period": period,
            "reach": sent.get("reach", ""), "receiver": sent.get("receiver", ""), "said": sent.get("said", ""),
            "day": sent.get("day") or desk.today().isoformat(), "document": sent.get("document", ""),
            "note": sent.get("note", ""),
        },
        "takes_files": is_the_office(desk),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.numbers", {}, desk.language), reverse("numbers", args=(desk.ledger,))),
        ),
    }  # fmt: skip
    return page(request, "shuzhi/number_form.html", context, place="number", status=422 if problems else 200)


# ------------------------------------------------------------------------------------------ taking back
@require_POST
@at_desk
def number_take_back(request: HttpRequest, desk: Desk, number: UUID) -> HttpResponse:
    desk.must_write()
    found = next((one for one in handed_over(desk.office) if one.body.number == number), None)
    if found is None:
        raise Http404(str(number))
    desk.must_see(found.body.org)
    outcome = take_number_back(
        desk.office, by=desk.account, at=desk.now(), entry=uuid4(), number=number, day=desk.today(),
        reason=request.POST.get("reason", ""),
    )  # fmt: skip
    if isinstance(outcome, Done):
        notify(request, "web.numbers.taken_back")
        return redirect("numbers", desk.ledger)
    return _form(request, desk, desk.problem_words(outcome))


def is_the_office(desk: Desk) -> bool:
    """Whether the account sits at the unit that keeps the ledger, above which there is none."""
    return desk.tree().at(desk.today()).parent(desk.org) is None


def must_be_the_office(desk: Desk) -> None:
    if not is_the_office(desk):
        raise PermissionDenied


def _uuid(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as problem:
        raise SuspiciousOperation(name) from problem
