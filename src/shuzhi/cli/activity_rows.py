"""Activities written as JSON, read into what the use case takes.

A file holds one object or a list of them:
{"type", "org", "date" or "start" and "end", "title"?, "place"?, "hosts"?: […], "sessions"?, "form"?: "aggregate",
"headcounts"?: [{"count", "mode"?, "session"?, "role"?, "category"?}], "quantities"?: {code: number},
"fields"?: {code: value or […]}, "themes"?: […], "place_org"?, "late_basis"?, "id"?: UUID}.
An id is made from the row where it has none, so that sending a file again records nothing twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from shuzhi.catalog.model import Pack
from shuzhi.ledger.entries import OPEN, PROTECTED, ActivityDetail, Form, Headcount, LateEntry, Mode
from shuzhi.usecases.record_activities import Told

KEYS = frozenset(
    ["type", "org", "date", "start", "end", "title", "place", "hosts", "sessions", "form", "headcounts", "quantities", "fields", "themes", "place_org", "late_basis", "id"]
)  # fmt: skip


class RowError(ValueError):
    """A row that cannot be read; ``code`` and ``args_`` feed the messages, ``row`` counts from 1."""

    def __init__(self, row: int, why: str) -> None:
        super().__init__(f"row {row}: {why}")
        self.code = "cli.record.row"
        self.args_ = {"row": row, "why": why}


def read_activities(file: Path, pack: Pack) -> tuple[Told, ...]:
    """Raises ``RowError`` for the first row that cannot be read."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (ValueError, OSError) as problem:
        raise RowError(0, str(problem)) from problem
    return tuple(read_row(number, row, pack) for number, row in enumerate(_listed(rows), start=1))


def _listed(rows: Any) -> list[Any]:
    return rows if isinstance(rows, list) else [rows]


def read_row(number: int, row: Any, pack: Pack) -> Told:
    """Raises ``RowError``."""
    if not isinstance(row, dict):
        raise RowError(number, "object")
    if unknown := sorted(set(row) - KEYS):
        raise RowError(number, ", ".join(unknown))
    try:
        identity = UUID(row["id"]) if "id" in row else _identity(row)
        detail = _detail(identity, row, pack)
        late = LateEntry(str(row["late_basis"]), detail.end) if row.get("late_basis") else None
    except (KeyError, ValueError, TypeError, AttributeError, InvalidOperation) as problem:
        raise RowError(number, f"{type(problem).__name__}: {problem}") from problem
    texts = {name: str(row[name]) for name in ("title", "place") if row.get(name)}
    return Told(identity, detail, late, texts)


def _detail(identity: UUID, row: Mapping[str, Any], pack: Pack) -> ActivityDetail:
    start = date.fromisoformat(row.get("date") or row["start"])
    end = date.fromisoformat(row.get("end") or row.get("date") or row["start"])
    kind = pack.types.get(row["type"])
    return ActivityDetail(
        type=str(row["type"]),
        org=str(row["org"]),
        event=identity,
        start=start,
        end=end,
        hosts=tuple(map(str, row.get("hosts") or (row["org"],))),
        form=Form(row.get("form", Form.SINGLE)),
        compartment=PROTECTED if kind and kind.protected else OPEN,
        sessions=int(row.get("sessions", 1)),
        quantities=tuple((code, Decimal(str(value))) for code, value in row.get("quantities", {}).items()),
        fields=tuple(_fields(row.get("fields", {}))),
        themes=tuple(map(str, row.get("themes", ()))),
        headcounts=tuple(_headcount(cell) for cell in row.get("headcounts", ())),
        place_org=str(row.get("place_org", "")),
    )


def _fields(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for code, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            yield code, str(one)


def _headcount(cell: Mapping[str, Any]) -> Headcount:
    return Headcount(
        count=int(cell["count"]),
        session=int(cell.get("session", 1)),
        mode=Mode(cell.get("mode", Mode.ONSITE)),
        role=str(cell.get("role", "")),
        category=str(cell.get("category", "")),
    )


def _identity(row: Mapping[str, Any]) -> UUID:
    return uuid5(
        NAMESPACE_URL, "shuzhi:row:" + json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
    )
