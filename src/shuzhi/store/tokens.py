"""Tokens with which programs ask: made once, told once, kept as a hash; bound to one ledger and one subtree.

make_token(account, scope=TokenScope(…), label=, at=, lifetime=) -> (Token, secret)
holder_of(secret, at=) -> Holder | None      None: unknown, expired, revoked, or the account is gone
revoke(token_id, at=) -> bool                tokens_of(ledger, account=None) -> tuple[Token, ...]

A token never outlives its account's rights: whoever uses ``Holder`` holds ``account.roles`` against ``scope``.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from uuid import UUID, uuid4

from shuzhi.store.accounts import Account, account_with
from shuzhi.store.models import ApiToken

LIFETIME = timedelta(days=90)
LONGEST = timedelta(days=366)
PREFIX = "shuzhi_"  # lets a scanner for leaked secrets know one


class Level(IntEnum):
    """Each holds what stands before it: turning text into drafts, reading records, writing them."""

    DRAFT = 1
    READ = 2
    WRITE = 3

    @property
    def code(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, code: str) -> Level:
        """Raises ``KeyError``."""
        return cls[code.upper()]


LEVELS = tuple(level.code for level in Level)


@dataclass(frozen=True, slots=True)
class TokenScope:
    """``org`` and everything below it in ``ledger``."""

    ledger: str
    org: str
    level: Level


@dataclass(frozen=True, slots=True)
class Token:
    id: UUID
    account: str
    scope: TokenScope
    label: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose token it is and what it was made for."""

    account: Account
    scope: TokenScope


class TokenThereAlready(Exception):  # noqa: N818  it is an answer
    """A token of this number was made before; its secret is told no more."""


def make_token(
    account: UUID,
    *,
    scope: TokenScope,
    label: str,
    at: datetime,
    lifetime: timedelta = LIFETIME,
    number: UUID | None = None,
) -> tuple[Token, str]:
    """The secret is told here and never again. A lifetime beyond ``LONGEST`` is cut to it.

    ``number`` names the token where a form is sent, so that a form sent twice makes one (None: any). Raises
    ``TokenThereAlready``.
    """
    if number is not None and ApiToken.objects.filter(pk=number).exists():
        raise TokenThereAlready(str(number))
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        id=number or uuid4(),
        secret_hash=_hash(secret),
        user_id=account,
        ledger=scope.ledger,
        org=scope.org,
        level=scope.level.code,
        label=label[:64],
        made_at=at,
        expires_at=at + min(lifetime, LONGEST),
    )
    return _token(row), secret


def holder_of(secret: str, *, at: datetime) -> Holder | None:
    """Asked at every request, so that a token revoked or an account closed is refused from then on."""
    row = ApiToken.objects.filter(
        secret_hash=_hash(secret), revoked_at=None, expires_at__gt=at, user__is_active=True
    ).first()
    return None if row is None else Holder(account_with(row.user_id), _scope(row))


def revoke(token: UUID, *, at: datetime) -> bool:
    """Whether there was such a token still in force; one revoked before stays revoked since then."""
    return ApiToken.objects.filter(pk=token, revoked_at=None).update(revoked_at=at) == 1


def tokens_of(ledger: str, *, account: UUID | None = None) -> tuple[Token, ...]:
    """All that were ever made for a ledger, or those of one account there; the oldest first."""
    rows = ApiToken.objects.filter(ledger=ledger)
    if account is not None:
        rows = rows.filter(user_id=account)
    return tuple(_token(row) for row in rows.order_by("made_at", "pk"))


def _token(row: ApiToken) -> Token:
    return Token(
        row.pk, str(row.user_id), _scope(row), row.label, row.made_at, row.expires_at, row.revoked_at
    )


def _scope(row: ApiToken) -> TokenScope:
    return TokenScope(row.ledger, row.org, Level.of(row.level))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogateescape")).hexdigest()
