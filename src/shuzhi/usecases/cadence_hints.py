"""Hints of cadence: what a rule of the pack asks that a unit's own records do not show, beside the answers given. Reads only.

A hint scores nobody: of work that the unit does not do itself, and of days that are not over, nothing is said. Knows
counts by month; neither where they come from nor how a hint is worded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from shuzhi.catalog.model import ActivityType, Cadence, Pack
from shuzhi.usecases.hint_answers import CadenceAnswer, HintAnswers
from shuzhi.values.period import Period

ByMonth = Mapping[str, Mapping[date, int]]
"""Records of one unit: activity type, first day of the month, how many."""
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class CadenceHint:
    """``short`` are the stretches that are over, show fewer records than asked, and that no answer covers."""

    kind: ActivityType
    cadence: Cadence
    short: tuple[Period, ...]
    answers: tuple[CadenceAnswer, ...]


def cadence_hints(
    pack: Pack, given: HintAnswers, *, org: str, period: Period, own: ByMonth, today: date
) -> Iterator[CadenceHint]:
    """What is open, and every hint that was answered, in the order of the pack."""
    for kind in pack.types.values():
        if kind.cadence is None or kind.protected:
            continue
        answers = given.of_cadence(org, kind.code, period)
        found = own.get(kind.code, {})
        short = _short(kind.cadence, period, found, today) if found else ()
        left = tuple(one for one in short if not _is_covered(one, answers))
        if left or answers:
            yield CadenceHint(kind, kind.cadence, left, answers)


def _short(cadence: Cadence, period: Period, found: Mapping[date, int], today: date) -> Iterator[Period]:
    for one in _stretches(cadence, period):
        if one.end < today and sum(many for month, many in found.items() if month in one) < cadence.times:
            yield one


def _stretches(cadence: Cadence, period: Period) -> Iterator[Period]:
    """Those that lie in the period as a whole."""
    long = _MONTHS[cadence.every]
    for year in range(period.start.year, period.end.year + 1):
        for first in range(1, 13, long):
            stretch = Period.months(year, first, first + long - 1)
            if period.start <= stretch.start and stretch.end <= period.end:
                yield stretch


def _is_covered(stretch: Period, given: Iterable[CadenceAnswer]) -> bool:
    return any(one.period.start <= stretch.start and stretch.end <= one.period.end for one in given)
