"""Read a Word file back: are the figures in it still what they were? Needs keys, and no ledger."""

from __future__ import annotations

from pathlib import Path

from shuzhi.report.signing import KeyRing
from shuzhi.report.verify import Status, Verification, verify


def verify_document(source: Path | bytes, *, keys: KeyRing) -> Verification:
    """``keys`` are those that this reader trusts. Raises ``documents.errors.Refused``."""
    return verify(source, keys)


def is_fine(verification: Verification) -> bool:
    """Untouched. A file without any figure of ours proves nothing and is not fine."""
    return verification.status is Status.UNTOUCHED
