"""Sentences with placeholders, taken apart. Knows the notation; does not know which codes or words exist.

``{code}`` a figure · ``{code@team}`` with its reach · ``{code~}`` in round wording · anything else in braces
a word. A name is taken for a figure where ``is_figure`` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_HOLE = re.compile(r"\{(?P<name>[^{}@~]+)(?:@(?P<reach>[a-z]+))?(?P<round>~)?\}")
_BRACKET = re.compile(r"（[^（）]*）| ?\([^()]*\)")
_STOP = r"(?:[，；。！？]|[,;.!?](?=\s|$))"  # a Latin mark ends a clause only where a blank follows it
_CLAUSE = re.compile(rf"(?:(?!{_STOP}).)*{_STOP}|.+", re.DOTALL)
_ENDS = "。！？.!?"


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class FigureHole:
    """``reach`` "" leaves it to the indicator."""

    indicator: str
    reach: str
    rounded: bool


@dataclass(frozen=True, slots=True)
class WordHole:
    name: str


Piece = Words | FigureHole | WordHole


def without_empty(text: str, is_empty: Callable[[str], bool]) -> str:
    """The template without the brackets and clauses that hold a word which is empty, still ending as a sentence.

    "{title}（{number}），{due}前完成，由{owner}负责。" without an owner reads "…，{due}前完成。"
    """

    def holds_empty(part: str) -> bool:
        return any(is_empty(found["name"].strip()) for found in _HOLE.finditer(part))

    kept = ""
    for clause in _CLAUSE.findall(
        _BRACKET.sub(lambda found: "" if holds_empty(found[0]) else found[0], text)
    ):
        if not holds_empty(clause):
            kept += clause
        elif kept and clause[-1] in _ENDS:
            kept = kept.rstrip("，、；：,;: ") + ("" if kept[-1] in _ENDS else clause[-1])
    return kept


def take_apart(text: str, is_figure: Callable[[str], bool]) -> tuple[Piece, ...]:
    """The pieces in order; text between holes as it stands."""
    pieces: list[Piece] = []
    end = 0
    for found in _HOLE.finditer(text):
        if found.start() > end:
            pieces.append(Words(text[end : found.start()]))
        end = found.end()
        name = found["name"].strip()
        if is_figure(name):
            pieces.append(FigureHole(name, found["reach"] or "", found["round"] is not None))
        else:
            pieces.append(WordHole(name))
    if end < len(text):
        pieces.append(Words(text[end:]))
    return tuple(pieces)
