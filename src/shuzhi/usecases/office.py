"""The office a use case works for: one ledger and the ports behind it. Knows no adapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Engine
from shuzhi.ledger.ports import EvidenceFiles, Facts, Journal, Signer


class Engines(Protocol):
    """Gives the engine that answers over these packs (by digest) at these ledger positions; may keep built ones."""

    def __call__(self, packs: Mapping[str, Pack], positions: Mapping[str, int]) -> Engine: ...


@dataclass(frozen=True)
class Office:
    """One ledger with its ports. ``pack_code`` names the pack the office counts by; which version is in the ledger."""

    ledger: str
    pack_code: str
    journal: Journal
    facts: Facts
    evidence: EvidenceFiles
    signer: Signer
    public_key: bytes  # raw, belongs to the signer
    engines: Engines
