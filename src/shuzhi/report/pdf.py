"""A Word file of ours as PDF, set by LibreOffice where it is installed. The only output whose bytes may differ.

Knows how to run one conversion at a time in a profile of its own; does not know the document. Only documents made
here are converted: a foreign file never reaches LibreOffice.

    office_program() -> Path | None
    convert(docx, timeout=120, is_stopped=…) -> bytes      raises PdfError
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from shuzhi.report import fonts

_LOOK = 0.2  # seconds between two looks whether somebody wants it stopped


class PdfError(Exception):
    """No PDF came out; ``code`` is the message code, ``arguments`` what its sentence needs."""

    def __init__(self, code: str, **arguments: str) -> None:
        super().__init__(f"{code} {arguments}")
        self.code = code
        self.arguments = arguments


def office_program() -> Path | None:
    """LibreOffice's command, or ``None``."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def _never() -> bool:
    return False


def convert(docx: bytes, *, timeout: float = 120, is_stopped: Callable[[], bool] = _never) -> bytes:
    """The PDF. ``timeout`` in seconds, after which LibreOffice and all it started are ended, as they are when
    ``is_stopped``, asked several times a second, says so. Raises ``PdfError``.
    """
    return convert_to("pdf", docx, timeout=timeout, is_stopped=is_stopped)


def convert_to(
    kind: str, docx: bytes, *, timeout: float = 120, is_stopped: Callable[[], bool] = _never
) -> bytes:
    """The file in another format of LibreOffice's ("pdf", "docx"). Raises ``PdfError``."""
    program = office_program()
    if program is None:
        raise PdfError("report.office_missing")
    with tempfile.TemporaryDirectory(prefix="shuzhi-office-") as name:
        folder = Path(name)
        source = folder / "in" / "report.docx"
        source.parent.mkdir()
        source.write_bytes(docx)
        _run(program, folder, source, kind, _Patience(timeout, is_stopped))
        made = folder / "out" / f"report.{kind}"
        if not made.is_file() or not made.stat().st_size:
            raise PdfError("report.office_failed", kind=kind)
        return made.read_bytes()


class _Patience:
    """How long a conversion may take, and who may end it sooner."""

    def __init__(self, seconds: float, is_stopped: Callable[[], bool]) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._is_stopped = is_stopped

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        """Raises ``PdfError`` where the process did not end by itself."""
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=min(_LOOK, self._seconds))
                return
            if self._is_stopped():
                raise PdfError("report.office_stopped")
            if time.monotonic() > self._until:
                raise PdfError("report.office_slow", seconds=f"{self._seconds:g}")


def _run(program: Path, folder: Path, source: Path, kind: str, patience: _Patience) -> None:
    """In a session of its own, so that the office process behind the start script ends with it."""
    aliases = fonts.write_aliases(folder, fonts.substitutions())
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", kind, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    environment = {**os.environ, "FONTCONFIG_FILE": str(aliases), "HOME": str(folder), "TMPDIR": str(folder)}
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        patience.wait(process)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
