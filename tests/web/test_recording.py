"""Putting work down in the browser: found by a word, entered in a few keys, counted once confirmed, never doubled."""

from __future__ import annotations

import re
import time
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.web.conftest import OpenPage, Site, Visitor, csrf_token
from tests.web.serving import DISTRICT, LEDGER

HERE = f"/ledgers/{LEDGER}"
NEW = f"{HERE}/activities/new?type=outreach_talk"


def figure_now(visitor: Visitor, indicator: str, day: str) -> str:
    """The number as the figure's page shows it for one day."""
    page = visitor.get(f"{HERE}/figures/{indicator}/{DISTRICT}/{day}/").text
    found = re.search(r'class="figure-value">\s*([^<\s]+)', page)
    assert found, page
    return found[1]


def form_of(visitor: Visitor, **fields: Any) -> dict[str, Any]:
    """The form of a talk as a browser would send it, with ids and token from the page."""
    page = visitor.get(NEW).text
    ids = dict(re.findall(r'name="(entry|activity|event)" value="([^"]+)"', page))
    blank = {"org": DISTRICT, "form": "single", "sessions": "1", "csrfmiddlewaretoken": csrf_token(page)}
    return {**blank, **ids, **fields}


@pytest.mark.browser
def test_an_activity_is_put_down_confirmed_corrected_and_taken_back(open_page: OpenPage, site: Site) -> None:
    page, reader, day = open_page(), site.visitor("office"), "2023-11-19"
    sessions = int(figure_now(reader, "outreach_sessions", day))
    started = time.monotonic()
    page.goto(f"{HERE}/activities/new")
    page.keyboard.type("宣讲")
    expect(page.locator("#types a")).not_to_have_count(0)
    page.locator("#types").get_by_role("link", name="宣讲", exact=True).click()
    page.get_by_label("标题").fill("虚构宣讲")
    page.locator("[name=start]").fill(day)
    page.locator("[name=onsite]").fill("41")
    page.locator("form.form button").click()
    page.wait_for_url("**/activities/*-*/")
    assert time.monotonic() - started < 60
    expect(page.locator("h1")).to_have_text("虚构宣讲")
    assert int(figure_now(reader, "outreach_sessions", day)) == sessions

    page.locator("form[action$=confirm] button").click()
    expect(page.locator(".page-head .badge-good")).to_be_visible()
    assert int(figure_now(reader, "outreach_sessions", day)) == sessions + 1
    assert figure_now(reader, "outreach_attendances", day) == "41"

    page.locator("a[href$=correct]").click()
    page.locator("[name=onsite]").fill("38")
    page.locator("[name=reason]").fill("核对签到表")
    page.locator("form.form button").click()
    expect(page.locator(".page-head .badge-wait")).to_be_visible()
    assert figure_now(reader, "outreach_attendances", day) == "41"
    assert page.locator(".history del").count() == 1
    assert "38" in page.locator(".history ins").inner_text()

    page.locator("summary", has_text="撤回").click()
    page.locator("#withdraw-reason").fill("记错了单位")
    page.locator("form[action$=withdraw] button").click()
    expect(page.locator(".page-head .badge-stop")).to_be_visible()
    assert int(figure_now(reader, "outreach_sessions", day)) == sessions
    assert page.locator("form[action$=withdraw]").count() == 0
    assert page.locator(".history > li").count() == 4


def test_a_form_sent_twice_is_one_record(site: Site) -> None:
    visitor = site.visitor("office")
    form = form_of(visitor, start="2023-11-20", onsite="7", title="只记一次")
    first, second = visitor.send(NEW, form), visitor.send(NEW, form)
    assert (first.status, second.status) == (302, 302)
    assert first.location == second.location
    assert visitor.get(first.location).text.count('id="position-') == 1


