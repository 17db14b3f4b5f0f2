"""News briefs put in, drafts of activities out: each checked by a person and recorded through the use case.

The brief is read in memory and not kept; names, illnesses and what people said are not taken over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.audit.vocabulary import vocabulary_of
from shuzhi.claims.readers import SUFFIXES, read_bytes
from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.usecases.drafting.briefs import draft_each
from shuzhi.usecases.drafting.draft import Drafting
from shuzhi.usecases.drafting.model import Draft
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.forms.activity import Read, read_activity
from shuzhi.web.forms.from_draft import filled_from
from shuzhi.web.forms.heads import counted_role
from shuzhi.web.page import notify, page
from shuzhi.web.present.drafts import (
    BriefPiece,
    Card,
    brief_pieces,
    groups_of,
    identity_of,
    left_out_of,
    questions_of,
    said_in,
    type_choices,
)
from shuzhi.web.present.words import name_of
from shuzhi.web.views.uploads import read_upload

MOST = 40  # drafts on one page
LONGEST = 200_000  # characters of briefs at once


@require_http_methods(["GET", "POST"])
@at_desk
def drafts_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    desk.must_write()
    if request.method != "POST":
        return _drawn(request, desk, {"text": "", "received": desk.today().isoformat()})
    told: dict[str, object] = {
        "received": request.POST.get("received", ""),
        "text": request.POST.get("text", ""),
    }
    try:
        received = _received(request)
        text = _text(request)
    except Refused as refusal:
        told["refusal"] = say(refusal.code, refusal.arguments, desk.language)
        return _drawn(request, desk, told, status=422)
    asked = request.POST.get("retype", "")
    drafts = _drafts(request, desk, text, received)
    if asked and request.headers.get("HX-Request"):
        chosen = [one for one in _cards(desk, drafts, text) if str(one.number) == asked]
        return page(request, "shuzhi/parts/draft_card.html", {"card": chosen[0] if chosen else None})
    told |= {
        "text": text,
        "drafted": True,
        "count": len(drafts),
        "cards": _cards(desk, drafts[:MOST], text),
        "rest": max(0, len(drafts) - MOST),
    }
    return _drawn(request, desk, told)


@require_POST
@at_desk
def drafts_record(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Record one draft as it stands in its card; the card comes back recorded, or with what is wrong."""
    desk.must_write()
    pack = desk.pack()
    kind = pack.types.get(request.POST.get("type", ""))
    if kind is None:
        raise Http404(request.POST.get("type", ""))
    identity, values = (
        _identity(request),
        {name: list(map(str, request.POST.getlist(name))) for name in request.POST},
    )
    offered = frozenset(code for code, _ in desk.org_choices(desk.today()))
    read = read_activity(values, kind=kind, role=counted_role(pack, kind), event=identity, offered=offered)
    outcome: Outcome | None = None
    if read.detail is not None:
        outcome = record_activity(
            desk.office,
            by=desk.account,
            at=desk.instant_of(identity),
            entry=identity,
            activity=identity,
            detail=read.detail,
            late=read.late,
            texts=read.texts,
        )
    if isinstance(outcome, Done) and not request.headers.get("HX-Request"):
        notify(request, "web.done.recorded", position=outcome.receipt.position)
        return redirect("activity", desk.ledger, identity)
    card = _sent_card(request, desk, read, values, identity)
    if isinstance(outcome, Done):
        card = replace(card, recorded=_record_address(desk, identity), questions=desk.problem_words(outcome))
    else:
        card = replace(card, problems=desk.problem_words(outcome))
    if request.headers.get(
        "HX-Request"
    ):  # a card that was refused is swapped in as well, so the status is 200
        return page(request, "shuzhi/parts/draft_card.html", {"card": card})
    told = {"text": "", "received": desk.today().isoformat(), "drafted": True, "count": 1, "cards": (card,)}
    return _drawn(request, desk, told, status=422)


# ------------------------------------------------------------------------------------------ what was sent
def _received(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("received", ""))
    except ValueError as problem:
        raise Refused("web.wrong.day", {"text": request.POST.get("received", "")}) from problem


