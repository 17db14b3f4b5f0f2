"""Merge an organisation into another from a day on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, OrganisationMerged
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def merge_organisation(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    org: str,
    day: date,
    into: str,
    source: str = "",
) -> Outcome:
    """From ``day`` on it no longer exists by itself; its successor stands where it stood. ``source`` is the paper relied on."""
    body = OrganisationMerged(org=org, day=day, into=into)
    beside = {"source": source} if source else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))
