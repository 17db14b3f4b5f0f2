"""The walk from a report to one record with its history, by keyboard alone, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site

pytestmark = pytest.mark.browser

MOST_TABS = 80
FOCUSED = "(() => { const e = document.activeElement; return e ? e.outerHTML.slice(0, 400) : '' })()"


def tab_to(page: Any, wanted: str) -> str:
    """Press Tab until what has the focus looks like ``wanted``; the markup that has it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = str(page.evaluate(FOCUSED))
        if re.search(wanted, focused):
            return focused
    raise AssertionError(f"no {wanted} within {MOST_TABS} presses of Tab on {page.url}")


def enter(page: Any) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_the_report_to_one_record_by_keyboard(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.goto(addresses(site)["home"] + "?year=2023")
    tab_to(page, rf"/reports/{site.report}/")
    enter(page)
    figure = tab_to(page, r'class="fig ')
    printed = re.search(r">([^<]+)</a>", figure)
    assert printed
    digits = re.search(r"[\d.]+", printed[1])
    assert digits
    enter(page)
    assert "/figures/" in page.url
    assert "as_of=" in page.url
    assert digits[0] in page.locator(".figure-value").inner_text()
    tab_to(page, r'id="to-records"')
    enter(page)
    assert page.url.split("?")[0].endswith("/records")
    tab_to(page, r"/(activities|subjects/\w+)/[0-9a-f-]{36}/")
    enter(page)
    history = page.locator(".history > li")
    assert history.count() >= 1
    assert re.fullmatch(r"[0-9a-f]{64}", history.first.locator(".hash").inner_text())
    assert page.locator("h1").count() == 1


def test_the_skip_link_leads_past_the_menu(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.goto(addresses(site)["activities"])
    page.keyboard.press("Tab")
    assert 'class="skip"' in str(page.evaluate(FOCUSED))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_menu_of_a_narrow_screen_opens_and_closes_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(width=390)
    assert page.locator("#menu").is_hidden()
    tab_to(page, "data-menu-button")
    page.keyboard.press("Enter")
    assert page.locator("#menu").is_visible()
    assert page.locator("[data-menu-button]").get_attribute("aria-expanded") == "true"
    tab_to(page, "nav-link")
    page.keyboard.press("Escape")
    assert page.locator("#menu").is_hidden()
    assert "data-menu-button" in str(page.evaluate(FOCUSED))


def test_records_turn_pages_without_losing_place(open_page: OpenPage, site: Site) -> None:
    """The pages of a figure's records hold each record once, and turning keeps the keyboard where it was."""
    page = open_page()
    page.goto(addresses(site)["figure_records"])
    seen: list[str] = []
    while True:
        seen += page.locator("#records .what a").evaluate_all("links => links.map(link => link.href)")
        forward = page.locator("#page-after")
        if not forward.count():
            break
        where = page.locator("#records .pages span").first
        before = where.inner_text()
        forward.focus()
        page.keyboard.press("Enter")
        expect(where).not_to_have_text(before)
    assert "page=" in page.url
    assert len(seen) == len(set(seen)) > 25


def test_choosing_a_filter_narrows_the_list_at_once(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.goto(addresses(site)["activities"])
    before = page.locator("#found-head").inner_text()
    page.locator("#filter-status").select_option("pending")
    expect(page.locator("#found-head")).not_to_have_text(before)
    assert "status=pending" in page.url
    assert page.locator("#activities .badge-good").count() == 0
    assert page.locator("#activities .badge-wait").count() > 0


def test_a_figure_of_all_shows_its_parts_in_official_order(open_page: OpenPage, site: Site) -> None:
    """Organisations stand as the tree has them, whatever their numbers are."""
    page = open_page()
    page.goto(addresses(site)["organisations"] + "?day=2023-12-31")
    official = page.locator(".tree > ul > li > details > ul > li").evaluate_all(
        "nodes => nodes.map(node => node.querySelector('a').textContent)"
    )
    page.goto(addresses(site)["figure"])
    shown = page.locator("section[aria-labelledby=org-head] tbody th").all_inner_texts()
    assert shown[1:] == official
    assert len(official) > 8
