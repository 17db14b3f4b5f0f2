"""Headcounts as people type them: one number per session and mode (「35、40、38」), and how many of them are of a category.

Knows nothing of the rest of a form. What cannot be read raises ``UnreadableHeadsError`` with a message code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shuzhi.catalog.model import (
    ActivityType,
    Attendances,
    Measure,
    Pack,
    People,
    Ratio,
    RoleIs,
    Share,
    TypeIn,
    Where,
)
from shuzhi.ledger.entries import Form, Headcount, Mode

MODE_FIELDS = {"onsite": Mode.ONSITE, "online": Mode.ONLINE}
_BETWEEN = re.compile(r"[、,，;；\s]+")


class UnreadableHeadsError(ValueError):
    """``field`` is where it was typed, ``code`` the message code, ``args_`` what it speaks of."""

    def __init__(self, field: str, code: str, **args: str | int) -> None:
        super().__init__(code)
        self.field = field
        self.code = code
        self.args_ = args


@dataclass(frozen=True, slots=True)
class Gathering:
    """What headcounts depend on: the form of the record, its sessions, and the role of those who are counted."""

    form: Form
    sessions: int
    role: str = ""

    @property
    def cells(self) -> int:
        """Numbers to be typed per mode: one per session, one for all sessions of an aggregate line."""
        return 1 if self.form is Form.AGGREGATE else self.sessions


def counted_role(pack: Pack, kind: ActivityType) -> str:
    """The role of those present whom figures of this type count (学员 of a training); "" where all are counted."""
    for indicator in pack.indicators.values():
        where = _heads_of(indicator.measure)
        if any(isinstance(one, TypeIn) and kind.code in one.types for one in where):
            for one in where:
                if isinstance(one, RoleIs):
                    return one.role
    return ""


def read_heads(
    typed: Mapping[str, str], *, categories: Sequence[str], gathering: Gathering
) -> tuple[Headcount, ...]:
    """``typed`` holds texts by field: the two modes, and ``category.<code>``. Those of a category are among those present.

    They are told apart in one session only; an aggregate line is one. No text is no statement.
    """
    cells = [
        cell
        for name, mode in MODE_FIELDS.items()
        for cell in _cells(name, typed.get(name, ""), mode, gathering)
    ]
    apart = {
        code: count
        for code in categories
        if (count := _whole(f"category.{code}", typed.get(f"category.{code}", "")))
    }
    if not apart:
        return tuple(cells)
    first = f"category.{next(iter(apart))}"
    if gathering.cells > 1:
        raise UnreadableHeadsError(first, "web.wrong.apart_in_sessions", sessions=gathering.sessions)
    base = cells[0] if cells else Headcount(sum(apart.values()), role=gathering.role)
    rest = base.count - sum(apart.values())
    if rest < 0:
        raise UnreadableHeadsError(
            first, "web.wrong.more_told_apart", told=base.count - rest, whole=base.count
        )
    told = [Headcount(count, mode=base.mode, role=base.role, category=code) for code, count in apart.items()]
    left = [Headcount(rest, mode=base.mode, role=base.role)] if rest else []
    return (*left, *told, *cells[1:])


def write_heads(cells: Iterable[Headcount]) -> dict[str, str]:
    """The texts that a form shows for these cells: totals per session and mode, totals per category."""
    held = tuple(cells)
    texts = {}
    for name, mode in MODE_FIELDS.items():
        sessions = sorted({one.session for one in held if one.mode is mode})
        totals = [
            sum(one.count for one in held if one.mode is mode and one.session == place) for place in sessions
        ]
        texts[name] = "、".join(map(str, totals))
    for code in sorted({one.category for one in held} - {""}):
        texts[f"category.{code}"] = str(sum(one.count for one in held if one.category == code))
    return texts


def _heads_of(measure: Measure) -> Where:
    match measure:
        case Attendances() | People():
            return measure.where
        case Ratio():
            return _heads_of(measure.numerator)
        case Share():
            return _heads_of(measure.whole)
    return ()


def _cells(field: str, text: str, mode: Mode, gathering: Gathering) -> list[Headcount]:
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if not parts:
        return []
    counts = [_whole(field, part) for part in parts]
    if len(counts) != gathering.cells:
        raise UnreadableHeadsError(
            field, "web.wrong.heads_per_session", given=len(counts), sessions=gathering.cells
        )
    return [
        Headcount(count, session=place, mode=mode, role=gathering.role)
        for place, count in enumerate(counts, 1)
    ]


def _whole(field: str, text: str) -> int:
    digits = text.strip().removesuffix("次").removesuffix("人").removesuffix("名")
    if not digits and not text.strip():
        return 0
    if not digits.isdecimal() or len(digits) > 7:
        raise UnreadableHeadsError(field, "web.wrong.heads", text=text)
    return int(digits)
