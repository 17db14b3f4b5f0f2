"""What stands beside a report: length, hints, files, signing off, handing over, and a version read back."""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from shuzhi.claims.readers import read_bytes
from shuzhi.report.pdf import office_program
from tests.conftest import not_run
from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site, Visitor
from tests.web.serving import LEDGER

HERE = f"/ledgers/{LEDGER}"


def compiled(visitor: Visitor, outline: str = "yearbook", **sent: str) -> str:
    """The address of a report just compiled for the visitor's own unit."""
    ids = {"entry": str(uuid.uuid4()), "report": str(uuid.uuid4())}
    form = {**ids, "outline": outline, "period": "2023", **sent}
    found = visitor.post(f"{HERE}/reports/compile", form, seen_on="/design")
    assert found.status == 302
    assert found.location == f"{HERE}/reports/{ids['report']}/", found.location
    return found.location


@pytest.fixture(scope="module")
def town(site: Site) -> Visitor:
    return site.visitor("town")


@pytest.fixture(scope="module")
def report(town: Visitor) -> str:
    return compiled(town)


def shown(visitor: Visitor, address: str) -> str:
    found = visitor.get(address)
    assert found.status == 200, found.text
    return found.text


def count(page: str, mark: str) -> int:
    return page.count(mark)


def hidden(page: str, name: str = "entry") -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]


# ------------------------------------------------------------------------------------------ beside the report
def test_length_and_hints_stand_beside_the_report(office: Visitor, site: Site) -> None:
    page = shown(office, addresses(site)["report"])
    gauge = re.search(r'<meter [^>]*low="(\d+)" high="(\d+)"[^>]* value="(\d+)"', page)
    assert gauge is not None
    low, high, length = (int(one) for one in gauge.groups())
    assert low <= length <= high
    hints = page.partition('class="report-hints"')[2].partition("</ul>")[0]
    assert count(hints, "<li>") >= 3
    assert f"{HERE}/items/?kind=cause" in hints


def test_fixed_words_follow_the_reader_and_the_report_keeps_its_language(site: Site) -> None:
    reader = site.visitor("office")
    page = reader.get(addresses(site)["report"], Accept_Language="en").text
    assert '<html lang="en"' in page
    assert '<article class="sheet" lang="zh-Hans"' in page
    assert "Read it back" in page


def test_an_english_report_marks_what_people_wrote_in_chinese(town: Visitor) -> None:
    """Names and titles are spoken rightly to those who hear the page, whatever the language of its menu."""
    page = shown(town, compiled(town, "duty_report_en"))
    article = page.partition('<article class="sheet" lang="en"')[2].partition("</article>")[0]
    assert article
    marked = re.findall(r'<span lang="zh-Hans">([^<]+)</span>', article)
    assert marked
    assert all(re.match("[㐀-鿿]", one) for one in marked)
    paragraphs = "".join(re.findall(r'<p class="role-body">(.*?)</p>', article, re.DOTALL))
    unmarked = re.sub(r'<span lang="zh-Hans">[^<]+</span>', "", paragraphs)
    assert re.findall("[㐀-鿿]", unmarked) == []


def test_every_file_of_a_report_can_be_taken_along(office: Visitor, site: Site) -> None:
    base = addresses(site)["report"] + "files/"
    word = office.get(f"{base}docx")
    assert zipfile.is_zipfile(io.BytesIO(word.body))
    data = json.loads(office.get(f"{base}json").body)
    table = CalamineWorkbook.from_filelike(io.BytesIO(office.get(f"{base}xlsx").body)).get_sheet_by_index(0)
    rows = table.to_python()[1:]
    assert [row[2] for row in rows] == [one["printed"] for one in data["figures"]]
    assert [row[3] for row in rows] == [
        "" if one["low"] is None else pytest.approx(float(one["low"])) for one in data["figures"]
    ]
    assert all(
        f"/figures/{one['query']['indicator']}/" in str(row[10])
        for row, one in zip(rows, data["figures"], strict=True)
    )
    page = office.get(f"{base}html")
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert office.get(f"{base}exe").status == 404


