"""One's own tokens: made and told once, never more than the account may, revoked at once; the way to the interface."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site, Visitor
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN

HERE = f"/ledgers/{LEDGER}"
TOKENS = f"{HERE}/tokens/"


def make(visitor: Visitor, **sent: str) -> tuple[int, str]:
    """Status, and the secret where one was told."""
    form = {
        "number": str(uuid.uuid4()),
        "org": TOWN,
        "level": "read",
        "days": "30",
        "label": "汇总程序",
        **sent,
    }
    found = visitor.post(TOKENS, form, seen_on=TOKENS)
    told = re.search(r'id="secret">(shuzhi_[\w-]+)<', found.text)
    return found.status, told[1] if told else ""


def ask(site: Site, secret: str, path: str) -> int:
    return site.visitor().get(path, Authorization=f"Bearer {secret}").status


@pytest.fixture(scope="module")
def town(site: Site) -> Visitor:
    return site.visitor("town")


def test_a_token_is_told_once_opens_what_it_was_made_for_and_is_revoked(site: Site, town: Visitor) -> None:
    status, secret = make(town)
    assert (status, bool(secret)) == (200, True)
    figures = f"/api/v1{HERE}/figures?period=2023"
    assert ask(site, secret, figures) == 200
    assert ask(site, secret, f"{figures}&org={OTHER_TOWN}") == 403
    listed = town.get(TOKENS).text
    assert secret not in listed
    assert "汇总程序" in listed
    revoke = re.search(rf'action="({TOKENS}[0-9a-f-]+/revoke)"', listed)
    assert revoke is not None
    assert town.post(revoke[1], seen_on=TOKENS).status == 302
    assert ask(site, secret, figures) == 401
    assert revoke[1] not in town.get(TOKENS).text


def test_the_same_form_sent_twice_makes_one_token_and_tells_it_once(town: Visitor) -> None:
    number = str(uuid.uuid4())
    assert make(town, number=number, label="只做一次")[0] == 200
    status, secret = make(town, number=number, label="只做一次")
    assert (status, secret) == (422, "")
    assert town.get(TOKENS).text.count("只做一次</strong>") == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"org": OTHER_TOWN}, 403),
        ({"org": DISTRICT}, 403),
        ({"org": "no-such-unit"}, 404),
        ({"level": "everything"}, 400),
        ({"number": "one"}, 400),
        ({"days": "0"}, 422),
        ({"days": "367"}, 422),
        ({"days": "９"}, 422),
        ({"label": " "}, 422),
        ({"label": "长" * 65}, 422),
    ],
)
def test_what_makes_no_token(town: Visitor, sent: dict[str, str], status: int) -> None:
    assert make(town, **sent) == (status, "")


def test_a_reader_makes_no_token_that_writes(site: Site) -> None:
    reader = site.visitor("reader")
    assert 'value="write"' not in reader.get(TOKENS).text
    assert make(reader, org=DISTRICT, level="write")[0] == 422
    assert make(reader, org=DISTRICT, level="read")[0] == 200


def test_nobody_sees_or_revokes_another_accounts_token(site: Site, town: Visitor) -> None:
    make(town, label="镇里的程序")
    listed = town.get(TOKENS).text
    revoke = re.search(rf'action="({TOKENS}[0-9a-f-]+/revoke)"', listed)
    assert revoke is not None
    office = site.visitor("office")
    assert "镇里的程序" not in office.get(TOKENS).text
    assert office.post(revoke[1], seen_on=TOKENS).status == 404
    assert revoke[1] in town.get(TOKENS).text


def test_every_page_leads_to_the_interface(site: Site, town: Visitor) -> None:
    page = town.get(f"{HERE}/").text.partition('<footer class="foot">')[2]
    for address in ("/api/v1/", "/api/v1/openapi.json", TOKENS):
        assert f'href="{address}"' in page
        assert town.get(address).status == 200


@pytest.mark.browser
def test_the_token_shown_can_be_read_on_a_telephone(open_page: OpenPage, site: Site) -> None:
    page = open_page(width=390, language="en", handle="town")
    page.goto(addresses(site)["tokens"])
    page.locator("#token-label").fill("A program")
    page.locator("#token-label").press("Enter")
    page.locator("#secret").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
