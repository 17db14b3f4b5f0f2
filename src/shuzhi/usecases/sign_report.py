"""Sign a compiled report off. Nothing blocks it: what is unproven prints with its mark."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, ReportCompiled, ReportSigned
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, refusal, write


def sign_report(office: Office, *, by: str, at: datetime, entry: UUID, report: UUID) -> Outcome:
    """Writes one ``report.signed`` entry over the newest compilation of the report."""
    history = office.journal.history(office.ledger, f"report:{report}")
    compiled = [one.entry.body for one in history if isinstance(one.entry.body, ReportCompiled)]
    if not compiled:
        return refusal("usecases.unknown_report", report=str(report))
    body = ReportSigned(report=report, digest=compiled[-1].digest, key=office.signer.fingerprint)
    return write(office, Entry(office.ledger, entry, by, at, body))
