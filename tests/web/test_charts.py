"""Charts of a report on its page, and plan against actual: what is drawn leads to its figure and stands in a table too."""

from __future__ import annotations

import re

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site, Visitor

FIGURES = re.compile(r'tabindex="-1" href="([^"]+)"')
DRAWN = re.compile(r'<figure class="picture" id="(_chart_[^"]+)" aria-label="([^"]+)">')


def test_every_bar_of_a_report_leads_to_its_figure(office: Visitor, site: Site) -> None:
    page = office.get(addresses(site)["report"]).text
    assert len(DRAWN.findall(page)) == 2
    assert page.count('<svg class="drawing-wide"') == page.count('<svg class="drawing-narrow"') == 2
    leads = list(dict.fromkeys(FIGURES.findall(page)))
    assert len(leads) > 20
    month = next(one for one in leads if "/2023-03/" in one)
    answer = office.get(month.replace("&amp;", "&"))
    assert answer.status == 200
    assert "2023" in answer.text


def test_what_a_chart_says_to_those_who_hear_it_holds_its_numbers(office: Visitor, site: Site) -> None:
    spoken = [words for _, words in DRAWN.findall(office.get(addresses(site)["report"]).text)]
    assert len(re.findall(r"\d+月", spoken[1])) == 12


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_the_drawing_that_fits_the_page_is_shown_and_its_bars_are_clicked(
    open_page: OpenPage, site: Site, width: int
) -> None:
    page = open_page(width=width)
    page.goto(addresses(site)["report"])
    chart = page.locator("figure.picture").nth(1)
    shown = "narrow" if width < 640 else "wide"
    assert chart.locator(f"svg.drawing-{shown}").is_visible()
    assert chart.locator("svg").filter(visible=True).count() == 1
    chart.locator(f"svg.drawing-{shown} a path").nth(2).click()
    page.wait_for_url("**/figures/outreach_sessions/**2023-03**")


def test_the_plan_of_the_year_stands_beside_what_was_done(office: Visitor, site: Site) -> None:
    page = office.get(f"{addresses(site)['year']}?year=2023").text
    section = page[page.index('id="plan"') :]
    section = section[: section.index("</section>")]
    assert section.count('<th scope="row">') == 14
    assert len(re.findall(r'href="[^"]*/figures/[a-z_]+/', section)) == 14
    assert set(re.findall(r"badge-(\w+)", section)) >= {"good", "stop"}


def test_a_year_without_targets_says_so_and_leads_on(office: Visitor, site: Site) -> None:
    page = office.get(f"{addresses(site)['year']}?year=2021").text
    section = page[page.index('id="plan"') :]
    assert "<table" not in section[: section.index("</section>")]
    assert "/items/?org=" in section


@pytest.mark.browser
def test_an_item_shows_its_target_and_leads_to_its_figure(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.goto(f"{addresses(site)['year']}?year=2023")
    page.locator("#drawn-plan[data-drawn] svg").wait_for()
    page.locator("#plan tbody th a").first.click()
    page.wait_for_url("**/subjects/item/**")
    page.locator("#drawn-plan[data-drawn] svg").wait_for()
    assert page.locator("#plan tbody tr").count() == 1
    page.locator("#plan tbody td a").click()
    page.wait_for_url("**/figures/**")
