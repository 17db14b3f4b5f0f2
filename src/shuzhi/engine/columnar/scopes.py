"""Scopes as tables: on which days an organisation stands in a scope, and who held which post when.

The tree itself is the ledger's; here its answers are laid out as spans, once per scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Query, Reach, Scope
from shuzhi.engine.columnar.loading import Holding, Workspace
from shuzhi.ledger.tree import OrganisationTree

FIRST, NEVER = date.min, date.max


@dataclass(frozen=True, slots=True)
class Placing:
    """Which organisations stand where: what of a query decides it."""

    ledger: str
    org: str
    unit_only: bool
    restated: date | None
    under: str = ""


def placing_of(query: Query) -> Placing:
    scope = query.scope
    return Placing(scope.ledger, scope.org, scope.reach is Reach.UNIT, query.restated, scope.under)


Span = tuple[str, date, date]  # organisation, from, until (not included)


def member_spans(tree: OrganisationTree | None, placing: Placing) -> list[Span]:
    """When each organisation stands in the scope. Without a tree a unit stands for itself."""
    if tree is None:
        return [] if placing.under else [(placing.org, FIRST, NEVER)]
    if placing.restated is not None:
        return [(org, FIRST, NEVER) for org in _members(tree, placing, placing.restated)]
    turns = sorted(
        {
            day
            for org in tree.organisations
            for span in tree.spans(org)
            for day in (span.day, span.until)
            if day
        }
    )
    spans: list[Span] = []
    begun: dict[str, date] = {}
    for first in [FIRST, *turns]:
        members = _members(tree, placing, first)
        spans += [(org, begun.pop(org), first) for org in [*begun] if org not in members]
        for org in members:
            begun.setdefault(org, first)
    return spans + [(org, since, NEVER) for org, since in begun.items()]


def _members(tree: OrganisationTree, placing: Placing, day: date) -> frozenset[str]:
    view = tree.at(day)
    if placing.under and view.parent(placing.org) != placing.under:
        return frozenset()
    if not placing.unit_only:
        return view.subtree(placing.org)
    known = {org for org in tree.organisations if view.successor(org) == placing.org}
    return frozenset(known if placing.org in tree else {placing.org})


def member_table(holding: Holding, space: Workspace, placings: Sequence[Placing]) -> ir.Table:
    """(place, ledger, org, first, until); ``place`` is the index of the placing."""
    rows = [
        (place, placing.ledger, *span)
        for place, placing in enumerate(placings)
        if placing.ledger
        for span in member_spans(holding.trees.get(placing.ledger), placing)
    ]
    names = ("place", "ledger", "org", "first", "until")
    types = (pa.int64(), pa.string(), pa.string(), pa.date32(), pa.date32())
    return space.put(rows, dict(zip(names, types, strict=True)))


def tenure_table(holding: Holding, space: Workspace, scope: Scope, pack: Pack) -> ir.Table:
    """(root, post, first, last): the tenures at the unit that make a day's work PERSON's or TEAM's."""

    def root(person: str) -> str:
        return holding.roots.get((scope.ledger, person), person)

    held = [one for one in holding.posts if (one.ledger, one.org) == (scope.ledger, scope.org)]
    if scope.reach is Reach.TEAM:
        chosen = [one for one in held if one.post in pack.team_posts]
    else:
        chosen = [
            one
            for one in held
            if (not scope.post or one.post == scope.post)
            and (not scope.person or root(one.person) == root(scope.person))
        ]
    rows = [(root(one.person), one.post, one.day, one.last or NEVER) for one in chosen]
    names = ("root", "post", "first", "last")
    types = (pa.string(), pa.string(), pa.date32(), pa.date32())
    return space.put(rows, dict(zip(names, types, strict=True)))
