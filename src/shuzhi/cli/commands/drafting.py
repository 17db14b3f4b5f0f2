"""``shuzhi draft``: a news brief becomes draft entries, each field with the words it came from. Nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from shuzhi.audit.vocabulary import vocabulary_of
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.claims.readers import read_document
from shuzhi.cli import options
from shuzhi.cli.commands.reading import readable_files
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, UNUSABLE, Voice, print_json
from shuzhi.documents.errors import Refused
from shuzhi.usecases.drafting.briefs import draft_each
from shuzhi.usecases.drafting.draft import Drafting
from shuzhi.usecases.drafting.model import Draft


@click.command("draft", cls=Spoken, help="cli.draft.help")
@click.argument("files", type=options.EXISTING, nargs=-1, required=True)
@click.option("--received", type=options.DAY, required=True, help="cli.option.received")
@click.option("--pack", "source", default="womens_federation", metavar="NAME", help="cli.option.audit_pack")
@options.as_json
@click.pass_context
def draft_command(
    context: click.Context, files: tuple[Path, ...], received: date, source: str, as_json: bool
) -> None:
    voice: Voice = context.obj
    pack, worst = load_pack(source), FINE
    drafting = Drafting(pack, vocabulary_of(pack))
    for file in readable_files(files):
        try:
            text = read_document(file).text
        except Refused as refused:
            worst = UNUSABLE
            voice.warn(
                "cli.refused", {"file": str(file), "why": {"code": refused.code, "args": refused.arguments}}
            )
            continue
        found = draft_each(text, received, drafting)
        worst = max(worst, FINE if found else FINDINGS)
        if as_json:
            print_json({"source": str(file), "drafts": [one.to_json() for one in found]})
        else:
            voice.tell("cli.draft.file", file=str(file), count=len(found))
            for one in found:
                _tell(voice, one, pack)
    context.exit(worst)


def _tell(voice: Voice, one: Draft, pack: Pack) -> None:
    english = voice.language == "en"
    kind = pack.types.get(one.type)
    name = "?" if kind is None else kind.name_en if english else kind.name
    day = " – ".join(dict.fromkeys(str(each) for each in (one.start, one.end) if each)) or "?"
    voice.tell("cli.draft.head", type=name, day=day, title=one.title or "—", place=one.place or "—")
    voice.tell("cli.draft.hosts", hosts=list(one.hosts) or "—")
    for head in one.headcounts:
        voice.tell("cli.draft.number", what=head.what or "—", value=head.value, unit=head.unit)
    for quantity in one.quantities:
        voice.tell(
            "cli.draft.number",
            what=quantity.what or quantity.quantity,
            value=quantity.value,
            unit=quantity.unit,
        )
    for question in one.ask:
        voice.tell("cli.draft.ask", question={"code": question.code, "args": dict(question.args)})
    for left in one.left_out:
        start, end = left.span
        voice.tell("cli.draft.left_out", why={"code": left.code, "args": {}}, words="×" * (end - start))
