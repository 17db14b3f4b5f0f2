"""Charts on the page of a figure, tables, the year at a glance, and figures taken out as files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from urllib.parse import parse_qs, urlparse

import pytest
from python_calamine import CalamineWorkbook

from tests.web.addresses import INDICATOR, addresses
from tests.web.conftest import OpenPage, Site, Visitor
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN

FIGURE_LINK = re.compile(rf'href="(/ledgers/{LEDGER}/figures/[^"]+)"')
ROW_NAME = re.compile(r'<th scope="row"[^>]*>([^<]+)</th>')


def rows_of(answer_text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer_text.lstrip("\ufeff"), newline="")))


def link(text: str) -> str:
    return text.replace("&amp;", "&")


# ------------------------------------------------------------------ charts
@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_charts_are_drawn_without_code_made_from_text(open_page: OpenPage, site: Site, width: int) -> None:
    """The policy of the page allows no evaluation, and the drawings appear all the same."""
    page = open_page(width=width)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    answer = page.goto(addresses(site)["figure"])
    assert "unsafe" not in answer.headers["content-security-policy"]
    for key in ("months", "units"):
        page.locator(f"#drawn-{key}[data-drawn] svg").wait_for()
        assert page.locator(f"#drawn-{key} .mark-rect path").count() > 3
        assert page.locator(f"#drawn-{key}").get_attribute("aria-label")
    assert refused == []


@pytest.mark.browser
def test_units_are_drawn_in_the_order_of_their_table(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.goto(addresses(site)["figure"])
    table = page.locator("section:has(#drawn-units) tbody th").all_inner_texts()
    place = page.locator("#drawn-units")
    page.locator("#drawn-units[data-drawn] svg").wait_for()
    drawn = place.locator(".role-axis-label text").all_text_contents()
    assert len(table) > 3
    assert [name for name in drawn if name in set(table)] == table


def test_every_chart_stands_beside_its_numbers(office: Visitor, site: Site) -> None:
    page = office.get(addresses(site)["figure"]).text
    assert page.count('class="drawn"') == 2
    assert page.count("<table") >= 3


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_chart_is_taken_out_as_a_picture_that_stays_the_same(
    office: Visitor, site: Site, kind: str, begins: bytes
) -> None:
    """The drawing of the page, for a paper; at one position it is the same for ever."""
    page = office.get(addresses(site)["figure"]).text
    hrefs = [link(one) for one in FIGURE_LINK.findall(page) if f"/charts/months.{kind}" in one]
    assert len(hrefs) == 1
    first, second = office.get(hrefs[0]), office.get(hrefs[0])
    assert first.body.startswith(begins)
    assert first.body == second.body
    assert office.get(hrefs[0].replace("months.", "ranking.")).status == 404


# ------------------------------------------------------------------ the page of a figure
def test_the_year_before_and_the_tree_of_today_stand_beside(office: Visitor, site: Site) -> None:
    page = office.get(addresses(site)["figure"]).text
    beside = page[page.index('id="beside-head"') : page.index('id="month-head"')]
    periods = [urlparse(link(one)) for one in FIGURE_LINK.findall(beside)]
    assert [one.path.split("/")[-2] for one in periods] == ["2023", "2022", "2023"]
    assert ["restated" in parse_qs(one.query) for one in periods] == [False, False, True]


def test_the_permanent_link_fixes_the_position(office: Visitor, site: Site) -> None:
    page = office.get(addresses(site)["figure"]).text
    fixed = [one for one in FIGURE_LINK.findall(page) if f"/{DISTRICT}/2023/?" in one and "as_of=" in one]
    assert fixed
    assert office.get(link(fixed[0])).status == 200


# ------------------------------------------------------------------ files
def test_the_csv_says_what_the_page_says(office: Visitor, site: Site) -> None:
    """The whole first, then every breakdown; the months of a count add up to it."""
    answer = office.get(f"{addresses(site)['figure'].replace(INDICATOR, 'outreach_sessions')}files/csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    whole = int(lines[1][3])
    months = [int(line[3]) for line in lines if re.fullmatch(r"2023-\d\d", line[1])]
    assert whole > 0
    assert len(months) == 12
    assert sum(months) == whole


def test_excel_brings_rule_and_records(office: Visitor, site: Site) -> None:
    answer = office.get(f"{addresses(site)['figure']}files/xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 3
        assert "<f>" not in "".join(book.read(name).decode() for name in sheets)


def test_another_kind_of_file_is_not_there(office: Visitor, site: Site) -> None:
    assert office.get(f"{addresses(site)['figure']}files/exe").status == 404


@pytest.mark.parametrize("name", ["figure", "figure_file", "tables", "year"])
def test_who_sits_below_sees_nothing_above(site: Site, name: str) -> None:
    """A town opens its own pages and is refused those of the district and of the next town."""
    town = site.visitor("town")
    path = addresses(site)[name]
    for org, status in ((TOWN, 200), (DISTRICT, 403), (OTHER_TOWN, 403)):
        asked = path.replace(f"/{DISTRICT}/", f"/{org}/") if DISTRICT in path else f"{path}?org={org}"
        assert town.get(asked).status == status, (name, org)


# ------------------------------------------------------------------ tables
def test_a_cell_says_what_its_figure_says(office: Visitor, site: Site) -> None:
    """The same question, so the same number: a few cells of the table against the files of their figures."""
    path = addresses(site)["tables"]
    asked = f"{path}?org={DISTRICT}&period=2023&i=outreach_sessions&i={INDICATOR}"
    found = rows_of(office.get(asked.replace("tables/?", "tables/files/csv?")).body.decode())
    page = office.get(asked).text
    links = [link(one) for one in FIGURE_LINK.findall(page)]
    assert len(links) == len(found) > 10
    for place in (0, 1, 2, 5, 9):
        path_, _, query = links[place].partition("?")
        lines = list(
            csv.reader(
                io.StringIO(office.get(f"{path_}files/csv?{query}").body.decode("utf-8-sig"), newline="")
            )
        )
        assert lines[1][3:5] == list(found[place].values())[2:4]


def test_rows_stand_in_official_order_whatever_the_numbers(office: Visitor, site: Site) -> None:
    path = addresses(site)["tables"]
    orders = [
        ROW_NAME.findall(office.get(f"{path}?org={DISTRICT}&period={period}&i={code}").text)
        for period in ("2023", "2023Q1")
        for code in ("outreach_sessions", INDICATOR)
    ]
    assert len(orders[0]) > 5
    common = [
        name for name in orders[0][2:] if all(name in order for order in orders)
    ]  # some were founded later
    assert len(common) > 5
    assert all([name for name in order if name in set(common)] == common for order in orders)


def test_there_is_no_way_to_ask_for_an_order_by_value(office: Visitor, site: Site) -> None:
    """Neither an address, nor a control, nor a colour of any cell."""
    for name in ("tables", "figure", "year"):
        plain = office.get(addresses(site)[name]).text
        for asked in ("sort=value", "order=desc", "by=value"):
            assert _body(office.get(f"{addresses(site)[name]}?{asked}").text) == _body(plain)
        assert not re.findall(r"<t[dh][^>]*(?:style|bgcolor|aria-sort)=", plain)


def _body(page: str) -> str:
    """The tables of a page: what an order would change."""
    return "".join(re.findall(r"<table.*?</table>", page, re.DOTALL))


def test_months_are_rows_in_the_order_of_the_calendar(office: Visitor, site: Site) -> None:
    page = office.get(f"{addresses(site)['tables']}?rows=months&period=2023&i=outreach_sessions").text
    periods = [urlparse(link(one)).path.split("/")[-2] for one in FIGURE_LINK.findall(page)]
    assert periods == ["2023", *(f"2023-{month:02d}" for month in range(1, 13))]


@pytest.mark.parametrize("asked", ["i=no_such", "rows=persons", "period=x", "as_of=99999999"])
def test_tables_of_what_is_not_there_are_not_found(office: Visitor, site: Site, asked: str) -> None:
    assert office.get(f"{addresses(site)['tables']}?{asked}").status == 404


def test_a_line_of_work_is_chosen_at_once_and_nothing_limits_the_columns(office: Visitor, site: Site) -> None:
    path = f"{addresses(site)['tables']}?rows=months&period=2023Q1"
    page = office.get(f"{path}&line=publicity&i=skills_training_count").text
    columns = re.findall(r'<th scope="col" role="columnheader">', page)
    assert len(columns) > 12
    kept = [link(one) for one in re.findall(r'href="([^"]+/tables/\?[^"]+)"', page) if "as_of=" in one]
    again = parse_qs(urlparse(kept[0]).query)
    assert len(again["i"]) == len(columns) - 1
    assert again["i"][0] == "skills_training_count"
    assert "line" not in again  # the permanent link names every column


def test_indicators_are_found_by_name_and_the_chosen_ones_stay(office: Visitor, site: Site) -> None:
    path = f"{addresses(site)['tables']}?i=skills_training_count&q=%E5%AE%A3%E8%AE%B2"
    part = office.get(path, HX_Request="true", HX_Target="choices").text
    assert part.lstrip().startswith('<div id="choices">')
    assert 'type="checkbox" name="i" value="outreach_sessions"' in part
    assert 'type="checkbox" name="i" value="skills_training_count"' not in part
    assert 'type="hidden" name="i" value="skills_training_count"' in part
    nothing = office.get(
        f"{addresses(site)['tables']}?q=no-such-name", HX_Request="true", HX_Target="choices"
    )
    assert 'type="checkbox"' not in nothing.text


def test_the_workbook_holds_the_table_as_it_stands_on_the_page(office: Visitor, site: Site) -> None:
    asked = "?rows=months&period=2023Q1&i=outreach_sessions&i=skills_training_count"
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(office.get(f"{addresses(site)['table_file'][:-3]}xlsx{asked}").body)
    )
    table = book.get_sheet_by_index(0).to_python()
    lines = rows_of(office.get(f"{addresses(site)['table_file']}{asked}").body.decode())
    assert [len(row) for row in table] == [3] * 5
    assert [cell for row in table[1:] for cell in row[1:]] == [float(list(one.values())[2]) for one in lines]


@pytest.mark.browser
def test_on_a_telephone_every_number_stands_beside_the_name_of_its_column(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(width=390)
    page.goto(f"{addresses(site)['tables']}?rows=months&period=2023Q1&line=publicity")
    names = page.locator(".wide-table tbody tr").first.locator(".cell-name")
    assert names.count() > 12
    assert names.first.is_visible()
    box = page.locator(".table-box")
    assert box.evaluate("node => node.scrollWidth <= node.clientWidth")
    wide = open_page(width=1440)
    wide.goto(addresses(site)["tables"])
    assert wide.locator(".cell-name").first.is_hidden()


@pytest.mark.browser
def test_a_cell_is_reached_and_opened_with_the_keyboard(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.goto(addresses(site)["tables"])
    page.locator(".grid-table td a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/**")
    assert page.locator(".figure-value").is_visible()


# ------------------------------------------------------------------ the year
def test_a_month_of_the_calendar_leads_to_as_many_records(office: Visitor, site: Site) -> None:
    """The number in the calendar is the length of the list behind it, withdrawn work left out of both."""
    page = office.get(f"{addresses(site)['year']}?org={DISTRICT}&year=2023").text
    cells = re.findall(r'<td><a href="([^"]+period=2023-\d\d[^"]+)">(\d+)', page)
    assert len(cells) > 50
    for href, number in cells[:: len(cells) // 4]:
        listed = 0
        for status in ("confirmed", "pending", "changed"):
            shown = office.get(f"{link(href)}&status={status}").text
            listed += len(re.findall(rf'<a href="/ledgers/{LEDGER}/activities/[0-9a-f-]{{36}}/"', shown))
        assert listed == int(number)


def test_lines_stand_in_the_order_of_the_pack(office: Visitor, site: Site) -> None:
    from shuzhi.catalog.load import load_pack

    page = office.get(addresses(site)["year"]).text
    shown = re.findall(r"<li><h3>([^<]+)</h3>", page)
    names = [name for _, name, _ in load_pack("womens_federation").lines]
    assert shown == [name for name in names if name in shown]
    assert len(shown) > 5


def test_what_records_rest_on_shows_inside_the_office_only(office: Visitor, site: Site) -> None:
    """The office sees how many of its records have nothing attached; a reader does not, nor anyone of a unit below."""
    path = f"{addresses(site)['year']}?year=2023"
    mark = 'class="panel-note inside"'
    assert mark in office.get(path).text
    assert mark not in site.visitor("reader").get(path).text
    assert mark not in office.get(f"{path}&org={TOWN}").text


def test_protected_work_is_not_in_the_calendar(office: Visitor, site: Site) -> None:
    from shuzhi.catalog.load import load_pack

    page = office.get(addresses(site)["year"]).text
    kinds = [kind.name for kind in load_pack("womens_federation").types.values() if kind.protected]
    assert all(f'<th scope="row">{name}</th>' not in page for name in kinds)


def test_a_year_to_come_has_nothing_thin(office: Visitor, site: Site) -> None:
    """Only what is over is looked at."""
    page = office.get(f"{addresses(site)['year']}?year={date.today().year + 1}")
    assert page.status == 200
    assert 'aria-labelledby="thin-head"' in page.text
    thin = page.text[page.text.index('id="thin-head"') :]
    assert thin.index('class="empty"') < thin.index('class="panel-note"')
