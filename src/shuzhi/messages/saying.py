"""A code with its arguments becomes a sentence in one language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from string import Formatter
from typing import Any

from shuzhi.messages.catalogue import LANGUAGES, Language, read_sentences


class _Numbered(Formatter):
    """``{count:record|records}`` stands for the word alone, as for one where the argument is 1."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, several = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else several


def say(code: str, args: Mapping[str, object] | None = None, language: str = "zh") -> str:
    """The sentence for ``code``; the bare code with its arguments where there is none.

    An argument that is itself ``{"code": …, "args": …}`` is said first, so findings may carry findings; of one that is
    ``{"zh": …, "en": …}`` (the name of an indicator) the language's own is taken.
    ``{count} {count:record|records}`` in a sentence says one of a thing as one.
    """
    texts = read_sentences().get(code)
    arguments = {name: _worded(value, language) for name, value in (args or {}).items()}
    if texts is None:
        return _bare(code, arguments)
    try:
        return _Numbered().vformat(texts[language_of(language)], (), arguments)
    except (KeyError, IndexError):
        return _bare(code, arguments)


def language_of(text: str | None) -> Language:
    """The language that a setting such as ``en_GB.UTF-8`` asks for; Chinese when it is none of ours."""
    for language in LANGUAGES:
        if (text or "").lower().startswith(language):
            return language
    return "zh"


def _worded(value: object, language: str) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping) and isinstance(value.get("code"), str):
        inner = value.get("args")
        return say(value["code"], inner if isinstance(inner, Mapping) else None, language)
    if isinstance(value, Mapping) and set(value) == set(LANGUAGES):
        return value[language_of(language)]
    if isinstance(value, list | tuple):
        joiner = "、" if language_of(language) == "zh" else ", "
        return joiner.join(str(_worded(part, language)) for part in value)
    return value


def _bare(code: str, arguments: Mapping[str, object]) -> str:
    shown = ", ".join(f"{name}={value}" for name, value in arguments.items())
    return f"[{code}] {shown}" if shown else f"[{code}]"
