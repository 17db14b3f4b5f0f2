"""Matches that people confirmed, kept for an organisation's next report: what is kept, and the port to where.

Kept as plain rows that can be read and taken back; nothing learns from them. A row taken back stays, with who did
it and when. Knows no database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from shuzhi.audit.model import Confirmation
from shuzhi.audit.vocabulary import normalise


@dataclass(frozen=True, slots=True)
class RememberedMatch:
    """``by`` is the opaque id of an account; ``taken_back_at`` None while the match is in force."""

    id: UUID
    org: str
    confirmation: Confirmation
    by: str
    at: datetime
    taken_back_by: str = ""
    taken_back_at: datetime | None = None

    @property
    def in_force(self) -> bool:
        return self.taken_back_at is None

    @property
    def key(self) -> tuple[str, str]:
        """What an organisation settles once: the words without marks, and the unit."""
        return normalise(self.confirmation.what), self.confirmation.unit


class RememberedMatches(Protocol):
    """Where they are kept. Every call is of one ledger."""

    def of(self, ledger: str, org: str) -> tuple[RememberedMatch, ...]:
        """All that were ever kept for this organisation, the oldest first, those taken back among them."""
        ...

    def keep(self, ledger: str, match: RememberedMatch) -> None:
        """Keep it and take back, in the same act, what the organisation had settled for the same words and unit."""
        ...

    def take_back(self, ledger: str, org: str, match: UUID, *, by: str, at: datetime) -> bool:
        """Whether there was such a match still in force."""
        ...


def confirmations(kept: Iterable[RememberedMatch]) -> tuple[Confirmation, ...]:
    """What the next audit goes by: those in force."""
    return tuple(one.confirmation for one in kept if one.in_force)
