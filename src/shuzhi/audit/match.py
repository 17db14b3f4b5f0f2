"""A claim meets the catalog: ranked candidates with reasons, and an explicit unmatched or ambiguous.

Evidence, in falling weight: what is counted against an indicator's aliases; an alias or an activity's name among
the words around the number; the sessions that a claim of heads belongs to; the section it stands in. The unit's
family is a condition, never a weight: 人 does not meet 人次. Knows no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shuzhi.audit.aspects import is_planned, organisation_in, period_in, reach_in
from shuzhi.audit.layout import Layout, Part
from shuzhi.audit.model import Candidate, Confirmation, Match, Matching
from shuzhi.audit.series import HEADS, Pair, find_pairs
from shuzhi.audit.vocabulary import Term, Vocabulary, normalise
from shuzhi.catalog.model import Indicator
from shuzhi.claims.model import Claim
from shuzhi.values.period import Period
from shuzhi.values.units import family, may_count_same

ANSWER_AT = 0.62
"""The least score at which a candidate is an answer."""
LEAD = 0.05
"""The least lead over the next candidate; below it the match is ambiguous."""
_WORTH_SHOWING = 0.4
_RIGHT = 16


@dataclass(frozen=True)
class Surroundings:
    """The words around one claim: ``own`` since the claim before it, ``left`` the sentence so far."""

    what: str
    own: str
    left: str
    right: str
    section: str
    part: Part


class _Evidence:
    """What speaks for each indicator: the best score and its word per kind of evidence."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, tuple[float, str]]] = {}

    def add(self, code: str, kind: str, score: float, word: str) -> None:
        kinds = self._found.setdefault(code, {})
        if score > kinds.get(kind, (0.0, ""))[0]:
            kinds[kind] = score, word

    def codes(self) -> tuple[str, ...]:
        return tuple(self._found)

    def score(self, code: str) -> float:
        """The strongest evidence counts in full, each further kind adds a little."""
        kinds = self._found[code]
        return min(1.0, max(score for score, _ in kinds.values()) + 0.02 * (len(kinds) - 1))

    def reasons(self, code: str) -> tuple[str, ...]:
        kinds = sorted(self._found[code].items(), key=lambda pair: -pair[1][0])
        return tuple(f"{kind}:{word}" for kind, (_, word) in kinds)


