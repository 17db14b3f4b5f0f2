"""Map a blank form once: which cell asks for which figure. The blank is kept, so that it can be filled for ever."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from shuzhi.catalog.model import Pack
from shuzhi.documents.workbook import Kind, Workbook, open_workbook, place_of
from shuzhi.engine.base import Reach
from shuzhi.ledger.checks import Problem
from shuzhi.ledger.entries import Entry, FormCell, FormMapped
from shuzhi.usecases.forms.layout import layout_digest, printed_on
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.writing import Outcome, Problems, write


def map_form(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    form: UUID,
    name: str,
    source: bytes,
    cells: tuple[FormCell, ...],
    number: str = "",
    issuer: str = "",
    approval: str = "",
    valid_until: date | None = None,
) -> Outcome:
    """``source`` is the blank xlsx. What is left "" about number, issuer, approval and validity is read off the form.

    Raises ``Refused`` for a file that cannot be opened, ``PackMissingError``.
    """
    workbook = open_workbook(source)
    found = tuple(_problems(workbook, cells, pack_in_force(office)))
    if not name.strip():
        found = (Problem("forms.name_missing"), *found)
    if found:
        return Problems(found)
    printed = printed_on(workbook)
    body = FormMapped(
        form=form, name=name.strip(), blank=hashlib.sha256(source).hexdigest(), layout=layout_digest(workbook),
        cells=cells, number=number or printed.number, issuer=issuer or printed.issuer,
        approval=approval or printed.approval, valid_until=valid_until or printed.valid_until,
    )  # fmt: skip
    office.evidence.put(source)
    return write(office, Entry(office.ledger, entry, by, at, body))


def _problems(workbook: Workbook, cells: tuple[FormCell, ...], pack: Pack) -> Iterator[Problem]:
    if not cells:
        yield Problem("forms.no_cells")
    counted = Counter((cell.sheet, cell.cell) for cell in cells)
    yield from (
        Problem("forms.cell_twice", {"cell": f"{sheet}!{ref}"})
        for (sheet, ref), times in counted.items()
        if times > 1
    )
    for cell in cells:
        yield from _problems_of(workbook, cell, pack)


def _problems_of(workbook: Workbook, cell: FormCell, pack: Pack) -> Iterator[Problem]:
    where = f"{cell.sheet}!{cell.cell}"
    sheet = workbook.sheet(cell.sheet)
    try:
        place = place_of(cell.cell)
    except ValueError:
        yield Problem("forms.unknown_cell", {"cell": where})
        return
    if sheet is None:
        yield Problem("forms.unknown_cell", {"cell": where})
    elif sheet.head_of(*place) != place:
        yield Problem("forms.merged_cell", {"cell": where})
    elif sheet.at(cell.cell).kind is Kind.FORMULA:
        yield Problem("forms.formula_cell", {"cell": where})
    if cell.indicator not in pack.indicators:
        yield Problem("usecases.unknown_indicator", {"indicator": cell.indicator})
    if cell.reach and cell.reach not in {one.value for one in Reach}:
        yield Problem("forms.unknown_reach", {"cell": where, "reach": cell.reach})
    if cell.per < 1 or cell.years_back < 0:
        yield Problem("forms.unknown_cell", {"cell": where})
