"""Take an observation back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, ObservationWithdrawn
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def withdraw_observation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    observation: UUID,
    reason: str = "",
) -> Outcome:
    """Writes one ``observation.withdrawn`` entry."""
    body = ObservationWithdrawn(observation=observation)
    beside = {"reason": reason} if reason else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
