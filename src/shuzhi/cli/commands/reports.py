"""``shuzhi report`` and ``shuzhi verify``: make a report whose figures prove themselves, and read one back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from shuzhi.catalog.names import outline_in
from shuzhi.cli import options
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json, unusable
from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.report import html, pdf
from shuzhi.report.signing import KeyRing
from shuzhi.report.verify import Verification
from shuzhi.usecases.compile_report import Report, body_figures, compile_report, figures_json
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.verify_document import is_fine, verify_document
from shuzhi.usecases.writing import Problems
from shuzhi.values.period import Period
from shuzhi.wiring.environment import Environment

DUTY_REPORT = "duty_report"  # where no outline is named: this one, in the language of the call


@click.command(cls=Spoken, help="cli.report.help")
@options.org
@options.period
@click.option("--outline", default="", metavar="CODE", help="cli.option.outline")
@click.option("--author", default="", metavar="CODE", help="cli.option.author")
@click.option("--out", "folder", type=options.FOLDER, help="cli.option.out")
@click.option("--pdf/--no-pdf", "wants_pdf", default=None, help="cli.option.pdf")
@options.ledger
@options.as_json
@click.pass_obj
def report(
    voice: Voice, org: str, period: Period, outline: str, author: str, folder: Path | None, wants_pdf: bool | None,
    ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    chosen = outline or outline_in(pack_in_force(desk.office), DUTY_REPORT, voice.language)
    made = compiled(desk, voice, org=org, period=period, outline=chosen, author=author)
    files = write_files(desk, made, folder or desk.services.environment.reports)
    if wants_pdf or (wants_pdf is None and pdf.office_program()):
        files["pdf"] = write_pdf(made, files["docx"])
    if as_json:
        print_json(report_data(made, files))
        return
    tell_of_report(voice, made, files)


def compiled(
    desk: Desk,
    voice: Voice,
    *,
    org: str,
    period: Period,
    outline: str,
    author: str = "",
) -> Report:
    """Compile or end with the first problem."""
    made = compile_report(
        desk.office, by=COMMAND_LINE, at=desk.services.clock.now(), entry=uuid4(), report=uuid4(), org=org,
        period=period, outline=outline, author=author,
    )  # fmt: skip
    if isinstance(made, Problems):
        unusable(voice, made.problems[0].code, made.problems[0].args)
    return made


def write_files(desk: Desk, made: Report, folder: Path) -> dict[str, Path]:
    """The Word file, the page, the figures as data, and the checkpoint outside the database."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{made.draft.outline}_{made.draft.org}_{made.draft.period}_{made.draft.position}"
    files = {kind: folder / f"{stem}.{ending}" for kind, ending in
             (("docx", "docx"), ("html", "html"), ("figures", "figures.json"))}  # fmt: skip
    files["docx"].write_bytes(made.docx)
    files["html"].write_text(html.render(made.draft.compiled.document, sealed=made.sealed), encoding="utf-8")
    files["figures"].write_bytes(figures_json(made.draft))
    files["checkpoint"] = keep_checkpoint(desk, made.checkpoint)
    return files


def write_pdf(made: Report, word: Path) -> Path:
    """The Word file as LibreOffice sets it; one made before for this very file is kept. Raises ``PdfError``."""
    file = word.with_suffix(".pdf")
    if not file.exists():
        file.write_bytes(pdf.convert(made.docx))
    return file


def keep_checkpoint(desk: Desk, checkpoint: Checkpoint) -> Path:
    return desk.services.checkpoints.keep(checkpoint)


def report_data(made: Report, files: dict[str, Path]) -> dict[str, Any]:
    gauge = made.draft.compiled.gauge
    return {
        "report": str(made.report),
        "title": made.draft.compiled.document.title,
        "figures": len(body_figures(made.draft)),
        "position": made.draft.position,
        "digest": made.sealed.manifest.digest,
        "key": made.sealed.key,
        "length": {"characters": gauge.characters, "least": gauge.least, "most": gauge.most},
        "hints": [{"code": hint.code, "args": dict(hint.arguments)} for hint in made.draft.compiled.hints],
        "undrawn": list(made.undrawn),
        "files": {kind: str(path) for kind, path in files.items()},
    }


def tell_of_report(voice: Voice, made: Report, files: dict[str, Path]) -> None:
    gauge = made.draft.compiled.gauge
    title, number = made.draft.compiled.document.title, len(body_figures(made.draft))
    voice.tell("cli.report.done", title=title, figures=number, position=made.draft.position)
    voice.tell(gauge.code, characters=gauge.characters, least=gauge.least, most=gauge.most)
    for hint in made.draft.compiled.hints:
        voice.tell(hint.code, **hint.arguments)
    for chart in made.undrawn:
        voice.tell("report.chart_undrawn", title=chart)
    voice.tell("cli.report.id", report=str(made.report))
    for kind, path in files.items():
        voice.tell(f"cli.file.{kind}", path=str(path))


@click.command("verify", cls=Spoken, help="cli.verify.help")
@click.argument("file", type=options.EXISTING_FILE)
@click.option("--key", "keys", type=options.EXISTING_FILE, multiple=True, help="cli.option.key")
@options.as_json
@click.pass_context
def verify_command(context: click.Context, file: Path, keys: tuple[Path, ...], as_json: bool) -> None:
    voice: Voice = context.obj
    ring = KeyRing.of_files(keys).joined(KeyRing.of_folder(Environment.read().keys))
    found = verify_document(file, keys=ring)
    if as_json:
        print_json(verification_data(found, file, voice))
    else:
        tell_of_verification(voice, found)
    context.exit(FINE if is_fine(found) else FINDINGS)


def tell_of_verification(voice: Voice, found: Verification) -> None:
    voice.tell(f"cli.verify.{found.status.value}", figures=len(found.figures))
    for finding in found.findings:
        voice.tell(finding.code, **finding.arguments)


def verification_data(found: Verification, file: Path, voice: Voice) -> dict[str, Any]:
    return {
        "source": str(file),
        "status": found.status.value,
        "key": found.key,
        "figures": [
            {
                "name": one.name,
                "label": one.label,
                "printed": one.printed,
                "found": one.found,
                "codes": list(one.codes),
            }
            for one in found.figures
        ],
        "findings": [
            {
                **asdict(one),
                "arguments": dict(one.arguments),
                "sentence": voice.words(one.code, one.arguments),
            }
            for one in found.findings
        ],
    }
