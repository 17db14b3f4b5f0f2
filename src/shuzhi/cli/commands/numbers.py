"""``shuzhi hand-over``, ``said`` and ``take-back``: numbers that leave the office, and what the next answer owes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.figures import query_asked
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, UNUSABLE, Voice, print_json, unusable
from shuzhi.cli.wording import problem_data
from shuzhi.ledger.entries import Way
from shuzhi.report.records import query_json
from shuzhi.usecases.earlier_numbers import Earlier, earlier_numbers, handed_over, since_then
from shuzhi.usecases.hand_over_form import hand_over_form
from shuzhi.usecases.hand_over_number import Handing, hand_over_number
from shuzhi.usecases.hand_over_report import hand_over_report
from shuzhi.usecases.number_sentences import sentence_of
from shuzhi.usecases.take_number_back import take_number_back
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.values.period import Period, day_of

FILES = (".docx", ".xlsx")


@click.command("hand-over", cls=Spoken, help="cli.hand-over.help")
@click.argument("what", metavar="FILE|INDICATOR")
@click.option("--to", "receiver", required=True, metavar="NAME", help="cli.numbers.option_to")
@click.option("--day", type=options.DAY, help="cli.numbers.option_day")
@click.option("--org", metavar="CODE", help="cli.option.org")
@click.option("--period", type=options.PERIOD, help="cli.option.period")
@options.reach
@options.post
@options.as_of
@click.option("--said", default="", metavar="TEXT", help="cli.numbers.option_said")
@click.option("--document", default="", metavar="NAME", help="cli.numbers.option_document")
@click.option("--note", default="", metavar="TEXT", help="cli.numbers.option_note")
@options.ledger
@options.as_json
@click.pass_context
def hand_over(
    context: click.Context, what: str, receiver: str, day: date | None, org: str | None, period: Period | None,
    reach: str | None, post: str, as_of: int | None, said: str, document: str, note: str, ledger: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    on = day or day_of(desk.services.clock.now())
    if what.lower().endswith(FILES):
        outcome = _file(
            desk, voice, Path(what), Handing(receiver, on, Way.REPORT, document or Path(what).name)
        )
    elif org is None or period is None:
        unusable(voice, "cli.numbers.org_and_period")
    else:
        query = query_asked(desk, what, org, period, as_of, reach, post, None)
        way = Way.REPORT if document else Way.WORD
        outcome = hand_over_number(
            desk.office, by=COMMAND_LINE, at=desk.services.clock.now(), entry=uuid4(), number=uuid4(),
            handing=Handing(receiver, on, way, document), query=query, said=said, note=note,
        )  # fmt: skip
    context.exit(told(outcome, voice, "cli.numbers.put_down", as_json=as_json))


def _file(desk: Desk, voice: Voice, path: Path, handing: Handing) -> Outcome:
    if not path.is_file():
        unusable(voice, "cli.numbers.no_file", {"file": str(path)})
    act: dict[str, Any] = {"by": COMMAND_LINE, "at": desk.services.clock.now(), "entry": uuid4()}
    if path.suffix.lower() == ".xlsx":
        form = Handing(handing.receiver, handing.day, Way.FORM, handing.document)
        return hand_over_form(desk.office, **act, source=path.read_bytes(), handing=form)
    return hand_over_report(
        desk.office, **act, source=path.read_bytes(), handing=handing, keys=desk.services.keys()
    )


@click.command("said", cls=Spoken, help="cli.said.help")
@click.argument("indicator", default="")
@click.option("--org", metavar="CODE", help="cli.option.org")
@click.option("--period", type=options.PERIOD, help="cli.option.period")
@options.reach
@options.post
@options.as_of
@options.ledger
@options.as_json
@click.pass_context
def said(
    context: click.Context, indicator: str, org: str | None, period: Period | None, reach: str | None, post: str,
    as_of: int | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Ends with 1 where something that was said would be said otherwise now."""
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    if indicator and org is not None and period is not None:
        query = query_asked(desk, indicator, org, period, as_of, reach, post, None)
        found = earlier_numbers(desk.office, query)
    else:
        found = tuple(since_then(desk.office, one) for one in handed_over(desk.office, indicator))
    for one in found:
        if as_json:
            print_json(earlier_data(desk, one, voice))
        else:
            sentence = sentence_of(desk.office, one)
            click.echo(f"{one.handed.body.number}  {voice.words(sentence.code, sentence.args)}")
    if not found and not as_json:
        voice.tell("cli.numbers.nothing_said")
    context.exit(FINDINGS if any(one.differs for one in found) else FINE)


@click.command("take-back", cls=Spoken, help="cli.take-back.help")
@click.argument("number", type=click.UUID)
@click.option("--reason", required=True, metavar="TEXT", help="cli.numbers.option_reason")
@options.ledger
@options.as_json
@click.pass_context
def take_back(context: click.Context, number: UUID, reason: str, ledger: str | None, as_json: bool) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    now = desk.services.clock.now()
    outcome = take_number_back(
        desk.office, by=COMMAND_LINE, at=now, entry=uuid4(), number=number, day=day_of(now), reason=reason
    )
    context.exit(told(outcome, voice, "cli.numbers.taken_back", as_json=as_json))


def earlier_data(desk: Desk, one: Earlier, voice: Voice) -> dict[str, Any]:
    sentence, body = sentence_of(desk.office, one), one.handed.body
    return {
        "number": str(body.number),
        "receiver": body.receiver,
        "day": body.day.isoformat(),
        "way": body.way.value,
        "document": body.document,
        "place": body.place,
        "printed": body.printed,
        "query": query_json(one.handed.query),
        "differs": one.differs,
        "reasons": [
            {
                "step": reason.step,
                "records": [{"kind": each.kind, "subjects": list(each.subjects)} for each in reason.changes],
            }
            for reason in one.reasons
        ],
        "sentence": voice.words(sentence.code, sentence.args),
    }


def told(outcome: Outcome, voice: Voice, done: str, *, as_json: bool) -> int:
    """Says what was written, or why nothing was; the exit code."""
    if isinstance(outcome, Problems):
        if as_json:
            print_json({"written": False, "problems": problem_data(outcome.problems, voice)})
        for problem in () if as_json else outcome.problems:
            voice.warn(problem.code, problem.args)
        return UNUSABLE
    assert isinstance(outcome, Done)
    count, position = len(outcome.receipts), outcome.receipt.position
    if as_json:
        print_json({"written": True, "entries": count, "position": position})
    else:
        voice.tell(done, count=count, position=position)
    return FINE
