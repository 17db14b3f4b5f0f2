"""What may be wrong with an entry: a tuple of pure functions (entry, view) -> problems.

The view is the ledger before the entry, with earlier entries of the same act added. Errors keep an entry out, warnings
are shown. Nothing here knows the catalog: whether a type or a field exists is the pack's to say.

    check_entries(journal, ledger, entries) -> tuple[Problem, ...]
"""

from __future__ import annotations

from collections.abc import Sequence

from shuzhi.ledger.checks import activities, confirmations, hints, items, organisations, people, shape
from shuzhi.ledger.checks.problem import Check, Level, Problem
from shuzhi.ledger.entries import Entry
from shuzhi.ledger.ports import Journal
from shuzhi.ledger.view import View

__all__ = ["CHECKS", "Check", "Level", "Problem", "check_entries", "check_entry"]

CHECKS: tuple[Check, ...] = (
    *shape.CHECKS,
    *activities.CHECKS,
    *confirmations.CHECKS,
    *organisations.CHECKS,
    *people.CHECKS,
    *items.CHECKS,
    *hints.CHECKS,
)


def check_entry(entry: Entry, view: View) -> tuple[Problem, ...]:
    """All problems of one entry. An entry that cannot be written is not looked at further."""
    unwritable = tuple(shape.can_be_written(entry, view))
    return unwritable or tuple(problem for check in CHECKS for problem in check(entry, view))


def check_entries(journal: Journal, ledger: str, entries: Sequence[Entry]) -> tuple[Problem, ...]:
    """Problems of one act, in order.

    Entries already in the journal were accepted then and are passed over, as are repeats within the act; one that comes
    with another content under a known id is the append's to refuse.
    """
    view = View(journal, ledger)
    found: list[Problem] = []
    for entry in entries:
        if view.sent_before(entry.id) or view.added(entry.id) is not None:
            continue
        problems = check_entry(entry, view)
        found.extend(problems)
        if not any(problem.level is Level.ERROR for problem in problems):
            view.add(entry)
    return tuple(found)
