"""What an append will write, worked out before anything is written: shared by every journal adapter.

Given the head and what is held already, ``stage`` gives receipts, records, texts and fact rows, or raises. The adapter
fetches the one and writes the other, under its lock. Knows no storage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from shuzhi.ledger.codec import BesideText, Salts, same_entry, seal
from shuzhi.ledger.derive import derive, has_rows
from shuzhi.ledger.entries import Entry
from shuzhi.ledger.facts import Fact
from shuzhi.ledger.ports import Conflict, Head, Receipt, Record


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that stands in the journal, with its texts (None: erased)."""

    record: Record
    texts: Mapping[str, BesideText | None]


@dataclass(slots=True)
class Staged:
    """What one append adds, in order. ``histories`` holds for each subject touched its records, old and new."""

    head: Head
    receipts: list[Receipt] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    texts: dict[UUID, tuple[BesideText, ...]] = field(default_factory=dict)
    rows: list[Fact] = field(default_factory=list)
    histories: dict[str, list[Record]] = field(default_factory=dict)


def stage(
    entries: Sequence[Entry],
    *,
    head: Head,
    held: Mapping[UUID, Held],
    histories: Mapping[str, Sequence[Record]],
    salts: Salts,
) -> Staged:
    """Work out the append of ``entries`` after ``head``.

    ``held`` has the entries whose ids are there already, ``histories`` the records of every subject spoken of.
    Raises ``Conflict`` for a known id with another content, ``CodecError`` for an entry that cannot be written,
    ``ValueError`` for one of another ledger.
    """
    staged = Staged(head)
    here: dict[UUID, Held] = {}
    for entry in entries:
        if entry.ledger != head.ledger:
            raise ValueError(f"an entry of ledger {entry.ledger!r} was sent to {head.ledger!r}")
        known = held.get(entry.id) or here.get(entry.id)
        if known is None:
            here[entry.id] = _add(staged, entry, histories, salts)
            continue
        if not same_entry(known.record, known.texts, entry):
            raise Conflict(entry.ledger, entry.id)
        staged.receipts.append(Receipt(entry.id, known.record.position, repeated=True))
    return staged


def _add(staged: Staged, entry: Entry, histories: Mapping[str, Sequence[Record]], salts: Salts) -> Held:
    record, texts = seal(entry, after=staged.head, salts=salts)
    subject = record.entry.subject
    history = staged.histories.setdefault(subject, list(histories.get(subject, ())))
    if has_rows(subject):
        staged.rows.extend(derive(record, history))
    history.append(record)
    staged.head = Head(record.ledger, record.position, record.hash)
    staged.records.append(record)
    staged.texts[entry.id] = texts
    staged.receipts.append(Receipt(entry.id, record.position, repeated=False))
    return Held(record, {text.name: text for text in texts})
