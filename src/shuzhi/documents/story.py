"""The body of a Word file as running text with named places, in the two states that tracked changes leave.

Knows runs, tables, controls, bookmarks and revisions; does not know what a name stands for. Text that Word
does not show (hidden runs, field codes, deleted text) is no text here. Text boxes follow the paragraph that
holds them.

    read_story(document, view=View.FINAL) -> Story
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from shuzhi.documents.ooxml import w


class View(StrEnum):
    """What a reader takes tracked changes for."""

    FINAL = "final"  # all accepted
    ORIGINAL = "original"  # all rejected


class Means(StrEnum):
    """How a place is named."""

    CONTROL = "control"
    BOOKMARK = "bookmark"


Point = tuple[int, int]  # paragraph, offset of a character in its text


@dataclass(frozen=True, slots=True)
class Place:
    """A named range of text; ``end`` is exclusive."""

    name: str
    means: Means
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``cell`` is (table, row, column) for a paragraph in a table; ``struck`` are ranges struck through."""

    text: str
    cell: tuple[int, int, int] | None = None
    struck: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Story:
    """Paragraphs in order, the named places in them, and how many tracked changes the body holds."""

    paragraphs: tuple[Paragraph, ...]
    places: tuple[Place, ...]
    revisions: int
    cells: dict[tuple[int, int, int], str] = field(repr=False)

    def text_between(self, start: Point, end: Point) -> str:
        (first, begin), (last, stop) = start, end
        if first == last:
            return self.paragraphs[first].text[begin:stop]
        between = [self.paragraphs[index].text for index in range(first + 1, last)]
        return "\n".join([self.paragraphs[first].text[begin:], *between, self.paragraphs[last].text[:stop]])

    def labels(self, paragraph: int) -> tuple[str, str]:
        """Text of the first cell of the row and of the first cell of the column, ("", "") outside tables."""
        cell = self.paragraphs[paragraph].cell
        if cell is None:
            return "", ""
        table, row, column = cell
        return self.cells.get((table, row, 0), ""), self.cells.get((table, 0, column), "")


def read_story(document: etree._Element, view: View = View.FINAL) -> Story:
    """Read ``w:document`` (its body; not notes, headers or footers)."""
    reader = _Reader(view)
    body = document.find(w("body"))
    if body is not None:
        reader.blocks(body, None)
    return reader.finish()


_REVISIONS = frozenset(
    map(w, ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel"))
)
_GONE = {
    View.FINAL: frozenset(map(w, ("del", "moveFrom"))),
    View.ORIGINAL: frozenset(map(w, ("ins", "moveTo"))),
}
_LETTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "‑", w("sym"): "□"}
_SKIPPED = frozenset(
    map(w, ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "softHyphen", "rt", "tblPr", "tblGrid"))
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BOXES = frozenset({w("drawing"), w("pict"), w("object"), _ALTERNATE})
_RUBY = frozenset({w("ruby"), w("rubyBase")})
_OFF = frozenset({"0", "false", "off"})


