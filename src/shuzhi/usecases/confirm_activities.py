"""Confirm several activities as one act, each as it stood after the last entry the confirmer saw; all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from shuzhi.ledger.entries import ActivityConfirmed, Entry
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, write


def confirm_activities(
    office: Office, *, by: str, at: datetime, entry: UUID, seen: Sequence[tuple[UUID, UUID]]
) -> Outcome:
    """``seen`` are (activity, entry last seen); must not be empty. The ids of the entries are made from ``entry``, so
    that the act sent again writes nothing.
    """
    return write(
        office,
        *(
            Entry(office.ledger, confirmation_id(entry, activity), by, at, ActivityConfirmed(activity, upto))
            for activity, upto in seen
        ),
    )


def confirmation_id(entry: UUID, activity: UUID) -> UUID:
    """The id of one of the entries of an act."""
    return uuid5(entry, str(activity))
