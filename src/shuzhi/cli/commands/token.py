"""``shuzhi token``: let a program in, for one ledger, one unit and those below it, one level, until a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import click

from shuzhi.cli import options
from shuzhi.cli.desk import Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import Voice, print_json, unusable
from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.store import accounts
from shuzhi.store.accounts import Account
from shuzhi.store.tokens import (
    LEVELS,
    LIFETIME,
    LONGEST,
    Level,
    Token,
    TokenScope,
    make_token,
    revoke,
    tokens_of,
)
from shuzhi.values.period import day_of


@click.group(cls=SpokenGroup, help="cli.token.help")
def token() -> None:
    pass


@token.command(cls=Spoken, help="cli.token.make_help")
@click.option("--account", "handle", required=True, metavar="HANDLE", help="cli.token.option_account")
@options.org
@click.option(
    "--level", type=click.Choice(LEVELS), default="read", show_default=True, help="cli.token.option_level"
)
@click.option(
    "--days",
    type=click.IntRange(1, LONGEST.days),
    default=LIFETIME.days,
    show_default=True,
    help="cli.token.option_days",
)
@click.option("--label", default="", metavar="TEXT", help="cli.token.option_label")
@options.ledger
@options.as_json
@click.pass_obj
def make(
    voice: Voice, handle: str, org: str, level: str, days: int, label: str, ledger: str | None, as_json: bool
) -> None:
    desk = desk_with_ledger(ledger)
    account = accounts.find_account(handle)
    if account is None:
        unusable(voice, "cli.token.no_account", {"handle": handle})
    _must_hold(voice, desk, account, handle=handle, org=org)
    made, secret = make_token(
        account.id,
        scope=TokenScope(desk.office.ledger, org, Level.of(level)),
        label=label,
        at=desk.services.clock.now(),
        lifetime=timedelta(days=days),
    )
    if as_json:
        print_json({**_data(made), "secret": secret})
    else:
        voice.tell("cli.token.made", secret=secret, **_words(made))


@token.command("list", cls=Spoken, help="cli.token.list_help")
@options.ledger
@options.as_json
@click.pass_obj
def list_tokens(voice: Voice, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    now, found = desk.services.clock.now(), tokens_of(desk.office.ledger)
    for one in found:
        if as_json:
            print_json(_data(one))
        else:
            voice.tell("cli.token.line", state=voice.words(_state(one, now)), label=one.label, **_words(one))
    if not found and not as_json:
        voice.tell("cli.token.none")


@token.command("revoke", cls=Spoken, help="cli.token.revoke_help")
@click.argument("number", type=click.UUID, metavar="ID")
@options.as_json
@click.pass_obj
def revoke_token(voice: Voice, number: UUID, as_json: bool) -> None:
    desk = desk_with_ledger()
    if not revoke(number, at=desk.services.clock.now()):
        unusable(voice, "cli.token.not_in_force", {"id": str(number)})
    if as_json:
        print_json({"revoked": str(number)})
        return
    voice.tell("cli.token.gone", id=str(number))


def _must_hold(voice: Voice, desk: Desk, account: Account, *, handle: str, org: str) -> None:
    """A token is made only where its account has a role, there or above; without one it would open nothing."""
    ledger, today = desk.office.ledger, day_of(desk.services.clock.now())
    at = {ledger: desk.office.journal.head(ledger).position}
    tables = FactTables.from_rows(
        OrganisationFact(*row) for row in desk.services.facts.tuples("organisation", at)
    )
    tree = OrganisationTree(tables.at(at).of(OrganisationFact))
    if org not in tree:
        unusable(voice, "cli.token.no_unit", {"org": org})
    view = tree.at(today)
    if not any(role.ledger == ledger and org in view.subtree(role.org) for role in account.roles):
        unusable(voice, "cli.token.no_role", {"handle": handle, "org": org})


def _state(one: Token, now: datetime) -> str:
    if one.revoked_at is not None:
        return "cli.token.revoked"
    return "cli.token.expired" if one.expires_at <= now else "cli.token.in_force"


def _words(one: Token) -> dict[str, str]:
    return {
        "id": str(one.id),
        "level": one.scope.level.code,
        "org": one.scope.org,
        "expires": day_of(one.expires_at).isoformat(),
    }


def _data(one: Token) -> dict[str, str | None]:
    return {
        "id": str(one.id),
        "account": one.account,
        "ledger": one.scope.ledger,
        "org": one.scope.org,
        "level": one.scope.level.code,
        "label": one.label,
        "made_at": one.made_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
        "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
    }
