"""``shuzhi form``: look at a blank form, map it once, fill it, list the forms that are known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import click

from shuzhi.cli import options
from shuzhi.cli.commands.numbers import told
from shuzhi.cli.desk import COMMAND_LINE, Desk, desk_with_ledger
from shuzhi.cli.spoken import Spoken, SpokenGroup
from shuzhi.cli.voice import FINDINGS, FINE, Voice, print_json, unusable
from shuzhi.documents.workbook import open_workbook
from shuzhi.ledger.entries import FormCell, FormMapped
from shuzhi.usecases.forms.filling import FilledForm, fill_form
from shuzhi.usecases.forms.known import UnknownFormError, form_named, form_of_file, mapped_forms
from shuzhi.usecases.forms.notation import cell_text, read_cell
from shuzhi.usecases.forms.rendering import filled_file
from shuzhi.usecases.forms.suggesting import suggestions
from shuzhi.usecases.map_form import map_form
from shuzhi.usecases.packs import pack_in_force
from shuzhi.values.period import Period, day_of


@click.group(cls=SpokenGroup, help="cli.form.help")
def form() -> None:
    pass


@form.command("suggest", cls=Spoken, help="cli.form.suggest_help")
@click.argument("file", type=options.EXISTING_FILE)
@options.ledger
@options.as_json
@click.pass_obj
def suggest(voice: Voice, file: Path, ledger: str | None, as_json: bool) -> None:
    desk = desk_with_ledger(ledger)
    found = suggestions(open_workbook(file), pack_in_force(desk.office))
    for one in found:
        if as_json:
            print_json({"cell": cell_text(one.cell), "likeness": one.likeness, "labels": one.labels})
        else:
            voice.tell(
                "cli.form.suggestion", cell=cell_text(one.cell), labels=one.labels, likeness=one.likeness
            )
    if not found and not as_json:
        voice.tell("cli.form.no_suggestion")


@form.command("map", cls=Spoken, help="cli.form.map_help")
@click.argument("file", type=options.EXISTING_FILE)
@click.option("--name", required=True, metavar="NAME", help="cli.form.option_name")
@click.option("--cell", "cells", multiple=True, metavar="CELL=INDICATOR", help="cli.form.option_cell")
@click.option("--suggested", is_flag=True, help="cli.form.option_suggested")
@click.option("--number", default="", metavar="TEXT", help="cli.form.option_number")
@click.option("--issuer", default="", metavar="TEXT", help="cli.form.option_issuer")
@click.option("--approval", default="", metavar="TEXT", help="cli.form.option_approval")
@click.option("--valid-until", type=options.DAY, help="cli.form.option_valid_until")
@options.ledger
@options.as_json
@click.pass_context
def map_command(
    context: click.Context, file: Path, name: str, cells: tuple[str, ...], suggested: bool, number: str, issuer: str,
    approval: str, valid_until: date | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    source = file.read_bytes()
    first = open_workbook(source).sheets[0].name
    wanted = {(one.sheet, one.cell): one for one in _suggested(desk, source)} if suggested else {}
    for text in cells:
        cell = read_cell(text, first_sheet=first)
        if cell is None:
            unusable(voice, "forms.unreadable_cell", {"text": text})
        wanted[cell.sheet, cell.cell] = cell
    outcome = map_form(
        desk.office, by=COMMAND_LINE, at=desk.services.clock.now(), entry=uuid4(), form=_same_form(desk, name),
        name=name, source=source, cells=tuple(wanted.values()), number=number, issuer=issuer, approval=approval,
        valid_until=valid_until,
    )  # fmt: skip
    context.exit(told(outcome, voice, "cli.form.mapped", as_json=as_json))


@form.command("fill", cls=Spoken, help="cli.form.fill_help")
@click.argument("file", type=options.EXISTING_FILE, required=False)
@click.option("--form", "name", default="", metavar="NAME", help="cli.form.option_form")
@options.org
@options.period
@options.as_of
@click.option("--out", type=options.NEW_FILE, help="cli.form.option_out")
@options.ledger
@options.as_json
@click.pass_context
def fill(
    context: click.Context, file: Path | None, name: str, org: str, period: Period, as_of: int | None,
    out: Path | None, ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Ends with 1 where a cell could not be filled."""
    voice: Voice = context.obj
    desk = desk_with_ledger(ledger)
    wanted, blank = _wanted(desk, voice, file, name)
    today = day_of(desk.services.clock.now())
    filled = fill_form(desk.office, form=wanted, org=org, period=period, day=today, as_of=as_of)
    target = out or Path(f"{wanted.name}_{org}_{period}.xlsx")
    target.write_bytes(
        filled_file(
            filled, blank=blank, ledger=desk.office.ledger, words=lambda one: voice.words(one.code, one.args)
        )
    )
    if as_json:
        print_json({**filled_data(filled, voice), "file": str(target)})
    else:
        _tell(voice, filled, target)
    context.exit(FINDINGS if filled.empty else FINE)


@form.command("list", cls=Spoken, help="cli.form.list_help")
@options.ledger
@options.as_json
@click.pass_obj
def list_command(voice: Voice, ledger: str | None, as_json: bool) -> None:
    for one in mapped_forms(desk_with_ledger(ledger).office):
        data = {
            "form": str(one.form), "name": one.name, "number": one.number, "issuer": one.issuer,
            "approval": one.approval, "valid_until": one.valid_until.isoformat() if one.valid_until else "",
            "cells": len(one.cells),
        }  # fmt: skip
        if as_json:
            print_json(data)
        else:
            voice.tell("cli.form.line", **data)


def filled_data(filled: FilledForm, voice: Voice) -> dict[str, Any]:
    return {
        "form": str(filled.form.form),
        "position": filled.filling.position,
        "notices": [voice.words(one.code, one.args) for one in filled.notices],
        "cells": [
            {
                "cell": cell_text(one.asked),
                "value": None if one.value is None else f"{one.value:f}",
                "notes": [voice.words(note.code, note.args) for note in one.notes],
            }
            for one in filled.cells
        ],
    }


def _tell(voice: Voice, filled: FilledForm, target: Path) -> None:
    count = len(filled.cells) - len(filled.empty)
    voice.tell(
        "cli.form.filled", name=filled.form.name, count=count, empty=len(filled.empty), path=str(target)
    )
    for notice in filled.notices:
        voice.tell(notice.code, **notice.args)
    for one in filled.cells:
        for note in one.notes:
            where = f"{one.asked.sheet}!{one.asked.cell}"
            voice.tell("cli.form.note", cell=where, note=voice.words(note.code, note.args))


def _suggested(desk: Desk, source: bytes) -> list[FormCell]:
    return [one.cell for one in suggestions(open_workbook(source), pack_in_force(desk.office))]


def _same_form(desk: Desk, name: str) -> UUID:
    """A form of this name that was mapped before is mapped anew."""
    try:
        return form_named(desk.office, name).form
    except UnknownFormError:
        return uuid4()


def _wanted(desk: Desk, voice: Voice, file: Path | None, name: str) -> tuple[FormMapped, bytes]:
    """The form and the file to fill: the one given, else the blank that was mapped."""
    if file is None and not name:
        unusable(voice, "cli.form.which")
    if file is None:
        found = form_named(desk.office, name)
        return found, desk.office.evidence.get(found.blank)
    source = file.read_bytes()
    found = form_named(desk.office, name) if name else form_of_file(desk.office, open_workbook(source))
    return found, source
