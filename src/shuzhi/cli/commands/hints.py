"""``shuzhi hint list|answer|ask-again``: rules of cadence that a unit's records do not show met, and the answer to them.

A hint scores nobody and makes no exit code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.numbers import told
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import Voice, print_json
from shuzhi.store import calendar, reads
from shuzhi.usecases.answer_cadence import answer_cadence
from shuzhi.usecases.ask_cadence_again import ask_cadence_again
from shuzhi.usecases.cadence_hints import CadenceHint, cadence_hints
from shuzhi.usecases.hint_answers import hint_answers
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.require import require_organisation
from shuzhi.values.period import Period, day_of

STANDING = frozenset({"confirmed", "pending", "changed"})

kind_of_work = click.argument("kind", metavar="TYPE")
entry_id = click.option("--id", "entry", type=click.UUID, help="cli.hint.option_id")


@click.group(cls=SpokenGroup, help="cli.hint.help")
def hint() -> None:
    pass


@hint.command("list", cls=Spoken, help="cli.hint.list_help")
@options.org
@options.period
@options.ledger
@options.as_json
@click.pass_obj
def list_(voice: Voice, org: str, period: Period, ledger: str | None, as_json: bool) -> None:
    found = tuple(_found(desk_with_ledger(ledger), org, period))
    for one in found:
        if as_json:
            print_json(hint_data(one))
        else:
            _tell(one, voice)
    if not as_json:
        voice.tell("cli.hint.note" if found else "cli.hint.none")


@hint.command(cls=Spoken, help="cli.hint.answer_help")
@kind_of_work
@options.org
@options.period
@click.option("--reason", required=True, metavar="TEXT", help="cli.hint.option_reason")
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def answer(
    context: click.Context, kind: str, org: str, period: Period, reason: str, entry: UUID | None, ledger: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    desk, entry = desk_with_ledger(ledger), entry or uuid4()
    outcome = answer_cadence(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(entry), entry=entry, org=org, kind=kind, period=period,
        reason=reason,
    )  # fmt: skip
    context.exit(told(outcome, context.obj, "seeing.cadence.done", as_json=as_json))


@hint.command("ask-again", cls=Spoken, help="cli.hint.ask_again_help")
@kind_of_work
@options.org
@options.period
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def ask_again(
    context: click.Context, kind: str, org: str, period: Period, entry: UUID | None, ledger: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    desk, entry = desk_with_ledger(ledger), entry or uuid4()
    outcome = ask_cadence_again(
        desk.office,
        by=COMMAND_LINE,
        at=desk.instant_of(entry),
        entry=entry,
        org=org,
        kind=kind,
        period=period,
    )
    context.exit(told(outcome, context.obj, "seeing.cadence.again_done", as_json=as_json))


def _found(desk: Desk, org: str, period: Period) -> Iterator[CadenceHint]:
    """Of the unit's own records that stand, confirmed or not. Whether it does such work at all is seen from whole years."""
    office, services = desk.office, desk.services
    require_organisation(office, org)
    first, last = Period.year(period.start.year).start, Period.year(period.end.year).end
    counted = calendar.months(
        reads.ReadScope(office.ledger, frozenset({org}), using=services.using),
        wanted=reads.ActivityFilter(statuses=STANDING, start=first, end=last),
    )
    own: dict[str, Counter[date]] = defaultdict(Counter)
    for one in counted:
        own[one.type][one.month] += one.many
    return cadence_hints(
        pack_in_force(office), hint_answers(office), org=org, period=period, own=own,
        today=day_of(services.clock.now()),
    )  # fmt: skip


def hint_data(one: CadenceHint) -> dict[str, Any]:
    """``short`` are the periods that nobody answered for; ``reason`` is "" where it was erased."""
    return {
        "type": one.kind.code,
        "every": one.cadence.every,
        "times": one.cadence.times,
        "strength": one.cadence.strength,
        "source": one.cadence.source,
        "short": [str(each) for each in one.short],
        "answers": [
            {"period": str(each.period), "reason": each.reason, "by": each.by, "at": each.at.isoformat()}
            for each in one.answers
        ],
    }


def _tell(one: CadenceHint, voice: Voice) -> None:
    english, rule = voice.language == "en", one.cadence
    asked = voice.words(f"seeing.asked.{rule.every}.{rule.strength}", {"times": rule.times})
    name = (one.kind.name_en or one.kind.name) if english else one.kind.name
    voice.tell("cli.hint.line", code=one.kind.code, name=name, asked=asked)
    source = (rule.source_en or rule.source) if english else rule.source
    voice.tell("cli.hint.source", source=source)
    if one.short:
        voice.tell("cli.hint.short", periods=" ".join(str(each) for each in one.short))
    for each in one.answers:
        reason = each.reason or voice.words("seeing.cadence.erased")
        voice.tell("cli.hint.answered", period=str(each.period), reason=reason)
