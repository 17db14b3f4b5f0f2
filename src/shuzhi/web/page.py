"""Drawing a page: the template with the frame that every page has. Knows templates; computes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shuzhi.messages import say
from shuzhi.web.languages import TAGS, language_for, theme_for

# What stands in the menu, in this order: the key names place and drawing.
MENU = (
    ("home", "web.menu.home", "home"),
    ("year", "seeing.menu.year", "year"),
    ("year_end", "seeing.menu.year_end", "year_end"),
    ("record", "web.menu.record", "activity_new"),
    ("drafts", "web.menu.drafts", "drafts"),
    ("activity", "web.menu.activities", "activities"),
    ("figure", "web.menu.figures", "figures"),
    ("table", "seeing.menu.tables", "tables"),
    ("item", "web.menu.items", "items"),
    ("organisation", "web.menu.organisations", "organisations"),
    ("people", "registers.menu.people", "people"),
    ("value", "registers.menu.values", "values"),
    ("number", "web.menu.numbers", "numbers"),
    ("form", "web.menu.forms", "forms"),
    ("audit", "web.menu.audit", "audit"),
    ("verify", "web.menu.verify", "verify"),
    ("catalog", "web.menu.catalog", "catalog"),
    ("setting", "web.menu.settings", "settings"),
)


@dataclass(frozen=True, slots=True)
class Crumb:
    """A link with its words."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class MenuEntry:
    key: str
    label: str
    href: str


def frame(request: HttpRequest) -> dict[str, object]:
    """What every template may use (a context processor): language, theme, and at a desk the menu of its ledger."""
    language = language_for(request)
    desk = getattr(request, "desk", None)
    shown: dict[str, object] = {
        "language": language,
        "language_tag": TAGS[language],
        "theme": theme_for(request),
        "home": "/",
        "menu": (),
    }
    if desk is not None:
        shown["home"] = reverse("home", args=(desk.ledger,))
        shown["office_name"] = desk.office_name()
        shown["tokens_href"] = reverse("tokens", args=(desk.ledger,))
        shown["menu"] = tuple(
            MenuEntry(key, say(code, {}, language), reverse(name, args=(desk.ledger,)))
            for key, code, name in MENU
        )
    return shown


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, place: str = "", status: int = 200
) -> HttpResponse:
    """``place`` is the key of the menu entry the page belongs to."""
    return render(request, template, {**context, "place": place}, status=status)


def notify(request: HttpRequest, code: str, **args: object) -> None:
    """A sentence shown on the next page."""
    notices.add_message(request, notices.INFO, say(code, args, language_for(request)), extra_tags="good")


def warn(request: HttpRequest, sentence: str) -> None:
    """A warning that came with what was done; it blocked nothing."""
    notices.add_message(request, notices.INFO, sentence, extra_tags="wait")
