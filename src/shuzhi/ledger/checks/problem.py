"""A problem with an entry, as a value; sentences are made of code and arguments elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shuzhi.ledger.entries import Entry
from shuzhi.ledger.view import View


class Level(StrEnum):
    ERROR = "error"  # the entry is not written
    WARNING = "warning"  # it is written, and the problem is shown


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    args: Mapping[str, object] = field(default_factory=dict)
    level: Level = Level.ERROR


Check = Callable[[Entry, View], Iterator[Problem]]


def warning(code: str, **args: object) -> Problem:
    return Problem(code, args, Level.WARNING)


def error(code: str, **args: object) -> Problem:
    return Problem(code, args)


def is_foreign(code: str) -> bool:
    """Codes of another ledger are written "ledger/code"; this ledger cannot know them."""
    return "/" in code
