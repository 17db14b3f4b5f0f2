"""What this installation was told from outside: data folder, database, hosts. Reads the environment and nothing else.

SHUZHI_DATA           folder of everything that is kept (default ./data)
SHUZHI_DATABASE_URL   postgresql://user:password@host:port/name?…; without it a SQLite file in the data folder
SHUZHI_HOSTS          comma-separated names under which the pages may be asked for
SHUZHI_LEDGER         the ledger worked on where none is named (default "office")
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ENGINES = ("", "reference", "columnar")
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class EnvironmentUnusable(Exception):  # noqa: N818  it is the environment that is unusable
    """``code`` and ``args_`` feed the messages."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(f"{code} {args}")
        self.code = code
        self.args_ = args


@dataclass(frozen=True)
class Environment:
    data: Path
    database_url: str = ""
    hosts: tuple[str, ...] = LOCAL_HOSTS
    ledger: str = "office"
    engine: str = ""

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> Environment:
        """Raises ``EnvironmentUnusable``."""
        hosts = tuple(name.strip() for name in variables.get("SHUZHI_HOSTS", "").split(",") if name.strip())
        return cls(
            data=Path(variables.get("SHUZHI_DATA") or "data").absolute(),
            database_url=variables.get("SHUZHI_DATABASE_URL", ""),
            hosts=(*LOCAL_HOSTS, *hosts),
            ledger=variables.get("SHUZHI_LEDGER") or "office",
            engine=_engine_named(variables.get("SHUZHI_ENGINE", "")),
        )

    @property
    def evidence(self) -> Path:
        return self.data / "evidence"

    @property
    def checkpoints(self) -> Path:
        return self.data / "checkpoints"

    @property
    def reports(self) -> Path:
        return self.data / "reports"

    @property
    def keys(self) -> Path:
        return self.data / "keys"

    def database(self) -> dict[str, Any]:
        """Django's settings of the default database. Raises ``EnvironmentUnusable``."""
        if not self.database_url:
            return sqlite_database(self.data / "shuzhi.sqlite3")
        return postgres_database(self.database_url)

    def secret_key(self) -> str:
        """The installation's own secret, made on first use and kept in the data folder, readable by its owner only."""
        path = self.data / "secret.key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            _write_once(path, secrets.token_urlsafe(48))
        return path.read_text(encoding="ascii").strip()


def _engine_named(name: str) -> str:
    if name not in ENGINES:
        raise EnvironmentUnusable("wiring.engine", name=name)
    return name


def sqlite_database(path: Path) -> dict[str, Any]:
    """Writers announce themselves at once (BEGIN IMMEDIATE); durability is set per connection by the store."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30},
    }


def postgres_database(url: str) -> dict[str, Any]:
    """From a URL; a host given as a query parameter may be a socket's folder. Raises ``EnvironmentUnusable``."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise EnvironmentUnusable("wiring.database_url", url=parts.scheme or url[:16])
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def _write_once(path: Path, text: str) -> None:
    """Appears whole or not at all; whoever comes second leaves the first one's text."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
