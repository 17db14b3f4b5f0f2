"""How many records of work there are, by type, unit, month and standing: the calendar of a year. The scope comes first.

months(scope, wanted=ActivityFilter(…)) -> tuple[MonthOfWork, …]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


def months(scope: reads.ReadScope, *, wanted: reads.ActivityFilter) -> tuple[MonthOfWork, ...]:
    """Counts of records, not of events: a joint activity entered twice is two. By month, type, unit."""
    rows = reads.narrowed(scope, wanted).order_by().annotate(month=TruncMonth("end"))
    counted = (
        rows.values("type", "org", "month", "status")
        .annotate(many=Count("pk"), bare=Count("pk", filter=Q(evidence=0)))
        .order_by("month", "type", "org", "status")
    )
    return tuple(MonthOfWork(**one) for one in counted)
