"""What this package hands on: documents as passages with places, and claims, each one stated quantity.

Does not know how they are found, nor any ledger, catalog or indicator.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal

from shuzhi.values.quantity import Bound, Quantity


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text, with a place that a person can find (第3段, 表1 第2行第4列, 第5页)."""

    text: str
    start: int
    """Offset of the passage in the document's text, in characters."""
    place: str
    controlled: tuple[tuple[int, int, str], ...] = ()
    """(start, end, name) in the passage of content controls, as opposed to typed prose."""


@dataclass(frozen=True, slots=True)
class Residue:
    """Left-over of a template: a banner, a pay-wall marker, an advertisement, a place-holder."""

    start: int
    end: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the reading itself that a person must know (scanned pages, tracked changes)."""

    code: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. ``text`` is what offsets count in; passages cover its readable parts in order."""

    source: str
    text: str
    passages: tuple[Passage, ...]
    residue: tuple[Residue, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of quantity. Offsets are in characters of the text; ``quantity`` is that span.

    ``value`` is fully expanded, ``value_hi`` closes a range, ``step`` is how far an 余 may reach; ``unit`` as
    written; ``what`` the thing counted; ``per`` the base of a rate; ``part_of`` the index of the claim that
    states the whole; ``period`` a code that ``values.period`` reads.
    """

    start: int
    end: int
    quantity: str
    value: Decimal
    bound: Bound
    unit: str
    what: str = ""
    value_hi: Decimal | None = None
    step: Decimal | None = None
    per: str | None = None
    period: str | None = None
    part_of: int | None = None
    modifiers: tuple[str, ...] = ()
    organisation: str | None = None
    place: str = ""

    @property
    def stated(self) -> Quantity:
        """The quantity as a value."""
        return Quantity(self.value, self.unit, self.bound, self.value_hi, self.step)

    def to_json(self) -> dict[str, object]:
        """The public form; keys that have no value are left out."""
        row: dict[str, object] = {
            "start": self.start,
            "end": self.end,
            "quantity": self.quantity,
            "value": _number(self.value),
            "value_hi": None if self.value_hi is None else _number(self.value_hi),
            "bound": str(self.bound),
            "unit": self.unit,
            "what": self.what,
            "per": self.per,
            "period": self.period,
            "part_of": self.part_of,
            "modifiers": list(self.modifiers) or None,
            "organisation": self.organisation,
            "place": self.place,
        }
        return {key: value for key, value in row.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its claims, as ``shuzhi claims --json`` prints it."""

    document: Document
    claims: tuple[Claim, ...] = field(default=())

    def to_json(self) -> dict[str, object]:
        row: dict[str, object] = {
            "source": self.document.source,
            "text_sha256": self.document.text_sha256,
            "claims": [claim.to_json() for claim in self.claims],
        }
        if self.document.residue:
            row["residue"] = [
                {"start": item.start, "end": item.end, "code": item.code, "text": item.text}
                for item in self.document.residue
            ]
        if self.document.notices:
            row["notices"] = [{"code": item.code, "args": dict(item.args)} for item in self.document.notices]
        return row


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
