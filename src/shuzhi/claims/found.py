"""A quantity while it is being read: spans, value, unit, and what becomes known of it on the way.

Knows no text and no grammar; ``model.Claim`` is what is handed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shuzhi.values.quantity import Bound


@dataclass(slots=True)
class Found:
    """A quantity found: its span, the number's own span, and what the words say."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    value_hi: Decimal | None
    step: Decimal | None
    bound: Bound
    unit: str
    kind: str
    """Kind of the measure word, "" for a bare number."""
    spelled: bool
    """Written in Chinese numerals."""
    approximate: bool = False
    what: str = ""
    per: str | None = None
