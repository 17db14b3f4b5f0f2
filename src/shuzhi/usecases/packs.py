"""Which pack a ledger counts by: the last one adopted at or before a position, read back from the ledger itself."""

from __future__ import annotations

from functools import lru_cache

from shuzhi.catalog.load import pack_from_canonical
from shuzhi.catalog.model import Pack
from shuzhi.engine.base import PackRef
from shuzhi.ledger.entries import PackAdopted
from shuzhi.ledger.ports import Journal, Record
from shuzhi.usecases.office import Office


def adopted_pack(office: Office, *, position: int | None = None) -> Pack | None:
    """The pack in force at ``position`` (None: now); None where the office has not adopted one yet."""
    adoptions = adoptions_of(office)
    standing = [one for one in adoptions if position is None or one.position <= position]
    return _pack_of(office, standing[-1]) if standing else None


def kept_packs(office: Office) -> dict[str, Pack]:
    """Every pack this ledger ever adopted, by digest."""
    return {pack.digest: pack for pack in (_pack_of(office, one) for one in adoptions_of(office))}


def adoptions_of(office: Office) -> tuple[Record, ...]:
    """The records by which the office adopted versions of its pack, in order."""
    return office.journal.history(office.ledger, f"pack:{office.pack_code}")


def adopted_pack_code(journal: Journal, ledger: str) -> str:
    """The pack that a ledger adopted last; "" where it has adopted none."""
    adopted = journal.of_types(ledger, (PackAdopted.type,))
    body = adopted[-1].entry.body if adopted else None
    return body.pack if isinstance(body, PackAdopted) else ""


def first_of_team(pack: Pack) -> str:
    """The post whose holder says "I" where nobody else is named; "" for a pack without a team."""
    return next(iter(pack.team_posts), "")


def reference_to(pack: Pack) -> PackRef:
    return PackRef(pack.code, pack.version, pack.digest)


class PackMissingError(LookupError):
    """The ledger has adopted no pack, so nothing can be counted."""

    def __init__(self, ledger: str, pack: str) -> None:
        super().__init__(f"{ledger}: no version of pack {pack} adopted")
        self.code = "usecases.no_pack"
        self.args_ = {"ledger": ledger, "pack": pack}


def pack_in_force(office: Office, *, position: int | None = None) -> Pack:
    """Like ``adopted_pack``; raises ``PackMissingError``."""
    pack = adopted_pack(office, position=position)
    if pack is None:
        raise PackMissingError(office.ledger, office.pack_code)
    return pack


def _pack_of(office: Office, record: Record) -> Pack:
    assert isinstance(record.entry.body, PackAdopted)
    text = office.journal.beside(office.ledger, record.entry.id).get("pack")
    if text is None:
        raise PackMissingError(office.ledger, record.entry.body.pack)
    return _read_pack(text)


@lru_cache(maxsize=8)
def _read_pack(canonical: str) -> Pack:
    return pack_from_canonical(canonical)
