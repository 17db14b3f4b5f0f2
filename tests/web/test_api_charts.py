"""Charts and plans through the interface: every number drawn is the figure's own, in the order that is the official one."""

from __future__ import annotations

import pytest

from tests.web.api_client import Program, data_of, here
from tests.web.conftest import Site
from tests.web.serving import DISTRICT, LEDGER

FIGURE = "figures/outreach_sessions"


@pytest.fixture(scope="module")
def office(site: Site) -> Program:
    return Program(site, "office_read")


def test_a_chart_by_month_draws_the_table_by_month(office: Program) -> None:
    chart = data_of(office.get(here(f"{FIGURE}/chart?period=2023", LEDGER)))
    table = data_of(office.get(here("tables?period=2023&columns=outreach_sessions", LEDGER)))
    drawn = chart["spec"]["data"]["values"]
    assert [one["label"] for one in drawn] == [row["key"] for row in table["rows"]]
    assert [one["low"] for one in drawn] == [float(row["cells"][0]["low"]) for row in table["rows"]]
    assert chart["positions"] == table["positions"]
    assert chart["pack"] == table["pack"]


def test_a_chart_by_unit_keeps_the_official_order(office: Program) -> None:
    chart = data_of(office.get(here(f"{FIGURE}/chart?period=2023&by=organisation", LEDGER)))
    table = data_of(
        office.get(here("tables?period=2023&columns=outreach_sessions&rows=organisation", LEDGER))
    )
    drawn = chart["spec"]["data"]["values"]
    assert [one["low"] for one in drawn] == [float(row["cells"][0]["low"]) for row in table["rows"]]
    assert drawn != sorted(drawn, key=lambda one: -one["low"])
    assert all(one["label"] for one in drawn)


def test_a_chart_is_fetched_as_a_picture(office: Program) -> None:
    svg = office.get(here(f"{FIGURE}/chart/svg?period=2023", LEDGER))
    assert (svg.headers["Content-Type"], svg.body[:4]) == ("image/svg+xml", b"<svg")
    assert svg.headers["Content-Disposition"].startswith("attachment")
    png = office.get(here(f"{FIGURE}/chart/png?period=2023", LEDGER))
    assert png.body.startswith(b"\x89PNG")
    assert office.get(here(f"{FIGURE}/chart/gif?period=2023", LEDGER)).status == 422


def test_where_there_is_nothing_to_draw_nothing_is_drawn(office: Program) -> None:
    chart = data_of(office.get(here(f"{FIGURE}/chart?period=1999", LEDGER)))
    assert chart["spec"] is None
    assert office.get(here(f"{FIGURE}/chart/svg?period=1999", LEDGER)).status == 404


def test_words_of_a_chart_follow_the_language_asked_for(office: Program) -> None:
    told = {
        lang: data_of(office.get(here(f"{FIGURE}/chart?period=2023", LEDGER), Accept_Language=lang))
        for lang in ("zh", "en")
    }
    assert told["zh"]["title"] != told["en"]["title"]
    assert told["zh"]["spec"]["data"]["values"][0]["low"] == told["en"]["spec"]["data"]["values"][0]["low"]


def test_a_planned_item_stands_beside_its_figure(office: Program) -> None:
    path = here(f"plan?period=2023&day=2023-10-09&org={DISTRICT}", LEDGER)
    plan = data_of(office.get(path))
    assert len(plan["items"]) >= 3
    for one in plan["items"]:
        asked = data_of(office.get(one["figure"]["permanent"]))
        assert (asked["low"], asked["unit"]) == (one["figure"]["low"], one["figure"]["unit"])
        assert 0 <= float(one["elapsed"]) <= 1
        if one["figure"]["low"] is not None and float(one["figure"]["low"]) >= float(one["target"]):
            assert one["standing"] == "reached"
    page = data_of(office.get(f"{path}&limit=2"))
    rest = data_of(office.get(f"{path}&after={page['following']}"))
    assert [one["item"] for one in (*page["items"], *rest["items"])] == [one["item"] for one in plan["items"]]


@pytest.mark.parametrize("rows", ["mode", "category", "type"])
def test_a_table_is_taken_apart_in_other_ways(office: Program, rows: str) -> None:
    path = here(f"tables?period=2023&columns=outreach_attendances&rows={rows}", LEDGER)
    table = data_of(office.get(path))
    assert (table["rows_by"], bool(table["rows"])) == (rows, True)
    pages, after = [], ""
    while True:
        page = data_of(office.get(f"{path}&limit=1&after={after}"))
        pages += [row["key"] for row in page["rows"]]
        after = page["following"]
        if not after:
            break
    assert pages == [row["key"] for row in table["rows"]]
