"""Put down a dated value read off something: views, stock, members."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger.entries import OPEN, Entry, ObservationMade
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def observe(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    observation: UUID,
    about: str,
    org: str,
    measure: str,
    value: Decimal,
    day: date,
    compartment: str = OPEN,
) -> Outcome:
    """``about`` is a subject; the newest value at or before a day holds."""
    body = ObservationMade(
        observation=observation,
        about=about,
        org=org,
        measure=measure,
        value=value,
        day=day,
        compartment=compartment,
    )
    return write(office, Entry(office.ledger, entry, by, at, body))
