"""Units opened, changed, moved, merged, closed: each once, in order of days, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.ledger.checks.problem import Check, Problem, error
from shuzhi.ledger.entries import (
    Entry,
    OrganisationChanged,
    OrganisationClosed,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationOpened,
    PeriodClosed,
    PeriodReopened,
)
from shuzhi.ledger.tree import OrganisationTree, TreeView
from shuzhi.ledger.view import View

_LATER = OrganisationChanged | OrganisationMoved | OrganisationMerged | OrganisationClosed


def opened_once(entry: Entry, view: View) -> Iterator[Problem]:
    """A unit is opened once, under a code of its own ("/" parts ledger from code, ":" kind from key)."""
    body = entry.body
    if not isinstance(body, OrganisationOpened):
        return
    if not body.org or "/" in body.org or ":" in body.org:
        yield error("ledger.organisation_code_unfit", org=body.org)
    if not body.name.strip():
        yield error("ledger.organisation_name_missing", org=body.org)
    spans = view.organisation(body.org).spans
    if spans and (spans[-1].until is None or body.day < spans[-1].until):
        yield error("ledger.organisation_exists", org=body.org)


def exists_to_be_changed(entry: Entry, view: View) -> Iterator[Problem]:
    """A unit is changed, moved, merged or closed on a day on which it exists."""
    body = entry.body
    if not isinstance(body, _LATER):
        return
    state = view.organisation(body.org)
    if not state.spans:
        yield error("ledger.unknown_organisation", org=body.org)
    elif state.on(body.day) is None:
        yield error("ledger.organisation_not_there", org=body.org, day=body.day)


def parent_exists(entry: Entry, view: View) -> Iterator[Problem]:
    """The unit above exists on that day."""
    body = entry.body
    if not isinstance(body, OrganisationOpened | OrganisationMoved) or not body.parent:
        return
    state = view.organisation(body.parent)
    if not state.spans:
        yield error("ledger.unknown_organisation", org=body.parent)
    elif state.on(body.day) is None:
        yield error("ledger.organisation_not_there", org=body.parent, day=body.day)


def no_circle(entry: Entry, view: View) -> Iterator[Problem]:
    """No unit comes to stand below itself or to be merged into itself, on that day or on a later one known already."""
    body = entry.body
    if isinstance(body, OrganisationMerged):
        start, above = body.into, body.into
    elif isinstance(body, OrganisationOpened | OrganisationMoved):
        start, above = body.org, body.parent
    else:
        return
    if not view.organisation(start).spans:
        return  # nothing stands yet below a unit that is opened for the first time
    tree = OrganisationTree(view.organisation_rows(entry))
    days = {body.day, *(day for day in tree.turns if day > body.day)}
    if any(_runs_in_a_circle(tree.at(day), start) for day in days):
        yield error("ledger.organisation_circle", org=body.org, parent=above)


def _runs_in_a_circle(tree: TreeView, org: str) -> bool:
    standing = tree.successor(org)
    unit = tree.unit(standing)
    if unit is not None and unit.merged_into and not tree.exists(standing) and unit.day <= tree.day:
        return True  # following mergers ends only at a unit without one, or where it began
    top = tree.unit((standing, *tree.ancestors(standing))[-1])
    return top is not None and top.parent in tree  # the way up ends at a root, or it ran back into itself


def merged_into_a_living_one(entry: Entry, view: View) -> Iterator[Problem]:
    """A unit is merged into another one, which exists that day."""
    body = entry.body
    if not isinstance(body, OrganisationMerged):
        return
    if body.into == body.org:
        yield error("ledger.organisation_circle", org=body.org, parent=body.into)
    state = view.organisation(body.into)
    if not state.spans:
        yield error("ledger.unknown_organisation", org=body.into)
    elif state.on(body.day) is None:
        yield error("ledger.organisation_not_there", org=body.into, day=body.day)


def period_is_of_a_known_unit(entry: Entry, view: View) -> Iterator[Problem]:
    """Periods are closed for a unit that is known, and reopened only where they are closed."""
    body = entry.body
    if not isinstance(body, PeriodClosed | PeriodReopened):
        return
    if not view.organisation(body.org).spans:
        yield error("ledger.unknown_organisation", org=body.org)
    standing = any(
        (one.org, one.start, one.end) == (body.org, body.start, body.end) for one in view.closed_periods()
    )
    if isinstance(body, PeriodReopened) and not standing:
        yield error("ledger.period_not_closed", org=body.org, start=body.start, end=body.end)


CHECKS: tuple[Check, ...] = (
    opened_once,
    exists_to_be_changed,
    parent_exists,
    no_circle,
    merged_into_a_living_one,
    period_is_of_a_known_unit,
)
