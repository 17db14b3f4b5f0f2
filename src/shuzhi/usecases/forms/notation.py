"""One cell of a mapping as a line of text: 宣讲!C4=outreach_sessions@subtree/990101~1÷10000, and back."""

from __future__ import annotations

import re

from shuzhi.ledger.entries import FormCell

_CELL = re.compile(
    r"(?:(?P<sheet>.+)!)?(?P<cell>[A-Za-z]{1,3}[0-9]{1,7})=(?P<indicator>[a-z0-9_]+)"
    r"(?:@(?P<reach>[a-z]+))?(?:/(?P<org>[^~÷]+))?(?:~(?P<back>[0-9]))?(?:÷(?P<per>[0-9]{1,12}))?\Z"
)


def read_cell(text: str, *, first_sheet: str) -> FormCell | None:
    """Without a sheet the first is meant. None for a text that is no such line."""
    found = _CELL.match(text.strip())
    if found is None:
        return None
    return FormCell(
        found["sheet"] or first_sheet, found["cell"].upper(), found["indicator"], found["reach"] or "",
        found["org"] or "", int(found["back"] or 0), int(found["per"] or 1),
    )  # fmt: skip


def cell_text(cell: FormCell) -> str:
    """As ``read_cell`` reads it."""
    parts = [f"{cell.sheet}!{cell.cell}={cell.indicator}"]
    parts += [f"@{cell.reach}"] if cell.reach else []
    parts += [f"/{cell.org}"] if cell.org else []
    parts += [f"~{cell.years_back}"] if cell.years_back else []
    parts += [f"÷{cell.per}"] if cell.per != 1 else []
    return "".join(parts)
