"""``shuzhi match accept|list|forget``: which indicator certain words of an organisation's reports mean."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import click

from shuzhi.audit.model import Confirmation
from shuzhi.audit.remembered import RememberedMatch
from shuzhi.cli import options
from shuzhi.cli.desk import COMMAND_LINE, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import UNUSABLE, Voice, print_json
from shuzhi.cli.wording import problem_data
from shuzhi.usecases.accept_match import accept_match
from shuzhi.usecases.audit_document import root_of
from shuzhi.usecases.forget_match import forget_match
from shuzhi.usecases.writing import Problems

org = click.option("--org", default="", metavar="CODE", help="cli.option.match_org")


@click.group(cls=SpokenGroup, help="cli.match.help")
def match() -> None:
    pass


@match.command(cls=Spoken, help="cli.match.accept_help")
@click.argument("words")
@click.option("--unit", default="", help="cli.option.match_unit")
@click.option("--indicator", default="", metavar="CODE", help="cli.option.match_indicator")
@org
@options.ledger
@options.as_json
@click.pass_context
def accept(
    context: click.Context, words: str, unit: str, indicator: str, org: str, ledger: str | None, as_json: bool
) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    kept = accept_match(
        desk.office,
        desk.services.matches,
        by=COMMAND_LINE,
        at=desk.services.clock.now(),
        match=uuid4(),
        org=org or root_of(desk.office),
        confirmation=Confirmation(words, unit, indicator),
    )
    if isinstance(kept, Problems):
        context.exit(_refuse(kept, voice))
    _tell([kept], voice, as_json=as_json)


@match.command("list", cls=Spoken, help="cli.match.list_help")
@org
@click.option("--all", "with_past", is_flag=True, help="cli.option.match_all")
@options.ledger
@options.as_json
@click.pass_context
def list_(context: click.Context, org: str, with_past: bool, ledger: str | None, as_json: bool) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    kept = desk.services.matches.of(desk.office.ledger, org or root_of(desk.office))
    shown = [one for one in kept if with_past or one.in_force]
    if not shown and not as_json:
        voice.tell("cli.match.none")
    _tell(shown, voice, as_json=as_json)


@match.command(cls=Spoken, help="cli.match.forget_help")
@click.argument("match_id", type=click.UUID, metavar="ID")
@org
@options.ledger
@options.as_json
@click.pass_context
def forget(context: click.Context, match_id: UUID, org: str, ledger: str | None, as_json: bool) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    wrong = forget_match(
        desk.office,
        desk.services.matches,
        by=COMMAND_LINE,
        at=desk.services.clock.now(),
        org=org or root_of(desk.office),
        match=match_id,
    )
    if wrong is not None:
        context.exit(_refuse(wrong, voice))
    if as_json:
        print_json({"forgotten": str(match_id)})
        return
    voice.tell("cli.match.forgotten", id=str(match_id))


def _refuse(wrong: Problems, voice: Voice) -> int:
    for one in problem_data(wrong.problems, voice):
        click.echo(one["sentence"], err=True)
    return UNUSABLE


def _tell(kept: list[RememberedMatch], voice: Voice, *, as_json: bool) -> None:
    for one in kept:
        if as_json:
            print_json(_data(one))
            continue
        settled = one.confirmation
        voice.tell(
            "cli.match.line" if one.in_force else "cli.match.line_taken_back",
            id=str(one.id),
            what=settled.what,
            unit=settled.unit,
            indicator=settled.indicator or voice.words("cli.match.none_meant"),
        )


def _data(one: RememberedMatch) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "org": one.org,
        "what": one.confirmation.what,
        "unit": one.confirmation.unit,
        "indicator": one.confirmation.indicator,
        "by": one.by,
        "at": one.at.isoformat(),
        "taken_back_by": one.taken_back_by or None,
        "taken_back_at": one.taken_back_at.isoformat() if one.taken_back_at else None,
    }
