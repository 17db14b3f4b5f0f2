"""Units, people, evidence, values and periods on their pages: written without scripts, and seen by whom they should."""

from __future__ import annotations

import hashlib
import io
import re
from uuid import uuid4

import pytest
from PIL import Image

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.names import paper_names
from tests.unit.documents.test_photos import CANARY, tagged_jpeg
from tests.unit.usecases.test_roster import workbook
from tests.web.addresses import pages
from tests.web.conftest import Answer, OpenPage, Site, Visitor
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN
from tests.web.test_blank_forms import send_file

HERE = f"/ledgers/{LEDGER}"
ZERO = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def office(site: Site) -> Visitor:
    return site.visitor("office")


@pytest.fixture(scope="module")
def town(site: Site) -> Visitor:
    return site.visitor("town")


def put(visitor: Visitor, path: str, **fields: str) -> Answer:
    return visitor.post(f"{HERE}/{path}", {"entry": str(uuid4()), **fields}, seen_on=f"{HERE}/{path}")


def opened(visitor: Visitor, org: str, name: str, parent: str = DISTRICT, **more: str) -> Answer:
    told = {
        "org": org,
        "name": name,
        "kind": "village_federation",
        "parent": parent,
        "day": "2024-03-01",
        "order": "90",
    }
    return put(visitor, "organisations/new", **{**told, **more})  # fmt: skip


def registered(visitor: Visitor, name: str, org: str = DISTRICT) -> str:
    """The key of somebody new."""
    found = put(
        visitor, "people/new", person=str(uuid4()), name=name, telephone="00012345678", org=org, day="2024-03-01"
    )  # fmt: skip
    assert found.status == 302, found.text
    return found.location.rstrip("/").rpartition("/")[2]


# ------------------------------------------------------------------------------------------ units
def test_a_unit_lives_and_its_page_tells_each_day_with_its_source(office: Visitor) -> None:
    assert opened(office, "T-81", "八一村妇联", source="批复〔2024〕81号").status == 302
    assert opened(office, "T-82", "八二村妇联").status == 302
    here = "organisations/T-81"
    assert (
        put(office, f"{here}/change", name="八一社区妇联", day="2024-04-01", term_until="2026-12-31").status
        == 302
    )
    assert put(office, f"{here}/move", parent=OTHER_TOWN, day="2024-05-01", source="文件五").status == 302
    told = office.get(f"{HERE}/{here}/").text
    for word in (
        "批复〔2024〕81号",
        "八一社区妇联",
        "文件五",
        "2026年12月31日",
        "有据区妇联",
        "横笔街道妇联",
    ):
        assert word in told, word
    assert told.index("文件五") < told.index("批复〔2024〕81号")  # the newest first
    assert "八一社区妇联" in office.get(f"{HERE}/organisations/").text
    assert "八一社区妇联" not in office.get(f"{HERE}/organisations/?day=2023-12-15").text
    assert put(office, f"{here}/merge", into="T-82", day="2024-06-01").status == 302
    gone = office.get(f"{HERE}/{here}/").text
    assert "八二村妇联" in gone
    assert f"{here}/merge" not in gone  # nothing more can be done to it
    assert put(office, "organisations/T-82/close", day="2024-07-01").status == 302


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("organisations/new", {"org": OTHER_TOWN, "name": "重复", "kind": "village_federation", "day": "2024-03-01", "parent": DISTRICT}),
        ("organisations/new", {"org": "T/9", "name": "代码", "kind": "village_federation", "day": "2024-03-01", "parent": DISTRICT}),
        ("organisations/new", {"org": "T-90", "name": "类别", "kind": "no_such", "day": "2024-03-01", "parent": DISTRICT}),
        ("organisations/new", {"org": "T-90", "name": "日期", "kind": "village_federation", "day": "soon", "parent": DISTRICT}),
        (f"organisations/{OTHER_TOWN}/change", {"day": "2024-03-01"}),
        (f"organisations/{OTHER_TOWN}/change", {"day": "2024-03-01", "order": "first"}),
        (f"organisations/{TOWN}/move", {"day": "2024-03-01", "parent": f"{TOWN}"}),
    ],
)  # fmt: skip
def test_what_cannot_be_done_to_a_unit_is_said(office: Visitor, path: str, fields: dict[str, str]) -> None:
    found = put(office, path, **fields)
    assert found.status == 422
    assert 'role="alert"' in found.text


