"""The invented pack in which the rules of counting are told: few types, every kind of rule."""

from __future__ import annotations

from shuzhi.catalog.model import ActivityType, ItemKind, ItemState, LinkKind, Pack, QuantitySpec


def _type(code: str, **said: object) -> ActivityType:
    return ActivityType(code=code, name=code, name_en=code, line="line", **said)  # type: ignore[arg-type]


def _kind(code: str, states: str, *, protected: bool = False) -> ItemKind:
    """States are words; those after ``|`` are final."""
    still, _, final = states.partition("|")
    named = [ItemState(one, one, one) for one in still.split()]
    named += [ItemState(one, one, one, final=True) for one in final.split()]
    return ItemKind(code, code, code, tuple(named), protected=protected)


TYPES = (
    _type("talk", attendance="both"),
    _type("class", attendance="both"),
    _type("visit", attendance="headcount", protected=True),
    _type("notice", attendance="none"),
)
KINDS = (
    _kind("problem", "open doing | done dropped"),
    _kind("cause", "found"),
    _kind("step", "open | done"),
    _kind("case", "open | settled", protected=True),
)
LINKS = ("causes", "cures", "answers", "paired_with")
COUNTING = Pack(
    code="counting",
    version="1",
    name="计数",
    name_en="counting",
    digest="c" * 64,
    quantities={"copies": QuantitySpec("copies", "份数", "copies", "份")},
    types={one.code: one for one in TYPES},
    item_kinds={one.code: one for one in KINDS},
    link_kinds={code: LinkKind(code, code, code) for code in LINKS},
    indicators={},
    outlines={},
    team_posts=("chair", "vice"),
    small_cell=5,
)
