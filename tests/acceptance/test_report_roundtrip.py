"""Figures survive LibreOffice: two trips docx → docx, then every figure is found again, and every change is named."""

from __future__ import annotations

import hashlib
import io
import os
from functools import cache

import pypdf
import pytest

from shuzhi.documents.ooxml import open_package
from shuzhi.report import docx, fonts, pdf, pictures
from shuzhi.report.nodes import Document, Paragraph, Text
from shuzhi.report.strip import strip_figures
from shuzhi.report.verify import Status, verify
from tests.unit.report import charted, sample, tampering
from tests.unit.report.tampering import Edit, edited, name_of

pytestmark = pytest.mark.libreoffice


@pytest.fixture(autouse=True, scope="module")
def _office() -> None:
    if pdf.office_program() is None:
        if os.environ.get("SHUZHI_REQUIRE_ALL"):
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")


@cache
def trips(count: int) -> bytes:
    data = sample.word_file()
    for _ in range(count):
        data = pdf.convert_to("docx", data)
    return data


def findings(data: bytes) -> list[tuple[str, str]]:
    return [(each.code, each.figure) for each in verify(data, sample.RING).findings]


@pytest.mark.parametrize("count", [1, 2])
def test_after_trips_through_libreoffice_every_figure_is_found_untouched(count: int) -> None:
    seen = verify(trips(count), sample.RING)
    assert (seen.status, seen.findings) == (Status.UNTOUCHED, ())
    printed = {check.printed for check in seen.figures}
    assert {"1.2万人次", "至少200人次", "83.1349万元", "79.7%"} <= printed
    assert all(check.found == check.printed for check in seen.figures)


def test_charts_survive_two_trips_and_one_replaced_between_them_is_named() -> None:
    """LibreOffice keeps name, description and bytes of a picture: nothing untouched is called changed."""
    once = pdf.convert_to("docx", charted.word_file())
    assert findings(once) == []
    assert findings(pdf.convert_to("docx", once)) == []
    first, second, _ = charted.drawn(charted.compiled(charted.PLAN, charted.MONTHS, charted.UNITS))
    package = open_package(once)
    media = {name: package.archive.read(name) for name in package.archive.names if "/media/" in name}
    of = {hashlib.sha256(data).hexdigest(): name for name, data in media.items()}
    made = [pictures.picture(one) for one in (first, second)]
    ours, other = (of[one.digest] for one in made if one is not None)
    replaced = package.replace({ours: media[other]})
    assert findings(pdf.convert_to("docx", replaced)) == [("report.chart_swapped", first.name)]


LECTURES, STUDY, TALKS = name_of("38场次"), name_of("24场次"), name_of("104场次")
BOUNDED, SHORT = name_of("至少200人次"), name_of("1.2万人次")
CELL = tampering.figures("104场次")[1].name


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (tampering.replace_text(LECTURES, "39场次"), [("report.figure_changed", LECTURES)]),
        (tampering.replace_text(SHORT, "1.3万人次"), [("report.figure_changed", SHORT)]),
        (tampering.replace_text(BOUNDED, "200人次"), [("report.figure_changed", BOUNDED)]),
        (tampering.replace_text(CELL, "1040场次"), [("report.figure_changed", CELL)]),
        (tampering.replace_text(TALKS, "104人"), [("report.figure_changed", TALKS)]),
        (tampering.type_after(LECTURES, "0"), [("report.typed_after", LECTURES)]),
        (tampering.type_after(CELL, "万"), [("report.typed_after", CELL)]),
        (tampering.type_before(LECTURES, "1"), [("report.typed_before", LECTURES)]),
        (tampering.remove(BOUNDED), [("report.figure_gone", BOUNDED)]),
        (
            tampering.swap(LECTURES, TALKS),
            [("report.figure_swapped", LECTURES), ("report.figure_swapped", TALKS)],
        ),
        (tampering.in_text("一年来，我", "一年来，本人与同志们一道，我"), []),
    ],
)
def test_a_change_made_between_two_trips_is_named_after_the_second(
    edit: Edit, expected: list[tuple[str, str]]
) -> None:
    assert findings(pdf.convert_to("docx", edited(trips(1), edit))) == expected


def test_a_control_copied_after_the_first_trip_is_named_before_and_after_the_second() -> None:
    for before in (STUDY, TALKS, BOUNDED):
        copied = edited(trips(1), tampering.copy_control(LECTURES, before=before))
        assert ("report.figure_copied", LECTURES) in findings(copied)


def test_tracked_changes_survive_the_trip_and_are_named() -> None:
    data = pdf.convert_to("docx", edited(sample.word_file(), tampering.track_deletion(LECTURES)))
    seen = findings(data)
    assert ("report.tracked_changes", "") in seen
    assert LECTURES in {figure for _, figure in seen}


def test_a_stripped_report_stays_without_figures_after_a_trip() -> None:
    stripped = strip_figures(trips(2))
    assert verify(stripped, sample.RING).status is Status.NO_FIGURES
    assert verify(pdf.convert_to("docx", stripped), sample.RING).status is Status.NO_FIGURES


def test_the_pdf_has_pages_of_a4_and_its_fonts_are_chinese() -> None:
    made = pdf.convert(sample.word_file())
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert len(pages) >= 3
    assert [round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:]] == [210, 297]
    text = pages[0].extract_text()
    assert "38场次" in text.replace(" ", "")
    used = {str(font["/BaseFont"]) for page in pages for font in _fonts(page)}
    wanted = {each.used.replace(" ", "") for each in fonts.substitutions() if each.used}
    assert wanted and all("DejaVu" not in name for name in used)


def _fonts(page: object) -> list[dict[str, object]]:
    listed = page["/Resources"]["/Font"]  # type: ignore[index]
    return [each.get_object() for each in listed.values()]


def test_a_page_holds_22_lines_of_28_characters() -> None:
    """Measured in the PDF: positions of a paragraph of one repeated character."""
    document = Document("题", (Paragraph((Text("妇" * 28 * 50),)),))
    made = pdf.convert(docx.render(document, sample.sealed(), creator="云岭区妇联"))
    lines = pypdf.PdfReader(io.BytesIO(made)).pages[1].extract_text().split("\n")
    full = [line for line in lines if set(line.strip()) == {"妇"}]
    assert (len(full), {len(line.strip()) for line in full}) == (22, {28})


def test_a_conversion_that_takes_too_long_is_ended_and_says_so() -> None:
    with pytest.raises(pdf.PdfError) as caught:
        pdf.convert(sample.word_file(), timeout=0.01)
    assert caught.value.code == "report.office_slow"
