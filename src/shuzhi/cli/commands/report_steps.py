"""``shuzhi sign`` and ``shuzhi read-back``: a report signed off, and the version that came back laid beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID, uuid4

import click

from shuzhi.audit.remembered import confirmations
from shuzhi.cli import options
from shuzhi.cli.commands.audit import audit_data, grave, tell_of_audit
from shuzhi.cli.commands.reports import tell_of_verification, verification_data
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.reports_named import NamedReport, report_of_file, report_with_id, tell_which_there_are
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, UNUSABLE, Voice, print_json, unusable
from shuzhi.cli.wording import problem_data
from shuzhi.report.verify import Status, Verification
from shuzhi.usecases.compile_report import Report
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.read_back.compare import Change, ChangeKind
from shuzhi.usecases.read_back.reading import ReadBack, read_back
from shuzhi.usecases.reopen_report import reopen_report
from shuzhi.usecases.sign_report import sign_report
from shuzhi.usecases.verify_document import is_fine, verify_document
from shuzhi.usecases.writing import Problems

WORD = ".docx"
STANDS = (
    Status.UNTOUCHED,
    Status.NO_FIGURES,
)  # pasted into another template, a text has lost its proof, not changed


# ------------------------------------------------------------------------------------------ signing off
@click.command("sign", cls=Spoken, help="cli.sign.help")
@click.argument("what", metavar="FILE.docx|REPORT")
@click.option("--id", "entry", type=click.UUID, help="cli.sign.option_id")
@options.ledger
@options.as_json
@click.pass_context
def sign(context: click.Context, what: str, entry: UUID | None, ledger: str | None, as_json: bool) -> None:
    """Ends with 1, nothing signed, where the file in hand is not what would be signed."""
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    if what.lower().endswith(WORD):
        named, found = _of_file(desk, voice, Path(what))
        if not is_fine(found):
            _tell_unsigned(voice, Path(what), named, found, as_json=as_json)
            context.exit(FINDINGS)
    else:
        named = _of_id(desk, voice, what)
    entry = entry or uuid4()
    outcome = sign_report(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(entry), entry=entry, report=named.report
    )
    if isinstance(outcome, Problems):
        if as_json:
            print_json({"signed": False, "problems": problem_data(outcome.problems, voice)})
        for problem in () if as_json else outcome.problems:
            voice.warn(problem.code, problem.args)
        context.exit(UNUSABLE)
    receipt, key = outcome.receipt, desk.office.signer.fingerprint
    if as_json:
        done = {"entry": str(entry), "position": receipt.position, "repeated": receipt.repeated}
        print_json({"signed": True, "report": str(named.report), "digest": named.digest, "key": key, **done})
        return
    voice.tell("cli.sign.done", **named.words(pack_in_force(desk.office), voice), entered=receipt.position)
    voice.tell("cli.sign.what", digest=named.digest, key=key)


def _tell_unsigned(
    voice: Voice, file: Path, named: NamedReport, found: Verification, *, as_json: bool
) -> None:
    if as_json:
        data = verification_data(found, file, voice)
        print_json({"signed": False, "report": str(named.report), "verification": data})
        return
    tell_of_verification(voice, found)
    voice.warn("cli.sign.changed", {"report": str(named.report)})


# ------------------------------------------------------------------------------------------ reading back
@click.command("read-back", cls=Spoken, help="cli.read-back.help")
@click.argument("file", type=options.EXISTING_FILE)
@click.option("--report", type=click.UUID, help="cli.read_back.option_report")
@options.ledger
@options.as_json
@click.pass_context
def read_back_command(
    context: click.Context, file: Path, report: UUID | None, ledger: str | None, as_json: bool
) -> None:
    """Ends with 1 where anything is no longer as it was compiled, or the audit finds what asks to be looked at."""
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    if report is not None:
        named = _of_id(desk, voice, str(report))
    elif file.suffix.lower() == WORD:
        named, _ = _of_file(desk, voice, file)
    else:
        _name_one(desk, voice, "cli.reports.which", file)
    made = reopen_report(desk.office, named.report)
    if made is None:
        unusable(voice, "cli.read_back.gone", {"report": str(named.report)})
    found = read_back(
        desk.office, made, source=file.name, data=file.read_bytes(), keys=desk.services.keys(),
        remembered=confirmations(desk.services.matches.of(desk.office.ledger, named.org)),
    )  # fmt: skip
    if as_json:
        print_json(read_back_data(made, found, file, voice))
    else:
        voice.tell("cli.read_back.title", file=str(file), **named.words(pack_in_force(desk.office), voice))
        tell_of_read_back(made, found, voice)
    context.exit(FINE if is_as_it_was(found) else FINDINGS)


def is_as_it_was(found: ReadBack) -> bool:
    """Nothing changed, nothing that verification or audit would have looked at."""
    proven = found.verification is None or found.verification.status in STANDS
    return proven and not found.changes and not grave(found.audited)


def tell_of_read_back(made: Report, found: ReadBack, voice: Voice) -> None:
    checked = found.verification
    if checked is not None and checked.status is Status.NO_FIGURES:
        voice.tell("cli.read_back.without_proof")
    elif checked is not None:
        tell_of_verification(voice, checked)
    counted = [(kind, count) for kind, count in found.counted().items() if count]
    if not counted:
        voice.tell("reports.back_nothing")
    for kind, count in counted:
        voice.tell(f"reports.back_count_{kind.value}", count=count)
    for change in found.changes:
        _tell_change(change, made, found, voice)
    tell_of_audit(voice, found.audited)


def _tell_change(change: Change, made: Report, found: ReadBack, voice: Voice) -> None:
    kind = voice.words(f"reports.back_{change.kind.value}")
    left_out = change.kind is ChangeKind.GONE
    voice.tell("cli.read_back.change", kind=kind, sentence=change.ours if left_out else change.theirs)
    if change.ours and change.theirs:
        voice.tell("cli.read_back.ours", sentence=change.ours)
    for one in change.numbers:
        node = found.figures.get(one.place)
        nothing = voice.words("cli.read_back.nothing")
        told = {"was": one.was or nothing, "now": one.now or nothing}
        if node is None:
            voice.tell("cli.read_back.number", **told)
            continue
        indicator = made.draft.pack.indicators[node.figure.query.indicator]
        name = indicator.name_en if voice.language == "en" else indicator.name
        voice.tell("cli.read_back.figure", **told, indicator=name)


def read_back_data(made: Report, found: ReadBack, file: Path, voice: Voice) -> dict[str, Any]:
    """``verification`` is null for a file that is no Word file; ``indicator`` is "" for a number that was no figure."""
    indicators = {place: node.figure.query.indicator for place, node in found.figures.items()}
    checked = found.verification
    return {
        "source": str(file),
        "report": str(made.report),
        "position": made.draft.position,
        "counted": {kind.value: count for kind, count in found.counted().items()},
        "changes": [
            {
                "kind": one.kind.value,
                "ours": one.ours,
                "theirs": one.theirs,
                "start": one.start,
                "numbers": [
                    {"was": each.was, "now": each.now, "indicator": indicators.get(each.place, "")}
                    for each in one.numbers
                ],
            }
            for one in found.changes
        ],
        "verification": None if checked is None else verification_data(checked, file, voice),
        "audit": audit_data(found.audited, voice),
    }


# ------------------------------------------------------------------------------------------ which report
def _of_file(desk: Desk, voice: Voice, file: Path) -> tuple[NamedReport, Verification]:
    """The report that the file itself names, and how the file stands; or the end."""
    if not file.is_file():
        unusable(voice, "cli.numbers.no_file", {"file": str(file)})
    found = verify_document(file, keys=desk.services.keys())
    named = report_of_file(desk.office, found)
    if named is None:
        code = "cli.reports.which" if found.manifest is None else "cli.reports.not_ours"
        _name_one(desk, voice, code, file)
    return named, found


def _of_id(desk: Desk, voice: Voice, text: str) -> NamedReport:
    try:
        report = UUID(text)
    except ValueError:
        unusable(voice, "cli.sign.neither", {"text": text})
    named = report_with_id(desk.office, report)
    if named is None:
        unusable(voice, "usecases.unknown_report", {"report": text})
    return named


def _name_one(desk: Desk, voice: Voice, code: str, file: Path) -> NoReturn:
    """Says why no report is meant, and which there are to be named."""
    voice.warn(code, {"file": str(file)})
    tell_which_there_are(desk.office, voice)
    raise SystemExit(UNUSABLE)
