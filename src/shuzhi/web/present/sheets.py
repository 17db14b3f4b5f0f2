"""A report's document as the sheet on the screen: blocks of runs, every figure with the address of its page.

Knows document nodes; knows no template and computes nothing: what is printed is what the document prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shuzhi.engine.base import Figure
from shuzhi.report.nodes import Block, Chart, Document, FigureNode, Heading, Paragraph, Runs, Table, Text
from shuzhi.report.pictures import Size, drawing

Address = Callable[[Figure], str]
CHINESE = "zh-Hans"
_HAN = re.compile("([㐀-鿿](?:[㐀-鿿、，。；：？！“”‘’（）《》0-9]*[㐀-鿿”’）》])?)")


@dataclass(frozen=True, slots=True)
class Run:
    """Words, or where ``href`` is set a figure with its certainty and the name of its indicator.

    ``tongue`` is set for what people wrote in Chinese within a document of another language.
    """

    text: str
    href: str = ""
    certainty: str = ""
    label: str = ""
    id: str = ""
    tongue: str = ""

    @property
    def short(self) -> bool:
        """Short enough to be kept on one line of a narrow screen."""
        return len(self.text) <= 10


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: ``drawings`` in two widths, of which the page shows one; ``spoken`` for those who do not see it."""

    name: str
    spoken: str
    drawings: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """``kind`` is h2, h3, h4, table, chart, or the role of a paragraph."""

    kind: str
    runs: tuple[Run, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    blocks: tuple[SheetBlock, ...]
    attachments: tuple[tuple[str, tuple[SheetBlock, ...]], ...]


def sheet_of(document: Document, address: Address) -> Sheet:
    return Sheet(
        title=document.title,
        blocks=tuple(_blocks(document.blocks, _Writer(address, document.language))),
        attachments=tuple(
            (
                f"{one.number} {one.title}".strip(),
                tuple(_blocks(one.blocks, _Writer(address, document.language))),
            )
            for one in document.attachments
        ),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every run needs to know of its document."""

    address: Address
    language: str

    def runs(self, runs: Runs) -> tuple[Run, ...]:
        return tuple(made for one in runs for made in self._run(one))

    def words(self, text: str) -> tuple[Run, ...]:
        """In a document that is not in Chinese, its Chinese stretches by themselves."""
        if self.language == "zh":
            return (Run(text),)
        return tuple(
            Run(part, tongue=CHINESE if _HAN.match(part) else "") for part in _HAN.split(text) if part
        )

    def _run(self, one: Text | FigureNode) -> tuple[Run, ...]:
        if isinstance(one, Text):
            return self.words(one.text)
        figure = one.figure
        return (Run(one.printed, self.address(figure), figure.certainty.value, one.label, one.name),)


def _blocks(blocks: tuple[Block, ...], writer: _Writer) -> Iterator[SheetBlock]:
    for block in blocks:
        match block:
            case Heading():
                yield SheetBlock(f"h{min(block.level + 1, 4)}", writer.words(block.number + block.title))
            case Paragraph():
                yield SheetBlock(block.role.value, writer.runs(block.runs))
            case Table():
                rows = tuple(tuple(writer.runs(cell) for cell in row) for row in block.rows)
                yield SheetBlock("table", (Run(block.title),), block.header, rows)
            case Chart():
                picture = _picture(block, writer.address)
                yield SheetBlock("chart", (Run(block.caption + block.whence),), picture=picture)


def _picture(chart: Chart, address: Address) -> Picture:
    """What was drawn is markup of the drawing engine, with every word of it escaped there."""
    drawn = (drawing(chart, href=lambda mark: address(mark.figure), size=size) for size in Size)
    return Picture(chart.name, chart.spoken, tuple(SafeString(each) for each in drawn))
