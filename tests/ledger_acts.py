"""Short ways to write invented entries in tests: who and when are fixed, ids are told or made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from shuzhi.ledger.entries import (
    ActivityConfirmed,
    ActivityCorrected,
    ActivityDetail,
    ActivityRecorded,
    Body,
    Entry,
    Headcount,
    OrganisationOpened,
    PersonRegistered,
)

AT = datetime(2023, 12, 31, 12, 0, tzinfo=UTC)
DAY = date(2023, 3, 12)


@dataclass(frozen=True)
class Acts:
    """Entries of one ledger."""

    ledger: str

    def entry(self, body: Body, *, id: UUID | None = None, at: datetime = AT, **beside: str) -> Entry:
        return Entry(self.ledger, id or uuid4(), "account-1", at, body, beside)

    def opened(self, org: str, parent: str = "", *, day: date = date(2020, 1, 1), order: int = 0) -> Entry:
        return self.entry(OrganisationOpened(org, day, f"单位{org}", "unit", parent, order))

    def registered(self, person: str, org: str) -> Entry:
        return self.entry(PersonRegistered(person, org, date(2020, 1, 1)), name=f"某{person}")

    def recorded(self, activity: UUID, detail: ActivityDetail, **beside: str) -> Entry:
        return self.entry(ActivityRecorded(activity, detail), **beside)

    def confirmed(self, activity: UUID, upto: Entry) -> Entry:
        return self.entry(ActivityConfirmed(activity, upto.id))

    def corrected(self, activity: UUID, stated: Entry, detail: ActivityDetail) -> Entry:
        return self.entry(ActivityCorrected(activity, stated.id, detail), reason="笔误")


def talk(
    org: str = "village", heads: int = 20, *, end: date = DAY, event: UUID | None = None
) -> ActivityDetail:
    """One talk in a village with so many heads."""
    return ActivityDetail(
        type="talk", org=org, event=event or uuid4(), start=end, end=end, headcounts=(Headcount(heads),)
    )
