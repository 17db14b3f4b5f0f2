"""A Word file put in, and what is found in it. The file is read in memory and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuzhi.documents.errors import Refused
from shuzhi.engine.base import PackRef, Query, Reach, Scope
from shuzhi.messages import say
from shuzhi.report.verify import FigureCheck, Status, Verification
from shuzhi.usecases.verify_document import verify_document
from shuzhi.values.period import Period
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import page
from shuzhi.web.views.uploads import read_upload

STATUS_CODES = {
    Status.UNTOUCHED: "web.verify.untouched",
    Status.CHANGED: "web.verify.changed",
    Status.NO_FIGURES: "web.verify.no_figures",
    Status.UNKNOWN_KEY: "web.verify.unknown_key",
    Status.BAD_SIGNATURE: "web.verify.bad_signature",
    Status.BROKEN_MANIFEST: "web.verify.broken_manifest",
}
TONES = {Status.UNTOUCHED: "good", Status.CHANGED: "wait", Status.NO_FIGURES: "wait"}


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    name: str
    printed: str
    href: str
    state: str
    sign: str


@dataclass(frozen=True, slots=True)
class Result:
    file: str
    status: str
    tone: str
    findings: tuple[str, ...]
    figures: tuple[CheckedFigure, ...]


@require_http_methods(["GET", "POST"])
@at_desk
def verify_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return page(request, "shuzhi/verify.html", {}, place="verify")
    try:
        name, data = read_upload(request)
        found = verify_document(data, keys=desk.key_ring())
    except Refused as refusal:
        return _refused(request, say(refusal.code, refusal.arguments, desk.language))
    return page(request, "shuzhi/verify.html", {"result": _result(desk, name, found)}, place="verify")


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return page(request, "shuzhi/verify.html", {"refusal": sentence}, place="verify", status=422)


def _result(desk: Desk, name: str, found: Verification) -> Result:
    return Result(
        file=name,
        status=say(STATUS_CODES[found.status], {}, desk.language),
        tone=TONES.get(found.status, "stop"),
        findings=tuple(say(one.code, one.arguments, desk.language) for one in found.findings),
        figures=tuple(_figure(desk, one) for one in found.figures),
    )


def _figure(desk: Desk, check: FigureCheck) -> CheckedFigure:
    fine = not check.codes
    return CheckedFigure(
        name=check.label,
        printed=check.printed if check.found in (None, check.printed) else f"{check.printed} → {check.found}",
        href=_href(desk, check.entry.query),
        state=say("web.verify.figure_fine" if fine else "web.verify.figure_touched", {}, desk.language),
        sign="good" if fine else "stop",
    )


def _href(desk: Desk, asked: Mapping[str, Any]) -> str:
    """The page of the figure where this ledger can answer it; "" where it cannot, or not to this reader."""
    scope, period = asked["scope"], asked["period"]
    if scope["ledger"] != desk.ledger or not desk.may_see(scope["org"]):
        return ""
    positions = tuple((str(ledger), int(position)) for ledger, position in asked["positions"])
    if dict(positions).get(desk.ledger, 0) > desk.head():
        return ""
    query = Query(
        indicator=asked["indicator"],
        pack=PackRef(**asked["pack"]),
        scope=Scope(
            scope["ledger"],
            scope["org"],
            Reach(scope["reach"]),
            scope["person"],
            scope["post"],
            scope.get("under", ""),
        ),
        period=Period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"])),
        positions=positions,
        restated=date.fromisoformat(asked["restated"]) if asked["restated"] else None,
    )
    return figure_address(query)