def test_the_same_ids_with_other_content_are_refused(site: Site) -> None:
    visitor = site.visitor("office")
    form = form_of(visitor, start="2023-11-20", onsite="7")
    assert visitor.send(NEW, form).status == 302
    refused = visitor.send(NEW, {**form, "onsite": "70"})
    assert refused.status == 422
    assert 'role="alert"' in refused.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("start", ""),
        ("start", "someday"),
        ("org", ""),
        ("onsite", "some"),
        ("onsite", "3、4"),
        ("sessions", "0"),
        ("end", "2022-01-01"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(site: Site, field: str, typed: str) -> None:
    visitor = site.visitor("office")
    form = form_of(visitor, **{"start": "2023-11-20", "title": "还没记下", field: typed})
    refused = visitor.send(NEW, form)
    assert refused.status == 422
    assert f'id="field-{field}-wrong"' in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert 'value="还没记下"' in refused.text
    assert form["entry"] in refused.text


def test_heads_told_apart_are_part_of_the_whole(site: Site) -> None:
    """35 on site, 20 of them told apart: 35 attendances, not 55."""
    visitor, day = site.visitor("office"), "2024-03-23"
    kind = f"{HERE}/activities/new?type=skills_training"
    page = visitor.get(kind).text
    category = re.search(r'name="category\.([^"]+)"', page)
    assert category
    ids = dict(re.findall(r'name="(entry|activity|event)" value="([^"]+)"', page))
    base = {
        **ids,
        "org": DISTRICT,
        "form": "single",
        "sessions": "1",
        "start": day,
        "csrfmiddlewaretoken": csrf_token(page),
    }
    before = int(figure_now(visitor, "skills_training_attendances", day))
    assert "学员" in page
    refused = visitor.send(kind, {**base, "onsite": "10", f"category.{category[1]}": "20"})
    assert refused.status == 422
    made = visitor.send(kind, {**base, "onsite": "35", f"category.{category[1]}": "20"})
    assert made.status == 302
    confirm(visitor, made.location)
    assert int(figure_now(visitor, "skills_training_attendances", day)) == before + 35


def test_an_aggregate_line_counts_its_sessions(site: Site) -> None:
    visitor, month = site.visitor("office"), "2024-05"
    form = form_of(
        visitor, form="aggregate", start="2024-05-01", end="2024-05-31", sessions="26", onsite="1300"
    )
    made = visitor.send(NEW, form)
    confirm(visitor, made.location)
    assert figure_now(visitor, "outreach_sessions", month) == "26"
    assert figure_now(visitor, "outreach_attendances", month) == "1300"


def test_protected_work_is_counted_and_never_shown(site: Site) -> None:
    """Its form has no place for names or circumstances, and its record no page."""
    visitor = site.visitor("office")
    protected = re.findall(r'href="[^"]*\?type=([a-z_]+)"', visitor.get(f"{HERE}/activities/new").text)
    for code in protected:
        path = f"{HERE}/activities/new?type={code}"
        page = visitor.get(path).text
        if 'name="title"' in page:
            continue
        assert 'name="note"' not in page
        ids = dict(re.findall(r'name="(entry|activity|event)" value="([^"]+)"', page))
        sent = {
            **ids,
            "org": DISTRICT,
            "form": "single",
            "sessions": "1",
            "start": "2023-11-24",
            "title": "不得留存的名字",
        }
        made = visitor.send(path, {**sent, "csrfmiddlewaretoken": csrf_token(page)})
        assert made.status == 302
        shown = visitor.get(made.location)
        assert shown.status == 403
        assert "不得留存的名字" not in shown.text
        assert "不得留存的名字" not in visitor.get(f"{HERE}/activities/").text
        return
    pytest.fail("the pack has no protected type")


def test_nobody_confirms_what_she_did_not_see(site: Site) -> None:
    """A correction came in while the page stood open: its button confirms nothing, and says so."""
    visitor = site.visitor("office")
    made = visitor.send(NEW, form_of(visitor, start="2024-03-21", onsite="11"))
    seen = re.search(r'name="upto" value="([^"]+)"', visitor.get(made.location).text)
    assert seen
    page = visitor.get(f"{made.location}correct").text
    entry = re.search(r'name="entry" value="([^"]+)"', page)
    assert entry
    other = form_of(visitor, start="2024-03-21", onsite="99", reason="更正", entry=entry[1])
    assert visitor.send(f"{made.location}correct", other).status == 302
    act = {"entry": str(uuid4()), "upto": seen[1], "csrfmiddlewaretoken": csrf_token(page)}
    assert visitor.send(f"{made.location}confirm", act).status == 302
    assert "notice-wait" in visitor.get(made.location).text
    assert figure_now(visitor, "outreach_attendances", "2024-03-21") == "0"


def test_an_address_of_a_figure_gives_the_same_number_for_ever(site: Site) -> None:
    visitor = site.visitor("office")
    page = visitor.get(f"{HERE}/figures/outreach_sessions/{DISTRICT}/2024-08/").text
    fixed = re.search(r'href="([^"]*as_of=\d+)"[^>]*>此地址', page)
    assert fixed
    permanent = fixed[1].replace("&amp;", "&")

    def number() -> str:
        found = re.search(r'class="figure-value">\s*([^<\s]+)', visitor.get(permanent).text)
        assert found
        return found[1]

    before = number()
    made = visitor.send(NEW, form_of(visitor, start="2024-08-01", onsite="5"))
    confirm(visitor, made.location)
    assert number() == before
    assert figure_now(visitor, "outreach_sessions", "2024-08") != before


def confirm(visitor: Visitor, address: str) -> None:
    page = visitor.get(address).text
    upto = re.search(r'name="upto" value="([^"]+)"', page)
    assert upto, page
    act = {"entry": str(uuid4()), "upto": upto[1], "csrfmiddlewaretoken": csrf_token(page)}
    assert visitor.send(f"{address}confirm", act).status == 302
