"""Briefs become drafts on a page: fields with their words, questions, what was left out, and one key to record."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site
from tests.web.serving import DISTRICT, LEDGER
from tests.web.test_looks import RULES

BRIEF = (
    "3月{day}日上午，{host}在文化广场举办“法治同行”普法讲座，32名妇女现场参加，发放宣传资料120份。"
    "村民李秀英激动地说：“听了很有用，以后遇到事情知道找谁了。”"
)
SECRET = "李秀英"


def brief(page: Any, day: int) -> str:
    """A brief in the name of the district's own federation, as the pages call it."""
    host = page.locator(".brand-office").inner_text()
    return BRIEF.format(day=day, host=host)


def paste(page: Any, site: Site, text: str) -> None:
    page.goto(addresses(site)["drafts"])
    page.fill("#text", text)
    page.fill("#received", "2023-03-20")
    page.locator("#paste button.button-main").click()
    page.wait_for_load_state()


@pytest.mark.browser
def test_a_brief_is_filled_in_and_recorded_with_one_key(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    paste(page, site, brief(page, 7))
    card = page.locator(".draft")
    assert card.count() == 1
    values = {
        name: card.locator(f"[name='{name}']").first.input_value()
        for name in ("org", "start", "onsite", "place")
    }
    assert values == {"org": DISTRICT, "start": "2023-03-07", "onsite": "32", "place": "文化广场"}
    assert card.locator("[name='quantity.copies']").input_value() == "120"
    assert "3月7日" in card.locator("#draft-1-start-hint").inner_text()
    assert SECRET not in card.inner_html()
    card.locator("[name='title']").press("Enter")
    page.locator(".draft .notice-good a").wait_for()
    page.locator(".draft .notice-good a").click()
    page.wait_for_url(f"**/ledgers/{LEDGER}/activities/*/")
    assert "普法讲座" in page.locator("main").inner_text()
    assert SECRET not in page.content()
    paste(page, site, brief(page, 7))
    assert page.locator(".draft .notice-good a").count() == 1, "a brief recorded before is known"


@pytest.mark.browser
def test_what_is_uncertain_stays_empty_and_is_asked(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    paste(page, site, "3月9日，区外某联合会举办家政技能培训班，40余人参加。")
    card = page.locator(".draft")
    assert card.locator("[name='org']").input_value() == ""
    assert card.locator("[name='onsite']").input_value() == ""
    assert "40余人" in card.locator(".notice-wait").inner_text()
    card.locator("form button.button-main").click()
    assert card.locator(".notice-good").count() == 0, "nothing is recorded without its organisation"


@pytest.mark.browser
def test_another_type_drafts_the_card_anew(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    paste(page, site, brief(page, 8) + "\n\n" + brief(page, 9))
    assert page.locator(".draft").count() == 2
    page.locator("#draft-2-type").select_option("skills_training")
    page.locator("#draft-2 button[name=retype]").click()
    page.locator("#draft-2 input[name=type][value=skills_training]").wait_for(state="attached")
    assert page.locator("#draft-1 input[name=type]").input_value() == "law_lecture"
    assert page.locator("#draft-2 [name='start']").input_value() == "2023-03-09"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_drafts(open_page: OpenPage, site: Site, width: int, scheme: str) -> None:
    page = open_page(width=width, scheme=scheme)
    paste(page, site, brief(page, 10) + "\n\n一季度宣讲26场、1300余人次，恳谈会4场、60人次。")
    assert page.locator(".draft").count() >= 2
    page.locator("details").evaluate_all("nodes => nodes.forEach(node => { node.open = true })")
    found = [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in Axe().run(page, options=RULES).response["violations"]
    ]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_a_draft_is_recorded_all_the_same(site: Site) -> None:
    office, address = site.visitor("office"), addresses(site)["drafts"]
    text = "3月11日，某单位在文化广场举办普法讲座，32名妇女现场参加。"
    seen = office.post(address, {"text": text, "received": "2023-03-20"}, seen_on=address).text
    identity = seen.split('name="draft" value="')[1].split('"')[0]
    form = {
        "draft": identity,
        "type": "law_lecture",
        "number": "1",
        "start": "2023-03-11",
        "form": "single",
        "onsite": "32",
    }
    refused = office.post(f"{address}/record", form, seen_on=address)
    assert refused.status == 422
    done = office.post(f"{address}/record", {**form, "org": DISTRICT, "sessions": "1"}, seen_on=address)
    assert done.status == 302
    assert done.location.endswith(f"/activities/{identity}/")
    assert office.get(done.location).status == 200


def test_a_reader_drafts_nothing(site: Site) -> None:
    reader, address = site.visitor("reader"), addresses(site)["drafts"]
    assert reader.get(address).status == 403
    assert reader.post(address, {"text": "x"}, seen_on="/design").status == 403
    assert reader.post(f"{address}/record", {"type": "law_lecture"}, seen_on="/design").status == 403
