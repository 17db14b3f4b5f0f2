"""``shuzhi item list|show|import|blank``: items read, and a sheet of them put in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import click

from shuzhi.cli import options
from shuzhi.cli.desk import COMMAND_LINE, desk_with_ledger
from shuzhi.cli.items_seen import ItemDesk, Listed, item_data, line_data, lines_of, loop_lines
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, UNUSABLE, Voice, print_json, unusable
from shuzhi.cli.wording import problem_data
from shuzhi.usecases.import_items import import_items
from shuzhi.usecases.item_sheet.blank import blank_csv, blank_workbook
from shuzhi.usecases.item_sheet.columns import columns_of
from shuzhi.usecases.item_sheet.preview import Fate, Preview, RowFate, SheetAsked, preview
from shuzhi.usecases.item_sheet.table import read_table
from shuzhi.usecases.writing import Problems

USUAL = "plan_item"
kind_of_sheet = click.option(
    "--kind", default=USUAL, show_default=True, metavar="CODE", help="cli.item.option_kind"
)


@click.command("list", cls=Spoken, help="cli.item.list_help")
@click.option("--org", default="", metavar="CODE", help="cli.item.option_list_org")
@click.option("--kind", default="", metavar="CODE", help="cli.item.option_kind")
@click.option("--state", default="", metavar="CODE", help="cli.item.option_state")
@click.option("--open", "living", is_flag=True, help="cli.item.option_open")
@click.option("--overdue", is_flag=True, help="cli.item.option_overdue")
@click.option("--gaps", is_flag=True, help="cli.item.option_gaps")
@options.ledger
@options.as_json
@click.pass_obj
def list_command(
    voice: Voice, org: str, kind: str, state: str, living: bool, overdue: bool, gaps: bool, ledger: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    seen = ItemDesk(desk_with_ledger(ledger))
    for row, missing in lines_of(seen, Listed(org, kind, state, living, overdue, gaps)):
        data = line_data(row, missing, seen)
        if as_json:
            print_json(data)
            continue
        voice.tell(
            "cli.item.line", item=data["item"], kind=_kind_name(seen, row.kind, voice), title=row.title or "—",
            state=_state_name(seen, row.kind, row.state, voice), due=data["due"] or "—", org=row.org,
        )  # fmt: skip
        if data["days_past_due"]:
            voice.tell("cli.item.past_due", days=data["days_past_due"])
        for code in missing:
            voice.tell(code)


@click.command("show", cls=Spoken, help="cli.item.show_help")
@click.argument("item_id", metavar="ITEM", type=click.UUID)
@options.ledger
@options.as_json
@click.pass_obj
def show_command(voice: Voice, item_id: UUID, ledger: str | None, as_json: bool) -> None:
    seen = ItemDesk(desk_with_ledger(ledger))
    data = item_data(seen, item_id)
    if as_json:
        print_json(data)
        return
    voice.tell(
        "cli.item.line", item=data["item"], kind=_kind_name(seen, data["kind"], voice), title=data["title"] or "—",
        state=_state_name(seen, data["kind"], data["state"], voice), due=data["due"] or "—", org=data["org"],
    )  # fmt: skip
    for line in loop_lines(seen, item_id, voice):
        click.echo(line)
    for one in data["links"]:
        voice.tell("cli.item.link_line", **one)
    for one in data["readings"]:
        voice.tell("cli.item.reading_line", **one)
    for code in data["gaps"]:
        voice.tell(code)


@click.command("import", cls=Spoken, help="cli.item.import_help")
@click.argument("source", metavar="FILE", type=options.EXISTING_FILE)
@kind_of_sheet
@options.org
@click.option("--day", type=options.DAY, help="cli.item.option_sheet_day")
@click.option("--look", is_flag=True, help="cli.item.option_look")
@options.ledger
@options.as_json
@click.pass_context
def import_command(
    context: click.Context, /, source: Path, kind: str, org: str, day: date | None, look: bool, ledger: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    seen = ItemDesk(desk_with_ledger(ledger))
    spec = seen.pack.item_kinds.get(kind)
    if spec is None or spec.protected:
        unusable(voice, "cli.item.no_sheet_of", {"kind": kind})
    asked = SheetAsked(spec, org, day or seen.today, seen.units(org))
    office, now = seen.desk.office, seen.desk.services.clock.now()
    found = preview(office, read_table(source.read_bytes()), asked, by=COMMAND_LINE, at=now)
    outcome = import_items(office, found.entries) if found.entries and not look else None
    if isinstance(outcome, Problems):
        for problem in outcome.problems:
            voice.warn(problem.code, problem.args)
        context.exit(UNUSABLE)
    written = outcome is not None
    if as_json:
        print_json(
            {"written": written, **_counts(found), "rows": [_row_data(one, voice) for one in found.rows]}
        )
    else:
        _tell(found, voice, written)
    context.exit(FINDINGS if found.count(Fate.REJECTED) else FINE)


@click.command("blank", cls=Spoken, help="cli.item.blank_help")
@kind_of_sheet
@click.option("--out", type=options.NEW_FILE, required=True, help="cli.item.option_blank_out")
@options.ledger
@options.as_json
@click.pass_obj
def blank_command(voice: Voice, kind: str, out: Path, ledger: str | None, as_json: bool) -> None:
    seen = ItemDesk(desk_with_ledger(ledger))
    spec = seen.pack.item_kinds.get(kind)
    if spec is None or spec.protected:
        unusable(voice, "cli.item.no_sheet_of", {"kind": kind})
    columns = columns_of(spec, pack=seen.pack, orgs=seen.units())
    if out.suffix == ".csv":
        content = blank_csv(columns, language=voice.language)
    else:
        titles = (_kind_name(seen, kind, voice)[:31], voice.words("items.import.choices"))
        now = seen.desk.services.clock.now()
        content = blank_workbook(columns, language=voice.language, titles=titles, created=now)
    out.write_bytes(content)
    if as_json:
        print_json({"file": str(out), "columns": [one.key for one in columns]})
    else:
        voice.tell("cli.item.blank_done", file=str(out))


def _tell(found: Preview, voice: Voice, written: bool) -> None:
    for one in found.rows:
        for problem in one.problems:
            voice.warn(
                "cli.item.row_problem", {"row": one.number, "what": voice.words(problem.code, problem.args)}
            )
    code = "items.import.done" if written else "items.import.summary"
    voice.tell(code, **_counts(found))


def _counts(found: Preview) -> dict[str, int]:
    return {"total": len(found.rows), **{fate.value: found.count(fate) for fate in Fate}}


def _row_data(one: RowFate, voice: Voice) -> dict[str, object]:
    return {
        "row": one.number,
        "fate": one.fate.value,
        "title": one.title,
        "item": one.entry.subject if one.entry else None,
        "problems": problem_data(one.problems, voice),
    }


def _kind_name(seen: ItemDesk, code: str, voice: Voice) -> str:
    kind = seen.pack.item_kinds.get(code)
    return code if kind is None else kind.name_en if voice.language == "en" else kind.name


def _state_name(seen: ItemDesk, kind: str, code: str, voice: Voice) -> str:
    found = seen.pack.item_kinds.get(kind)
    state = next((one for one in found.states if one.code == code), None) if found else None
    return code if state is None else state.name_en if voice.language == "en" else state.name
