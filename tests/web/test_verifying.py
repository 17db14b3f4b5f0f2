"""The page that checks a report: as it was made, with one digit changed, and files that are none of ours."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.web.addresses import addresses
from tests.web.conftest import OpenPage, Site

pytestmark = pytest.mark.browser


@pytest.fixture
def report(site: Site) -> bytes:
    found = site.visitor("office").get(addresses(site)["report_file"])
    assert found.headers["Content-Disposition"].startswith("attachment")
    return found.body


def check(
    open_page: OpenPage, site: Site, data: bytes, folder: Path, *, name: str = "report.docx"
) -> dict[str, str]:
    """What the page says: tone and sentence of the result, and the findings."""
    path = folder / name
    path.write_bytes(data)
    page = open_page()
    page.goto(addresses(site)["verify"])
    page.set_input_files("#file", path)
    page.locator("form.form button").click()
    page.wait_for_load_state()
    notice = page.locator("main .notice").first
    return {
        "tone": str(notice.get_attribute("class")),
        "figures": str(page.locator("section[aria-labelledby=figures-head] li").count()),
        "touched": str(page.locator("section[aria-labelledby=figures-head] .badge-stop").count()),
        "findings": str(page.locator("section[aria-labelledby=findings-head] li").count()),
        "links": str(page.locator("section[aria-labelledby=figures-head] a").count()),
    }


def test_a_report_as_it_was_made_is_untouched(
    open_page: OpenPage, site: Site, report: bytes, tmp_path: Path
) -> None:
    said = check(open_page, site, report, tmp_path)
    assert "notice-good" in said["tone"]
    assert int(said["figures"]) > 30
    assert said["links"] == said["figures"]
    assert (said["touched"], said["findings"]) == ("0", "0")


def test_one_digit_changed_is_named(open_page: OpenPage, site: Site, report: bytes, tmp_path: Path) -> None:
    said = check(open_page, site, with_one_digit_changed(report), tmp_path)
    assert "notice-wait" in said["tone"]
    assert said["touched"] == "1"
    assert int(said["findings"]) >= 1


@pytest.mark.parametrize(("name", "data"), [("brief.docx", b"no archive at all"), ("empty.docx", b"")])
def test_a_file_that_is_no_word_file_is_refused(
    open_page: OpenPage, site: Site, tmp_path: Path, name: str, data: bytes
) -> None:
    said = check(open_page, site, data, tmp_path, name=name)
    assert "notice-stop" in said["tone"]
    assert said["figures"] == "0"


def with_one_digit_changed(report: bytes) -> bytes:
    """The first figure of the document with its first digit raised by one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                digit = re.compile(r"(<w:sdtContent>.*?<w:t[^>]*>)(\d)", re.DOTALL)
                data = digit.sub(
                    lambda found: found[1] + str((int(found[2]) + 1) % 10), text, count=1
                ).encode()
                assert data.decode() != text
            new.writestr(name, data)
    return made.getvalue()
