"""From an audited document to the sheet that people read. Every quantity is marked once; nothing of the text is lost."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from shuzhi.audit.model import Finding, Level
from shuzhi.claims.model import Claim
from shuzhi.usecases.audit_document import AuditedDocument
from shuzhi.usecases.audit_sheet.model import SIGNS, AuditSheet, ClaimLine, FindingLine, Piece, Tally

Say = Callable[[str, Mapping[str, object]], str]
"""Code and arguments become a sentence."""

AROUND = 24
"""Characters shown on either side of what a finding is about."""
LONGEST_NOTE = 80
"""Findings about longer stretches are listed; they do not colour the text."""
_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.ADVICE: 2, Level.OK: 3}
_DOUBTS = (Level.ERROR, Level.WARNING)
MANY = 5
"""Findings about so many quantities are about the text as a whole; they do not mark each of them."""


def sheet_of(audited: AuditedDocument, *, say: Say, basis: str, title: str = "") -> AuditSheet:
    """``basis`` are words for what the text was held against; ``title`` "" is the name of the file."""
    laid = _Laid.of(audited)
    document = audited.reading.document
    claims = audited.reading.claims
    marks = [laid.mark(index) for index in range(len(claims))]
    labels = {mark: say(f"auditing.mark_{mark}", {}) for mark in SIGNS}
    counted = Counter(marks)
    return AuditSheet(
        title=title or PurePath(document.source).name,
        basis=basis,
        paragraphs=tuple(_paragraphs(document.text, laid, claims, marks, labels)),
        tallies=tuple(Tally(mark, labels[mark], counted[mark]) for mark in SIGNS if counted[mark]),
        lines=tuple(laid.lines(document.text, marks, say)),
        claims=tuple(
            _claim_line(index, claim, marks[index], labels, laid) for index, claim in enumerate(claims)
        ),
        notices=tuple(say(one.code, dict(one.args)) for one in document.notices),
    )


@dataclass(frozen=True)
class _Laid:
    """The findings worth a line, the gravest first, by number and by quantity."""

    audited: AuditedDocument
    shown: tuple[Finding, ...]
    of_claim: Mapping[int, tuple[int, ...]]
    verdict_of: Mapping[int, Finding]
    verdicts: Mapping[int, str]

    @classmethod
    def of(cls, audited: AuditedDocument) -> _Laid:
        audit = audited.audit
        verdicts = {one.claim: one.verdict.value for one in audit.judgements}
        said = {
            one.claims[0]: one
            for one in audit.findings
            if len(one.claims) == 1 and one.code == f"audit.{verdicts.get(one.claims[0])}"
        }
        shown = tuple(
            sorted(
                (one for one in audit.findings if one.level is not Level.OK),
                key=lambda one: (_ORDER[one.level], one.spans[:1]),
            )
        )
        numbers: dict[int, list[int]] = {}
        for number, finding in enumerate(shown, start=1):
            for claim in finding.claims:
                numbers.setdefault(claim, []).append(number)
        return cls(audited, shown, {claim: tuple(all_) for claim, all_ in numbers.items()}, said, verdicts)

    def is_doubted(self, claim: int) -> bool:
        """Whether an error or a warning speaks of it, its verdict left out."""
        about = (self.shown[number - 1] for number in self.of_claim.get(claim, ()))
        verdict = self.verdict_of.get(claim)
        return any(one.level in _DOUBTS and one is not verdict and len(one.claims) < MANY for one in about)

    def mark(self, claim: int) -> str:
        verdict = self.verdicts.get(claim)
        if verdict is not None:
            return verdict
        return "noted" if self.is_doubted(claim) else "read"

    def lines(self, text: str, marks: Sequence[str], say: Say) -> Iterator[FindingLine]:
        places = _Places(self.audited)
        for number, finding in enumerate(self.shown, start=1):
            start, end = finding.spans[0] if finding.spans else (0, 0)
            yield FindingLine(
                number=number,
                code=finding.code,
                level=finding.level.value,
                level_words=say(f"auditing.level_{finding.level.value}", {}),
                sentence=say(finding.code, finding.args),
                place=places.at(start) if finding.spans else "",
                before=text[max(0, start - AROUND) : start].rpartition("\n")[2].replace("\t", " "),
                marked=text[start : min(end, start + LONGEST_NOTE)].replace("\t", " "),
                after=text[end : end + AROUND].partition("\n")[0].replace("\t", " "),
                claims=finding.claims,
                mark=marks[finding.claims[0]] if finding.claims else "",
            )


class _Places:
    """Where an offset stands, as the passages of the document say."""

    def __init__(self, audited: AuditedDocument) -> None:
        self._passages = audited.reading.document.passages
        self._starts = [passage.start for passage in self._passages]

    def at(self, offset: int) -> str:
        found = bisect_right(self._starts, offset) - 1
        return self._passages[found].place if found >= 0 else ""


def _claim_line(index: int, claim: Claim, mark: str, labels: Mapping[str, str], laid: _Laid) -> ClaimLine:
    said = laid.verdict_of.get(index)
    args: Mapping[str, object] = {} if said is None else said.args
    return ClaimLine(
        number=index,
        quantity=claim.quantity,
        what=claim.what,
        unit=claim.unit,
        place=claim.place,
        mark=mark,
        label=labels[mark],
        indicator=str(args.get("indicator", "")),
        name=str(args.get("name", "")),
        recorded=str(args.get("recorded", "")) if args.get("name") else "",
        difference=str(args.get("difference", "")),
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    claim: int
    findings: tuple[int, ...]


def _stretches(laid: _Laid, claims: Sequence[Claim]) -> list[_Stretch]:
    """What is marked, apart from each other and in order: every quantity, then what findings speak of beside them."""
    taken = [
        _Stretch(claim.start, claim.end, index, laid.of_claim.get(index, ()))
        for index, claim in enumerate(claims)
    ]
    notes = [
        _Stretch(start, end, -1, (number,))
        for number, finding in enumerate(laid.shown, start=1)
        for start, end in finding.spans
        if 0 < end - start <= LONGEST_NOTE
    ]
    apart: list[_Stretch] = []
    starts: list[int] = []
    for one in (*taken, *notes):
        at = bisect_right(starts, one.start)
        free_left = at == 0 or apart[at - 1].end <= one.start
        if free_left and (at == len(apart) or apart[at].start >= one.end):
            apart.insert(at, one)
            starts.insert(at, one.start)
    return apart


def _paragraphs(
    text: str, laid: _Laid, claims: Sequence[Claim], marks: Sequence[str], labels: Mapping[str, str]
) -> Iterator[tuple[Piece, ...]]:
    pieces: list[Piece] = []
    for piece in _pieces(text, laid, claims, marks, labels):
        if piece.mark:
            pieces.append(piece)
            continue
        for place, line in enumerate(piece.text.split("\n")):
            if place and any(one.text.strip() for one in pieces):
                yield tuple(pieces)
            if place:
                pieces = []
            if line:
                pieces.append(Piece(line))
    if any(one.text.strip() for one in pieces):
        yield tuple(pieces)


def _pieces(
    text: str, laid: _Laid, claims: Sequence[Claim], marks: Sequence[str], labels: Mapping[str, str]
) -> Iterator[Piece]:
    done = 0
    for one in _stretches(laid, claims):
        if one.start > done:
            yield Piece(text[done : one.start])
        words = text[one.start : one.end].replace("\n", " ")
        if one.claim < 0:
            yield Piece(words, "note", laid.shown[one.findings[0] - 1].level.value, findings=one.findings)
        else:
            mark = marks[one.claim]
            yield Piece(words, mark, labels[mark], one.claim, one.findings, laid.is_doubted(one.claim))
        done = one.end
    if done < len(text):
        yield Piece(text[done:])
