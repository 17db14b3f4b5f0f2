"""Which language and which colours a reader asked for: two cookies, else what the browser says, else Chinese."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from shuzhi.messages import Language, language_of

LANGUAGE_COOKIE, THEME_COOKIE = "shuzhi_language", "shuzhi_theme"
THEMES = ("light", "dark")
TAGS: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


def language_for(request: HttpRequest) -> Language:
    """The language of the answer to this request."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE) or request.headers.get("Accept-Language", "")
    return language_of(chosen)


def theme_for(request: HttpRequest) -> str:
    """``light``, ``dark``, or "" for what the system prefers."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


class SaysItsLanguage:
    """Every answer names its language and that it depends on the cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Language", TAGS[language_for(request)])
        return response
