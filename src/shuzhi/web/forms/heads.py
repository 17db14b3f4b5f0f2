"""Headcounts as people type them: one number, or one number per session (「35、40、38」).

Knows nothing of forms; a text that cannot be read raises ``UnreadableHeadsError`` with a message code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuzhi.ledger.entries import Form, Headcount, Mode

_BETWEEN = re.compile(r"[、,，;；\s]+")


class UnreadableHeadsError(ValueError):
    """``code`` is the message code, ``args_`` what it speaks of."""

    def __init__(self, code: str, **args: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.args_ = args


def read_heads(text: str, *, mode: Mode, form: Form, sessions: int) -> tuple[Headcount, ...]:
    """One cell per session; an aggregate line has one cell for all its sessions. "" is no statement at all."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if not parts:
        return ()
    counts = [_count(part) for part in parts]
    wanted = 1 if form is Form.AGGREGATE else sessions
    if len(counts) != wanted:
        raise UnreadableHeadsError("web.wrong.heads_per_session", given=len(counts), sessions=wanted)
    return tuple(Headcount(count, session=place, mode=mode) for place, count in enumerate(counts, 1))


def write_heads(cells: Iterable[Headcount], mode: Mode) -> str:
    """The text that ``read_heads`` reads back as these cells of one mode, told apart by nothing but session."""
    plain = [one for one in cells if one.mode is mode and not one.role and not one.category]
    return "、".join(str(one.count) for one in sorted(plain, key=lambda one: one.session))


def _count(part: str) -> int:
    digits = part.removesuffix("次").removesuffix("人").removesuffix("名")
    if not digits.isdecimal() or len(digits) > 7:
        raise UnreadableHeadsError("web.wrong.heads", text=part)
    return int(digits)
