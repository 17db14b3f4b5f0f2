"""How a query is cut for a breakdown: which slices there are, in which order, and the question of each.

Months and organisations are queries of their own (another period, another scope); modes, categories and
types are the same query with the measure narrowed. Knows trees, but no rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from shuzhi.catalog.model import CategoryIn, Chain, Condition, Items, Latest, ModeIs, Pack, TypeIn
from shuzhi.engine.assemble import Question
from shuzhi.engine.base import Dimension, EngineError, Query, Reach, Scope
from shuzhi.engine.measures import leaves, narrowed
from shuzhi.ledger.tree import OrganisationTree

Trees = Mapping[str, OrganisationTree]
Present = Callable[[Question], Iterable[str]]
"""The modes, categories or types found behind a question."""


def slices_of(
    question: Question, by: Dimension, *, trees: Trees, present: Present
) -> tuple[tuple[str, Question], ...]:
    """(key, question) of each slice in order. Raises ``EngineError`` where the cut has no meaning."""
    if by == "month":
        return _months(question)
    if by == "organisation":
        return _organisations(question, trees)
    if any(isinstance(leaf, Items | Latest | Chain) for leaf in leaves(question.measure)):
        raise EngineError("engine.not_of_activities", measure=by)
    return tuple(
        (key, replace(question, measure=narrowed(question.measure, (_condition(by, key),))))
        for key in _in_order(by, set(present(question)), question.pack)
    )


def _months(question: Question) -> tuple[tuple[str, Question], ...]:
    query = question.query
    return tuple(
        (f"{month.start:%Y-%m}", replace(question, query=replace(query, period=month)))
        for month in query.period.split_by_month()
    )


def _organisations(question: Question, trees: Trees) -> tuple[tuple[str, Question], ...]:
    """The unit's own first, then the units directly below on any day of the period, in official order.

    One that did not stand there throughout is counted for the days on which it did, so that under two
    superiors it brings each what it did there. Above the ledgers: each ledger's root. A slice by
    organisation asks for units, so "I" and the team cannot be cut, nor a part of a unit's days.
    """
    query, scope = question.query, question.query.scope
    if scope.reach.is_of_persons:
        raise EngineError("engine.breakdown_of_persons", reach=scope.reach.value)
    if scope.under:
        raise EngineError("engine.breakdown_of_part", org=scope.org)
    if not scope.ledger:
        scopes = [
            (f"{ledger}/{root}", Scope(ledger, root))
            for ledger, tree in sorted(trees.items())
            for root in tree.at(query.restated or query.period.end).roots
        ]
    else:
        scopes = [(scope.org, replace(scope, reach=Reach.UNIT))]
        if scope.reach is Reach.SUBTREE and scope.ledger in trees:
            scopes += [(one.org, one) for one in scopes_below(trees[scope.ledger], query)]
    return tuple((key, replace(question, query=replace(query, scope=one))) for key, one in scopes)


def scopes_below(tree: OrganisationTree, query: Query) -> tuple[Scope, ...]:
    """The children with all below them, in official order; one that stood elsewhere for a time is narrowed to its days
    under the scope's unit.
    """
    scope, days = query.scope, _days(tree, query)

    def below(org: str) -> Scope:
        moved = any(tree.at(day).parent(org) != scope.org for day in days)
        return replace(scope, org=org, under=scope.org if moved else "")

    return tuple(below(org) for org in children_in(tree, query))


def children_in(tree: OrganisationTree, query: Query) -> tuple[str, ...]:
    """Units directly below the scope on some day of the period (on the restated day), in official order."""
    found: dict[str, tuple[int, str]] = {}
    for day in _days(tree, query):
        view = tree.at(day)
        for org in view.children(query.scope.org):
            unit = view.unit(org)
            found[org] = (unit.order if unit else 0, org)
    return tuple(sorted(found, key=lambda org: found[org]))


def _days(tree: OrganisationTree, query: Query) -> list[date]:
    """The days on which the tree may differ."""
    if query.restated is not None:
        return [query.restated]
    turns = {query.period.start, query.period.end}
    for org in tree.organisations:
        for span in tree.spans(org):
            turns |= {day for day in (span.day, span.until) if day is not None and day in query.period}
    return sorted(turns)


def _condition(by: Dimension, key: str) -> Condition:
    if by == "mode":
        return ModeIs(key)
    return CategoryIn((key,)) if by == "category" else TypeIn((key,))


def _in_order(by: Dimension, keys: set[str], pack: Pack) -> list[str]:
    """Types in the order of the pack, the rest by code."""
    known = list(pack.types) if by == "type" else []
    return sorted(keys, key=lambda key: (known.index(key) if key in known else len(known), key))
