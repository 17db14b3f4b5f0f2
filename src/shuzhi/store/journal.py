"""The journal in a database: the adapter behind ``ledger.ports.Journal``.

An append is one transaction: journal rows, texts beside, fact rows and list rows. Exactly-once rests on the UNIQUE
constraints; the turn taken before writing (``connecting``) only keeps writers from disturbing each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper

from shuzhi.ledger.codec import BesideText, Salts, empty_head, random_salts, record_of
from shuzhi.ledger.derive import has_rows
from shuzhi.ledger.entries import Entry
from shuzhi.ledger.ports import Head, Receipt, Record
from shuzhi.ledger.staging import Held, Staged, stage
from shuzhi.store.connecting import turn_to_write
from shuzhi.store.models import BesideRow, JournalRow
from shuzhi.store.projecting import is_listed, project
from shuzhi.store.writing import insert, insert_facts, put_listed

PAGE = 2_000  # rows read at once: no cursor stays open while others want to write
_CHUNK = 500  # values named in one question
_TRIES = 5  # a loser of a race reads what the winner wrote, and answers it as a repeat

_T = TypeVar("_T")


class DjangoJournal:
    """``using``: Django's name of the database. ``salts``: see ``ledger.codec``."""

    def __init__(self, using: str = "default", *, salts: Salts = random_salts) -> None:
        self._using = using
        self._salts = salts

    def append(self, ledger: str, entries: Sequence[Entry]) -> tuple[Receipt, ...]:
        for _ in range(_TRIES - 1):
            try:
                return self._append(ledger, entries)
            except IntegrityError:
                continue
        return self._append(ledger, entries)

    def head(self, ledger: str) -> Head:
        last = self._rows(ledger).order_by("-position").values_list("position", "hash").first()
        return empty_head(ledger) if last is None else Head(ledger, last[0], last[1])

    def records(self, ledger: str, *, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        while True:
            rows = self._rows(ledger).filter(position__gt=after).order_by("position")
            if upto is not None:
                rows = rows.filter(position__lte=upto)
            page = list(rows.values_list("data", flat=True)[:PAGE])
            for data in page:
                record = record_of(bytes(data))
                after = record.position
                yield record
            if len(page) < PAGE:
                return

    def history(self, ledger: str, subject: str) -> tuple[Record, ...]:
        return tuple(self._histories(ledger, [subject]).get(subject, ()))

    def of_types(self, ledger: str, types: Collection[str], *, upto: int | None = None) -> tuple[Record, ...]:
        rows = self._rows(ledger).filter(type__in=list(types)).order_by("position")
        if upto is not None:
            rows = rows.filter(position__lte=upto)
        return tuple(record_of(bytes(data)) for data in rows.values_list("data", flat=True))

    def find(self, ledger: str, entry: UUID) -> Record | None:
        data = self._rows(ledger).filter(entry=entry).values_list("data", flat=True).first()
        return None if data is None else record_of(bytes(data))

    def beside(self, ledger: str, entry: UUID) -> Mapping[str, str | None]:
        rows = BesideRow.objects.using(self._using).filter(ledger=ledger, entry=entry).order_by("name")
        return dict(rows.values_list("name", "text"))

    def erase(self, ledger: str, entries: Sequence[UUID]) -> None:
        with turn_to_write(self._using, ledger):
            for some in _chunks(list(entries)):
                rows = BesideRow.objects.using(self._using).filter(ledger=ledger, entry__in=some)
                rows.update(salt=None, text=None, erased=True)

    def ledgers(self) -> tuple[str, ...]:
        """Found by skipping from one to the next along the index, not by reading the journal through."""
        found: list[str] = []
        rows = JournalRow.objects.using(self._using).order_by("ledger").values_list("ledger", flat=True)
        following = rows.first()
        while following is not None:
            found.append(following)
            following = rows.filter(ledger__gt=following).first()
        return tuple(sorted(found))

    def _rows(self, ledger: str) -> Any:
        return JournalRow.objects.using(self._using).filter(ledger=ledger)

    def _append(self, ledger: str, entries: Sequence[Entry]) -> tuple[Receipt, ...]:
        with turn_to_write(self._using, ledger) as connection:
            staged = stage(
                entries,
                head=self.head(ledger),
                held=self._held(ledger, [one.id for one in entries]),
                histories=self._histories(ledger, _with_lives(entries)),
                salts=self._salts,
            )
            _write(connection, staged)
        return tuple(staged.receipts)

    def _held(self, ledger: str, ids: Sequence[UUID]) -> dict[UUID, Held]:
        records: dict[UUID, Record] = {}
        texts: dict[UUID, dict[str, BesideText | None]] = {}
        for some in _chunks(ids):
            for data in self._rows(ledger).filter(entry__in=some).values_list("data", flat=True):
                record = record_of(bytes(data))
                records[record.entry.id] = record
        for some in _chunks(list(records)):
            rows = BesideRow.objects.using(self._using).filter(ledger=ledger, entry__in=some)
            for row in rows:
                kept = None if row.erased else BesideText(row.name, bytes(row.salt or b""), row.text or "")
                texts.setdefault(row.entry, {})[row.name] = kept
        return {one: Held(record, texts.get(one, {})) for one, record in records.items()}

    def _histories(self, ledger: str, subjects: Sequence[str]) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for some in _chunks(subjects):
            rows = self._rows(ledger).filter(subject__in=some).order_by("position")
            for subject, data in rows.values_list("subject", "data"):
                found.setdefault(subject, []).append(record_of(bytes(data)))
        return found


def _with_lives(entries: Sequence[Entry]) -> list[str]:
    """The subjects whose earlier records matter to rows or lists; checkpoints and packs only pile up."""
    subjects = dict.fromkeys(one.subject for one in entries)
    return [subject for subject in subjects if has_rows(subject) or is_listed(subject)]


def _write(connection: BaseDatabaseWrapper, staged: Staged) -> None:
    records = staged.records
    insert(
        connection,
        JournalRow,
        (
            (
                one.ledger,
                one.position,
                one.entry.id,
                one.entry.subject,
                one.entry.body.type,
                one.data,
                one.hash,
            )
            for one in records
        ),
    )
    insert(
        connection,
        BesideRow,
        (
            (one.ledger, one.entry.id, text.name, text.salt, text.text, False)
            for one in records
            for text in staged.texts[one.entry.id]
        ),
    )
    insert_facts(connection, staged.rows)
    listed = ((subject, project(found)) for subject, found in staged.histories.items() if is_listed(subject))
    put_listed(connection, ((subject.partition(":")[0], row) for subject, row in listed if row is not None))


def _chunks(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
