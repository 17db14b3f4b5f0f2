"""PDFs of reports, kept under the SHA-256 of the Word file they were set from and made apart from whoever asks for them.

    pdfs.state(digest) -> PdfState          pdfs.start(digest, docx)        pdfs.stop(digest)       pdfs.get(digest)

What is under way stands in files, so that every process that serves pages sees the same. Whoever converts touches its file
all the time; a file that nobody touched for a while belongs to a process that is gone. One conversion runs at a time in a
process: LibreOffice takes a processor and half a gigabyte for itself. Knows no report and no reader.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from shuzhi.ledger.ports import Clock
from shuzhi.report import pdf

LONGEST = 180.0  # seconds for one file; a report takes five to ten
_SILENT = 15.0  # seconds without a touch after which a conversion is taken for dead
_LOOK = 0.3
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class Stage(StrEnum):
    ABSENT = "absent"
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


UNDER_WAY = (Stage.WAITING, Stage.RUNNING)


@dataclass(frozen=True, slots=True)
class PdfState:
    """``since`` is when it was asked for; ``code`` with ``args`` says why it failed (area ``report``)."""

    stage: Stage
    since: datetime | None = None
    code: str = ""
    args: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_under_way(self) -> bool:
        return self.stage in UNDER_WAY


class Convert(Protocol):
    """Raises ``report.pdf.PdfError``."""

    def __call__(self, docx: bytes, *, timeout: float, is_stopped: Callable[[], bool]) -> bytes: ...


class FolderOfPdfs:
    """``root`` is made when first written to."""

    def __init__(self, root: Path, clock: Clock, convert: Convert = pdf.convert) -> None:
        self._root = root
        self._clock = clock
        self._convert = convert
        self._lock = threading.Lock()  # two requests of one instant start one conversion
        self._turn = threading.Semaphore(1)

    def state(self, digest: str) -> PdfState:
        if self._file(digest, "pdf").exists():
            return PdfState(Stage.READY)
        job = self._file(digest, "job")
        try:
            told = json.loads(job.read_text(encoding="utf-8"))
            touched = job.stat().st_mtime
        except (FileNotFoundError, ValueError):
            return PdfState(Stage.ABSENT)
        found = PdfState(
            Stage(told["stage"]), datetime.fromisoformat(told["since"]), told["code"], told["args"]
        )
        if found.is_under_way and time.time() - touched > _SILENT:
            return PdfState(Stage.FAILED, found.since, "report.office_gone")
        return found

    def start(self, digest: str, docx: bytes) -> PdfState:
        """Sets it to work unless it is there or under way. Nothing to wait for: ``state`` tells how it goes."""
        with self._lock:
            now = self.state(digest)
            if now.stage is Stage.READY or now.is_under_way:
                return now
            self._root.mkdir(parents=True, exist_ok=True)
            self._file(digest, "stop").unlink(missing_ok=True)
            begun = PdfState(Stage.WAITING, self._clock.now())
            self._tell(digest, begun)
        threading.Thread(target=self._make, args=(digest, docx, begun), daemon=True, name="pdf").start()
        return begun

    def stop(self, digest: str) -> None:
        """Whoever converts it, in whatever process, leaves off within a second. Nothing where nothing is under way."""
        if self.state(digest).is_under_way:
            self._file(digest, "stop").touch()

    def get(self, digest: str) -> bytes | None:
        """None where there is none yet."""
        with suppress(FileNotFoundError):
            return self._file(digest, "pdf").read_bytes()
        return None

    # ------------------------------------------------------------------ at work
    def _make(self, digest: str, docx: bytes, begun: PdfState) -> None:
        try:
            self._await_turn(digest)
            try:
                self._tell(digest, PdfState(Stage.RUNNING, begun.since))
                made = self._convert(docx, timeout=LONGEST, is_stopped=lambda: self._is_stopped(digest))
                self._put(self._file(digest, "pdf"), made)
                self._file(digest, "job").unlink(missing_ok=True)
            finally:
                self._turn.release()
        except pdf.PdfError as problem:
            self._tell(digest, PdfState(Stage.FAILED, begun.since, problem.code, problem.arguments))
        except Exception:
            self._tell(digest, PdfState(Stage.FAILED, begun.since, "report.office_failed", {"kind": "pdf"}))
            raise
        finally:
            self._file(digest, "stop").unlink(missing_ok=True)

    def _await_turn(self, digest: str) -> None:
        while not self._turn.acquire(timeout=_LOOK):
            if self._is_stopped(digest):
                raise pdf.PdfError("report.office_stopped")

    def _is_stopped(self, digest: str) -> bool:
        """Also shows that somebody is still at it."""
        with suppress(FileNotFoundError):
            os.utime(self._file(digest, "job"))
        return self._file(digest, "stop").exists()

    def _tell(self, digest: str, state: PdfState) -> None:
        told = {
            "stage": state.stage.value,
            "since": state.since.isoformat() if state.since else "",
            "code": state.code,
            "args": dict(state.args),
        }
        self._put(self._file(digest, "job"), json.dumps(told).encode())

    def _put(self, path: Path, data: bytes) -> None:
        """There whole or not at all."""
        draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        draft.write_bytes(data)
        draft.replace(path)

    def _file(self, digest: str, ending: str) -> Path:
        if not _DIGEST.match(digest):
            raise ValueError(digest)
        return self._root / f"{digest}.{ending}"
