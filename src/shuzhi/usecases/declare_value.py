"""Take a figure over from an earlier paper of our own."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger.entries import Entry, ValueDeclared
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def declare_value(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    value_id: UUID,
    org: str,
    indicator: str,
    start: date,
    end: date,
    value: Decimal,
    unit: str,
    document: str,
    document_day: date,
) -> Outcome:
    """It prints as declared, and is never added to counted ones. ``value`` in ``unit``."""
    body = ValueDeclared(
        value_id=value_id,
        org=org,
        indicator=indicator,
        start=start,
        end=end,
        value=value,
        unit=unit,
        document=document,
        document_day=document_day,
    )
    return write(office, Entry(office.ledger, entry, by, at, body))
