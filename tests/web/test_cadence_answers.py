"""Hints of cadence on the page of the year: answered by somebody for one unit and its days, and taken back."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site, Visitor
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN

YEAR = f"/ledgers/{LEDGER}/year?org={DISTRICT}&year=2023"
HINT = re.compile(r'<li class="hint-line">(.*?)</li>', re.DOTALL)


def hints(visitor: Visitor, path: str = YEAR) -> dict[str, str]:
    """Each hint's own piece of the page by the activity type it is about."""
    found = HINT.findall(visitor.get(path).text)
    return {kind: one for one in found for kind in re.findall(r'name="kind" value="(\w+)"', one)[:1]}


def answer(visitor: Visitor, **changes: str) -> int:
    form = {"org": DISTRICT, "period": "2023", "reason": "支部7人以下，未设支委会", "entry": str(uuid4())}
    return visitor.post(f"/ledgers/{LEDGER}/year/cadence", {**form, **changes}, seen_on=YEAR).status


def test_an_answer_stands_with_its_hint_and_is_taken_back(site: Site, office: Visitor) -> None:
    kind = next(iter(hints(office)))
    assert answer(office, kind=kind) == 302
    answered = hints(office)[kind]
    assert "支部7人以下，未设支委会" in answered
    assert "office（测试）" in answered
    assert '<select class="input"' not in answered  # nothing of it is open any more
    entry = str(uuid4())
    for _ in range(2):  # sent twice it is one entry
        assert answer(office, kind=kind, again="1", entry=entry) == 302
    assert "未设支委会" not in hints(office)[kind]


def test_an_answer_for_one_stretch_leaves_the_others_open(site: Site, office: Visitor) -> None:
    monthly = "theme_party_day"
    before = hints(office)[monthly]
    stretch = re.findall(r'<option value="(2023-\d\d)"', before)[0]
    assert answer(office, kind=monthly, period=stretch, reason="当月停电") == 302
    after = hints(office)[monthly]
    assert "当月停电" in after
    assert f'<option value="{stretch}"' not in after
    assert re.findall(r'<option value="(2023-\d\d)"', after)
    answer(office, kind=monthly, period=stretch, again="1")


def test_an_answer_without_a_reason_is_refused(site: Site, office: Visitor) -> None:
    kind = next(iter(hints(office)))
    assert answer(office, kind=kind, reason=" ") == 302
    assert 'class="answer"' not in hints(office)[kind]


def test_who_may_not_write_or_see_does_not_answer(site: Site) -> None:
    path, form = (
        addresses(site)["cadence_answer"],
        {"kind": "theme_party_day", "period": "2023", "reason": "x"},
    )
    for handle, org in (("reader", DISTRICT), ("town", DISTRICT), ("town", OTHER_TOWN)):
        sent = {**form, "org": org, "entry": str(uuid4())}
        assert site.visitor(handle).post(path, sent, seen_on="/design").status == 403
    assert 'action="' + path not in site.visitor("reader").get(YEAR).text
    assert (
        site.visitor("town").post(path, {**form, "org": TOWN, "entry": "nonsense"}, seen_on="/design").status
        == 400
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_the_answer_is_given_with_the_keyboard(open_page: OpenPage, site: Site, width: int) -> None:
    page = open_page(width=width, language="en")
    page.goto(YEAR)
    hint = page.locator(".hint-line:has(select)").first
    kind = hint.locator("input[name=kind]").first.get_attribute("value")
    hint.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("未设党小组")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    answered = page.locator(f".hint-line:has(input[value={kind}])")
    assert answered.locator(".answer [lang=zh-Hans]").inner_text() == "未设党小组"
    with page.expect_navigation():
        answered.locator("button[name=again]").click()
    assert page.locator(f".hint-line:has(input[value={kind}]) .answer").count() == 0
