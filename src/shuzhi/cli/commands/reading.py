"""``shuzhi claims``: the quantities that a text states, one JSON object per file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from shuzhi.claims.extract import extract_document
from shuzhi.claims.model import Reading
from shuzhi.claims.readers import SUFFIXES, read_document
from shuzhi.cli import options
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINE, UNUSABLE, Voice, print_json
from shuzhi.documents.errors import Refused


@click.command(cls=Spoken, help="cli.claims.help")
@click.argument("files", type=options.EXISTING, nargs=-1, required=True)
@options.as_json
@click.pass_context
def claims(context: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    voice: Voice = context.obj
    worst = FINE
    for file in readable_files(files):
        try:
            reading = extract_document(read_document(file))
        except Refused as refused:
            worst = UNUSABLE
            voice.warn(
                "cli.refused", {"file": str(file), "why": {"code": refused.code, "args": refused.arguments}}
            )
            continue
        if as_json:
            print_json(reading.to_json())
        else:
            _tell(voice, reading)
    context.exit(worst)


def readable_files(given: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of a folder all that can be read by their ending, in order of name."""
    for path in given:
        if path.is_dir():
            yield from sorted(
                one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in SUFFIXES
            )
        else:
            yield path


def _tell(voice: Voice, reading: Reading) -> None:
    voice.tell("cli.claims.file", file=reading.document.source, count=len(reading.claims))
    for notice in reading.document.notices:
        voice.tell(notice.code, **dict(notice.args))
    for claim in reading.claims:
        what = claim.what or "—"
        voice.tell(
            "cli.claims.line", quantity=claim.quantity, what=what, place=claim.place, start=claim.start
        )
    for residue in reading.document.residue:
        voice.tell("cli.claims.residue", text=residue.text, start=residue.start)
