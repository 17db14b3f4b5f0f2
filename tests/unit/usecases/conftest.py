"""An office on plain memory: the same ports as the real one, with nothing behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Basis, Engine
from shuzhi.engine.reference import ReferenceEngine
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.report.signing import SigningKey
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.writing import Done
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


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("womens_federation")


@pytest.fixture
def office(pack: Pack) -> Office:
    """A district D with two villages, counting by the shipped pack."""
    office = office_in_memory()
    assert isinstance(adopt_pack(office, by=BY, at=AT, entry=number(1), pack=pack), Done)
    tree = (
        ("D", "county_federation", ""),
        ("V1", "village_federation", "D"),
        ("V2", "village_federation", "D"),
    )
    for order, (org, kind, parent) in enumerate(tree):
        outcome = open_organisation(
            office, by=BY, at=AT, entry=number(10 + order), org=org, name=f"{org}妇联", kind=kind,
            day=AT.date().replace(month=1), parent=parent, order=order,
        )  # fmt: skip
        assert isinstance(outcome, Done), outcome
    return office
