"""Items in use: opened, joined, changed, ended on pages; every refusal at its field; nobody beyond her own units."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from tests.web.conftest import OpenPage, Site, Visitor, csrf_token
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN
from tests.web.test_recording import figure_now
from tests.web.test_walk import enter, tab_to

HERE = f"/ledgers/{LEDGER}"


def fields_of(page: str) -> dict[str, str]:
    """Hidden fields of the last form on a page, with the token."""
    entry = re.findall(r'name="entry" value="([^"]+)"', page)
    return {"entry": entry[-1] if entry else str(uuid4()), "csrfmiddlewaretoken": csrf_token(page)}


def opened(visitor: Visitor, kind: str, title: str, *, asked: str = "", **more: Any) -> str:
    """The address of a new item."""
    form = f"{HERE}/items/new?kind={kind}{asked}"
    sent = {
        **fields_of(visitor.get(form).text),
        "org": DISTRICT, "day": "2024-02-01", "state": STATES[kind], "title": title, **more,
    }  # fmt: skip
    made = visitor.send(form, sent)
    assert made.status == 302, made.text
    return made.location


STATES = {
    "problem": "open", "cause": "stated", "measure": "planned", "need": "stated", "plan_item": "planned",
    "video_series": "running",
}  # fmt: skip


def subject_of(address: str) -> str:
    return f"item:{UUID(address.rstrip('/').rpartition('/')[2])}"


# ------------------------------------------------------------------------------------------ in the browser
@pytest.mark.browser
def test_a_problem_gets_its_cause_its_measure_and_is_verified_by_keyboard(open_page: OpenPage) -> None:
    """From the list to a verified problem with no key but Tab, Enter and letters; each step is drawn in the loop."""
    page = open_page()
    page.goto(f"{HERE}/items/")
    tab_to(page, '/items/new"')
    enter(page)
    tab_to(page, "kind=problem")
    enter(page)
    tab_to(page, 'name="title"')
    page.keyboard.type("虚构的问题")
    tab_to(page, 'name="due"')
    page.keyboard.type("06302024")
    page.keyboard.press("Enter")
    page.wait_for_url("**/subjects/item/*/")
    expect(page.locator(".loop-here .loop-title")).to_have_text("虚构的问题")
    expect(page.locator(".page-head")).to_contain_text("已过")

    tab_to(page, "kind=cause")
    enter(page)
    tab_to(page, 'name="title"')
    page.keyboard.type("虚构的原因")
    page.keyboard.press("Enter")
    page.wait_for_url("**/subjects/item/*/")
    assert page.locator(".loop-card:not(.loop-gap)").count() == 2

    tab_to(page, "kind=measure")
    enter(page)
    tab_to(page, 'name="title"')
    page.keyboard.type("虚构的举措")
    page.keyboard.press("Enter")
    page.wait_for_url("**/subjects/item/*/")
    assert page.locator(".loop-card:not(.loop-gap) .loop-title").all_inner_texts() == [
        "虚构的问题", "虚构的原因", "虚构的举措",
    ]  # fmt: skip
    assert page.locator(".loop-gap").count() == 0

    tab_to(page, ">虚构的问题</a>")
    enter(page)
    page.locator("summary", has_text="办结").focus()
    page.keyboard.press("Enter")
    page.locator("#field-close-state").select_option("verified")
    page.locator("#field-close-note").fill("现场核验")
    page.locator("#field-close-note").press("Enter")
    expect(page.locator(".page-head .badge-ended")).to_be_visible()
    assert "现场核验" in page.locator(".history").inner_text()
    assert page.locator(".history ins").first.inner_text()


@pytest.mark.browser
def test_a_record_of_work_is_linked_to_what_it_delivers(open_page: OpenPage, site: Site) -> None:
    """From the activity's page: choose how, find by words of the title, link; the loop shows it, and it can be cut."""
    need = opened(site.visitor("office"), "need", "虚构的需求：识字班")
    page = open_page()
    page.goto(f"{HERE}/activities/{site.other_activity}/")
    page.get_by_role("link", name="联系到事项").click()
    page.locator("#link-as").select_option("delivers.out")
    page.locator("#link-q").fill("识字班")
    expect(page.locator("#found [name=other]")).to_have_count(1)
    page.locator("#found [name=other]").check()
    page.locator("#found button").click()
    page.wait_for_url("**/activities/*-*/")
    expect(page.locator("section[aria-labelledby=links-head]")).to_contain_text("识字班")
    page.goto(need)
    assert page.locator(".loop-card").count() == 2
    page.locator("form[action*='/links/'] button").click()
    expect(page.locator(".loop-gap")).to_have_count(1)


