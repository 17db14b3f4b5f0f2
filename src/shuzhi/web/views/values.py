"""Declared and cited values: figures taken over from a paper, with paper, date and organ. Never added to counted ones."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.documents.errors import Refused
from shuzhi.ledger.entries import ValueCited
from shuzhi.messages import say
from shuzhi.usecases.cite_value import cite_value
from shuzhi.usecases.declare_value import declare_value
from shuzhi.usecases.kept_values import Kept, kept_values
from shuzhi.usecases.withdraw_value import withdraw_value
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.values.period import Period, PeriodError
from shuzhi.web.acts import ActForm, Fields, Sent, act_page, refused_or
from shuzhi.web.addresses import subject_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.paging import paging
from shuzhi.web.present.words import day_words, measured_name, name_of, number_words, period_words, unit_words
from shuzhi.web.sending import sending

KINDS = ("declared", "cited")
_REAL = 30  # digits of a number of work


@dataclass(frozen=True, slots=True)
class ValueLine:
    value: str
    kind: str
    name: str
    told: str
    period: str
    org: str
    source: str
    document: str
    day: str
    href: str


@at_desk
def values_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = [one for one in kept_values(desk.office) if desk.may_see(one.org)]
    where = paging(request, total=len(found), region="values")
    context = {
        "values": tuple(_line(desk, one) for one in found[where.first :][: where.size]),
        "paging": where,
        "writes": desk.writes,
        "ledger": desk.ledger,
        "kinds": tuple(
            (f"{reverse('value_new', args=(desk.ledger,))}?kind={kind}", say(f"registers.value.new_{kind}", {}, desk.language))
            for kind in KINDS
        ),
    }  # fmt: skip
    part = request.headers.get("HX-Target") == "values"
    return page(request, f"shuzhi/{'parts/' if part else ''}values.html", context, place="value")


@require_http_methods(["GET", "POST"])
@at_desk
def value_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    desk.must_write()
    kind = request.POST.get("kind") or request.GET.get("kind") or KINDS[0]
    if kind not in KINDS:
        raise Http404(kind)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        outcome, problems = refused_or(desk, lambda: _put(desk, Sent(request), kind))
        if isinstance(outcome, Done):
            notify(request, f"registers.value.done_{kind}")
            return redirect("values", desk.ledger)
    return act_page(request, _form(request, desk, kind), problems)


@require_POST
@at_desk
def value_withdraw(request: HttpRequest, desk: Desk, value: UUID) -> HttpResponse:
    desk.must_write()
    found = next((one for one in kept_values(desk.office) if one.value_id == value), None)
    if found is None:
        raise Http404(str(value))
    desk.must_see(found.org)
    entry = uuid4()
    verb = partial(
        withdraw_value, desk.office, by=desk.account, entry=entry, value_id=value, reason=Sent(request).text("reason")
    )  # fmt: skip
    outcome = sending(desk, entry, verb)
    if isinstance(outcome, Done):
        notify(request, "registers.value.withdrawn")
    return redirect("values", desk.ledger)


def _put(desk: Desk, sent: Sent, kind: str) -> Outcome:
    entry, indicator = sent.id("entry"), desk.pack().indicators.get(sent.text("indicator"))
    org = sent.text("org") or desk.org
    desk.must_see(org)
    if indicator is None:
        raise Refused("web.numbers.indicator_missing")
    try:
        period = Period.parse(sent.text("period"))
    except PeriodError as problem:
        raise Refused("web.numbers.period_unreadable", {"text": sent.text("period")}) from problem
    if not sent.text("document"):
        raise Refused("registers.value.document_missing")
    told: dict[str, Any] = {
        "by": desk.account, "entry": entry, "value_id": entry, "org": org, "indicator": indicator.code,
        "start": period.start, "end": period.end, "value": _number(sent.text("value")), "unit": indicator.unit,
        "document": sent.text("document"), "document_day": sent.day("document_day"),
    }  # fmt: skip
    if kind == "declared":
        return sending(desk, entry, partial(declare_value, desk.office, **told))
    if not sent.text("source_org"):
        raise Refused("registers.value.source_missing")
    return sending(desk, entry, partial(cite_value, desk.office, source_org=sent.text("source_org"), **told))


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as problem:
        raise Refused("registers.value.not_a_number", {"text": text[:40]}) from problem
    if not found.is_finite() or len(found.as_tuple().digits) > _REAL or abs(found.adjusted()) > _REAL:
        raise Refused("registers.value.not_a_number", {"text": text[:40]})
    return found


def _form(request: HttpRequest, desk: Desk, kind: str) -> ActForm:
    field, language = Fields(request, desk), desk.language
    indicators = tuple(
        (one.code, measured_name(name_of(one, language), one.unit, language))
        for one in desk.pack().indicators.values()
    )
    fields = [
        field("select", "indicator", choices=indicators, required=True, label="web.numbers.indicator"),
        field("number", "value", required=True, hint="registers.hint.value"),
        field("select", "org", choices=desk.org_choices(desk.today()), value=desk.org, required=True),
        field("code", "period", value=str(desk.newest_period()), required=True, hint="web.numbers.period_hint",
              label="web.filter.period"),
        field("text", "document", required=True, hint="registers.hint.document"),
        field("date", "document_day", required=True),
    ]  # fmt: skip
    if kind == "cited":
        fields.insert(4, field("text", "source_org", required=True, hint="registers.hint.source_org"))
    return ActForm(
        heading=say(f"registers.value.new_{kind}", {}, language),
        submit=say(f"registers.value.new_{kind}", {}, language),
        fields=tuple(fields),
        hidden=(("entry", str(uuid4())), ("kind", kind)),
        notes=(say(f"registers.note.{kind}", {}, language), say("registers.note.never_added", {}, language)),
        place="value",
        crumbs=(
            *desk.crumbs(),
            Crumb(say("registers.menu.values", {}, language), reverse("values", args=(desk.ledger,))),
        ),
    )


def _line(desk: Desk, one: Kept) -> ValueLine:
    spec, language = desk.pack().indicators.get(one.indicator), desk.language
    cited = isinstance(one, ValueCited)
    return ValueLine(
        value=str(one.value_id),
        kind=say("registers.value.cited" if cited else "registers.value.declared", {}, language),
        name=name_of(spec, language) if spec else one.indicator,
        told=f"{number_words(one.value, language)} {unit_words(one.unit, language, value=one.value)}".strip(),
        period=period_words(Period(one.start, one.end), language),
        org=desk.org_name(one.org, one.end),
        source=one.source_org if isinstance(one, ValueCited) else "",
        document=one.document,
        day=day_words(one.document_day, language),
        href=subject_address(desk.ledger, one.subject),
    )
