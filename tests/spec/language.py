"""A small language for ledgers and the figures expected of them: tables of rows, a measure, and lines beginning =>.

    | day        | type | hosts | heads | counts |
    | 2023-03-08 | talk | D, T1 | 40    | yes    |
    {count = ["talk"]}
    => subtree C 1
    => unit D 1

The first column says what a table tells: day (or record) an activity, item, link, observe (an observation), value,
organisation, person, post. A line ``-- name`` marks a position of the ledger; ``=> as of name …`` asks at it.
This module reads the text; ``stage`` plays it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from shuzhi.engine.base import Certainty

TABLES = {
    "day": "activity", "record": "activity", "item": "item", "link": "link", "observe": "observation",
    "value": "value", "organisation": "organisation", "person": "person", "post": "post",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of a table; ``counts`` is None where the table does not say which rows are behind the figure."""

    kind: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def words(self, column: str) -> list[str]:
        return [word for word in re.split(r"[,\s]+", self[column]) if word]

    def cells_of(self, column: str) -> list[str]:
        """Parts set apart by + or commas, each of several words."""
        return [part.strip() for part in re.split(r"[+,]", self[column]) if part.strip()]

    def pairs(self, column: str) -> list[tuple[str, str]]:
        """``a=1, b=2`` as pairs; a word without = stands under ""."""
        found = []
        for word in self.words(column):
            name, given, value = word.rpartition("=")
            found.append((name, value) if given else ("", word))
        return found

    @property
    def counts(self) -> bool | None:
        return {"yes": True, "no": False}.get(self["counts"])


@dataclass(frozen=True)
class Mark:
    name: str


@dataclass(frozen=True)
class MeasureLine:
    text: str


@dataclass(frozen=True)
class Expected:
    """``low`` and ``high`` are the ends of the value (None: absent end); ``extra`` are pending, gaps …"""

    line: str
    reach: str
    org: str
    certainty: Certainty
    low: Decimal | None = None
    high: Decimal | None = None
    period: str = "2023"
    restated: str = ""
    as_of: str = ""
    person: str = ""
    post: str = ""
    below: str = ""
    by: str = ""
    slices: dict[str, str] = field(default_factory=dict)
    extra: dict[str, int] = field(default_factory=dict)


Step = Row | Mark | MeasureLine | Expected


def read(text: str) -> list[Step]:
    """Raises ``ValueError`` for a line that is none of these."""
    steps: list[Step] = []
    header: list[str] = []
    for raw in text.strip().splitlines():
        line = raw.strip()
        if not line:
            header = []
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not header or cells[0] in TABLES:
                header = cells
            else:
                steps.append(Row(TABLES[header[0]], dict(zip(header, cells, strict=True))))
        elif line.startswith("--"):
            steps.append(Mark(line[2:].strip()))
            header = []
        elif line.startswith("{"):
            steps.append(MeasureLine(line))
            header = []
        elif line.startswith("=>"):
            steps.append(expected(line[2:].strip()))
            header = []
        else:
            raise ValueError(f"not a line of a spec: {line!r}")
    return steps


_QUESTION = re.compile(
    r"(?:as of (?P<as_of>\S+) )?(?P<reach>unit|subtree|team|person|all)(?: (?P<org>(?:\w+/)?[A-Z]\w*))?"
    r"(?: below (?P<below>\S+))?(?: is (?P<person>\S+))?(?: as (?P<post>\S+))?(?: in (?P<period>\S+))?(?: under (?P<restated>\S+))?"
    r"(?: by (?P<by>month|organisation|mode|category|type):)? (?P<rest>.+)\Z"
)
_EXTRA = re.compile(r",? *(\d+) (pending|gaps|gap|records|record)\b")


def expected(line: str) -> Expected:
    """``subtree D in 2023Q1 [40, 80], 1 pending``; ``unit D by month: 2023-01 3, 2023-02 0``."""
    found = _QUESTION.match(line)
    if found is None:
        raise ValueError(f"not an expectation: {line!r}")
    rest = found["rest"]
    given = {
        "line": line, "reach": "subtree" if found["reach"] == "all" else found["reach"],
        "org": found["org"] or "", "as_of": found["as_of"] or "", "person": found["person"] or "",
        "post": found["post"] or "", "period": found["period"] or "2023", "restated": found["restated"] or "",
        "below": found["below"] or "",
    }  # fmt: skip
    if found["by"]:
        cells = ((*cell.split(maxsplit=1),) for cell in rest.split("; "))
        return Expected(**given, certainty=Certainty.EXACT, by=found["by"], slices=dict(cells))
    extra = {name.rstrip("s") if name != "gaps" else "gap": int(n) for n, name in _EXTRA.findall(rest)}
    certainty, low, high = value_of(_EXTRA.sub("", rest).strip())
    return Expected(**given, certainty=certainty, low=low, high=high, extra=extra)


def value_of(text: str) -> tuple[Certainty, Decimal | None, Decimal | None]:
    """``12``, ``[40, 80]``, ``[40, …)``, ``unknown``, ``suppressed``, ``declared 12``, ``cited 12``."""
    if text in ("unknown", "suppressed"):
        return Certainty(text), None, None
    word, _, number = text.rpartition(" ")
    if word in ("declared", "cited"):
        return Certainty(word), Decimal(number), Decimal(number)
    interval = re.fullmatch(r"\[(\S+), (?:(\S+)\]|…\))", text)
    if interval:
        return Certainty.BOUNDED, Decimal(interval[1]), Decimal(interval[2]) if interval[2] else None
    return Certainty.EXACT, Decimal(text), Decimal(text)
