"""A Word file of ours as PDF, set by LibreOffice where it is installed. The only output whose bytes may differ.

Knows how to run one conversion at a time in a profile of its own; does not know the document. Only documents made
here are converted: a foreign file never reaches LibreOffice.

    office_program() -> Path | None
    convert(docx, timeout=120) -> bytes             raises PdfError
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from shuzhi.report import fonts


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


def convert(docx: bytes, *, timeout: float = 120) -> bytes:
    """The PDF. ``timeout`` in seconds, after which LibreOffice and all it started are ended. Raises ``PdfError``."""
    return convert_to("pdf", docx, timeout=timeout)


def convert_to(kind: str, docx: bytes, *, timeout: float = 120) -> bytes:
    """The file in another format of LibreOffice's ("pdf", "docx"). Raises ``PdfError``."""
    program = office_program()
    if program is None:
        raise PdfError("report.office_missing")
    with tempfile.TemporaryDirectory(prefix="shuzhi-office-") as name:
        folder = Path(name)
        source = folder / "in" / "report.docx"
        source.parent.mkdir()
        source.write_bytes(docx)
        _run(program, folder, source, kind, timeout)
        made = folder / "out" / f"report.{kind}"
        if not made.is_file() or not made.stat().st_size:
            raise PdfError("report.office_failed", kind=kind)
        return made.read_bytes()


def _run(program: Path, folder: Path, source: Path, kind: str, timeout: float) -> None:
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
        process.wait(timeout=timeout)
    except subprocess.TimeoutExpired as problem:
        raise PdfError("report.office_slow", seconds=f"{timeout:g}") from problem
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
