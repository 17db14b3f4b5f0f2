"""``shuzhi serve`` and ``shuzhi login-link``: the pages on this machine, and the way into them."""

from __future__ import annotations

from typing import Any

import click
from django.conf import settings
from django.utils.module_loading import import_string
from waitress import create_server

from shuzhi.cli import options
from shuzhi.cli.commands.setting_up import EXAMPLE_ACCOUNTS
from shuzhi.cli.desk import Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import Voice, print_json, unusable
from shuzhi.store import accounts
from shuzhi.store.accounts import Account

THIS_MACHINE = "127.0.0.1"


@click.command(cls=Spoken, help="cli.serve.help")
@click.option("--host", default=THIS_MACHINE, show_default=True, help="cli.option.host_address")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="cli.option.port"
)
@options.ledger
@click.pass_obj
def serve(voice: Voice, host: str, port: int, ledger: str | None) -> None:
    desk_with_ledger(ledger)
    serve_pages(voice, host=host, port=port)


def serve_pages(voice: Voice, *, host: str, port: int) -> None:
    """Runs until Ctrl-C. Example accounts, whose ids are public, refuse any bind but this machine."""
    if host != THIS_MACHINE and any(accounts.find_account(f"example-{one[0]}") for one in EXAMPLE_ACCOUNTS):
        unusable(voice, "cli.serve.example_accounts", {"host": host})
    application: Any = import_string(settings.WSGI_APPLICATION)
    try:
        server = create_server(application, host=host, port=port, threads=8, ident=None)
    except OSError as taken:
        unusable(
            voice, "cli.serve.no_port", {"host": host, "port": port, "why": taken.strerror or str(taken)}
        )
    voice.tell("cli.serve.running", url=f"http://{host}:{port}")
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


@click.command("login-link", cls=Spoken, help="cli.login_link.help")
@click.option("--account", "handle", default="example-reviewer", show_default=True, help="cli.option.account")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="cli.option.port"
)
@options.ledger
@options.as_json
@click.pass_obj
def login_link(voice: Voice, handle: str, port: int, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    account = accounts.find_account(handle)
    if account is None:
        unusable(voice, "cli.login_link.no_account", {"handle": handle})
    link = link_for(desk, account, port=port)
    if as_json:
        print_json({"account": handle, "link": link})
    else:
        voice.tell("cli.login_link.done", handle=handle, link=link)


def link_for(desk: Desk, account: Account, *, port: int) -> str:
    """Works once, and for half an hour."""
    token = accounts.make_login_link(account.id, at=desk.services.clock.now())
    return f"http://{THIS_MACHINE}:{port}/login/{token}"