def test_a_form_sent_twice_opens_one_unit(office: Visitor) -> None:
    entry = str(uuid4())
    for _ in range(2):
        assert opened(office, "T-83", "八三村妇联", entry=entry).status == 302
    assert office.get(f"{HERE}/organisations/T-83/").text.count("八三村妇联成立") == 1


def test_a_town_opens_below_itself_and_does_not_move_or_close_itself(town: Visitor, office: Visitor) -> None:
    assert opened(town, "T-84", "八四村妇联", parent=TOWN).status == 302
    assert opened(town, "T-85", "八五村妇联", parent=OTHER_TOWN).status == 403
    assert opened(town, "T-85", "八五村妇联", parent=DISTRICT).status == 403
    for act in ("move", "merge", "close"):
        assert town.get(f"{HERE}/organisations/{TOWN}/{act}").status == 403
        assert town.get(f"{HERE}/organisations/{OTHER_TOWN}/{act}").status == 403
        assert town.get(f"{HERE}/organisations/T-84/{act}").status == 200
    for foreign in (OTHER_TOWN, DISTRICT):
        assert town.get(f"{HERE}/organisations/{foreign}/").status == 403
        assert town.get(f"{HERE}/people/?org={foreign}").status == 403
    assert town.get(f"{HERE}/organisations/no-such/").status == 404
    assert put(town, "organisations/T-84/move", parent=OTHER_TOWN, day="2024-04-01").status == 403
    assert town.get(f"{HERE}/organisations/{TOWN}/change").status == 200
    assert office.get(f"{HERE}/organisations/{TOWN}/dissolve").status == 404


# ------------------------------------------------------------------------------------------ rosters
ROSTER = workbook(
    组织=[["组织代码", "组织名称", "类别", "上级代码"], ["T-91", "九一村妇联", "village_federation", OTHER_TOWN], ["T-92", "", "", ""]],
    人员=[["组织代码", "姓名", "电话"], ["T-91", "名册甲", "00090000001"], [OTHER_TOWN, "名册乙", ""], [TOWN, "名册丙", ""]],
)  # fmt: skip


def seen(visitor: Visitor) -> tuple[str, str]:
    """The page that shows what would happen, and the rows sealed in it."""
    found = send_file(visitor, f"{HERE}/organisations/import", ("名册.xlsx", ROSTER))
    assert found.status == 200, found.text
    sealed = re.search(r'name="rows" value="([^"]+)"', found.text)
    assert sealed is not None
    return found.text, sealed[1]


def tallies(page: str) -> list[int]:
    return [int(one) for one in re.findall(r"<dd>(\d+)</dd>", page.partition('id="plan-head"')[2])]


def test_a_roster_is_seen_then_imported_and_importing_again_adds_nothing(office: Visitor) -> None:
    page, sealed = seen(office)
    assert tallies(page) == [2, 1, 0, 1, 3, 2, 0, 1]  # in = to be imported + there already + refused
    assert "名册甲" not in office.get(f"{HERE}/people/?org={OTHER_TOWN}").text
    path = f"{HERE}/organisations/import"
    refused = office.post(path, {"rows": sealed, "want": "rejected"}, seen_on=path)
    assert refused.headers["Content-Disposition"] == 'attachment; filename="roster-rejected.xlsx"'
    assert refused.body[:2] == b"PK"
    assert office.post(path, {"rows": sealed, "want": "import"}, seen_on=path).status == 302
    assert "名册甲" in office.get(f"{HERE}/people/?org=T-91").text
    assert "名册乙" in office.get(f"{HERE}/people/?org={OTHER_TOWN}").text
    assert "名册丙" not in office.get(f"{HERE}/people/?org={TOWN}").text
    again, sealed = seen(office)
    assert tallies(again) == [2, 0, 1, 1, 3, 0, 2, 1]
    assert office.post(path, {"rows": sealed, "want": "import"}, seen_on=path).status == 200


