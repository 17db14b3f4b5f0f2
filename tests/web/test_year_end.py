"""December on one page: what is open, each with its one step; the sums move where something told twice is settled."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site, Visitor, csrf_token
from tests.web.serving import DISTRICT, LEDGER

HERE = f"/ledgers/{LEDGER}/year-end"
PAGE = f"{HERE}?year=2023"
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
PARTS = ("unconfirmed", "doubles", "bare", "problems", "numbers")


def counts(visitor: Visitor, path: str = PAGE) -> dict[str, int]:
    """How many of each kind are open, by the place on the page they lead to."""
    found = re.findall(r'href="#(\w+)"><span class="number">(\d+)</span>', visitor.get(path).text)
    return {anchor: int(number) for anchor, number in found}


def cards(page: str) -> list[dict[str, Any]]:
    """The fields of every form in the region of doubles, with the acts it offers."""
    made = []
    region = page[page.index('id="doubles"') :].split('id="bare"')[0]
    for piece in region.split("<form")[1:]:
        form = piece.split("</form>")[0]
        fields: dict[str, Any] = {"other": [], "kind": []}
        for name, value in FIELD.findall(form):
            if name in ("other", "kind"):
                fields[name].append(value)
            else:
                fields[name] = html.unescape(value)
        fields.pop("csrfmiddlewaretoken", None)
        made.append({"fields": fields, "acts": re.findall(r'name="act" value="(\w+)"', form), "text": form})
    return made


def sums(page: str) -> dict[str, str]:
    region = page[page.index('id="doubles"') :]
    return {
        name: value
        for value, name in re.findall(
            r'<span class="number">([^<]+)</span><span class="label">([^<]+)</span>', region.split("</ul>")[0]
        )
    }


def settle(visitor: Visitor, fields: dict[str, Any], act: str) -> str:
    """Presses one button and follows to the page."""
    sent = visitor.post(f"{HERE}/settle", {**fields, "act": act}, seen_on=PAGE)
    assert sent.status == 302, sent.text
    return visitor.get(sent.location.partition("#")[0]).text


def test_the_page_leads_to_everything_that_is_open(office: Visitor) -> None:
    page = office.get(PAGE).text
    assert tuple(counts(office)) == PARTS
    for anchor in PARTS:
        assert f'id="{anchor}"' in page
    for name in ("drafts", "forms/", "reports/compile", "audit", "verify", "numbers/new"):
        assert f'"/ledgers/{LEDGER}/{name}"' in page
    assert (
        'aria-current="page"'
        in re.findall(r'<a class="nav-link" href="/ledgers/office/year-end"[^>]*>', page)[0]
    )


# ------------------------------------------------------------------ confirming several
def test_those_ticked_are_confirmed_in_one_act_and_no_others(office: Visitor) -> None:
    page = office.get(PAGE).text
    ticks = re.findall(r'name="seen" value="([^"]+)"', page)
    before = counts(office)["unconfirmed"]
    form = {"period": "2023", "entry": str(uuid4()), "listed": ticks}
    for _ in range(2):  # the form sent twice confirms once
        assert office.post(f"{HERE}/confirm", {**form, "seen": ticks[:2]}, seen_on=PAGE).status == 302
    left = re.findall(r'name="seen" value="([^"]+)"', office.get(PAGE).text)
    assert counts(office)["unconfirmed"] == before - 2
    assert not set(ticks[:2]) & set(left)
    assert set(ticks[2:]) <= set(left)


def test_nothing_ticked_confirms_nothing(office: Visitor) -> None:
    before = counts(office)
    ticks = re.findall(r'name="listed" value="([^"]+)"', office.get(PAGE).text)
    office.post(f"{HERE}/confirm", {"period": "2023", "entry": str(uuid4()), "listed": ticks}, seen_on=PAGE)
    assert counts(office) == before


# ------------------------------------------------------------------ doubles
def double_of(page: str, card: dict[str, Any]) -> str:
    """The piece of the page in which a card's form stands, as far as the form."""
    return page[: page.index(card["fields"]["entry"])].rpartition('<li class="double">')[2]


def confirmed_pair(page: str) -> dict[str, Any]:
    """A pair of talks to the public that both count."""
    for card in cards(page):
        if "join" in card["acts"]:
            piece = double_of(page, card)
            if "<h3>宣讲</h3>" in piece and "badge-wait" not in piece:
                return dict(card["fields"])
    raise AssertionError("no pair of talks in the example year")


def test_one_event_moves_the_sum_and_parting_moves_it_back(office: Visitor) -> None:
    page = office.get(PAGE).text
    name = "巾帼宣讲场次"
    before = int(sums(page)[name].removesuffix("场"))
    after = settle(office, confirmed_pair(page), "join")
    assert sums(after)[name] == f"{before - 1}场"
    assert f"打开本页时：{before}场" in after
    (undo,) = [one for one in cards(after) if one["acts"] == ["part"]]
    back = settle(office, undo["fields"], "part")
    assert sums(back)[name] == f"{before}场"