@pytest.mark.browser
def test_readings_are_drawn_and_the_last_one_holds(open_page: OpenPage, site: Site) -> None:
    visitor = site.visitor("office")
    series = opened(visitor, "video_series", "虚构的系列")
    page = open_page()
    page.goto(series)
    for day, value in (("2024-03-01", "120"), ("2024-04-01", "480")):
        page.locator("summary", has_text="登记读数").click()
        page.locator("#field-observe-value").fill(value)
        page.locator("#field-observe-day").fill(day)
        page.locator("form[action$=observe] button").click()
        expect(page.locator(".notices")).to_contain_text("读数已记入")
    assert page.locator("svg.chart-wide polyline").count() == 1
    assert figure_now(visitor, "video_views", "2024-03-15") != figure_now(
        visitor, "video_views", "2024-04-15"
    )
    page.locator("form[action$=withdraw] button").first.click()
    expect(page.locator("form[action$=withdraw]")).to_have_count(1)
    assert page.locator("svg.chart-wide polyline").count() == 0


# ------------------------------------------------------------------------------------------ without scripts
def test_a_form_sent_twice_opens_one_item(site: Site) -> None:
    visitor, form = site.visitor("office"), f"{HERE}/items/new?kind=plan_item"
    sent = {
        **fields_of(visitor.get(form).text),
        "org": DISTRICT, "day": "2024-02-01", "state": "planned", "title": "只记一次",
    }  # fmt: skip
    first, second = visitor.send(form, sent), visitor.send(form, sent)
    assert (first.status, second.location) == (302, first.location)
    assert visitor.get(first.location).text.count('id="position-') == 1
    assert visitor.send(form, {**sent, "title": "另一件"}).status == 422


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""), ("day", ""), ("day", "someday"), ("org", ""), ("org", "elsewhere"), ("state", "gone"),
        ("due", "soon"), ("target", "many"), ("owner", "king"), ("day", "1980-01-01"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(site: Site, field: str, typed: str) -> None:
    visitor, form = site.visitor("office"), f"{HERE}/items/new?kind=plan_item"
    sent = {
        **fields_of(visitor.get(form).text),
        "org": DISTRICT, "day": "2024-02-01", "state": "planned", "title": "还没记下", "note": "一段说明",
        "field.figure": "outreach_sessions", field: typed,
    }  # fmt: skip
    refused = visitor.send(form, sent)
    assert refused.status == 422
    where = "org" if typed == "1980-01-01" else field
    assert f'id="field-{where}-wrong"' in refused.text or "notice-stop" in refused.text
    assert sent["entry"] in refused.text
    assert "一段说明" in refused.text
    assert '<option value="outreach_sessions" selected' in refused.text


def test_a_change_writes_only_what_was_altered_and_an_emptied_field_is_cleared(site: Site) -> None:
    visitor = site.visitor("office")
    item = opened(
        visitor, "plan_item", "原来的写法", due="2024-06-30", target="12", **{"field.plan_line": "party"}
    )
    form = f"{HERE}/items/{subject_of(item).partition(':')[2]}/change"
    shown = visitor.get(form).text
    assert 'value="2024-06-30"' in shown
    unchanged = {
        **fields_of(shown), "title": "原来的写法", "day": "2024-03-01", "due": "2024-06-30", "target": "12",
        "owner": "", "field.plan_line": "party",
    }  # fmt: skip
    refused = visitor.send(form, unchanged)
    assert refused.status == 422
    assert "field-title-wrong" in refused.text
    changed = {**unchanged, "due": "", "owner": "vice_chair", "field.plan_line": ""}
    first, second = visitor.send(form, changed), visitor.send(form, changed)
    assert (first.status, second.status) == (302, 302)
    page = visitor.get(item).text
    assert page.count('id="position-') == 2
    assert page.count("<del>") == 2
    assert "2024年6月30日" in page[page.index("<del>") :]
    facts = page[page.index('id="facts-head"') : page.index('id="history-head"')]
    assert "2024年6月30日" not in facts
    assert "12" in facts


def test_an_ended_item_is_changed_no_more(site: Site) -> None:
    visitor = site.visitor("office")
    item = opened(visitor, "plan_item", "办完的事")
    key = subject_of(item).partition(":")[2]
    close, state = f"{HERE}/items/{key}/close", f"{HERE}/items/{key}/state"
    wrong = visitor.send(close, {**fields_of(visitor.get(close).text), "state": "doing", "day": "2024-05-01"})
    assert (wrong.status, "field-state-wrong" in wrong.text) == (422, True)
    early = visitor.send(close, {**fields_of(visitor.get(close).text), "state": "done", "day": "2024-01-01"})
    assert (early.status, "field-day-wrong" in early.text) == (422, True)
    done = visitor.send(close, {**fields_of(visitor.get(close).text), "state": "done", "day": "2024-05-01"})
    assert done.status == 302
    assert 'action="' + state not in visitor.get(item).text
    late = visitor.send(state, {**fields_of(visitor.get(state).text), "state": "doing", "day": "2024-06-01"})
    assert (late.status, "field-day-wrong" in late.text) == (422, True)


def test_a_link_without_scripts_is_two_presses(site: Site) -> None:
    """Chosen, found and sent as plain forms; what is left out is said at its place with the choice kept."""
    visitor = site.visitor("office")
    cause, problem = opened(visitor, "cause", "原因甲"), opened(visitor, "problem", "问题甲乙丙")
    form = f"{HERE}/subjects/item/{subject_of(cause).partition(':')[2]}/link"
    found = visitor.get(f"{form}?as=causes.out&q=%E7%94%B2%E4%B9%99%E4%B8%99").text
    assert re.findall(r'name="other" value="([^"]+)"', found) == [subject_of(problem)]
    sent = {**fields_of(found), "as": "causes.out", "q": "甲乙丙", "day": "2024-02-02"}
    refused = visitor.send(form, sent)
    assert (refused.status, "link-other-wrong" in refused.text) == (422, True)
    assert subject_of(problem) in refused.text
    made = visitor.send(form, {**sent, "other": subject_of(problem)})
    assert made.status == 302
    assert "问题甲乙丙" in visitor.get(cause).text
    wrong = visitor.send(
        form, {**sent, "entry": str(uuid4()), "as": "cures.in", "other": subject_of(problem)}
    )
    assert wrong.status == 422
    assert 'role="alert"' in wrong.text


# ------------------------------------------------------------------------------------------ protected kinds
def test_a_protected_kind_takes_a_number_and_nothing_else(site: Site) -> None:
    visitor, form = site.visitor("office"), f"{HERE}/items/new?kind=contact"
    page = visitor.get(form).text
    for asked in ("title", "note", "owner", "due", "target"):
        assert f'name="{asked}"' not in page
    before = int(figure_now(visitor, "contacted_women", "2024-02-10"))
    sent = {
        **fields_of(page), "org": DISTRICT, "day": "2024-02-09", "state": "active", "count": "9",
        "field.contact_group": "disability", "title": "不得留存的名字", "note": "不得留存的情况",
    }  # fmt: skip
    assert visitor.send(form, sent).status == 302
    assert visitor.send(form, sent).status == 302
    assert int(figure_now(visitor, "contacted_women", "2024-02-10")) == before + 9
    for listed in (f"{HERE}/items/", f"{HERE}/items/?kind=contact"):
        assert "不得留存" not in visitor.get(listed).text
    end = f"{HERE}/items/end?kind=contact"
    ended = {
        **fields_of(visitor.get(end).text), "org": DISTRICT, "day": "2024-03-01", "state": "ended", "count": "4",
        "field.contact_group": "disability",
    }  # fmt: skip
    assert visitor.send(end, ended).status == 302
    assert visitor.send(end, ended).status == 302
    assert int(figure_now(visitor, "contacted_women", "2024-03-02")) == before + 5
    refused = visitor.send(end, {**ended, "entry": str(uuid4()), "count": "400"})
    assert (refused.status, "field-count-wrong" in refused.text) == (422, True)


# ------------------------------------------------------------------------------------------ hints
def test_both_kinds_of_orphans_are_listed_as_hints(site: Site) -> None:
    visitor = site.visitor("office")
    orphans = {
        "measure": opened(visitor, "measure", "没有问题的举措"),
        "need": opened(visitor, "need", "没有送达的需求"),
        "problem": opened(visitor, "problem", "没有原因的问题"),
    }
    page = visitor.get(f"{HERE}/items/").text
    hints = page[page.index('id="gaps-head"') : page.index('id="found-head"')]
    for address in orphans.values():
        assert address in hints
    joined = f"&link=serves&way=out&to={subject_of(orphans['need'])}"
    opened(visitor, "measure", "满足需求的举措", asked=joined)
    page = visitor.get(f"{HERE}/items/").text
    hints = page[page.index('id="gaps-head"') : page.index('id="found-head"')]
    assert orphans["need"] not in hints
    assert orphans["measure"] in hints


def test_the_days_past_due_are_words_and_order_nothing(site: Site) -> None:
    visitor = site.visitor("office")
    opened(visitor, "plan_item", "过了期的事", due="2024-03-01")
    page = visitor.get(f"{HERE}/items/?state=overdue&kind=plan_item").text
    assert "过了期的事" in page
    assert re.search(r"期限2024年3月1日，已过\d+天", page)
    due = [date(*map(int, one)) for one in re.findall(r"<span>期限(\d+)年(\d+)月(\d+)日", page)]
    assert due == sorted(due)


# ------------------------------------------------------------------------------------------ sheets
def upload(visitor: Visitor, data: bytes, to: str = "import", **fields: str) -> Any:
    import urllib.request

    page = visitor.get(f"{HERE}/items/{to}").text
    parts = {"csrfmiddlewaretoken": csrf_token(page), "kind": "plan_item", "day": "2024-01-10", **fields}
    mark = uuid4().hex
    body = b"".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
        for name, text in parts.items()
    )
    body += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="plan.csv"\r\n\r\n'.encode()
    body += data + f"\r\n--{mark}--\r\n".encode()
    request = urllib.request.Request(
        f"{visitor.root}{HERE}/items/{to}",
        data=body,
        headers={"Content-Type": f"multipart/form-data; boundary={mark}"},
        method="POST",
    )
    return visitor._ask(request)


