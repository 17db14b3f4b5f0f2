"""Accounts: made, granted roles, logged in by a link that works once. There is no password anywhere.

make_account(handle=, name=, at=) -> Account              grant(account, ledger=, org=, role=, person=)
make_login_link(account, at=, lifetime=) -> token         redeem(token, at=) -> Account | None
log_in(request, token, at=) -> Account | None             account_of(request) -> Account | None
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import auth
from django.http import HttpRequest

from shuzhi.store.models import Grant, LoginLink, User

LIFETIME = timedelta(minutes=30)
_BACKEND = "shuzhi.store.accounts.LinkBackend"


@dataclass(frozen=True, slots=True)
class Role:
    """What an account may do at ``org`` and below it; ``person`` is the holder's own person key ("" unknown)."""

    ledger: str
    org: str
    role: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """``id`` is what entries call ``by``."""

    id: UUID
    handle: str
    name: str
    roles: tuple[Role, ...] = ()

    @property
    def by(self) -> str:
        return str(self.id)


class LinkBackend:
    """Finds the account of a session; it lets nobody in by itself (links do, through ``log_in``)."""

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def make_account(*, handle: str, name: str, at: datetime, account_id: UUID | None = None) -> Account:
    """A new account, or the one that has this handle already."""
    given = {} if account_id is None else {"id": account_id}
    user, _ = User.objects.get_or_create(handle=handle, defaults={"name": name, "made_at": at, **given})
    if not user.password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return _account(user)


def grant(account: UUID, *, ledger: str, org: str, role: str, person: str = "") -> None:
    """Give a role at one organisation; given again, the person key is brought up to date."""
    Grant.objects.update_or_create(
        user_id=account, ledger=ledger, org=org, role=role, defaults={"person": person}
    )


def withdraw_grant(account: UUID, *, ledger: str, org: str, role: str) -> None:
    Grant.objects.filter(user_id=account, ledger=ledger, org=org, role=role).delete()


def seats_of(ledger: str, *, apart_from: Collection[str] = ()) -> frozenset[str]:
    """The units of a ledger at which somebody has a role, other than those roles."""
    held = Grant.objects.filter(ledger=ledger, user__is_active=True).exclude(role__in=list(apart_from))
    return frozenset(held.values_list("org", flat=True))


def find_account(handle: str) -> Account | None:
    user = User.objects.filter(handle=handle, is_active=True).first()
    return None if user is None else _account(user)


def account_with(account: UUID) -> Account:
    """The account of this id. Raises ``User.DoesNotExist``."""
    return _account(User.objects.get(pk=account))


def names_of(accounts: list[str]) -> dict[str, str]:
    """Names by opaque id, for showing who did something; unknown ids are left out."""
    ids = [one for one in (_as_id(text) for text in set(accounts)) if one is not None]
    return {str(one): name for one, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}


def make_login_link(account: UUID, *, at: datetime, lifetime: timedelta = LIFETIME) -> str:
    """A token to be put into a link; it is told once and kept only as a hash."""
    token = secrets.token_urlsafe(32)
    LoginLink.objects.create(token_hash=_hash(token), user_id=account, expires_at=at + lifetime)
    return token


def redeem(token: str, *, at: datetime) -> Account | None:
    """The account of an unused, unexpired token, which is used up by this; of two at once only one succeeds."""
    waiting = LoginLink.objects.filter(
        token_hash=_hash(token), used_at=None, expires_at__gt=at, user__is_active=True
    )
    if waiting.update(used_at=at) != 1:
        return None
    return _account(LoginLink.objects.select_related("user").get(token_hash=_hash(token)).user)


def log_in(request: HttpRequest, token: str, *, at: datetime) -> Account | None:
    """Redeem the token and bind the session to its account (with a new session key); None when it is not valid."""
    account = redeem(token, at=at)
    if account is not None:
        auth.login(request, User.objects.get(pk=account.id), backend=_BACKEND)
    return account


def log_out(request: HttpRequest) -> None:
    auth.logout(request)


def account_of(request: HttpRequest) -> Account | None:
    """Whose session this is; None for nobody's."""
    user = request.user
    return _account(user) if isinstance(user, User) else None


def _account(user: User) -> Account:
    grants = user.grants.order_by("ledger", "org", "role").values_list("ledger", "org", "role", "person")
    return Account(user.pk, user.handle, user.name, tuple(Role(*one) for one in grants))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
