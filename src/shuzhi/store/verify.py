"""Whether a ledger's journal is what was written: every edit, swap and insertion is found.

Read from the bytes alone: each entry's hash, its place, its predecessor, the columns that repeat it, the texts beside
it. A chain by itself cannot show that its end was cut off or wholly written anew; signed checkpoints can, up to the
position they name. Those that stand in the journal are checked always, one handed in besides; what then still cannot
be excluded is said in ``limits``.

    verify_journal(ledger, is_signed=…, checkpoint=None) -> JournalVerification
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.ledger.codec import Written, beside_digest, decode, genesis, hash_of, is_canonical
from shuzhi.ledger.entries import CheckpointMade, PersonErased
from shuzhi.ledger.shapes import CodecError
from shuzhi.store.models import BesideRow, JournalRow

PAGE = 1_000

IsSigned = Callable[[str, bytes, bytes], bool | None]
"""(key fingerprint, message, signature) -> whether that key signed it; None for a key that is not known."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` with its arguments; ``position`` is where in the journal, 0 for the whole."""

    code: str
    position: int
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalVerification:
    """``head`` is the hash (hex) of the last entry read; ``limits`` name what could not be excluded."""

    ledger: str
    position: int
    head: str
    erased: int
    checkpoints: int
    findings: tuple[Finding, ...]
    limits: tuple[Finding, ...]

    @property
    def untouched(self) -> bool:
        return not self.findings


@dataclass(slots=True)
class _Walk:
    """What the walk along the chain knows so far."""

    ledger: str
    position: int = 0
    head: str = ""
    ends: dict[int, str] = field(default_factory=dict)  # hashes that checkpoints may name
    checkpoints: list[tuple[int, Checkpoint]] = field(default_factory=list)
    digests: dict[UUID, dict[str, str]] = field(default_factory=dict)
    erasures: set[UUID] = field(default_factory=set)
    places: dict[UUID, int] = field(default_factory=dict)


def verify_journal(
    ledger: str, *, is_signed: IsSigned, checkpoint: Checkpoint | None = None, using: str = "default"
) -> JournalVerification:
    """Walk the whole journal of one ledger. Findings stand in the order of positions."""
    walk = _Walk(ledger, head=genesis(ledger))
    walk.ends[0] = walk.head
    findings: list[Finding] = []
    for row in _journal_rows(ledger, using):
        findings.extend(_entry_findings(walk, row))
    erased = _Erased()
    findings.extend(_beside_findings(walk, erased, using))
    given = [] if checkpoint is None else [(walk.position + 1, checkpoint)]
    findings.extend(_checkpoint_findings(walk, [*walk.checkpoints, *given], is_signed))
    return JournalVerification(
        ledger=ledger,
        position=walk.position,
        head=walk.head,
        erased=erased.count,
        checkpoints=len(walk.checkpoints) + len(given),
        findings=tuple(sorted(findings, key=lambda one: one.position)),
        limits=_limits(walk, checkpoint),
    )


# ------------------------------------------------------------------------------------------ the chain
def _entry_findings(walk: _Walk, row: JournalRow) -> Iterator[Finding]:
    data, place = bytes(row.data), row.position
    if place != walk.position + 1:
        yield Finding("store.positions_missing", place, {"first": walk.position + 1, "last": place - 1})
    actual = hash_of(data)
    if actual != row.hash:
        yield Finding("store.hash_differs", place)
    try:
        written = decode(data)
    except CodecError as problem:
        yield Finding("store.entry_unreadable", place, {"why": problem.code})
    else:
        yield from _content_findings(walk, row, written)
        _remember(walk, written, place)
    walk.position, walk.head = place, actual
    walk.ends[place] = actual


