"""Every page: nothing for axe to find, no sideways scrolling on a telephone, a sentence for every code."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.addresses import pages
from tests.web.conftest import OpenPage, Site

pytestmark = pytest.mark.browser

UNSAID = re.compile(r"\[[a-z_]+\.[a-z_.]+\]")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "light"), (1440, "dark")])
def test_axe_finds_nothing(open_page: OpenPage, site: Site, width: int, scheme: str) -> None:
    """Both widths and both themes; colours do not depend on the width."""
    page = open_page(width=width, scheme=scheme)
    axe = Axe()
    found = []
    for name, path in pages(site).items():
        page.goto(path)
        page.locator("details").evaluate_all("nodes => nodes.forEach(node => { node.open = true })")
        found += [
            (name, one["id"], one["nodes"][0]["html"][:160], one["nodes"][0].get("failureSummary", "")[:300])
            for one in axe.run(page, options=RULES).response["violations"]
        ]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_scrolls_sideways_on_a_telephone(open_page: OpenPage, site: Site, language: str) -> None:
    page = open_page(width=390, language=language)
    wide = []
    for name, path in pages(site).items():
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [(name, width)] if width > 390 else []
    assert wide == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_on_every_page_has_its_sentence(open_page: OpenPage, site: Site, language: str) -> None:
    page = open_page(language=language)
    unsaid = {}
    for name, path in pages(site).items():
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[language]
        codes = UNSAID.findall(page.locator("body").inner_text())
        if codes:
            unsaid[name] = codes
    assert unsaid == {}


def test_pages_raise_no_error_in_the_browser(open_page: OpenPage, site: Site) -> None:
    """No script fails, and the policy of the page refuses nothing that the page itself asks for."""
    page = open_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for path in pages(site).values():
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert errors == []


def test_a_chosen_theme_holds_against_the_systems(open_page: OpenPage, site: Site) -> None:
    page = open_page(scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    with page.expect_navigation():
        page.locator("button[name=theme][value=dark]").click()
    page.goto(pages(site)["figures"])
    assert page.evaluate(colour) != light


def test_printing_leaves_menu_and_buttons_out(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.goto(pages(site)["report"])
    page.emulate_media(media="print")
    for hidden in (".topbar", ".side", ".foot", ".page-actions"):
        assert page.locator(hidden).is_hidden()
    assert page.locator(".sheet").is_visible()
