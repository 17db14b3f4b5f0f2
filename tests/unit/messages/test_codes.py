"""Every code has a sentence in each language, and no sentence stands without a code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from shuzhi.ledger import entries
from shuzhi.messages import read_sentences

SOURCE = Path(entries.__file__).parents[2]
TEXTS = SOURCE / "messages" / "text"
AREAS = frozenset(code.partition(".")[0] for code in read_sentences())
CODE = re.compile(r"[a-z_]+(?:\.[a-z0-9_-]+)+\Z")
IN_TEMPLATE = re.compile(r"[\"']([a-z_]+(?:\.[a-z0-9_-]+)+)[\"']")

ENTRY_TYPES = frozenset(
    getattr(kind, "type", "") for kind in vars(entries).values() if isinstance(kind, type)
)
# Areas whose sentences are looked up by their English, not by code; a test beside their reader compares them.
BY_ENGLISH = frozenset({"click"})
FILE_ENDINGS = (".css", ".docx", ".html", ".js", ".json", ".pdf", ".svg", ".txt", ".xlsx")
# Strings in the shape of a code that are something else, each with what it is.
NO_CODES = frozenset(
    {
        "web.wsgi",
        "period.year",  # words that an outline may use
        "period.next_year",
        "period.last_year",
    }
)


def _strings(path: Path) -> Iterator[str]:
    """String constants of a module, those of its docstrings left out; of f-strings the part before a hole, with "*"."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside.update(id(part) for part in node.values)
            first = node.values[0] if node.values else None
            if isinstance(first, ast.Constant) and len(node.values) > 1:
                yield f"{first.value}*"
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings | inside
        ):
            yield node.value


@cache
def _said() -> tuple[frozenset[str], tuple[str, ...]]:
    """Codes in the source, and the beginnings of codes that are put together."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for text in _strings(path):
            if text.endswith("*") and text.partition(".")[0] in AREAS:
                beginnings.add(text[:-1])
            elif CODE.match(text):
                whole.add(text)
    for path in (*SOURCE.rglob("*.html"), *SOURCE.rglob("packs/**/*.toml")):
        whole.update(IN_TEMPLATE.findall(path.read_text(encoding="utf-8")))
    ours = {code for code in whole if code.partition(".")[0] in AREAS and not code.endswith(FILE_ENDINGS)}
    return frozenset(ours - ENTRY_TYPES - NO_CODES), tuple(beginnings)


def _codes_of(area: str) -> set[str]:
    return {code for code in read_sentences() if code.partition(".")[0] == area}


@pytest.mark.parametrize("area", sorted(AREAS))
def test_every_code_has_a_sentence(area: str) -> None:
    """A code that the source speaks of has its sentence in both languages (the reader refuses one language alone)."""
    codes, _ = _said()
    wanted = {code for code in codes if code.partition(".")[0] == area}
    assert sorted(wanted - set(read_sentences())) == []


@pytest.mark.parametrize("area", sorted(AREAS - BY_ENGLISH))
def test_no_sentence_stands_without_a_code(area: str) -> None:
    """A sentence is spoken somewhere: its code, or the beginning of it that is put together, stands in the source."""
    codes, beginnings = _said()
    orphans = {code for code in _codes_of(area) if code not in codes and not code.startswith(beginnings)}
    assert sorted(orphans) == []