def _text(request: HttpRequest) -> str:
    """A file, else the pasted words. Raises ``Refused``."""
    if "file" in request.FILES:
        name, data = read_upload(request)
        text = read_bytes(data, PurePath(name).name).text
    else:
        text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise Refused("web.drafts.nothing")
    if len(text) > LONGEST:
        raise Refused("web.drafts.too_long", {"length": len(text), "limit": LONGEST})
    return text


def _identity(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError as problem:
        raise SuspiciousOperation("draft") from problem


def _drafts(request: HttpRequest, desk: Desk, text: str, received: date) -> list[Draft]:
    """The drafts, those for which a person chose the type read as that."""
    pack = desk.pack()
    drafting = Drafting(pack, vocabulary_of(pack))
    drafts = list(draft_each(text, received, drafting))
    for place in range(len(drafts)):
        chosen = request.POST.get(f"type-{place + 1}", "")
        if chosen in pack.types and chosen != drafts[place].type:
            again = draft_each(text, received, replace(drafting, type=chosen))
            drafts[place] = again[place] if len(again) == len(drafts) else replace(drafts[place], type=chosen)
    return drafts


# ------------------------------------------------------------------------------------------ what is shown
def _cards(desk: Desk, drafts: list[Draft], text: str) -> tuple[Card, ...]:
    orgs = desk.org_choices(desk.today())
    names = {code: desk.org_name(code, desk.today()) for code, _ in orgs}
    return tuple(_card(desk, one, number, text, names) for number, one in enumerate(drafts, start=1))


def _card(desk: Desk, draft: Draft, number: int, text: str, names: Mapping[str, str]) -> Card:
    pack, language = desk.pack(), desk.language
    kind = pack.types.get(draft.type)
    filled = filled_from(draft, text=text, role=counted_role(pack, kind) if kind else "", names=names)
    rivals = next((one.args.get("types", "") for one in draft.ask if one.code == "drafting.which_type"), "")
    pieces = brief_pieces(draft, text, language)
    identity = identity_of(draft, text, ledger=desk.ledger)
    known = desk.office.journal.find(desk.ledger, identity) is not None
    return Card(
        number=number,
        kind=kind,
        kind_name=name_of(kind, language) if kind else "",
        heading=draft.title
        or (name_of(kind, language) if kind else say("web.drafts.untitled", {}, language)),
        pieces=pieces,
        groups=()
        if kind is None
        else groups_of(
            kind,
            card=f"draft-{number}",
            pack=pack,
            orgs=desk.org_choices(desk.today()),
            values=filled.values,
            wrong={},
            said=said_in(filled, text),
            language=language,
        ),
        types=type_choices(pack, rivals.split(), language),
        questions=questions_of(draft, filled, language),
        left_out=left_out_of(draft, language),
        id=identity,
        brief="".join(one.text for one in pieces),
        recorded=_record_address(desk, identity) if known else "",
    )


def _sent_card(
    request: HttpRequest, desk: Desk, read: Read, values: Mapping[str, list[str]], identity: UUID
) -> Card:
    """The card as it was sent, with what is wrong beside its fields."""
    pack, number = desk.pack(), request.POST.get("number", "1")
    kind = pack.types[request.POST["type"]]
    place = int(number) if number.isdecimal() and len(number) < 4 else 1
    brief = request.POST.get("brief", "")
    return Card(
        number=place,
        kind=kind,
        kind_name=name_of(kind, desk.language),
        heading=request.POST.get("title", "") or name_of(kind, desk.language),
        pieces=(BriefPiece(brief),),
        groups=groups_of(
            kind,
            card=f"draft-{place}",
            pack=pack,
            orgs=desk.org_choices(desk.today()),
            values=values,
            wrong=read.wrong,
            said={},
            language=desk.language,
        ),
        types=type_choices(pack, (), desk.language),
        questions=(),
        left_out=(),
        id=identity,
        brief=brief,
    )


def _record_address(desk: Desk, identity: UUID) -> str:
    return reverse("activity", args=(desk.ledger, identity))


def _drawn(
    request: HttpRequest, desk: Desk, told: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    here = reverse("drafts", args=(desk.ledger,))
    context = {"accepts": ",".join(sorted(SUFFIXES)), "here": here, "record_at": f"{here}/record", **told}
    return page(request, "shuzhi/drafts.html", context, place="drafts", status=status)
