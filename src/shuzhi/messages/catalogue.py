"""Reading the area files: code -> language -> sentence. Knows nothing of where a code is raised.

AreaError          an area file that cannot be used, named with its file and code
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

Sentences = Mapping[str, Mapping[str, str]]


class AreaError(ValueError):
    """An area file that says a code twice, or leaves out a language."""


@cache
def read_sentences() -> Sentences:
    """Every code of every area file with its sentences by language."""
    found: dict[str, Mapping[str, str]] = {}
    for file in _area_files():
        for code, texts in _tables(tomllib.loads(file.read_text(encoding="utf-8"))):
            if code in found:
                raise AreaError(f"{file.name}: {code} is said twice")
            missing = [language for language in LANGUAGES if not texts.get(language)]
            if missing:
                raise AreaError(f"{file.name}: {code} lacks {', '.join(missing)}")
            found[code] = MappingProxyType(texts)
    return MappingProxyType(found)


def _area_files() -> list[Traversable]:
    folder = resources.files("shuzhi.messages") / "text"
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )


def _tables(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Both ways of writing a code as a table name, quoted ["a.b"] and bare [a.b], mean the same."""
    if any(isinstance(table.get(language), str) for language in LANGUAGES):
        yield prefix, {key: text for key, text in table.items() if isinstance(text, str)}
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _tables(value, f"{prefix}.{key}" if prefix else key)
