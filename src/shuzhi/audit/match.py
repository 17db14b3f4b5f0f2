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
from shuzhi.audit.tables import Cell, Tables
from shuzhi.audit.vocabulary import Vocabulary, normalise
from shuzhi.claims.model import Claim
from shuzhi.values.period import Period, PeriodError
from shuzhi.values.units import same_family

ANSWER_AT = 0.62
"""The least score at which a candidate is an answer."""
LEAD = 0.05
"""The least lead over the next candidate; below it the match is ambiguous."""
_RIGHT = 16
_REACH = 200
"""Words further from a number than this are not about it; it bounds the work on a text without full stops."""
_NEAR = 12
_TODAY = re.compile("本年度|今年|现为|现占|现有|目前|截至|已有|年内已")
_ELSEWHERE = re.compile("全国|全省|我省|全自治区|我国")


@dataclass(frozen=True)
class Matcher:
    """Matches claims against one pack; ``remembered`` are the matches that people confirmed."""

    vocabulary: Vocabulary
    remembered: tuple[Confirmation, ...] = ()
    organisations: Mapping[str, str] = field(default_factory=dict)
    tables: Tables = field(default_factory=lambda: Tables(""))

    def match(self, layout: Layout, claims: Sequence[Claim], *, period: Period | None) -> tuple[Match, ...]:
        """One match per claim, in order."""
        pairs = {pair.heads: pair for pair in find_pairs(layout, claims)}
        matches: list[Match] = []
        for index in range(len(claims)):
            cell = self.tables.cell_at(claims[index].start)
            around = surroundings(layout, claims, index) if cell is None else _in_table(claims[index], cell)
            around = replace(
                around,
                series=_series(pairs.get(index), matches),
                whole=_whole(layout, claims, index, matches),
                carried=_carried(layout, claims, index, matches) if cell is None else "",
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
        inherited = bool(word) and reach_in(around.own)[0] is None
        spoken = _period(claim, around, period) if period is not None else None
        org = organisation_in(around.left, self.organisations)
        planned = is_planned(around.own) or _is_step(around)
        return replace(
            match,
            reach=reach,
            reach_word=word,
            reach_inherited=inherited,
            org=org,
            period=spoken,
            planned=planned,
        )

    def _settled(self, claim: Claim) -> Confirmation | None:
        what = normalise(claim.what)
        same = (c for c in self.remembered if normalise(c.what) == what and c.unit == claim.unit)
        return next(same, None)


def surroundings(layout: Layout, claims: Sequence[Claim], index: int) -> Surroundings:
    """The words around claim ``index``."""
    claim = claims[index]
    start, end = layout.sentence_at(claim.start)
    before = max(start, claims[index - 1].end) if index else start
    after = min(end, claims[index + 1].start) if index + 1 < len(claims) else end
    _, clause_end = layout.clause_at(claim.end - 1)
    section = layout.section_at(claim.start)
    text = layout.text
    return Surroundings(
        what=normalise(claim.what),
        own=text[max(before, claim.start - _REACH) : claim.start],
        left=text[max(start, claim.start - _REACH) : claim.start],
        right=text[claim.end : min(after, clause_end, claim.end + _RIGHT)],
        section=section.title if section else "",
        part=layout.part_at(claim.start),
    )


def _is_step(around: Surroundings) -> bool:
    """Among the plans, every number that does not speak of today; among problems, the number of a step in brackets."""
    if around.part is Part.NEXT:
        return not _TODAY.search(around.own)
    bracketed = around.own.endswith(("（", "(")) and around.right.startswith(("）", ")"))
    return bracketed and around.part in (Part.PROBLEMS, Part.ANSWERS)


def _in_table(claim: Claim, cell: Cell) -> Surroundings:
    """In a table the row's name says what is counted and the column's head whose or when, or the other way round."""
    label = normalise(cell.label)
    words = f"{cell.header}，{cell.label}"
    return Surroundings(
        what=label or normalise(claim.what),
        own=words,
        left=words,
        right="",
        section="",
        part=Part.OTHER,
    )


def confirm(claim: Claim, indicator: str) -> Confirmation:
    """What is remembered when a person settles a match; ``indicator`` "" for none."""
    return Confirmation(claim.what, claim.unit, indicator)


def _series(pair: Pair | None, matches: Sequence[Match]) -> str:
    """The indicator of the sessions that a claim of heads belongs to, where that is known."""
    if pair is None or pair.views or pair.sessions >= len(matches):
        return ""
    return matches[pair.sessions].indicator


def _whole(layout: Layout, claims: Sequence[Claim], index: int, matches: Sequence[Match]) -> str:
    """The indicator of the whole that a claim is part of: as linked, or the last of its kind before 其中."""
    whole = claims[index].part_of
    start, _ = layout.sentence_at(claims[index].start)
    opened = layout.text.rfind("其中", start, claims[index].start)
    before = range(index - 1, max(-1, index - 1 - _NEAR), -1)
    if whole is None and opened >= 0 and all(c.end <= opened for c in claims[max(0, index - 1) : index]):
        alike = (i for i in before if claims[i].start >= start and _one_kind(claims[i], claims[index]))
        whole = next(alike, None)
    return matches[whole].indicator if whole is not None and whole < index else ""


def _one_kind(first: Claim, second: Claim) -> bool:
    return same_family(first.unit, second.unit)


def _carried(layout: Layout, claims: Sequence[Claim], index: int, matches: Sequence[Match]) -> str:
    """The indicator of the claim just before, in the same paragraph: 收集意见220条，办结131条 goes on about it."""
    if not index or layout.paragraph_at(claims[index].start) != layout.paragraph_at(claims[index - 1].start):
        return ""
    return matches[index - 1].indicator


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
