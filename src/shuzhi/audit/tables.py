"""Cells of tables in a text, each with the name of its row and the head of its column.

Word tables are known by the places of their passages (表1第2行第3列), sheets and plain texts by tabs in a line.
Knows nothing of figures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from shuzhi.claims.model import Passage

_PLACE = re.compile(r"表(?P<table>\d+)第(?P<row>\d+)行第(?P<column>\d+)列")
_REMARKS = re.compile("口径|规则|说明|备注|记录|依据|来源|期间|时段|序号|编号")
_PROSE = 60
"""A cell longer than this explains figures; it does not hold one."""

Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """``label`` is the first cell of the row, ``header`` the first of the column, "" where the cell is one itself."""

    label: str
    header: str
    text: str

    @property
    def is_remark(self) -> bool:
        """Whether the cell explains figures (its rule, its records) instead of holding one."""
        return bool(_REMARKS.search(self.header)) or len(self.text) > _PROSE


@dataclass(frozen=True)
class Tables:
    """The tables of one text."""

    text: str
    passages: Sequence[Passage] = ()

    def cell_at(self, offset: int) -> Cell | None:
        """The cell around an offset; ``None`` in prose."""
        if self.passages:
            index = bisect_right(self._starts, offset) - 1
            key = _key(self.passages[index]) if index >= 0 else None
            if key is not None:
                return self._cell(key)
        return self._cell_in_line(offset)

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    @cached_property
    def _cells(self) -> dict[Key, str]:
        found: dict[Key, str] = {}
        for passage in self.passages:
            key = _key(passage)
            if key is not None:
                found[key] = f"{found[key]}\n{passage.text}" if key in found else passage.text
        return found

    def _cell(self, key: Key) -> Cell:
        table, row, column = key
        label = self._cells.get((table, row, 1), "") if column > 1 else ""
        header = self._cells.get((table, 1, column), "") if row > 1 and column > 1 else ""
        return Cell(label.strip(), header.strip(), self._cells[key])

    def _cell_in_line(self, offset: int) -> Cell | None:
        start = self.text.rfind("\n", 0, offset) + 1
        cells = self._line(start).split("\t")
        if len(cells) < 2:
            return None
        column = self.text.count("\t", start, offset)
        top = self._tops[start]
        heads = self._line(top).split("\t") if top < start else []
        header = heads[column] if 0 < column < len(heads) else ""
        return Cell(cells[0].strip() if column else "", header.strip(), cells[column])

    @cached_property
    def _tops(self) -> dict[int, int]:
        """Start of each line with tabs → start of the first line of its table."""
        found: dict[int, int] = {}
        start, top = 0, -1
        for line in self.text.split("\n"):
            top = (start if top < 0 else top) if "\t" in line else -1
            if top >= 0:
                found[start] = top
            start += len(line) + 1
        return found

    def _line(self, start: int) -> str:
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end]


def _key(passage: Passage) -> Key | None:
    found = _PLACE.fullmatch(passage.place)
    return (int(found["table"]), int(found["row"]), int(found["column"])) if found else None
