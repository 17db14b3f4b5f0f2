"""Bodies about figures taken over from papers: of our own (declared) or of another organ (cited). Never counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import Body


@dataclass(frozen=True, slots=True)
class ValueDeclared(Body):
    """A figure taken over from an earlier paper of our own; prints as declared, never added to counted ones."""

    type: ClassVar[str] = "value.declared"
    value_id: UUID
    org: str
    indicator: str
    start: date
    end: date
    value: Decimal
    unit: str
    document: str
    document_day: date

    @property
    def subject(self) -> str:
        return f"value:{self.value_id}"


@dataclass(frozen=True, slots=True)
class ValueCited(Body):
    """Another organ's figure; prints as cited with its source, never added to ours."""

    type: ClassVar[str] = "value.cited"
    value_id: UUID
    org: str
    indicator: str
    start: date
    end: date
    value: Decimal
    unit: str
    source_org: str
    document: str
    document_day: date

    @property
    def subject(self) -> str:
        return f"value:{self.value_id}"


@dataclass(frozen=True, slots=True)
class ValueWithdrawn(Body):
    type: ClassVar[str] = "value.withdrawn"
    value_id: UUID

    @property
    def subject(self) -> str:
        return f"value:{self.value_id}"
