"""The blank roster: two tables with their heads, and what may stand in them. Knows columns and the pack, no ledger."""

from __future__ import annotations

import io

import xlsxwriter

from shuzhi.catalog.model import Pack
from shuzhi.messages import say
from shuzhi.usecases.roster.model import COLUMNS, NEEDED, Table
from shuzhi.usecases.roster.reading import MOST_ROWS
from shuzhi.web.present.words import choice_name

_HOW = ("registers.roster.how_order", "registers.roster.how_needed", "registers.roster.how_same")


def template_workbook(pack: Pack, language: str) -> bytes:
    """Heads with a star are needed; kinds and posts are chosen from the pack's. The last sheet explains and is not read."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        choices = {
            (Table.ORGANISATIONS, "kind"): [choice_name(pack.organisation_kinds, code, language) for code, _, _ in pack.organisation_kinds],
            (Table.PEOPLE, "post"): [choice_name(pack.posts, code, language) for code, _, _ in pack.posts],
        }  # fmt: skip
        for table in Table:
            sheet = book.add_worksheet(say(f"registers.roster.{table}", {}, language))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(COLUMNS[table]) - 1, 20, text)
            for place, column in enumerate(COLUMNS[table]):
                star = "*" if column in NEEDED[table] else ""
                sheet.write_string(
                    0, place, say(f"roster.column.{table}.{column}", {}, language) + star, head
                )
                offered = choices.get((table, column))
                if offered:
                    listed = _list_sheet(book, offered)
                    sheet.data_validation(1, place, MOST_ROWS, place, {
                        "validate": "list", "source": listed, "error_type": "warning",
                    })  # fmt: skip
        _explain(book, language)
    return out.getvalue()


def _list_sheet(book: xlsxwriter.Workbook, offered: list[str]) -> str:
    """Choices stand in a sheet of their own: a list inside the rule may hold 255 signs only. It stays visible."""
    name = f"list{len(book.worksheets())}"
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 36)
    for place, text in enumerate(offered):
        sheet.write_string(place, 0, text)
    return f"={name}!$A$1:$A${len(offered)}"


def _explain(book: xlsxwriter.Workbook, language: str) -> None:
    sheet = book.add_worksheet(say("registers.roster.how", {}, language))
    sheet.set_column(0, 0, 100)
    for place, code in enumerate(_HOW):
        sheet.write_string(place, 0, say(code, {"limit": MOST_ROWS}, language))
