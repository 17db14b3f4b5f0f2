"""Whether entries and the files beside them agree: files that no entry names, entries whose file is gone or damaged.

A crash between keeping a file and writing its entry leaves a file that nobody names (an orphan); the other way round
cannot happen, and is a fault. Looks at every ledger; deletes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.ledger.entries import EvidenceAttached
from shuzhi.ledger.ports import Journal
from shuzhi.store.doctor import Diagnostic, Level
from shuzhi.store.evidence import EvidenceError, FolderOfEvidence

_SHOWN = 20


def diagnose_evidence(journal: Journal, files: FolderOfEvidence) -> Iterator[Diagnostic]:
    """How many files and entries agree, then what does not; every file is read."""
    named = _named(journal)
    kept = set(files.digests())
    wrong = []
    for digest, ledger in sorted(named.items()):
        try:
            files.get(digest)
        except EvidenceError as problem:
            wrong.append(Diagnostic(problem.code, {**problem.args_, "ledger": ledger}, Level.FAULT))
    yield Diagnostic("store.evidence_kept", {"files": len(kept), "named": len(named)})
    yield from wrong[:_SHOWN]
    orphans = [*sorted(kept - set(named)), *files.drafts()]
    for name in orphans[:_SHOWN]:
        yield Diagnostic("store.evidence_orphan", {"file": name}, Level.WARNING)
    if len(orphans) > _SHOWN or len(wrong) > _SHOWN:
        more = max(len(orphans) - _SHOWN, 0) + max(len(wrong) - _SHOWN, 0)
        yield Diagnostic("store.evidence_more", {"count": more}, Level.WARNING)


def _named(journal: Journal) -> dict[str, str]:
    """Every digest that an entry names, with its ledger."""
    return {
        record.entry.body.digest: ledger
        for ledger in journal.ledgers()
        for record in journal.of_types(ledger, (EvidenceAttached.type,))
        if isinstance(record.entry.body, EvidenceAttached)
    }
