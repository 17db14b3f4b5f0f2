"""Confirming and returning: only what was seen, and only what is still open."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.ledger.checks.problem import Check, Problem, error, warning
from shuzhi.ledger.entries import ActivityConfirmed, ActivityReturned, Entry
from shuzhi.ledger.view import View


def upto_is_known(entry: Entry, view: View) -> Iterator[Problem]:
    """The entry that the confirmer saw last belongs to this activity."""
    if not isinstance(entry.body, ActivityConfirmed | ActivityReturned):
        return
    state = view.activity(entry.body.activity)
    if state.newest is not None and entry.body.upto not in state.after:
        yield error("ledger.unknown_entry", entry=entry.body.upto)


def upto_is_newest(entry: Entry, view: View) -> Iterator[Problem]:
    """What was changed after the confirmer looked is not confirmed unseen."""
    if not isinstance(entry.body, ActivityConfirmed | ActivityReturned):
        return
    state = view.activity(entry.body.activity)
    seen = state.after.get(entry.body.upto)
    if seen is not None and state.newest is not None and seen != state.newest:
        yield error("ledger.stale_confirmation", upto=entry.body.upto, newest=state.newest.entry)


def something_is_open(entry: Entry, view: View) -> Iterator[Problem]:
    """A version already confirmed needs no second confirmation, and can no longer be returned but by a correction."""
    if not isinstance(entry.body, ActivityConfirmed | ActivityReturned):
        return
    state = view.activity(entry.body.activity)
    if state.confirmed is None or state.confirmed != state.newest:
        return
    if isinstance(entry.body, ActivityConfirmed):
        yield warning("ledger.already_confirmed", activity=entry.body.activity)
    else:
        yield error("ledger.already_confirmed", activity=entry.body.activity)


CHECKS: tuple[Check, ...] = (upto_is_known, upto_is_newest, something_is_open)