def _content_findings(walk: _Walk, row: JournalRow, written: Written) -> Iterator[Finding]:
    place = row.position
    if not is_canonical(bytes(row.data)):
        yield Finding("store.entry_not_canonical", place)
    if (written.entry.ledger, written.position) != (row.ledger, place):
        yield Finding("store.entry_out_of_place", place, {"written": written.position})
    if written.previous != walk.head:
        yield Finding("store.chain_broken", place)
    repeated = (written.entry.id, written.entry.subject, written.entry.body.type)
    if repeated != (row.entry, row.subject, row.type):
        yield Finding("store.columns_differ", place)


def _remember(walk: _Walk, written: Written, place: int) -> None:
    walk.places[written.entry.id] = place
    if written.digests:
        walk.digests[written.entry.id] = dict(written.digests)
    match written.entry.body:
        case CheckpointMade() as made:
            walk.checkpoints.append((place, Checkpoint.of_body(walk.ledger, made)))
        case PersonErased() as erased:
            walk.erasures.update(erased.entries)


def _journal_rows(ledger: str, using: str) -> Iterator[JournalRow]:
    after = -(2**62)
    while True:
        rows = JournalRow.objects.using(using).filter(ledger=ledger, position__gt=after).order_by("position")
        page = list(rows[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].position


# ------------------------------------------------------------------------------------------ texts beside
@dataclass(slots=True)
class _Erased:
    count: int = 0


def _beside_findings(walk: _Walk, erased: _Erased, using: str) -> Iterator[Finding]:
    """Texts altered, missing, added, or erased without an entry that says so."""
    waiting = {(entry, name) for entry, digests in walk.digests.items() for name in digests}
    for row in _beside_rows(walk.ledger, using):
        place = walk.places.get(row.entry, 0)
        named = {"name": row.name}
        if (row.entry, row.name) not in waiting:
            yield Finding("store.text_unknown", place, named)
            continue
        waiting.discard((row.entry, row.name))
        if row.text is None or row.salt is None:
            recorded = row.entry in walk.erasures
            erased.count += recorded
            if not recorded:
                yield Finding("store.text_erased_unrecorded", place, named)
            continue
        if row.entry in walk.erasures:
            yield Finding("store.erasure_unfinished", place, named)
        if beside_digest(bytes(row.salt), row.text) != walk.digests[row.entry][row.name]:
            yield Finding("store.text_altered", place, named)
    for entry, name in sorted(waiting, key=lambda one: (walk.places[one[0]], one[1])):
        yield Finding("store.text_missing", walk.places[entry], {"name": name})


def _beside_rows(ledger: str, using: str) -> Iterator[BesideRow]:
    after = 0
    while True:
        page = list(BesideRow.objects.using(using).filter(ledger=ledger, pk__gt=after).order_by("pk")[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].pk


# ------------------------------------------------------------------------------------------ checkpoints
def _checkpoint_findings(
    walk: _Walk, checkpoints: list[tuple[int, Checkpoint]], is_signed: IsSigned
) -> Iterator[Finding]:
    for place, one in checkpoints:
        named = {"checkpoint": one.position, "key": one.key[:16]}
        signed = is_signed(one.key, one.message, _bytes_of(one.signature))
        if one.ledger != walk.ledger:
            yield Finding("store.checkpoint_of_other_ledger", place, {**named, "ledger": one.ledger})
        elif signed is None:
            yield Finding("store.checkpoint_key_unknown", place, named)
        elif not signed:
            yield Finding("store.checkpoint_forged", place, named)
        elif one.position > walk.position:
            yield Finding("store.journal_cut", walk.position, {**named, "position": walk.position})
        elif walk.ends.get(one.position) != one.head:
            yield Finding("store.journal_rewritten", one.position, named)


def _bytes_of(hexadecimal: str) -> bytes:
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return b""


def _limits(walk: _Walk, checkpoint: Checkpoint | None) -> tuple[Finding, ...]:
    """What nobody can tell from what was shown. A checkpoint inside the journal falls with the tail it stands in."""
    if checkpoint is None:
        return (Finding("store.no_checkpoint", 0, {"position": walk.position}),)
    proven = min(checkpoint.position, walk.position)
    return (Finding("store.tail_unproven", 0, {"after": proven, "position": walk.position}),)
