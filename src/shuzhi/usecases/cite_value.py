"""Cite another organ's figure with its source and date."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger.entries import Entry, ValueCited
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def cite_value(
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
    source_org: str,
    document: str,
    document_day: date,
) -> Outcome:
    """It prints as cited, and is never added to ours. ``value`` in ``unit``."""
    body = ValueCited(
        value_id=value_id,
        org=org,
        indicator=indicator,
        start=start,
        end=end,
        value=value,
        unit=unit,
        source_org=source_org,
        document=document,
        document_day=document_day,
    )
    return write(office, Entry(office.ledger, entry, by, at, body))
