"""Read any report's figures and hold them against the ledger, or, without one, against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shuzhi.audit.model import Audit, Confirmation, EarlierReport, HandEdit
from shuzhi.audit.run import Beside, audit_text
from shuzhi.catalog.model import Pack
from shuzhi.claims.extract import extract_document
from shuzhi.claims.model import Document, Reading
from shuzhi.engine.base import Engine, Figure, Query, Reach, Scope
from shuzhi.ledger.entries import OrganisationOpened
from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.tables import FactTables
from shuzhi.report.verify import Verification
from shuzhi.usecases.figure import engine_for
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import first_of_team, pack_in_force, reference_to
from shuzhi.usecases.spreads import LedgerSpreads
from shuzhi.values.period import Period


@dataclass(frozen=True)
class AuditedDocument:
    """The document as read and all that was found about it; claims are those of ``reading``."""

    reading: Reading
    audit: Audit


@dataclass(frozen=True)
class Papers:
    """What lies beside the document: another year's report, an archive, matches that people settled."""

    last_year: EarlierReport | None = None
    archive: tuple[EarlierReport, ...] = ()
    remembered: tuple[Confirmation, ...] = ()
    hand_edits: tuple[HandEdit, ...] = ()


NOTHING_BESIDE = Papers()
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年")
_ATTACHMENT = re.compile(
    r"^[ \u3000]*附[ \u3000]?件[ \u3000]?\d{0,2}[ \u3000]*[:：]?[ \u3000]*$", re.MULTILINE
)


@dataclass(frozen=True)
class LedgerFigures:
    """Answers ``audit`` for one ledger at one position; figures are asked of the engine once each."""

    ledger: str
    org: str
    author: str
    position: int
    pack: Pack
    engine: Engine
    organisations: Mapping[str, str]
    _known: dict[Query, Figure]
    orgs: frozenset[str] | None = None

    @classmethod
    def of(
        cls,
        office: Office,
        *,
        org: str,
        author: str = "",
        as_of: int | None = None,
        orgs: frozenset[str] | None = None,
    ) -> LedgerFigures:
        """``author`` is the post whose holder says "I" ("": first of the team); ``orgs`` the units whose figures the
        reader may be told (None: all), whatever units the text names. Raises ``PackMissingError``.
        """
        position = office.journal.head(office.ledger).position if as_of is None else as_of
        pack = pack_in_force(office, position=position)
        engine = engine_for(office, ((office.ledger, position),))
        names = _names(office, position)
        return cls(office.ledger, org, author or first_of_team(pack), position, pack, engine, names, {}, orgs)

    @cached_property
    def spreads(self) -> LedgerSpreads:
        """How many usually come to one session, by the same ledger at the same position."""
        return LedgerSpreads(self.ledger, self.position, self.org, self.pack, self.engine)

    def __call__(self, indicator: str, *, reach: Reach, period: Period, org: str) -> Figure | None:
        """None for an organisation that this ledger does not hold, or that is not the reader's to see."""
        code = org or self.org
        if code not in self.organisations.values() or (self.orgs is not None and code not in self.orgs):
            return None
        post = self.author if reach is Reach.PERSON else ""
        scope = Scope(self.ledger, code, reach, "", post)
        query = Query(indicator, reference_to(self.pack), scope, period, ((self.ledger, self.position),))
        if query not in self._known:
            self._known[query] = self.engine.compute(query)
        return self._known[query]


def root_of(office: Office) -> str:
    """The organisation at the top of the ledger's tree; "" where there is none or more than one."""
    opened = office.journal.of_types(office.ledger, (OrganisationOpened.type,))
    roots = {one.entry.body.org for one in opened if isinstance(one.entry.body, OrganisationOpened)
             and not one.entry.body.parent}  # fmt: skip
    return roots.pop() if len(roots) == 1 else ""


def year_of(text: str) -> Period | None:
    """The year that a report speaks of: the first one in it, which stands in the title of every duty report."""
    found = _YEAR.search(text)
    return Period.year(int(found[1])) if found else None


def audit_document(
    document: Document,
    *,
    pack: Pack,
    figures: LedgerFigures | None = None,
    period: Period | None = None,
    org: str = "",
    papers: Papers = NOTHING_BESIDE,
) -> AuditedDocument:
    """``figures`` None audits the text against itself only; with figures ``period`` and ``org`` are those of the report.

    Every quantity of the file is read; what stands in attachments (附件 on a line of its own and all after it) is
    not judged: tables of evidence repeat figures beside words that explain them.
    """
    reading = extract_document(document)
    text = without_attachments(document.text)
    beside = Beside(
        archive=papers.archive,
        last_year=papers.last_year,
        remembered=papers.remembered,
        hand_edits=papers.hand_edits,
        residue=tuple(one for one in document.residue if one.end <= len(text)),
        passages=document.passages,
        organisations={} if figures is None else figures.organisations,
        spreads=None if figures is None else figures.spreads,
    )
    audit = audit_text(
        text,
        tuple(claim for claim in reading.claims if claim.end <= len(text)),
        pack=pack,
        figures=figures,
        period=period,
        org=org,
        beside=beside,
    )
    return AuditedDocument(reading, audit)


def without_attachments(text: str) -> str:
    """The text up to 附件 on a line of its own."""
    found = _ATTACHMENT.search(text)
    return text[: found.start()] if found else text


def _names(office: Office, position: int) -> dict[str, str]:
    """Names as written, with and without 妇联, to codes; the newest bearer of a name prevails."""
    positions = {office.ledger: position}
    tables = FactTables.from_rows(office.facts.rows(positions)).at(positions)
    found: dict[str, str] = {}
    for unit in sorted(tables.of(OrganisationFact), key=_since):
        found[unit.name] = unit.org
    return found


def _since(unit: OrganisationFact) -> date:
    return unit.day


def hand_edits_of(document: Document, verification: Verification) -> tuple[HandEdit, ...]:
    """Figures of ours that no longer say what was printed, with the place of their content control in the text."""
    places = {
        name: (passage.start + start, passage.start + end)
        for passage in document.passages
        for start, end, name in passage.controlled
    }
    return tuple(
        HandEdit(
            places.get(one.name, (0, 0)), str(one.entry.query["indicator"]), one.printed, one.found or ""
        )
        for one in verification.figures
        if one.codes and one.found != one.printed
    )
