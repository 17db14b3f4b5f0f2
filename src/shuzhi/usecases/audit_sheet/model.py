"""What a reader of an audit sees, as plain words and marks. Knows no claim, no ledger, no file format."""

from __future__ import annotations

from dataclasses import dataclass

# Each mark of a quantity with the sign that stands beside its colour; the order is that of the legend.
SIGNS = {
    "contradicted": "✗",
    "overstated": "↑",
    "unsupported": "○",
    "noted": "!",
    "ambiguous": "⇄",
    "undecidable": "?",
    "unmatched": "–",
    "planned": "→",
    "supported": "✓",
    "read": "·",
}
LEVEL_SIGNS = {"error": "✗", "warning": "!", "advice": "·"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. ``mark`` "" is plain text, "note" words that a finding is about, else a key of ``SIGNS``.

    ``claim`` is the quantity's number; ``findings`` the numbers of the lines about it; ``doubted`` tells that there is
    an error or a warning among them beside the verdict.
    """

    text: str
    mark: str = ""
    label: str = ""
    claim: int = -1
    findings: tuple[int, ...] = ()
    doubted: bool = False

    @property
    def sign(self) -> str:
        return SIGNS.get(self.mark, "")


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: ``before``, ``marked`` and ``after`` are the text at its first place; ``mark`` that of its quantity."""

    number: int
    code: str
    level: str
    level_words: str
    sentence: str
    place: str
    before: str
    marked: str
    after: str
    claims: tuple[int, ...]
    mark: str

    @property
    def sign(self) -> str:
        return LEVEL_SIGNS.get(self.level, "✓")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One quantity of the text and what was said to it; texts are "" where there is nothing to say."""

    number: int
    quantity: str
    what: str
    unit: str
    place: str
    mark: str
    label: str
    indicator: str
    name: str
    recorded: str
    difference: str

    @property
    def sign(self) -> str:
        return SIGNS.get(self.mark, "")


@dataclass(frozen=True, slots=True)
class Tally:
    mark: str
    label: str
    count: int

    @property
    def sign(self) -> str:
        return SIGNS.get(self.mark, "")


@dataclass(frozen=True, slots=True)
class AuditSheet:
    """``basis`` says what the text was held against; ``lines`` are the findings but those that say that all is well."""

    title: str
    basis: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    tallies: tuple[Tally, ...]
    lines: tuple[FindingLine, ...]
    claims: tuple[ClaimLine, ...]
    notices: tuple[str, ...]
