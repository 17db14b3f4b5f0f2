"""What stands around a figure: the words before and after it, and in a table the labels of row and column.

Kept in the manifest so that a reader can tell something typed against a figure from an edit elsewhere. Other
figures count as one mark each: their values change nothing here. Knows nodes; does not know Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shuzhi.documents.controls import clean
from shuzhi.report.nodes import Document, FigureNode, Inline, Paragraph, Runs, Table, plain

REACH: Final = 24
FIGURE_MARK: Final = "\ue000"


@dataclass(frozen=True, slots=True)
class Context:
    """At most ``REACH`` characters of the same paragraph on either side; labels are "" outside tables."""

    before: str
    after: str
    row: str = ""
    column: str = ""


def contexts(document: Document) -> dict[str, Context]:
    """The context of every figure by its name."""
    found: dict[str, Context] = {}
    for block in document.all_blocks():
        if isinstance(block, Paragraph):
            found.update(_of_runs(block.runs, "", ""))
        elif isinstance(block, Table):
            found.update(_of_table(block))
    return found


def _of_table(table: Table) -> Iterator[tuple[str, Context]]:
    for row in table.rows:
        label = clean(plain(row[0]))
        for column, cell in zip(table.header, row, strict=True):
            yield from _of_runs(cell, label, clean(column))


def _of_runs(runs: Runs, row: str, column: str) -> Iterator[tuple[str, Context]]:
    for place, node in enumerate(runs):
        if isinstance(node, FigureNode):
            before = "".join(map(_masked, runs[:place]))[-REACH:]
            after = "".join(map(_masked, runs[place + 1 :]))[:REACH]
            yield node.name, Context(before, after, row, column)


def _masked(each: Inline) -> str:
    return FIGURE_MARK if isinstance(each, FigureNode) else clean(each.text)
