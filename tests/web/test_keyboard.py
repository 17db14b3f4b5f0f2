"""The main pages are walked by keyboard alone, in both languages: all that can be used is reached, seen and never a trap."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site

pytestmark = pytest.mark.browser

MAIN = (
    "home", "year", "year_end", "activities", "activity", "activity_form", "drafts", "items", "subject", "organisations",
    "people", "figures", "figure", "tables", "report", "audit", "numbers", "number_new", "forms", "settings", "catalog", "design",
)  # fmt: skip
MOST = 60  # steps on one page: menu, filters and the first rows; the pages of every list go on alike

# Of what has the focus: a name to know it by, whether a ring or another mark is seen, and whether it lies in the window.
FOCUS = """() => {
  const e = document.activeElement
  if (!e || e === document.body) return null
  const box = e.getBoundingClientRect(), look = getComputedStyle(e)
  const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0
  const name = (e.getAttribute('aria-label') || e.innerText || e.labels?.[0]?.innerText || e.title || e.value || e.id || '').trim()
  const place = [...document.querySelectorAll('*')].indexOf(e)
  return {place, ring: ring || look.boxShadow !== 'none', named: name.length > 0, html: e.outerHTML.slice(0, 160),
          seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight}
}"""


def steps(page: Any) -> list[dict[str, Any]]:
    """What Tab reaches, in order, until the page is left or ``MOST`` is reached; the parts of one date are one stop."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUS)
        if focused is None or (len(found) > 1 and focused["place"] == found[0]["place"]):
            break
        if found and found[-1]["place"] == focused["place"]:
            found[-1]["ring"] |= focused["ring"]
        else:
            found.append(focused)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tab_walks_every_main_page(open_page: OpenPage, site: Site, language: str) -> None:
    """From the top downwards in the order of the page, every stop named, marked and in the window."""
    page = open_page(language=language)
    page.emulate_media(reduced_motion="reduce")  # the skip link comes at once
    paths = {**addresses(site), "activity_form": addresses(site)["activity_new"] + "?type=skills_training"}
    faults = []
    for name in MAIN:
        page.goto(paths[name])
        page.evaluate("document.activeElement.blur()")
        walked = steps(page)
        places = [one["place"] for one in walked]
        assert len(places) > 5, (name, walked)
        faults += [
            (name, fault, one["html"])
            for one in walked
            for fault, wrong in (
                ("no name", not one["named"]), ("no ring", not one["ring"]), ("out of sight", not one["seen"]),
            ) if wrong
        ]  # fmt: skip
        back = [
            one["html"] for before, one in zip(places, walked[1:], strict=False) if one["place"] <= before
        ]
        faults += [(name, "against the order", html) for html in back]
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_form_is_filled_and_sent_by_keyboard_alone(open_page: OpenPage, site: Site, language: str) -> None:
    """A title is typed, Tab goes on from field to field to the button, Enter sends: the page of the record comes."""
    page = open_page(language=language)
    page.goto(addresses(site)["activity_new"] + "?type=skills_training")
    page.locator("main input:not([type=hidden]), main select").first.focus()
    page.keyboard.type(f"Typed {language}")
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if "button-main" in page.evaluate("document.activeElement.className"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"Typed {language}" in page.locator("h1").inner_text()
    assert page.locator("[role=status], .notice-good").first.is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_folded_parts_open_and_close_with_the_keyboard(
    open_page: OpenPage, site: Site, language: str
) -> None:
    page = open_page(language=language)
    for name in ("figure", "tables", "activity_form"):
        page.goto(
            {**addresses(site), "activity_form": addresses(site)["activity_new"] + "?type=skills_training"}[
                name
            ]
        )
        fold = page.locator("main details").first
        was = fold.evaluate("node => node.open")
        fold.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert fold.evaluate("node => node.open") is not was
        page.keyboard.press("Enter")
        assert fold.evaluate("node => node.open") is was
