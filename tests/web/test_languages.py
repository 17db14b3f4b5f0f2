"""Every page in one language: what the interface says is English on an English page and Chinese on a Chinese one.

Names and titles that people wrote stay as they wrote them; on an English page they stand in an element that says so
(``lang="zh"``), so that a screen reader speaks them rightly and this test leaves them alone.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from shuzhi.messages import read_sentences
from tests.web.addresses import pages
from tests.web.conftest import Site, Visitor

HAN = re.compile("[㐀-鿿]+")
LATIN = re.compile("[A-Za-z]{3}")
PROSE = re.compile(r"(?<![-\w./@=<{])[A-Za-z]{2,}(?: [a-z]{2,}){2,}")
COMMAND = re.compile(r"shuzhi [a-z-]+")  # commands are typed as they are
SPOKEN = ("aria-label", "title", "placeholder", "alt", "content")
SILENT = {"script", "style", "code", "pre", "template"}
EMPTY = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use", "path",
}  # fmt: skip


# Chinese sentences of the interface with anything in their holes; short ones would fit names of the ledger by chance.
OURS = [
    re.compile(re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(texts["zh"])))
    for texts in read_sentences().values()
    if len("".join(HAN.findall(texts["zh"]))) >= 8
]


class Spoken(HTMLParser):
    """The texts of a page that stand in its own language: inside no element of another, in no script, no code."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        other = "lang" in given and tag != "html"
        silent = other or tag in SILENT or (bool(self._open) and self._open[-1][1])
        if not silent:
            self.texts += [given[name] or "" for name in SPOKEN if given.get(name)]
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.texts.append(given.get("value") or "")
        if tag not in EMPTY:
            self._open.append((tag, silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self._open and self._open[-1][1]):
            self.texts.append(data.strip())


def spoken(visitor: Visitor, path: str, language: str) -> list[str]:
    answer = visitor.get(
        path, Cookie=f"shuzhi_language={language}; shuzhi_session={visitor.cookie('shuzhi_session')}"
    )
    assert answer.status == 200, (path, answer.status)
    page = Spoken()
    page.feed(answer.text)
    return page.texts


def test_an_english_page_says_nothing_in_chinese(office: Visitor, site: Site) -> None:
    left = {}
    for name, path in pages(site).items():
        found = [
            text[:60]
            for text in spoken(office, path, "en")
            if _is_chinese(text) or _is_sentence_of_ours(text)
        ]
        if found:
            left[name] = found
    assert left == {}, "\n".join(f"{name}: {texts}" for name, texts in left.items())


def test_a_chinese_page_says_no_sentence_in_english(office: Visitor, site: Site) -> None:
    left = {}
    for name, path in pages(site).items():
        found = [text[:120] for text in spoken(office, path, "zh") if PROSE.search(COMMAND.sub("", text))]
        if found:
            left[name] = found
    assert left == {}, "\n".join(f"{name}: {texts}" for name, texts in left.items())


def test_the_reader_of_pages_sees_what_is_left_and_leaves_alone_what_is_marked() -> None:
    page = Spoken()
    page.feed(
        '<p title="提示">Read 说明</p><td lang="zh-Hans"><b>名称</b></td><option lang="zh">镇</option><p>剩下</p>'
    )
    assert [text for text in page.texts if HAN.search(text)] == ["提示", "Read 说明", "剩下"]
    assert [text for text in page.texts if _is_chinese(text)] == ["提示", "剩下"]


def _is_chinese(text: str) -> bool:
    """Chinese of the interface: not an English sentence in which a name of the ledger stands."""
    return bool(HAN.search(text)) and not LATIN.search(text)


def _is_sentence_of_ours(text: str) -> bool:
    return bool(HAN.search(text)) and any(one.fullmatch(text) for one in OURS)
