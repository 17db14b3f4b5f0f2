"""Keep a wording of the office with the days on which it is current."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, FormulationListed
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def list_formulation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    formulation: UUID,
    slot: str,
    text: str,
    start: date,
    end: date | None = None,
) -> Outcome:
    """``slot`` names where an outline may use it; an outline whose slot has no current wording leaves its sentence out."""
    body = FormulationListed(formulation=formulation, slot=slot, text=text, start=start, end=end)
    return write(office, Entry(office.ledger, entry, by, at, body))
