"""Bodies about numbers that leave the office, and about the forms of superiors that ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import Body


class Way(StrEnum):
    """How a number left the office."""

    REPORT = "report"
    FORM = "form"
    WORD = "word"  # by telephone or in a meeting


@dataclass(frozen=True, slots=True)
class NumberHandedOver(Body):
    """One figure told to ``receiver`` (an organ or a post, never a person's name) on ``day``.

    ``indicator`` to ``restated`` are the whole question it answered; ``printed`` is what was said, ``low`` and ``high``
    the figure's ends in ``unit`` at that moment (both None: unknown). ``document`` names the paper, ``place`` the cell.
    """

    type: ClassVar[str] = "number.handed_over"
    number: UUID
    receiver: str
    day: date
    way: Way
    indicator: str
    pack: str
    version: str
    digest: str
    org: str
    reach: str
    start: date
    end: date
    positions: tuple[tuple[str, int], ...]
    printed: str
    unit: str
    certainty: str
    low: Decimal | None = None
    high: Decimal | None = None
    person: str = ""
    post: str = ""
    restated: date | None = None
    document: str = ""
    place: str = ""
    under: str = ""  # the superior below which the unit's days alone were meant

    @property
    def subject(self) -> str:
        """All that was ever said of one indicator is one history."""
        return f"number:{self.indicator}"


@dataclass(frozen=True, slots=True)
class NumberTakenBack(Body):
    """The hand-over was put down by mistake, or the receiver was told to disregard it. Reason beside."""

    type: ClassVar[str] = "number.taken_back"
    number: UUID
    indicator: str
    day: date

    @property
    def subject(self) -> str:
        return f"number:{self.indicator}"


@dataclass(frozen=True, slots=True)
class FormCell:
    """What one cell of a form asks for. ``reach`` "" is the indicator's own; ``org`` "" the unit the form is filled for;
    ``years_back`` 1 asks for the same days of the year before; ``per`` 10000 for a cell that counts in 万元 what we count
    in 元.
    """

    sheet: str
    cell: str
    indicator: str
    reach: str = ""
    org: str = ""
    years_back: int = 0
    per: int = 1


@dataclass(frozen=True, slots=True)
class FormMapped(Body):
    """A blank form of another organ and what its cells ask for; a later mapping of the same form replaces it.

    ``blank`` is SHA-256 (hex) of the file, ``layout`` that of its labels with every number masked, so that next
    year's copy is known again. ``number``, ``issuer``, ``approval`` and ``valid_until`` are as printed on it.
    """

    type: ClassVar[str] = "form.mapped"
    form: UUID
    name: str
    blank: str
    layout: str
    cells: tuple[FormCell, ...]
    number: str = ""
    issuer: str = ""
    approval: str = ""
    valid_until: date | None = None

    @property
    def subject(self) -> str:
        return f"form:{self.form}"
