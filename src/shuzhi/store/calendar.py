"""How many records of work there are, by type, unit, month and standing: the calendar of a year. The scope comes first.

months(scope, wanted=ActivityFilter(…)) -> tuple[MonthOfWork, …]
happenings(scope, wanted=ActivityFilter(…)) -> tuple[Happening, …]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from shuzhi.store import reads


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """``month`` is its first day; work belongs to the month in which it ended. ``bare``: those without any evidence."""

    type: str
    org: str
    month: date
    status: str
    many: int
    bare: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One record as it stands, without its texts. ``event`` is shared by records of the same happening; ``position`` is
    that of the last entry about it.
    """

    activity: UUID
    event: UUID
    type: str
    org: str
    form: str
    start: date
    end: date
    sessions: int
    heads: int
    status: str
    position: int


def months(scope: reads.ReadScope, *, wanted: reads.ActivityFilter) -> tuple[MonthOfWork, ...]:
    """Counts of records, not of events: a joint activity entered twice is two. By month, type, unit."""
    rows = reads.narrowed(scope, wanted).order_by().annotate(month=TruncMonth("end"))
    counted = (
        rows.values("type", "org", "month", "status")
        .annotate(many=Count("pk"), bare=Count("pk", filter=Q(evidence=0)))
        .order_by("month", "type", "org", "status")
    )
    return tuple(MonthOfWork(**one) for one in counted)


def happenings(scope: reads.ReadScope, *, wanted: reads.ActivityFilter) -> tuple[Happening, ...]:
    """By day, then by the order in which they were last touched."""
    rows = reads.narrowed(scope, wanted).order_by("start", "position", "key")
    return tuple(
        Happening(
            UUID(row.key), UUID(row.event), row.type, row.org, row.form, row.start, row.end, row.sessions,
            row.heads, row.status, row.position,
        )
        for row in rows
    )  # fmt: skip
