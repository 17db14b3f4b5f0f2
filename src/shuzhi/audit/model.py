"""What an audit is made of: matches, judgements and findings as frozen values.

A finding is a code with arguments; its sentence lives in ``shuzhi.messages``. Spans are character offsets
(start, end) into the text that was read. Nothing here knows how a figure is computed or a text is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from shuzhi.engine.base import Figure, Reach
from shuzhi.values.period import Period

Span = tuple[int, int]


class Level(StrEnum):
    """How much a finding asks of the reader: to mend, to check, to consider, or nothing."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"
    OK = "ok"


class Matching(StrEnum):
    """Whether a claim met an indicator."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


class Verdict(StrEnum):
    """What the ledger says to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OVERSTATED = "overstated"
    UNSUPPORTED = "unsupported"
    UNDECIDABLE = "undecidable"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``claims`` are indices into the claims audited; ``args`` feed the sentence: texts, or a
    mapping {"code", "args"} that is said inside it."""

    code: str
    level: Level
    spans: tuple[Span, ...]
    claims: tuple[int, ...] = ()
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that a claim may speak of. ``score`` is the weight of the evidence (1: the very words); ``reasons`` say why.

    Each reason is "kind:word", for example "alias:妇女恳谈会", "type:candid_talk", "left:健康讲座".
    """

    indicator: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The candidates for one claim, best first, and whose work over which days it speaks of.

    ``reach`` None leaves it to the indicator; ``reach_word`` is the word that decided; ``reach_inherited``: it stands before an
    earlier number of the sentence. ``org`` is a code,
    ``period`` None means the report's own. ``planned``: the sentence speaks of an intention, not of work done.
    """

    claim: int
    matching: Matching
    candidates: tuple[Candidate, ...] = ()
    reach: Reach | None = None
    reach_word: str = ""
    reach_inherited: bool = False
    org: str = ""
    period: Period | None = None
    remembered: bool = False
    planned: bool = False

    @property
    def indicator(self) -> str:
        """The indicator, where the match is certain enough to judge; else ""."""
        return self.candidates[0].indicator if self.matching is Matching.MATCHED else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one claim, with the figure it was held against.

    ``difference`` is stated minus the nearest number recorded.
    """

    claim: int
    verdict: Verdict
    indicator: str = ""
    reach: Reach | None = None
    figure: Figure | None = None
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A match that a person settled once: what was written, with which unit, means this indicator.

    ``indicator`` "" says that no indicator of the pack is meant. Kept by the caller per organisation.
    """

    what: str
    unit: str
    indicator: str
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """Another report's text to compare with; ``name`` is shown to the reader."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class HandEdit:
    """A figure of ours that was changed in the document: ``printed`` by us, ``found`` now ("" when deleted)."""

    span: Span
    indicator: str
    printed: str
    found: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The ledger's own distribution of attendances per session for one indicator's activities."""

    low: Decimal
    median: Decimal
    high: Decimal
    sessions: int


class Figures(Protocol):
    """Answers what the ledger holds; ``None`` when it holds no ledger for that organisation."""

    def __call__(self, indicator: str, *, reach: Reach, period: Period, org: str) -> Figure | None: ...


class Spreads(Protocol):
    """Answers how many come to one session: by an indicator of heads and one of sessions of the same activities;
    ``None`` where the ledger holds too few to say."""

    def __call__(self, heads: str, *, sessions: str, period: Period, org: str) -> Spread | None: ...


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was found about one text, in order of place."""

    matches: tuple[Match, ...]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
