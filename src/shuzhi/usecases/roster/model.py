"""Rows of a roster and what becomes of each. Knows the columns by code; sentences are said elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shuzhi.ledger.checks import Problem
from shuzhi.ledger.entries import Entry


class Table(StrEnum):
    ORGANISATIONS = "organisations"
    PEOPLE = "people"


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


COLUMNS: Mapping[Table, Mapping[str, tuple[str, ...]]] = {
    Table.ORGANISATIONS: {
        "org": ("组织代码", "代码", "Code"),
        "name": ("组织名称", "名称", "Name"),
        "kind": ("类别", "组织类别", "Kind"),
        "parent": ("上级代码", "上级组织代码", "Code of the unit above"),
        "order": ("排序", "顺序", "Order"),
        "day": ("成立日期", "日期", "Founded on"),
        "source": ("依据", "批复文号", "Source"),
    },
    Table.PEOPLE: {
        "org": ("组织代码", "所在组织代码", "Code of the unit"),
        "name": ("姓名", "Full name"),
        "telephone": ("电话", "联系电话", "手机", "Telephone"),
        "day": ("登记日期", "起始日期", "Registered from"),
        "post": ("职务", "Post"),
        "post_day": ("任职日期", "In post from"),
    },
}
"""Column -> the heads it may stand under; the first is the one the template bears, the last its English."""

NEEDED: Mapping[Table, tuple[str, ...]] = {
    Table.ORGANISATIONS: ("org", "name", "kind"),
    Table.PEOPLE: ("org", "name"),
}
"""Columns by whose heads a table is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` by column, trimmed; ``number`` counts the lines of the sheet from 1."""

    table: Table
    sheet: str
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """``passed_over`` names the sheets without a table we know; blank lines are no rows."""

    rows: tuple[Row, ...]
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row with what becomes of it; ``entries`` are written where it is accepted."""

    row: Row
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """``lines`` in the order of the file: as many as there were rows."""

    lines: tuple[Line, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Units first, those above before those below, then people."""
        units = [one for line in self.lines if line.row.table is Table.ORGANISATIONS for one in line.entries]
        people = [one for line in self.lines if line.row.table is Table.PEOPLE for one in line.entries]
        return (*_parents_first(units), *people)

    def counts(self, table: Table) -> dict[Verdict, int]:
        """in = accepted + rejected + duplicate."""
        found = Counter(line.verdict for line in self.lines if line.row.table is table)
        return {verdict: found[verdict] for verdict in Verdict}

    def of(self, verdict: Verdict) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.verdict is verdict)


def _parents_first(entries: list[Entry]) -> list[Entry]:
    """Those whose unit above is opened by none of the others come first, then those below them."""
    waiting = {one.subject: one for one in entries}
    found: list[Entry] = []
    while waiting:
        ready = [
            subject
            for subject, one in waiting.items()
            if f"organisation:{getattr(one.body, 'parent', '')}" not in waiting.keys() - {subject}
        ]
        found += [waiting.pop(subject) for subject in ready or list(waiting)]
    return found
