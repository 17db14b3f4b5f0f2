"""``shuzhi item``: open, change, set, end, link and read items; import a sheet of them; list and show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from uuid import UUID, uuid4, uuid5

import click

from shuzhi.cli import options
from shuzhi.cli.commands.item_lists import blank_command, import_command, list_command, show_command
from shuzhi.cli.commands.record import PAIR
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.items_seen import ItemDesk
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import FINE, UNUSABLE, Voice, print_json, unusable
from shuzhi.cli.wording import problem_data
from shuzhi.ledger.entries import ItemOpened, ObservationMade
from shuzhi.usecases.change_item import change_item
from shuzhi.usecases.close_counted_items import close_counted_items
from shuzhi.usecases.close_item import close_item
from shuzhi.usecases.cut_link import cut_link
from shuzhi.usecases.make_link import make_link
from shuzhi.usecases.observe import observe
from shuzhi.usecases.open_counted_items import open_counted_items
from shuzhi.usecases.open_item import Join, open_item
from shuzhi.usecases.set_item_state import set_item_state
from shuzhi.usecases.trace_figure import history_of
from shuzhi.usecases.withdraw_observation import withdraw_observation
from shuzhi.usecases.writing import Outcome, Problems
from shuzhi.values.period import day_of

Pairs = tuple[tuple[str, str], ...]
COUNT = click.IntRange(min=1)


@click.group(cls=SpokenGroup, help="cli.item.help")
def item() -> None:
    pass


for _reading in (list_command, show_command, import_command, blank_command):
    item.add_command(_reading)

entry_id = click.option("--id", "entry", type=click.UUID, help="cli.item.option_id")
on_day = click.option("--day", type=options.DAY, help="cli.item.option_day")
note = click.option("--note", default="", help="cli.item.option_note")


@item.command("open", cls=Spoken, help="cli.item.open_help")
@click.argument("kind")
@options.org
@click.option("--title", default="", help="cli.item.option_title")
@on_day
@click.option("--state", default="", metavar="CODE", help="cli.item.option_state")
@click.option("--due", type=options.DAY, help="cli.item.option_due")
@click.option("--owner", default="", metavar="CODE", help="cli.item.option_owner")
@click.option("--target", default="", metavar="NUMBER", help="cli.item.option_target")
@click.option("--field", "fields", type=PAIR, multiple=True, help="cli.item.option_field")
@click.option("--comes-of", "sources", type=PAIR, multiple=True, help="cli.item.option_comes_of")
@click.option("--leads-to", "targets", type=PAIR, multiple=True, help="cli.item.option_leads_to")
@click.option("--count", type=COUNT, default=1, help="cli.item.option_count")
@note
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def open_command(
    context: click.Context, /, kind: str, org: str, title: str, day: date | None, state: str, due: date | None,
    owner: str, target: str, fields: Pairs, sources: Pairs, targets: Pairs, count: int, note: str,
    entry: UUID | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    found = ItemDesk(desk).pack.item_kinds.get(kind)
    own = entry or uuid4()
    first = found.states[0].code if found else ""
    common: dict[str, Any] = {
        "by": COMMAND_LINE, "at": desk.instant_of(own), "entry": own, "kind": kind, "org": org,
        "day": day or _today(desk), "state": state or first, "fields": fields,
    }  # fmt: skip
    if found is not None and found.protected:
        outcome = open_counted_items(desk.office, count=count, **common)
        context.exit(_answer(outcome, voice, as_json, count=count))
    if not title:
        unusable(voice, "cli.item.no_title")
    if count > 1:
        unusable(voice, "cli.item.count_of_protected")
    new = uuid5(own, "item")
    texts = {"title": title, **({"note": note} if note else {})}
    joins = (*_joins(own, sources, "out"), *_joins(own, targets, "in"))
    outcome = open_item(
        desk.office,
        item=new,
        due=due,
        owner=owner,
        target=_number(voice, target),
        texts=texts,
        joins=joins,
        **common,
    )
    context.exit(_answer(outcome, voice, as_json, item=str(new)))


@item.command("change", cls=Spoken, help="cli.item.change_help")
@click.argument("item_id", metavar="ITEM", type=click.UUID)
@click.option("--title", default="", help="cli.item.option_title")
@on_day
@click.option("--due", type=options.DAY, help="cli.item.option_due")
@click.option("--owner", default=None, metavar="CODE", help="cli.item.option_owner")
@click.option("--target", default="", metavar="NUMBER", help="cli.item.option_target")
@click.option("--field", "fields", type=PAIR, multiple=True, help="cli.item.option_field")
@click.option("--clear", "cleared", multiple=True, metavar="NAME", help="cli.item.option_clear")
@note
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def change_command(
    context: click.Context, /, item_id: UUID, title: str, day: date | None, due: date | None, owner: str | None,
    target: str, fields: Pairs, cleared: tuple[str, ...], note: str, entry: UUID | None, ledger: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    own = entry or uuid4()
    texts = {name: text for name, text in (("title", title), ("note", note)) if text}
    outcome = change_item(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, item=item_id, day=day or _today(desk),
        due=due, owner=owner, target=_number(voice, target), fields=fields, cleared=cleared, texts=texts,
    )  # fmt: skip
    context.exit(_answer(outcome, voice, as_json, item=str(item_id)))


@item.command("state", cls=Spoken, help="cli.item.state_help")
@click.argument("item_id", metavar="ITEM", type=click.UUID)
@click.argument("state")
@on_day
@note
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def state_command(
    context: click.Context, /, item_id: UUID, state: str, day: date | None, note: str, entry: UUID | None,
    ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    _go_on(
        context,
        set_item_state,
        item_id,
        state,
        day=day,
        note=note,
        entry=entry,
        ledger=ledger,
        as_json=as_json,
    )


@item.command("close", cls=Spoken, help="cli.item.close_help")
@click.argument("item_id", metavar="ITEM", type=click.UUID)
@click.argument("state")
@on_day
@note
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def close_command(
    context: click.Context, /, item_id: UUID, state: str, day: date | None, note: str, entry: UUID | None,
    ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    _go_on(
        context, close_item, item_id, state, day=day, note=note, entry=entry, ledger=ledger, as_json=as_json
    )


def _go_on(
    context: click.Context, verb: Callable[..., Outcome], item_id: UUID, state: str, *, day: date | None, note: str,
    entry: UUID | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    """The item goes on to a state, or ends in one: ``verb`` is the use case that says so."""
    desk, own = desk_with_ledger(ledger), entry or uuid4()
    outcome = verb(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, item=item_id, day=day or _today(desk),
        state=state, texts={"note": note} if note else {},
    )  # fmt: skip
    context.exit(_answer(outcome, context.obj, as_json, item=str(item_id)))


@item.command("close-counted", cls=Spoken, help="cli.item.close_counted_help")
@click.argument("kind")
@click.argument("state")
@click.argument("count", type=COUNT)
@options.org
@on_day
@click.option("--field", "fields", type=PAIR, multiple=True, help="cli.item.option_field")
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def close_counted_command(
    context: click.Context, /, kind: str, state: str, count: int, org: str, day: date | None, fields: Pairs,
    entry: UUID | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk, own = desk_with_ledger(ledger), entry or uuid4()
    found = ItemDesk(desk).pack.item_kinds.get(kind)
    if found is None or not found.protected:
        unusable(voice, "cli.item.count_of_protected")
    outcome = close_counted_items(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, count=count, kind=kind,
        org=org, day=day or _today(desk), state=state, fields=fields,
    )  # fmt: skip
    context.exit(_answer(outcome, voice, as_json, count=count))


@item.command("link", cls=Spoken, help="cli.item.link_help")
@click.argument("source")
@click.argument("kind")
@click.argument("target")
@on_day
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def link_command(
    context: click.Context, /, source: str, kind: str, target: str, day: date | None, entry: UUID | None,
    ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    desk, own = desk_with_ledger(ledger), entry or uuid4()
    link = uuid5(own, "link")
    outcome = make_link(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, link=link, kind=kind,
        source=_subject(source), target=_subject(target), day=day or _today(desk),
    )  # fmt: skip
    context.exit(_answer(outcome, context.obj, as_json, link=str(link)))


@item.command("unlink", cls=Spoken, help="cli.item.unlink_help")
@click.argument("link", type=click.UUID)
@on_day
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def unlink_command(
    context: click.Context,
    /,
    link: UUID,
    day: date | None,
    entry: UUID | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    desk, own = desk_with_ledger(ledger), entry or uuid4()
    outcome = cut_link(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, link=link, day=day or _today(desk)
    )
    context.exit(_answer(outcome, context.obj, as_json, link=str(link)))


@item.command("observe", cls=Spoken, help="cli.item.observe_help")
@click.argument("about")
@click.argument("measure")
@click.argument("value")
@on_day
@click.option("--org", default="", metavar="CODE", help="cli.item.option_observing")
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def observe_command(
    context: click.Context, /, about: str, measure: str, value: str, day: date | None, org: str,
    entry: UUID | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk, own = desk_with_ledger(ledger), entry or uuid4()
    number = _number(voice, value)
    if number is None:
        unusable(voice, "cli.not_a_number", {"text": value})
    observation, subject = uuid5(own, "observation"), _subject(about)
    outcome = observe(
        desk.office, by=COMMAND_LINE, at=desk.instant_of(own), entry=own, observation=observation, about=subject,
        org=org or _unit_of(desk, subject), measure=measure, value=number, day=day or _today(desk),
    )  # fmt: skip
    context.exit(_answer(outcome, voice, as_json, observation=str(observation)))


@item.command("withdraw-reading", cls=Spoken, help="cli.item.withdraw_help")
@click.argument("observation", type=click.UUID)
@click.option("--reason", default="", help="cli.item.option_reason")
@entry_id
@options.ledger
@options.as_json
@click.pass_context
def withdraw_command(
    context: click.Context,
    /,
    observation: UUID,
    reason: str,
    entry: UUID | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    desk, own = desk_with_ledger(ledger), entry or uuid4()
    outcome = withdraw_observation(
        desk.office,
        by=COMMAND_LINE,
        at=desk.instant_of(own),
        entry=own,
        observation=observation,
        reason=reason,
    )
    context.exit(_answer(outcome, context.obj, as_json, observation=str(observation)))


def _answer(outcome: Outcome, voice: Voice, as_json: bool, **named: object) -> int:
    """0 when written, also with warnings; 2 when refused."""
    if isinstance(outcome, Problems):
        if as_json:
            print_json({"written": False, "problems": problem_data(outcome.problems, voice)})
        for problem in () if as_json else outcome.problems:
            voice.warn(problem.code, problem.args)
        return UNUSABLE
    receipt = outcome.receipt
    if as_json:
        told = {"position": receipt.position, "repeated": receipt.repeated}
        print_json({"written": True, **named, **told, "problems": problem_data(outcome.warnings, voice)})
        return FINE
    for problem in outcome.warnings:
        voice.warn(problem.code, problem.args)
    what = " ".join(str(value) for value in named.values())
    code = "cli.item.repeated" if receipt.repeated else "cli.item.done"
    voice.tell(code, position=receipt.position, what=what)
    return FINE


def _joins(own: UUID, pairs: Pairs, way: Literal["out", "in"]) -> tuple[Join, ...]:
    """``link=subject`` pairs; ids are made of the opening, so that sending it again makes none anew."""
    return tuple(
        Join(uuid5(own, f"join {way} {place}"), uuid5(own, f"link {way} {place}"), kind, _subject(other), way)
        for place, (kind, other) in enumerate(pairs)
    )


def _subject(text: str) -> str:
    """A bare identifier is an item's."""
    return text if ":" in text else f"item:{text}"


def _unit_of(desk: Desk, subject: str) -> str:
    """The unit that a thing belongs to; "" where it is not known, which the checks refuse."""
    kind, _, key = subject.partition(":")
    if kind == "organisation":
        return key
    history = history_of(desk.office, subject)
    if history.state is not None and history.state.newest is not None:
        return history.state.newest.detail.org
    body = history.steps[0].record.entry.body if history.steps else None
    return body.org if isinstance(body, ItemOpened | ObservationMade) else ""


def _today(desk: Desk) -> date:
    return day_of(desk.services.clock.now())


def _number(voice: Voice, text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        unusable(voice, "cli.not_a_number", {"text": text})