PLAN = "事项,期限,责任岗位\n表里的第一件,2024-11-30,副主席\n表里的第二件,,\n没有这个岗位,,厂长\n".encode()


def test_a_sheet_is_shown_before_it_is_written_and_never_counted_twice(site: Site) -> None:
    visitor, record = site.visitor("office"), f"{HERE}/items/import/record"
    before = int(figure_now(visitor, "plan_items_count", "2024-01-10"))
    shown = upload(visitor, PLAN)
    assert shown.status == 200
    assert int(figure_now(visitor, "plan_items_count", "2024-01-10")) == before
    badges = re.findall(r'<td><span class="badge badge-(\w+)"', shown.text)
    assert badges == ["good", "good", "stop"]
    sealed = re.search(r'name="sealed" value="([^"]+)"', shown.text)
    assert sealed
    sent = {"sealed": sealed[1], "csrfmiddlewaretoken": csrf_token(shown.text)}
    assert visitor.send(record, sent).status == 302
    assert visitor.send(record, sent).status == 302
    assert int(figure_now(visitor, "plan_items_count", "2024-01-10")) == before + 2
    again = re.findall(r'<td><span class="badge badge-(\w+)"', upload(visitor, PLAN).text)
    assert again == ["quote", "quote", "stop"]


def test_what_is_no_sheet_is_refused(site: Site) -> None:
    visitor = site.visitor("office")
    assert upload(visitor, b"\x00\x01\xff\xfe").status == 422
    assert upload(visitor, "甲,乙\n".encode()).status == 422
    forged = {"sealed": "forged", "csrfmiddlewaretoken": csrf_token(visitor.get(f"{HERE}/items/import").text)}
    assert visitor.send(f"{HERE}/items/import/record", forged).status == 422


