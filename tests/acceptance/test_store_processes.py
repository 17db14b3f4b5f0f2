"""Four processes write to one ledger and are killed at random: what was receipted is there, once, in one order.

A kill does not test what a power cut does: the operating system's memory outlives the process.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connections

from shuzhi.store.journal import DjangoJournal
from shuzhi.store.models import JournalRow
from shuzhi.store.rebuild import rebuild_check
from shuzhi.store.verify import verify_journal
from tests.conftest import Backend

ROUNDS, WRITERS = 3, 4
ROOT = Path(__file__).parents[2]


def _start(backend: Backend, told: Path) -> subprocess.Popen[bytes]:
    held = connections[backend.using].settings_dict
    wanted = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    database = json.dumps({name: held[name] for name in wanted if name in held})
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "tests.store_writer", database, backend.ledger, str(told)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)


def test_no_receipted_entry_is_lost_and_none_is_doubled_when_writers_are_killed(
    backend: Backend, tmp_path: Path
) -> None:
    chance = random.Random(11)
    for turn in range(ROUNDS):
        told = [tmp_path / f"{turn}-{number}" for number in range(WRITERS)]
        writers = [_start(backend, path) for path in told]
        deadline = time.monotonic() + 60
        while not all(path.exists() and path.stat().st_size for path in told):
            failed = [one for one in writers if one.poll() is not None]
            assert not failed, failed[0].communicate()[1].decode()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        for writer in writers:
            time.sleep(chance.uniform(0.0, 0.4))
            os.kill(writer.pid, signal.SIGKILL)
            writer.communicate()
    lines = [line.split() for path in tmp_path.iterdir() for line in path.read_text().splitlines()]
    receipted = {entry: int(position) for entry, position in (line for line in lines if len(line) == 2)}
    rows = JournalRow.objects.using(backend.using).filter(ledger=backend.ledger)
    held = {str(entry): position for entry, position in rows.values_list("entry", "position")}
    assert len(receipted) >= ROUNDS * WRITERS
    assert receipted.items() <= held.items()
    assert sorted(held.values()) == list(range(1, len(held) + 1))
    assert DjangoJournal(backend.using).head(backend.ledger).position == len(held)
    assert len(held) - len(receipted) <= ROUNDS * WRITERS  # written, killed before it could tell
    verified = verify_journal(backend.ledger, is_signed=lambda *_: None, using=backend.using)
    assert verified.findings == ()
    assert rebuild_check(backend.using, only=[backend.ledger]).findings == ()
