"""Bodies about what the office keeps and makes: packs, reports, closed periods, checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import Body


@dataclass(frozen=True, slots=True)
class PackAdopted(Body):
    """From here on the ledger counts by this pack; its canonical text lies beside under "pack" and is kept."""

    type: ClassVar[str] = "pack.adopted"
    pack: str
    version: str
    digest: str

    @property
    def subject(self) -> str:
        return f"pack:{self.pack}"


@dataclass(frozen=True, slots=True)
class _OfReport(Body):
    report: UUID

    @property
    def subject(self) -> str:
        return f"report:{self.report}"


@dataclass(frozen=True, slots=True)
class ReportCompiled(_OfReport):
    """``digest`` is SHA-256 (hex) of the canonical manifest; ``position`` the ledger position it was computed at."""

    type: ClassVar[str] = "report.compiled"
    org: str
    outline: str
    start: date
    end: date
    position: int
    digest: str


@dataclass(frozen=True, slots=True)
class ReportSigned(_OfReport):
    type: ClassVar[str] = "report.signed"
    digest: str
    key: str  # fingerprint of the signing key


@dataclass(frozen=True, slots=True)
class PeriodClosed(Body):
    """Entries for these days by this organisation and its subtree must say that they are late."""

    type: ClassVar[str] = "period.closed"
    org: str
    start: date
    end: date

    @property
    def subject(self) -> str:
        return f"period:{self.org}:{self.start}..{self.end}"


@dataclass(frozen=True, slots=True)
class PeriodReopened(Body):
    type: ClassVar[str] = "period.reopened"
    org: str
    start: date
    end: date

    @property
    def subject(self) -> str:
        return f"period:{self.org}:{self.start}..{self.end}"


@dataclass(frozen=True, slots=True)
class CheckpointMade(Body):
    """The signed head of the journal at ``position``; its copy outside the database shows cut and re-hashed tails."""

    type: ClassVar[str] = "checkpoint.made"
    position: int
    head: str
    key: str
    signature: str

    @property
    def subject(self) -> str:
        return "checkpoint"
