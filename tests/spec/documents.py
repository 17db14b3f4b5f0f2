"""The spec documents: their sections, and the blocks that run. Also rendered into docs/reference/counting.md."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "counting"


def documents() -> list[Path]:
    return sorted(FOLDER.glob("*.md"))


def examples() -> list[tuple[str, str]]:
    """(document and heading, text of the block) of every block marked ``spec``."""
    found = []
    for path in documents():
        heading = path.stem
        for part in re.split(r"^(#+ .*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if part.startswith("#"):
                heading = part.strip("# ")
            for number, block in enumerate(
                re.findall(r"^```spec\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
            ):
                found.append((f"{path.stem}: {heading} {number or ''}".strip(), block))
    return found
