"""What can be said of an installation's database without touching its contents: versions, durability, space.

Fonts, LibreOffice and browsers are looked at elsewhere.
"""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import django
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shuzhi.store.connecting import wal_is_safe
from shuzhi.store.database import is_prepared

LITTLE_SPACE = 500 * 1024 * 1024  # bytes


class Level(StrEnum):
    FACT = "fact"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    code: str
    args: dict[str, Any] = field(default_factory=dict)
    level: Level = Level.FACT


def diagnose(data: Path, using: str = "default") -> tuple[Diagnostic, ...]:
    """``data`` is the installation's data folder."""
    return (*_machine(data), *_database(using))


def _machine(data: Path) -> Iterator[Diagnostic]:
    yield Diagnostic("store.python", {"version": platform.python_version(), "machine": platform.machine()})
    yield Diagnostic("store.django", {"version": django.get_version()})
    nearest = next((folder for folder in (data, *data.parents) if folder.exists()), Path("/"))
    free = shutil.disk_usage(nearest).free
    level = Level.WARNING if free < LITTLE_SPACE else Level.FACT
    yield Diagnostic("store.free_space", {"folder": str(data), "megabytes": free // 2**20}, level)


def _database(using: str) -> Iterator[Diagnostic]:
    connection = connections[using]
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        yield Diagnostic("store.database_unreachable", {"why": str(problem).strip()}, Level.FAULT)
        return
    yield from _sqlite(connection) if connection.vendor == "sqlite" else _postgres(connection)
    prepared = is_prepared(using)
    yield Diagnostic(
        "store.tables_ready" if prepared else "store.tables_outstanding",
        {},
        Level.FACT if prepared else Level.FAULT,
    )


def _sqlite(connection: BaseDatabaseWrapper) -> Iterator[Diagnostic]:
    yield Diagnostic("store.sqlite_library", {"version": sqlite3.sqlite_version})
    mode = str(_pragma(connection, "journal_mode")).lower()
    unsafe = mode == "wal" and not wal_is_safe(sqlite3.sqlite_version_info)
    yield Diagnostic("store.sqlite_journal_mode", {"mode": mode}, Level.FAULT if unsafe else Level.FACT)
    synchronous = int(_pragma(connection, "synchronous"))
    yield Diagnostic(
        "store.sqlite_synchronous", {"value": synchronous}, Level.FACT if synchronous >= 2 else Level.FAULT
    )
    mapped = int(_pragma(connection, "mmap_size") or 0)
    if mapped:
        yield Diagnostic("store.sqlite_mapped", {"bytes": mapped}, Level.FAULT)
    sound = str(_pragma(connection, "quick_check"))
    yield Diagnostic(
        "store.sqlite_sound" if sound == "ok" else "store.sqlite_damaged",
        {"why": sound},
        Level.FACT if sound == "ok" else Level.FAULT,
    )


def _postgres(connection: BaseDatabaseWrapper) -> Iterator[Diagnostic]:
    yield Diagnostic("store.postgres_version", {"version": _shown(connection, "server_version")})
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        value = _shown(connection, setting)
        level = Level.FAULT if value == "off" else Level.FACT
        yield Diagnostic("store.postgres_setting", {"setting": setting, "value": value}, level)
    encoding = _shown(connection, "server_encoding")
    level = Level.FACT if encoding == "UTF8" else Level.FAULT
    yield Diagnostic("store.postgres_setting", {"setting": "server_encoding", "value": encoding}, level)


def _pragma(connection: BaseDatabaseWrapper, name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        row = cursor.fetchone()
    return None if row is None else row[0]


def _shown(connection: BaseDatabaseWrapper, setting: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [setting])
        return str(cursor.fetchone()[0])