# ------------------------------------------------------------------------------------------ signing off
def test_a_report_is_signed_once_and_says_by_whom(town: Visitor, report: str) -> None:
    before = shown(town, f"{report}sign")
    assert count(before, "<dt>") == 7
    keys = re.findall(r"[0-9a-f]{64}", before)
    assert len(keys) == 2
    entry = hidden(before)
    for _ in range(2):
        signed = town.post(f"{report}sign", {"entry": entry}, seen_on=f"{report}sign")
        assert (signed.status, signed.location) == (302, report)
    after = shown(town, f"{report}sign")
    assert count(after.partition('id="before-head"')[2], "<li>") == 1
    assert keys[1] in after.partition('id="before-head"')[2]
    aside = shown(town, report).partition("report-steps")[2]
    assert "town（测试）" in aside


def test_a_reader_signs_and_hands_over_nothing(site: Site) -> None:
    reader = site.visitor("reader")
    page = shown(reader, addresses(site)["report"])
    for step in ("report_sign", "report_hand_over"):
        assert addresses(site)[step] not in page
        assert reader.get(addresses(site)[step]).status == 403
        assert reader.post(addresses(site)[step], seen_on="/design").status == 403
    assert reader.get(addresses(site)["report_read_back"]).status == 200


def test_a_town_does_nothing_with_the_districts_report(site: Site, town: Visitor) -> None:
    for step in ("report_sign", "report_hand_over", "report_read_back", "report_pdf"):
        assert town.get(addresses(site)[step]).status == 403
        assert town.post(addresses(site)[step], seen_on="/design").status == 403
    beside = {
        "entry": str(uuid.uuid4()),
        "report": str(uuid.uuid4()),
        "outline": "speech",
        "beside": site.report,
    }
    assert town.post(f"{HERE}/reports/compile", beside, seen_on="/design").status == 403


# ------------------------------------------------------------------------------------------ handing over
def test_a_report_handed_over_files_its_figures_under_its_receiver(town: Visitor, report: str) -> None:
    form = shown(town, f"{report}hand-over")
    entry = hidden(form)
    sent = {"entry": entry, "receiver": "区委组织部", "day": "2024-01-05"}
    for _ in range(2):
        done = town.post(f"{report}hand-over", sent, seen_on=f"{report}hand-over")
        assert (done.status, done.location) == (302, report)
    listed = shown(town, f"{report}hand-over").partition('id="before-head"')[2]
    assert count(listed, "<li>") == 1
    told = re.search(r"<span>(\d+)\D+</span></span></li>", listed)
    assert told is not None
    data = json.loads(town.get(f"{report}files/json").body)
    drawn = [one for chart in data["charts"] for one in chart["figures"]]
    questions = {json.dumps(one["query"], sort_keys=True) for one in (*data["figures"], *drawn)}
    assert int(told[1]) == len(questions)
    assert "区委组织部" in shown(town, report)
    assert "区委组织部" in shown(town, f"{HERE}/numbers/")


@pytest.mark.parametrize("wrong", [{"receiver": " "}, {"day": "soon"}, {"day": "2199-01-01"}])
def test_what_cannot_be_put_down_is_said_and_kept(town: Visitor, report: str, wrong: dict[str, str]) -> None:
    sent = {"entry": str(uuid.uuid4()), "receiver": "某机关", "day": "2024-01-06", **wrong}
    found = town.post(f"{report}hand-over", sent, seen_on=f"{report}hand-over")
    assert found.status == 422
    assert 'role="alert"' in found.text
    assert f'value="{sent["receiver"]}"' in found.text


# ------------------------------------------------------------------------------------------ other papers
def test_a_speech_is_made_of_the_same_figures(town: Visitor, report: str) -> None:
    """One press makes it, the second report links to the first and back."""
    page = shown(town, report)
    assert count(page.partition("report-others")[2], 'name="outline" value="speech"') == 1
    number = re.search(r"/reports/([^/]+)/", report)
    assert number is not None
    speech = compiled(town, "speech", beside=number[1])
    one, other = (json.loads(town.get(f"{address}files/json").body) for address in (report, speech))
    assert {json.dumps(each["query"]["positions"]) for each in (*one["figures"], *other["figures"])} == {
        json.dumps(one["figures"][0]["query"]["positions"])
    }
    assert speech in shown(town, report)
    assert report in shown(town, speech)


