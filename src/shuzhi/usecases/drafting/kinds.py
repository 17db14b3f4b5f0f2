"""Which type of activity a brief tells of: the pack's words, weighed by where they stand.

The words of the title and the announcing sentence count most, later sentences little. Where two types stand level
the choice is left open and both are offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shuzhi.audit.vocabulary import Hit, Vocabulary, normalise
from shuzhi.usecases.drafting.model import Span

_CLEAR = 0.86
"""A second type with this share of the best one's weight leaves the choice open."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the brief and what its words weigh; ``is_title``: words at its end name the thing."""

    span: Span
    weight: float
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """``type`` "" where none or several; ``rivals`` then are the types between which to choose."""

    type: str
    span: Span | None
    rivals: tuple[str, ...] = ()


def choose_type(vocabulary: Vocabulary, text: str, pieces: Sequence[Piece]) -> Choice:
    """The type that the pieces of the brief speak of."""
    weights: dict[str, float] = {}
    best_hit: dict[str, tuple[float, Span]] = {}
    for piece in pieces:
        for code, weight, span in _hits(vocabulary, text, piece):
            weights[code] = max(weights.get(code, 0.0), weight) + 0.1 * min(weights.get(code, 0.0), weight)
            if weight > best_hit.get(code, (0.0, span))[0]:
                best_hit[code] = weight, span
    if not weights:
        return Choice("", None)
    ranked = sorted(weights, key=lambda code: (-weights[code], code))
    level = [code for code in ranked if weights[code] >= _CLEAR * weights[ranked[0]]]
    if len(level) > 1:
        return Choice("", None, tuple(level[:4]))
    return Choice(ranked[0], best_hit[ranked[0]][1])


def types_in(vocabulary: Vocabulary, text: str) -> frozenset[str]:
    """All types whose words stand in a text."""
    found = (code for hit in vocabulary.find(normalise(text)) for code in _types_of(vocabulary, hit))
    return frozenset(found)


def _hits(vocabulary: Vocabulary, text: str, piece: Piece) -> Iterator[tuple[str, float, Span]]:
    start, end = piece.span
    plain, places = _plain(text[start:end])
    spread = vocabulary.find_spread(plain) if piece.is_title else ()
    for hit in (*vocabulary.find(plain), *spread):
        ends_title = piece.is_title and len(plain) - hit.end <= 2
        weight = piece.weight * (1 + 0.15 * len(hit.term.text)) * (1.5 if ends_title else 1.0)
        if hit.term.kind != "subject":
            weight *= 0.7
        span = start + places[hit.start], start + places[hit.end - 1] + 1
        for code in _types_of(vocabulary, hit):
            yield code, weight, span


def _types_of(vocabulary: Vocabulary, hit: Hit) -> tuple[str, ...]:
    """The activity types that a word names; an indicator's alias only where it counts a single type."""
    types = vocabulary.pack.types
    if hit.term.kind == "subject":
        return tuple(code for code in hit.term.codes if code in types)
    singles = (vocabulary.subjects[code] for code in hit.term.codes)
    return tuple({next(iter(one)) for one in singles if len(one) == 1 and next(iter(one)) in types})


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as the vocabulary reads it, and where each of its characters stood."""
    places = [index for index, mark in enumerate(text) if normalise(mark)]
    return "".join(text[index] for index in places), places
