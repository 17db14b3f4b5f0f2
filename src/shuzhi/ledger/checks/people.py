"""Persons and posts: registered keys, mergers without circles, tenures that begin before they end."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.ledger.checks.activities import unit_exists
from shuzhi.ledger.checks.problem import Check, Problem, error
from shuzhi.ledger.entries import (
    Entry,
    PersonErased,
    PersonMerged,
    PersonMoved,
    PersonRegistered,
    PersonUnmerged,
    PostLeft,
    PostTaken,
)
from shuzhi.ledger.view import View


def registered_once(entry: Entry, view: View) -> Iterator[Problem]:
    """A key is registered once, and is no name: it names nobody outside this ledger."""
    body = entry.body
    if not isinstance(body, PersonRegistered):
        return
    if not body.person or "/" in body.person or ":" in body.person:
        yield error("ledger.person_key_unfit", person=body.person)
    if view.person(body.person).spans:
        yield error("ledger.person_exists", person=body.person)


def person_is_known(entry: Entry, view: View) -> Iterator[Problem]:
    """Everything else is said of a key that was registered."""
    if not entry.subject.startswith("person:") or isinstance(entry.body, PersonRegistered):
        return
    person = entry.subject.partition(":")[2]
    if not view.person(person).spans:
        yield error("ledger.unknown_person", person=person)


def unit_exists_that_day(entry: Entry, view: View) -> Iterator[Problem]:
    """People belong to, and hold posts at, units that exist on the day."""
    body = entry.body
    if isinstance(body, PersonRegistered | PersonMoved | PostTaken):
        yield from unit_exists(view, body.org, body.day)


def merged_without_circle(entry: Entry, view: View) -> Iterator[Problem]:
    """A key is merged into another known key that does not stand for it already."""
    body = entry.body
    if not isinstance(body, PersonMerged):
        return
    if not view.person(body.into).spans:
        yield error("ledger.unknown_person", person=body.into)
    seen, into = {body.person}, body.into
    while into and into not in seen:
        seen.add(into)
        into = view.person(into).merged_into
    if into:
        yield error("ledger.person_circle", person=body.person, into=body.into)


def unmerged_what_is_merged(entry: Entry, view: View) -> Iterator[Problem]:
    """Only a merger can be undone."""
    if isinstance(entry.body, PersonUnmerged) and not view.person(entry.body.person).merged_into:
        yield error("ledger.person_not_merged", person=entry.body.person)


def erased_entries_are_known(entry: Entry, view: View) -> Iterator[Problem]:
    """Erasure names the entries whose texts were deleted, and they exist."""
    if isinstance(entry.body, PersonErased):
        for one in entry.body.entries:
            if not view.sent_before(one) and view.added(one) is None:
                yield error("ledger.unknown_entry", entry=one)


def left_what_was_taken(entry: Entry, view: View) -> Iterator[Problem]:
    """A post is left by someone who had taken it by then."""
    body = entry.body
    if not isinstance(body, PostLeft):
        return
    tenures = view.person(body.person).tenures
    if not any((one.org, one.post) == (body.org, body.post) and one.day <= body.day for one in tenures):
        yield error("ledger.post_not_held", person=body.person, post=body.post, day=body.day)


CHECKS: tuple[Check, ...] = (
    registered_once,
    person_is_known,
    unit_exists_that_day,
    merged_without_circle,
    unmerged_what_is_merged,
    erased_entries_are_known,
    left_what_was_taken,
)
