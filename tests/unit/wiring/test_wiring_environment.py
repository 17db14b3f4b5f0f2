"""What the environment says, and what is made of it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from shuzhi.wiring.environment import Environment, EnvironmentUnusable, postgres_database


def test_without_a_word_everything_lies_in_the_data_folder_on_sqlite() -> None:
    told = Environment.read({})
    assert told.data == Path("data").absolute()
    assert told.ledger == "office"
    database = told.database()
    assert database["ENGINE"].endswith("sqlite3")
    assert Path(database["NAME"]).parent == told.data
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_pages_answer_to_this_machine_and_to_the_names_told() -> None:
    told = Environment.read({"SHUZHI_HOSTS": "fl.example.org, "})
    assert told.hosts == ("127.0.0.1", "localhost", "[::1]", "fl.example.org")


def test_a_postgres_address_is_read_with_its_escapes() -> None:
    told = postgres_database("postgresql://user:p%40ss@db:5433/office%20one?sslmode=require")
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("user", "p@ss", "db", "5433")
    assert told["NAME"] == "office one"
    assert told["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_may_be_given_as_host() -> None:
    told = postgres_database("postgresql://postgres:@/postgres?host=/run/s")
    assert (told["HOST"], told["OPTIONS"]) == ("/run/s", {})


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "nonsense"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(EnvironmentUnusable) as refused:
        Environment.read({"SHUZHI_DATABASE_URL": url}).database()
    assert refused.value.code == "wiring.database_url"


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    told = Environment(tmp_path / "data")
    secret = told.secret_key()
    assert len(secret) >= 50
    assert told.secret_key() == secret == Environment(tmp_path / "data").secret_key()
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret.key"]
    assert Environment(tmp_path / "other").secret_key() != secret
