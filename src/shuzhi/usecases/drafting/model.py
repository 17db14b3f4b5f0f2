"""A draft entry with the words that each field came from, the questions it leaves and what it left out.

Spans are character offsets (start, end) into the brief as pasted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from shuzhi.values.quantity import Bound

Span = tuple[int, int]
Presence = Literal["onsite", "online"]


@dataclass(frozen=True, slots=True)
class DraftHeadcount:
    """Heads as stated. ``role`` is a role code of the type, "" where none is named; ``mode`` None where not said."""

    what: str
    value: Decimal
    bound: Bound
    unit: str
    span: Span
    mode: Presence | None = None
    role: str = ""
    value_hi: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DraftQuantity:
    """``quantity`` is a quantity code of the type, or "sessions"."""

    quantity: str
    what: str
    value: Decimal
    bound: Bound
    unit: str
    span: Span
    value_hi: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the brief leaves open: a message code, its arguments, and the words it is about."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words not taken over: ``code`` says why (a name, an illness, words of a person served)."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Draft:
    """One activity. ``start`` and ``end`` are None where the brief names no day; ``type`` "" where it is open."""

    type: str
    start: date | None
    end: date | None
    form: Literal["single", "aggregate"]
    place: str
    title: str
    hosts: tuple[str, ...]
    headcounts: tuple[DraftHeadcount, ...]
    quantities: tuple[DraftQuantity, ...]
    sources: Mapping[str, tuple[Span, ...]]
    ask: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]

    def to_json(self) -> dict[str, object]:
        """The public form."""
        row: dict[str, object] = {"type": self.type, "form": self.form}
        if self.start is not None and self.start == self.end:
            row["date"] = self.start.isoformat()
        elif self.start is not None and self.end is not None:
            row |= {"start": self.start.isoformat(), "end": self.end.isoformat()}
        return row | {
            "place": self.place,
            "title": self.title,
            "hosts": list(self.hosts),
            "headcounts": [_headcount(one) for one in self.headcounts],
            "quantities": [_quantity(one) for one in self.quantities],
            "sources": {name: [list(span) for span in spans] for name, spans in self.sources.items()},
            "ask": [
                {"code": one.code, "args": dict(one.args), "spans": [list(span) for span in one.spans]}
                for one in self.ask
            ],
            "left_out": [{"code": one.code, "span": list(one.span)} for one in self.left_out],
        }


def _headcount(one: DraftHeadcount) -> dict[str, object]:
    row: dict[str, object] = {
        "what": one.what,
        "value": _number(one.value),
        "bound": one.bound.value,
        "unit": one.unit,
        "mode": one.mode,
    }
    if one.value_hi is not None:
        row["value_hi"] = _number(one.value_hi)
    if one.role:
        row["role"] = one.role
    return row


def _quantity(one: DraftQuantity) -> dict[str, object]:
    row: dict[str, object] = {
        "quantity": one.quantity,
        "what": one.what,
        "value": _number(one.value),
        "bound": one.bound.value,
        "unit": one.unit,
    }
    if one.value_hi is not None:
        row["value_hi"] = _number(one.value_hi)
    return row


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