def test_the_blank_sheet_is_handed_out(site: Site) -> None:
    visitor = site.visitor("office")
    for form in ("xlsx", "csv"):
        found = visitor.get(f"{HERE}/items/import/blank.{form}?kind=need")
        assert (found.status, "attachment" in str(found.headers["Content-Disposition"])) == (200, True)
    assert visitor.get(f"{HERE}/items/import/blank.exe").status == 404


# ------------------------------------------------------------------------------------------ who may what
WRITING = (
    "item_new",
    "items_end",
    "item_import",
    "readings_import",
    "item_change",
    "item_state",
    "item_close",
    "subject_link",
    "subject_observe",
)


@pytest.mark.parametrize("name", WRITING)
def test_a_reader_reads_items_and_writes_none(site: Site, name: str) -> None:
    from tests.web.addresses import addresses

    reader = site.visitor("reader")
    path = addresses(site)[name]
    assert reader.get(path).status == 403
    assert reader.post(path, seen_on="/design").status == 403
    page = reader.get(addresses(site)["subject"]).text
    assert 'name="entry"' not in page
    assert "/items/new" not in page


@pytest.mark.parametrize(
    "name", ["item_change", "item_state", "item_close", "subject_link", "subject_observe"]
)
def test_a_town_touches_no_item_of_the_district(site: Site, name: str) -> None:
    from tests.web.addresses import addresses

    town = site.visitor("town")
    path = addresses(site)[name]
    assert town.get(path).status == 403
    assert town.post(path, seen_on="/design").status == 403


