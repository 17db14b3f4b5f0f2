"""A unit that changed its superior: on the page of each superior's figure and in tables, the part that is its own."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs, urlparse

import pytest

from shuzhi.usecases.example.places import lay_out
from tests.web.conftest import Site, Visitor
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN

DISTRICT_MADE = lay_out(1)
MOVED, FROM, TO = DISTRICT_MADE.moved.code, DISTRICT_MADE.moved.parent, DISTRICT_MADE.moved_to.code
HERE = f"/ledgers/{LEDGER}"


def csv_of(visitor: Visitor, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(visitor.get(path).body.decode("utf-8-sig"), newline="")))


def value(visitor: Visitor, org: str, **more: str) -> int:
    asked = "&".join(f"{name}={text}" for name, text in more.items())
    lines = csv_of(visitor, f"{HERE}/figures/outreach_sessions/{org}/2023/files/csv?{asked}")
    return int(lines[1][3])


def test_its_work_is_divided_between_the_two_superiors(office: Visitor) -> None:
    whole = value(office, MOVED)
    parts = [value(office, MOVED, under=org) for org in (FROM, TO)]
    assert whole > 0
    assert sum(parts) == whole
    assert value(office, MOVED, under=DISTRICT) == 0


@pytest.mark.parametrize("superior", [FROM, TO])
def test_the_row_under_each_superior_leads_to_that_part_alone(office: Visitor, superior: str) -> None:
    page = office.get(f"{HERE}/figures/outreach_sessions/{superior}/2023/").text
    found = [
        link.replace("&amp;", "&")
        for link in re.findall(r'href="([^"]+)"', page)
        if f"/outreach_sessions/{MOVED}/" in link and "under=" in link
    ]
    assert {parse_qs(urlparse(link).query)["under"][0] for link in found} == {superior}
    part = office.get(found[0])
    assert part.status == 200
    assert "期间）" in part.text


def test_rows_of_a_table_are_the_same_parts(office: Visitor) -> None:
    for superior in (FROM, TO):
        lines = csv_of(office, f"{HERE}/tables/files/csv?org={superior}&period=2023&i=outreach_sessions")
        (row,) = [line for line in lines if "期间）" in line[0]]
        assert int(row[2]) == value(office, MOVED, under=superior)


def test_the_part_below_a_superior_out_of_view_is_refused(site: Site, office: Visitor) -> None:
    path = f"{HERE}/figures/outreach_sessions/{TOWN}/2023/"
    assert site.visitor("town").get(f"{path}?under={OTHER_TOWN}").status == 403
    assert office.get(f"{path}?under=nowhere").status == 404
