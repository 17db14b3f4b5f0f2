"""The invented people: those who hold posts in the office, and some executive members of every village."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shuzhi.ledger.entries import PersonMerged, PersonRegistered, PersonUnmerged, PostLeft, PostTaken
from shuzhi.usecases.example.pen import Pen
from shuzhi.usecases.example.places import DISTRICT, District, Place

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PLANTS = "禾麦杏棠槿荷莲菱蕙兰芷萱茉蔷葵桂梅枫榆柳桐桑榕樱柏榛荔蓉苓芸"
HANDOVER = date(2022, 2, 21)  # the day the secretary of the report took her post


@dataclass(frozen=True, slots=True)
class Staff:
    """Keys of those who hold posts at the district."""

    former_secretary: str
    secretary: str
    vice_chair: str
    branch_secretary: str
    cadres: tuple[str, ...]


@dataclass
class People:
    """``by_org`` are the keys of registered people by organisation."""

    staff: Staff
    by_org: dict[str, list[str]] = field(default_factory=dict)


def register_all(pen: Pen, district: District) -> People:
    """Registers everybody, gives the posts, and settles two double keys (one of them wrongly, then undone)."""
    day = date(2022, 1, 4)
    keys = [_register(pen, DISTRICT, day) for _ in range(8)]
    people = People(Staff(keys[0], keys[1], keys[2], keys[3], tuple(keys[4:])), {DISTRICT: keys})
    _give_posts(pen, people.staff)
    for place in (*district.towns, *district.villages):
        people.by_org[place.code] = [_register(pen, place.code, day) for _ in range(_members(pen, place))]
    for place in (*district.quarters, *district.new_sector):
        people.by_org[place.code] = [
            _register(pen, place.code, place.since) for _ in range(pen.between(3, 5))
        ]
    first, second, third, fourth = (people.by_org[place.code][0] for place in district.villages[:4])
    pen.write(pen.instant(date(2023, 3, 6)), PersonMerged(person=first, into=second))
    pen.write(pen.instant(date(2023, 3, 7)), PersonMerged(person=third, into=fourth))
    pen.write(pen.instant(date(2023, 4, 17)), PersonUnmerged(person=third))
    return people


def _members(pen: Pen, place: Place) -> int:
    return pen.between(6, 9) if place.kind == "township_federation" else pen.between(5, 8)


def _register(pen: Pen, org: str, day: date) -> str:
    key = pen.new_id().hex[:16]
    name = pen.one_of(_STEMS) + pen.one_of(_PLANTS) + pen.one_of(_PLANTS)
    beside = {"name": name, "telephone": f"000{pen.between(10_000_000, 99_999_999)}"}
    at = pen.after(pen.instant(day), days=(1, 4))
    pen.write(at, PersonRegistered(person=key, org=org, day=day), beside=beside)
    return key


def _give_posts(pen: Pen, staff: Staff) -> None:
    early = date(2022, 1, 4)
    held = [
        (staff.former_secretary, "plg_secretary", early),
        (staff.secretary, "plg_secretary", HANDOVER),
        (staff.secretary, "chair", HANDOVER),
        (staff.vice_chair, "vice_chair", early),
        (staff.vice_chair, "plg_member", early),
        (staff.branch_secretary, "branch_secretary", early),
        *((cadre, "cadre", early) for cadre in staff.cadres),
    ]
    for person, post, day in held:
        at = pen.after(pen.instant(day), days=(5, 7))
        pen.write(at, PostTaken(person=person, org=DISTRICT, post=post, day=day))
    last = date(2022, 2, 20)
    left = PostLeft(person=staff.former_secretary, org=DISTRICT, post="plg_secretary", day=last)
    pen.write(pen.after(pen.instant(HANDOVER), days=(1, 2)), left)
