"""The last steps of a report: signed off, and handed over with every figure put down as told to its receiver.

Neither blocks the other, and nothing blocks either.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.ledger.entries import Way
from shuzhi.messages import say
from shuzhi.report.records import query_of
from shuzhi.report.verify import verify
from shuzhi.usecases.compile_report import body_figures
from shuzhi.usecases.earlier_numbers import handed_over
from shuzhi.usecases.hand_over_number import Handing
from shuzhi.usecases.hand_over_report import figures_told, hand_over_report
from shuzhi.usecases.sign_report import sign_report
from shuzhi.usecases.writing import Done
from shuzhi.values.period import day_of
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.kept_reports import Compilation, compilation, kept, signatures
from shuzhi.web.page import Crumb, notify, page
from shuzhi.web.present.details import FactLine
from shuzhi.web.present.words import day_words, days_words
from shuzhi.web.views.uploads import read_upload


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """Figures of one report that were told to one receiver on one day."""

    receiver: str
    day: str
    count: int


# ------------------------------------------------------------------------------------------ signing off
@require_http_methods(["GET", "POST"])
@at_desk
def sign_page(request: HttpRequest, desk: Desk, report: UUID) -> HttpResponse:
    """What is signed and with which key, before it is signed; sent again it is signed once."""
    desk.must_write()
    made, history = compilation(desk, report)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        entry = _uuid(request, "entry")
        outcome = sign_report(
            desk.office, by=desk.account, at=desk.instant_of(entry), entry=entry, report=report
        )
        if isinstance(outcome, Done):
            notify(request, "reports.signed")
            return redirect("report", desk.ledger, report)
        problems = desk.problem_words(outcome)
    before = tuple(
        FactLine(
            "signed",
            desk.actor(one.entry.by),
            say(
                "reports.signed_at",
                {
                    "day": day_words(day_of(one.entry.at), desk.language),
                    "position": one.position,
                    "key": body.key,
                },
                desk.language,
            ),
        )
        for one, body in signatures(history)
    )
    context = {
        "problems": problems,
        "title": made.title,
        "lines": _what_is_signed(desk, made),
        "before": before,
        "entry": request.POST.get("entry") or str(uuid4()),
        "crumbs": _crumbs(desk, made),
    }
    return page(request, "shuzhi/report_sign.html", context, place="home", status=422 if problems else 200)


def _what_is_signed(desk: Desk, made: Compilation) -> tuple[FactLine, ...]:
    body, language = made.body, desk.language
    figures = len(body_figures(kept(desk.ledger, made).draft))
    told = (
        ("who", desk.actor(desk.account)),
        ("org", desk.org_name(body.org, body.end)),
        ("period", days_words(body.start, body.end, language)),
        ("figures", str(figures)),
        ("position", str(body.position)),
        ("digest", body.digest),
        ("key", desk.office.signer.fingerprint),
    )
    return tuple(FactLine(name, say(f"reports.sign_{name}", {}, language), text) for name, text in told)


# ------------------------------------------------------------------------------------------ handing over
@require_http_methods(["GET", "POST"])
@at_desk
def hand_over_page(request: HttpRequest, desk: Desk, report: UUID) -> HttpResponse:
    """The Word file as compiled, or the version that was really handed in, is put down figure by figure."""
    desk.must_write()
    made, _ = compilation(desk, report)
    if not made.docx:
        raise Http404(str(report))
    if request.method != "POST":
        return _hand_over_form(request, desk, made)
    entry = _uuid(request, "entry")
    try:
        source = read_upload(request)[1] if "file" in request.FILES else desk.office.evidence.get(made.docx)
        _must_see_its_figures(desk, source)
        outcome = hand_over_report(
            desk.office,
            by=desk.account,
            at=desk.instant_of(entry),
            entry=entry,
            source=source,
            handing=Handing(request.POST.get("receiver", ""), _day(request), Way.REPORT, made.title),
            keys=desk.key_ring(),
        )
    except Refused as refusal:
        return _hand_over_form(request, desk, made, (say(refusal.code, refusal.arguments, desk.language),))
    if not isinstance(outcome, Done):
        return _hand_over_form(request, desk, made, desk.problem_words(outcome))
    notify(request, "web.numbers.put_down", count=len(outcome.receipts))
    return redirect("report", desk.ledger, report)


def _must_see_its_figures(desk: Desk, source: bytes) -> None:
    """A file put in may carry figures of other units; those are not this desk's to tell."""
    for one in verify(source, desk.key_ring()).figures:
        scope = query_of(one.entry.query).scope
        if scope.ledger == desk.ledger and not desk.may_see(scope.org):
            raise PermissionDenied


def _day(request: HttpRequest) -> date:
    text = request.POST.get("day", "")
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Refused("web.numbers.day_unreadable", {"text": text}) from problem


def _hand_over_form(
    request: HttpRequest, desk: Desk, made: Compilation, problems: tuple[str, ...] = ()
) -> HttpResponse:
    source = desk.office.evidence.get(made.docx)
    told = list(figures_told(verify(source, desk.key_ring()).figures))
    sent = request.POST
    context = {
        "problems": problems,
        "title": made.title,
        "count": len(told),
        "position": made.body.position,
        "before": told_before(desk, made),
        "entry": sent.get("entry") or str(uuid4()),
        "receiver": sent.get("receiver", ""),
        "day": sent.get("day") or desk.today().isoformat(),
        "crumbs": _crumbs(desk, made),
    }
    return page(
        request, "shuzhi/report_hand_over.html", context, place="home", status=422 if problems else 200
    )


def told_before(desk: Desk, made: Compilation) -> tuple[ToldBefore, ...]:
    """Hand-overs of this report's figures: those computed at its position and told under its title."""
    positions = ((desk.ledger, made.body.position),)
    counted = Counter(
        (one.body.day, one.body.receiver)
        for one in handed_over(desk.office)
        if one.body.positions == positions and one.body.document == made.title and desk.may_see(one.body.org)
    )
    return tuple(
        ToldBefore(receiver, day_words(day, desk.language), count)
        for (day, receiver), count in sorted(counted.items())
    )


def _crumbs(desk: Desk, made: Compilation) -> tuple[Crumb, ...]:
    address = reverse("report", args=(desk.ledger, made.body.report))
    return (*desk.crumbs(), Crumb(made.title, address))


def _uuid(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as problem:
        raise SuspiciousOperation(name) from problem