@dataclass(frozen=True)
class Matcher:
    """Matches claims against one pack; ``remembered`` are the matches that people confirmed."""

    vocabulary: Vocabulary
    remembered: tuple[Confirmation, ...] = ()
    organisations: Mapping[str, str] = field(default_factory=dict)

    def match(self, layout: Layout, claims: Sequence[Claim], *, period: Period | None) -> tuple[Match, ...]:
        """One match per claim, in order."""
        pairs = {pair.heads: pair for pair in find_pairs(layout, claims)}
        matches: list[Match] = []
        for index in range(len(claims)):
            around = surroundings(layout, claims, index)
            found = self._one(claims, index, around, _series(pairs.get(index), matches))
            matches.append(self._placed(found, around, period))
        return tuple(matches)

    def _one(self, claims: Sequence[Claim], index: int, around: Surroundings, series: str) -> Match:
        claim = claims[index]
        settled = self._settled(claim)
        if settled is not None:
            return _remembered(index, settled)
        ranked = self._ranked(claim, around, series)
        if not ranked or ranked[0].score < ANSWER_AT:
            return Match(index, Matching.UNMATCHED, ranked)
        clear = len(ranked) == 1 or ranked[0].score - ranked[1].score >= LEAD
        return Match(index, Matching.MATCHED if clear else Matching.AMBIGUOUS, ranked)

    def _placed(self, match: Match, around: Surroundings, period: Period | None) -> Match:
        """With whose work and which days the sentence names."""
        reach, word = (match.reach, "") if match.reach else reach_in(around.left)
        spoken = period_in(around.left, period) if period is not None else None
        org = organisation_in(around.left, self.organisations)
        planned = around.part is Part.NEXT or is_planned(around.own)
        return replace(match, reach=reach, reach_word=word, org=org, period=spoken, planned=planned)

    def _settled(self, claim: Claim) -> Confirmation | None:
        what = normalise(claim.what)
        same = (c for c in self.remembered if normalise(c.what) == what and c.unit == claim.unit)
        return next(same, None)

    def _ranked(self, claim: Claim, around: Surroundings, series: str) -> tuple[Candidate, ...]:
        fitting = {
            code: one
            for code, one in self.vocabulary.pack.indicators.items()
            if may_count_same(claim.unit, one.unit)
        }
        found = _Evidence()
        self._by_what(found, fitting.values(), around.what)
        self._by_words(found, fitting, around)
        if series:
            self._by_series(found, fitting, series)
        scored = [(found.score(c) + self._fit(claim, fitting[c], around, series), c) for c in found.codes()]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return tuple(
            Candidate(code, round(max(0.0, min(1.0, score)), 3), found.reasons(code))
            for score, code in scored[:5]
            if score > _WORTH_SHOWING
        )

    def _by_what(self, found: _Evidence, indicators: Iterable[Indicator], what: str) -> None:
        for one in indicators:
            for wording in self.vocabulary.wordings(one):
                likeness = similarity(what, wording)
                if likeness > _WORTH_SHOWING:
                    found.add(one.code, "what", likeness, wording)

    def _by_words(self, found: _Evidence, fitting: Mapping[str, Indicator], around: Surroundings) -> None:
        """Aliases and activity names around the number: the nearest counts most, those before an earlier
        number of the sentence least."""
        near, left, right = normalise(around.own), normalise(around.left), normalise(around.right)
        for kind, text, discount in (("near", near, 0.0), ("left", left, 0.14), ("right", right, 0.04)):
            for hit in self.vocabulary.find(text):
                away = hit.start if kind == "right" else len(text) - hit.end
                weight = discount + min(0.2, 0.008 * away)
                if hit.term.kind == "subject":
                    self._by_subject(found, fitting, hit.term, weight)
                    continue
                for code in hit.term.codes:
                    if code in fitting:
                        found.add(
                            code, kind, min(0.9, 0.62 + 0.04 * len(hit.term.text)) - weight, hit.term.text
                        )

    def _by_subject(
        self, found: _Evidence, fitting: Mapping[str, Indicator], term: Term, discount: float
    ) -> None:
        """An activity or thing is named, and the unit says which of its indicators is meant."""
        for code in fitting:
            counted = self.vocabulary.subjects[code]
            if counted & set(term.codes):
                narrowed = 0.12 * min(self.vocabulary.narrowing[code], 2) + 0.04 * min(len(counted) - 1, 4)
                found.add(code, "subject", 0.76 - narrowed - discount, term.text)

    def _by_series(self, found: _Evidence, fitting: Mapping[str, Indicator], sessions: str) -> None:
        """Heads named right after sessions are heads of the same activities."""
        for code in fitting:
            if self.vocabulary.subjects[code] == self.vocabulary.subjects[sessions]:
                found.add(code, "series", 0.9 - 0.05 * self.vocabulary.narrowing[code], sessions)

    def _fit(self, claim: Claim, indicator: Indicator, around: Surroundings, series: str) -> float:
        """Small weights that decide between near equals, and the weight against another thing or another series."""
        words = self.vocabulary
        fit = 0.03 if claim.unit == indicator.unit else 0.0
        if any(name in around.section for name in words.line_words.get(indicator.code, ())):
            fit += 0.03
        if series and not words.subjects[indicator.code] & words.subjects[series]:
            fit -= 0.3
        counts_heads = family(claim.unit) in HEADS
        if not counts_heads and len(around.what) > 1 and not words.knows(indicator.code, around.what):
            fit -= 0.3
        return fit


def surroundings(layout: Layout, claims: Sequence[Claim], index: int) -> Surroundings:
    """The words around claim ``index``."""
    claim = claims[index]
    start, end = layout.sentence_at(claim.start)
    before = max([start, *(c.end for c in claims[:index] if start < c.end <= claim.start)])
    after = min([end, *(c.start for c in claims[index + 1 :] if c.start >= claim.end)])
    _, clause_end = layout.clause_at(claim.end - 1)
    section = layout.section_at(claim.start)
    text = layout.text
    return Surroundings(
        what=normalise(claim.what),
        own=text[before : claim.start],
        left=text[start : claim.start],
        right=text[claim.end : min(after, clause_end, claim.end + _RIGHT)],
        section=section.title if section else "",
        part=layout.part_at(claim.start),
    )


def similarity(what: str, alias: str) -> float:
    """How far two short phrases name one thing: 1 when equal, high when one holds the other, else by shared pairs."""
    if not what or not alias:
        return 0.0
    if what == alias:
        return 1.0
    if alias in what:
        return 0.72 + 0.25 * len(alias) / len(what)
    if what in alias:
        return 0.4 + 0.45 * len(what) / len(alias)
    mine, theirs = _pairs_of(what), _pairs_of(alias)
    shared = len(mine & theirs)
    return 0.85 * 2 * shared / (len(mine) + len(theirs)) if shared else 0.0


def confirm(claim: Claim, indicator: str) -> Confirmation:
    """What is remembered when a person settles a match; ``indicator`` "" for none."""
    return Confirmation(claim.what, claim.unit, indicator)


def _pairs_of(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _series(pair: Pair | None, matches: Sequence[Match]) -> str:
    """The indicator of the sessions that a claim of heads belongs to, where that is known."""
    if pair is None or pair.sessions >= len(matches):
        return ""
    return matches[pair.sessions].indicator


def _remembered(index: int, settled: Confirmation) -> Match:
    if not settled.indicator:
        return Match(index, Matching.UNMATCHED, remembered=True)
    candidate = Candidate(settled.indicator, 1.0, ("remembered",))
    return Match(index, Matching.MATCHED, (candidate,), reach=settled.reach, remembered=True)
