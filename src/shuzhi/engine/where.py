"""Whether conditions hold for a record, an item or a head: the meaning of ``where`` in plain Python.

The columnar engine says the same as expressions; the laws compare the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from shuzhi.catalog.model import (
    ActorHas,
    AnyOf,
    CategoryIn,
    CategoryNotIn,
    Condition,
    FieldIn,
    FieldNotIn,
    FieldSet,
    FormIs,
    HostsAtLeast,
    ModeIs,
    PlaceIn,
    RoleIs,
    ThemeHas,
    TypeIn,
)
from shuzhi.engine.measures import HeadCondition, refuse_for_items
from shuzhi.engine.reference_state import Version
from shuzhi.ledger.facts import ActorFact, AttendanceFact, HeadcountFact

PLACE_FIELD = "place_org"
Linked = Callable[[str, str], bool]
"""(link kind, place organisation): whether an open link leads there from the scope's organisation."""

_NONE: frozenset[str] = frozenset()


def holds(condition: Condition, version: Version, linked: Linked) -> bool:
    """A condition on the activity, for one version of its record."""
    match condition:
        case TypeIn(types):
            return version.event.type in types
        case FieldIn() | FieldNotIn() | FieldSet():
            return _field_holds(condition, version.fields)
        case ThemeHas(theme):
            return theme in version.themes
        case ActorHas():
            return any(_is_actor(condition, one) for one in version.actors)
        case HostsAtLeast(number):
            return len(set(version.hosts)) >= number
        case FormIs(form):
            return version.event.form == form
        case PlaceIn(link):
            places = version.fields.get(PLACE_FIELD, _NONE)
            return any(linked(link, place) for place in places) if link else bool(places)
        case AnyOf(conditions):
            return any(holds(one, version, linked) for one in conditions)
    raise TypeError(f"not a condition on activities: {condition}")


def item_holds(condition: Condition, fields: Mapping[str, frozenset[str]]) -> bool:
    """A condition on an item. Raises ``EngineError`` for one that speaks of activities."""
    match condition:
        case FieldIn() | FieldNotIn() | FieldSet():
            return _field_holds(condition, fields)
        case AnyOf(conditions):
            return any(item_holds(one, fields) for one in conditions)
    raise refuse_for_items(condition)


def head_holds(head: HeadcountFact | AttendanceFact, conditions: Sequence[HeadCondition]) -> bool:
    """Conditions on those present, for a headcount cell or one signed in."""
    return all(_head_holds(one, head) for one in conditions)


def _head_holds(condition: HeadCondition, head: HeadcountFact | AttendanceFact) -> bool:
    match condition:
        case RoleIs(role):
            return head.role == role
        case ModeIs(mode):
            return head.mode == mode
        case CategoryIn(categories):
            return head.category in categories
        case CategoryNotIn(categories):
            return head.category not in categories


def _field_holds(condition: FieldIn | FieldNotIn | FieldSet, fields: Mapping[str, frozenset[str]]) -> bool:
    found = fields.get(condition.name, _NONE)
    if isinstance(condition, FieldSet):
        return bool(found)
    among = not found.isdisjoint(condition.values)
    return among if isinstance(condition, FieldIn) else not among


def _is_actor(wanted: ActorHas, actor: ActorFact) -> bool:
    return (
        (not wanted.role or actor.role == wanted.role)
        and (not wanted.posts or actor.post in wanted.posts)
        and (not wanted.ranks or actor.rank in wanted.ranks)
    )


def check_item_conditions(conditions: Iterable[Condition]) -> None:
    """Raises ``EngineError`` where a condition cannot be asked of items."""
    for one in conditions:
        if isinstance(one, AnyOf):
            check_item_conditions(one.conditions)
        elif not isinstance(one, FieldIn | FieldNotIn | FieldSet):
            raise refuse_for_items(one)
