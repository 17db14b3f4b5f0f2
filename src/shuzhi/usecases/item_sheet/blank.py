"""The sheet to fill in: headings, choices to pick from, and a second sheet that lists them."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from shuzhi.usecases.item_sheet.columns import Column
from shuzhi.values.period import SHANGHAI

_ROWS = 500  # rows with choices to pick from
_DAYS = ("day", "due")


def blank_workbook(
    columns: tuple[Column, ...], *, language: str, titles: tuple[str, str], created: datetime
) -> bytes:
    """``titles`` of the sheet and of the list of choices. The same arguments give the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": created.astimezone(SHANGHAI).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet, listed = book.add_worksheet(titles[0]), book.add_worksheet(titles[1])
        sheet.freeze_panes(1, 0)
        filled = 0
        for place, column in enumerate(columns):
            wide = 40 if column.key == "title" else 16
            sheet.set_column(place, place, wide, day if column.key in _DAYS else None)
            sheet.write_string(0, place, _heading(column, language), head)
            if column.choices:
                names = [_name(one, language) for one in column.choices]
                _list(listed, filled, _heading(column, language), names, head)
                letter = xl_col_to_name(filled)
                source = f"='{titles[1]}'!${letter}$2:${letter}${len(names) + 1}"
                sheet.data_validation(
                    1,
                    place,
                    _ROWS,
                    place,
                    {"validate": "list", "source": source, "error_type": "information"},
                )
                filled += 1
    return out.getvalue()


def blank_csv(columns: tuple[Column, ...], *, language: str) -> bytes:
    """The headings alone, in UTF-8 with its mark."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([_heading(one, language) for one in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _list(
    sheet: xlsxwriter.worksheet.Worksheet,
    column: int,
    heading: str,
    names: list[str],
    head: xlsxwriter.format.Format,
) -> None:
    sheet.set_column(column, column, 28)
    for line, text in enumerate((heading, *names)):
        sheet.write_string(line, column, text, head if line == 0 else None)


def _heading(column: Column, language: str) -> str:
    return column.heading_en if language == "en" else column.heading


def _name(choice: tuple[str, str, str], language: str) -> str:
    code, chinese, english = choice
    return (english if language == "en" else chinese) or chinese or code
