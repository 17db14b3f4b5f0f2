"""Accounts, what they may do where, and links that log in once. No passwords are kept."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class User(AbstractBaseUser):
    """An account. Its opaque id is what the journal calls ``by``; names stay here and can change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handle = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "handle"
    objects = BaseUserManager["User"]()

    class Meta:
        db_table = "account"


class Grant(models.Model):
    """What an account may do: a role at one organisation of one ledger, and below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    ledger = models.TextField()
    org = models.TextField()
    role = models.CharField(max_length=32)
    person = models.TextField(default="")  # the person key of the account's holder, where it is known

    class Meta:
        db_table = "account_grant"
        constraints = [models.UniqueConstraint(fields=["user", "ledger", "org", "role"], name="grant_once")]


class LoginLink(models.Model):
    """A link that logs in once. Only the SHA-256 of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_login_link"


class ApiToken(models.Model):
    """What lets a program in: an account's rights at one organisation of one ledger, never more, until a day.

    Only the SHA-256 of the secret is kept. ``level`` is "draft", "read" or "write".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    ledger = models.TextField()
    org = models.TextField()
    level = models.CharField(max_length=8)
    label = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_api_token"
        indexes = [models.Index(fields=["ledger", "made_at"], name="api_token_by_ledger")]
