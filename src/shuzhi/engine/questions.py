"""A query made ready: its indicator and pack found, and refused where it cannot be answered.

Knows no rows; both engines begin here.
"""

from __future__ import annotations

from shuzhi.catalog.model import Chain, Items
from shuzhi.engine.assemble import Question
from shuzhi.engine.base import Basis, EngineError, Query, Reach
from shuzhi.engine.measures import leaves
from shuzhi.engine.where import check_item_conditions


def question_of(basis: Basis, query: Query) -> Question:
    """Raises ``EngineError`` for what the packs do not know and for scopes that name nobody or nothing."""
    indicator = basis.indicator(query)
    question = Question(query, indicator, basis.packs[query.pack.digest], indicator.measure)
    check(question)
    return question


def check(question: Question) -> None:
    """Raises ``EngineError`` with one of the codes below."""
    scope, named = question.query.scope, {ledger for ledger, _ in question.query.positions}
    if not scope.ledger and (scope.org or scope.reach is not Reach.SUBTREE):
        raise EngineError("engine.scope_above_ledgers", reach=scope.reach.value)
    if scope.ledger and scope.ledger not in named:
        raise EngineError("engine.no_position", ledger=scope.ledger)
    if scope.reach is Reach.PERSON and not (scope.person or scope.post):
        raise EngineError("engine.person_missing", org=scope.org)
    for leaf in leaves(question.measure):
        if isinstance(leaf, Items | Chain):
            check_item_conditions(leaf.where)