def test_two_events_are_not_offered_again_until_that_is_taken_back(office: Visitor) -> None:
    page = office.get(PAGE).text
    fields, before = confirmed_pair(page), counts(office)["doubles"]
    after = settle(office, fields, "apart")
    assert counts(office)["doubles"] == before - 1
    assert sums(after) == sums(page)
    undo = next(one for one in cards(after) if one["acts"] == ["again"])
    assert {undo["fields"]["activity"], *undo["fields"]["other"]} == {fields["activity"], *fields["other"]}
    settle(office, undo["fields"], "again")
    assert counts(office)["doubles"] == before


def test_single_entries_are_taken_out_of_their_line_for_good(office: Visitor) -> None:
    """The sum loses what was in it twice, by as much as the button said, and the line is offered no more."""
    page, before = office.get(PAGE).text, counts(office)["doubles"]
    name = "巾帼宣讲场次"
    card = next(
        one
        for one in cards(page)
        if "out" in one["acts"]
        and "badge-wait" not in double_of(page, one)
        and "宣讲" in double_of(page, one)
    )
    after = settle(office, card["fields"], "out")
    taken_out = len(card["fields"]["other"])
    assert int(sums(after)[name].removesuffix("场")) == int(sums(page)[name].removesuffix("场")) - taken_out
    assert counts(office)["doubles"] == before - 1
    assert card["fields"]["activity"] not in [
        one["fields"]["activity"] for one in cards(after) if "out" in one["acts"]
    ]


def test_in_the_background_the_region_alone_is_answered(office: Visitor) -> None:
    page = office.get(PAGE).text
    fields = {**confirmed_pair(page), "act": "apart", "csrfmiddlewaretoken": csrf_token(page)}
    answer = office.send(f"{HERE}/settle", fields, HX_Request="true", HX_Target="doubles")
    assert answer.status == 200
    assert answer.text.lstrip().startswith("<section")
    assert "已记下" in answer.text
    undo = next(one for one in cards(answer.text) if one["acts"] == ["again"])
    settle(office, undo["fields"], "again")


def test_who_only_reads_or_sits_elsewhere_settles_nothing(site: Site, office: Visitor) -> None:
    page = office.get(PAGE).text
    pair = {**confirmed_pair(page), "act": "join"}
    tick = {
        "seen": re.findall(r'name="seen" value="([^"]+)"', page)[0],
        "period": "2023",
        "entry": str(uuid4()),
    }
    reader = site.visitor("reader")
    assert "<form method" not in reader.get(PAGE).text.split("<footer")[0].split("<main")[1]
    town = site.visitor("town")
    for visitor in (reader, town):
        assert visitor.post(f"{HERE}/settle", pair, seen_on="/design").status == 403
    assert reader.post(f"{HERE}/confirm", tick, seen_on="/design").status == 403
    foreign = f"{site.other_activity}:{uuid4()}"
    assert town.post(f"{HERE}/confirm", {**tick, "seen": foreign}, seen_on="/design").status == 403
    assert town.get(PAGE).status == 200


@pytest.mark.parametrize(
    "changes", [{"act": "merge"}, {"other": []}, {"activity": "nonsense"}, {"entry": ""}]
)
def test_a_form_that_is_none_of_ours_is_refused(office: Visitor, changes: dict[str, Any]) -> None:
    fields = {**confirmed_pair(office.get(PAGE).text), "act": "join", **changes}
    assert office.post(f"{HERE}/settle", fields, seen_on=PAGE).status == 400


# ------------------------------------------------------------------ numbers told
def test_a_number_that_would_no_longer_be_said_stands_with_its_reason(site: Site, office: Visitor) -> None:
    before, number = counts(office)["numbers"], str(uuid4())
    told = {
        "entry": str(uuid4()), "number": number, "indicator": "outreach_sessions", "org": DISTRICT, "period": "2023",
        "receiver": "市妇联", "day": "2024-01-05", "said": "1场", "reach": "", "position": "",
    }  # fmt: skip
    put = office.post(addresses(site)["number_new"], told, seen_on=addresses(site)["number_new"])
    assert put.status == 302, put.text
    page = office.get(PAGE).text
    assert counts(office)["numbers"] == before + 1
    section = page[page.index('id="numbers"') :]
    assert "2024年1月5日报市妇联：1场" in section
    assert f"/ledgers/{LEDGER}/numbers/?indicator=outreach_sessions" in section
    back = f"/ledgers/{LEDGER}/numbers/{number}/take-back"
    assert office.post(back, {"reason": "试"}, seen_on=PAGE).status == 302
    assert counts(office)["numbers"] == before


# ------------------------------------------------------------------ in the browser
@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_sums_move_before_her_eyes(open_page: OpenPage, site: Site, width: int) -> None:
    """With the keyboard, without leaving the place, and back again."""
    page = open_page(width=width)
    page.goto(PAGE)
    card = page.locator(
        ".double:has(h3:text-is('宣讲')):not(:has(.badge-wait)):has(button[value=join])"
    ).first
    total = page.locator(".sums li:has-text('巾帼宣讲场次') .number")
    before = int(total.inner_text().removesuffix("场"))
    card.locator("button[value=join]").focus()
    page.keyboard.press("Enter")
    page.locator(".sums .moved").first.wait_for()
    assert total.inner_text() == f"{before - 1}场"
    assert page.url.endswith("year=2023")
    page.locator(".settled summary").click()
    page.locator(".settled button[value=part]").first.click()
    page.locator(".sums .moved").first.wait_for(state="detached")
    assert total.inner_text() == f"{before}场"
