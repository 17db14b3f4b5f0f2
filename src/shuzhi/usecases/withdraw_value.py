"""Take a declared or cited value back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, ValueWithdrawn
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def withdraw_value(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    value_id: UUID,
    reason: str = "",
) -> Outcome:
    """Writes one ``value.withdrawn`` entry."""
    body = ValueWithdrawn(value_id=value_id)
    beside = {"reason": reason} if reason else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
