"""Adopt a version of the pack: from here on the ledger counts by it, and its text is kept in the ledger."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.catalog.model import Pack
from shuzhi.ledger.entries import Entry, PackAdopted
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, refusal, write


def adopt_pack(office: Office, *, by: str, at: datetime, entry: UUID, pack: Pack) -> Outcome:
    """Refused where the pack is not the one the office counts by, or carries no canonical text to keep."""
    if pack.code != office.pack_code:
        return refusal("usecases.other_pack", pack=pack.code, wanted=office.pack_code)
    if not pack.canonical:
        return refusal("usecases.pack_without_text", pack=pack.code)
    body = PackAdopted(pack=pack.code, version=pack.version, digest=pack.digest)
    return write(office, Entry(office.ledger, entry, by, at, body, {"pack": pack.canonical}))
