"""``shuzhi catalog``: lint a pack, or show what it holds."""

from __future__ import annotations

from pathlib import Path

import click

from shuzhi.catalog.lint import lint
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.cli import options
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json

_PACK = click.argument("source", metavar="PACK", default="womens_federation")


@click.group(cls=SpokenGroup, help="cli.catalog.help")
def catalog() -> None:
    pass


@catalog.command("lint", cls=Spoken, help="cli.catalog.lint.help")
@_PACK
@options.as_json
@click.pass_context
def lint_command(context: click.Context, source: str, as_json: bool) -> None:
    voice: Voice = context.obj
    found = lint(_pack(source))
    for one in found:
        sentence = voice.words(one.code, one.args)
        if as_json:
            print_json({"code": one.code, "where": one.where, "args": dict(one.args), "sentence": sentence})
        else:
            click.echo(f"{one.where}: {sentence}")
    if not found and not as_json:
        voice.tell("cli.catalog.clean", pack=source)
    context.exit(FINDINGS if found else FINE)


@catalog.command("show", cls=Spoken, help="cli.catalog.show.help")
@_PACK
@options.as_json
@click.pass_obj
def show(voice: Voice, source: str, as_json: bool) -> None:
    pack = _pack(source)
    if as_json:
        click.echo(pack.canonical)
        return
    english = voice.language == "en"
    voice.tell(
        "cli.catalog.title",
        name=pack.name_en if english else pack.name,
        version=pack.version,
        digest=pack.digest,
    )
    voice.tell("cli.catalog.types", count=len(pack.types))
    for kind in pack.types.values():
        click.echo(f"  {kind.code}  {kind.name_en if english else kind.name}")
    voice.tell("cli.catalog.items", count=len(pack.item_kinds))
    for item in pack.item_kinds.values():
        click.echo(f"  {item.code}  {item.name_en if english else item.name}")
    voice.tell("cli.catalog.indicators", count=len(pack.indicators))
    for indicator in pack.indicators.values():
        name = indicator.name_en if english else indicator.name
        click.echo(f"  {indicator.code}  {name}（{indicator.unit}）")


def _pack(source: str) -> Pack:
    return load_pack(Path(source) if "/" in source or source == "." else source)
