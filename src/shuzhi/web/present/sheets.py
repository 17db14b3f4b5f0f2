"""A report's document as the sheet on the screen: blocks of runs, every figure with the address of its page.

Knows document nodes; knows no template and computes nothing: what is printed is what the document prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shuzhi.engine.base import Figure
from shuzhi.report.nodes import Block, Chart, Document, FigureNode, Heading, Paragraph, Runs, Table, Text
from shuzhi.report.pictures import Size, drawing

Address = Callable[[Figure], str]


@dataclass(frozen=True, slots=True)
class Run:
    """Words, or where ``href`` is set a figure with its certainty and the name of its indicator."""

    text: str
    href: str = ""
    certainty: str = ""
    label: str = ""
    id: str = ""

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
        blocks=tuple(_blocks(document.blocks, address)),
        attachments=tuple(
            (f"{one.number} {one.title}".strip(), tuple(_blocks(one.blocks, address)))
            for one in document.attachments
        ),
    )


def _blocks(blocks: tuple[Block, ...], address: Address) -> Iterator[SheetBlock]:
    for block in blocks:
        match block:
            case Heading():
                yield SheetBlock(f"h{min(block.level + 1, 4)}", (Run(block.number + block.title),))
            case Paragraph():
                yield SheetBlock(block.role.value, _runs(block.runs, address))
            case Table():
                rows = tuple(tuple(_runs(cell, address) for cell in row) for row in block.rows)
                yield SheetBlock("table", (Run(block.title),), block.header, rows)
            case Chart():
                yield SheetBlock(
                    "chart", (Run(block.caption + block.whence),), picture=_picture(block, address)
                )


def _picture(chart: Chart, address: Address) -> Picture:
    """What was drawn is markup of the drawing engine, with every word of it escaped there."""
    drawn = (drawing(chart, href=lambda mark: address(mark.figure), size=size) for size in Size)
    return Picture(chart.name, chart.spoken, tuple(SafeString(each) for each in drawn))


def _runs(runs: Runs, address: Address) -> tuple[Run, ...]:
    return tuple(_run(one, address) for one in runs)


def _run(one: Text | FigureNode, address: Address) -> Run:
    if isinstance(one, Text):
        return Run(one.text)
    return Run(one.printed, address(one.figure), one.figure.certainty.value, one.label, one.name)
