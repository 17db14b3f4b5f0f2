"""English names of the units that Chinese offices count in, one and several. Knows no indicator.

A unit that only stands where grammar wants a measure word (个, 家, 期 of a class or a video, 条 of an opinion) has an empty
name: the noun says what is counted.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_NAMES: Final[dict[str, tuple[str, str]]] = {
    "场": ("session", "sessions"),
    "场次": ("session", "sessions"),
    "次": ("time", "times"),
    "人": ("person", "people"),
    "人次": ("attendance", "attendances"),
    "件次": ("case handled", "cases handled"),
    "户次": ("household visit", "household visits"),
    "名": ("person", "people"),
    "户": ("household", "households"),
    "天": ("day", "days"),
    "期": ("", ""),
    "篇": ("", ""),
    "份": ("copy", "copies"),
    "册": ("volume", "volumes"),
    "条": ("", ""),
    "项": ("item", "items"),
    "件": ("", ""),
    "个": ("", ""),
    "家": ("", ""),
    "家次": ("unit taking part", "units taking part"),
    "所": ("", ""),
    "支": ("team", "teams"),
    "批": ("group", "groups"),
    "例": ("case", "cases"),
    "笔": ("", ""),
    "门": ("course", "courses"),
    "元": ("yuan", "yuan"),
    "万元": ("ten thousand yuan", "ten thousand yuan"),
    "小时": ("hour", "hours"),
    "学时": ("study hour", "study hours"),
    "%": ("%", "%"),
}


def english_unit(unit: str, value: Decimal | None = None) -> str:
    """The name for several, or for one where ``value`` is 1; the Chinese unit itself where none is kept."""
    one, several = _NAMES.get(unit, (unit, unit))
    return one if value == 1 else several


def english_count(number: str, unit: str, value: Decimal | None) -> str:
    """A number already in digits with its unit: 1 session, 38 sessions, 79.5%, 12 (for 个)."""
    name = english_unit(unit, value)
    return f"{number}{name}" if name == "%" else f"{number} {name}".rstrip()
