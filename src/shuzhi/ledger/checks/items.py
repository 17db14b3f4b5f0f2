"""Items, links, observations, values and formulations: opened once, known when spoken of, alive when changed."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.ledger.checks.activities import unit_exists
from shuzhi.ledger.checks.problem import Check, Problem, error, is_foreign
from shuzhi.ledger.entries import (
    Entry,
    FormulationListed,
    ItemChanged,
    ItemClosed,
    ItemOpened,
    ItemStateSet,
    LinkCut,
    LinkMade,
    ObservationMade,
    ObservationWithdrawn,
    ValueCited,
    ValueDeclared,
    ValueWithdrawn,
)
from shuzhi.ledger.view import View

_FIRST = ItemOpened | LinkMade | ObservationMade | ValueDeclared | ValueCited | FormulationListed
_LATER = ItemChanged | ItemStateSet | ItemClosed | LinkCut | ObservationWithdrawn | ValueWithdrawn


def begun_once(entry: Entry, view: View) -> Iterator[Problem]:
    """A thing begins once."""
    if isinstance(entry.body, _FIRST) and view.known(entry.subject):
        yield error("ledger.subject_exists", subject=entry.subject)


def begun_before_changed(entry: Entry, view: View) -> Iterator[Problem]:
    """Only what exists is changed, cut or withdrawn."""
    if isinstance(entry.body, _LATER) and not view.known(entry.subject):
        yield error("ledger.unknown_subject", subject=entry.subject)


def item_is_alive(entry: Entry, view: View) -> Iterator[Problem]:
    """An item is not changed before the day it was opened nor after it was closed."""
    body = entry.body
    if not isinstance(body, ItemChanged | ItemStateSet | ItemClosed):
        return
    state = view.item(body.item)
    if state.opened is not None and body.day < state.opened.day:
        yield error("ledger.item_not_open_yet", day=body.day, opened=state.opened.day)
    if state.closed is not None and body.day >= state.closed:
        yield error("ledger.item_closed", day=state.closed)


def unit_exists_that_day(entry: Entry, view: View) -> Iterator[Problem]:
    """Items and observations belong to a unit that exists on the day; values to one that is known."""
    body = entry.body
    if isinstance(body, ItemOpened | ObservationMade):
        yield from unit_exists(view, body.org, body.day)
    elif isinstance(body, ValueDeclared | ValueCited) and not view.organisation(body.org).spans:
        yield error("ledger.unknown_organisation", org=body.org)


def ends_exist(entry: Entry, view: View) -> Iterator[Problem]:
    """A link joins two different things that exist; an observation is about one. Other ledgers' are not looked up."""
    body = entry.body
    if isinstance(body, LinkMade):
        if body.source == body.target:
            yield error("ledger.link_to_itself", subject=body.source)
        named = {body.source, body.target}
    elif isinstance(body, ObservationMade):
        named = {body.about}
    else:
        return
    for subject in sorted(named):
        if not is_foreign(subject) and not view.known(subject):
            yield error("ledger.unknown_subject", subject=subject)


def cut_after_made(entry: Entry, view: View) -> Iterator[Problem]:
    """A link is not cut before it was made."""
    if isinstance(entry.body, LinkCut):
        made = view.link(entry.body.link).made
        if made is not None and entry.body.day < made.day:
            yield error("ledger.end_before_start", start=made.day, end=entry.body.day)


CHECKS: tuple[Check, ...] = (
    begun_once,
    begun_before_changed,
    item_is_alive,
    unit_exists_that_day,
    ends_exist,
    cut_after_made,
)
