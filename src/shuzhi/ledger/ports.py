"""What the ledger asks of the outside: a journal to append to and read from, fact rows, files, a signer, a clock.

Adapters live in ``store`` (Django) and ``ledger.memory`` (plain Python, for tests and generated ledgers).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from shuzhi.ledger.entries import Entry
from shuzhi.ledger.facts import Fact

NOWHERE: Mapping[str, int] = MappingProxyType({})
"""Positions of no ledger: read from the beginning."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a journal: last position (0 when empty) and hash (hex; the genesis hash when empty)."""

    ledger: str
    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as the journal holds it. ``data`` are the exact canonical bytes that were hashed.

    ``entry.beside`` is empty here: read ``Journal.beside``.
    """

    ledger: str
    position: int
    entry: Entry
    data: bytes
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Answer to an append: where the entry stands. ``repeated`` when the same entry was there already."""

    entry: UUID
    position: int
    repeated: bool


class Conflict(Exception):  # noqa: N818  the field's word for it
    """The same entry id came with another content; ``code`` and ``args_`` feed the messages."""

    code = "ledger.entry_conflict"

    def __init__(self, ledger: str, entry: UUID) -> None:
        super().__init__(f"{ledger}: entry {entry} exists with another content")
        self.args_ = {"ledger": ledger, "entry": str(entry)}


class Journal(Protocol):
    def append(self, ledger: str, entries: Sequence[Entry]) -> tuple[Receipt, ...]:
        """Append all or none, in order, in one transaction with their fact rows and projections.

        An entry already there is a no-op that is receipted with ``repeated``; another content under the same id
        raises ``Conflict`` and writes nothing.
        """
        ...

    def head(self, ledger: str) -> Head: ...

    def records(self, ledger: str, *, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        """Records with after < position <= upto, in order, read in pages."""
        ...

    def history(self, ledger: str, subject: str) -> tuple[Record, ...]:
        """All records about one subject, in order."""
        ...

    def of_types(self, ledger: str, types: Collection[str], *, upto: int | None = None) -> tuple[Record, ...]:
        """All records of these entry types ("pack.adopted", "formulation.listed" …), in order."""
        ...

    def find(self, ledger: str, entry: UUID) -> Record | None: ...

    def beside(self, ledger: str, entry: UUID) -> Mapping[str, str | None]:
        """Texts kept beside an entry; None for one that was erased."""
        ...

    def erase(self, ledger: str, entries: Sequence[UUID]) -> None:
        """Delete the bytes and salts beside these entries (the caller appends the ``person.erased`` entry)."""
        ...

    def ledgers(self) -> tuple[str, ...]: ...


class Facts(Protocol):
    def rows(self, positions: Mapping[str, int], *, after: Mapping[str, int] = NOWHERE) -> Iterator[Fact]:
        """Every signed fact row of these ledgers with after < position <= the position given for each."""
        ...


class EvidenceFiles(Protocol):
    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256 (hex)."""
        ...

    def get(self, digest: str) -> bytes: ...


class Signer(Protocol):
    """Ed25519: deterministic, so equal bytes give equal signatures."""

    @property
    def fingerprint(self) -> str: ...

    def sign(self, message: bytes) -> bytes: ...


class Clock(Protocol):
    def now(self) -> datetime:
        """An aware instant."""
        ...
