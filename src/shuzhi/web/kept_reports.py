"""Reports that were compiled: which compilation a page is about, and what this program makes of it today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.http import Http404

from shuzhi.ledger.entries import ReportCompiled, ReportSigned
from shuzhi.ledger.ports import Record
from shuzhi.usecases.compile_report import Report
from shuzhi.usecases.draft_report import Draft, draft_report
from shuzhi.usecases.reopen_report import reopen_report
from shuzhi.usecases.trace_figure import History
from shuzhi.values.period import Period
from shuzhi.web.desk import Desk
from shuzhi.wiring.services import services


@dataclass(frozen=True, slots=True)
class Compilation:
    """The last compilation of a report, with what lies beside its entry."""

    body: ReportCompiled
    title: str
    author: str
    docx: str
    by: str

    @property
    def period(self) -> Period:
        return Period(self.body.start, self.body.end)


@dataclass(frozen=True, slots=True)
class Kept:
    """``report`` is None where its file or checkpoint is gone; ``draft`` is made anew at the same position."""

    draft: Draft
    report: Report | None

    @property
    def is_as_compiled(self) -> bool:
        return self.report is not None and self.report.is_as_compiled


def compilation(desk: Desk, report: UUID) -> tuple[Compilation, History]:
    """Raises ``Http404`` for a report there is not, ``PermissionDenied`` for one of a unit out of view."""
    history = desk.history(f"report:{report}")
    for step in reversed(history.steps):
        body = step.record.entry.body
        if isinstance(body, ReportCompiled):
            desk.must_see(body.org)
            texts = step.texts
            made = Compilation(
                body,
                texts.get("title") or "",
                texts.get("author") or "",
                texts.get("docx") or "",
                step.record.entry.by,
            )
            return made, history
    raise Http404(str(report))


def signatures(history: History) -> tuple[tuple[Record, ReportSigned], ...]:
    """Every signing-off of a report, the oldest first."""
    return tuple(
        (step.record, step.record.entry.body)
        for step in history.steps
        if isinstance(step.record.entry.body, ReportSigned)
    )


@lru_cache(maxsize=8)
def kept(ledger: str, made: Compilation) -> Kept:
    """The document at the position it was compiled at.

    It is the same for ever under one version of the program; another version may word it otherwise, and says so.
    """
    office, body = services().office(ledger), made.body
    found = reopen_report(office, body.report)
    if found is not None:
        return Kept(found.draft, found)
    draft = draft_report(
        office,
        org=body.org,
        period=made.period,
        outline=body.outline,
        as_of=body.position,
        author=made.author,
    )
    return Kept(draft, None)


def report_of(desk: Desk, made: Compilation) -> Report:
    """Raises ``Http404`` where the file or the checkpoint of the report is gone."""
    found = kept(desk.ledger, made).report
    if found is None:
        raise Http404(str(made.body.report))
    return found
