"""What a thing of a pack is called in a language. Chinese first; the Chinese name where a pack has no English for it.

An older pack in a ledger may name departments and papers in Chinese only. Knows no sentence around a name.
"""

from __future__ import annotations

from collections.abc import Iterable

from shuzhi.catalog.model import ActivityType, Indicator, Pack


def sections_of(pack: Pack) -> tuple[tuple[str, str, str], ...]:
    """The headings that indicators stand under, in order: those of the pack's own, then its lines of work."""
    return (*pack.sections, *pack.lines)


def outline_in(pack: Pack, code: str, language: str) -> str:
    """The code of the outline that says ``code`` in this language; ``code`` itself where the pack has none."""
    found = (
        one.code for one in pack.outlines.values() if one.translates == code and one.language == language
    )
    return next(found, code)


def owner_name(pack: Pack, indicator: Indicator, language: str) -> str:
    """The department that answers for an indicator."""
    return _named(pack.departments, indicator.owner, language)


def paper_names(pack: Pack, kind: ActivityType, language: str) -> tuple[str, ...]:
    """The papers that usually lie beside such work; none is ever asked for."""
    return tuple(_named(pack.papers, name, language) for name in kind.evidence)


def _named(words: Iterable[tuple[str, str, str]], chinese: str, language: str) -> str:
    if language != "en":
        return chinese
    return next((english for _, name, english in words if name == chinese and english), chinese)
