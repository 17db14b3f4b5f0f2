"""``shuzhi doctor``: what can be said of this installation, and whether the tables are what the journal makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import click

from shuzhi.cli import options
from shuzhi.cli.desk import Desk, prepared_desk
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json
from shuzhi.report import fonts, pdf
from shuzhi.store.doctor import Diagnostic, Level, diagnose
from shuzhi.store.rebuild import RebuildCheck, rebuild_check


@dataclass(frozen=True)
class Visit:
    """What was looked at; ``rebuilt`` only where it was asked for."""

    diagnostics: tuple[Diagnostic, ...]
    rebuilt: RebuildCheck | None

    @property
    def is_fine(self) -> bool:
        faults = any(one.level is Level.FAULT for one in self.diagnostics)
        return not faults and (self.rebuilt is None or self.rebuilt.equal)


@click.command(cls=Spoken, help="cli.doctor.help")
@click.option("--rebuild-check", "rebuild", is_flag=True, help="cli.option.rebuild_check")
@options.as_json
@click.pass_context
def doctor(context: click.Context, rebuild: bool, as_json: bool) -> None:
    voice: Voice = context.obj
    desk = prepared_desk()
    found = Visit(tuple(_diagnostics(desk)), rebuild_check(desk.services.using) if rebuild else None)
    if as_json:
        print_json(_data(found, voice))
    else:
        _tell(found, voice)
    context.exit(FINE if found.is_fine else FINDINGS)


def _diagnostics(desk: Desk) -> Iterator[Diagnostic]:
    yield from diagnose(desk.services.environment.data, desk.services.using)
    yield from desk.services.diagnose_evidence()
    program = pdf.office_program()
    if program is None:
        yield Diagnostic("cli.doctor.no_office", {}, Level.WARNING)
    else:
        yield Diagnostic("cli.doctor.office", {"path": str(program)})
    face = fonts.drawing_face()
    if face is None:
        yield Diagnostic("cli.doctor.no_drawing_face", {}, Level.WARNING)
    else:
        yield Diagnostic("cli.doctor.drawing_face", {"family": face.family, "path": str(face.file)})
    for one in fonts.substitutions():
        yield Diagnostic(
            "cli.doctor.font", {name: str(value) for name, value in asdict(one).items()}, Level.WARNING
        )


def _tell(found: Visit, voice: Voice) -> None:
    for one in found.diagnostics:
        mark = {Level.FACT: " ", Level.WARNING: "!", Level.FAULT: "✗"}[one.level]
        click.echo(f"{mark} {voice.words(one.code, one.args)}")
    if found.rebuilt is None:
        return
    if found.rebuilt.equal:
        voice.tell(
            "cli.doctor.rebuilt_equal", rows=found.rebuilt.rows, ledgers=", ".join(found.rebuilt.ledgers)
        )
    for finding in found.rebuilt.findings:
        click.echo(f"✗ {voice.words(finding.code, finding.args)}")


def _data(found: Visit, voice: Voice) -> dict[str, Any]:
    data: dict[str, Any] = {
        "diagnostics": [
            {
                "code": one.code,
                "level": one.level.value,
                "args": one.args,
                "sentence": voice.words(one.code, one.args),
            }
            for one in found.diagnostics
        ]
    }
    if found.rebuilt is not None:
        data["rebuild"] = {
            "equal": found.rebuilt.equal,
            "rows": found.rebuilt.rows,
            "findings": [asdict(one) for one in found.rebuilt.findings],
        }
    return data
