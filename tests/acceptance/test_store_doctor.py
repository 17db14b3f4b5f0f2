"""What the doctor says of a database, and how an installation is made ready."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from shuzhi.store.connecting import add_database, remove_database, wal_is_safe
from shuzhi.store.database import is_prepared, prepare_database
from shuzhi.store.doctor import LITTLE_SPACE, Level, diagnose
from shuzhi.wiring.environment import Environment, sqlite_database
from shuzhi.wiring.services import Services
from tests.conftest import Backend
from tests.ledger_acts import Acts


def test_a_sound_installation_has_no_fault(backend: Backend, tmp_path: Path) -> None:
    found = {one.code: one for one in diagnose(tmp_path / "not" / "yet", backend.using)}
    assert [one.code for one in found.values() if one.level is Level.FAULT] == []
    assert "store.tables_ready" in found
    wanted = {"sqlite": "store.sqlite_library", "postgres": "store.postgres_version"}[backend.vendor]
    assert found[wanted].args["version"]


def test_sqlite_writes_are_forced_to_the_disk_and_never_mapped(sqlite_alias: str) -> None:
    with connections[sqlite_alias].cursor() as cursor:
        told = {}
        for name in ("synchronous", "mmap_size", "journal_mode", "secure_delete"):
            cursor.execute(f"PRAGMA {name}")
            told[name] = cursor.fetchone()[0]
    expected = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"
    assert told == {"synchronous": 2, "mmap_size": 0, "journal_mode": expected, "secure_delete": 1}


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 9), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True),
    ],
)  # fmt: skip
def test_wal_is_used_only_with_libraries_that_do_not_corrupt_it(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_little_space_is_warned_of(backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": LITTLE_SPACE - 1}))
    space = next(one for one in diagnose(tmp_path, backend.using) if one.code == "store.free_space")
    assert space.level is Level.WARNING


def test_a_database_that_cannot_be_opened_is_a_fault_and_no_crash(
    tmp_path: Path, django_db_blocker: Any
) -> None:
    add_database("store_broken", sqlite_database(tmp_path / "missing" / "folder" / "x.sqlite3"))
    with django_db_blocker.unblock():
        codes = {one.code for one in diagnose(tmp_path, "store_broken")}
        remove_database("store_broken")
    assert "store.database_unreachable" in codes


def test_a_fresh_folder_is_made_ready_and_being_ready_it_is_left_alone(
    tmp_path: Path, django_db_blocker: Any
) -> None:
    environment = Environment(tmp_path / "data")
    add_database("store_fresh", environment.database())
    services = Services(environment, using="store_fresh")
    with django_db_blocker.unblock():
        services.prepare()
        key = services.signer.fingerprint
        assert is_prepared("store_fresh")
        journal = services.journal
        journal.append("office", [Acts("office").opened("district")])
        Services(environment, using="store_fresh").prepare()
        prepare_database("store_fresh")
        assert journal.head("office").position == 1
        assert Services(environment, using="store_fresh").signer.fingerprint == key
        assert services.verify_journal("office").untouched
        assert services.rebuild_check().equal
        assert services.office().ledger == "office"
        assert services.keys().joined(services.keys()).keys.keys() == {key}
        remove_database("store_fresh")
