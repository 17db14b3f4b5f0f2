"""The ledger as a check sees it: states of subjects, with the entries of the same act that come before.

Reads histories from a journal as they are asked for and remembers them; one view serves one act and is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args
from uuid import UUID

from shuzhi.ledger.derive import rows_of
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
from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.fold import ActivityState, fold_activity
from shuzhi.ledger.lives import (
    ItemState,
    LinkState,
    OrganisationState,
    PersonState,
    fold_item,
    fold_link,
    fold_organisation,
    fold_person,
)
from shuzhi.ledger.ports import Journal, Record

_OfUnits = (
    OrganisationOpened | OrganisationChanged | OrganisationMoved | OrganisationMerged | OrganisationClosed
)
_REORGANISING = tuple(kind.type for kind in get_args(_OfUnits))
_PERIODS = (PeriodClosed.type, PeriodReopened.type)


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    org: str
    start: date
    end: date


class View:
    """``ledger`` is the ledger looked at. ``add`` lets an entry just checked count for those that follow."""

    def __init__(self, journal: Journal, ledger: str) -> None:
        self.ledger = ledger
        self._journal = journal
        self._histories: dict[str, list[Record]] = {}
        self._added: list[Record] = []
        self._position = journal.head(ledger).position
        self._periods: tuple[Record, ...] | None = None
        self._units: dict[str, None] | None = None

    def add(self, entry: Entry) -> None:
        self._position += 1
        record = Record(self.ledger, self._position, entry, b"", "", "")
        self.history(entry.subject).append(record)
        self._added.append(record)

    def sent_before(self, entry: UUID) -> bool:
        return self._journal.find(self.ledger, entry) is not None

    def added(self, entry: UUID) -> Entry | None:
        """An entry of the same act with this id."""
        return next((one.entry for one in self._added if one.entry.id == entry), None)

    def known(self, subject: str) -> bool:
        """Whether anything was ever written about this subject."""
        return bool(self.history(subject))

    def activity(self, activity: UUID) -> ActivityState:
        return fold_activity(self.history(f"activity:{activity}"))

    def item(self, item: UUID) -> ItemState:
        return fold_item(self.history(f"item:{item}"))

    def link(self, link: UUID) -> LinkState:
        return fold_link(self.history(f"link:{link}"))

    def organisation(self, org: str) -> OrganisationState:
        return fold_organisation(self.history(f"organisation:{org}"))

    def person(self, person: str) -> PersonState:
        return fold_person(self.history(f"person:{person}"))

    def organisation_rows(self, following: Entry) -> tuple[OrganisationFact, ...]:
        """The rows of all units as they would stand with one more entry written."""
        subjects = {**self._all_units(), following.subject: None}
        found: list[OrganisationFact] = []
        for subject in subjects:
            records = tuple(self.history(subject))
            if subject == following.subject:
                records = (*records, Record(self.ledger, self._position + 1, following, b"", "", ""))
            found.extend(row for row in rows_of(records) if isinstance(row, OrganisationFact))
        return tuple(found)

    def _all_units(self) -> dict[str, None]:
        """The subjects of all units; their histories are read at one go."""
        if self._units is None:
            written: dict[str, list[Record]] = {}
            for record in self._journal.of_types(self.ledger, _REORGANISING):
                written.setdefault(record.entry.subject, []).append(record)
            self._histories = {**written, **self._histories}
            self._units = dict.fromkeys(written)
        added = (one.entry for one in self._added if isinstance(one.entry.body, _OfUnits))
        return {**self._units, **dict.fromkeys(one.subject for one in added)}

    def above(self, org: str, day: date) -> tuple[str, ...]:
        """The unit and all above it on that day, the nearest first; a cycle is walked once."""
        chain: list[str] = []
        while org and org not in chain:
            chain.append(org)
            span = self.organisation(org).on(day)
            org = span.parent if span is not None else ""
        return tuple(chain)

    def closed_periods(self) -> tuple[ClosedPeriod, ...]:
        """Periods closed and not reopened since."""
        if self._periods is None:
            self._periods = self._journal.of_types(self.ledger, _PERIODS)
        standing: dict[str, ClosedPeriod] = {}
        for record in (*self._periods, *self._added):
            match record.entry.body:
                case PeriodClosed() as closed:
                    standing[closed.subject] = ClosedPeriod(closed.org, closed.start, closed.end)
                case PeriodReopened() as opened:
                    standing.pop(opened.subject, None)
        return tuple(standing.values())

    def history(self, subject: str) -> list[Record]:
        """All that was written about a subject, in order."""
        if subject not in self._histories:
            self._histories[subject] = list(self._journal.history(self.ledger, subject))
        return self._histories[subject]