def test_rows_sealed_for_another_account_are_refused(office: Visitor, town: Visitor) -> None:
    _, sealed = seen(office)
    path = f"{HERE}/organisations/import"
    assert town.post(path, {"rows": sealed, "want": "import"}, seen_on=path).status == 422
    assert office.post(path, {"rows": sealed[:-2], "want": "import"}, seen_on=path).status == 422


def test_the_template_is_a_roster_without_rows(office: Visitor) -> None:
    blank = office.get(f"{HERE}/organisations/import/template.xlsx")
    assert blank.body[:2] == b"PK"
    assert send_file(office, f"{HERE}/organisations/import", ("模板.xlsx", blank.body)).status == 422
    heads = office.get(f"{HERE}/organisations/import/template.csv").body.decode("utf-8-sig")
    assert heads.startswith("组织代码,姓名,")
    assert office.get(f"{HERE}/organisations/import/template.exe").status == 404


# ------------------------------------------------------------------------------------------ people
def test_a_person_lives_on_her_page(office: Visitor) -> None:
    person = registered(office, "测试甲子")
    here = f"people/{person}"
    assert (
        put(office, f"{here}/post", post="cadre", held_as="seconded", org=DISTRICT, day="2024-03-02").status
        == 302
    )
    assert "机关干部（挂职）" in office.get(f"{HERE}/organisations/{DISTRICT}/").text
    assert (
        put(office, f"{here}/post", post="cadre", held_as="often", org=DISTRICT, day="2024-03-02").status
        == 400
    )
    assert "测试甲子" in office.get(f"{HERE}/organisations/{DISTRICT}/").text
    assert put(office, f"{here}/leave", held=f"{DISTRICT}~cadre", day="2024-04-30").status == 302
    assert put(office, f"{here}/move", org=OTHER_TOWN, day="2024-05-01", reason="调动").status == 302
    told = office.get(f"{HERE}/{here}/").text
    for word in ("测试甲子", "00012345678", "横笔街道妇联", "调动", "4月30日"):
        assert word in told, word
    assert "测试甲子" in office.get(f"{HERE}/people/?org={OTHER_TOWN}").text


def test_a_merger_shows_what_would_change_before_it_is_written_and_can_be_undone(office: Visitor) -> None:
    first, second = registered(office, "测试乙丑"), registered(office, "测试丙寅")
    shown = put(office, f"people/{first}/merge", into=second)
    assert shown.status == 200
    assert 'name="sure" value="yes"' in shown.text and "测试丙寅" in shown.text
    assert f"people/{first}/unmerge" not in office.get(f"{HERE}/people/{first}/").text
    assert put(office, f"people/{first}/merge", into=second, sure="yes").status == 302
    assert put(office, f"people/{second}/merge", into=first, sure="yes").status == 422  # a circle
    assert put(office, f"people/{first}/unmerge").status == 302
    assert f"people/{first}/merge" in office.get(f"{HERE}/people/{first}/").text


def test_erasing_takes_the_name_typed_and_leaves_no_trace_of_it(office: Visitor) -> None:
    person = registered(office, "测试丁卯")
    path = f"people/{person}/erase"
    assert put(office, path, typed="测试丁").status == 422
    assert "测试丁卯" in office.get(f"{HERE}/people/{person}/").text
    assert put(office, path, typed="测试丁卯").status == 302
    left = office.get(f"{HERE}/people/{person}/").text
    assert "测试丁卯" not in left and "00012345678" not in left and person in left
    assert "测试丁卯" not in office.get(f"{HERE}/people/").text


