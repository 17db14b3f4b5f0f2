"""``shuzhi value`` and ``shuzhi period``: figures taken over from papers; periods closed and opened again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.numbers import told
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import Voice, print_json, unusable
from shuzhi.ledger.entries import ValueCited
from shuzhi.usecases.cite_value import cite_value
from shuzhi.usecases.close_period import close_period
from shuzhi.usecases.declare_value import declare_value
from shuzhi.usecases.kept_values import Kept, closed_periods, kept_values
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.reopen_period import reopen_period
from shuzhi.usecases.withdraw_value import withdraw_value
from shuzhi.values.period import Period

document = click.option("--document", required=True, metavar="NAME", help="cli.value.option_document")
document_day = click.option("--document-day", type=options.DAY, required=True, help="cli.value.option_day")


@click.group(cls=SpokenGroup, help="cli.value.help")
def value() -> None:
    pass


@value.command("list", cls=Spoken, help="cli.value.list_help")
@click.option("--indicator", default="", metavar="CODE", help="cli.value.option_indicator")
@options.ledger
@options.as_json
@click.pass_obj
def list_command(voice: Voice, indicator: str, ledger: str | None, as_json: bool) -> None:
    for one in kept_values(desk_with_ledger(ledger).office, indicator):
        data = _data(one)
        if as_json:
            print_json(data)
        else:
            voice.tell(
                "cli.value.cited_line" if one.type == ValueCited.type else "cli.value.declared_line", **data
            )


@value.command("declare", cls=Spoken, help="cli.value.declare_help")
@click.argument("indicator")
@click.argument("number")
@options.org
@options.period
@document
@document_day
@options.ledger
@options.as_json
@click.pass_context
def declare_command(
    context: click.Context, indicator: str, number: str, org: str, period: Period, document: str, document_day: date,
    ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    stated = _stated(desk, context.obj, indicator, number, org, period, document, document_day)
    context.exit(told(declare_value(desk.office, **stated), context.obj, "cli.value.done", as_json=as_json))


@value.command("cite", cls=Spoken, help="cli.value.cite_help")
@click.argument("indicator")
@click.argument("number")
@click.option("--from", "organ", required=True, metavar="NAME", help="cli.value.option_from")
@options.org
@options.period
@document
@document_day
@options.ledger
@options.as_json
@click.pass_context
def cite_command(
    context: click.Context, indicator: str, number: str, organ: str, org: str, period: Period, document: str,
    document_day: date, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    stated = _stated(desk, context.obj, indicator, number, org, period, document, document_day)
    outcome = cite_value(desk.office, source_org=organ, **stated)
    context.exit(told(outcome, context.obj, "cli.value.done", as_json=as_json))


@value.command("withdraw", cls=Spoken, help="cli.value.withdraw_help")
@click.argument("value_id", type=click.UUID, metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="cli.value.option_reason")
@options.ledger
@options.as_json
@click.pass_context
def withdraw_command(
    context: click.Context, value_id: UUID, reason: str, ledger: str | None, as_json: bool
) -> None:
    desk = desk_with_ledger(ledger)
    outcome = withdraw_value(desk.office, **_act(desk), value_id=value_id, reason=reason)
    context.exit(told(outcome, context.obj, "cli.value.done", as_json=as_json))


@click.group(cls=SpokenGroup, help="cli.period.help")
def period() -> None:
    pass


@period.command("list", cls=Spoken, help="cli.period.list_help")
@options.ledger
@options.as_json
@click.pass_obj
def periods_command(voice: Voice, ledger: str | None, as_json: bool) -> None:
    for one in closed_periods(desk_with_ledger(ledger).office):
        told_of = {"org": one.org, "period": str(Period(one.start, one.end))}
        if as_json:
            print_json(told_of)
        else:
            voice.tell("cli.period.line", **told_of)


@period.command("close", cls=Spoken, help="cli.period.close_help")
@click.argument("days", type=options.PERIOD, metavar="PERIOD")
@options.org
@options.ledger
@options.as_json
@click.pass_context
def close_command(context: click.Context, days: Period, org: str, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    outcome = close_period(desk.office, **_act(desk), org=org, start=days.start, end=days.end)
    context.exit(told(outcome, context.obj, "cli.period.closed", as_json=as_json))


@period.command("reopen", cls=Spoken, help="cli.period.reopen_help")
@click.argument("days", type=options.PERIOD, metavar="PERIOD")
@options.org
@click.option("--reason", required=True, metavar="TEXT", help="cli.period.option_reason")
@options.ledger
@options.as_json
@click.pass_context
def reopen_command(
    context: click.Context, days: Period, org: str, reason: str, ledger: str | None, as_json: bool
) -> None:
    desk = desk_with_ledger(ledger)
    outcome = reopen_period(desk.office, **_act(desk), org=org, start=days.start, end=days.end, reason=reason)
    context.exit(told(outcome, context.obj, "cli.period.reopened", as_json=as_json))


def _stated(
    desk: Desk, voice: Voice, indicator: str, number: str, org: str, period: Period, document: str, document_day: date
) -> dict[str, Any]:  # fmt: skip
    """The unit is the indicator's own; an unknown indicator is left for the use case to refuse."""
    spec = pack_in_force(desk.office).indicators.get(indicator)
    try:
        told_value = Decimal(number)
    except InvalidOperation:
        unusable(voice, "cli.not_a_number", {"text": number})
    return {
        **_act(desk),
        "value_id": uuid4(),
        "org": org,
        "indicator": indicator,
        "start": period.start,
        "end": period.end,
        "value": told_value,
        "unit": spec.unit if spec else "",
        "document": document,
        "document_day": document_day,
    }


def _data(one: Kept) -> dict[str, Any]:
    return {
        "value_id": str(one.value_id),
        "org": one.org,
        "indicator": one.indicator,
        "period": str(Period(one.start, one.end)),
        "value": f"{one.value:f}",
        "unit": one.unit,
        "source": one.source_org if isinstance(one, ValueCited) else "",
        "document": one.document,
        "document_day": one.document_day.isoformat(),
    }


def _act(desk: Desk) -> dict[str, Any]:
    return {"by": COMMAND_LINE, "at": desk.services.clock.now(), "entry": uuid4()}