def test_a_town_joins_its_items_to_nothing_it_may_not_see(site: Site) -> None:
    town = site.visitor("town")
    form = f"{HERE}/items/new?kind=measure"
    sent = {
        **fields_of(town.get(form).text), "org": TOWN, "day": "2024-02-01", "state": "planned", "title": "镇里的举措",
    }  # fmt: skip
    made = town.send(form, sent)
    assert made.status == 302
    assert town.send(form, {**sent, "entry": str(uuid4()), "org": OTHER_TOWN}).status == 422
    assert town.get(f"{form}&link=cures&way=out&to=item:{site.measure}").status == 403
    link = f"{HERE}/subjects/item/{subject_of(made.location).partition(':')[2]}/link"
    other = {
        **fields_of(town.get(f"{link}?as=delivers.in").text), "as": "delivers.in",
        "other": f"activity:{site.other_activity}", "day": "2024-02-02",
    }  # fmt: skip
    refused = town.send(link, other)
    assert (refused.status, "link-other-wrong" in refused.text) == (422, True)
    district = site.visitor("office").get(f"{HERE}/subjects/item/{site.measure}/").text
    link = re.search(r"/links/([0-9a-f-]{36})/cut", district)
    assert link
    cut = {"entry": str(uuid4()), "back": f"item:{site.measure}"}
    assert town.post(f"{HERE}/links/{link[1]}/cut", cut, seen_on="/design").status == 403


