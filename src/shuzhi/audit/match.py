"""A claim meets the catalog: ranked candidates with reasons, and an explicit unmatched or ambiguous.

The evidence itself is weighed in ``audit.evidence``; here it is turned into an answer, with whose work and which
days the sentence names, and with what people settled before. Knows no figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from shuzhi.audit.aspects import is_planned, organisation_in, period_in, reach_in
from shuzhi.audit.evidence import Surroundings, rank
from shuzhi.audit.layout import Layout, Part
from shuzhi.audit.model import Candidate, Confirmation, Match, Matching
from shuzhi.audit.series import Pair, find_pairs
from shuzhi.audit.vocabulary import Vocabulary, normalise
from shuzhi.claims.model import Claim
from shuzhi.values.period import Period, PeriodError
from shuzhi.values.units import same_family

ANSWER_AT = 0.62
"""The least score at which a candidate is an answer."""
LEAD = 0.05
"""The least lead over the next candidate; below it the match is ambiguous."""
_RIGHT = 16
_ELSEWHERE = re.compile("全国|全省|我省|全自治区|我国")


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
            around = replace(
                around,
                series=_series(pairs.get(index), matches),
                whole=_whole(claims, index, around, matches),
            )
            found = self._one(claims, index, around)
            matches.append(self._placed(found, claims[index], around, period))
        return tuple(matches)

    def _one(self, claims: Sequence[Claim], index: int, around: Surroundings) -> Match:
        claim = claims[index]
        settled = self._settled(claim)
        if settled is not None:
            return _remembered(index, settled)
        ranked = rank(self.vocabulary, claim, around)
        if not ranked or ranked[0].score < ANSWER_AT or _ELSEWHERE.search(around.left):
            return Match(index, Matching.UNMATCHED, ranked)
        clear = len(ranked) == 1 or ranked[0].score - ranked[1].score >= LEAD
        return Match(index, Matching.MATCHED if clear else Matching.AMBIGUOUS, ranked)

    def _placed(self, match: Match, claim: Claim, around: Surroundings, period: Period | None) -> Match:
        """With whose work and which days the sentence names."""
        reach, word = (match.reach, "") if match.reach else reach_in(around.left)
        spoken = _period(claim, around, period) if period is not None else None
        org = organisation_in(around.left, self.organisations)
        planned = around.part is Part.NEXT or is_planned(around.own)
        return replace(match, reach=reach, reach_word=word, org=org, period=spoken, planned=planned)

    def _settled(self, claim: Claim) -> Confirmation | None:
        what = normalise(claim.what)
        same = (c for c in self.remembered if normalise(c.what) == what and c.unit == claim.unit)
        return next(same, None)


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


def confirm(claim: Claim, indicator: str) -> Confirmation:
    """What is remembered when a person settles a match; ``indicator`` "" for none."""
    return Confirmation(claim.what, claim.unit, indicator)


def _series(pair: Pair | None, matches: Sequence[Match]) -> str:
    """The indicator of the sessions that a claim of heads belongs to, where that is known."""
    if pair is None or pair.views or pair.sessions >= len(matches):
        return ""
    return matches[pair.sessions].indicator


def _whole(claims: Sequence[Claim], index: int, around: Surroundings, matches: Sequence[Match]) -> str:
    """The indicator of the whole that a claim is part of: as linked, or the one before 其中."""
    whole = claims[index].part_of
    if (
        whole is None
        and "其中" in around.own
        and index
        and same_family(claims[index - 1].unit, claims[index].unit)
    ):
        whole = index - 1
    return matches[whole].indicator if whole is not None and whole < index else ""


def _remembered(index: int, settled: Confirmation) -> Match:
    if not settled.indicator:
        return Match(index, Matching.UNMATCHED, remembered=True)
    candidate = Candidate(settled.indicator, 1.0, ("remembered",))
    return Match(index, Matching.MATCHED, (candidate,), reach=settled.reach, remembered=True)


def _period(claim: Claim, around: Surroundings, report: Period) -> Period | None:
    """The days that the claim itself or the words before it name; ``None`` for the report's own."""
    spoken = period_in(around.left, report)
    if spoken is None and claim.period:
        try:
            return Period.parse(claim.period)
        except PeriodError:
            return None
    return spoken
