"""What holds for every answer: closed unless opened by name, and the headers that keep a page to itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# The only pages that answer without a session; everything else is behind the log-in.
OPEN_PAGES = frozenset({"login", "login_by_link"})

INTERFACE = "api/"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

Handler = Callable[[HttpRequest], HttpResponse]


class SendsSafeHeaders:
    """Stands outermost, so that files, refusals and errors carry the headers too."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        for header, value in HEADERS.items():
            response.headers.setdefault(header, value)
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response


class ClosedToStrangers:
    """Sends whoever has no session to the log-in page, whatever the address; new pages are closed by default."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.route.startswith(INTERFACE):
            return None  # asks for a token or a session itself, and refuses in its own form
        if request.user.is_authenticated or (match is not None and match.url_name in OPEN_PAGES):
            return None
        if request.headers.get("HX-Request"):
            answer = HttpResponse(status=401)
            answer.headers["HX-Redirect"] = "/login"
            return answer
        return redirect("login")
