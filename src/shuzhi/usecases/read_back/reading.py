"""Read a version of a compiled report back: verified, audited, and laid beside what was compiled, in one.

The figures it is held against are those of the report's own ledger position, so that later entries change no finding.
Reads only; nothing of the file is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuzhi.audit.model import Confirmation
from shuzhi.claims.extract import extract_document
from shuzhi.claims.model import Document, Reading
from shuzhi.claims.readers import read_bytes
from shuzhi.report.nodes import FigureNode
from shuzhi.report.signing import KeyRing
from shuzhi.report.verify import Verification
from shuzhi.usecases.audit_document import (
    AuditedDocument,
    LedgerFigures,
    Papers,
    audit_document,
    hand_edits_of,
    without_attachments,
)
from shuzhi.usecases.compile_report import Report
from shuzhi.usecases.office import Office
from shuzhi.usecases.read_back.compare import Change, ChangeKind, compare
from shuzhi.usecases.verify_document import verify_document

RENUMBERED = (ChangeKind.NUMBER, ChangeKind.YEAR)
_OURS = "report.docx"


@dataclass(frozen=True)
class ReadBack:
    """``verification`` is None for a file that is no Word file; ``figures`` are ours by the offset where they stand in
    the compiled text, for the numbers of ``changes``.
    """

    audited: AuditedDocument
    verification: Verification | None
    changes: tuple[Change, ...]
    figures: Mapping[int, FigureNode]

    def counted(self) -> Mapping[ChangeKind, int]:
        """Changes by kind; a sentence of one wording counts each of its numbers or years."""
        counted: Counter[ChangeKind] = Counter()
        for one in self.changes:
            counted[one.kind] += len(one.numbers) if one.kind in RENUMBERED else 1
        return {kind: counted[kind] for kind in ChangeKind}


def read_back(
    office: Office,
    report: Report,
    *,
    source: str,
    data: bytes,
    keys: KeyRing,
    orgs: frozenset[str] | None = None,
    remembered: Sequence[Confirmation] = (),
) -> ReadBack:
    """``source`` is the file's name; ``orgs`` the units whose figures the reader may be told (None: all).

    Raises ``documents.errors.Refused`` for a file that cannot be read.
    """
    document = read_bytes(data, source)
    is_word = document.source.lower().endswith(".docx")
    verification = verify_document(data, keys=keys) if is_word else None
    draft = report.draft
    figures = LedgerFigures.of(office, org=draft.org, author=draft.author, as_of=draft.position, orgs=orgs)
    edits = hand_edits_of(document, verification) if verification else ()
    audited = audit_document(
        document,
        pack=figures.pack,
        figures=figures,
        period=draft.period,
        org=draft.org,
        papers=Papers(hand_edits=edits, remembered=tuple(remembered)),
    )
    ours = extract_document(read_bytes(report.docx, _OURS))
    changes = compare(ours, audited.reading, ours_end=_end(ours), theirs_end=_end(audited.reading))
    return ReadBack(audited, verification, changes, _placed(ours.document, report))


def _end(reading: Reading) -> int:
    return len(without_attachments(reading.document.text))


def _placed(document: Document, report: Report) -> dict[int, FigureNode]:
    """The figures of the compiled file by the offset at which each begins."""
    nodes = {node.name: node for node in report.draft.compiled.document.figures()}
    return {
        passage.start + start: nodes[name]
        for passage in document.passages
        for start, _, name in passage.controlled
        if name in nodes
    }
