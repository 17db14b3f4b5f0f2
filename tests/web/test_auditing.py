"""The page that holds any text against the ledger, and the button that compiles a report."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site, csrf_token
from tests.web.serving import DISTRICT, LEDGER

HERE = f"/ledgers/{LEDGER}"


def sessions_of(site: Site, indicator: str) -> int:
    page = site.visitor("office").get(f"{HERE}/figures/{indicator}/{DISTRICT}/2023/").text
    found = re.search(r'class="figure-value">\s*(\d+)', page)
    assert found
    return int(found[1])


def check(site: Site, text: str) -> Any:
    visitor = site.visitor("office")
    form = {"org": DISTRICT, "period": "2023", "text": text}
    return visitor.post(addresses(site)["audit"], form, seen_on=addresses(site)["audit"])


def test_a_true_sentence_passes_and_a_false_one_is_shown_with_its_figure(site: Site) -> None:
    """「各级妇联开展巾帼宣讲N场」 agrees with N; with N + 7 it is marked, and leads to the figure it was held against."""
    true = sessions_of(site, "outreach_sessions")
    fine = check(site, f"一年来，各级妇联开展巾帼宣讲{true}场。")
    assert fine.status == 200
    assert "badge-stop" not in fine.text
    wrong = check(site, f"一年来，各级妇联开展巾帼宣讲{true + 7}场。")
    assert "badge-stop" in wrong.text
    assert re.search(rf"<mark>[^<]*{true + 7}", wrong.text)
    assert f"/figures/outreach_sessions/{DISTRICT}/2023/" in wrong.text


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_sent_is_said(site: Site, text: str) -> None:
    found = check(site, text)
    assert found.status == 422
    assert 'role="alert"' in found.text


def test_markup_in_a_text_stays_text(site: Site) -> None:
    found = check(site, "开展<script>alert(1)</script>宣讲999999场。")
    assert found.status == 200
    assert "<script>alert" not in found.text


@pytest.mark.browser
def test_a_report_is_compiled_from_the_first_page(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    page.locator("#outline").select_option("duty_report")
    page.locator("form.compile button").click()
    page.wait_for_url("**/reports/*-*/", timeout=120_000)
    assert page.locator("a.fig").count() > 30
    assert page.locator(".notice-wait").count() == 0


def test_one_form_compiles_one_report(site: Site) -> None:
    visitor = site.visitor("office")
    page = visitor.get(f"{HERE}/?year=2022").text
    ids = dict(re.findall(r'name="(entry|report|period)" value="([^"]+)"', page))
    form = {**ids, "outline": "speech", "csrfmiddlewaretoken": csrf_token(page)}
    first = visitor.send(addresses(site)["report_compile"], form)
    second = visitor.send(addresses(site)["report_compile"], form)
    assert (first.status, second.status) == (302, 302)
    assert first.location == second.location == f"{HERE}/reports/{ids['report']}/"


def test_an_outline_there_is_not_compiles_nothing(site: Site) -> None:
    visitor = site.visitor("office")
    form = {"outline": "no_such_outline", "period": "2023"}
    assert visitor.post(addresses(site)["report_compile"], form, seen_on=f"{HERE}/").status == 404
