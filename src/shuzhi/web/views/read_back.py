"""The leader's version put in on the report's page: verified, audited and laid beside what was compiled, in one.

The file is read in memory and not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.audit.remembered import confirmations
from shuzhi.claims.readers import SUFFIXES
from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.usecases.audit_sheet.layout import sheet_of
from shuzhi.usecases.read_back.reading import ReadBack, read_back
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.kept_reports import Compilation, compilation, report_of
from shuzhi.web.page import Crumb, page
from shuzhi.web.present.audits import AuditView, view_of
from shuzhi.web.present.read_backs import back_view
from shuzhi.web.views.uploads import read_upload
from shuzhi.web.views.verify import STATUS_CODES, TONES


@require_http_methods(["GET", "POST"])
@at_desk
def read_back_page(request: HttpRequest, desk: Desk, report: UUID) -> HttpResponse:
    made, _ = compilation(desk, report)
    context: dict[str, object] = {
        "title": made.title,
        "position": made.body.position,
        "accepts": ",".join(sorted(SUFFIXES)),
        "report_href": reverse("report", args=(desk.ledger, report)),
        "hand_over_href": reverse("report_hand_over", args=(desk.ledger, report)) if desk.writes else "",
        "crumbs": (*desk.crumbs(), Crumb(made.title, reverse("report", args=(desk.ledger, report)))),
    }
    if request.method != "POST":
        return page(request, "shuzhi/read_back.html", context, place="home")
    try:
        name, data = _sent(request, desk)
        found = _read(desk, made, name, data)
    except Refused as refusal:
        context["refusal"] = say(refusal.code, refusal.arguments, desk.language)
        context["text"] = request.POST.get("text", "")
        return page(request, "shuzhi/read_back.html", context, place="home", status=422)
    context |= {"name": name, "back": back_view(found, report_of(desk, made).draft.pack, desk.language)}
    context["audit"] = _audit(desk, made, found)
    if found.verification is not None:
        status = found.verification.status
        context["status"] = say(STATUS_CODES[status], {}, desk.language)
        context["tone"] = TONES.get(status, "stop")
    return page(request, "shuzhi/read_back.html", context, place="home")


def _sent(request: HttpRequest, desk: Desk) -> tuple[str, bytes]:
    """A file, else pasted words. Raises ``Refused``."""
    if "file" in request.FILES:
        return read_upload(request)
    text = request.POST.get("text", "").strip()
    if not text:
        raise Refused("web.audit.nothing")
    return say("web.audit.pasted", {}, desk.language) + ".txt", text.encode()


def _read(desk: Desk, made: Compilation, name: str, data: bytes) -> ReadBack:
    return read_back(
        desk.office,
        report_of(desk, made),
        source=name,
        data=data,
        keys=desk.key_ring(),
        orgs=desk.scope().orgs,
        remembered=confirmations(desk.services.matches.of(desk.ledger, made.body.org)),
    )


def _audit(desk: Desk, made: Compilation, found: ReadBack) -> AuditView:
    basis = say("reports.back_basis", {"position": made.body.position}, desk.language)
    sheet = sheet_of(found.audited, say=partial(_say_in, desk.language), basis=basis)
    return view_of(sheet, found.audited, pack=desk.pack(), language=desk.language, settles=False)


def _say_in(language: str, code: str, args: Mapping[str, object]) -> str:
    return say(code, args, language)
