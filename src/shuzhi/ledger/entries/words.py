"""Bodies about the office's own words: formulations and settings, each with its day. Knows no outline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import Body


@dataclass(frozen=True, slots=True)
class FormulationListed(Body):
    """A wording the office itself keeps, with the days on which it is current; the text lies in the facts."""

    type: ClassVar[str] = "formulation.listed"
    formulation: UUID
    slot: str  # where an outline may use it
    text: str
    start: date
    end: date | None = None

    @property
    def subject(self) -> str:
        return f"formulation:{self.formulation}"


@dataclass(frozen=True, slots=True)
class SettingAdopted(Body):
    """From ``day`` on the office's own word for a local matter is ``value``; "" takes it out of use again.

    ``targets`` are (indicator, number) pairs where the word names numbers to reach.
    """

    type: ClassVar[str] = "setting.adopted"
    code: str
    value: str
    day: date
    targets: tuple[tuple[str, Decimal], ...] = ()

    @property
    def subject(self) -> str:
        return f"setting:{self.code}"
