"""The journal in SQLite and PostgreSQL: one order, exactly once, all or nothing, texts that can be erased."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connections

from shuzhi.ledger.codec import genesis, is_canonical
from shuzhi.ledger.entries import ActivityRecorded
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.ports import Conflict
from shuzhi.ledger.shapes import CodecError
from shuzhi.ledger.tables import FactTables
from shuzhi.store.facts import DjangoFacts
from shuzhi.store.journal import DjangoJournal
from tests.conftest import Backend
from tests.ledger_acts import Acts, talk


def _year(ledger: str) -> list:
    acts = Acts(ledger)
    activity = uuid4()
    recorded = acts.recorded(activity, talk(), title="春季讲座")
    corrected = acts.corrected(activity, recorded, talk(heads=25))
    return [
        acts.opened("district"),
        acts.opened("village", "district"),
        acts.registered("p1", "village"),
        recorded,
        acts.confirmed(activity, recorded),
        corrected,
    ]


def test_positions_have_no_gap_and_each_entry_carries_the_hash_before_it(backend: Backend) -> None:
    journal = DjangoJournal(backend.using)
    assert journal.head(backend.ledger).position == 0
    year = _year(backend.ledger)
    journal.append(backend.ledger, year[:3])
    journal.append(backend.ledger, year[3:])
    records = list(journal.records(backend.ledger))
    assert [one.position for one in records] == [1, 2, 3, 4, 5, 6]
    assert [one.previous for one in records] == [genesis(backend.ledger), *(one.hash for one in records[:-1])]
    assert all(is_canonical(one.data) for one in records)
    assert [one.entry for one in records] == [replace(one, beside={}) for one in year]
    assert journal.head(backend.ledger).hash == records[-1].hash


def test_the_store_means_what_the_memory_journal_means(backend: Backend) -> None:
    def salts(entry: object, name: str) -> bytes:
        return b"0123456789abcdef"

    store, memory = DjangoJournal(backend.using, salts=salts), MemoryJournal(salts)
    year = _year(backend.ledger)
    assert store.append(backend.ledger, year) == memory.append(backend.ledger, year)
    assert list(store.records(backend.ledger)) == list(memory.records(backend.ledger))
    for subject in {one.subject for one in year}:
        assert store.history(backend.ledger, subject) == memory.history(backend.ledger, subject)
    for entry in year:
        assert store.find(backend.ledger, entry.id) == memory.find(backend.ledger, entry.id)
        assert store.beside(backend.ledger, entry.id) == memory.beside(backend.ledger, entry.id)
    types = ["activity.corrected", "person.registered"]
    assert store.of_types(backend.ledger, types) == memory.of_types(backend.ledger, types)
    assert backend.ledger in store.ledgers()
    for upto in range(8):
        held = FactTables.from_rows(DjangoFacts(backend.using).rows({backend.ledger: upto}))
        assert held == FactTables.from_rows(memory.rows({backend.ledger: upto}))
    tail = FactTables.from_rows(
        DjangoFacts(backend.using).rows({backend.ledger: 6}, after={backend.ledger: 4})
    )
    assert tail == FactTables.from_rows(memory.rows({backend.ledger: 6}, after={backend.ledger: 4}))


def test_sending_again_is_answered_with_the_same_place_and_writes_nothing(backend: Backend) -> None:
    journal = DjangoJournal(backend.using)
    year = _year(backend.ledger)
    first = journal.append(backend.ledger, year)
    again = journal.append(backend.ledger, year)
    assert [one.position for one in again] == [one.position for one in first]
    assert all(one.repeated for one in again) and not any(one.repeated for one in first)
    assert journal.head(backend.ledger).position == len(year)


def test_another_content_under_a_known_id_is_a_conflict_and_nothing_of_the_act_is_written(
    backend: Backend,
) -> None:
    journal = DjangoJournal(backend.using)
    year = _year(backend.ledger)
    journal.append(backend.ledger, year[:4])
    twisted = replace(year[3], body=ActivityRecorded(uuid4(), talk(heads=99)))
    retitled = replace(year[3], beside={"title": "另一个标题"})
    for other in (twisted, retitled):
        with pytest.raises(Conflict):
            journal.append(backend.ledger, [Acts(backend.ledger).opened("new"), other])
    assert journal.head(backend.ledger).position == 4


def test_an_entry_that_cannot_be_written_takes_the_whole_act_with_it(backend: Backend) -> None:
    journal = DjangoJournal(backend.using)
    acts = Acts(backend.ledger)
    with pytest.raises(CodecError):
        journal.append(backend.ledger, [acts.opened("a"), acts.recorded(uuid4(), talk(), title="a\x00b")])
    assert journal.head(backend.ledger).position == 0
    assert list(DjangoFacts(backend.using).rows({backend.ledger: 9})) == []


def test_erased_texts_are_gone_and_said_to_be_erased(backend: Backend) -> None:
    journal = DjangoJournal(backend.using)
    entry = Acts(backend.ledger).registered("p1", "village")
    journal.append(backend.ledger, [entry])
    assert journal.beside(backend.ledger, entry.id) == {"name": "某p1"}
    journal.erase(backend.ledger, [entry.id])
    assert journal.beside(backend.ledger, entry.id) == {"name": None}
    assert journal.append(backend.ledger, [entry])[0].repeated


def test_two_first_sends_of_one_entry_at_the_same_instant_both_succeed(backend: Backend) -> None:
    journal = DjangoJournal(backend.using)
    acts = Acts(backend.ledger)
    rounds = 25
    gate = threading.Barrier(2)

    def send(entry: object) -> object:
        gate.wait()
        try:
            return journal.append(backend.ledger, [entry])[0]
        finally:
            connections[backend.using].close()

    with ThreadPoolExecutor(2) as pool:
        for number in range(rounds):
            entry = acts.recorded(uuid4(), talk(), title=f"第{number}场")
            one, other = pool.map(send, [entry, entry])
            assert one.position == other.position == number + 1
            assert {one.repeated, other.repeated} == {True, False}
    assert journal.head(backend.ledger).position == rounds


def test_many_writers_leave_one_gapless_order(backend: Backend) -> None:
    journal = DjangoJournal(backend.using)
    acts = Acts(backend.ledger)

    def write(writer: int) -> list[int]:
        try:
            return [
                journal.append(backend.ledger, [acts.recorded(uuid4(), talk(heads=writer))])[0].position
                for _ in range(10)
            ]
        finally:
            connections[backend.using].close()

    with ThreadPoolExecutor(4) as pool:
        given = sorted(position for positions in pool.map(write, range(4)) for position in positions)
    assert given == list(range(1, 41))
    records = list(journal.records(backend.ledger))
    assert [one.previous for one in records[1:]] == [one.hash for one in records[:-1]]


@pytest.mark.postgres
def test_appends_to_different_ledgers_do_not_wait_for_each_other(
    request: pytest.FixtureRequest, fresh_ledger
) -> None:
    from shuzhi.store.connecting import turn_to_write
    from tests.conftest import new_backend

    backend = new_backend(request, "postgres")
    other = fresh_ledger()
    journal = DjangoJournal(backend.using)

    def append(ledger: str) -> int:
        try:
            return journal.append(ledger, [Acts(ledger).opened("district")])[0].position
        finally:
            connections[backend.using].close()

    with ThreadPoolExecutor(2) as pool:
        with turn_to_write(backend.using, backend.ledger):
            assert pool.submit(append, other).result(timeout=20) == 1
            waiting = pool.submit(append, backend.ledger)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        assert waiting.result(timeout=20) == 1
