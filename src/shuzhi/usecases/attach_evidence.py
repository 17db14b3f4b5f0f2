"""Lay a file beside an activity. Offered, never demanded; shown to the office that made the record and nobody else."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from shuzhi.documents.errors import Refused
from shuzhi.documents.photos import without_traces
from shuzhi.ledger.entries import Entry, EvidenceAttached
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, checked, refusal, write

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
    """The bytes are kept under their digest before the entry is written, so a row never points at nothing.

    A crash between the two leaves a file that no entry names, which ``shuzhi doctor`` tells of. Pictures are drawn
    anew first (``documents.photos``): where they were taken never comes in.
    """
    if not data:
        return refusal("usecases.evidence_empty", filename=filename)
    if len(data) > LARGEST:
        return refusal("usecases.evidence_too_large", filename=filename, bytes=len(data), limit=LARGEST)
    try:
        kept = without_traces(data).data
    except Refused as problem:
        return refusal(problem.code, **problem.arguments)
    digest = hashlib.sha256(kept).hexdigest()
    body = EvidenceAttached(activity=activity, evidence=evidence, kind=kind, digest=digest, size=len(kept))
    attached = Entry(office.ledger, entry, by, at, body, {"filename": filename})
    refused = checked(office, attached)
    if refused is not None:
        return refused
    office.evidence.put(kept)
    return write(office, attached)
