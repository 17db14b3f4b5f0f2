"""Numbers that left the office and the office's own words, on their pages."""

from __future__ import annotations

import re

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import Site, Visitor
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN

HERE = f"/ledgers/{LEDGER}"
ONE = {
    "indicator": "outreach_sessions",
    "period": "2023",
    "receiver": "市妇联",
    "day": "2023-10-09",
    "said": "近千场",
}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.partition('id="one-head"')[2])
    assert found is not None
    return found[1]


def put(visitor: Visitor, **changes: str) -> int:
    page = visitor.get(f"{HERE}/numbers/new").text
    ids = {name: hidden(page, name) for name in ("entry", "number", "position")}
    return visitor.post(
        f"{HERE}/numbers/new", {**ONE, **ids, **changes}, seen_on=f"{HERE}/numbers/new"
    ).status


@pytest.fixture(scope="module")
def visitor(site: Site) -> Visitor:
    return site.visitor("office")


def test_a_number_put_down_stands_in_the_list_with_what_differs_and_can_be_taken_back(
    visitor: Visitor,
) -> None:
    assert put(visitor, org=DISTRICT) == 302
    listed = visitor.get(f"{HERE}/numbers/?indicator=outreach_sessions").text
    assert "近千场" in listed and "市妇联" in listed
    assert "badge-wait" in listed
    number = re.search(r"/numbers/([0-9a-f-]{36})/take-back", listed.partition("近千场")[2])
    assert number is not None
    address = f"{HERE}/numbers/{number[1]}/take-back"
    assert visitor.post(address, {"reason": ""}, seen_on=f"{HERE}/numbers/").status == 422
    assert visitor.post(address, {"reason": "误登"}, seen_on=f"{HERE}/numbers/").status == 302
    assert "近千场" not in visitor.get(f"{HERE}/numbers/").text


def test_the_same_form_sent_twice_is_one_number(visitor: Visitor) -> None:
    page = visitor.get(f"{HERE}/numbers/new").text
    ids = {name: hidden(page, name) for name in ("entry", "number", "position")}
    for _ in range(2):
        assert (
            visitor.post(
                f"{HERE}/numbers/new", {**ONE, **ids, "said": "十来场"}, seen_on=f"{HERE}/numbers/new"
            ).status
            == 302
        )
    assert visitor.get(f"{HERE}/numbers/").text.count("十来场</span>") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"indicator": "no_such"},
        {"period": "someday"},
        {"day": "soon"},
        {"receiver": " "},
        {"day": "2199-01-01"},
    ],
)
def test_what_cannot_be_put_down_is_said_and_kept_in_the_form(
    visitor: Visitor, changes: dict[str, str]
) -> None:
    assert put(visitor, **changes) == 422


def test_a_town_puts_down_its_own_numbers_and_no_other_units(site: Site) -> None:
    town = site.visitor("town")
    assert put(town, org=TOWN, said="三五场") == 302
    assert put(town, org=OTHER_TOWN) == 403
    assert put(town, org=DISTRICT) == 403
    assert "三五场" in town.get(f"{HERE}/numbers/").text
    assert "十来场" not in town.get(f"{HERE}/numbers/").text


def test_the_offices_words_are_adopted_by_the_office_alone(site: Site, visitor: Visitor) -> None:
    def adopt(who: Visitor, **sent: str) -> int:
        form = {"entry": "6f1f6a3e-7f0e-4a53-9d0a-3f4f6a1c0001", "day": "2023-05-01", **sent}
        return who.post(f"{HERE}/settings", form, seen_on=f"{HERE}/numbers/new").status

    town = site.visitor("town")
    assert adopt(town, code="frontline_135", value="镇里的说法") == 403
    assert adopt(visitor, code="tiered_targets", value="四项目标", targets="outreach_sessions=likes") == 422
    assert adopt(visitor, code="tiered_targets", value="四项目标", targets="outreach_sessions=1000") == 302
    page = visitor.get(f"{HERE}/settings").text
    assert "四项目标" in page and "1000" in page
    assert "镇里的说法" not in page
    listed = {
        "entry": "6f1f6a3e-7f0e-4a53-9d0a-3f4f6a1c0002",
        "slot": "opening",
        "text": "按照年度安排",
        "start": "2023-01-01",
    }
    assert visitor.post(f"{HERE}/settings", listed, seen_on=f"{HERE}/settings").status == 302
    assert "按照年度安排" in visitor.get(f"{HERE}/settings").text


def test_a_reader_puts_nothing_down(site: Site) -> None:
    reader = site.visitor("reader")
    assert reader.get(addresses(site)["numbers"]).status == 200
    assert reader.get(addresses(site)["number_new"]).status == 403
    assert reader.post(f"{HERE}/settings", {"code": "frontline_135"}, seen_on="/design").status == 403
