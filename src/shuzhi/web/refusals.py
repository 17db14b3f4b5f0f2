"""Answers that are no pages: forbidden, missing, broken, a form out of date. They say so without saying more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shuzhi.messages import say
from shuzhi.web.languages import language_for
from shuzhi.web.page import page


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django's signature
    return _refuse(request, "web.refused.forbidden", "web.refused.forbidden_body", 403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django's signature
    return _refuse(request, "web.refused.missing", "web.refused.missing_body", 404)


def unusable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django's signature
    return _refuse(request, "web.refused.missing", "web.refused.stale_form", 400)


def broken(request: HttpRequest) -> HttpResponse:
    return _refuse(request, "web.refused.broken", "web.refused.broken_body", 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    return _refuse(request, "web.refused.forbidden", "web.refused.stale_form", 403)


def sealed(request: HttpRequest) -> HttpResponse:
    """A record of protected work: counted, never shown."""
    return _refuse(request, "web.refused.forbidden", "web.refused.sealed", 403)


def unanswerable(request: HttpRequest, why: str) -> HttpResponse:
    """A question that the ledger cannot answer, with the reason."""
    context = {"heading": "web.refused.unanswerable", "body": why}
    return page(request, "shuzhi/refused.html", context, status=422)


def _refuse(request: HttpRequest, heading: str, body: str, status: int) -> HttpResponse:
    context = {"heading": heading, "body": say(body, {}, language_for(request))}
    return page(request, "shuzhi/refused.html", context, status=status)
