"""What an engine finds for one leaf measure, and the arithmetic of people and heads that both engines owe.

Knows neither rows nor how they were found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from shuzhi.values.interval import Interval

RATIO_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Tally:
    """``value`` None: unknown. ``open_records`` and ``sealed_records`` are the records traced, ordinary and
    protected; ``sealed`` is the value over the protected ones alone. ``pending`` are the events not yet
    confirmed.
    """

    value: Interval | None
    open_records: int = 0
    sealed_records: int = 0
    sealed: Interval | None = None
    gaps: int = 0
    pending: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Crowd:
    """Those present in one ledger: distinct named, heads without a name, the largest session, sessions not
    counted.
    """

    named: int
    unnamed: int
    largest: int
    gaps: int


def heads_value(known: int, gaps: int) -> Interval | None:
    """Attendances: at least those known where a session has no count; nothing known at all is no value."""
    if gaps and not known:
        return None
    return Interval.between(known, None if gaps else known)


def people_value(crowds: Iterable[Crowd]) -> Interval | None:
    """People: in each ledger from max(named, largest session) to named + unnamed; over ledgers [largest,
    sum].

    Source of the rule: one head may come to many sessions, and one person to many ledgers.
    """
    found = tuple(crowds)
    low = max((max(one.named, one.largest) for one in found), default=0)
    high = sum(one.named + one.unnamed for one in found)
    gaps = sum(one.gaps for one in found)
    if gaps and not high:
        return None
    return Interval.between(low, None if gaps else high)


def ratio_value(top: Interval, bottom: Interval, times: int) -> Interval | None:
    """``top`` / ``bottom`` × ``times``, to four places; None where the denominator may be 0 or is unknown
    below.
    """
    if not bottom.low or bottom.low <= 0 or top.low is None:
        return None
    low = Decimal(0) if bottom.high is None else top.low / bottom.high
    high = None if top.high is None else top.high / bottom.low
    return Interval.between(_rounded(low * times), None if high is None else _rounded(high * times))


def plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent, so that equal figures are written equally."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal(0) if text in ("-0", "") else Decimal(text)


def point(number: Decimal | int) -> Interval:
    return Interval.point(plain(Decimal(number)))


def _rounded(number: Decimal) -> Decimal:
    return plain(number.quantize(RATIO_PLACES, rounding=ROUND_HALF_UP))
