"""Put the accepted rows of a roster down, all of them or none, as one act."""

from __future__ import annotations

from datetime import datetime

from shuzhi.usecases.office import Office
from shuzhi.usecases.roster.model import Plan
from shuzhi.usecases.writing import Outcome, refusal, write


def import_roster(office: Office, *, by: str, at: datetime, plan: Plan) -> Outcome:
    """``plan`` was made for this very actor and instant. Importing the same file again finds every row there already."""
    entries = plan.entries
    if not entries:
        return refusal("roster.nothing_to_import")
    if any((one.by, one.at) != (by, at) for one in entries):
        raise ValueError("a plan is written by who made it")
    return write(office, *entries)