# ------------------------------------------------------------------------------------------ read back
def read(visitor: Visitor, report: str, text: str) -> str:
    found = visitor.post(f"{report}read-back", {"text": text}, seen_on=f"{report}read-back")
    assert found.status == 200, found.text
    return found.text


def lines(page: str) -> list[str]:
    block = page.partition('class="back-lines"')[2].partition("</ol>")[0]
    return re.findall(r'badge-(\w+)">', block)


def test_three_numbers_a_sentence_and_an_old_year_are_found(office: Visitor, site: Site) -> None:
    """The leader's version, pasted into another template."""
    text = read_bytes(office.get(addresses(site)["report_file"]).body, "report.docx").text
    report = addresses(site)["report"]
    assert lines(read(office, report, text)) == []
    data = json.loads(office.get(f"{report}files/json").body)["figures"]
    wanted = ("candid_talk_sessions", "health_lecture_count", "skills_training_count")
    printed = [next(one["printed"] for one in data if one["query"]["indicator"] == code) for code in wanted]
    names = ("召开妇女恳谈会", "举办健康讲座", "举办技能培训")
    changed = text
    for name, number in zip(names, printed, strict=True):
        assert f"{name}{number}" in changed
        changed = changed.replace(f"{name}{number}", f"{name}1{number}", 1)
    changed = changed.replace("现将2023年度", "现将2022年度", 1) + "\n全年还办成了一批暖心实事。"
    changed = changed.replace("\n附件1", "\n全年还办成了一批暖心实事。\n附件1", 1)
    found = read(office, report, changed)
    assert sorted(lines(found)) == ["range", "stop", "stop", "stop", "wait"]
    shown_changes = found.partition('class="back-lines"')[2].partition("</ol>")[0]
    for number in printed:
        assert f'<del lang="zh-Hans">{number}</del> → <ins lang="zh-Hans">1{number}</ins>' in shown_changes
    assert all(f"/figures/{code}/" in shown_changes for code in wanted)


def test_nothing_put_in_is_said(office: Visitor, site: Site) -> None:
    address = addresses(site)["report_read_back"]
    assert office.post(address, {"text": " "}, seen_on=address).status == 422


@pytest.mark.browser
def test_the_word_file_read_back_as_it_was_made(open_page: OpenPage, site: Site, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(site.visitor("office").get(addresses(site)["report_file"]).body)
    page = open_page(width=390)
    page.goto(addresses(site)["report_read_back"])
    page.set_input_files("#file", path)
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    assert "notice-good" in str(page.locator("main .notice").first.get_attribute("class"))
    assert page.locator(".back-lines li").count() == 0


# ------------------------------------------------------------------------------------------ PDF
@pytest.fixture(scope="module")
def libre_office() -> None:
    if office_program() is None:
        not_run("LibreOffice: not installed")


@pytest.mark.browser
def test_a_pdf_is_made_apart_from_the_page_and_fetched(
    open_page: OpenPage, site: Site, libre_office: None
) -> None:
    page: Any = open_page()
    page.goto(addresses(site)["report"])
    page.locator("#pdf button[name=start]").click()
    page.locator("#pdf a[download]").wait_for(timeout=90_000)
    with page.expect_download() as fetched:
        page.locator("#pdf a[download]").click()
    assert Path(fetched.value.path()).read_bytes().startswith(b"%PDF-")


def test_making_a_pdf_can_be_stopped_without_scripts(town: Visitor, report: str, libre_office: None) -> None:
    address = f"{report}pdf"
    begun = town.post(address, {"start": "1"}, seen_on=report)
    assert (begun.status, begun.location) == (302, f"{report}#pdf")
    assert 'name="stop"' in shown(town, report)
    assert town.post(address, {"stop": "1"}, seen_on=report).status == 302
    for _ in range(100):
        state = town.get(address, HX_Request="true").text
        if 'name="stop"' not in state:
            break
    assert 'name="start"' in state
    assert town.get(address).location == report
