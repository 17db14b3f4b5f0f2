"""Word and HTML: the same bytes every time, the page of the standard, a control and a bookmark for every figure."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree

from shuzhi.documents.gate import open_archive
from shuzhi.documents.ooxml import open_package, w
from shuzhi.documents.story import read_story
from shuzhi.report import docx, html, page
from shuzhi.report.compile import compile_report
from shuzhi.report.nodes import Document, Paragraph, Table, Text, body_text, runs_of
from shuzhi.report.nodes import plain as plain_text
from shuzhi.report.strip import strip_figures
from tests.unit.report import sample


def document() -> etree._Element:
    return open_package(sample.word_file()).document


def test_the_same_report_gives_the_same_bytes() -> None:
    again = compile_report(sample.OUTLINE, sample.MATERIAL)
    made = docx.render(again.document, sample.sealed(), creator="云岭区妇联")
    assert made == sample.word_file()
    assert html.render(again.document) == html.render(sample.compiled().document)


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_another_process_gives_the_same_bytes_whatever_its_hash_seed(seed: str) -> None:
    code = (
        "import hashlib; from tests.unit.report import sample; from shuzhi.report import html; "
        "print(hashlib.sha256(sample.word_file()).hexdigest()); "
        "print(hashlib.sha256(html.render(sample.compiled().document, sealed=sample.sealed()).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    page_here = html.render(sample.compiled().document, sealed=sample.sealed())
    assert ran.stdout.split() == [
        hashlib.sha256(sample.word_file()).hexdigest(),
        hashlib.sha256(page_here.encode()).hexdigest(),
    ]


def test_no_time_of_day_and_no_machine_is_in_the_file() -> None:
    archive = open_archive(sample.word_file())
    core = archive.read("docProps/core.xml").decode()
    assert "dcterms" not in core
    assert "云岭区妇联" in core
    assert sample.word_file()[10:14] == b"\x00\x00\x21\x00"  # 1980-01-01 00:00


def test_every_figure_is_a_control_within_a_bookmark_of_one_name() -> None:
    root = document()
    controls = {tag.get(w("val")) for tag in root.iter(w("tag"))}
    bookmarks = {mark.get(w("name")) for mark in root.iter(w("bookmarkStart"))}
    names = {node.name for node in sample.compiled().document.figures()}
    assert controls == bookmarks == names
    numbers = [mark.get(w("id")) for mark in root.iter(w("bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)
    for control in root.iter(w("sdt")):
        assert control.find(f"{w('sdtPr')}/{w('text')}") is None
        assert control.find(f"{w('sdtPr')}/{w('dataBinding')}") is None
        assert control.getparent().tag == w("p")


def test_the_page_is_a4_with_the_type_area_and_grid_of_the_standard() -> None:
    section = document().find(f".//{w('sectPr')}")
    size, margins, grid = (section.find(w(name)) for name in ("pgSz", "pgMar", "docGrid"))

    def millimetres(element: etree._Element, name: str) -> int:
        return round(int(element.get(w(name))) * 25.4 / 1440)

    assert (millimetres(size, "w"), millimetres(size, "h")) == (210, 297)
    assert [millimetres(margins, side) for side in ("top", "left", "bottom", "right")] == [37, 28, 35, 26]
    assert int(grid.get(w("linePitch"))) * page.LINES <= page.millimetres(225)
    assert (16 * 20 + page.CHARACTER_PITCH) * page.CHARACTERS <= page.AREA_WIDTH


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("ReportTitle", "方正小标宋简体", "44"), ("Heading1", "黑体", "32"), ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"), ("Normal", "仿宋_GB2312", "32"), ("PageNumber", "宋体", "28"),
    ],
)  # fmt: skip
def test_each_level_has_the_font_and_size_of_the_standard(style: str, font: str, size: str) -> None:
    styles = etree.fromstring(open_archive(sample.word_file()).read("word/styles.xml"))
    found = styles.find(f"{w('style')}[@{w('styleId')}='{style}']/{w('rPr')}")
    assert found.find(w("rFonts")).get(w("eastAsia")) == font
    assert found.find(w("sz")).get(w("val")) == size


def test_no_font_is_shipped_and_no_theme_overrides_the_names() -> None:
    archive = open_archive(sample.word_file())
    assert not [
        name for name in archive.names if "font" in name.lower() and not name.endswith("fontTable.xml")
    ]
    assert not [name for name in archive.names if "theme" in name]
    assert b"Theme" not in archive.read("word/document.xml")


def test_odd_pages_number_at_the_right_and_even_ones_at_the_left() -> None:
    archive = open_archive(sample.word_file())
    odd, even = (archive.read(f"word/footer{number}.xml").decode() for number in (1, 2))
    assert 'w:jc w:val="right"' in odd and 'w:rightChars="100"' in odd
    assert 'w:jc w:val="left"' in even and 'w:leftChars="100"' in even
    assert "evenAndOddHeaders" in archive.read("word/settings.xml").decode()


def test_the_text_of_the_word_file_is_the_text_of_the_document_with_and_without_its_figures() -> None:
    made = sample.compiled().document
    expected = [plain_text(runs) for block in made.all_blocks() for runs in runs_of(block)]
    for data in (sample.word_file(), strip_figures(sample.word_file())):
        story = read_story(open_package(data).document)
        texts = [paragraph.text for paragraph in story.paragraphs]
        assert [text for text in texts if text in expected] == [text for text in expected if text]


def test_stripping_leaves_no_trace_of_figures() -> None:
    archive = open_archive(strip_figures(sample.word_file()))
    assert not [name for name in archive.names if name.startswith("customXml/")]
    for name in archive.names:
        assert b"_fig_" not in archive.read(name)
        assert b"customXml" not in archive.read(name)


def test_text_that_xml_cannot_hold_is_left_out_and_markup_is_text() -> None:
    paragraph = Paragraph((Text("甲\x00乙\x0b<w:p>&amp;“丙”\ufffe"),))
    made = docx.render(Document("题", (paragraph,)), sample.sealed(), creator="x & y")
    story = read_story(open_package(made).document)
    assert "甲乙<w:p>&amp;“丙”" in [each.text for each in story.paragraphs]
    assert "&lt;w:p&gt;&amp;amp;" in html.render(Document("题", (paragraph,)))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag in {"script", "link", "img", "iframe"} or "src" in given:
            self.loaded.append(tag)


def test_the_page_loads_nothing_and_every_figure_leads_to_its_row() -> None:
    text = html.render(sample.compiled().document, sealed=sample.sealed())
    seen = _Page()
    seen.feed(text)
    assert seen.loaded == []
    assert "url(" not in text and "@import" not in text
    assert len(set(seen.ids)) == len(seen.ids)
    inner = [link[1:] for link in seen.links if link.startswith("#")]
    assert set(inner) <= set(seen.ids)
    assert sum(link.startswith("#evidence-") for link in seen.links) == 28
    assert sample.sealed().manifest.digest in text


def test_figures_lead_where_the_caller_says() -> None:
    text = html.render(
        sample.compiled().document, href=lambda node: f"/f/{node.figure.query.indicator}?a=1&b=2"
    )
    assert len(re.findall(r'class="figure" href="/f/[a-z_]+\?a=1&amp;b=2"', text)) == 28


def test_a_wide_table_is_set_smaller() -> None:
    cells = tuple((Text("长" * 30),) for _ in range(2))
    table = Table("", ("甲", "乙"), (1, 1), (cells,))
    assert "TableCellDense" in _styles_used(table)
    narrow = replace(table, rows=(((Text("短"),), (Text("短"),)),))
    assert "TableCellDense" not in _styles_used(narrow)


def _styles_used(table: Table) -> set[str]:
    made = open_package(docx.render(Document("题", (table,)), sample.sealed(), creator=""))
    return {each.get(w("val")) or "" for each in made.document.iter(w("pStyle"))}


def test_headings_and_body_are_all_there_in_html() -> None:
    made = sample.compiled().document
    text = re.sub("<[^>]+>", "", html.render(made))
    for line in body_text(made).split("\n"):
        assert line in text


def test_another_library_opens_the_file_and_reads_its_tables() -> None:
    for data in (sample.word_file(), strip_figures(sample.word_file())):
        file = python_docx.Document(io.BytesIO(data))
        assert file.core_properties.title == sample.compiled().document.title
        assert [len(table.rows) for table in file.tables] == [3, 13]
        assert file.sections[0].page_height.mm == pytest.approx(297, abs=0.1)
