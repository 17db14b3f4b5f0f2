"""The page of an audit in a browser: marks, filter, figure and records, matches to accept, files to take along."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from python_calamine import CalamineWorkbook

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site
from tests.web.serving import DISTRICT
from tests.web.test_looks import RULES

pytestmark = pytest.mark.browser

TEXT = "2023年，各级妇联召开妇女恳谈会9999场、1人次。邻里夜话开展12场。下一步计划举办培训3期。更多范文尽在某某文库，请关注。"


def upload(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def check(page: Any, site: Site, name: str = "报告.txt", data: bytes = TEXT.encode()) -> None:
    page.goto(addresses(site)["audit"])
    page.set_input_files("#file", upload(name, data))
    page.locator("button.button-main").click()
    page.wait_for_load_state()


def test_a_false_number_leads_to_its_finding_its_figure_and_its_records(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page()
    check(page, site)
    wrong = page.locator(".marked .q-contradicted", has_text="9999场")
    assert wrong.locator("sup").inner_text().startswith("✗")
    wrong.locator("a").click()
    finding = page.locator(".finding:target")
    assert "9999场" in finding.inner_text()
    with page.expect_popup() as opened:
        finding.locator("a[href*='/records']").click()
    opened.value.wait_for_url(f"**/figures/candid_talk_sessions/{DISTRICT}/2023/records*")
    assert page.locator(".marked .q-planned").count() == 1, "the result stays where it is"


def test_a_mark_is_taken_away_and_the_text_stays(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    check(page, site)
    findings = page.locator(".finding.of-contradicted")
    assert findings.first.is_visible()
    page.locator("#show-contradicted").uncheck()
    assert not findings.first.is_visible()
    assert page.locator(".marked", has_text="9999场").is_visible()
    assert page.locator(".marked .q-contradicted sup").first.is_hidden()
    page.locator("#show-contradicted").check()
    assert findings.first.is_visible()


def test_a_match_accepted_is_used_at_once_remembered_and_taken_back(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    check(page, site)
    finding = page.locator(".finding.of-unmatched", has_text="12场").first
    finding.locator("summary").click()
    finding.locator("input.input").fill("妇女恳谈会场次")
    finding.locator("button").last.click()
    page.wait_for_load_state()
    assert page.locator(".marked .q-contradicted", has_text="12场").count() == 1
    remembered = page.locator("details.panel", has_text="邻里夜话")
    assert remembered.count() >= 1
    check(page, site)
    assert page.locator(".marked .q-contradicted", has_text="12场").count() == 1
    page.locator("details.panel summary").last.click()
    page.locator(".matches button").click()
    page.wait_for_load_state()
    assert page.locator(".marked .q-unmatched", has_text="12场").count() == 1


def test_an_indicator_of_another_unit_is_refused_in_words(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    check(page, site)
    finding = page.locator(".finding.of-unmatched", has_text="12场").first
    finding.locator("summary").click()
    finding.locator("input.input").fill("妇女恳谈会人次")
    finding.locator("button").last.click()
    page.wait_for_load_state()
    assert page.locator(".notice-stop").count() == 1
    assert page.locator(".matches").count() == 0


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_findings_are_taken_along_as_a_file(open_page: OpenPage, site: Site, kind: str) -> None:
    page = open_page()
    check(page, site)
    lines = page.locator(".finding").count()
    with page.expect_download() as started:
        page.locator(f"button[name=export][value={kind}]").click()
    assert started.value.suggested_filename.endswith(f"报告.{kind}")
    data = started.value.path().read_bytes()
    if kind == "docx":
        assert len(docx.Document(io.BytesIO(data)).tables[0].rows) == lines + 1
    elif kind == "xlsx":
        assert (
            len(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())
            == lines + 1
        )
    else:
        assert data.decode().count('<li class="') == lines


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_a_result(open_page: OpenPage, site: Site, width: int, scheme: str) -> None:
    page = open_page(width=width, scheme=scheme)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    check(page, site)
    page.locator("details").evaluate_all("nodes => nodes.forEach(node => { node.open = true })")
    found = [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in Axe().run(page, options=RULES).response["violations"]
    ]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return made.getvalue()


def entities() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>')
    return made.getvalue()


def hostile() -> Iterator[tuple[str, bytes]]:
    yield "bomb.docx", bomb()
    yield "entities.docx", entities()
    yield "program.docx", b"MZ\x90\0" + b"\0" * 400
    yield "program.exe", b"MZ\x90\0"
    yield "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield "cut.pdf", b"%PDF-1.7\n1 0 obj"
    yield "empty.docx", b""
    yield "nothing.xlsx", b"PK\x05\x06" + b"\0" * 18


def test_hostile_files_are_refused_with_a_sentence(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    for address in ("audit", "drafts"):
        for name, data in hostile():
            page.goto(addresses(site)[address])
            page.set_input_files("#file", upload(name, data))
            with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
                page.locator("button.button-main").click()
            assert answered.value.status == 422, (address, name)
            told = page.locator("[role=alert]").inner_text()
            assert len(told) > 4, (address, name)
            assert not told.startswith("["), (address, name)


def test_what_a_page_carries_opens_for_nobody_else(site: Site) -> None:
    office, reader = site.visitor("office"), site.visitor("reader")
    address = addresses(site)["audit"]
    seen = office.post(address, {"text": TEXT}, seen_on=address).text
    kept = seen.split('name="kept" value="')[1].split('"')[0]
    assert office.post(address, {"kept": kept}, seen_on=address).status == 200
    assert reader.post(address, {"kept": kept}, seen_on=address).status == 422
    assert office.post(address, {"kept": kept[:-3] + "AAA"}, seen_on=address).status == 422


def test_a_reader_audits_and_settles_nothing(site: Site) -> None:
    reader, address = site.visitor("reader"), addresses(site)["audit"]
    seen = reader.post(address, {"text": TEXT}, seen_on=address)
    assert seen.status == 200
    assert 'name="accept"' not in seen.text
    kept = seen.text.split('name="kept" value="')[1].split('"')[0]
    assert reader.post(address, {"kept": kept, "accept": "0:none"}, seen_on=address).status == 403


LONG = (
    "我们坚持把党建带妇建贯穿各项工作，组织妇联干部进村入户，面对面听取妇女群众对教育、就业、维权方面的意见建议。"
    "全年开展家政技能培训38场、1280人次，让更多妇女在家门口学到手艺，也让基层妇联的工作有了抓手。"
)


def test_last_years_report_and_an_archive_stand_beside_the_text(open_page: OpenPage, site: Site) -> None:
    """As the command does: numbers as they stood last year, sentences taken over; what cannot be read is told."""
    page = open_page()
    page.goto(addresses(site)["audit"])
    page.locator("details:has(#last_year) summary").click()
    page.set_input_files("#file", upload("今年.txt", ("2023年，" + LONG).encode()))
    page.set_input_files(
        "#last_year", upload("上年.txt", "2022年，开展家政技能培训38场、1280人次。".encode())
    )
    page.set_input_files("#archive", [upload("甲区.txt", LONG.encode()), upload("坏的.docx", b"MZ\x90\0")])
    page.locator("button.button-main").click()
    page.wait_for_load_state()
    head = page.locator(".audit-head").inner_text()
    assert "上年.txt" in head
    assert "坏的.docx" in head
    findings = page.locator(".audit-findings").inner_text()
    assert "上年.txt" in findings
    assert "甲区.txt" in findings
    page.locator("#again button").first.click()  # what the page carries holds them too
    page.wait_for_load_state()
    again = page.locator(".audit-findings").inner_text()
    assert "上年.txt" in again and "甲区.txt" in again


def test_without_other_reports_nothing_is_said_of_them(open_page: OpenPage, site: Site) -> None:
    page = open_page()
    check(page, site, "今年.txt", ("2023年，" + LONG).encode())
    text = page.locator(".audit-findings").inner_text() + page.locator(".audit-head").inner_text()
    assert "上年" not in text and "甲区" not in text
