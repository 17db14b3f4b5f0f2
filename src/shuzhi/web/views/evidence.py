"""Files beside an activity: offered, never demanded, shown to the office that made the record and nobody else.

What was put in is handed out as bytes to be kept, under a policy in which nothing of it runs or is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from urllib.parse import quote
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from shuzhi.catalog.names import paper_names
from shuzhi.documents.errors import Refused
from shuzhi.ledger.entries import EvidenceAttached
from shuzhi.ledger.fold import ActivityState
from shuzhi.messages import say
from shuzhi.store.evidence import EvidenceError
from shuzhi.usecases.attach_evidence import attach_evidence
from shuzhi.usecases.trace_figure import History
from shuzhi.usecases.writing import Done
from shuzhi.web.acts import Sent, refused_or
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import notify, warn
from shuzhi.web.present.words import instant_words
from shuzhi.web.refusals import unanswerable
from shuzhi.web.sending import sending
from shuzhi.web.views.uploads import read_upload

KINDS = ("photo", "sign_in_sheet", "notice", "minutes", "brief", "other")
_ENDINGS = {b"\xff\xd8\xff": ("jpg", "jpeg"), b"\x89PNG": ("png",)}
_INERT = "sandbox; default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    name: str
    kind: str
    href: str
    size: str
    digest: str
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    """``choices``: kinds a file may be given; ``usual``: the papers that the pack names beside such work, "" for none."""

    lines: tuple[EvidenceLine, ...]
    choices: tuple[tuple[str, str], ...]
    href: str
    entry: str
    usual: str


def evidence_panel(desk: Desk, history: History, address: str) -> EvidencePanel | None:
    """None for everybody but the office that made the record."""
    state = history.state
    if state is None or state.newest is None or not desk.keeps(state.newest.detail.org):
        return None
    lines = []
    for step in history.steps:
        body = step.record.entry.body
        if isinstance(body, EvidenceAttached):
            lines.append(
                EvidenceLine(
                    step.texts.get("filename") or say("registers.evidence.nameless", {}, desk.language),
                    _kind(desk, body.kind),
                    f"{address}/{body.evidence}",
                    size_words(body.size, desk.language),
                    body.digest,
                    instant_words(step.record.entry.at, desk.language),
                    desk.actor(step.record.entry.by),
                )
            )
    choices = tuple((kind, _kind(desk, kind)) for kind in KINDS)
    kind = desk.pack().types.get(state.newest.detail.type)
    usual = desk.join(paper_names(desk.pack(), kind, desk.language)) if kind is not None else ""
    return EvidencePanel(tuple(lines), choices, address, str(uuid4()), usual)


@require_POST
@at_desk
def evidence_attach(request: HttpRequest, desk: Desk, activity: UUID) -> HttpResponse:
    desk.must_write()
    _must_keep(desk, activity)
    try:
        name, data = read_upload(request)
    except Refused as refusal:
        return unanswerable(request, say(refusal.code, refusal.arguments, desk.language))
    sent = Sent(request)
    entry, kind = sent.id("entry"), sent.text("kind")
    verb = partial(
        attach_evidence, desk.office, by=desk.account, entry=entry, activity=activity, evidence=entry,
        kind=kind if kind in KINDS else "other", data=data, filename=_plain(name),
    )  # fmt: skip
    outcome, problems = refused_or(desk, lambda: sending(desk, entry, verb))
    if not isinstance(outcome, Done):
        return unanswerable(request, " ".join(problems))
    notify(request, "registers.evidence.attached")
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    return redirect("activity", desk.ledger, activity)


@require_GET
@at_desk
def evidence_file(request: HttpRequest, desk: Desk, activity: UUID, evidence: UUID) -> HttpResponse:
    state = _must_keep(desk, activity)
    found = next((one for one in state.evidence if one.evidence == evidence), None)
    if found is None:
        raise Http404(str(evidence))
    try:
        data = desk.office.evidence.get(found.digest)
    except EvidenceError as problem:
        return unanswerable(request, say(problem.code, problem.args_, desk.language))
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _disposition(_name(desk, activity, found), data)
    response.headers["Content-Security-Policy"] = _INERT
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def size_words(size: int, language: str) -> str:
    """Bytes, thousands or millions of them."""
    for code, unit in (("registers.size.mega", 1024 * 1024), ("registers.size.kilo", 1024)):
        if size >= unit:
            return say(code, {"size": f"{size / unit:.1f}"}, language)
    return say("registers.size.bytes", {"size": size}, language)


def _must_keep(desk: Desk, activity: UUID) -> ActivityState:
    """The state of the activity. Raises ``Http404`` and ``PermissionDenied``."""
    state = desk.history(f"activity:{activity}").state
    if state is None or state.newest is None:
        raise Http404(str(activity))
    desk.must_keep(state.newest.detail.org)
    return state


def _kind(desk: Desk, kind: str) -> str:
    return say(f"registers.evidence.kind.{kind if kind in KINDS else 'other'}", {}, desk.language)


def _name(desk: Desk, activity: UUID, found: EvidenceAttached) -> str:
    for step in desk.history(f"activity:{activity}").steps:
        body = step.record.entry.body
        if isinstance(body, EvidenceAttached) and body.evidence == found.evidence:
            return step.texts.get("filename") or found.digest[:16]
    return found.digest[:16]


def _plain(name: str) -> str:
    """The last part of a name, without signs that steer a terminal or a header."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:120] or "file"


def _disposition(name: str, data: bytes) -> str:
    """To be kept under its name; a picture drawn anew in another format bears that format's ending."""
    for start, endings in _ENDINGS.items():
        if data.startswith(start) and not name.lower().endswith(endings):
            name = f"{name}.{endings[0]}"
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
