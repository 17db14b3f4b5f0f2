"""One audit from claims to findings: match, judge, rules.

The caller reads the document (``shuzhi.claims``) and supplies the figures (wired to an engine). Without figures
nothing is judged, and the rules that need only the text still speak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from shuzhi.audit.case import Case
from shuzhi.audit.judge import Judge
from shuzhi.audit.layout import read_layout
from shuzhi.audit.match import Matcher
from shuzhi.audit.model import (
    Audit,
    Confirmation,
    EarlierReport,
    Figures,
    Finding,
    HandEdit,
    Judgement,
    Match,
    Matching,
    Spreads,
    Verdict,
)
from shuzhi.audit.rules import RULES
from shuzhi.audit.tables import Cell, Tables
from shuzhi.audit.vocabulary import vocabulary_of
from shuzhi.catalog.model import Pack
from shuzhi.claims.model import Claim, Passage, Residue
from shuzhi.values.period import Period


@dataclass(frozen=True)
class Beside:
    """Papers and knowledge beside the report: all may be empty.

    ``organisations`` maps names as written to codes; ``remembered`` are matches that people confirmed; ``passages``
    are those of the document, whose places tell table cells from prose.
    """

    archive: tuple[EarlierReport, ...] = ()
    last_year: EarlierReport | None = None
    remembered: tuple[Confirmation, ...] = ()
    hand_edits: tuple[HandEdit, ...] = ()
    residue: tuple[Residue, ...] = ()
    organisations: Mapping[str, str] = field(default_factory=dict)
    spreads: Spreads | None = None
    passages: tuple[Passage, ...] = ()


def audit_text(
    text: str,
    claims: Sequence[Claim],
    *,
    pack: Pack,
    figures: Figures | None = None,
    period: Period | None = None,
    org: str = "",
    beside: Beside | None = None,
) -> Audit:
    """Match, judge and examine one report. Claims' offsets are into ``text``; figures need ``period``."""
    papers = beside or Beside()
    layout = read_layout(text)
    tables = Tables(text, papers.passages)
    kept = [index for index, claim in enumerate(claims) if not _is_remark(tables.cell_at(claim.start))]
    spoken = _renumbered(claims, kept)
    matcher = Matcher(vocabulary_of(pack), papers.remembered, papers.organisations, tables)
    matches = matcher.match(layout, spoken, period=period)
    judged: tuple[Judgement, ...] = ()
    if figures is not None and period is not None:
        judged = Judge(pack, figures, period, org).judge(spoken, matches)
    case = Case(
        layout=layout, claims=spoken, matches=matches, judgements=judged, pack=pack, period=period, org=org,
        residue=papers.residue, hand_edits=papers.hand_edits, archive=papers.archive, last_year=papers.last_year,
        spreads=papers.spreads,
    )  # fmt: skip
    return _numbered_back(Audit(matches, judged, findings_of(case)), kept, len(claims))


def findings_of(case: Case) -> tuple[Finding, ...]:
    """All findings of all rules, in order of place."""
    found = [finding for rule in RULES for finding in rule(case)]
    return tuple(sorted(found, key=lambda one: (one.spans[0] if one.spans else (0, 0), one.code)))


def _is_remark(cell: Cell | None) -> bool:
    """Numbers in a column of rules or records explain a table's figures; they state no work."""
    return cell is not None and cell.is_remark


def _renumbered(claims: Sequence[Claim], kept: Sequence[int]) -> tuple[Claim, ...]:
    """The kept claims, each part pointing to the new place of its whole."""
    places = {index: place for place, index in enumerate(kept)}
    return tuple(
        replace(claims[i], part_of=None if (whole := claims[i].part_of) is None else places.get(whole))
        for i in kept
    )


def _numbered_back(audit: Audit, kept: Sequence[int], total: int) -> Audit:
    """The audit in the numbering of the caller's claims; what was left out is unmatched."""
    matches = {kept[one.claim]: replace(one, claim=kept[one.claim]) for one in audit.matches}
    judged = {kept[one.claim]: replace(one, claim=kept[one.claim]) for one in audit.judgements}
    return Audit(
        tuple(matches.get(i, Match(i, Matching.UNMATCHED)) for i in range(total)),
        tuple(judged.get(i, Judgement(i, Verdict.UNMATCHED)) for i in range(total))
        if audit.judgements
        else (),
        tuple(replace(one, claims=tuple(kept[i] for i in one.claims)) for one in audit.findings),
    )
