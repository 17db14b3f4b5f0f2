"""The duty report in English says what the Chinese one says: the same figures of the same records, in the other language."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.names import outline_in
from shuzhi.report import docx_english, docx_styles, html
from shuzhi.report.nodes import Heading, plain, runs_of
from shuzhi.report.records import query_digest
from shuzhi.report.signing import KeyRing
from shuzhi.usecases.compile_report import Report, body_figures, compile_report
from shuzhi.usecases.example.build import build_example
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.usecases.verify_document import is_fine, verify_document
from shuzhi.values.period import SHANGHAI, Period
from tests.unit.usecases.offices import BY, office_in_memory

AT = datetime(2024, 1, 10, 9, 0, tzinfo=SHANGHAI)
HAN = re.compile("[㐀-鿿]")
PACK = load_pack("womens_federation")


@dataclass(frozen=True)
class Both:
    zh: Report
    en: Report
    public: bytes


@pytest.fixture(scope="module")
def both() -> Both:
    office = office_in_memory("example")
    build_example(office, pack=PACK, seed=7, scale=1, progress=lambda *_: None)

    def made(number: int, language: str) -> Report:
        found = compile_report(
            office, by=BY, at=AT, entry=UUID(int=number << 90, version=4), org=DISTRICT, period=Period.year(2023),
            report=UUID(int=(number + 8) << 90, version=4), outline=outline_in(PACK, "duty_report", language),
        )  # fmt: skip
        assert isinstance(found, Report), found
        return found

    return Both(made(1, "zh"), made(2, "en"), office.public_key)


def test_the_same_sections_and_the_same_figures_with_the_same_values(both: Both) -> None:
    levels = [
        [block.level for block in one.draft.compiled.document.blocks if isinstance(block, Heading)]
        for one in (both.zh, both.en)
    ]
    assert levels[0] == levels[1]
    values = []
    for one in (both.zh, both.en):
        queries = [(node.figure.query, node.figure.value) for node in body_figures(one.draft)]
        values.append(sorted((query.indicator, str(query.scope), str(value)) for query, value in queries))
    assert values[0] == values[1]
    assert len(values[0]) >= 100


def test_an_english_report_is_another_one_than_the_chinese(both: Both) -> None:
    assert both.zh.draft.outline == "duty_report"
    assert both.en.draft.outline == "duty_report_en"
    node = body_figures(both.en.draft)[0]
    assert query_digest(node.figure.query)
    assert not HAN.search(node.label)


class _Marked(HTMLParser):
    """What stands on the page outside elements that say they are Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style" or self._inside or ("lang", "zh-Hans") in attrs:
            self._inside += tag not in ("br", "meta", "link")

    def handle_endtag(self, tag: str) -> None:
        self._inside -= bool(self._inside)

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


def test_the_english_page_marks_what_people_wrote_in_chinese_and_says_nothing_else_in_it(both: Both) -> None:
    page = html.render(both.en.draft.compiled.document, sealed=both.en.sealed)
    read = _Marked()
    read.feed(page)
    assert [text for text in read.texts if HAN.search(text)] == []
    assert 'lang="zh-Hans"' in page


def test_paragraphs_are_set_as_english_is(both: Both) -> None:
    """Sentences stand apart by one blank, none is doubled, no paragraph begins with one."""
    document = both.en.draft.compiled.document
    texts = [plain(runs) for block in document.blocks for runs in runs_of(block)]
    assert [text for text in texts if text != text.strip() or "  " in text] == []
    assert [text for text in texts if re.search(r"[a-z]{2}[.;:][A-Z]", text)] == []


def test_word_sets_each_language_in_its_own_styles(both: Both) -> None:
    sheets = [
        zipfile.ZipFile(io.BytesIO(one.docx)).read("word/styles.xml").decode() for one in (both.zh, both.en)
    ]
    assert sheets == [docx_styles.styles_part(), docx_english.styles_part()]
    ids = [set(re.findall(r'w:styleId="(\w+)"', sheet)) for sheet in sheets]
    assert ids[0] == ids[1]
    used = re.findall(r'w:pStyle w:val="(\w+)"', zipfile.ZipFile(io.BytesIO(both.en.docx)).read("word/document.xml").decode())  # fmt: skip
    assert set(used) <= ids[1]


def test_an_english_report_proves_itself_and_names_a_changed_digit(both: Both, tmp_path: Path) -> None:
    ring = KeyRing.of(both.public)
    whole = tmp_path / "whole.docx"
    whole.write_bytes(both.en.docx)
    assert is_fine(verify_document(whole, keys=ring))
    views = next(one for one in body_figures(both.en.draft) if one.label == "Video views")
    printed = views.printed.encode()
    other = printed.replace(b"8", b"6") if b"8" in printed else re.sub(rb"\d(?=\D*$)", b"8", printed)
    changed = tmp_path / "changed.docx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert printed in data
                data = data.replace(printed, other, 1)
            new.writestr(name, data)
    found = verify_document(changed, keys=ring)
    assert [one.label for one in found.figures if one.codes] == ["Video views"]
