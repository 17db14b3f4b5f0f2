"""The sheet of an audit with what a page adds: links to figures and records, and matches to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shuzhi.audit.model import Judgement, Match, Verdict
from shuzhi.audit.vocabulary import normalise
from shuzhi.catalog.model import Pack
from shuzhi.usecases.audit_document import AuditedDocument
from shuzhi.usecases.audit_sheet.model import AuditSheet, ClaimLine, FindingLine, Piece
from shuzhi.values.units import may_count_same
from shuzhi.web.addresses import RECORDS, figure_address
from shuzhi.web.present.words import name_of

SETTLED = frozenset({Verdict.SUPPORTED, Verdict.PLANNED})
MOST_CANDIDATES = 3
MOST_LINKS = 8  # back to the text, of one finding
BADGES = {"error": "stop", "warning": "wait"}


@dataclass(frozen=True, slots=True)
class Links:
    """The figure that a quantity was held against and its records; "" where there is none."""

    figure: str = ""
    records: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A match that can be accepted: the quantity's number and the indicator."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkedPiece:
    piece: Piece
    href: str

    @property
    def sign(self) -> str:
        return self.piece.sign + ("!" if self.piece.doubted and self.piece.mark != "noted" else "")


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """``settle`` is the number of the quantity whose match may be chosen here, else None."""

    line: FindingLine
    badge: str
    quantities: tuple[tuple[int, str], ...]
    links: Links
    settle: int | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    line: ClaimLine
    links: Links
    remembered: bool


@dataclass(frozen=True, slots=True)
class AuditView:
    sheet: AuditSheet
    paragraphs: tuple[tuple[LinkedPiece, ...], ...]
    lines: tuple[LinkedLine, ...]
    claims: tuple[LinkedClaim, ...]
    indicators: tuple[tuple[str, str], ...]


def view_of(
    sheet: AuditSheet, audited: AuditedDocument, *, pack: Pack, language: str, settles: bool
) -> AuditView:
    """``settles``: matches may be accepted from here."""
    links = {one.claim: _links(one) for one in audited.audit.judgements}
    remembered = {one.claim for one in audited.audit.matches if one.remembered}
    return AuditView(
        sheet=sheet,
        paragraphs=tuple(
            tuple(LinkedPiece(piece, _href(piece, links)) for piece in pieces) for pieces in sheet.paragraphs
        ),
        lines=tuple(_line(one, audited, links, pack, language, settles=settles) for one in sheet.lines),
        claims=tuple(
            LinkedClaim(one, links.get(one.number, Links()), one.number in remembered) for one in sheet.claims
        ),
        indicators=tuple((code, name_of(one, language)) for code, one in pack.indicators.items())
        if settles
        else (),
    )


def _links(judged: Judgement) -> Links:
    if judged.figure is None:
        return Links()
    query = judged.figure.query
    return Links(figure_address(query), figure_address(query, page=RECORDS))


def _href(piece: Piece, links: Mapping[int, Links]) -> str:
    """To the first finding about it, else to the figure it agrees with."""
    if piece.findings:
        return f"#f{piece.findings[0]}"
    return links.get(piece.claim, Links()).figure


def _line(
    line: FindingLine,
    audited: AuditedDocument,
    links: Mapping[int, Links],
    pack: Pack,
    language: str,
    *,
    settles: bool,
) -> LinkedLine:
    claims = audited.reading.claims
    own = line.claims[0] if len(line.claims) == 1 else -1
    judged = {one.claim: one for one in audited.audit.judgements}
    is_verdict = own in judged and line.code == f"audit.{judged[own].verdict}"
    open_to = (
        settles and is_verdict and judged[own].verdict not in SETTLED and bool(normalise(claims[own].what))
    )
    held = next((links[one] for one in line.claims if links.get(one, Links()).figure), Links())
    return LinkedLine(
        line,
        BADGES.get(line.level, "none"),
        tuple((one, claims[one].quantity) for one in line.claims[:MOST_LINKS]),
        held,
        own if open_to else None,
        _choices(own, audited, pack, language) if open_to else (),
    )


def _choices(claim: int, audited: AuditedDocument, pack: Pack, language: str) -> tuple[Choice, ...]:
    """The best candidates whose unit can be the one written; the one it was held against is no choice."""
    match: Match = audited.audit.matches[claim]
    unit = audited.reading.claims[claim].unit
    codes = [one.indicator for one in match.candidates if one.indicator != match.indicator]
    fitting = [code for code in codes if may_count_same(pack.indicators[code].unit, unit)]
    return tuple(
        Choice(f"{claim}:{code}", name_of(pack.indicators[code], language))
        for code in fitting[:MOST_CANDIDATES]
    )
