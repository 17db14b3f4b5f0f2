"""Checkpoints kept as files outside the database: what shows a cut or rewritten end of a journal later.

They help only where whoever can write to the database cannot write to them too: copy them away.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from shuzhi.ledger.checkpoint import Checkpoint, CheckpointError

SUFFIX = ".checkpoint.json"


class FolderOfCheckpoints:
    """One file per checkpoint, named by ledger and position; a file is never overwritten by another content."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, checkpoint: Checkpoint) -> Path:
        """Write the checkpoint and force it to the disk; returns its file."""
        folder = self._folder(checkpoint.ledger)
        folder.mkdir(parents=True, exist_ok=True)
        text = checkpoint.to_json().encode()
        stem = f"{checkpoint.position:012d}"
        path = folder / f"{stem}{SUFFIX}"
        if path.exists() and path.read_bytes() != text:
            path = folder / f"{stem}-{hashlib.sha256(text).hexdigest()[:12]}{SUFFIX}"
        with path.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        return path

    def of_ledger(self, ledger: str) -> Iterator[Checkpoint]:
        """Every readable checkpoint of the ledger, by position; files that are none are passed over."""
        for path in sorted(self._folder(ledger).glob(f"*{SUFFIX}")):
            try:
                yield Checkpoint.from_json(path.read_text(encoding="utf-8"))
            except (CheckpointError, UnicodeDecodeError):
                continue

    def latest(self, ledger: str) -> Checkpoint | None:
        return max(self.of_ledger(ledger), key=lambda one: one.position, default=None)

    def _folder(self, ledger: str) -> Path:
        """Ledger names may hold signs that no file name may."""
        plain = all(sign.isalnum() or sign in "-_." for sign in ledger) and ledger.strip(".")
        return self._root / (ledger if plain else hashlib.sha256(ledger.encode()).hexdigest())
