"""Lay a file beside an activity. Offered, never demanded; shown to the office that made the record and nobody else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import Entry, EvidenceAttached
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, refusal, write

LARGEST = 32 * 1024 * 1024  # bytes: a scanned sign-in sheet is some 2 MB, a short video does not belong here


def attach_evidence(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    activity: UUID,
    evidence: UUID,
    kind: str,
    data: bytes,
    filename: str,
) -> Outcome:
    """The bytes are kept under their digest before the entry is written, so a row never points at nothing."""
    if not data:
        return refusal("usecases.evidence_empty", filename=filename)
    if len(data) > LARGEST:
        return refusal("usecases.evidence_too_large", filename=filename, bytes=len(data), limit=LARGEST)
    digest = office.evidence.put(data)
    body = EvidenceAttached(activity=activity, evidence=evidence, kind=kind, digest=digest, size=len(data))
    return write(office, Entry(office.ledger, entry, by, at, body, {"filename": filename}))
