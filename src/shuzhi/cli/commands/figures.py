"""``shuzhi figure`` and ``shuzhi trace``: a figure with all it depends on, and its records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from shuzhi.cli import options
from shuzhi.cli.desk import Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import Voice, print_json
from shuzhi.cli.wording import figure_data, figure_lines, record_data
from shuzhi.engine.base import Query, Reach
from shuzhi.usecases.figure import figure, indicator_of, query_for
from shuzhi.usecases.packs import first_of_team, pack_in_force
from shuzhi.usecases.require import require_organisation, require_position
from shuzhi.usecases.trace_figure import trace_figure
from shuzhi.values.period import Period

Command = TypeVar("Command", bound=Callable[..., Any])


def _question(command: Command) -> Command:
    """All that names a figure, asked for alike by every command about one."""
    asked = (
        click.argument("indicator"), options.org, options.period, options.as_of, options.reach, options.post,
        click.option("--restated", type=options.DAY, help="cli.option.restated"), options.ledger, options.as_json,
    )  # fmt: skip
    for option in reversed(asked):
        command = option(command)
    return command


@click.command("figure", cls=Spoken, help="cli.figure.help")
@_question
@click.pass_obj
def figure_command(
    voice: Voice, indicator: str, org: str, period: Period, as_of: int | None, reach: str | None, post: str,
    restated: date | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    query = query_asked(desk, indicator, org, period, as_of, reach, post, restated)
    found = figure(desk.office, query)
    if as_json:
        print_json(figure_data(found))
        return
    pack = pack_in_force(desk.office, position=as_of)
    for line in figure_lines(found, indicator_of(pack, indicator), voice):
        click.echo(line)


@click.command("trace", cls=Spoken, help="cli.trace.help")
@_question
@click.pass_obj
def trace_command(
    voice: Voice, indicator: str, org: str, period: Period, as_of: int | None, reach: str | None, post: str,
    restated: date | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    records = trace_figure(
        desk.office, query_asked(desk, indicator, org, period, as_of, reach, post, restated)
    )
    for record in records:
        data = record_data(record)
        if as_json:
            print_json(data)
        else:
            voice.tell(
                "cli.trace.line", **data, again=voice.words("cli.trace.repeat") if record.repeat else ""
            )


def query_asked(
    desk: Desk, indicator: str, org: str, period: Period, as_of: int | None, reach: str | None, post: str,
    restated: date | None,
) -> Query:  # fmt: skip
    """A post is asked for with the reach "person"; without one it is the first of the team."""
    require_organisation(desk.office, org)
    require_position(desk.office, as_of)
    wanted = None if reach is None else Reach(reach)
    if wanted is Reach.PERSON and not post:
        post = first_of_team(pack_in_force(desk.office, position=as_of))
    return query_for(
        desk.office, indicator=indicator, org=org, period=period, reach=wanted, as_of=as_of, restated=restated,
        post=post if wanted is Reach.PERSON else "",
    )  # fmt: skip