def test_a_party_item_shows_the_work_figures_behind_it(site: Site) -> None:
    """Two lines of one plan, linked: the work item stands in the Party item's loop with its figure and its target."""
    visitor = site.visitor("office")
    party = opened(visitor, "plan_item", "党建引领宣讲", due="2024-12-20", **{"field.plan_line": "party"})
    joined = f"&link=supports&way=out&to={subject_of(party)}"
    aim = {
        "due": "2024-12-20",
        "target": "40",
        "field.plan_line": "womens_work",
        "field.figure": "outreach_sessions",
    }
    opened(visitor, "plan_item", "宣讲四十场", asked=joined, **aim)
    done = figure_now(visitor, "outreach_sessions", "2024")
    page = visitor.get(party).text
    assert re.search(rf'class="loop-more">.*<span>[^<]*{done}[^<]*40[^<]*</span>', page)


def test_a_unit_is_read_off_and_paired(site: Site) -> None:
    """Stock of a unit by days, the latest holds; a pairing from a day on; both taken back on the same page."""
    visitor, here = site.visitor("office"), f"{HERE}/organisations/{TOWN}/readings"
    before = visitor.get(here).text
    token = csrf_token(before)
    sent = {
        "csrfmiddlewaretoken": token,
        "entry": str(uuid4()),
        "measure": "material_stock",
        "value": "350",
        "day": "2024-03-01",
    }
    refused = visitor.send(here, {**sent, "value": "many"})
    assert (refused.status, "field-observe-value-wrong" in refused.text, 'value="many"' in refused.text) == (
        422,
        True,
        True,
    )
    assert visitor.send(here, sent).status == 302
    assert visitor.send(here, sent).status == 302
    page = visitor.get(here).text
    assert page.count("/observations/") == before.count("/observations/") + 1
    pair = {
        "csrfmiddlewaretoken": token,
        "entry": str(uuid4()),
        "kind": "paired_with",
        "other": OTHER_TOWN,
        "day": "2024-03-01",
    }
    wrong = visitor.send(here, {**pair, "other": TOWN})
    assert (wrong.status, "field-pair-other-wrong" in wrong.text) == (422, True)
    assert visitor.send(here, pair).status == 302
    page = visitor.get(here).text
    cut = re.search(r"/links/([0-9a-f-]{36})/cut", page)
    assert cut
    assert f'value="organisation:{TOWN}"' in page
    back = {"csrfmiddlewaretoken": token, "entry": str(uuid4()), "back": f"organisation:{TOWN}"}
    assert visitor.send(f"{HERE}/links/{cut[1]}/cut", back).status == 302
    assert cut[1] not in visitor.get(here).text
    assert site.visitor("town").get(f"{HERE}/organisations/{OTHER_TOWN}/readings").status == 403
    reader = site.visitor("reader")
    assert 'name="entry"' not in reader.get(here).text
    assert reader.post(here, sent, seen_on="/design").status == 403


def test_readings_of_many_works_are_filled_in_and_imported_once(site: Site) -> None:
    """The sheet comes with every work in it; one number filled in is one reading, however often it is sent."""
    visitor = site.visitor("office")
    blank = visitor.get(f"{HERE}/items/readings/blank.csv").body.decode("utf-8-sig").splitlines()
    assert sum("activity:" in line for line in blank) > 20
    before = int(figure_now(visitor, "video_views", "2024-06"))
    work = next(line for line in blank if "activity:" in line)
    sent = "\r\n".join([blank[0], f"{work},2024-06-15,987654"]).encode()
    for fate in ("good", "quote"):
        shown = upload(visitor, sent, to="readings")
        assert re.findall(r'<td><span class="badge badge-(\w+)"', shown.text) == [fate]
        sealed = re.search(r'name="sealed" value="([^"]+)"', shown.text)
        if sealed:
            kept = {"sealed": sealed[1], "csrfmiddlewaretoken": csrf_token(shown.text)}
            assert visitor.send(f"{HERE}/items/readings/record", kept).status == 302
            assert visitor.send(f"{HERE}/items/import/record", kept).status == 422
    assert int(figure_now(visitor, "video_views", "2024-06")) > before + 900_000
