"""One's own tokens for programs: made for a unit, a level and some days, told once, listed, revoked.

Nobody sees or revokes another account's; the command line does that for whoever runs the installation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.store.tokens import (
    LIFETIME,
    LONGEST,
    Level,
    Token,
    TokenScope,
    TokenThereAlready,
    make_token,
    revoke,
    tokens_of,
)
from shuzhi.values.period import day_of
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import notify, page
from shuzhi.web.present.words import day_words

LEVEL_CODES = {
    Level.DRAFT: "tokens.level_draft",
    Level.READ: "tokens.level_read",
    Level.WRITE: "tokens.level_write",
}
LIST_CODES = {
    Level.DRAFT: "tokens.may_draft",
    Level.READ: "tokens.may_read",
    Level.WRITE: "tokens.may_write",
}
MOST_LETTERS = 64


@dataclass(frozen=True, slots=True)
class TokenLine:
    number: str
    label: str
    org: str
    level: str
    made: str
    expires: str
    state: str
    badge: str
    in_force: bool


@require_http_methods(["GET", "POST"])
@at_desk
def tokens_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk)
    try:
        secret = _made(request, desk)
    except Refused as refusal:
        return _page(request, desk, problem=say(refusal.code, refusal.arguments, desk.language))
    return _page(request, desk, secret=secret)


@require_POST
@at_desk
def token_revoke(request: HttpRequest, desk: Desk, token: UUID) -> HttpResponse:
    """Of one's own only; one that is over already stays as it is."""
    own = {one.id for one in tokens_of(desk.ledger, account=UUID(desk.account))}
    if token not in own:
        raise Http404(str(token))
    revoke(token, at=desk.now())
    notify(request, "tokens.revoked_now")
    return redirect("tokens", desk.ledger)


def _made(request: HttpRequest, desk: Desk) -> str:
    """The secret. Raises ``Refused``, ``Http404`` or ``PermissionDenied`` for what this account may not hand on."""
    sent = request.POST
    org = sent.get("org", "")
    desk.must_see(org)
    try:
        number, level = UUID(sent.get("number", "")), Level.of(sent.get("level", ""))
    except (ValueError, KeyError) as problem:
        raise SuspiciousOperation("token") from problem
    if level > _highest(desk):
        raise Refused("tokens.level_too_high")
    days = sent.get("days", "")
    if not (days.isascii() and days.isdecimal() and 1 <= int(days[:9]) <= LONGEST.days):
        raise Refused("tokens.days_unreadable", {"most": LONGEST.days})
    label = sent.get("label", "").strip()
    if not label or len(label) > MOST_LETTERS:
        raise Refused("tokens.label_missing", {"most": MOST_LETTERS})
    try:
        _, secret = make_token(
            UUID(desk.account),
            scope=TokenScope(desk.ledger, org, level),
            label=label,
            at=desk.now(),
            lifetime=timedelta(days=int(days)),
            number=number,
        )
    except TokenThereAlready as problem:
        raise Refused("tokens.told_before") from problem
    return secret


def _highest(desk: Desk) -> Level:
    return Level.WRITE if desk.writes else Level.READ


def _page(request: HttpRequest, desk: Desk, *, secret: str = "", problem: str = "") -> HttpResponse:
    sent, now = request.POST, desk.now()
    context = {
        "secret": secret,
        "problem": problem,
        "tokens": tuple(
            _line(desk, one, now) for one in reversed(tokens_of(desk.ledger, account=UUID(desk.account)))
        ),
        "number": str(uuid4()),
        "orgs": desk.org_choices(desk.today()),
        "levels": tuple(
            (level.code, say(code, {}, desk.language))
            for level, code in LEVEL_CODES.items()
            if level <= _highest(desk)
        ),
        "chosen": {
            "org": sent.get("org") or desk.org,
            "level": sent.get("level") or Level.READ.code,
            "days": sent.get("days") or str(LIFETIME.days),
            "label": sent.get("label", "") if problem else "",
        },
        "most_days": LONGEST.days,
        "ledger": desk.ledger,
        "example": request.build_absolute_uri(
            f"/api/v1/ledgers/{desk.ledger}/figures?period={desk.newest_period()}"
        ),
        "crumbs": desk.crumbs(),
        "reference": reverse("interface:api:reference"),
    }
    return page(request, "shuzhi/tokens.html", context, place="token", status=422 if problem else 200)


def _line(desk: Desk, one: Token, now: datetime) -> TokenLine:
    state, badge = "tokens.in_force", "good"
    if one.revoked_at is not None:
        state, badge = "tokens.revoked", "none"
    elif one.expires_at <= now:
        state, badge = "tokens.expired", "none"
    return TokenLine(
        number=str(one.id),
        label=one.label,
        org=desk.org_name(one.scope.org, desk.today()),
        level=say(LIST_CODES[one.scope.level], {}, desk.language),
        made=day_words(day_of(one.made_at), desk.language),
        expires=day_words(day_of(one.expires_at), desk.language),
        state=say(state, {}, desk.language),
        badge=badge,
        in_force=state == "tokens.in_force",
    )
