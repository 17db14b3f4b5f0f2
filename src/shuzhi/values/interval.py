"""Closed, half-open and unbounded intervals of exact decimals.

A quantity stated in Chinese is rarely a point: 40余 is [40, 50), 近200 is (…, 200), 至少3 is [3, …).
This module knows nothing of units or of language.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """A non-empty set of numbers between two ends; ``None`` is an absent (infinite) end.

    Raises ``ValueError`` when no number lies between the ends.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is None or self.high is None:
            return
        empty_point = self.low == self.high and (self.low_open or self.high_open)
        if self.low > self.high or empty_point:
            raise ValueError(f"empty interval {self}")

    @classmethod
    def point(cls, value: Decimal | int) -> Interval:
        number = Decimal(value)
        return cls(number, number)

    @classmethod
    def between(cls, low: Decimal | int | None, high: Decimal | int | None) -> Interval:
        """The closed interval; either end may be absent."""
        return cls(
            None if low is None else Decimal(low),
            None if high is None else Decimal(high),
        )

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, Decimal | int):
            return False
        value = Decimal(number)
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (not self.high_open and value == self.high)

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not (self._wholly_below(other) or other._wholly_below(self))

    def covers(self, other: Interval) -> bool:
        """Whether every number of ``other`` lies in this interval."""
        return self._low_covers(other) and self._high_covers(other)

    def __str__(self) -> str:
        left = "(" if self.low is None or self.low_open else "["
        right = ")" if self.high is None or self.high_open else "]"
        low = "…" if self.low is None else f"{self.low:f}"
        high = "…" if self.high is None else f"{self.high:f}"
        return f"{left}{low}, {high}{right}"

    def _wholly_below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def _low_covers(self, other: Interval) -> bool:
        if self.low is None:
            return True
        if other.low is None or other.low < self.low:
            return False
        return other.low > self.low or not self.low_open or other.low_open

    def _high_covers(self, other: Interval) -> bool:
        if self.high is None:
            return True
        if other.high is None or other.high > self.high:
            return False
        return other.high < self.high or not self.high_open or other.high_open
