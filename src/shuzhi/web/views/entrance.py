"""Coming in by a one-time link, going out, and what the reader prefers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuzhi.messages import LANGUAGES
from shuzhi.store import accounts
from shuzhi.web.languages import LANGUAGE_COOKIE, THEME_COOKIE, THEMES
from shuzhi.web.page import page
from shuzhi.wiring.services import services

_YEAR = 365 * 24 * 60 * 60


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """Says how to come in; there is nothing to fill in."""
    if request.user.is_authenticated:
        return redirect("start")
    return page(request, "shuzhi/login.html", {"heading": "web.login.title", "body": "web.login.body"})


@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
def login_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button; pressing it uses the link up. Previews of messengers only open, never press."""
    if request.method != "POST":
        ready = {"heading": "web.login.title", "body": "web.login.ready", "token": token}
        return page(request, "shuzhi/login.html", ready)
    account = accounts.log_in(request, token, at=services().clock.now())
    if account is None:
        spent = {"heading": "web.login.spent", "body": "web.login.spent_body"}
        return page(request, "shuzhi/login.html", spent, status=410)
    request.session.cycle_key()  # a second log-in of the same account would keep its key otherwise
    return redirect("start")


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    accounts.log_out(request)
    return page(request, "shuzhi/login.html", {"heading": "web.logged_out", "body": "web.logged_out_body"})


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """To the home of the first ledger the account has a role in."""
    account = accounts.account_of(request)
    ledgers = sorted({role.ledger for role in account.roles}) if account else []
    if not ledgers:
        raise PermissionDenied
    return redirect("home", ledgers[0])


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keeps language and theme in cookies and goes back where the reader was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    for name, cookie, allowed in (
        ("language", LANGUAGE_COOKIE, LANGUAGES),
        ("theme", THEME_COOKIE, ("", *THEMES)),
    ):
        value = request.POST.get(name)
        if value is not None and value in allowed:
            response.set_cookie(
                cookie, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
    return response
