"""The invented district 有据区: one federation, 8 towns and streets, about 60 villages and communities, and the rest.

Area codes begin with 99, which no place bears. One village is merged and one moved in the middle of 2023.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.ledger.entries import OrganisationMerged, OrganisationMoved, OrganisationOpened
from shuzhi.usecases.example.pen import Pen

DISTRICT = "990101"
DISTRICT_NAME = "有据区妇联"
MERGE_DAY = date(2023, 7, 1)
MOVE_DAY = date(2023, 6, 1)
_BEGINNING = date(2022, 1, 1)

_TOWNS = (
    ("990101001", "竖笔街道"),
    ("990101002", "横笔街道"),
    ("990101003", "点墨街道"),
    ("990101101", "卷首镇"),
    ("990101102", "页边镇"),
    ("990101103", "朱批镇"),
    ("990101201", "逗点乡"),
    ("990101202", "句读乡"),
)
_WORDS = [
    "首页",
    "扉页",
    "目录",
    "序言",
    "凡例",
    "正文",
    "注脚",
    "附录",
    "索引",
    "跋语",
    "逗号",
    "句号",
    "顿号",
    "冒号",
    "引号",
    "书名",
    "括弧",
    "省略",
    "破折",
    "着重",
    "横折",
    "竖钩",
    "撇捺",
    "点提",
    "弯钩",
    "斜钩",
    "卧钩",
    "横撇",
    "竖弯",
    "提笔",
    "松烟",
    "油烟",
    "漆烟",
    "澄心",
    "兔毫",
    "狼毫",
    "羊毫",
    "鸡距",
    "端方",
    "洮石",
    "甲骨",
    "金文",
    "小篆",
    "隶书",
    "行草",
    "楷则",
    "瘦金",
    "仿宋",
    "宋体",
    "黑体",
    "上平",
    "下平",
    "去声",
    "入声",
    "平仄",
    "押韵",
    "对仗",
    "起句",
    "转句",
    "合句",
]
_QUARTERS = ("初号", "小初", "一号", "二号", "三号", "四号")
_NEW_SECTOR = ("信天翁快送", "铅字直播", "活字园区", "装帧行业", "拓片协会")
_PARTNERS = ("编目办党支部", "校雠局党支部")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of the example; ``since`` is the day it was opened."""

    code: str
    name: str
    kind: str
    parent: str
    since: date = _BEGINNING


@dataclass(frozen=True, slots=True)
class District:
    """The organisations by level. ``merged`` stands no longer from ``MERGE_DAY`` on; ``moved`` changed its town."""

    towns: tuple[Place, ...]
    villages: tuple[Place, ...]
    quarters: tuple[Place, ...]
    new_sector: tuple[Place, ...]
    partners: tuple[Place, ...]
    merged: Place
    merged_into: Place
    moved: Place
    moved_to: Place

    def standing(self, place: Place, day: date) -> bool:
        return place.since <= day and (place != self.merged or day < MERGE_DAY)

    def level(self, name: str) -> tuple[Place, ...]:
        """``office`` (the district itself), ``towns``, ``villages``, ``quarters`` or ``new_sector``."""
        if name == "office":
            return (OFFICE,)
        levels = {
            "towns": self.towns,
            "villages": self.villages,
            "quarters": self.quarters,
            "new_sector": self.new_sector,
        }
        return levels[name]


OFFICE = Place(DISTRICT, DISTRICT_NAME, "county_federation", "")


def lay_out(scale: int) -> District:
    """The tree on its first day and what becomes of it; ``scale`` multiplies the villages of each town."""
    towns = tuple(Place(code, f"{name}妇联", "township_federation", DISTRICT) for code, name in _TOWNS)
    villages = tuple(_villages(scale))
    quarters = tuple(
        Place(f"{towns[i % 3].code}5{i:02d}", f"{name}小区妇联", "compound_federation", towns[i % 3].code,
              date(2022, 3 + i, 11 + i))
        for i, name in enumerate(_QUARTERS)
    )  # fmt: skip
    new_sector = tuple(
        Place(
            f"{DISTRICT}9{i:02d}",
            f"{name}妇联",
            "new_sector_federation",
            DISTRICT,
            date(2022 + i % 2, 4 + i, 9 + i),
        )
        for i, name in enumerate(_NEW_SECTOR)
    )
    partners = tuple(
        Place(f"{DISTRICT}8{i:02d}", name, "partner", DISTRICT) for i, name in enumerate(_PARTNERS)
    )
    in_rural = [village for village in villages if village.parent == towns[4].code]
    return District(
        towns, villages, quarters, new_sector, partners,
        merged=in_rural[1], merged_into=in_rural[2], moved=in_rural[3], moved_to=towns[5],
    )  # fmt: skip


def open_all(pen: Pen, district: District) -> None:
    """The entries that make the tree, the merger and the move."""
    places = (OFFICE, *district.towns, *district.villages, *district.partners)
    at = pen.instant(_BEGINNING)
    for order, place in enumerate(places):
        pen.write(at, _opened(place, order))
    for order, place in enumerate((*district.quarters, *district.new_sector), start=len(places)):
        pen.write(max(at, pen.instant(place.since)), _opened(place, order))
    merged = OrganisationMerged(org=district.merged.code, day=MERGE_DAY, into=district.merged_into.code)
    pen.write(pen.instant(MERGE_DAY), merged)
    moved = OrganisationMoved(org=district.moved.code, day=MOVE_DAY, parent=district.moved_to.code)
    pen.write(pen.instant(MOVE_DAY), moved)


def _opened(place: Place, order: int) -> OrganisationOpened:
    return OrganisationOpened(
        org=place.code, day=place.since, name=place.name, kind=place.kind, parent=place.parent, order=order
    )


def _villages(scale: int) -> list[Place]:
    found: list[Place] = []
    for index in range(len(_WORDS) * scale):
        town, name = _TOWNS[index % len(_TOWNS)]
        turn, word = index // len(_WORDS), _WORDS[index % len(_WORDS)]
        serial = index // len(_TOWNS) + 1
        community = name.endswith("街道")
        number = (serial if community else 200 + serial) % 1000
        title = word + (_NUMERALS[turn % 10] if turn else "") + ("社区" if community else "村")
        found.append(Place(f"{town}{number:03d}", f"{title}妇联", "village_federation", town))
    return found