def test_no_answer_of_another_unit_names_a_units_people(site: Site, office: Visitor, town: Visitor) -> None:
    """Canaries: a town's own register is named to the town alone; the district's and a neighbour's not to the town."""
    of_town, of_district, of_neighbour = "金丝雀壹", "金丝雀贰", "金丝雀叁"
    keys = {
        of_town: registered(town, of_town, TOWN),
        of_district: registered(office, of_district, DISTRICT),
        of_neighbour: registered(office, of_neighbour, OTHER_TOWN),
    }
    put(town, f"people/{keys[of_town]}/post", post="chair", org=TOWN, day="2024-03-02")
    hidden = {
        "office": {of_town},
        "town": {of_district, of_neighbour},
        "reader": {*keys},
        "stranger": {*keys},
    }
    more = [f"{HERE}/people/?org={org}" for org in (TOWN, OTHER_TOWN, DISTRICT)]
    more += [f"{HERE}/organisations/{org}/" for org in (TOWN, OTHER_TOWN, DISTRICT)]
    more += [f"{HERE}/people/{key}/{act}" for key in keys.values() for act in ("", "move", "merge", "erase")]
    asked = 0
    for handle, canaries in hidden.items():
        visitor = site.visitor(handle)
        for path in (*pages(site).values(), *more):
            found = visitor.get(path)
            asked += 1
            for canary in canaries:
                assert canary not in found.body.decode("utf-8", "replace"), (handle, path)
                assert keys[canary] not in found.text or handle == "office", (handle, path)
    assert asked > 150
    assert of_town in town.get(f"{HERE}/people/").text
    assert of_district in office.get(f"{HERE}/people/").text
    assert (
        "人</span>" in office.get(f"{HERE}/people/?org={TOWN}").text
    )  # counts are shown to the office above


def test_nobody_acts_on_people_kept_elsewhere(site: Site, office: Visitor, town: Visitor) -> None:
    of_town = registered(town, "测试戊辰", TOWN)
    for act in ("move", "post", "leave", "merge", "unmerge", "erase"):
        assert office.get(f"{HERE}/people/{of_town}/{act}").status == 404
        answer = office.post(
            f"{HERE}/people/{of_town}/{act}", {"entry": str(uuid4())}, seen_on=f"{HERE}/people/new"
        )
        assert answer.status == 404
    assert office.get(f"{HERE}/people/new?org={TOWN}").status == 403
    assert town.get(f"{HERE}/people/new?org={DISTRICT}").status == 403
    mine = registered(town, "测试己巳", TOWN)
    assert put(town, f"people/{mine}/merge", into=site.person, sure="yes").status == 404
    reader = site.visitor("reader")
    assert reader.get(f"{HERE}/people/{site.person}/").status == 404
    assert reader.get(f"{HERE}/people/new").status == 403


# ------------------------------------------------------------------------------------------ named sheets
def test_the_organiser_ticks_who_was_there(site: Site, office: Visitor) -> None:
    person = registered(office, "签到甲辰")
    path = f"activities/{site.named_activity}/sign-in"
    page = office.get(f"{HERE}/{path}").text
    assert f'value="{person}"' in page
    assert put(office, path, mode="onsite").status == 422  # nobody ticked
    assert put(office, path, person=person, mode="by-telephone").status == 422
    assert put(office, path, person=person, session="999").status == 422
    assert put(office, path, person=person, session="1", mode="onsite").status == 302
    ticked = office.get(f"{HERE}/{path}").text
    assert re.search(rf'value="{person}" checked disabled', ticked)
    record = office.get(f"{HERE}/activities/{site.named_activity}/").text
    assert "签到甲辰" not in record  # the record shows how many, the sheet who
    assert "badge-wait" in record  # it counts once confirmed again


def test_a_sheet_names_and_takes_only_those_kept_here(site: Site, office: Visitor, town: Visitor) -> None:
    of_town = registered(town, "签到乙巳", TOWN)
    path = f"activities/{site.named_activity}/sign-in"
    assert put(office, path, person=of_town, session="1", mode="onsite").status == 403
    assert office.get(f"{HERE}/{path}?org={TOWN}").status == 403
    for handle in ("town", "reader"):
        assert site.visitor(handle).get(f"{HERE}/{path}").status == 403
    assert office.get(f"{HERE}/activities/{ZERO}/sign-in").status == 404


# ------------------------------------------------------------------------------------------ evidence
def attach(visitor: Visitor, site: Site, name: str, data: bytes, kind: str = "photo") -> Answer:
    page = f"{HERE}/activities/{site.other_activity}/"
    fields = {"entry": str(uuid4()), "kind": kind}
    return send_file(visitor, f"{page}evidence", (name, data), seen_on=page, **fields)


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"]+/evidence/[0-9a-f-]{36})"', page)


