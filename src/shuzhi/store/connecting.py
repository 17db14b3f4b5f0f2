"""How connections to the database behave: durable writes on SQLite, one writer at a time, per-ledger turns on PostgreSQL.

SQLite libraries before 3.51.3 (but for the back-ports 3.50.7 and 3.44.6) can corrupt a file in WAL mode with several
connections; on those the rollback journal is used. Memory mapping is never used.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from shuzhi.store.filelock import locked

_MEMORY_LOCK = threading.RLock()  # a database in memory belongs to one process


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite library may use WAL with several connections."""
    back_ports = {(3, 50): 7, (3, 44): 6}
    branch = version[:2]
    if branch in back_ports:
        return version[2] >= back_ports[branch]
    return version >= (3, 51, 3)


def join_signals() -> None:
    connection_created.connect(_prepare, dispatch_uid="shuzhi.store.connecting")


def _prepare(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size = 0")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA secure_delete = ON")  # erased texts leave no bytes in freed pages
        if not connection.is_in_memory_db():  # type: ignore[attr-defined]
            mode = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
            cursor.execute(f"PRAGMA journal_mode = {mode}")


@contextmanager
def turn_to_write(using: str, ledger: str) -> Iterator[BaseDatabaseWrapper]:
    """A transaction of its own in which nobody else appends to this ledger.

    SQLite: one writer for the whole file, behind a file lock. PostgreSQL: an advisory lock per ledger, so that appends
    to different ledgers do not wait for each other. Committed when left without an error.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with _sqlite_lock(connection), transaction.atomic(using=using, durable=True):
            yield connection
        return
    with transaction.atomic(using=using, durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"shuzhi:{ledger}"])
        yield connection


@contextmanager
def _sqlite_lock(connection: BaseDatabaseWrapper) -> Iterator[None]:
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        with _MEMORY_LOCK:
            yield
        return
    name = Path(connection.settings_dict["NAME"])
    with locked(name.with_name(name.name + ".append-lock")):
        yield


def add_database(alias: str, settings: dict[str, Any]) -> None:
    """Let Django know one more database under this name, for as long as it is needed."""
    complete = connections.configure_settings({DEFAULT_DB_ALIAS: {}, alias: settings})
    connections.settings[alias] = complete[alias]


def remove_database(alias: str) -> None:
    """Close this thread's connection to it and forget it."""
    connections[alias].close()
    del connections[alias]
    del connections.settings[alias]
