"""What a page sends to a verb: the values typed, the ids made with the form, and the act itself, sent once or again."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest

from shuzhi.ledger.ports import Conflict
from shuzhi.usecases.writing import Outcome, Problems
from shuzhi.web.desk import Desk


class Act(Protocol):
    """A verb with all but its instant."""

    def __call__(self, *, at: datetime) -> Outcome: ...


def sending(desk: Desk, entry: UUID, act: Act) -> Outcome:
    """A form sent again is the same entry: it bears the instant at which it was first written.

    Of two first sends at once one finds the other's entry in its place, and then says the same as it.
    """
    outcome = act(at=desk.instant_of(entry))
    if isinstance(outcome, Problems) and any(one.code == Conflict.code for one in outcome.problems):
        return act(at=desk.instant_of(entry))
    return outcome


def values_sent(request: HttpRequest) -> dict[str, list[str]]:
    """Every value typed, by the name of its field."""
    return {name: [str(text) for text in request.POST.getlist(name)] for name in request.POST}


def id_sent(request: HttpRequest, name: str) -> UUID:
    """An id made with the form. Raises ``SuspiciousOperation`` for a form that lost it."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as problem:
        raise SuspiciousOperation(name) from problem
