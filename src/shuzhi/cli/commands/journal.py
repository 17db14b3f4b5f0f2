"""``shuzhi journal``: is the journal what was written, and a signed head to keep elsewhere."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.reports import keep_checkpoint
from shuzhi.cli.desk import COMMAND_LINE, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json, unusable
from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.store.verify import JournalVerification
from shuzhi.usecases.make_checkpoint import make_checkpoint
from shuzhi.usecases.writing import Problems


@click.group(cls=SpokenGroup, help="cli.journal.help")
def journal() -> None:
    pass


@journal.command("verify", cls=Spoken, help="cli.journal.verify.help")
@click.option("--checkpoint", "file", type=options.EXISTING_FILE, help="cli.option.checkpoint")
@options.ledger
@options.as_json
@click.pass_context
def verify_command(context: click.Context, file: Path | None, ledger: str | None, as_json: bool) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    checkpoint = (
        None if file is None else Checkpoint.from_json(file.read_text(encoding="utf-8", errors="replace"))
    )
    found = desk.services.verify_journal(desk.office.ledger, checkpoint=checkpoint)
    if as_json:
        print_json(asdict(found))
    else:
        tell_of_journal(voice, found)
    context.exit(FINE if found.untouched else FINDINGS)


def tell_of_journal(voice: Voice, found: JournalVerification) -> None:
    state = "cli.journal.untouched" if found.untouched else "cli.journal.touched"
    voice.tell(
        state, ledger=found.ledger, position=found.position, head=found.head[:16], checkpoints=found.checkpoints,
        erased=found.erased, findings=len(found.findings),
    )  # fmt: skip
    for one in found.findings:
        voice.tell("cli.journal.at", position=one.position, what={"code": one.code, "args": one.args})
    for limit in found.limits:
        voice.tell(limit.code, **limit.args)


@journal.command("checkpoint", cls=Spoken, help="cli.journal.checkpoint.help")
@options.ledger
@options.as_json
@click.pass_obj
def checkpoint_command(voice: Voice, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    made = make_checkpoint(desk.office, by=COMMAND_LINE, at=desk.services.clock.now(), entry=uuid4())
    if isinstance(made, Problems):
        unusable(voice, made.problems[0].code, made.problems[0].args)
    file = keep_checkpoint(desk, made)
    if as_json:
        print_json({**asdict(made), "file": str(file)})
    else:
        voice.tell("cli.journal.checkpoint.done", position=made.position, head=made.head[:16], path=str(file))
