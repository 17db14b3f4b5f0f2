"""How a write is answered: receipts with warnings, 201 where something new was written, 200 for a repeat."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja.responses import Status

from shuzhi.usecases.writing import Outcome, Problems
from shuzhi.web.api.problems import of_problems, sentences
from shuzhi.web.seat import Seat


def written(seat: Seat, outcome: Outcome) -> Status[dict[str, Any]]:
    """``WrittenOut`` with its status. Raises ``Refusal`` for what was not written."""
    if isinstance(outcome, Problems):
        raise of_problems(outcome.problems)
    told = {
        "ledger": seat.ledger,
        "receipts": [
            {"id": one.entry, "position": one.position, "repeated": one.repeated} for one in outcome.receipts
        ],
        "warnings": sentences(outcome.warnings, seat.language),
    }
    return Status(200 if all(one.repeated for one in outcome.receipts) else 201, told)


def instant_of(seat: Seat, entry: UUID) -> datetime:
    """When this caller first sent the entry, else now: what is sent again is the act of that instant."""
    held = seat.office.journal.find(seat.ledger, entry)
    return held.entry.at if held is not None and held.entry.by == seat.account else seat.now()
