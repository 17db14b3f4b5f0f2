"""Families of units. Units of one family may be compared; between families nothing converts.

人次 (attendances), 人 (people) and 场次 (sessions) are three families: a report that swaps them is wrong.
This module does not know which unit an indicator wants.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum


class UnitFamily(StrEnum):
    """What a unit counts or measures."""

    ATTENDANCES = "attendances"
    PEOPLE = "people"
    SESSIONS = "sessions"
    HOUSEHOLDS = "households"
    COPIES = "copies"
    WRITINGS = "writings"
    ITEMS = "items"
    CASES = "cases"
    ORGANISATIONS = "organisations"
    TEAMS = "teams"
    PLACES = "places"
    PAIRS = "pairs"
    MONEY = "money"
    PERCENT = "percent"
    RATIO = "ratio"
    TIMES = "times"
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    VOLUME = "volume"
    ENERGY = "energy"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    CASE_ATTENDANCES = "case_attendances"
    PERSON_HOURS = "person_hours"
    VEHICLE_TRIPS = "vehicle_trips"
    BARE = "bare"
    OTHER = "other"


_FAMILIES: dict[UnitFamily, str] = {
    UnitFamily.ATTENDANCES: "人次 人(次)",
    UnitFamily.PEOPLE: "人 名 位 口",
    UnitFamily.SESSIONS: "场次 场 次 期 期次 回 轮 轮次 届 班次 讲 堂 节",
    UnitFamily.HOUSEHOLDS: "户 户次 家庭",
    UnitFamily.COPIES: "份 本 册 张 套 单",
    UnitFamily.WRITINGS: "篇 条 则 幅 首 部 集 封",
    UnitFamily.ITEMS: "个 项 件 批 批次 样 种 类",
    UnitFamily.CASES: "起 宗 例 桩 案 件起",
    UnitFamily.ORGANISATIONS: "家 所",
    UnitFamily.TEAMS: "支 队 组 班",
    UnitFamily.PLACES: "处 座 间 栋 幢 块",
    UnitFamily.PAIRS: "对 双",
    UnitFamily.PERCENT: "% ％ 个百分点 百分点",
    UnitFamily.RATIO: "‰ 十万分之 /10万 /万 千分之 万分之",
    UnitFamily.TIMES: "倍 番",
    UnitFamily.VOLUME: "立方米 方 立方 升",
    UnitFamily.ENERGY: "度 千瓦时 千瓦",
    UnitFamily.DAYS: "天 日",
    UnitFamily.MONTHS: "个月 月",
    UnitFamily.CASE_ATTENDANCES: "件次 例次 家次 批次人",
    UnitFamily.PERSON_HOURS: "人次·小时 人·小时 人·天",
    UnitFamily.VEHICLE_TRIPS: "车次 辆次 趟",
    UnitFamily.BARE: "",
}

_SCALED: dict[UnitFamily, dict[str, str]] = {
    UnitFamily.MONEY: {"元": "1", "块": "1", "块钱": "1", "元钱": "1", "角": "0.1", "分": "0.01"},
    UnitFamily.AREA: {
        "平方米": "1", "平米": "1", "㎡": "1", "m²": "1", "亩": "666.6666666666666666666666667",
        "公顷": "10000", "平方公里": "1000000", "平方千米": "1000000",
    },
    UnitFamily.LENGTH: {
        "米": "1", "厘米": "0.01", "公里": "1000", "千米": "1000", "里": "500",
        "尺": "0.3333333333333333333333333333",
    },
    UnitFamily.MASS: {
        "克": "0.001", "两": "0.05", "斤": "0.5", "市斤": "0.5", "公斤": "1", "千克": "1",
        "担": "50", "吨": "1000",
    },
    UnitFamily.HOURS: {
        "分钟": "0.01666666666666666666666666667", "小时": "1", "个小时": "1", "学时": "1", "课时": "1",
    },
}  # fmt: skip

_BY_UNIT: dict[str, UnitFamily] = {
    **{unit: kind for kind, units in _SCALED.items() for unit in units},
    **{unit: kind for kind, units in _FAMILIES.items() for unit in (units.split() or [""])},
}

_STAND_INS = frozenset({"个", "项", "件", "条", ""})
_THINGS = frozenset(
    {
        UnitFamily.ITEMS, UnitFamily.CASES, UnitFamily.WRITINGS, UnitFamily.COPIES, UnitFamily.ORGANISATIONS,
        UnitFamily.TEAMS, UnitFamily.PLACES, UnitFamily.PAIRS, UnitFamily.BARE,
    }
)  # fmt: skip


def family(unit: str) -> UnitFamily:
    """The family of a unit as written; ``OTHER`` for a unit without one (辆, 斗, 头 …)."""
    found = _BY_UNIT.get(unit)
    if found is not None:
        return found
    return UnitFamily.ATTENDANCES if unit.endswith("人次") else UnitFamily.OTHER


def same_family(one: str, other: str) -> bool:
    """Whether two units may be compared; units without a family only with themselves."""
    return one == other or (family(one) is family(other) is not UnitFamily.OTHER)


def may_count_same(one: str, other: str) -> bool:
    """Whether two count units may speak of one stock of things: as ``same_family``, and 个, 项, 件, 条
    stand in for any counter of things (调研报告10个 for 10篇), never for attendances, people or sessions."""
    if same_family(one, other):
        return True
    kinds = {family(one), family(other)}
    return bool({one, other} & _STAND_INS) and kinds <= _THINGS


def scale(unit: str) -> Decimal:
    """The size of a unit within its family (斤 0.5 公斤, 公里 1000 米); 1 where units only count."""
    sizes = _SCALED.get(family(unit), {})
    return Decimal(sizes.get(unit, "1"))