def test_a_photo_loses_its_place_on_arrival_and_shows_its_digest(site: Site, office: Visitor) -> None:
    page = f"{HERE}/activities/{site.other_activity}/"
    before = set(links(office.get(page).text))
    assert attach(office, site, "现场照片.jpg", tagged_jpeg()).status == 302
    shown = office.get(page).text
    (added,) = set(links(shown)) - before
    file = office.get(added)
    assert hashlib.sha256(file.body).hexdigest() in shown
    assert CANARY not in file.body
    with Image.open(io.BytesIO(file.body)) as image:
        assert not image.getexif().get_ifd(0x8825)
    assert "filename*=UTF-8''%E7%8E%B0%E5%9C%BA%E7%85%A7%E7%89%87.jpg" in file.headers["Content-Disposition"]


def test_the_papers_that_are_usual_are_named_and_not_asked_for(site: Site, office: Visitor) -> None:
    """Of the example's activities at least one is of a type whose usual papers the pack names."""
    listed = office.get(f"{HERE}/activities/?type=law_lecture&org=990101").text
    page = re.search(rf'href="({HERE}/activities/[0-9a-f-]{{36}}/)"', listed)
    assert page is not None
    pack = load_pack("womens_federation")
    papers = paper_names(pack, pack.types["law_lecture"], "zh")
    assert papers
    shown = office.get(page[1]).text
    assert all(paper in shown for paper in papers)


POLYGLOTS = {
    "页面.html": b"<!doctype html><script>document.title='ran'</script><h1>ran</h1>",
    "图.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="ran"</script></svg>',
    "两面.pdf": b"%PDF-1.4\n<script>document.title='ran'</script>\n%%EOF",
    "x.js": b"document.title='ran'",
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_whatever_was_put_in_is_handed_out_inert(site: Site, office: Visitor, name: str) -> None:
    page = f"{HERE}/activities/{site.other_activity}/"
    before = set(links(office.get(page).text))
    assert attach(office, site, name, POLYGLOTS[name], "other").status == 302
    (added,) = set(links(office.get(page).text)) - before
    file = office.get(added)
    assert file.body == POLYGLOTS[name]
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment; ")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"].startswith("sandbox;")
    assert file.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "data"), [("空.txt", b""), ("坏.jpg", tagged_jpeg()[:300]), ("x.heic", b"\0\0\0\x18ftypheic")]
)
def test_what_is_not_kept_is_said(site: Site, office: Visitor, name: str, data: bytes) -> None:
    assert attach(office, site, name, data).status == 422


def test_what_a_record_rests_on_is_told_to_nobody_else(site: Site, office: Visitor) -> None:
    """Neither the files nor that there are any: a reader of the same office sees the record without them."""
    assert attach(office, site, "只给本单位看.txt", "名单".encode(), "sign_in_sheet").status == 302
    page = f"{HERE}/activities/{site.other_activity}/"
    mine = office.get(page).text
    assert "只给本单位看.txt" in mine
    reader = site.visitor("reader")
    theirs = reader.get(page)
    assert theirs.status == 200
    assert (
        "只给本单位看.txt" not in theirs.text and "evidence" not in theirs.text and "佐证" not in theirs.text
    )
    for link in links(mine):
        assert reader.get(link).status == 403
        assert site.visitor("town").get(link).status == 403
    assert office.get(f"{page}evidence/{ZERO}").status == 404


# ------------------------------------------------------------------------------------------ values, periods
VALUE = {
    "indicator": "outreach_sessions", "value": "113", "org": DISTRICT, "period": "2021", "document": "2021年度述职报告",
    "document_day": "2022-01-10",
}  # fmt: skip


