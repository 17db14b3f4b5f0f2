"""The rows of a previewed sheet as a page shows them: number, what it is, its fate with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.messages import say
from shuzhi.usecases.item_sheet.preview import Fate, Preview
from shuzhi.web.addresses import subject_address

_SIGNS = {Fate.ACCEPTED: "good", Fate.REJECTED: "stop", Fate.DUPLICATE: "quote"}


@dataclass(frozen=True, slots=True)
class RowLine:
    """``href`` leads to what a duplicate repeats; "" where there is nothing yet."""

    number: int
    title: str
    fate: str
    sign: str
    problems: tuple[str, ...]
    href: str


def row_lines(found: Preview, *, ledger: str, language: str) -> tuple[RowLine, ...]:
    return tuple(
        RowLine(
            number=one.number,
            title=one.title,
            fate=say(f"items.fate.{one.fate.value}", {}, language),
            sign=_SIGNS[one.fate],
            problems=tuple(say(each.code, each.args, language) for each in one.problems),
            href=subject_address(ledger, one.same_as) if one.same_as else "",
        )
        for one in found.rows
    )
