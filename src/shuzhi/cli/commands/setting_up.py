"""``shuzhi init`` and ``shuzhi example``: an empty ledger that counts by a pack, and the invented year in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import click
from tqdm import tqdm

from shuzhi.catalog.load import load_pack
from shuzhi.cli import options
from shuzhi.cli.desk import COMMAND_LINE, Desk, prepared_desk
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINE, UNUSABLE, Voice, print_json, unusable
from shuzhi.store import accounts
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.example.build import Built, build_example
from shuzhi.usecases.example.pen import CLERK, REVIEWER
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.packs import adopted_pack
from shuzhi.usecases.writing import Problems
from shuzhi.values.period import day_of

EXAMPLE_ACCOUNTS = (("clerk", "示例经办人", CLERK, "clerk"), ("reviewer", "示例审核人", REVIEWER, "reviewer"))


@click.command(cls=Spoken, help="cli.init.help")
@click.option("--pack", "source", default="womens_federation", metavar="NAME|FOLDER", help="cli.option.pack")
@click.option("--org", "org", default="", metavar="CODE", help="cli.option.root_org")
@click.option("--name", "name", default="", metavar="TEXT", help="cli.option.root_name")
@click.option("--kind", "kind", default="county_federation", metavar="CODE", help="cli.option.root_kind")
@click.option("--since", type=options.DAY, help="cli.option.root_since")
@options.ledger
@options.as_json
@click.pass_obj
def init(
    voice: Voice,
    source: str,
    org: str,
    name: str,
    kind: str,
    since: date | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    pack = load_pack(Path(source) if "/" in source else source)
    desk = prepared_desk(ledger)
    if desk.is_empty:
        desk = Desk(desk.services, desk.services.office(ledger or "", pack_code=pack.code))
    now = desk.services.clock.now()
    if (standing := adopted_pack(desk.office)) is None or standing.digest != pack.digest:
        outcome = adopt_pack(desk.office, by=COMMAND_LINE, at=now, entry=uuid4(), pack=pack)
        if isinstance(outcome, Problems):
            unusable(voice, outcome.problems[0].code, outcome.problems[0].args)
    if org and name:
        opened = open_organisation(
            desk.office,
            by=COMMAND_LINE,
            at=now,
            entry=uuid4(),
            org=org,
            name=name,
            kind=kind,
            day=since or day_of(now).replace(month=1, day=1),
        )
        if isinstance(opened, Problems):
            unusable(voice, opened.problems[0].code, opened.problems[0].args)
    state = {
        "ledger": desk.office.ledger,
        "folder": str(desk.services.environment.data),
        "pack": pack.code,
        "digest": pack.digest,
        "position": desk.office.journal.head(desk.office.ledger).position,
    }
    if as_json:
        print_json(state)
    else:
        voice.tell("cli.init.done", **state)


@click.command(cls=Spoken, help="cli.example.help")
@click.option("--seed", type=int, default=7, show_default=True, help="cli.option.seed")
@click.option("--scale", type=click.IntRange(1, 50), default=1, show_default=True, help="cli.option.scale")
@options.ledger
@options.as_json
@click.pass_context
def example(context: click.Context, seed: int, scale: int, ledger: str | None, as_json: bool) -> None:
    voice: Voice = context.obj
    desk = prepared_desk(ledger)
    if not desk.is_empty:
        voice.warn("cli.example.not_empty", {"ledger": desk.office.ledger})
        context.exit(UNUSABLE)
    built = fill_with_example(desk, voice, seed=seed, scale=scale)
    if as_json:
        print_json({"entries": built.entries, "activities": built.activities, "position": built.position})
    else:
        voice.tell(
            "cli.example.done", entries=built.entries, activities=built.activities, position=built.position
        )
    context.exit(FINE)


def fill_with_example(desk: Desk, voice: Voice, *, seed: int, scale: int) -> Built:
    """Writes the invented year and makes its accounts, with a bar on standard error."""
    pack = load_pack("womens_federation")
    with tqdm(desc=voice.words("cli.example.progress"), unit="", leave=False) as bar:

        def show(written: int, whole: int) -> None:
            bar.total = whole
            bar.update(written - bar.n)

        built = build_example(desk.office, pack=pack, seed=seed, scale=scale, progress=show)
    make_example_accounts(desk)
    return built


def make_example_accounts(desk: Desk) -> None:
    """Their ids are those that the example's entries name."""
    at = desk.services.clock.now()
    for handle, name, by, role in EXAMPLE_ACCOUNTS:
        account = accounts.make_account(handle=f"example-{handle}", name=name, at=at, account_id=UUID(by))
        accounts.grant(account.id, ledger=desk.office.ledger, org=DISTRICT, role=role)
