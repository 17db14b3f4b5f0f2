"""An office on plain memory: the same ports as the real one, with nothing behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Basis, Engine
from shuzhi.engine.reference import ReferenceEngine
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.report.signing import SigningKey
from shuzhi.usecases.office import Office
from shuzhi.values.period import SHANGHAI

AT = datetime(2023, 3, 1, 9, 0, tzinfo=SHANGHAI)
BY = "account-1"


@dataclass
class EvidenceInMemory:
    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return digest

    def get(self, digest: str) -> bytes:
        return self.kept[digest]


def office_in_memory(ledger: str = "test") -> Office:
    journal = MemoryJournal()

    def engines(packs: Mapping[str, Pack], positions: Mapping[str, int]) -> Engine:
        return ReferenceEngine(Basis(packs, tuple(journal.rows(positions))))

    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    return Office(ledger, "womens_federation", journal, journal, EvidenceInMemory(), key, key.public, engines)


def number(value: int) -> UUID:
    return UUID(int=value, version=4)
