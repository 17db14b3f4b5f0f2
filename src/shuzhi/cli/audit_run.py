"""A run over many files: what an earlier run found is taken over where file, program and basis are the same.

A run's results are lines of JSON, one per file, written as they come; each tells the file's digest, the program's
version and what it was held against. Knows files and lines, no words.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shuzhi

Line = Mapping[str, Any]


@dataclass
class Results:
    """``path`` None keeps nothing; ``basis`` names all that a result depends on beside the file and the program."""

    path: Path | None
    basis: str
    taken_over: dict[str, Line] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def take_over(self, files: Sequence[Path]) -> tuple[Path, ...]:
        """Read what an earlier run left and return the files still to be audited; lines out of date are dropped.

        A half-written last line counts for nothing.
        """
        if self.path is None or not self.path.exists():
            return tuple(files)
        asked = {str(file) for file in files}
        kept = [line for line in _lines(self.path) if line.get("source") in asked and self._is_current(line)]
        self.taken_over = {str(line["source"]): line for line in kept}
        beside = self.path.with_name(self.path.name + ".part")
        beside.write_text("".join(map(_written, self.taken_over.values())), encoding="utf-8")
        os.replace(beside, self.path)  # noqa: PTH105  in one step, whatever happens in between
        return tuple(file for file in files if str(file) not in self.taken_over)

    def add(self, file: Path, line: Line) -> None:
        """Append one result; it is on the disk before the next one is asked for."""
        if self.path is None:
            return
        made = {**line, "made_of": self._made_of(str(file))}
        with self.path.open("a", encoding="utf-8") as out:
            out.write(_written(made))

    def _is_current(self, line: Line) -> bool:
        return line.get("made_of") == self._made_of(str(line["source"]))

    def _made_of(self, source: str) -> dict[str, str]:
        if source not in self._digests:
            self._digests[source] = _digest(Path(source))
        return {"sha256": self._digests[source], "program": shuzhi.__version__, "basis": self.basis}


def _lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if isinstance(line, dict) and isinstance(line.get("source"), str):
                yield line


def _written(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False, default=str) + "\n"


def _digest(file: Path) -> str:
    """ "" for a file that cannot be read: it is asked again every time."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
