"""The word lists of this package, read once: measure words, guards, kinds of words, names with numerals.

Knows the format of the files under ``data``; does not know what the words are used for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import ahocorasick

NOUN, ACTION, VERB, LINK, ADVERB, STOP, SCOPE, BODY, FIXED, DATE, PARTICIPLE = "NWVLDPUOXTM"
"""Kinds of words: noun, noun that is also a verb, verb, word between thing and number, adverb or time,
preposition or other end of a phrase, whose-scope, acting body, name or saying with a numeral, date, word that
says which people are meant."""

_KIND_FILES = (
    ("prepositions.txt", STOP),
    ("verbs.txt", VERB),
    ("linkers.txt", LINK),
    ("adverbs.txt", ADVERB),
    ("scopes.txt", SCOPE),
    ("actions.txt", ACTION),
    ("participles.txt", PARTICIPLE),
    ("organisations.txt", BODY),
    ("nouns.txt", NOUN),
    ("fixed.txt", FIXED),
)


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """``kind``: c counts, p people, m measures, t time, q an institution counted by its own name, x none.

    ``guards`` are ordinary words that begin with it (名单 for 名); ``pardons`` are those with the character that,
    following, takes the guard back (名单位).
    """

    text: str
    kind: str
    guards: tuple[str, ...] = ()
    pardons: tuple[tuple[str, str], ...] = ()
    openings: frozenset[str] = frozenset()
    """The guards cut to one character more than the measure word, to look before they are compared."""

    def guarded(self, text: str, at: int) -> bool:
        """Whether the text at this place is an ordinary word and not this measure word."""
        if text[at : at + len(self.text) + 1] not in self.openings or not text.startswith(self.guards, at):
            return False
        for word, pardon in self.pardons:
            if text.startswith(word, at) and text.startswith(pardon, at + len(word)):
                return False
        return True


@cache
def automaton() -> Any:
    """The words of every kind in one automaton; values are (length, kind, whether a numeral in it is no figure).

    Later files win, but a saying that is an adverb too (一般, 一起) stays one.
    """
    kinds: dict[str, str] = {}
    for name, kind in _KIND_FILES:
        kinds.update(dict.fromkeys(_words(name), kind) if kind != FIXED else {})
    sayings = frozenset(_words("fixed.txt"))
    kinds = {**dict.fromkeys(sayings, FIXED), **kinds}
    machine = ahocorasick.Automaton()
    for word, kind in kinds.items():
        machine.add_word(word, (len(word), kind, word in sayings))
    machine.make_automaton()
    return machine


@cache
def measure_words() -> MappingProxyType[str, tuple[MeasureWord, ...]]:
    """Measure words by first character, the longest first."""
    guards = [entry.partition("!") for entry in _words("guards.txt")]
    table: dict[str, list[MeasureWord]] = {}
    for entry in _words("units.txt"):
        text, _, kind = entry.rpartition("/")
        own = [
            (word, pardon) for word, _, pardon in guards if word.startswith(text) and len(word) > len(text)
        ]
        pardons = tuple((word, pardon) for word, pardon in own if pardon)
        words = tuple(word for word, _ in own)
        openings = frozenset(word[: len(text) + 1] for word in words)
        table.setdefault(text[0], []).append(MeasureWord(text, kind, words, pardons, openings))
    return MappingProxyType(
        {first: tuple(sorted(words, key=lambda word: -len(word.text))) for first, words in table.items()}
    )


@cache
def enumerators() -> frozenset[str]:
    return frozenset(_words("enumerators.txt"))


@cache
def words_of(name: str) -> frozenset[str]:
    """All words of one file."""
    return frozenset(_words(name))


@cache
def contexts(area: str) -> MappingProxyType[str, tuple[str, ...]]:
    """The word lists of one area of ``contexts.toml``, the longest words first."""
    source = resources.files("shuzhi.claims").joinpath("data", "contexts.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(source)[area]
    return MappingProxyType(
        {name: tuple(sorted(words.split(), key=len, reverse=True)) for name, words in lists.items()}
    )


def alternatives(words: tuple[str, ...]) -> str:
    """The source of a pattern that matches any of the words."""
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"


def _words(name: str) -> Iterator[str]:
    source = resources.files("shuzhi.claims").joinpath("data", name).read_text(encoding="utf-8")
    for line in source.splitlines():
        if not line.startswith("#"):
            yield from line.split()
