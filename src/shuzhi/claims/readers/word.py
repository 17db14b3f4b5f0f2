"""Word files to documents: body, tables, text boxes, notes, headers and footers.

Text in content controls (and in the bookmarks that stand for them) is kept apart from typed prose as
``Passage.controlled``. Tracked changes are read as accepted, and said so. Does not know whose controls they are.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from shuzhi.claims.model import Document, Notice, Passage
from shuzhi.claims.residue import find_residue
from shuzhi.documents.gate import Limits, parse_xml
from shuzhi.documents.ooxml import WordPackage, open_package, relationships, w
from shuzhi.documents.story import Means, Story, read_story

_SIDE_PARTS = {"footnotes": "脚注", "endnotes": "尾注", "header": "页眉", "footer": "页脚"}
_FIGURE_BOOKMARK = "_fig_"


def read_word(data: bytes, source: str, limits: Limits) -> Document:
    """A docx file. Raises ``Refused``."""
    package = open_package(data, limits)
    story = read_story(package.document)
    lines = _Lines()
    lines.add_story(story, "正文")
    for place, side in _side_stories(package):
        lines.add_story(side, place)
    text = "".join(lines.pieces)
    notices = (
        (Notice("claims.tracked_changes", (("count", str(story.revisions)),)),) if story.revisions else ()
    )
    return Document(source, text, tuple(lines.passages), find_residue(text), notices)


def _side_stories(package: WordPackage) -> list[tuple[str, Story]]:
    found = []
    for kind, name in relationships(package.archive, package.document_name):
        if kind in _SIDE_PARTS and name in package.archive:
            root = parse_xml(package.archive.read(name), name=name)
            found.append((_SIDE_PARTS[kind], read_story(_as_document(root))))
    return found


def _as_document(root: etree._Element) -> etree._Element:
    """Notes and headers hold paragraphs as a body does."""
    document = etree.Element(w("document"))
    body = etree.SubElement(document, w("body"))
    holders = root.findall(w("footnote")) + root.findall(w("endnote")) or [root]
    for holder in holders:
        body.extend(deepcopy(child) for child in holder)
    return document


class _Lines:
    """Collects paragraphs as lines; the cells of one table row stand on one line, apart by tabs."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.passages: list[Passage] = []
        self._length = 0
        self._row: tuple[int, int] | None = None
        self._tables = 0

    def add_story(self, story: Story, part: str) -> None:
        controlled = _controlled(story)
        number, base = 0, self._tables
        self._row = None
        for index, paragraph in enumerate(story.paragraphs):
            if paragraph.cell is None:
                number += 1
                place = f"第{number}段" if part == "正文" else f"{part}第{number}段"
                self._separate(None)
            else:
                table, row, column = paragraph.cell
                self._tables = max(self._tables, base + table + 1)
                place = f"表{base + table + 1}第{row + 1}行第{column + 1}列"
                self._separate((base + table, row))
            if paragraph.text.strip():
                self.passages.append(
                    Passage(paragraph.text, self._length, place, tuple(controlled.get(index, ())))
                )
            self._push(paragraph.text)

    def _separate(self, row: tuple[int, int] | None) -> None:
        if self.pieces:
            self._push("\t" if row is not None and row == self._row else "\n")
        self._row = row

    def _push(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)


def _controlled(story: Story) -> dict[int, list[tuple[int, int, str]]]:
    """Named ranges by paragraph; a control and its bookmark of one name and range count once."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    for place in story.places:
        if place.means is Means.BOOKMARK and not place.name.startswith(_FIGURE_BOOKMARK):
            continue
        if place.start[0] == place.end[0]:
            span = (place.start[1], place.end[1], place.name)
            spans = found.setdefault(place.start[0], [])
            if span not in spans:
                spans.append(span)
    return found
