"""``shuzhi record``: put one activity down from the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid4, uuid5

import click

from shuzhi.cli import options
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import UNUSABLE, Voice, print_json
from shuzhi.cli.wording import problem_data
from shuzhi.ledger.entries import OPEN, PROTECTED, ActivityDetail, Form, Headcount, LateEntry, Mode
from shuzhi.usecases.confirm_activity import confirm_activity
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.writing import Done, Outcome, Problems


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


@click.command(cls=Spoken, help="cli.record.help")
@click.argument("type_", metavar="TYPE")
@options.org
@click.option("--date", "start", type=options.DAY, required=True, help="cli.option.date")
@click.option("--end", type=options.DAY, help="cli.option.end")
@click.option("--title", default="", help="cli.option.title")
@click.option("--host", "hosts", multiple=True, metavar="CODE", help="cli.option.host")
@click.option(
    "--sessions", type=click.IntRange(min=1), default=1, show_default=True, help="cli.option.sessions"
)
@click.option(
    "--aggregate", "form", flag_value=Form.AGGREGATE.value, default=None, help="cli.option.aggregate"
)
@click.option("--heads", type=click.IntRange(min=0), help="cli.option.heads")
@click.option("--online", type=click.IntRange(min=0), help="cli.option.online")
@click.option("--role", default="", metavar="CODE", help="cli.option.role")
@click.option("--category", default="", metavar="CODE", help="cli.option.category")
@click.option("--quantity", "quantities", type=PAIR, multiple=True, help="cli.option.quantity")
@click.option("--field", "fields", type=PAIR, multiple=True, help="cli.option.field")
@click.option("--theme", "themes", multiple=True, metavar="CODE", help="cli.option.theme")
@click.option("--place-org", default="", metavar="CODE", help="cli.option.place_org")
@click.option("--late-basis", default="", metavar="CODE", help="cli.option.late_basis")
@click.option("--id", "entry", type=click.UUID, help="cli.option.entry_id")
@click.option("--confirm", is_flag=True, help="cli.option.confirm")
@options.ledger
@options.as_json
@click.pass_context
def record(
    context: click.Context, type_: str, org: str, start: date, end: date | None, title: str, hosts: tuple[str, ...],
    sessions: int, form: str | None, heads: int | None, online: int | None, role: str, category: str,
    quantities: tuple[tuple[str, str], ...], fields: tuple[tuple[str, str], ...], themes: tuple[str, ...],
    place_org: str, late_basis: str, entry: UUID | None, confirm: bool, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    kind = pack_in_force(desk.office).types.get(type_)
    own = entry or uuid4()
    counts = ((heads, Mode.ONSITE), (online, Mode.ONLINE))
    detail = ActivityDetail(
        type=type_, org=org, event=own, start=start, end=end or start, hosts=hosts or (org,),
        form=Form(form) if form else Form.SINGLE, compartment=PROTECTED if kind and kind.protected else OPEN,
        sessions=sessions, quantities=tuple((code, _number(voice, value)) for code, value in quantities),
        fields=fields, themes=themes, place_org=place_org,
        headcounts=tuple(Headcount(n, 1, mode, role, category) for n, mode in counts if n is not None),
    )  # fmt: skip
    outcome = record_activity(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, activity=own, detail=detail,
        late=LateEntry(late_basis, start) if late_basis else None, texts={"title": title} if title else {},
    )  # fmt: skip
    if confirm and isinstance(outcome, Done):
        confirmed = _confirm(desk, own)
        outcome = confirmed if isinstance(confirmed, Problems) else outcome
    context.exit(_answer(outcome, own, voice, as_json))


def _confirm(desk: Desk, activity: UUID) -> Outcome:
    own = uuid5(
        activity, "confirmed"
    )  # made of the activity, so that sending both again writes neither twice
    return confirm_activity(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, activity=activity, upto=activity
    )


def _answer(outcome: Outcome, activity: UUID, voice: Voice, as_json: bool) -> int:
    """0 when written, also with warnings (sending again would change nothing); 2 when refused."""
    if isinstance(outcome, Problems):
        if as_json:
            print_json({"written": False, "problems": problem_data(outcome.problems, voice)})
        for problem in () if as_json else outcome.problems:
            voice.warn(problem.code, problem.args)
        return UNUSABLE
    position, repeated = outcome.receipt.position, outcome.receipt.repeated
    if as_json:
        print_json({
            "written": True, "activity": str(activity), "position": position, "repeated": repeated,
            "problems": problem_data(outcome.warnings, voice),
        })  # fmt: skip
        return 0
    for problem in outcome.warnings:
        voice.warn(problem.code, problem.args)
    voice.tell(
        "cli.record.repeated" if repeated else "cli.record.done", activity=str(activity), position=position
    )
    return 0


def _number(voice: Voice, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        voice.warn("cli.not_a_number", {"text": text})
        raise SystemExit(UNUSABLE) from None
