"""``shuzhi catalog``: lint a pack, show what it holds, or say what changes between two versions."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from shuzhi.catalog.diff import Difference, differences
from shuzhi.catalog.lint import lint
from shuzhi.catalog.load import load_pack, pack_from_canonical
from shuzhi.catalog.model import Indicator, Pack
from shuzhi.catalog.names import owner_name
from shuzhi.cli import options
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json, unusable
from shuzhi.values.unit_names import english_unit

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
@click.argument("code", default="")
@click.option("--pack", "source", default="womens_federation", metavar="NAME|FOLDER", help="cli.option.pack")
@options.as_json
@click.pass_obj
def show(voice: Voice, code: str, source: str, as_json: bool) -> None:
    pack = _pack(source)
    if code:
        _show_one(voice, pack, code, as_json)
    elif as_json:
        click.echo(pack.canonical)
    else:
        _show_all(voice, pack)


def _show_all(voice: Voice, pack: Pack) -> None:
    english = voice.language == "en"
    title = pack.name_en if english else pack.name
    voice.tell("cli.catalog.title", name=title, version=pack.version, digest=pack.digest)
    for heading, kinds in (
        ("cli.catalog.types", pack.types),
        ("cli.catalog.items", pack.item_kinds),
        ("cli.catalog.indicators", pack.indicators),
    ):
        voice.tell(heading, count=len(kinds))
        for code, kind in kinds.items():
            click.echo(f"  {code}  {kind.name_en if english else kind.name}")


def _show_one(voice: Voice, pack: Pack, code: str, as_json: bool) -> None:
    """An indicator with its rule and example, or the fields of a type or a kind of item."""
    found = pack.indicators.get(code) or pack.types.get(code) or pack.item_kinds.get(code)
    if found is None:
        unusable(voice, "cli.catalog.unknown", {"code": code, "pack": pack.code})
    if as_json:
        print_json(asdict(found))
        return
    english = voice.language == "en"
    click.echo(f"{found.code}  {found.name_en if english else found.name}")
    if isinstance(found, Indicator):
        click.echo(found.counting_rule_en if english else found.counting_rule)
        voice.tell(
            "cli.catalog.indicator",
            unit=english_unit(found.unit) if english else found.unit,
            owner=owner_name(pack, found, voice.language),
            aliases=list(found.aliases),
        )
        click.echo(found.spec.strip())
        return
    for field in found.fields:
        values = [name_en if english else name for _, name, name_en in field.values]
        voice.tell(
            "cli.catalog.field", code=field.code, name=field.name_en if english else field.name, values=values
        )


@catalog.command("diff", cls=Spoken, help="cli.catalog.diff_help")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@options.as_json
@click.pass_context
def diff_command(context: click.Context, old: str, new: str, as_json: bool) -> None:
    """Ends with 1 where a figure comes to mean something else or is gone."""
    voice: Voice = context.obj
    was, now = _pack(old), _pack(new)
    found = differences(was, now)
    for one in found:
        sentence = voice.words(one.message, one.args)
        if as_json:
            print_json({**asdict(one), "sentence": sentence})
        else:
            click.echo(sentence)
            _tell_rules(voice, one, was, now)
    if not found and not as_json:
        voice.tell("cli.catalog.same")
    grave = any(one.table == "indicators" and one.change in ("meaning", "removed") for one in found)
    context.exit(FINDINGS if grave else FINE)


def _tell_rules(voice: Voice, one: Difference, was: Pack, now: Pack) -> None:
    """Both rules in words where a figure changes its meaning."""
    if one.table != "indicators" or one.change != "meaning":
        return
    english = voice.language == "en"
    for code, pack in (("cli.catalog.rule_was", was), ("cli.catalog.rule_now", now)):
        found = pack.indicators[one.code]
        voice.tell(
            code, version=pack.version, rule=found.counting_rule_en if english else found.counting_rule
        )


def _pack(source: str) -> Pack:
    """A shipped pack by name, a folder of one, or the canonical text that ``show --json`` prints."""
    if source.endswith(".json"):
        return pack_from_canonical(Path(source).read_text(encoding="utf-8"))
    return load_pack(Path(source) if "/" in source or source == "." else source)
