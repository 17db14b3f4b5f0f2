"""The glossary speaks of what exists: each identifier in it occurs in the source or in a pack."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_identifier_of_the_glossary_occurs_in_the_source() -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| `(\w+)` \| [^|]+ \|$", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) > 40
    files = [*ROOT.glob("src/shuzhi/**/*.py"), *ROOT.glob("src/shuzhi/**/*.toml")]
    source = "\n".join(path.read_text("utf-8") for path in files)
    words = set(re.findall(r"\w+", source))
    assert [name for _, name in rows if name not in words] == []


def test_no_term_stands_twice() -> None:
    terms = re.findall(r"^\| ([^|`]+) \| `", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    assert len(terms) == len(set(terms))
