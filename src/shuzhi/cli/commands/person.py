"""``shuzhi person``: people registered, moved, given posts, merged, told apart again, erased.

Whoever may run this holds the data folder: the need to know of pages does not apply here.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.numbers import told
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import Voice, print_json, unusable
from shuzhi.ledger.entries import PostKind
from shuzhi.ledger.facts import AttendanceFact
from shuzhi.ledger.tables import FactTables
from shuzhi.store import reads
from shuzhi.store.people_reads import person as read_person
from shuzhi.usecases.erase_person import erase_person
from shuzhi.usecases.leave_post import leave_post
from shuzhi.usecases.merge_person import merge_person
from shuzhi.usecases.merge_preview import MergePreview, person_state, preview_merge
from shuzhi.usecases.move_person import move_person
from shuzhi.usecases.register_person import register_person
from shuzhi.usecases.take_post import take_post
from shuzhi.usecases.unmerge_person import unmerge_person
from shuzhi.usecases.writing import Outcome
from shuzhi.values.period import day_of

key = click.argument("key")
since = click.option("--day", type=options.DAY, help="cli.person.option_day")


@click.group(cls=SpokenGroup, help="cli.person.help")
def person() -> None:
    pass


@person.command("list", cls=Spoken, help="cli.person.list_help")
@click.option("--org", default="", metavar="CODE", help="cli.person.option_org")
@options.ledger
@options.as_json
@click.pass_obj
def list_command(voice: Voice, org: str, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    after = ""
    while True:
        page = reads.people(_everywhere(desk), org=org, after=after)
        for one in page.rows:
            if as_json:
                print_json(_line(one))
            else:
                voice.tell("cli.person.line", key=one.person, name=one.name or "—", org=one.org)
        after = page.following
        if not after:
            return


@person.command("show", cls=Spoken, help="cli.person.show_help")
@key
@options.ledger
@options.as_json
@click.pass_obj
def show_command(voice: Voice, key: str, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    found = read_person(_everywhere(desk), key)
    if found is None:
        unusable(voice, "ledger.unknown_person", {"person": key})
    tenures = person_state(desk.office, key).tenures
    if as_json:
        posts = [
            {"org": one.org, "post": one.post, "kind": one.kind, "day": one.day, "last": one.last}
            for one in tenures
        ]
        print_json({**_line(found.line), "telephone": found.telephone, "posts": posts})
        return
    voice.tell("cli.person.line", key=key, name=found.line.name or "—", org=found.line.org)
    for one in tenures:
        voice.tell("cli.person.post_line", org=one.org, post=one.post, day=one.day, last=one.last or "")


@person.command("register", cls=Spoken, help="cli.person.register_help")
@click.argument("name")
@options.org
@click.option("--telephone", default="", metavar="NUMBER", help="cli.person.option_telephone")
@since
@options.ledger
@options.as_json
@click.pass_context
def register_command(
    context: click.Context, name: str, org: str, telephone: str, day: date | None, ledger: str | None, as_json: bool
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    texts = {"name": name, **({"telephone": telephone} if telephone else {})}
    new = uuid4().hex[:16]
    outcome = register_person(
        desk.office, **_act(desk), person=new, org=org, day=day or _today(desk), texts=texts
    )
    _end(context, outcome, as_json)


@person.command("move", cls=Spoken, help="cli.person.move_help")
@key
@options.org
@since
@click.option("--reason", default="", metavar="TEXT", help="cli.person.option_reason")
@options.ledger
@options.as_json
@click.pass_context
def move_command(
    context: click.Context, key: str, org: str, day: date | None, reason: str, ledger: str | None, as_json: bool
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    outcome = move_person(
        desk.office, **_act(desk), person=key, org=org, day=day or _today(desk), reason=reason
    )
    _end(context, outcome, as_json)


@person.command("post", cls=Spoken, help="cli.person.post_help")
@key
@click.argument("post")
@options.org
@click.option("--kind", type=click.Choice([one.value for one in PostKind]), help="cli.person.option_kind")
@since
@options.ledger
@options.as_json
@click.pass_context
def post_command(
    context: click.Context, key: str, post: str, org: str, kind: str | None, day: date | None, ledger: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    outcome = take_post(
        desk.office, **_act(desk), person=key, org=org, post=post, day=day or _today(desk),
        kind=PostKind(kind) if kind else None,
    )  # fmt: skip
    _end(context, outcome, as_json)


@person.command("leave", cls=Spoken, help="cli.person.leave_help")
@key
@click.argument("post")
@options.org
@click.option("--day", type=options.DAY, help="cli.person.option_last_day")
@options.ledger
@options.as_json
@click.pass_context
def leave_command(
    context: click.Context, key: str, post: str, org: str, day: date | None, ledger: str | None, as_json: bool
) -> None:  # fmt: skip
    desk = desk_with_ledger(ledger)
    outcome = leave_post(desk.office, **_act(desk), person=key, org=org, post=post, day=day or _today(desk))
    _end(context, outcome, as_json)


@person.command("merge", cls=Spoken, help="cli.person.merge_help")
@key
@click.option("--into", required=True, metavar="KEY", help="cli.person.option_into")
@click.option("--look", "looks", is_flag=True, help="cli.person.option_look")
@click.option("--reason", default="", metavar="TEXT", help="cli.person.option_reason")
@options.ledger
@options.as_json
@click.pass_context
def merge_command(
    context: click.Context, key: str, into: str, looks: bool, reason: str, ledger: str | None, as_json: bool
) -> None:
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    if looks:
        _tell_preview(voice, _preview(desk, key, into), as_json=as_json)
        return
    outcome = merge_person(desk.office, **_act(desk), person=key, into=into, reason=reason)
    _end(context, outcome, as_json)


@person.command("unmerge", cls=Spoken, help="cli.person.unmerge_help")
@key
@options.ledger
@options.as_json
@click.pass_context
def unmerge_command(context: click.Context, key: str, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    _end(context, unmerge_person(desk.office, **_act(desk), person=key), as_json)


@person.command("erase", cls=Spoken, help="cli.person.erase_help")
@key
@click.option("--name", required=True, metavar="NAME", help="cli.person.option_name")
@options.ledger
@options.as_json
@click.pass_context
def erase_command(context: click.Context, key: str, name: str, ledger: str | None, as_json: bool) -> None:
    """The name is typed as it stands (the key, where there is none), so that no slip of a key erases somebody else."""
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    found = read_person(_everywhere(desk), key)
    if found is None:
        unusable(voice, "ledger.unknown_person", {"person": key})
    if name != (found.line.name or key):
        unusable(voice, "registers.typed_differs")
    _end(context, erase_person(desk.office, **_act(desk), person=key), as_json)


def _preview(desk: Desk, person: str, into: str) -> MergePreview:
    at = {desk.office.ledger: desk.office.journal.head(desk.office.ledger).position}
    rows = (AttendanceFact(*row) for row in desk.services.facts.tuples("attendance", at))
    standing = FactTables.from_rows(rows).at(at).of(AttendanceFact)
    return preview_merge(desk.office, standing, person=person, into=into)


def _tell_preview(voice: Voice, seen: MergePreview, *, as_json: bool) -> None:
    numbers = {"of_person": seen.of_person, "of_into": seen.of_into, "both": seen.both}
    if as_json:
        print_json(numbers)
    else:
        voice.tell("cli.person.preview", **numbers)


def _everywhere(desk: Desk) -> reads.ReadScope:
    records = desk.office.journal.of_types(desk.office.ledger, ("organisation.opened",))
    orgs = frozenset(one.entry.subject.partition(":")[2] for one in records)
    return reads.ReadScope(desk.office.ledger, orgs, using=desk.services.using)


def _line(one: reads.PersonLine) -> dict[str, Any]:
    return {
        "person": one.person,
        "org": one.org,
        "name": one.name,
        "merged_into": one.merged_into,
        "erased": one.erased,
    }


def _today(desk: Desk) -> date:
    return day_of(desk.services.clock.now())


def _act(desk: Desk) -> dict[str, Any]:
    return {"by": COMMAND_LINE, "at": desk.services.clock.now(), "entry": uuid4()}


def _end(context: click.Context, outcome: Outcome, as_json: bool) -> None:
    context.exit(told(outcome, context.obj, "cli.person.done", as_json=as_json))