class _Reader:
    """Walks the body once; holds what is open while it walks."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._gone = _GONE[view]
        self._texts: list[list[str]] = []
        self._lengths: list[int] = []
        self._cells_of: list[tuple[int, int, int] | None] = []
        self._struck: list[list[tuple[int, int]]] = []
        self._places: list[Place] = []
        self._open: dict[str, tuple[str, Point]] = {}
        self._tables = 0
        self._revisions = 0
        self._boxes: list[etree._Element] = []

    def finish(self) -> Story:
        for number in list(self._open):
            self._leave_open(number)
        texts = ["".join(pieces) for pieces in self._texts]
        cells: dict[tuple[int, int, int], str] = {}
        for text, cell in zip(texts, self._cells_of, strict=True):
            if cell is not None:
                cells[cell] = cells.get(cell, "") + text
        paragraphs = tuple(
            Paragraph(text, cell, tuple(struck))
            for text, cell, struck in zip(texts, self._cells_of, self._struck, strict=True)
        )
        return Story(paragraphs, tuple(self._places), self._revisions, cells)

    def blocks(self, parent: etree._Element, cell: tuple[int, int, int] | None) -> None:
        for child in parent:
            if child.tag == w("p"):
                self._paragraph(child, cell)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag in (w("bookmarkStart"), w("bookmarkEnd")):
                self._mark_between(child)
            elif child.tag == w("sdt"):
                self._block_control(child, cell)
            elif child.tag not in _SKIPPED and child.tag not in self._gone:
                self.blocks(child, cell)

    def _block_control(self, sdt: etree._Element, cell: tuple[int, int, int] | None) -> None:
        content = sdt.find(w("sdtContent"))
        first = len(self._texts)
        if content is not None:
            self.blocks(content, cell)
        self._place_of_blocks(sdt, first)

    def _place_of_blocks(self, sdt: etree._Element | None, first: int) -> None:
        """A control around whole paragraphs is a place from the first to the last of them."""
        name = "" if sdt is None else _tag(sdt)
        last = len(self._texts) - 1
        if name and last >= first:
            self._places.append(Place(name, Means.CONTROL, (first, 0), (last, self._lengths[last])))

    def _table(self, table: etree._Element) -> None:
        number = self._tables
        self._tables += 1
        rows = [row for row in table.iter(w("tr")) if _owner(row, "tbl") is table]
        for row_number, row in enumerate(rows):
            if self._row_is_gone(row):
                continue
            column = 0
            for cell in row.iter(w("tc")):
                if _owner(cell, "tr") is row:
                    self._cell(cell, (number, row_number, column))
                    column += _span(cell)

    def _cell(self, cell: etree._Element, at: tuple[int, int, int]) -> None:
        """Word may put a control around a whole cell instead of its text."""
        first = len(self._texts)
        self.blocks(cell, at)
        around = cell.getparent()
        if around is not None and around.tag == w("sdtContent"):
            self._place_of_blocks(around.getparent(), first)

    def _row_is_gone(self, row: etree._Element) -> bool:
        """A row inserted or deleted with changes tracked says so in its properties."""
        properties = row.find(w("trPr"))
        marks = [] if properties is None else [each.tag for each in properties if each.tag in _REVISIONS]
        self._revisions += len(marks)
        return any(mark in self._gone for mark in marks)

    def _paragraph(self, paragraph: etree._Element, cell: tuple[int, int, int] | None) -> None:
        self._texts.append([])
        self._lengths.append(0)
        self._struck.append([])
        self._cells_of.append(cell)
        self._count_mark_revisions(paragraph)
        self._inline(paragraph)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, None)

    def _count_mark_revisions(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            self._revisions += sum(1 for each in properties.iter() if each.tag in _REVISIONS)

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in _REVISIONS:
                self._revisions += 1
            if tag in self._gone or tag in _SKIPPED:
                continue
            if tag == w("r"):
                self._run(child)
            elif tag == w("sdt"):
                self._control(child)
            elif tag in (w("bookmarkStart"), w("bookmarkEnd")):
                self._mark(child, self._here())
            else:
                self._inline(child)

    def _control(self, sdt: etree._Element) -> None:
        content = sdt.find(w("sdtContent"))
        start = self._here()
        if content is not None:
            self._inline(content)
        if name := _tag(sdt):
            self._places.append(Place(name, Means.CONTROL, start, self._here()))

    def _run(self, run: etree._Element) -> None:
        properties = run.find(w("rPr"))
        if properties is not None:
            self._revisions += sum(1 for each in properties if each.tag in _REVISIONS)
            if _is_on(properties, "vanish") or _is_on(properties, "webHidden"):
                return
        start = self._here()[1]
        self._run_content(run)
        end = self._here()[1]
        if properties is not None and end > start and _is_struck(properties):
            self._struck[-1].append((start, end))

    def _run_content(self, run: etree._Element) -> None:
        for child in run:
            if child.tag == w("t") or (child.tag == w("delText") and self._view is View.ORIGINAL):
                self._add(child.text or "")
            elif child.tag in _LETTERS:
                self._add(_LETTERS[child.tag])
            elif child.tag in _BOXES:
                self._boxes.extend(_box_contents(child))
            elif child.tag in _RUBY:
                self._inline(child)

    def _add(self, text: str) -> None:
        self._texts[-1].append(text)
        self._lengths[-1] += len(text)

    def _here(self) -> Point:
        return len(self._texts) - 1, self._lengths[-1]

    def _mark(self, mark: etree._Element, point: Point) -> None:
        number = mark.get(w("id")) or ""
        if mark.tag == w("bookmarkStart"):
            self._leave_open(number)
            self._open[number] = (mark.get(w("name")) or "", point)
        elif number in self._open:
            name, start = self._open.pop(number)
            end = point if point >= start else start
            self._places.append(Place(name, Means.BOOKMARK, start, end))

    def _leave_open(self, number: str) -> None:
        """A beginning without an end (a copied control may bring one along) is a place without text."""
        if number in self._open:
            name, start = self._open.pop(number)
            if start[0] < len(self._texts):
                self._places.append(Place(name, Means.BOOKMARK, start, start))

    def _mark_between(self, mark: etree._Element) -> None:
        """A bookmark's end that stands between paragraphs: it opens the next or closes the one before."""
        if mark.tag == w("bookmarkStart"):
            self._mark(mark, (len(self._texts), 0))
        elif self._texts:
            self._mark(mark, self._here())


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(w(name)), None)


def _tag(sdt: etree._Element) -> str:
    found = sdt.find(f"{w('sdtPr')}/{w('tag')}")
    return "" if found is None else found.get(w("val")) or ""


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    value = "1" if found is None else found.get(w("val")) or "1"
    return min(int(value), 64) if value.isascii() and value.isdigit() else 1


def _is_on(properties: etree._Element, name: str) -> bool:
    found = properties.find(w(name))
    return found is not None and (found.get(w("val")) or "1").lower() not in _OFF


def _is_struck(properties: etree._Element) -> bool:
    return _is_on(properties, "strike") or _is_on(properties, "dstrike")


def _box_contents(element: etree._Element) -> list[etree._Element]:
    """The text boxes in a drawing; of two alternatives only the first, which repeats the second."""
    if element.tag == _ALTERNATE:
        element = element[0] if len(element) else element
    return list(element.iter(w("txbxContent")))
