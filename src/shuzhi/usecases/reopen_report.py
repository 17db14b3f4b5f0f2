"""Take up a report that was compiled before: the same figures at the same position, and the file as it was handed out."""

from __future__ import annotations

from uuid import UUID

from shuzhi.documents.ooxml import open_package
from shuzhi.ledger.entries import ReportCompiled
from shuzhi.ledger.ports import Receipt, Record
from shuzhi.report.manifest import is_manifest, unseal
from shuzhi.usecases.compile_report import Report, checkpoint_at, sealed_manifest
from shuzhi.usecases.draft_report import draft_report
from shuzhi.usecases.office import Office
from shuzhi.values.period import Period


def compilations(office: Office) -> tuple[Record, ...]:
    """Every ``report.compiled`` of the ledger, oldest first."""
    return office.journal.of_types(office.ledger, (ReportCompiled.type,))


def reopen_report(office: Office, report: UUID) -> Report | None:
    """The newest compilation of a report; None for an unknown one, or where its checkpoint or file is gone.

    ``Report.is_as_compiled`` tells whether this program still makes the manifest that was entered then.
    """
    found = [one for one in compilations(office) if _body(one).report == report]
    return _reopened(office, found[-1]) if found else None


def _reopened(office: Office, record: Record) -> Report | None:
    body = _body(record)
    beside = office.journal.beside(office.ledger, record.entry.id)
    checkpoint, file = checkpoint_at(office, body.position), beside.get("docx")
    if checkpoint is None or not file:
        return None
    draft = draft_report(
        office, org=body.org, period=Period(body.start, body.end), outline=body.outline, as_of=body.position,
        author=beside.get("author") or "",
    )  # fmt: skip
    docx = office.evidence.get(file)
    sealed = sealed_manifest(office, draft, checkpoint, pictures=_pictures_of(docx))
    receipt = Receipt(record.entry.id, record.position, repeated=True)
    return Report(body.report, draft, sealed, checkpoint, docx, receipt, body.digest)


def _pictures_of(docx: bytes) -> dict[str, str]:
    """The digests of the charts as they were drawn into a file of ours."""
    ours = (unseal(data) for _, data in open_package(docx).custom_xml() if is_manifest(data))
    return {chart.name: chart.picture for sealed in ours for chart in sealed.manifest.charts}


def _body(record: Record) -> ReportCompiled:
    assert isinstance(record.entry.body, ReportCompiled)
    return record.entry.body
