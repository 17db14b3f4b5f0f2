"""Files beside activities, kept under the SHA-256 of their bytes: the adapter behind ``ledger.ports.EvidenceFiles``.

A file is written under another name, forced to the disk and renamed, then its folder is forced too: it is there whole
or not at all, and before the entry that speaks of it. Knows neither what a file shows nor who may see it.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class EvidenceError(Exception):
    """A file that is missing or no longer what it was; ``code`` and ``args_`` feed the messages."""

    def __init__(self, code: str, digest: str) -> None:
        super().__init__(f"{code}: {digest}")
        self.code = code
        self.args_ = {"digest": digest}


class FolderOfEvidence:
    """``root`` is made when first written to."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if path.exists() and path.stat().st_size == len(data):
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{digest}.{secrets.token_hex(6)}")
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _force(path.parent)
        _force(path.parent.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """Raises ``EvidenceError`` when the file is missing or damaged."""
        path = self._path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError as problem:
            raise EvidenceError("store.evidence_missing", digest) from problem
        if hashlib.sha256(data).hexdigest() != digest:
            raise EvidenceError("store.evidence_damaged", digest)
        return data

    def digests(self) -> Iterator[str]:
        """Every file kept, in order; drafts left by a crash are none."""
        for path in sorted(self._root.glob("??/*")):
            if _DIGEST.match(path.name):
                yield path.name

    def drafts(self) -> Iterator[str]:
        """What a crash left half written, in order."""
        for path in sorted(self._root.glob("??/.*")):
            if _DIGEST.match(path.name[1:65]):
                yield f"{path.parent.name}/{path.name}"

    def _path(self, digest: str) -> Path:
        if not _DIGEST.match(digest):
            raise EvidenceError("store.evidence_missing", digest[:80])
        return self._root / digest[:2] / digest


def _force(folder: Path) -> None:
    """Make a rename in this folder survive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
