"""Who asks, and whether she may: a bearer token, or the session of the own pages with its CSRF token.

Each operation names the least level it needs (``needs(Level.READ)``); one that names none needs the most. The ledger of
the address is held against the token's here, before anything of the request is read. The operation finds its seat in
``request.auth``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from shuzhi.store import accounts
from shuzhi.store.accounts import Role
from shuzhi.store.tokens import Holder, Level, holder_of
from shuzhi.web.api.problems import Refusal
from shuzhi.web.languages import language_for
from shuzhi.web.seat import READS_ONLY, Seat
from shuzhi.web.settings import SESSION_COOKIE_NAME
from shuzhi.wiring.services import services


class Bearer(HttpBearer):
    """令牌 A token made with ``shuzhi token make``."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self.level = level

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        holder = holder_of(token, at=services().clock.now())
        if holder is None:
            raise Refusal(401, "api.token_invalid")
        ledger = _ledger_of(request)
        if ledger is not None and ledger != holder.scope.ledger:
            raise Refusal(403, "api.other_ledger")
        return _seated_by_token(request, holder, self.level)


class OwnPages(APIKeyCookie):
    """网页会话 The session of somebody logged in to the pages; what writes needs the CSRF token as well."""

    param_name = SESSION_COOKIE_NAME

    def __init__(self, level: Level) -> None:
        super().__init__(csrf=True)
        self.level = level

    def _get_key(self, request: HttpRequest) -> str | None:
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        account = accounts.account_of(request) if key else None
        if account is None:
            return None
        ledger = _ledger_of(request)
        if ledger is None:
            return account.by
        roles = [role for role in account.roles if role.ledger == ledger]
        if not roles:
            raise Refusal(403, "api.other_ledger")
        return _seated(request, account.by, ledger, roles[0].org, _level_of(roles[0]), self.level)


def needs(level: Level) -> list[Callable[[HttpRequest], Any]]:
    """The ways in for an operation."""
    return [Bearer(level), OwnPages(level)]


def seat_of(request: HttpRequest) -> Seat:
    """Where the caller sits; only operations of a ledger have one."""
    return cast(Seat, request.auth)  # type: ignore[attr-defined]  # set by the gate above


def _ledger_of(request: HttpRequest) -> str | None:
    match = request.resolver_match
    return match.kwargs.get("ledger") if match else None


def _seated_by_token(request: HttpRequest, holder: Holder, needed: Level) -> Any:
    """The token's own rights, cut to what its account may do there today."""
    scope = holder.scope
    roles = [role for role in holder.account.roles if role.ledger == scope.ledger]
    covering = [
        _level_of(role)
        for role in roles
        if _seat(request, holder.account.by, scope.ledger, role.org, Level.READ).may_see(scope.org)
    ]
    if not covering:
        raise Refusal(403, "api.token_outlived")
    level = min(scope.level, max(covering))
    return _seated(request, holder.account.by, scope.ledger, scope.org, level, needed)


def _seated(request: HttpRequest, account: str, ledger: str, org: str, level: Level, needed: Level) -> Any:
    if level < needed:
        raise Refusal(403, "api.level_too_low", level=level.code, needed=needed.code)
    return _seat(request, account, ledger, org, level)


def _seat(request: HttpRequest, account: str, ledger: str, org: str, level: Level) -> Seat:
    found = services()
    return Seat(
        services=found,
        office=found.office(ledger),
        language=language_for(request),
        account=account,
        org=org,
        writes=level is Level.WRITE,
    )


def _level_of(role: Role) -> Level:
    return Level.READ if role.role in READS_ONLY else Level.WRITE