def test_values_are_put_down_listed_and_taken_back(office: Visitor) -> None:
    assert put(office, "values/new", kind="declared", **VALUE).status == 302
    assert (
        put(
            office, "values/new", kind="cited", source_org="区法院（示例）", **{**VALUE, "value": "2,041.5"}
        ).status
        == 302
    )
    listed = office.get(f"{HERE}/values/").text
    assert "2021年度述职报告" in listed and "区法院（示例）" in listed and "2041.5" in listed
    value = re.search(r"/values/([0-9a-f-]{36})/withdraw", listed.partition("区法院（示例）")[2])
    assert value is not None
    taken = office.post(f"{HERE}/values/{value[1]}/withdraw", {"reason": "误登"}, seen_on=f"{HERE}/values/")
    assert taken.status == 302
    assert "区法院（示例）" not in office.get(f"{HERE}/values/").text
    assert office.post(f"{HERE}/values/{value[1]}/withdraw", seen_on=f"{HERE}/values/").status == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "许多"}, {"value": "NaN"}, {"value": "1e99"}, {"period": "someday"}, {"document": " "},
        {"document_day": ""}, {"indicator": "no_such"}, {"kind": "cited"},
    ],
)  # fmt: skip
def test_a_value_without_number_paper_or_source_is_refused(office: Visitor, changes: dict[str, str]) -> None:
    assert put(office, "values/new", **{"kind": "declared", **VALUE, **changes}).status == 422


def test_a_town_neither_sees_nor_writes_the_values_of_others(town: Visitor) -> None:
    assert put(town, "values/new", kind="declared", **VALUE).status == 403
    assert "2021年度述职报告" not in town.get(f"{HERE}/values/").text


def test_a_period_is_closed_and_opened_again(office: Visitor, town: Visitor) -> None:
    told = {"act": "close", "org": TOWN, "period": "2021H1"}
    assert put(office, "keeping", **told).status == 302
    assert "2021年上半年" in office.get(f"{HERE}/keeping").text
    assert put(office, "keeping", **{**told, "act": "reopen"}).status == 422
    assert put(office, "keeping", **{**told, "act": "reopen", "reason": "补录"}).status == 302
    assert "2021年上半年" not in office.get(f"{HERE}/keeping").text
    assert put(office, "keeping", **{**told, "period": "never"}).status == 422
    assert put(town, "keeping", **{**told, "org": DISTRICT}).status == 403


def test_a_checkpoint_is_made_and_taken_away_by_the_office_alone(office: Visitor, town: Visitor) -> None:
    path = f"{HERE}/keeping/checkpoint"
    entry = {"entry": str(uuid4())}
    made = office.post(path, entry, seen_on=f"{HERE}/keeping")
    assert made.status == 200
    assert made.headers["Content-Disposition"].startswith('attachment; filename="office-')
    assert {"ledger", "position", "head", "signature"} <= set(__import__("json").loads(made.body))
    assert office.post(path, entry, seen_on=f"{HERE}/keeping").body == made.body  # sent again: the same one
    assert town.post(path, {"entry": str(uuid4())}, seen_on=f"{HERE}/keeping").status == 403


# ------------------------------------------------------------------------------------------ in a browser
@pytest.mark.browser
def test_a_unit_is_opened_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{HERE}/organisations/{OTHER_TOWN}/")
    page.get_by_role("link", name="新设下级组织").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/new?**")
    page.get_by_label("名称").fill("键盘村妇联")
    page.get_by_label("组织代码").fill("T-99")
    page.get_by_label("类别").select_option("village_federation")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="新设下级组织").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/T-99/")
    assert page.get_by_role("heading", level=1).inner_text() == "键盘村妇联"


@pytest.mark.browser
def test_a_polyglot_opened_in_a_browser_runs_nothing(
    open_page: OpenPage, site: Site, office: Visitor
) -> None:
    """Every file put in, opened by its address: the browser saves it and shows nothing of it."""
    attach(office, site, "页面.html", POLYGLOTS["页面.html"], "other")
    page = open_page()
    record = f"{HERE}/activities/{site.other_activity}/"
    page.goto(record)
    for link in page.locator("#evidence a[download]").evaluate_all("nodes => nodes.map(node => node.href)"):
        with page.expect_download() as waiting:
            page.evaluate("address => { window.location = address }", link)
        assert waiting.value.suggested_filename
        assert page.url.endswith(record)
        assert page.title() != "ran"
