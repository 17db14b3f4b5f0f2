"""A document as frozen nodes: headings, paragraphs, tables, and in them text and figures.

Knows what a document consists of; does not know what it looks like or where its figures come from.
A chart draws figures that also stand in a table of the document, where each has its own place.
A figure never touches another figure: one character at least stands between (Word merges neighbouring
controls when the gap is closed, and a reader could not tell 3场 5场 from 35场).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from shuzhi.engine.base import Figure
from shuzhi.report.words import BLANK


@dataclass(frozen=True, slots=True)
class Text:
    """Words between figures."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureNode:
    """A figure as it stands in one place. ``name`` is unique in the document and names control and bookmark
    (at most 40 characters); ``printed`` is number, unit and mark (38场次, 至少200人次); ``label`` the
    indicator's name.
    """

    name: str
    printed: str
    label: str
    figure: Figure


Inline = Text | FigureNode
Runs = tuple[Inline, ...]


class Role(StrEnum):
    """What a paragraph is; each face gives it its look."""

    BODY = "body"
    SALUTATION = "salutation"
    BYLINE = "byline"
    SIGNATURE = "signature"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 to 4; ``number`` as set before the title: 一、 （一） 1. （1）."""

    level: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Raises ``ValueError`` when two figures touch."""

    runs: Runs
    role: Role = Role.BODY

    def __post_init__(self) -> None:
        _refuse_touching(self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` share out the width of the type area; every row has as many cells as the header."""

    title: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Runs, ...], ...]

    def __post_init__(self) -> None:
        if len(self.widths) != len(self.header) or any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"rows of unequal length in table {self.title!r}")
        for row in self.rows:
            for cell in row:
                _refuse_touching(cell)


class Draw(StrEnum):
    """What a chart shows."""

    MONTHS = "months"
    ORGANISATIONS = "organisations"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class ChartMark:
    """One number of a chart. ``node`` names the figure in the table of the chart's numbers, where it can be followed;
    ``shown`` is the number as it stands in the drawing; ``plan`` what was to be reached, in the figure's unit.
    """

    label: str
    node: str
    figure: Figure
    shown: str
    plan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing over figures. ``name`` is unique in the document; ``number`` as set before the title: 图1; ``spoken``
    says the whole of it to those who do not see it; ``whence`` says where its numbers stand as a table, ``aside`` what
    is left out.
    """

    name: str
    number: str
    title: str
    draw: Draw
    unit: str
    marks: tuple[ChartMark, ...]
    spoken: str
    whence: str = ""
    aside: str = ""
    language: str = "zh"

    @property
    def caption(self) -> str:
        return f"{self.number}　{self.title}" if self.language == "zh" else f"{self.number} {self.title}"


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Attachment:
    """Begins on a page of its own; ``number`` as set above its title: 附件, 附件1."""

    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """``language`` is that of the fixed words. Raises ``ValueError`` when two figures bear one name."""

    title: str
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...] = ()
    language: str = "zh"

    def __post_init__(self) -> None:
        names = [node.name for node in self.figures()]
        if len(set(names)) != len(names):
            raise ValueError("two figures of one name")

    def figures(self) -> Iterator[FigureNode]:
        """All figures in order of appearance."""
        for block in self.all_blocks():
            for runs in runs_of(block):
                yield from (each for each in runs if isinstance(each, FigureNode))

    def charts(self) -> Iterator[Chart]:
        """All charts in order of appearance."""
        yield from (block for block in self.all_blocks() if isinstance(block, Chart))

    def all_blocks(self) -> Iterator[Block]:
        yield from self.blocks
        for attachment in self.attachments:
            yield from attachment.blocks


def runs_of(block: Block) -> Iterator[Runs]:
    """The runs of a block, cell by cell for a table; a chart has none: its numbers stand in a table."""
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row


def plain(runs: Runs) -> str:
    """The runs as a reader sees them."""
    return "".join(each.text if isinstance(each, Text) else each.printed for each in runs)


def is_figure_cell(runs: Runs) -> bool:
    """A cell that holds one figure, or the dash in the place of one; such cells are centred."""
    return len(runs) == 1 and (isinstance(runs[0], FigureNode) or runs[0].text == BLANK)


def body_text(document: Document) -> str:
    """The text of the body, attachments left out: headings, paragraphs, cells."""
    pieces: list[str] = [document.title]
    for block in document.blocks:
        if isinstance(block, Heading):
            pieces.append(block.number + block.title)
        else:
            pieces.extend(plain(runs) for runs in runs_of(block))
    return "\n".join(pieces)


def _refuse_touching(runs: Runs) -> None:
    shown = [each for each in runs if isinstance(each, FigureNode) or each.text]
    for one, other in pairwise(shown):
        if isinstance(one, FigureNode) and isinstance(other, FigureNode):
            raise ValueError(f"figures touch: {one.printed}{other.printed}")
