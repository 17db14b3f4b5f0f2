"""Answer a hint of cadence: it does not apply to the unit in these days, because … The hint stays, with its answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import CadenceAnswered, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write
from shuzhi.values.period import Period


def answer_cadence(
    office: Office, *, by: str, at: datetime, entry: UUID, org: str, kind: str, period: Period, reason: str
) -> Outcome:
    """``kind`` is an activity type with a cadence in the pack in force. ``reason`` lies beside and can be erased."""
    body = CadenceAnswered(org=org, kind=kind, start=period.start, end=period.end)
    return write(office, Entry(office.ledger, entry, by, at, body, {"reason": reason.strip()}))
