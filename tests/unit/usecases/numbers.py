"""Short ways to record talks and hand numbers over, for tests of numbers that left the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from shuzhi.engine.base import Query, Reach
from shuzhi.ledger.entries import ActivityDetail, Headcount, Way
from shuzhi.usecases.confirm_activity import confirm_activity
from shuzhi.usecases.correct_activity import correct_activity
from shuzhi.usecases.figure import query_for
from shuzhi.usecases.hand_over_number import Handing, hand_over_number
from shuzhi.usecases.office import Office
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.withdraw_activity import withdraw_activity
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.values.period import SHANGHAI, Period
from tests.unit.usecases.offices import BY, number

NOW = datetime(2023, 12, 20, 9, 0, tzinfo=SHANGHAI)
CITY = Handing("市妇联", date(2023, 10, 9), Way.REPORT, "三季度情况")


@dataclass
class Telling:
    """Ids are counted on; every act is by the same account at the same instant."""

    office: Office
    last: int = 5000
    stated: dict[UUID, UUID] = field(default_factory=dict)

    def next_id(self) -> UUID:
        self.last += 1
        return number(self.last)

    def done(self, outcome: Outcome) -> UUID:
        assert isinstance(outcome, Done), outcome
        return outcome.receipt.entry

    def talk(self, day: str, *, org: str = "V1", heads: int = 30, confirmed: bool = True) -> UUID:
        activity = self.next_id()
        detail = talk_on(day, org=org, heads=heads, event=self.next_id())
        stated = self.done(
            record_activity(
                self.office, by=BY, at=NOW, entry=self.next_id(), activity=activity, detail=detail
            )
        )
        self.stated[activity] = stated
        if confirmed:
            self.confirm(activity)
        return activity

    def confirm(self, activity: UUID) -> None:
        self.done(
            confirm_activity(
                self.office,
                by=BY,
                at=NOW,
                entry=self.next_id(),
                activity=activity,
                upto=self.stated[activity],
            )
        )

    def withdraw(self, activity: UUID) -> None:
        self.done(
            withdraw_activity(
                self.office, by=BY, at=NOW, entry=self.next_id(), activity=activity, reason="重复"
            )
        )

    def correct(self, activity: UUID, detail: ActivityDetail) -> None:
        self.stated[activity] = self.done(
            correct_activity(
                self.office, by=BY, at=NOW, entry=self.next_id(), activity=activity,
                corrects=self.stated[activity], detail=detail, reason="笔误",
            )
        )  # fmt: skip
        self.confirm(activity)

    def asked(
        self, period: str = "2023", *, indicator: str = "outreach_sessions", org: str = "D",
        reach: Reach = Reach.SUBTREE,
    ) -> Query:  # fmt: skip
        return query_for(self.office, indicator=indicator, org=org, period=Period.parse(period), reach=reach)

    def hand_over(self, query: Query, *, said: str = "", handing: Handing = CITY) -> UUID:
        told = self.next_id()
        self.done(
            hand_over_number(
                self.office,
                by=BY,
                at=NOW,
                entry=self.next_id(),
                number=told,
                handing=handing,
                query=query,
                said=said,
            )
        )
        return told


def talk_on(day: str, *, org: str = "V1", heads: int = 30, event: UUID) -> ActivityDetail:
    on = date.fromisoformat(day)
    return ActivityDetail(
        type="outreach_talk", org=org, event=event, start=on, end=on, headcounts=(Headcount(heads),)
    )
