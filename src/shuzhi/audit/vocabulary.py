"""The words by which a pack's indicators are spoken of, searchable in one pass over a text.

Built once per pack: an automaton over aliases, indicator names, activity types and item kinds. Knows the
catalog, never the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import ahocorasick

from shuzhi.catalog.model import (
    AnyOf,
    Attendances,
    CategoryNotIn,
    Chain,
    Count,
    FieldNotIn,
    Indicator,
    Items,
    Latest,
    Measure,
    Pack,
    People,
    Ratio,
    RoleIs,
    Share,
    Sum,
    TypeIn,
    Where,
)
from shuzhi.values.units import same_family

TermKind = Literal["alias", "name", "subject"]

_UNIT_TAIL = re.compile(r"(?:人次|人数|场次|次数|场数|期数|份数|个数|条数|篇数|户数|天数|件数|数量|数)$")
_ALIAS_UNIT = re.compile("人次|户次|件次|场次")
_MARKS = re.compile(r"[“”‘’\"'《》〈〉「」『』·\s（）()【】\[\]、，,：:]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the pack: an ``alias`` or ``name`` of indicators, or a ``subject`` (a type or item kind)."""

    text: str
    kind: TermKind
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at ``start`` to ``end`` of the text searched."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """The terms of one pack and what each indicator counts."""

    pack: Pack

    @cached_property
    def terms(self) -> dict[tuple[str, TermKind], Term]:
        gathered: dict[tuple[str, TermKind], list[str]] = {}
        for text, kind, code in self._words():
            plain = normalise(text)
            if len(plain) >= 2 and code not in gathered.setdefault((plain, kind), []):
                gathered[plain, kind].append(code)
        return {key: Term(*key, tuple(codes)) for key, codes in gathered.items()}

    @cached_property
    def subjects(self) -> dict[str, frozenset[str]]:
        """Indicator → the activity types, item kinds and observed measures that it counts."""
        return {code: frozenset(_subjects(one.measure)) for code, one in self.pack.indicators.items()}

    @cached_property
    def narrowing(self) -> dict[str, int]:
        """Indicator → how many conditions beyond the type narrow it; 0 counts every activity of its types."""
        return {code: _narrowing(one.measure) for code, one in self.pack.indicators.items()}

    @cached_property
    def known_pairs(self) -> dict[str, frozenset[str]]:
        """Indicator → pairs of characters in its wordings and in the names of what it counts."""
        return {code: frozenset(_pairs(self._all_words(one))) for code, one in self.pack.indicators.items()}

    def knows(self, indicator: str, what: str) -> bool:
        """Whether what is counted shares a pair of characters with the indicator's own words."""
        return not self.known_pairs[indicator].isdisjoint(_pairs((what,)))

    def echo(self, indicator: str, text: str) -> float:
        """The largest share of one wording's pairs of characters that a text holds, wherever they stand."""
        here = set(_pairs((text,)))
        wordings = self.wordings(self.pack.indicators[indicator])
        shares = [
            sum(pair in here for pair in pairs) / len(pairs)
            for w in wordings
            if (pairs := tuple(_pairs((w,))))
        ]
        return max(shares, default=0.0)

    def _all_words(self, indicator: Indicator) -> Iterator[str]:
        yield from self.wordings(indicator)
        for code in self.subjects[indicator.code]:
            if code in self.pack.types:
                yield from map(normalise, (self.pack.types[code].name, *self.pack.types[code].aliases))
            if code in self.pack.item_kinds:
                yield from map(
                    normalise, (self.pack.item_kinds[code].name, *self.pack.item_kinds[code].aliases)
                )

    @cached_property
    def line_words(self) -> dict[str, frozenset[str]]:
        """Indicator → the names of the lines of work that its activities belong to, and their halves of two characters."""
        names = {code: name for code, name, _ in self.pack.lines}
        found: dict[str, frozenset[str]] = {}
        for code, subjects in self.subjects.items():
            lines = {self.pack.types[one].line for one in subjects if one in self.pack.types}
            words = (names[line] for line in lines if line in names)
            found[code] = frozenset(part for word in words for part in (word, word[:2]))
        return found

    @cached_property
    def units(self) -> dict[str, tuple[str, ...]]:
        """Indicator → the units it is written with: its own, and those that its aliases end with (观看人次)."""
        found = {}
        for code, one in self.pack.indicators.items():
            tails = (_ALIAS_UNIT.search(alias) for alias in one.aliases)
            found[code] = (one.unit, *sorted({tail.group() for tail in tails if tail}))
        return found

    @cached_property
    def special_pairs(self) -> dict[str, frozenset[str]]:
        """Indicator → pairs of characters that set a narrower indicator apart from a broader one of the same things;
        empty for the broadest."""
        found: dict[str, frozenset[str]] = {}
        for code, one in self.pack.indicators.items():
            broader = [
                other
                for other, subjects in self.subjects.items()
                if subjects & self.subjects[code]
                and self.narrowing[other] < self.narrowing[code]
                and same_family(self.pack.indicators[other].unit, one.unit)
            ]
            common = set(_pairs(w for other in broader for w in self.wordings(self.pack.indicators[other])))
            found[code] = frozenset(set(_pairs(self.wordings(one))) - common) if broader else frozenset()
        return found

    @cached_property
    def stocks(self) -> frozenset[str]:
        """Indicators that say how many there are on a day, not what was done in a period."""
        return frozenset(
            code
            for code, one in self.pack.indicators.items()
            if isinstance(one.measure, Latest)
            or (isinstance(one.measure, Items) and one.measure.when == "standing")
        )

    def wordings(self, indicator: Indicator) -> tuple[str, ...]:
        """Name and aliases without quotation marks."""
        return self._wordings[indicator.code]

    @cached_property
    def _wordings(self) -> dict[str, tuple[str, ...]]:
        return {code: self._worded(one) for code, one in self.pack.indicators.items()}

    def _worded(self, indicator: Indicator) -> tuple[str, ...]:
        name = _UNIT_TAIL.sub("", normalise(indicator.name))
        return tuple(dict.fromkeys((*(normalise(alias) for alias in indicator.aliases), name)))

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every term in a normalised text; terms inside longer terms of the same kind are left out."""
        found = [
            Hit(term, end - len(term.text) + 1, end + 1)
            for end, terms in self._automaton.iter(text)
            for term in terms
        ]
        return tuple(hit for hit in found if not any(_inside(hit, other) for other in found))

    def find_spread(self, text: str) -> Iterator[Hit]:
        """Terms whose characters stand in order in the last words of a text, with a few others between: 成立妇联
        in 成立直属妇联."""
        tail = text[-20:]
        offset = len(text) - len(tail)
        for term in self._long_terms:
            place = _spread(term.text, tail) if term.text[-1] in tail[-3:] else None
            if place is not None:
                yield Hit(term, offset + place[0], offset + place[1])

    @cached_property
    def _long_terms(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms.values() if len(term.text) >= 4)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        by_text: dict[str, list[Term]] = {}
        for (text, _), term in self.terms.items():
            by_text.setdefault(text, []).append(term)
        automaton = ahocorasick.Automaton()
        for text, terms in by_text.items():
            automaton.add_word(text, tuple(terms))
        automaton.make_automaton()
        return automaton

    def _words(self) -> Iterator[tuple[str, TermKind, str]]:
        for code, one in self.pack.indicators.items():
            yield from ((alias, "alias", code) for alias in one.aliases)
            yield _UNIT_TAIL.sub("", one.name), "name", code
        for code, activity in self.pack.types.items():
            yield from ((word, "subject", code) for word in (activity.name, *activity.aliases))
        for code, item in self.pack.item_kinds.items():
            yield from ((word, "subject", code) for word in (item.name, *item.aliases))


_MOST_KEPT = 8
_kept: dict[str, Vocabulary] = {}


def vocabulary_of(pack: Pack) -> Vocabulary:
    """The vocabulary of a pack, built once per digest; a pack without a digest (made by hand) is built anew."""
    if not pack.digest:
        return Vocabulary(pack)
    if pack.digest not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[pack.digest] = Vocabulary(pack)
    return _kept[pack.digest]


def normalise(text: str) -> str:
    """Without quotation marks, brackets, commas and spaces."""
    return _MARKS.sub("", text)


def _spread(term: str, text: str) -> tuple[int, int] | None:
    """Where ``term`` stands at the end of ``text`` in two pieces with one to four characters between."""
    for trailing in range(3):
        body = text[: len(text) - trailing]
        for cut in range(2, len(term) - 1):
            if not body.endswith(term[cut:]):
                continue
            start = body.rfind(term[:cut], 0, len(body) - len(term) + cut)
            if start >= 0 and len(body) - start - len(term) <= 4:
                return start, len(body)
    return None


def _pairs(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word[i : i + 2] for i in range(len(word) - 1))


def _inside(hit: Hit, other: Hit) -> bool:
    same = hit.term.kind == other.term.kind
    longer = other.end - other.start > hit.end - hit.start
    return same and longer and other.start <= hit.start and hit.end <= other.end


def _subjects(measure: Measure) -> Iterator[str]:
    match measure:
        case Count() | Sum() | Attendances() | People():
            yield from _types(measure.where)
        case Ratio():
            yield from _subjects(measure.numerator)
        case Share():
            yield from _subjects(measure.whole)
        case Latest():
            yield measure.measure
        case Items():
            yield measure.kind
        case Chain():
            yield measure.steps[-1][2] if measure.steps else measure.start


def _types(where: Where) -> Iterator[str]:
    for condition in where:
        if isinstance(condition, TypeIn):
            yield from condition.types
        elif isinstance(condition, AnyOf):
            yield from _types(condition.conditions)


_WIDE = (TypeIn, RoleIs, FieldNotIn, CategoryNotIn)
"""Conditions that leave a figure as wide as its name: learners of a class, all but the staff."""


def _narrowing(measure: Measure) -> int:
    match measure:
        case Count() | Sum() | Attendances() | People() | Items():
            return sum(not isinstance(condition, _WIDE) for condition in measure.where)
        case Share():
            return 1 + len(measure.part)
        case _:
            return 1
