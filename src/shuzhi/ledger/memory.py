"""A journal and its facts in plain memory: the fake beside the ports, for tests and generated ledgers.

Same meaning as the database store, down to the bytes; one lock, nothing survives the process.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from shuzhi.ledger.codec import Salts, empty_head, random_salts
from shuzhi.ledger.entries import Entry
from shuzhi.ledger.facts import Fact
from shuzhi.ledger.ports import NOWHERE, Head, Receipt, Record
from shuzhi.ledger.staging import Held, stage


@dataclass
class _Book:
    head: Head
    records: list[Record] = field(default_factory=list)
    held: dict[UUID, Held] = field(default_factory=dict)
    histories: dict[str, list[Record]] = field(default_factory=dict)
    rows: list[Fact] = field(default_factory=list)


class MemoryJournal:
    """Both ``Journal`` and ``Facts``."""

    def __init__(self, salts: Salts = random_salts) -> None:
        self._salts = salts
        self._books: dict[str, _Book] = {}
        self._lock = threading.RLock()

    def append(self, ledger: str, entries: Sequence[Entry]) -> tuple[Receipt, ...]:
        with self._lock:
            book = self._book(ledger)
            staged = stage(
                entries, head=book.head, held=book.held, histories=book.histories, salts=self._salts
            )
            if staged.records:
                self._books[ledger] = book
            book.head = staged.head
            book.records.extend(staged.records)
            book.rows.extend(staged.rows)
            book.histories.update(staged.histories)
            for record in staged.records:
                texts = staged.texts[record.entry.id]
                book.held[record.entry.id] = Held(record, {text.name: text for text in texts})
            return tuple(staged.receipts)

    def head(self, ledger: str) -> Head:
        return self._book(ledger).head

    def records(self, ledger: str, *, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        return iter(self._book(ledger).records[after:upto])

    def history(self, ledger: str, subject: str) -> tuple[Record, ...]:
        return tuple(self._book(ledger).histories.get(subject, ()))

    def of_types(self, ledger: str, types: Collection[str], *, upto: int | None = None) -> tuple[Record, ...]:
        return tuple(one for one in self.records(ledger, upto=upto) if one.entry.body.type in types)

    def find(self, ledger: str, entry: UUID) -> Record | None:
        held = self._book(ledger).held.get(entry)
        return None if held is None else held.record

    def beside(self, ledger: str, entry: UUID) -> Mapping[str, str | None]:
        held = self._book(ledger).held.get(entry)
        texts = {} if held is None else held.texts
        return {name: None if text is None else text.text for name, text in texts.items()}

    def erase(self, ledger: str, entries: Sequence[UUID]) -> None:
        with self._lock:
            book = self._book(ledger)
            for entry in entries:
                if (held := book.held.get(entry)) is not None:
                    book.held[entry] = Held(held.record, dict.fromkeys(held.texts))

    def ledgers(self) -> tuple[str, ...]:
        return tuple(sorted(self._books))

    def rows(self, positions: Mapping[str, int], *, after: Mapping[str, int] = NOWHERE) -> Iterator[Fact]:
        for ledger, position in sorted(positions.items()):
            for row in self._book(ledger).rows:
                if after.get(ledger, 0) < row.position <= position:
                    yield row

    def _book(self, ledger: str) -> _Book:
        return self._books.get(ledger) or _Book(empty_head(ledger))
