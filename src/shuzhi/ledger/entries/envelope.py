"""The envelope of every entry and the base of every body. Knows no kind of entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

OPEN = "open"  # compartment of ordinary work
PROTECTED = "protected"  # compartment of protected kinds: counts only, traces end at a sealed count


class Body:
    """Base of all bodies. ``type`` is the entry type; ``subject`` names the thing with a life the entry is about."""

    __slots__ = ()
    type: ClassVar[str]

    @property
    def subject(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Entry:
    """One act by one account. ``id`` is made where the entry was captured; ``at`` is aware; ``by`` is opaque."""

    ledger: str
    id: UUID
    by: str
    at: datetime
    body: Body
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return self.body.subject
