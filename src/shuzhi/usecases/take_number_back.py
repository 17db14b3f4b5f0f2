"""Take a number back that was put down as handed over: by mistake, or because the receiver was told to disregard it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, NumberHandedOver, NumberTakenBack
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, refusal, write


def take_number_back(
    office: Office, *, by: str, at: datetime, entry: UUID, number: UUID, day: date, reason: str
) -> Outcome:
    """The hand-over stays in the ledger; it is no longer held against later figures. ``reason`` lies beside."""
    if not reason.strip():
        return refusal("numbers.reason_missing")
    handed = [
        one.entry.body
        for one in office.journal.of_types(office.ledger, (NumberHandedOver.type,))
        if isinstance(one.entry.body, NumberHandedOver) and one.entry.body.number == number
    ]
    if not handed:
        return refusal("numbers.unknown_number", number=str(number))
    body = NumberTakenBack(number=number, indicator=handed[0].indicator, day=day)
    return write(office, Entry(office.ledger, entry, by, at, body, {"reason": reason.strip()}))
