"""``shuzhi record``: put one activity down by options, or many from a JSON file as one act."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import click

from shuzhi.cli import options
from shuzhi.cli.activity_rows import read_activities, read_row
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINE, UNUSABLE, Voice, print_json, unusable
from shuzhi.cli.wording import problem_data
from shuzhi.ledger.entries import Form
from shuzhi.usecases.confirm_activity import confirm_activity
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.record_activities import Told, record_activities
from shuzhi.usecases.writing import Outcome, Problems


class PairType(click.ParamType[tuple[str, str]]):
    """``code=value``."""

    name = "CODE=VALUE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        code, mark, stated = str(value).partition("=")
        if not (mark and code and stated):
            self.fail(f"{value!r}: code=value", param, ctx)
        return code, stated


PAIR = PairType()
SESSIONS = click.IntRange(min=1)
HEADS = click.IntRange(min=0)


@click.command(cls=Spoken, help="cli.record.help")
@click.argument("source", metavar="TYPE|FILE.json")
@click.option("--org", default="", metavar="CODE", help="cli.option.org")
@click.option("--date", "start", default="", metavar="DATE", help="cli.option.date")
@click.option("--end", default="", metavar="DATE", help="cli.option.end")
@click.option("--title", default="", help="cli.option.title")
@click.option("--host", "hosts", multiple=True, metavar="CODE", help="cli.option.host")
@click.option("--sessions", type=SESSIONS, default=1, show_default=True, help="cli.option.sessions")
@click.option("--aggregate", "form", flag_value=Form.AGGREGATE.value, default=Form.SINGLE.value,
              help="cli.option.aggregate")  # fmt: skip
@click.option("--heads", type=HEADS, help="cli.option.heads")
@click.option("--online", type=HEADS, help="cli.option.online")
@click.option("--role", default="", metavar="CODE", help="cli.option.role")
@click.option("--category", default="", metavar="CODE", help="cli.option.category")
@click.option("--quantity", "quantities", type=PAIR, multiple=True, help="cli.option.quantity")
@click.option("--field", "fields", type=PAIR, multiple=True, help="cli.option.field")
@click.option("--theme", "themes", multiple=True, metavar="CODE", help="cli.option.theme")
@click.option("--place-org", default="", metavar="CODE", help="cli.option.place_org")
@click.option("--late-basis", default="", metavar="CODE", help="cli.option.late_basis")
@click.option("--id", "entry", type=click.UUID, help="cli.option.entry_id")
@click.option("--confirm", "confirms", is_flag=True, help="cli.option.confirm")
@options.ledger
@options.as_json
@click.pass_context
def record(
    context: click.Context, /, source: str, confirms: bool, ledger: str | None, as_json: bool, **stated: Any
) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    pack = pack_in_force(desk.office)
    if source.endswith(".json"):
        told = read_activities(_existing(voice, source), pack)
    else:
        told = (read_row(1, _row(voice, source, stated), pack),)
    now = desk.services.clock.now()
    outcome: Outcome = record_activities(desk.office, by=COMMAND_LINE, at=now, told=told)
    for one in told if confirms else ():
        if not isinstance(outcome, Problems):
            confirmed = _confirm(desk, one.activity)
            outcome = confirmed if isinstance(confirmed, Problems) else outcome
    context.exit(_answer(outcome, told, voice, as_json))


def _existing(voice: Voice, source: str) -> Path:
    path = Path(source)
    if not path.is_file():
        unusable(voice, "cli.record.no_file", {"file": source})
    return path


def _row(voice: Voice, type_: str, stated: dict[str, Any]) -> dict[str, Any]:
    """The options as a row of a file."""
    if not stated["org"] or not stated["start"]:
        unusable(voice, "cli.record.org_and_date")
    who = {"role": stated["role"], "category": stated["category"]}
    modes = (("onsite", stated["heads"]), ("online", stated["online"]))
    fields: dict[str, list[str]] = {}
    for code, value in stated["fields"]:
        fields.setdefault(code, []).append(value)
    kept = ("org", "start", "title", "sessions", "form", "place_org", "late_basis")
    return {
        **{name: stated[name] for name in kept if stated[name]},
        "type": type_,
        "id": str(stated["entry"] or uuid4()),
        "end": stated["end"] or stated["start"],
        "hosts": list(stated["hosts"]),
        "headcounts": [{"count": count, "mode": mode, **who} for mode, count in modes if count is not None],
        "quantities": dict(stated["quantities"]),
        "fields": fields,
        "themes": list(stated["themes"]),
    }


def _confirm(desk: Desk, activity: UUID) -> Outcome:
    own = uuid5(
        activity, "confirmed"
    )  # made of the activity, so that sending both again writes neither twice
    return confirm_activity(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, activity=activity, upto=activity
    )


def _answer(outcome: Outcome, told: tuple[Told, ...], voice: Voice, as_json: bool) -> int:
    """0 when written, also with warnings (sending again would change nothing); 2 when refused."""
    if isinstance(outcome, Problems):
        if as_json:
            print_json({"written": False, "problems": problem_data(outcome.problems, voice)})
        for problem in () if as_json else outcome.problems:
            voice.warn(problem.code, problem.args)
        return UNUSABLE
    receipts = outcome.receipts
    if as_json:
        print_json({
            "written": True,
            "activities": [str(one.activity) for one in told],
            "positions": [one.position for one in receipts],
            "repeated": all(one.repeated for one in receipts),
            "problems": problem_data(outcome.warnings, voice),
        })  # fmt: skip
        return FINE
    for problem in outcome.warnings:
        voice.warn(problem.code, problem.args)
    for one, receipt in zip(told, receipts, strict=True):
        code = "cli.record.repeated" if receipt.repeated else "cli.record.done"
        voice.tell(code, activity=str(one.activity), position=receipt.position)
    return FINE
