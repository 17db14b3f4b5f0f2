"""Which type of activity a brief tells of: the pack's words, weighed by where they stand.

The title counts most, and in it its last words, which name the thing; names in quotation marks and later sentences
count little. Words that only resemble the pack's add to it. Where two types stand level the choice is left open
and both are offered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shuzhi.audit.vocabulary import Hit, Vocabulary, normalise
from shuzhi.usecases.drafting.model import Span
from shuzhi.values.units import UnitFamily, family

_CLEAR = 0.86
"""A second type with this share of the best one's weight leaves the choice open."""
_ENOUGH = 1.4
"""Likeness alone must reach this much to be an answer."""
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_AUDIENCE = (UnitFamily.PEOPLE, UnitFamily.ATTENDANCES)
_HEAD = 2


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
    named, spans = _named(vocabulary, text, pieces)
    like = _likeness(vocabulary, text, pieces)
    weights = {code: named.get(code, 0.0) + 0.6 * like[code] for code in like if like[code] or code in named}
    ranked = sorted(weights, key=lambda code: (-weights[code], code))
    if not ranked or weights[ranked[0]] < _ENOUGH:
        return Choice("", None, tuple(ranked[:4]))
    level = [code for code in ranked if weights[code] >= _CLEAR * weights[ranked[0]]]
    if len(level) > 1:
        return Choice("", None, tuple(level[:4]))
    return Choice(ranked[0], spans.get(ranked[0], pieces[0].span))


def types_in(vocabulary: Vocabulary, text: str) -> frozenset[str]:
    """All types whose words stand in a text."""
    found = (code for hit in vocabulary.find(normalise(text)) for code in _types_of(vocabulary, hit))
    return frozenset(found)


def _named(
    vocabulary: Vocabulary, text: str, pieces: Sequence[Piece]
) -> tuple[dict[str, float], dict[str, Span]]:
    """Types whose own words stand in the pieces: the weight of the best word, a little for a second, and its place."""
    weights: dict[str, float] = {}
    best: dict[str, tuple[float, Span]] = {}
    for piece in pieces:
        for code, weight, span in _hits(vocabulary, text, piece):
            known = weights.get(code, 0.0)
            weights[code] = max(known, weight) + 0.1 * min(known, weight)
            if weight > best.get(code, (0.0, span))[0]:
                best[code] = weight, span
    return weights, {code: span for code, (_, span) in best.items()}


def _hits(vocabulary: Vocabulary, text: str, piece: Piece) -> Iterator[tuple[str, float, Span]]:
    start, end = piece.span
    plain, places = _plain(text[start:end])
    spread = vocabulary.find_spread(plain) if piece.is_title else ()
    quoted = [found.span() for found in _QUOTED.finditer(text[start:end])]
    for hit in (*vocabulary.find(plain), *spread):
        at, to = places[hit.start], places[hit.end - 1] + 1
        ends_title = piece.is_title and len(plain) - hit.end <= 2
        weight = piece.weight * (1 + 0.15 * len(hit.term.text)) * (1.5 if ends_title else 1.0)
        if any(a <= at and to <= b for a, b in quoted):
            weight *= 0.5
        if hit.term.kind != "subject":
            weight *= 0.7
        for code in _types_of(vocabulary, hit):
            shares_head = not piece.is_title or ends_title or _has_head(vocabulary, code, plain)
            yield code, weight * (1.0 if shares_head else 0.45), (start + at, start + to)


def _has_head(vocabulary: Vocabulary, code: str, title: str) -> bool:
    """Whether some word of the type ends as the title does (培训, 讲座, 会议); true where no type's word does."""
    head = title[-_HEAD:] if not title.endswith("班") else title[-_HEAD - 1 : -1]
    ends = {other: _ends_with(vocabulary, other, head) for other in vocabulary.pack.types}
    return ends[code] or not any(ends.values())


def _ends_with(vocabulary: Vocabulary, code: str, head: str) -> bool:
    kind = vocabulary.pack.types[code]
    return any(normalise(word).removesuffix("班").endswith(head) for word in (kind.name, *kind.aliases))


def _likeness(vocabulary: Vocabulary, text: str, pieces: Sequence[Piece]) -> dict[str, float]:
    """How much each type's words share with the brief: rare pairs of characters count more, those at the end of the
    title twice, those in quotation marks half."""
    here: dict[str, float] = {}
    for piece in pieces:
        for pair, weight in _weighed_pairs(text[piece.span[0] : piece.span[1]], piece):
            here[pair] = max(here.get(pair, 0.0), weight)
    words = _words_of_types(vocabulary)
    spread = Counter(pair for pairs in words.values() for pair in pairs)
    return {
        code: sum(here[pair] / spread[pair] for pair in pairs if pair in here) / 3
        for code, pairs in words.items()
    }


def _weighed_pairs(words: str, piece: Piece) -> Iterator[tuple[str, float]]:
    plain = normalise(_QUOTED.sub("　", words))
    for place in range(len(plain) - 1):
        last = piece.is_title and place >= len(plain) - 5
        yield plain[place : place + 2], piece.weight * (2.0 if last else 1.0)
    for quoted in _QUOTED.findall(words):
        yield from ((pair, piece.weight / 2) for pair in _pairs(normalise(quoted)))


def _words_of_types(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    kinds = vocabulary.pack.types
    return {code: _pairs_of((one.name, *one.aliases)) for code, one in kinds.items()}


@lru_cache(maxsize=1024)
def _pairs_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(pair for word in words for pair in _pairs(normalise(word)))


def _pairs(text: str) -> Iterator[str]:
    return (text[i : i + 2] for i in range(len(text) - 1))


def _types_of(vocabulary: Vocabulary, hit: Hit) -> tuple[str, ...]:
    """The activity types that a word names; an indicator's alias only where it counts a single type, and never the
    words for an audience (惠及妇女), which name no activity."""
    types = vocabulary.pack.types
    if hit.term.kind == "subject":
        return tuple(code for code in hit.term.codes if code in types)
    counted = (
        code for code in hit.term.codes if family(vocabulary.pack.indicators[code].unit) not in _AUDIENCE
    )
    singles = (vocabulary.subjects[code] for code in counted)
    return tuple({next(iter(one)) for one in singles if len(one) == 1 and next(iter(one)) in types})


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as the vocabulary reads it, and where each of its characters stood."""
    places = [index for index, mark in enumerate(text) if normalise(mark)]
    return "".join(text[index] for index in places), places
