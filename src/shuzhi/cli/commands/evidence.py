"""``shuzhi evidence``: files laid beside an activity, listed and taken out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.numbers import told
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import Voice, print_json, unusable
from shuzhi.documents.gate import read_file
from shuzhi.ledger.entries import EvidenceAttached
from shuzhi.usecases.attach_evidence import attach_evidence
from shuzhi.usecases.trace_figure import history_of

activity = click.argument("activity", type=click.UUID)
KINDS = ("photo", "sign_in_sheet", "notice", "minutes", "brief", "other")


@click.group(cls=SpokenGroup, help="cli.evidence.help")
def evidence() -> None:
    pass


@evidence.command("attach", cls=Spoken, help="cli.evidence.attach_help")
@activity
@click.argument("file", type=options.EXISTING_FILE)
@click.option("--kind", type=click.Choice(KINDS), default="other", help="cli.evidence.option_kind")
@options.ledger
@options.as_json
@click.pass_context
def attach_command(
    context: click.Context, activity: UUID, file: Path, kind: str, ledger: str | None, as_json: bool
) -> None:
    desk = desk_with_ledger(ledger)
    entry = uuid4()
    outcome = attach_evidence(
        desk.office, by=COMMAND_LINE, at=desk.services.clock.now(), entry=entry, activity=activity, evidence=entry,
        kind=kind, data=read_file(file), filename=file.name,
    )  # fmt: skip
    context.exit(told(outcome, context.obj, "cli.evidence.done", as_json=as_json))


@evidence.command("list", cls=Spoken, help="cli.evidence.list_help")
@activity
@options.ledger
@options.as_json
@click.pass_obj
def list_command(voice: Voice, activity: UUID, ledger: str | None, as_json: bool) -> None:
    for one in _attached(desk_with_ledger(ledger), activity):
        if as_json:
            print_json(one)
        else:
            voice.tell("cli.evidence.line", **one)


@evidence.command("get", cls=Spoken, help="cli.evidence.get_help")
@activity
@click.argument("evidence_id", type=click.UUID, metavar="ID")
@click.option("--out", "file", type=options.NEW_FILE, required=True, help="cli.evidence.option_out")
@options.ledger
@options.as_json
@click.pass_obj
def get_command(
    voice: Voice, activity: UUID, evidence_id: UUID, file: Path, ledger: str | None, as_json: bool
) -> None:
    desk = desk_with_ledger(ledger)
    found = next((one for one in _attached(desk, activity) if one["evidence"] == str(evidence_id)), None)
    if found is None:
        unusable(voice, "cli.evidence.unknown", {"evidence": str(evidence_id)})
    file.write_bytes(desk.office.evidence.get(str(found["digest"])))
    if as_json:
        print_json({**found, "file": str(file)})
    else:
        voice.tell("cli.evidence.written", file=str(file))


def _attached(desk: Desk, activity: UUID) -> list[dict[str, Any]]:
    return [
        {
            "evidence": str(step.record.entry.body.evidence),
            "name": step.texts.get("filename") or "",
            "kind": step.record.entry.body.kind,
            "bytes": step.record.entry.body.size,
            "digest": step.record.entry.body.digest,
        }
        for step in history_of(desk.office, f"activity:{activity}").steps
        if isinstance(step.record.entry.body, EvidenceAttached)
    ]
