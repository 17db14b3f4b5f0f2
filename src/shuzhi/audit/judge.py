"""The ledger's figure against the statement: interval against interval.

With the recorded number known exactly, a statement is true or not. With a recorded interval (people who were
not all named) it is supported when every number in it would make the statement true, contradicted when none
would, else undecidable. Knows no engine: the caller answers what the ledger holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shuzhi.audit.model import Figures, Judgement, Match, Matching, Verdict
from shuzhi.audit.stated import stated_interval
from shuzhi.catalog.model import Pack
from shuzhi.claims.model import Claim
from shuzhi.engine.base import Certainty, Figure, Reach
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from shuzhi.values.quantity import Bound
from shuzhi.values.units import scale

_SILENT = frozenset({Certainty.UNKNOWN, Certainty.SUPPRESSED})
_STRETCHING = frozenset({Bound.NEARLY, Bound.APPROX})


@dataclass(frozen=True)
class Judge:
    """Holds claims against the figures of one report: its pack, its days, its organisation."""

    pack: Pack
    figures: Figures
    period: Period
    org: str

    def judge(self, claims: Sequence[Claim], matches: Sequence[Match]) -> tuple[Judgement, ...]:
        """One judgement per claim, in order."""
        return tuple(self._one(claim, match) for claim, match in zip(claims, matches, strict=True))

    def _one(self, claim: Claim, match: Match) -> Judgement:
        if match.planned:
            return Judgement(match.claim, Verdict.PLANNED, match.indicator)
        if match.matching is Matching.AMBIGUOUS:
            return self._ambiguous(claim, match)
        if match.matching is Matching.UNMATCHED:
            return Judgement(match.claim, Verdict.UNMATCHED)
        return self._against(claim, match, match.indicator)

    def _ambiguous(self, claim: Claim, match: Match) -> Judgement:
        """Left open, unless the same figure answers for every candidate that stands level."""
        top = match.candidates[0].score
        level = [c.indicator for c in match.candidates if top - c.score < 0.05]
        judged = [self._against(claim, match, code) for code in level]
        if all(one.verdict is Verdict.SUPPORTED for one in judged):
            return judged[0]
        return Judgement(match.claim, Verdict.AMBIGUOUS)

    def _against(self, claim: Claim, match: Match, indicator: str) -> Judgement:
        judged: list[Judgement] = []
        unit = self.pack.indicators[indicator].unit
        for reach in self._reaches(match, indicator):
            figure = self.figures(
                indicator, reach=reach, period=match.period or self.period, org=match.org or self.org
            )
            verdict, difference = verdict_of(claim, figure, unit)
            judged.append(Judgement(match.claim, verdict, indicator, reach, figure, difference))
        supported = (one for one in judged if one.verdict is Verdict.SUPPORTED)
        return next(supported, judged[0])

    def _reaches(self, match: Match, indicator: str) -> Iterator[Reach]:
        """A word for I or the team at the number itself binds; one further left, and 机关 or 全区, are used loosely
        in reports, so the indicator's own reach may answer too."""
        own = Reach(self.pack.indicators[indicator].reach)
        yield match.reach or own
        loose = match.reach_inherited or match.reach in (Reach.UNIT, Reach.SUBTREE)
        if loose and match.reach is not own:
            yield own


def verdict_of(claim: Claim, figure: Figure | None, unit: str) -> tuple[Verdict, Decimal | None]:
    """Verdict, and stated minus recorded where both are numbers; ``unit`` is the figure's own."""
    if figure is None or figure.value is None or figure.certainty in _SILENT:
        return Verdict.UNDECIDABLE, None
    recorded = _in_unit(figure.value, scale(unit) / scale(claim.unit))
    stated = stated_interval(claim)
    difference = _difference(claim.value, recorded)
    if claim.bound is Bound.AT_LEAST and claim.step is None and recorded.high is None:
        # 至少 against a figure itself known only from below: the ledger vouches for its own lower end, no other
        return (Verdict.SUPPORTED if claim.value == recorded.low else Verdict.CONTRADICTED), difference
    if stated.covers(recorded):
        return Verdict.SUPPORTED, difference
    if recorded == Interval.point(0) and figure.records == 0:
        return Verdict.UNSUPPORTED, difference
    if stated.overlaps(recorded):
        return Verdict.UNDECIDABLE, difference
    if claim.bound in _STRETCHING and _below(recorded, claim.value):
        return Verdict.OVERSTATED, difference
    return Verdict.CONTRADICTED, difference


def _difference(stated: Decimal, recorded: Interval) -> Decimal | None:
    """Stated minus the nearest number recorded; ``None`` inside an interval."""
    if recorded.low is not None and (stated < recorded.low or recorded.is_point or recorded.high is None):
        return stated - recorded.low
    return stated - recorded.high if recorded.high is not None and stated > recorded.high else None


def _in_unit(value: Interval, factor: Decimal) -> Interval:
    if factor == 1:
        return value
    low = None if value.low is None else value.low * factor
    high = None if value.high is None else value.high * factor
    return Interval(low, high, value.low_open, value.high_open)


def _below(recorded: Interval, stated: Decimal) -> bool:
    return recorded.high is not None and recorded.high < stated
