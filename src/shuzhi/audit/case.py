"""Everything a rule may look at: one report read, matched and judged, and the papers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from shuzhi.audit.breakdown import Breakdown, find_breakdowns
from shuzhi.audit.layout import Layout, Part, Section
from shuzhi.audit.model import EarlierReport, HandEdit, Judgement, Match, Span, Spreads
from shuzhi.audit.series import Pair, find_pairs
from shuzhi.catalog.model import Pack
from shuzhi.claims.model import Claim, Residue
from shuzhi.values.period import Period


@dataclass(frozen=True)
class Case:
    """One report under audit. Without a ledger there are no ``judgements``."""

    layout: Layout
    claims: tuple[Claim, ...]
    matches: tuple[Match, ...]
    judgements: tuple[Judgement, ...]
    pack: Pack
    period: Period | None = None
    org: str = ""
    residue: tuple[Residue, ...] = ()
    hand_edits: tuple[HandEdit, ...] = ()
    archive: tuple[EarlierReport, ...] = ()
    last_year: EarlierReport | None = None
    spreads: Spreads | None = None

    @property
    def text(self) -> str:
        return self.layout.text

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Claims of heads with the sessions they came to."""
        return find_pairs(self.layout, self.claims)

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """Wholes with their parts."""
        return find_breakdowns(self.layout, self.claims)

    @cached_property
    def parts(self) -> frozenset[int]:
        """Claims that are parts of a whole."""
        return frozenset(index for one in self.breakdowns for index in one.parts)

    @cached_property
    def is_duty_report(self) -> bool:
        """述职 in the first lines, or the three parts of a duty report."""
        if "述职" in self.text[:400]:
            return True
        parts = {section.part for section in self.layout.sections if section.level == 1}
        return {Part.WORK, Part.PROBLEMS, Part.NEXT} <= parts

    def span(self, index: int) -> Span:
        return self.claims[index].start, self.claims[index].end

    def spans(self, indices: Sequence[int]) -> tuple[Span, ...]:
        return tuple(self.span(index) for index in indices)

    def name(self, index: int) -> str:
        """What the claim counts, in the report's own words."""
        return self.claims[index].what.strip("“”\"'") or self.claims[index].quantity

    def sections(self, part: Part) -> tuple[Section, ...]:
        """The top-level sections of a kind."""
        return tuple(s for s in self.layout.sections if s.part is part and s.level == 1)
