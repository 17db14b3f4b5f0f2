"""Take the answer to a hint of cadence back: the hint stands again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import CadenceAskedAgain, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write
from shuzhi.values.period import Period


def ask_cadence_again(
    office: Office, *, by: str, at: datetime, entry: UUID, org: str, kind: str, period: Period
) -> Outcome:
    """Unit, type and days name the answer that is taken back."""
    body = CadenceAskedAgain(org=org, kind=kind, start=period.start, end=period.end)
    return write(office, Entry(office.ledger, entry, by, at, body))
