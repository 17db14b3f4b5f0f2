"""Which report of the ledger somebody means: named by its id, or by the proof that its Word file carries.

Knows what was compiled; neither what is to be done with a report nor how anything is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shuzhi.catalog.model import Pack
from shuzhi.cli.voice import Voice
from shuzhi.ledger.entries import ReportCompiled
from shuzhi.report.verify import Verification
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.reopen_report import compilations
from shuzhi.values.period import Period


@dataclass(frozen=True, slots=True)
class NamedReport:
    """The newest compilation of one report. ``position`` is that of the ledger its figures were computed at."""

    report: UUID
    outline: str
    org: str
    period: Period
    position: int
    digest: str

    def words(self, pack: Pack, voice: Voice) -> dict[str, Any]:
        """Arguments of the sentences that name the report."""
        outline = pack.outlines.get(self.outline)
        name = self.outline if outline is None else outline.name
        if outline is not None and voice.language == "en":
            name = outline.name_en or name
        told = {"report": str(self.report), "outline": name, "org": self.org, "period": str(self.period)}
        return {**told, "position": self.position}


def named_reports(office: Office) -> tuple[NamedReport, ...]:
    """Every report of the ledger, in the order in which they were first compiled."""
    found: dict[UUID, NamedReport] = {}
    for record in compilations(office):
        body = record.entry.body
        assert isinstance(body, ReportCompiled)
        found[body.report] = NamedReport(
            body.report, body.outline, body.org, Period(body.start, body.end), body.position, body.digest
        )
    return tuple(found.values())


def report_with_id(office: Office, report: UUID) -> NamedReport | None:
    return next((one for one in named_reports(office) if one.report == report), None)


def report_of_file(office: Office, found: Verification) -> NamedReport | None:
    """The report whose newest compilation made the manifest that the file carries; None without one, or where this
    ledger compiled no such report.
    """
    if found.manifest is None:
        return None
    digest = found.manifest.digest
    return next((one for one in named_reports(office) if one.digest == digest), None)


def tell_which_there_are(office: Office, voice: Voice) -> None:
    """One line for each report, on standard error, so that one can be named."""
    pack = pack_in_force(office)
    for one in named_reports(office):
        voice.warn("cli.reports.line", one.words(pack, voice))
