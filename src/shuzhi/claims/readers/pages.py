"""PDF files to documents: the text layer page by page; scanned pages through tesseract where it is installed.

A page that had to be recognised, or could not be, is said in the document's notices. Does not know layout
beyond lines.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from shuzhi.claims.model import Document, Notice, Passage
from shuzhi.claims.residue import find_residue
from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import Limits, read_file

MOST_PAGES = 400
MOST_SCANNED = 40
_SCAN_SECONDS = 60


def read_pdf(data: bytes, source: str, limits: Limits) -> Document:
    """A PDF file of at most ``MOST_PAGES`` pages. Raises ``Refused``."""
    read_file(data, limits)
    texts, scanned = _page_texts(data)
    notices = []
    if scanned:
        recognised = _recognise(data, scanned[:MOST_SCANNED]) if _can_recognise() else {}
        for number, text in recognised.items():
            texts[number] = text
        code = "claims.pages_recognised" if recognised else "claims.pages_scanned"
        notices.append(Notice(code, (("pages", "、".join(str(number + 1) for number in scanned[:20])),)))
    passages, length = [], 0
    for number, text in enumerate(texts):
        if text.strip():
            passages.append(Passage(text, length, f"第{number + 1}页"))
        length += len(text) + 1
    whole = "\n".join(texts)
    return Document(source, whole, tuple(passages), find_residue(whole), tuple(notices))


def _page_texts(data: bytes) -> tuple[list[str], list[int]]:
    """The text of every page, and the numbers (from 0) of those with pictures and hardly any text."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("claims.pdf_locked")
        if len(reader.pages) > MOST_PAGES:
            raise Refused("claims.pdf_too_long", {"pages": len(reader.pages), "limit": MOST_PAGES})
        texts, scanned = [], []
        for number, page in enumerate(reader.pages):
            text = page.extract_text()
            if len(text.strip()) < 12:
                scanned.append(number)
            texts.append(text)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
        IndexError,
    ) as problem:
        raise Refused("claims.pdf_damaged") from problem
    return texts, scanned


def _can_recognise() -> bool:
    if not (shutil.which("tesseract") and shutil.which("pdftoppm")):
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=_SCAN_SECONDS, check=False
    )
    return "chi_sim" in listed.stdout.split()


def _recognise(data: bytes, numbers: list[int]) -> dict[int, str]:
    """Text of scanned pages; a page on which the tools fail or take too long is left out."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(data)
        for number in numbers:
            text = _recognise_page(path, number + 1)
            if text is not None:
                found[number] = text
    return found


def _recognise_page(path: Path, page: int) -> str | None:
    picture = path.with_name(f"page{page}")
    draw = [
        "pdftoppm",
        "-r",
        "200",
        "-gray",
        "-singlefile",
        "-f",
        str(page),
        "-l",
        str(page),
        str(path),
        str(picture),
    ]
    try:
        subprocess.run(draw, capture_output=True, timeout=_SCAN_SECONDS, check=True)
        read = subprocess.run(
            ["tesseract", f"{picture}.pgm", "-", "-l", "chi_sim"],
            capture_output=True, text=True, timeout=_SCAN_SECONDS, check=True, env=_one_thread(),
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        return None
    return read.stdout.replace(" ", "")


def _one_thread() -> dict[str, str]:
    """Several threads on busy cores wait for one another: measured 0.5 s a page with one, over a minute with four."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}
