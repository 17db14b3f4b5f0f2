"""Accounts: no password, links that log in once, roles at organisations."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpRequest

from shuzhi.store import accounts
from shuzhi.store.models import LoginLink

NOW = datetime(2023, 12, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> accounts.Account:
    return accounts.make_account(handle=f"clerk-{uuid4()}", name="示例经办人", at=NOW)


def test_an_account_has_an_opaque_id_and_no_password(account: accounts.Account) -> None:
    user = get_user_model().objects.get(pk=account.id)
    assert UUID(account.by) == account.id
    assert not user.has_usable_password()
    assert not user.check_password("")
    assert accounts.make_account(handle=account.handle, name="别名", at=NOW) == account
    assert accounts.find_account(account.handle) == account
    assert accounts.find_account("nobody") is None


def test_a_link_logs_in_once(account: accounts.Account) -> None:
    token = accounts.make_login_link(account.id, at=NOW)
    assert accounts.redeem(token, at=NOW) == account
    assert accounts.redeem(token, at=NOW) is None
    assert accounts.redeem("guess", at=NOW) is None


def test_the_database_never_holds_the_token_itself(account: accounts.Account) -> None:
    token = accounts.make_login_link(account.id, at=NOW)
    held = LoginLink.objects.values_list("token_hash", flat=True)
    assert token not in held and all(len(one) == 64 for one in held)


def test_a_link_expires(account: accounts.Account) -> None:
    token = accounts.make_login_link(account.id, at=NOW, lifetime=timedelta(minutes=5))
    assert accounts.redeem(token, at=NOW + timedelta(minutes=5)) is None
    assert accounts.redeem(token, at=NOW + timedelta(minutes=4)) == account


def test_a_closed_account_cannot_come_in(account: accounts.Account) -> None:
    token = accounts.make_login_link(account.id, at=NOW)
    get_user_model().objects.filter(pk=account.id).update(is_active=False)
    assert accounts.redeem(token, at=NOW) is None
    assert accounts.find_account(account.handle) is None
    assert accounts.LinkBackend().get_user(account.id) is None


def test_logging_in_gives_the_session_a_new_key(account: accounts.Account) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore

    request = HttpRequest()
    request.session, request.user = SessionStore(), AnonymousUser()
    request.session.create()
    before = request.session.session_key
    assert accounts.account_of(request) is None
    token = accounts.make_login_link(account.id, at=NOW)
    assert accounts.log_in(request, "guess", at=NOW) is None
    assert accounts.log_in(request, token, at=NOW) == account
    assert request.session.session_key != before
    assert accounts.account_of(request) == account
    accounts.log_out(request)
    assert accounts.account_of(request) is None


def test_roles_are_told_with_the_account_and_can_be_withdrawn(account: accounts.Account) -> None:
    for org in ("town", "district", "district"):
        accounts.grant(account.id, ledger="office", org=org, role="clerk", person="p1")
    found = accounts.find_account(account.handle)
    assert found is not None
    assert [(role.org, role.role, role.person) for role in found.roles] == [
        ("district", "clerk", "p1"), ("town", "clerk", "p1"),
    ]  # fmt: skip
    accounts.withdraw_grant(account.id, ledger="office", org="town", role="clerk")
    again = accounts.find_account(account.handle)
    assert again is not None and [role.org for role in again.roles] == ["district"]


def test_names_are_found_by_what_entries_call_by(account: accounts.Account) -> None:
    assert accounts.names_of([account.by, "system", str(uuid4())]) == {account.by: "示例经办人"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_link_at_the_same_instant_one_comes_in(account: accounts.Account) -> None:
    token = accounts.make_login_link(account.id, at=NOW)
    gate = threading.Barrier(2)

    def come(_: int) -> bool:
        gate.wait()
        try:
            return accounts.redeem(token, at=NOW) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, range(2))) == [False, True]
