"""``shuzhi organisation``: units listed, shown, opened, changed, moved, merged, closed; rosters put in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.numbers import told
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json, unusable
from shuzhi.cli.wording import problem_data
from shuzhi.documents.gate import read_file
from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.usecases.change_organisation import change_organisation
from shuzhi.usecases.close_organisation import close_organisation
from shuzhi.usecases.import_roster import import_roster
from shuzhi.usecases.merge_organisation import merge_organisation
from shuzhi.usecases.move_organisation import move_organisation
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.organisation_life import Turn, life_of_organisation
from shuzhi.usecases.roster.model import Line, Plan, Table, Verdict
from shuzhi.usecases.roster.planning import Act, plan_roster
from shuzhi.usecases.roster.reading import read_roster
from shuzhi.usecases.writing import Outcome, Problems
from shuzhi.values.period import day_of

code = click.argument("code")
since = click.option("--day", type=options.DAY, help="cli.organisation.option_day")
source = click.option("--source", default="", metavar="NAME", help="cli.organisation.option_source")
kind = click.option("--kind", default="", metavar="CODE", help="cli.organisation.option_kind")
order = click.option("--order", type=click.IntRange(min=0), help="cli.organisation.option_order")
contact = click.option("--contact", default="", metavar="TEXT", help="cli.organisation.option_contact")


@click.group(cls=SpokenGroup, help="cli.organisation.help")
def organisation() -> None:
    pass


@organisation.command("list", cls=Spoken, help="cli.organisation.list_help")
@click.option("--day", type=options.DAY, help="cli.organisation.option_on")
@options.ledger
@options.as_json
@click.pass_obj
def list_command(_voice: Voice, day: date | None, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    view = _tree(desk).at(day or _today(desk))
    for org in (one for root in view.roots for one in view.walk(root)):
        unit = view.unit(org)
        assert unit is not None
        told_of = {
            "org": org,
            "name": unit.name,
            "kind": unit.kind,
            "parent": unit.parent,
            "order": unit.order,
        }
        if as_json:
            print_json(told_of)
        else:
            click.echo(f"{'  ' * len(view.ancestors(org))}{org} {unit.name}")


@organisation.command("show", cls=Spoken, help="cli.organisation.show_help")
@code
@options.ledger
@options.as_json
@click.pass_obj
def show_command(voice: Voice, code: str, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    life = life_of_organisation(desk.office, code)
    if not life.turns:
        unusable(voice, "ledger.unknown_organisation", {"org": code})
    if as_json:
        term = life.term_until.isoformat() if life.term_until else None
        print_json(
            {
                "org": code,
                "contact": life.contact,
                "term_until": term,
                "turns": [_turn(one) for one in life.turns],
            }
        )
        return
    for one in life.turns:
        voice.tell("cli.organisation.turn", day=one.body.day, type=one.body.type, source=one.source or "—")


@organisation.command("open", cls=Spoken, help="cli.organisation.open_help")
@code
@click.argument("name")
@click.option("--kind", required=True, metavar="CODE", help="cli.organisation.option_kind")
@click.option("--parent", default="", metavar="CODE", help="cli.organisation.option_parent")
@order
@since
@source
@contact
@options.ledger
@options.as_json
@click.pass_context
def open_command(
    context: click.Context, code: str, name: str, kind: str, parent: str, order: int | None, day: date | None,
    source: str, contact: str, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    outcome = open_organisation(
        desk.office, **_act(desk), org=code, name=name, kind=kind, day=day or _today(desk), parent=parent,
        order=order or 0, texts={"source": source, "contact": contact},
    )  # fmt: skip
    _end(context, outcome, as_json)


@organisation.command("change", cls=Spoken, help="cli.organisation.change_help")
@code
@click.option("--name", default="", metavar="NAME", help="cli.organisation.option_name")
@kind
@order
@click.option("--term-until", type=options.DAY, help="cli.organisation.option_term")
@since
@source
@contact
@options.ledger
@options.as_json
@click.pass_context
def change_command(
    context: click.Context, code: str, name: str, kind: str, order: int | None, term_until: date | None,
    day: date | None, source: str, contact: str, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    outcome = change_organisation(
        desk.office, **_act(desk), org=code, day=day or _today(desk), name=name, kind=kind, order=order,
        term_until=term_until, texts={"source": source, "contact": contact},
    )  # fmt: skip
    _end(context, outcome, as_json)


@organisation.command("move", cls=Spoken, help="cli.organisation.move_help")
@code
@click.option("--to", "parent", required=True, metavar="CODE", help="cli.organisation.option_parent")
@since
@source
@options.ledger
@options.as_json
@click.pass_context
def move_command(
    context: click.Context, code: str, parent: str, day: date | None, source: str, ledger: str | None, as_json: bool
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    outcome = move_organisation(
        desk.office, **_act(desk), org=code, day=day or _today(desk), parent=parent, source=source
    )
    _end(context, outcome, as_json)


@organisation.command("merge", cls=Spoken, help="cli.organisation.merge_help")
@code
@click.option("--into", required=True, metavar="CODE", help="cli.organisation.option_into")
@since
@source
@options.ledger
@options.as_json
@click.pass_context
def merge_command(
    context: click.Context, code: str, into: str, day: date | None, source: str, ledger: str | None, as_json: bool
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    outcome = merge_organisation(
        desk.office, **_act(desk), org=code, day=day or _today(desk), into=into, source=source
    )
    _end(context, outcome, as_json)


@organisation.command("close", cls=Spoken, help="cli.organisation.close_help")
@code
@since
@source
@options.ledger
@options.as_json
@click.pass_context
def close_command(
    context: click.Context, code: str, day: date | None, source: str, ledger: str | None, as_json: bool
) -> None:
    desk = desk_with_ledger(ledger)
    outcome = close_organisation(desk.office, **_act(desk), org=code, day=day or _today(desk), source=source)
    _end(context, outcome, as_json)


@organisation.command("import", cls=Spoken, help="cli.organisation.import_help")
@click.argument("file", type=options.EXISTING_FILE)
@click.option("--look", "looks", is_flag=True, help="cli.organisation.option_look")
@options.ledger
@options.as_json
@click.pass_context
def import_command(
    context: click.Context, file: Path, looks: bool, ledger: str | None, as_json: bool
) -> None:
    """Exit code 1 where rows were refused; those that could be taken are in nevertheless."""
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    act = Act(COMMAND_LINE, desk.services.clock.now(), _today(desk), uuid4())
    plan = plan_roster(
        desk.office, read_roster(read_file(file)), act=act, may_open=_anywhere, may_register=_anywhere
    )
    if plan.entries and not looks:
        outcome = import_roster(desk.office, by=act.by, at=act.at, plan=plan)
        if isinstance(outcome, Problems):
            context.exit(told(outcome, voice, "cli.organisation.done", as_json=as_json))
    if as_json:
        print_json(_plan_data(plan, voice, written=bool(plan.entries) and not looks))
    else:
        _tell_plan(plan, voice)
    context.exit(FINDINGS if plan.of(Verdict.REJECTED) else FINE)


def _anywhere(_org: str) -> bool:
    return True


def _plan_data(plan: Plan, voice: Voice, *, written: bool) -> dict[str, Any]:
    return {
        "written": written,
        "counts": {table.value: {one.value: many for one, many in plan.counts(table).items()} for table in Table},
        "passed_over": list(plan.passed_over),
        "rejected": [_line_data(line, voice) for line in plan.of(Verdict.REJECTED)],
    }  # fmt: skip


def _line_data(line: Line, voice: Voice) -> dict[str, Any]:
    return {
        "sheet": line.row.sheet,
        "line": line.row.number,
        "cells": dict(line.row.cells),
        "problems": problem_data(line.problems, voice),
    }


def _tell_plan(plan: Plan, voice: Voice) -> None:
    for table in Table:
        counts = plan.counts(table)
        if sum(counts.values()):
            voice.tell(
                f"cli.organisation.counted_{table}", rows=sum(counts.values()), accepted=counts[Verdict.ACCEPTED],
                duplicate=counts[Verdict.DUPLICATE], rejected=counts[Verdict.REJECTED],
            )  # fmt: skip
    for line in plan.of(Verdict.REJECTED):
        why = " ".join(voice.words(one.code, one.args) for one in line.problems)
        voice.tell("cli.organisation.refused_row", sheet=line.row.sheet, line=line.row.number, why=why)


def _turn(one: Turn) -> dict[str, Any]:
    return {
        "day": one.body.day.isoformat(),
        "type": one.body.type,
        "source": one.source,
        "position": one.record.position,
    }


def _tree(desk: Desk) -> OrganisationTree:
    at = {desk.office.ledger: desk.office.journal.head(desk.office.ledger).position}
    rows = (OrganisationFact(*row) for row in desk.services.facts.tuples("organisation", at))
    return OrganisationTree(FactTables.from_rows(rows).at(at).of(OrganisationFact))


def _today(desk: Desk) -> date:
    return day_of(desk.services.clock.now())


def _act(desk: Desk) -> dict[str, Any]:
    return {"by": COMMAND_LINE, "at": desk.services.clock.now(), "entry": uuid4()}


def _end(context: click.Context, outcome: Outcome, as_json: bool) -> None:
    voice: Voice = context.obj
    context.exit(told(outcome, voice, "cli.organisation.done", as_json=as_json))
