"""One audit from claims to findings: match, judge, rules.

The caller reads the document (``shuzhi.claims``) and supplies the figures (wired to an engine). Without figures
nothing is judged, and the rules that need only the text still speak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shuzhi.audit.case import Case
from shuzhi.audit.judge import Judge
from shuzhi.audit.layout import read_layout
from shuzhi.audit.match import Matcher
from shuzhi.audit.model import Audit, Confirmation, EarlierReport, Figures, Finding, HandEdit, Spreads
from shuzhi.audit.rules import RULES
from shuzhi.audit.vocabulary import Vocabulary
from shuzhi.catalog.model import Pack
from shuzhi.claims.model import Claim, Residue
from shuzhi.values.period import Period


@dataclass(frozen=True)
class Beside:
    """Papers and knowledge beside the report: all may be empty.

    ``organisations`` maps names as written to codes; ``remembered`` are matches that people confirmed.
    """

    archive: tuple[EarlierReport, ...] = ()
    last_year: EarlierReport | None = None
    remembered: tuple[Confirmation, ...] = ()
    hand_edits: tuple[HandEdit, ...] = ()
    residue: tuple[Residue, ...] = ()
    organisations: Mapping[str, str] = field(default_factory=dict)
    spreads: Spreads | None = None


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
    matcher = Matcher(Vocabulary(pack), papers.remembered, papers.organisations)
    matches = matcher.match(layout, claims, period=period)
    judged = (
        Judge(pack, figures, period, org).judge(claims, matches)
        if figures is not None and period is not None
        else ()
    )
    case = Case(
        layout=layout,
        claims=tuple(claims),
        matches=matches,
        judgements=judged,
        pack=pack,
        period=period,
        org=org,
        residue=papers.residue,
        hand_edits=papers.hand_edits,
        archive=papers.archive,
        last_year=papers.last_year,
        spreads=papers.spreads,
    )
    return Audit(matches, judged, findings_of(case))


def findings_of(case: Case) -> tuple[Finding, ...]:
    """All findings of all rules, in order of place."""
    found = [finding for rule in RULES for finding in rule(case)]
    return tuple(sorted(found, key=lambda one: (one.spans[0] if one.spans else (0, 0), one.code)))
