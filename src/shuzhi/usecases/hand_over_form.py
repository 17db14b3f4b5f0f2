"""Hand a filled form in: every number that stands in its cells is put down as told to its receiver.

The file says which form it is and how it was filled; the figures behind the cells are computed from the ledger anew, and
what people changed in a cell is put down as it now stands. A cell left empty told nobody anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid5

from shuzhi.documents.workbook import Workbook, open_workbook
from shuzhi.engine.base import Query
from shuzhi.ledger.entries import Entry, FormMapped
from shuzhi.usecases.figure import figure
from shuzhi.usecases.forms.filling import query_of_cell
from shuzhi.usecases.forms.known import form_named, mapped_forms
from shuzhi.usecases.forms.rendering import Origin, origin_of
from shuzhi.usecases.hand_over_number import (
    Handing,
    Stated,
    body_of,
    first_instant,
    problems_of,
)
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.writing import Outcome, refusal, write


def hand_over_form(
    office: Office, *, by: str, at: datetime, entry: UUID, source: bytes, handing: Handing
) -> Outcome:
    """``source`` is the xlsx as it was handed in. One entry per number, all or none.

    Raises ``Refused``, ``UnknownFormError``, ``PackMissingError``, ``EngineError``.
    """
    if (refused := problems_of(handing, at)) is not None:
        return refused
    workbook = open_workbook(source)
    origin = origin_of(workbook)
    if origin is None:
        return refusal("forms.not_filled_here")
    if (
        origin.ledger != office.ledger
        or origin.filling.position > office.journal.head(office.ledger).position
    ):
        return refusal("numbers.other_ledger", ledger=office.ledger)
    form = form_named(office, str(origin.form), position=origin.filling.position)
    told = list(_told(office, workbook, form, origin))
    if not told:
        return refusal("numbers.nothing_in_it")
    at = first_instant(office, cell_entry(entry, told[0][1].place), by=by, at=at)
    return write(
        office,
        *(
            Entry(office.ledger, cell_entry(entry, stated.place), by, at, body_of(
                query, number=uuid5(entry, f"number {stated.place}"), handing=handing, stated=stated))
            for query, stated in told
        ),
    )  # fmt: skip


def cell_entry(entry: UUID, place: str) -> UUID:
    """The id under which the number of one cell is put down when the whole act has the id ``entry``."""
    return uuid5(entry, f"cell {place}")


def cell_entries(office: Office, entry: UUID, source: bytes) -> tuple[UUID, ...]:
    """The ids of all cells that this file may put down; none for a file that was not filled here. Raises ``Refused``."""
    origin = origin_of(open_workbook(source))
    if origin is None or origin.ledger != office.ledger:
        return ()
    known = next((one for one in mapped_forms(office) if one.form == origin.form), None)
    return tuple(cell_entry(entry, f"{one.sheet}!{one.cell}") for one in known.cells) if known else ()


def _told(
    office: Office, workbook: Workbook, form: FormMapped, origin: Origin
) -> Iterator[tuple[Query, Stated]]:
    pack = pack_in_force(office, position=origin.filling.position)
    for cell in form.cells:
        sheet = workbook.sheet(cell.sheet)
        text = sheet.at(cell.cell).text.strip() if sheet is not None else ""
        query = query_of_cell(cell, origin.filling, ledger=office.ledger, pack=pack)
        if not text or query is None:
            continue
        found = figure(office, query)
        low, high = (None, None) if found.value is None else (found.value.low, found.value.high)
        yield (
            query,
            Stated(
                _as_said(text, found.unit, cell.per), found.unit, found.certainty.value, low, high,
                place=f"{cell.sheet}!{cell.cell}",
            ),
        )  # fmt: skip


def _as_said(text: str, unit: str, per: int) -> str:
    """A bare number with the unit it is in; words as they stand."""
    try:
        number = Decimal(text) * per
    except InvalidOperation:
        return text
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + unit
