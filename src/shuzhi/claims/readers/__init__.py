"""Files to documents: one reader per format, chosen by what the bytes are and then by the name.

Everything foreign passes the gate of ``shuzhi.documents`` first. Knows formats and places; does not know
quantities. Raises ``shuzhi.documents.errors.Refused`` for what cannot or must not be read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from shuzhi.claims.model import Document
from shuzhi.claims.readers import pages, prose, sheet, word
from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import DEFAULT, Limits, read_file

_BY_SUFFIX: dict[str, Callable[[bytes, str, Limits], Document]] = {
    ".txt": prose.read_plain,
    ".text": prose.read_plain,
    ".md": prose.read_markdown,
    ".markdown": prose.read_markdown,
    ".html": prose.read_html,
    ".htm": prose.read_html,
    ".docx": word.read_word,
    ".docm": word.read_word,
    ".xlsx": sheet.read_workbook,
    ".xlsm": sheet.read_workbook,
    ".pdf": pages.read_pdf,
}
SUFFIXES = frozenset(_BY_SUFFIX)
"""File name endings that can be read."""


def read_document(path: Path, limits: Limits = DEFAULT) -> Document:
    """Read a file; its ``source`` is the path as given."""
    return read_bytes(read_file(path, limits), str(path), limits)


def read_bytes(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """Read bytes that came under a name; the name's ending chooses the reader, the bytes may overrule it."""
    suffix = PurePath(source).suffix.lower()
    if data[:5] == b"%PDF-":
        suffix = ".pdf"
    elif data[:4] == b"PK\x03\x04" and suffix not in (".docx", ".docm", ".xlsx", ".xlsm"):
        suffix = ".docx"
    reader = _BY_SUFFIX.get(suffix)
    if reader is None:
        raise Refused("claims.format_unknown", {"suffix": suffix or "?"})
    return reader(read_file(data, limits), source, limits)
