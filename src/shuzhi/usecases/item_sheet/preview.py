"""What a sheet would do: every row accepted, rejected with its reasons, or a duplicate of what is there. None is lost.

Knows the ledger through its checks; writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from shuzhi.catalog.model import ItemKind, Pack
from shuzhi.documents.errors import Refused
from shuzhi.ledger.checks import Level, Problem, check_entries
from shuzhi.ledger.entries import Entry, ItemOpened
from shuzhi.usecases.catalog_checks import check_against
from shuzhi.usecases.item_sheet.columns import Column, UnreadableCellError, columns_of, plain_heading
from shuzhi.usecases.item_sheet.table import Table, TableRow
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force

HEADER_WITHIN = 10  # rows in which the headings are looked for: titles of sheets stand above them


class Fate(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class SheetAsked:
    """Whose sheet it is: the kind of its items, the unit and day of rows that name none, the units to choose among."""

    kind: ItemKind
    org: str
    day: date
    orgs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RowFate:
    """One row of the sheet. ``entry`` is what it would write; None where it cannot be read.

    ``same_as`` is the item in the ledger that a duplicate repeats; one that repeats a row of the sheet says which.
    """

    number: int
    fate: Fate
    title: str
    problems: tuple[Problem, ...] = ()
    entry: Entry | None = None
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    rows: tuple[RowFate, ...]

    def count(self, fate: Fate) -> int:
        return sum(one.fate is fate for one in self.rows)

    def counts(self) -> dict[str, int]:
        """Rows by fate; together they are all rows."""
        return {fate.value: self.count(fate) for fate in Fate}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Those of accepted rows, in the order of the sheet."""
        return tuple(one.entry for one in self.rows if one.fate is Fate.ACCEPTED and one.entry is not None)


def preview(office: Office, table: Table, asked: SheetAsked, *, by: str, at: datetime) -> Preview:
    """Every row below the headings has one fate. Raises ``Refused`` for a sheet without the heading of the title."""
    pack = pack_in_force(office)
    columns = columns_of(asked.kind, pack=pack, orgs=asked.orgs)
    places, rows = _headed(table, columns)
    seen: dict[UUID, int] = {}
    fates = []
    for row in rows:
        told = _told(row, places)
        fate = _fate(office, row.number, told, asked, seen, pack=pack, by=by, at=at)
        if fate.entry is not None:
            seen.setdefault(fate.entry.id, row.number)
        fates.append(fate)
    return Preview(tuple(fates))


_Headed = tuple[Column, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the cells of a row state, by column; problems of cells that cannot be read."""

    values: Mapping[str, tuple[str, ...]]
    title: str
    problems: tuple[Problem, ...]

    def one(self, key: str) -> str:
        return (self.values.get(key) or ("",))[0]


def _headed(table: Table, columns: tuple[Column, ...]) -> tuple[dict[int, _Headed], tuple[TableRow, ...]]:
    """Columns by place with the headings they bear, and the rows below."""
    for index, row in enumerate(table[:HEADER_WITHIN]):
        found: dict[int, _Headed] = {}
        for place, text in enumerate(row.cells):
            column = next((one for one in columns if plain_heading(text) in one.headings), None)
            if column is not None and column not in {one for one, _ in found.values()}:
                found[place] = (column, text)
        if any(one.key == "title" for one, _ in found.values()):
            return found, table[index + 1 :]
    raise Refused("items.sheet.no_heading", {"heading": columns[0].heading})


def _told(row: TableRow, places: Mapping[int, _Headed]) -> _Told:
    values: dict[str, tuple[str, ...]] = {}
    problems = []
    for place, (column, heading) in places.items():
        text = row.cells[place] if place < len(row.cells) else ""
        if not text:
            continue
        try:
            values[column.key] = column.read(text)
        except UnreadableCellError as problem:
            problems.append(Problem(problem.code, {**problem.args_, "column": heading}))
    title = (values.get("title") or ("",))[0]
    if not title:
        problems.append(Problem("items.sheet.no_title"))
    return _Told(values, title, tuple(problems))


def _fate(
    office: Office,
    number: int,
    told: _Told,
    asked: SheetAsked,
    seen: Mapping[UUID, int],
    *,
    pack: Pack,
    by: str,
    at: datetime,
) -> RowFate:
    if told.problems:
        return RowFate(number, Fate.REJECTED, told.title, told.problems)
    entry = _entry(office, told, asked, by=by, at=at)
    if office.journal.find(office.ledger, entry.id) is not None:
        return RowFate(number, Fate.DUPLICATE, told.title, entry=entry, same_as=entry.subject)
    if entry.id in seen:
        same = Problem("items.sheet.same_row", {"row": seen[entry.id]}, Level.WARNING)
        return RowFate(number, Fate.DUPLICATE, told.title, (same,), entry)
    found = (
        *check_against(office, (entry,), pack),
        *check_entries(office.journal, office.ledger, (entry,)),
    )
    fate = Fate.REJECTED if any(one.level is Level.ERROR for one in found) else Fate.ACCEPTED
    return RowFate(number, fate, told.title, found, entry)


def _entry(office: Office, told: _Told, asked: SheetAsked, *, by: str, at: datetime) -> Entry:
    """Its id is made of what the row says and the year it was opened in, so that the sheet sent again adds nothing."""
    day = date.fromisoformat(told.one("day")) if told.one("day") else asked.day
    org = told.one("org") or asked.org
    fields = tuple(
        (key.removeprefix("field."), value)
        for key, values in told.values.items()
        if key.startswith("field.")
        for value in values
    )
    said = [
        office.ledger, asked.kind.code, org, day.year, told.title, told.one("owner"), told.one("due"),
        told.one("target"), sorted(fields),
    ]  # fmt: skip
    identity = uuid5(NAMESPACE_URL, "shuzhi:item-row:" + json.dumps(said, ensure_ascii=False))
    body = ItemOpened(
        item=uuid5(identity, "item"),
        kind=asked.kind.code,
        org=org,
        day=day,
        state=asked.kind.states[0].code,
        due=date.fromisoformat(told.one("due")) if told.one("due") else None,
        owner=told.one("owner"),
        target=Decimal(told.one("target")) if told.one("target") else None,
        fields=fields,
    )
    return Entry(office.ledger, identity, by, at, body, {"title": told.title})
