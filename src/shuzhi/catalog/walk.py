"""Walking a measure: its parts, its conditions, the types and kinds it speaks of. Knows no rule about them."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.catalog.model import (
    AnyOf,
    Attendances,
    Chain,
    Condition,
    Count,
    ItemKind,
    Items,
    LinkKind,
    Measure,
    Pack,
    People,
    Ratio,
    Share,
    Sum,
    TypeIn,
    Where,
)

OF_ACTIVITIES = (Count, Sum, Attendances, People)


def leaves(measure: Measure) -> Iterator[Measure]:
    """The measures that count something themselves; ratios and shares are taken apart."""
    if isinstance(measure, Ratio):
        yield from leaves(measure.numerator)
        yield from leaves(measure.denominator)
    elif isinstance(measure, Share):
        yield from leaves(measure.whole)
    else:
        yield measure


def parts(measure: Measure) -> Iterator[tuple[Measure, Where]]:
    """Every counting measure with all conditions that bear on it, those of a share's part included."""
    if isinstance(measure, Share):
        for leaf in leaves(measure.whole):
            yield leaf, (*where_of(leaf), *measure.part)
    elif isinstance(measure, Ratio):
        yield from parts(measure.numerator)
        yield from parts(measure.denominator)
    else:
        yield measure, where_of(measure)


def where_of(measure: Measure) -> Where:
    if isinstance(measure, Count | Sum | Attendances | People | Items | Chain):
        return measure.where
    return ()


def conditions(where: Where) -> Iterator[Condition]:
    """All conditions, those inside ``any`` included."""
    for each in where:
        yield each
        if isinstance(each, AnyOf):
            yield from conditions(each.conditions)


def types_of(measure: Measure) -> tuple[str, ...]:
    """The activity types that a counting measure speaks of, in its own order."""
    if not isinstance(measure, OF_ACTIVITIES):
        return ()
    named = [kind for each in measure.where if isinstance(each, TypeIn) for kind in each.types]
    return tuple(dict.fromkeys(named))


def kinds_of(measure: Measure) -> tuple[str, ...]:
    """The item kinds that a counting measure counts or passes."""
    if isinstance(measure, Items):
        return (measure.kind,)
    if isinstance(measure, Chain):
        return (measure.start, *(step[2] for step in measure.steps))
    return ()


def item_kinds_in_order(pack: Pack) -> tuple[ItemKind, ...]:
    """As the pack declares them; its canonical text sorts by code."""
    return tuple(sorted(pack.item_kinds.values(), key=lambda one: one.place))


def link_kinds_in_order(pack: Pack) -> tuple[LinkKind, ...]:
    """As the pack declares them."""
    return tuple(sorted(pack.link_kinds.values(), key=lambda one: one.place))
