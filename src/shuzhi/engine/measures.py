"""Reading a measure: its leaves, its conditions on the activity and on those present, and whether it is
protected.

Static: looks at packs and nodes only, never at rows. Both engines start from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shuzhi.catalog.model import (
    HEAD_CONDITIONS,
    Attendances,
    CategoryIn,
    CategoryNotIn,
    Chain,
    Condition,
    Count,
    Items,
    Latest,
    Measure,
    ModeIs,
    Pack,
    People,
    Ratio,
    RoleIs,
    Share,
    Sum,
    TypeIn,
    Where,
)
from shuzhi.engine.base import EngineError

Leaf = Count | Sum | Attendances | People | Latest | Items | Chain
OfActivities = Count | Sum | Attendances | People
HeadCondition = RoleIs | ModeIs | CategoryIn | CategoryNotIn

NUMERATOR, DENOMINATOR = "numerator", "denominator"
SESSIONS = "sessions"  # the quantity every activity has: the number of sessions held


def parts_of(measure: Ratio | Share) -> tuple[Measure, Measure]:
    """Numerator and denominator. The numerator of a share is its whole, narrowed."""
    if isinstance(measure, Share):
        return narrowed(measure.whole, measure.part), measure.whole
    return measure.numerator, measure.denominator


def leaves(measure: Measure) -> Iterator[Leaf]:
    """The measures that are counted, ratios and shares taken apart; numerators first."""
    if isinstance(measure, Ratio | Share):
        for part in parts_of(measure):
            yield from leaves(part)
    else:
        yield measure


def narrowed(measure: Measure, extra: Where) -> Measure:
    """The measure for which ``extra`` also holds. Raises ``EngineError`` where it can have no such condition."""
    if not extra:
        return measure
    if isinstance(measure, Ratio):
        top, bottom = narrowed(measure.numerator, extra), narrowed(measure.denominator, extra)
        return replace(measure, numerator=top, denominator=bottom)
    if isinstance(measure, Share):
        whole = narrowed(measure.whole, extra)
        assert isinstance(whole, Count | Sum | Attendances)
        return replace(measure, whole=whole)
    if isinstance(measure, Count | Sum | Attendances | People):
        return replace(measure, where=measure.where + extra)
    raise EngineError("engine.not_of_activities", measure=type(measure).__name__.lower())


def activity_conditions(where: Where) -> Where:
    return tuple(one for one in where if not isinstance(one, HEAD_CONDITIONS))


def head_conditions(where: Where) -> tuple[HeadCondition, ...]:
    return tuple(one for one in where if isinstance(one, RoleIs | ModeIs | CategoryIn | CategoryNotIn))


def is_protected(measure: Measure, pack: Pack) -> bool:
    """Whether the measure can count nothing but protected kinds."""
    if isinstance(measure, Ratio | Share):
        return any(is_protected(part, pack) for part in parts_of(measure))
    if isinstance(measure, Items):
        return _protected_kind(measure.kind, pack)
    if isinstance(measure, Chain):
        kinds = (measure.start, *(kind for _, _, kind in measure.steps))
        return any(_protected_kind(kind, pack) for kind in kinds)
    if isinstance(measure, Latest):
        return False
    named = [one.types for one in measure.where if isinstance(one, TypeIn)]
    return any(types and all(_protected_type(one, pack) for one in types) for types in named)


def protected_types(pack: Pack) -> frozenset[str]:
    return frozenset(code for code, one in pack.types.items() if one.protected)


def headless_types(pack: Pack) -> frozenset[str]:
    """Types at which nobody is counted: a session of theirs without heads is no gap."""
    return frozenset(code for code, one in pack.types.items() if one.attendance == "none")


def final_states(kind: str, pack: Pack) -> frozenset[str]:
    found = pack.item_kinds.get(kind)
    return frozenset(one.code for one in found.states if one.final) if found else frozenset()


def refuse_for_items(condition: Condition) -> EngineError:
    return EngineError("engine.condition_not_for_items", condition=type(condition).__name__)


def _protected_type(code: str, pack: Pack) -> bool:
    found = pack.types.get(code)
    return found is not None and found.protected


def _protected_kind(code: str, pack: Pack) -> bool:
    found = pack.item_kinds.get(code)
    return found is not None and found.protected
