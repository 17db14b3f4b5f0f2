"""``shuzhi setting``: the office's own words for local matters, and its list of formulations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.numbers import told
from shuzhi.cli.commands.record import PAIR
from shuzhi.cli.desk import COMMAND_LINE, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import Voice, print_json, unusable
from shuzhi.usecases.adopt_setting import adopt_setting
from shuzhi.usecases.list_formulation import list_formulation
from shuzhi.usecases.settings import SettingLine, formulations, setting_lines
from shuzhi.values.period import day_of


@click.group(cls=SpokenGroup, help="cli.setting.help")
def setting() -> None:
    pass


@setting.command("list", cls=Spoken, help="cli.setting.list_help")
@click.option("--day", type=options.DAY, help="cli.setting.option_on")
@options.ledger
@options.as_json
@click.pass_obj
def list_command(voice: Voice, day: date | None, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    for one in setting_lines(desk.office, day=day or day_of(desk.services.clock.now())):
        if as_json:
            print_json(_data(one))
        else:
            _tell(voice, one)
    for wording in formulations(desk.office):
        data: dict[str, Any] = {
            "slot": wording.slot, "text": wording.text, "start": wording.start.isoformat(),
            "end": wording.end.isoformat() if wording.end else "",
        }  # fmt: skip
        if as_json:
            print_json({"formulation": data})
        else:
            voice.tell("cli.setting.formulation_line", **data)


@setting.command("adopt", cls=Spoken, help="cli.setting.adopt_help")
@click.argument("code")
@click.argument("value")
@click.option("--day", type=options.DAY, help="cli.setting.option_day")
@click.option("--target", "targets", type=PAIR, multiple=True, help="cli.setting.option_target")
@click.option("--source", default="", metavar="NAME", help="cli.setting.option_source")
@options.ledger
@options.as_json
@click.pass_context
def adopt(
    context: click.Context, code: str, value: str, day: date | None, targets: tuple[tuple[str, str], ...],
    source: str, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    now = desk.services.clock.now()
    outcome = adopt_setting(
        desk.office, by=COMMAND_LINE, at=now, entry=uuid4(), code=code, value=value, day=day or day_of(now),
        targets=tuple((indicator, _number(voice, number)) for indicator, number in targets), source=source,
    )  # fmt: skip
    context.exit(told(outcome, voice, "cli.setting.adopted", as_json=as_json))


@setting.command("formulation", cls=Spoken, help="cli.setting.formulation_help")
@click.argument("slot")
@click.argument("text")
@click.option("--from", "start", type=options.DAY, required=True, help="cli.setting.option_from")
@click.option("--until", "end", type=options.DAY, help="cli.setting.option_until")
@options.ledger
@options.as_json
@click.pass_context
def formulation(
    context: click.Context,
    slot: str,
    text: str,
    start: date,
    end: date | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    outcome = list_formulation(
        desk.office, by=COMMAND_LINE, at=desk.services.clock.now(), entry=uuid4(), formulation=uuid4(), slot=slot,
        text=text, start=start, end=end,
    )  # fmt: skip
    context.exit(told(outcome, voice, "cli.setting.adopted", as_json=as_json))


def _data(one: SettingLine) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "value": one.adopted.value if one.adopted else None,
        "since": one.adopted.day.isoformat() if one.adopted else None,
        "targets": {code: f"{number:f}" for code, number in one.adopted.targets} if one.adopted else {},
        "example": one.example,
        "example_en": one.example_en,
        "note": one.note,
        "note_en": one.note_en,
    }


def _tell(voice: Voice, one: SettingLine) -> None:
    name, example, _ = one.said(voice.language)
    if one.adopted is None:
        voice.tell("cli.setting.unset", code=one.code, name=name, example=example or "—")
    elif one.in_use:
        voice.tell("cli.setting.set", code=one.code, name=name, value=one.adopted.value, day=one.adopted.day)
    else:
        voice.tell("cli.setting.ended", code=one.code, name=name, day=one.adopted.day)


def _number(voice: Voice, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        unusable(voice, "cli.not_a_number", {"text": text})
