"""Addresses of figures and subjects: a query as a URL and back. The URL of a figure is the question it answers."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, QueryDict
from django.urls import reverse

from shuzhi.engine.base import Query, Reach
from shuzhi.values.period import Period, PeriodError

FIGURE, RECORDS = "figure", "figure_records"


def figure_address(query: Query, *, page: str = FIGURE, fixed: bool = True) -> str:
    """The page of this figure. ``fixed`` addresses name the position and give the same number for ever."""
    scope = query.scope
    path = reverse(page, args=(scope.ledger, query.indicator, scope.org, str(query.period)))
    asked = {
        "reach": scope.reach.value,
        "person": scope.person,
        "post": scope.post,
        "under": scope.under,
        "restated": query.restated.isoformat() if query.restated else "",
        "as_of": str(dict(query.positions)[scope.ledger]) if fixed else "",
    }
    return f"{path}?{urlencode({name: value for name, value in asked.items() if value})}"


def subject_address(ledger: str, subject: str) -> str:
    """The page of a record; "" for what has none (sealed work)."""
    kind, _, key = subject.partition(":")
    if kind == "activity":
        return reverse("activity", args=(ledger, key))
    if kind in ("organisation", "person"):
        return reverse(kind, args=(ledger, key))
    if kind in ("item", "observation", "value"):
        return reverse("subject", args=(ledger, kind, key))
    return ""


def read_period(text: str) -> Period:
    """Raises ``Http404`` for a text that names no period."""
    try:
        return Period.parse(text)
    except PeriodError as problem:
        raise Http404(text) from problem


def read_day(text: str) -> date | None:
    """None for an empty text; raises ``Http404`` for one that is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise Http404(text) from problem


def read_reach(asked: QueryDict) -> Reach | None:
    text = asked.get("reach", "")
    try:
        return Reach(text) if text else None
    except ValueError as problem:
        raise Http404(text) from problem


def read_position(text: str, *, head: int) -> int | None:
    """A ledger position that exists; None for an empty text."""
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18 or not 1 <= int(text) <= head:
        raise Http404(text)
    return int(text)


def read_place(text: str) -> str:
    """Where a list goes on: a day and a key, or "" for its start. Raises ``Http404`` for anything else."""
    day, mark, key = text.partition("~")
    if not text:
        return ""
    try:
        date.fromisoformat(day)
        UUID(key)
    except ValueError as problem:
        raise Http404(text) from problem
    return text if mark else ""
