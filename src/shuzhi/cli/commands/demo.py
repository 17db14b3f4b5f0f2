"""``shuzhi demo``: the main job of ``./run``. An example year, its report compiled, verified, audited, then the pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from shuzhi.cli import options
from shuzhi.cli.auditing import Order, audit_one
from shuzhi.cli.commands.audit import grave, tell_of_audit, verdicts
from shuzhi.cli.commands.journal import tell_of_journal
from shuzhi.cli.commands.reports import (
    compiled,
    report_data,
    tell_of_report,
    tell_of_verification,
    verification_data,
    write_files,
    write_pdf,
)
from shuzhi.cli.commands.serving import link_for, serve_pages
from shuzhi.cli.commands.setting_up import fill_with_example
from shuzhi.cli.desk import Desk, prepared_desk
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json
from shuzhi.ledger.entries import ReportCompiled
from shuzhi.report import pdf
from shuzhi.report.verify import Verification
from shuzhi.store import accounts
from shuzhi.store.verify import JournalVerification
from shuzhi.usecases.audit_document import AuditedDocument
from shuzhi.usecases.compile_report import Report
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.usecases.reopen_report import compilations, reopen_report
from shuzhi.usecases.verify_document import is_fine, verify_document
from shuzhi.values.period import Period
from shuzhi.wiring.services import PACK_CODE

YEAR = Period.year(2023)
OUTLINE = "duty_report"


@dataclass(frozen=True)
class Walk:
    """What the walk made and found."""

    report: Report
    files: dict[str, Path]
    verification: Verification
    journal: JournalVerification
    audited: AuditedDocument

    @property
    def is_fine(self) -> bool:
        return is_fine(self.verification) and self.journal.untouched and not grave(self.audited)


@click.command(cls=Spoken, help="cli.demo.help")
@click.option("--no-serve", "stops", is_flag=True, help="cli.option.no_serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="cli.option.port"
)
@click.option("--seed", type=int, default=7, show_default=True, help="cli.option.seed")
@click.option("--scale", type=click.IntRange(1, 50), default=1, show_default=True, help="cli.option.scale")
@options.as_json
@click.pass_context
def demo(context: click.Context, stops: bool, port: int, seed: int, scale: int, as_json: bool) -> None:
    voice: Voice = context.obj
    desk = prepared_desk()
    if desk.is_empty:
        voice.warn("cli.demo.filling")
        fill_with_example(desk, voice, seed=seed, scale=scale)
    voice.warn("cli.demo.compiling")
    walk = walk_once(desk, voice)
    if as_json:
        print_json({
            **report_data(walk.report, walk.files),
            "verification": verification_data(walk.verification, walk.files["docx"], voice)["status"],
            "journal": {"position": walk.journal.position, "untouched": walk.journal.untouched},
            "verdicts": verdicts(walk.audited),
            "findings": [one.code for one in grave(walk.audited)],
        })  # fmt: skip
    else:
        tell_of_report(voice, walk.report, walk.files)
        tell_of_verification(voice, walk.verification)
        tell_of_journal(voice, walk.journal)
        tell_of_audit(voice, walk.audited)
    account = accounts.find_account("example-reviewer")
    if account is not None and not as_json:
        voice.tell("cli.login_link.done", handle=account.handle, link=link_for(desk, account, port=port))
    if not stops:
        serve_pages(voice, host="127.0.0.1", port=port)
    context.exit(FINE if walk.is_fine else FINDINGS)


def walk_once(desk: Desk, voice: Voice) -> Walk:
    """Compile, verify, audit. A report once compiled over this state is not entered a second time."""
    report = _report(desk, voice)
    files = write_files(desk, report, desk.services.environment.reports)
    if pdf.office_program():
        files["pdf"] = write_pdf(report, files["docx"])
    audited = audit_one(Order(PACK_CODE, with_ledger=True, org=DISTRICT, period=YEAR), files["docx"])
    assert isinstance(audited, AuditedDocument)
    return Walk(
        report=report,
        files=files,
        verification=verify_document(files["docx"], keys=desk.services.keys()),
        journal=desk.services.verify_journal(desk.office.ledger, checkpoint=report.checkpoint),
        audited=audited,
    )


def _report(desk: Desk, voice: Voice) -> Report:
    """The newest report of the year, where this program still makes it the same; otherwise a new one."""
    made = [one.entry.body for one in compilations(desk.office)]
    ours = [
        one
        for one in made
        if isinstance(one, ReportCompiled) and (one.org, one.outline) == (DISTRICT, OUTLINE)
    ]
    reopened = reopen_report(desk.office, ours[-1].report) if ours else None
    if reopened is not None and reopened.is_as_compiled and _is_newest(desk, reopened):
        return reopened
    return compiled(desk, voice, org=DISTRICT, period=YEAR, outline=OUTLINE)


def _is_newest(desk: Desk, report: Report) -> bool:
    """Nothing was entered since, but the checkpoint and the report itself."""
    return desk.office.journal.head(desk.office.ledger).position == report.receipt.position
