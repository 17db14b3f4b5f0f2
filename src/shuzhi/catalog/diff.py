"""What changes between two versions of a pack, and which figures come to mean something else.

A figure's meaning is its measure, unit, reach, protection and stand-in, and what the types and kinds it counts keep.
Rules, names and aliases are words about it. Knows nothing of ledgers: a report compiled under the old pack stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from shuzhi.catalog.canonical import plain
from shuzhi.catalog.model import Indicator, Pack
from shuzhi.catalog.walk import kinds_of, leaves, types_of

Change = Literal["added", "removed", "meaning", "words"]
_MEANING = ("measure", "unit", "reach", "protected", "instead")
_TABLES = ("types", "item_kinds", "link_kinds", "quantities", "outlines")
_WORDS_OF_A_TYPE = frozenset({"name", "name_en", "aliases", "evidence", "cadence"})


@dataclass(frozen=True, slots=True)
class Difference:
    """``table`` is "indicators", "types" …; ``keys`` are the fields that differ, or the types behind a changed figure."""

    change: Change
    table: str
    code: str
    keys: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The code of the sentence that says this difference."""
        return f"catalog.diff_{self.change}"

    @property
    def args(self) -> Mapping[str, str]:
        return {"table": self.table, "code": self.code, "keys": "、".join(self.keys) or "—"}


def differences(old: Pack, new: Pack) -> tuple[Difference, ...]:
    """Changes of meaning first, then what was added or removed, then words; each in the order of the packs."""
    found = [*_of_indicators(old, new), *_of_tables(old, new)]
    order: tuple[Change, ...] = ("meaning", "removed", "added", "words")
    return tuple(sorted(found, key=lambda each: order.index(each.change)))


def _of_indicators(old: Pack, new: Pack) -> Iterator[Difference]:
    yield from _come_and_gone("indicators", old.indicators, new.indicators)
    for code, was in old.indicators.items():
        if code not in new.indicators:
            continue
        now = new.indicators[code]
        changed = _changed(was, now)
        meaning = [key for key in changed if key in _MEANING] + _touched(was, old, new)
        if meaning:
            yield Difference("meaning", "indicators", code, tuple(meaning))
        elif changed:
            yield Difference("words", "indicators", code, tuple(changed))


def _touched(indicator: Indicator, old: Pack, new: Pack) -> list[str]:
    """Types and kinds behind the figure that now keep something else, or are gone."""
    codes = dict.fromkeys(
        (table, code)
        for leaf in leaves(indicator.measure)
        for table, found in (("types", types_of(leaf)), ("item_kinds", kinds_of(leaf)))
        for code in found
    )
    return [code for table, code in codes if _keeps(old, table, code) != _keeps(new, table, code)]


def _keeps(pack: Pack, table: str, code: str) -> Any:
    node = plain(getattr(pack, table).get(code))
    return {key: value for key, value in node.items() if key not in _WORDS_OF_A_TYPE} if node else None


def _of_tables(old: Pack, new: Pack) -> Iterator[Difference]:
    for table in _TABLES:
        was, now = getattr(old, table), getattr(new, table)
        yield from _come_and_gone(table, was, now)
        for code in was:
            if code in now and was[code] != now[code]:
                yield Difference("words", table, code, tuple(_changed(was[code], now[code])))


def _come_and_gone(table: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    yield from (Difference("removed", table, code) for code in was if code not in now)
    yield from (Difference("added", table, code) for code in now if code not in was)


def _changed(was: Any, now: Any) -> list[str]:
    return [each.name for each in fields(was) if getattr(was, each.name) != getattr(now, each.name)]
