"""A program is let in on the command line, asks over HTTP, and is shut out again, on an installation of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DISTRICT, TOWN = "990101", "990101001"


class Shell:
    """Runs ``shuzhi`` as a user does, in a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.environment = {**os.environ, "SHUZHI_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
        self.environment.pop("SHUZHI_DATABASE_URL", None)

    def __call__(self, *words: str, ends: int = 0) -> str:
        command = [sys.executable, "-m", "shuzhi", *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == ends, done.stderr[-3000:] + done.stdout[-3000:]
        return done.stdout

    def data_of(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    found = Shell(tmp_path_factory.mktemp("tokens") / "data")
    found("example")
    return found


@pytest.fixture(scope="module")
def served(shell: Shell) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "shuzhi", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=shell.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)


def asked(root: str, secret: str, path: str) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(
        f"{root}/api/v1/ledgers/office/{path}", headers={"Authorization": f"Bearer {secret}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as found:
            return found.status, json.loads(found.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.loads(refused.read())


def make(shell: Shell, *words: str) -> dict[str, str]:
    found: dict[str, str] = shell.data_of("token", "make", "--account", "example-clerk", *words)
    return found


def test_a_token_opens_what_it_was_made_for_until_it_is_revoked(shell: Shell, served: str) -> None:
    made = make(shell, "--org", TOWN, "--level", "read", "--label", "统计表")
    path = f"figures/outreach_sessions?period=2023&org={TOWN}"
    status, told = asked(served, made["secret"], path)
    figure = shell.data_of("figure", "outreach_sessions", "--org", TOWN, "--period", "2023")
    assert (status, told["low"], told["high"]) == (200, figure["low"], figure["high"])
    assert asked(served, made["secret"], path.replace(TOWN, DISTRICT))[0] == 403
    assert made["id"] in shell("token", "revoke", made["id"])
    assert asked(served, made["secret"], path)[0] == 401
    shell("token", "revoke", made["id"], ends=2)


def test_the_secret_is_told_once_and_kept_nowhere(shell: Shell) -> None:
    made = make(shell, "--org", DISTRICT)
    listed = shell("token", "list", "--json")
    assert made["id"] in listed
    assert made["secret"] not in listed
    folder = Path(shell.environment["SHUZHI_DATA"])
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 2
    assert not [path for path in files if made["secret"].encode() in path.read_bytes()]


def test_a_token_lasts_no_longer_than_asked_for(shell: Shell) -> None:
    made = make(shell, "--org", DISTRICT, "--days", "3")
    days = (_instant(made["expires_at"]) - _instant(made["made_at"])) / 86_400
    assert days == pytest.approx(3)
    shell("token", "make", "--account", "example-clerk", "--org", DISTRICT, "--days", "400", ends=2)


def test_no_token_is_made_for_what_its_account_may_not_do(shell: Shell) -> None:
    for account, org in (("nobody", DISTRICT), ("example-clerk", "no-such-unit")):
        shell("token", "make", "--account", account, "--org", org, ends=2)


def _instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
