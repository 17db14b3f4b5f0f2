"""A spreadsheet of readings, one row one reading: the works stand in it already, whoever reads them off fills in the number.

Rows without a number state nothing. Every other row is accepted, rejected with its reason, or a duplicate. Writes nothing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import NAMESPACE_URL, UUID, uuid5

import xlsxwriter

from shuzhi.catalog.model import QuantitySpec
from shuzhi.documents.errors import Refused
from shuzhi.ledger.checks import Level, Problem, check_entries
from shuzhi.ledger.entries import Entry, ObservationMade
from shuzhi.usecases.catalog_checks import check_against_pack
from shuzhi.usecases.item_sheet.columns import UnreadableCellError, plain_heading, read_day
from shuzhi.usecases.item_sheet.preview import Fate, Preview, RowFate
from shuzhi.usecases.item_sheet.table import Table, TableRow
from shuzhi.usecases.office import Office
from shuzhi.values.period import SHANGHAI

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "thing": ("编号", "id"),
    "title": ("标题", "title"),
    "made": ("日期", "date"),
    "measure": ("读取项目", "what was read"),
    "last": ("上次读数", "last reading"),
    "day": ("读取日期", "read on"),
    "value": ("读数", "reading"),
}
"""In the order of a blank sheet: Chinese, then English. Only number, thing, day and measure are read back."""

HEADER_WITHIN = 10
_PLACE = {"zh": 0, "en": 1}


@dataclass(frozen=True, slots=True)
class Readable:
    """A thing that may be read off: ``made`` is the day of the work, ``last`` its last reading in words."""

    subject: str
    org: str
    title: str
    made: date
    measures: tuple[QuantitySpec, ...]
    last: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    thing: Readable
    measure: str
    day: date
    value: Decimal


class _UnreadableError(ValueError):
    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, args)


def preview_readings(
    office: Office, table: Table, things: Sequence[Readable], *, day: date, by: str, at: datetime
) -> Preview:
    """``day`` is that of rows that name none. Raises ``Refused`` for a sheet without its headings."""
    known = {one.subject: one for one in things}
    places, rows = _headed(table)
    seen: dict[UUID, int] = {}
    fates = []
    for row in rows:
        cells = {key: row.cells[place] for key, place in places.items() if place < len(row.cells)}
        if not cells.get("value"):
            continue
        fate = _fate(office, row.number, cells, known, seen, day=day, by=by, at=at)
        if fate.entry is not None:
            seen.setdefault(fate.entry.id, row.number)
        fates.append(fate)
    return Preview(tuple(fates))


def blank_readings_workbook(
    things: Sequence[Readable], *, language: str, title: str, created: datetime
) -> bytes:
    """One row for each thing and measure."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": created.astimezone(SHANGHAI).replace(tzinfo=None)})
        head, day = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, (key, names) in enumerate(HEADINGS.items()):
            wide = {"thing": 12, "title": 40}.get(key, 16)
            sheet.set_column(column, column, wide, day if key == "day" else None)
            sheet.write_string(0, column, names[_PLACE[language]], head)
        for line, cells in enumerate(_lines(things, language), start=1):
            for column, text in enumerate(cells):
                sheet.write_string(line, column, text)
    return out.getvalue()


def blank_readings_csv(things: Sequence[Readable], *, language: str) -> bytes:
    """The same rows as text, in UTF-8 with its mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([names[_PLACE[language]] for names in HEADINGS.values()])
    # a title that begins like a formula is kept from being one
    writer.writerows(
        [f"'{text}" if text[:1] in "=+-@" and text else text for text in cells]
        for cells in _lines(things, language)
    )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _lines(things: Sequence[Readable], language: str) -> list[tuple[str, ...]]:
    """As far as the sheet is filled in beforehand: day and number are the reader's."""
    return [
        (
            one.subject,
            one.title,
            one.made.isoformat(),
            (spec.name, spec.name_en)[_PLACE[language]] or spec.name,
            one.last,
        )
        for one in things
        for spec in one.measures
    ]


def _headed(table: Table) -> tuple[dict[str, int], tuple[TableRow, ...]]:
    for index, row in enumerate(table[:HEADER_WITHIN]):
        texts = [plain_heading(text) for text in row.cells]
        found = {
            key: place
            for key, names in HEADINGS.items()
            for place, text in enumerate(texts)
            if text in {plain_heading(name) for name in names}
        }
        if {"thing", "value"} <= set(found):
            return found, table[index + 1 :]
    raise Refused("items.sheet.no_heading", {"heading": HEADINGS["thing"][0]})


def _fate(
    office: Office, number: int, cells: Mapping[str, str], known: Mapping[str, Readable], seen: Mapping[UUID, int],
    *, day: date, by: str, at: datetime,
) -> RowFate:  # fmt: skip
    try:
        told = _told(cells, known, day)
    except _UnreadableError as unreadable:
        return RowFate(number, Fate.REJECTED, cells.get("title", ""), (unreadable.problem,))
    entry, title = _entry(office, told, by=by, at=at), told.thing.title
    if office.journal.find(office.ledger, entry.id) is not None:
        return RowFate(number, Fate.DUPLICATE, title, entry=entry, same_as=entry.subject)
    if entry.id in seen:
        same = Problem("items.sheet.same_row", {"row": seen[entry.id]}, Level.WARNING)
        return RowFate(number, Fate.DUPLICATE, title, (same,), entry)
    found = (*check_against_pack(office, (entry,)), *check_entries(office.journal, office.ledger, (entry,)))
    fate = Fate.REJECTED if any(one.level is Level.ERROR for one in found) else Fate.ACCEPTED
    return RowFate(number, fate, title, found, entry)


def _told(cells: Mapping[str, str], known: Mapping[str, Readable], day: date) -> _Told:
    """Raises ``_UnreadableError`` for the first cell that cannot be read."""
    thing = known.get(cells.get("thing", ""))
    if thing is None:
        raise _UnreadableError(
            "items.sheet.unknown", column=HEADINGS["thing"][0], text=cells.get("thing", "")
        )
    named = cells.get("measure", "")
    fitting = [one for one in thing.measures if not named or named in (one.code, one.name, one.name_en)]
    if len(fitting) != 1:
        raise _UnreadableError("items.sheet.unknown", column=HEADINGS["measure"][0], text=named)
    try:
        value = Decimal(cells["value"].replace(",", "").replace("，", ""))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise _UnreadableError("items.sheet.no_number", column=HEADINGS["value"][0], text=cells["value"])
    try:
        read_on = read_day(cells["day"], HEADINGS["day"][0]) if cells.get("day") else day
    except UnreadableCellError as problem:
        raise _UnreadableError(problem.code, **problem.args_) from problem
    return _Told(thing, fitting[0].code, read_on, value)


def _entry(office: Office, told: _Told, *, by: str, at: datetime) -> Entry:
    """Its id is made of what the row says, so that the sheet sent again adds nothing."""
    said = [
        office.ledger,
        told.thing.subject,
        told.measure,
        told.day.isoformat(),
        f"{told.value.normalize():f}",
    ]
    identity = uuid5(NAMESPACE_URL, "shuzhi:reading-row:" + json.dumps(said, ensure_ascii=False))
    body = ObservationMade(
        observation=uuid5(identity, "observation"), about=told.thing.subject, org=told.thing.org,
        measure=told.measure, value=told.value, day=told.day,
    )  # fmt: skip
    return Entry(office.ledger, identity, by, at, body)
