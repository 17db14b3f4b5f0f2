"""Plain text, Markdown and HTML to documents.

Plain text keeps every character of the decoded file, so that offsets are those of the file. Places are
paragraph numbers. Does not know numbers or quantities.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

from shuzhi.claims.model import Document, Passage
from shuzhi.claims.residue import find_residue
from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import Limits

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "br",
        "hr",
        "dd",
        "dt",
        "figcaption",
        "title",
    ]
)
_SAMPLE = 2000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CHINESE = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\t\r\n -~]")
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "head"))


def read_plain(data: bytes, source: str, limits: Limits) -> Document:
    """UTF-8, UTF-16 or GB18030 text, nothing stripped."""
    del limits
    text = decode(data)
    return of_lines(text, source)


def read_markdown(data: bytes, source: str, limits: Limits) -> Document:
    """The text of a Markdown file without its marks; one line per block, table cells by tabs."""
    del limits
    lines: list[str] = []
    cells: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(decode(data)):
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            lines.append("\t".join(cells))
            cells = None
        elif token.type == "inline":
            (lines if cells is None else cells).append(_inline_text(token))
        elif token.type in ("fence", "code_block"):
            lines.extend(token.content.splitlines())
    return of_lines("\n".join(lines), source)


def read_html(data: bytes, source: str, limits: Limits) -> Document:
    """The visible text of a page; one line per block, table cells by tabs. Nothing is fetched or run."""
    del limits
    collector = _Collector()
    collector.feed(decode(data))
    collector.close()
    lines = (" ".join(line.split(" ")).strip(" \r\n") for line in "".join(collector.pieces).split("\n"))
    return of_lines("\n".join(line for line in lines if line), source)


def of_lines(text: str, source: str) -> Document:
    """A document of one passage per non-empty line."""
    passages, start, number = [], 0, 0
    for line in text.split("\n"):
        if line.strip():
            number += 1
            passages.append(Passage(line, start, f"第{number}段"))
        start += len(line) + 1
    return Document(source, text, tuple(passages), find_residue(text))


def decode(data: bytes) -> str:
    """The text of a file in one of the encodings that Chinese offices use. Raises ``Refused``."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    raise Refused("claims.encoding_unknown")


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    unmarked = tuple(encoding for encoding in ("utf-16-le", "utf-16-be") if _is_chinese(data, encoding))
    return ("utf-8", *unmarked, "gb18030")


def _is_chinese(data: bytes, encoding: str) -> bool:
    """UTF-16 without a mark: read as such it is nearly all Chinese; GB18030 read so is Hangul and private use."""
    sample = data[: 2 * _SAMPLE].decode(encoding, "ignore")
    return bool(sample) and len(_CHINESE.findall(sample)) >= 0.9 * len(sample)


def _inline_text(token: Token) -> str:
    pieces = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
    return "".join(pieces)


class _Collector(HTMLParser):
    """Text of the elements that a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _CELLS:
            self.pieces.append("\t")
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data.replace("\n", " ") if data.strip() else " " if data else "")
