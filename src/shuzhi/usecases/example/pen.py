"""The pen that writes the example: seeded chance, ids and instants, and the entries it has collected so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from shuzhi.ledger.entries import Body, Entry
from shuzhi.values.period import SHANGHAI

Thing = TypeVar("Thing")

CLERK = str(uuid5(NAMESPACE_URL, "shuzhi:example:clerk"))
REVIEWER = str(uuid5(NAMESPACE_URL, "shuzhi:example:reviewer"))


@dataclass
class Pen:
    """Collects entries in any order; ``entries`` gives them in the order of their instants."""

    ledger: str
    chance: Random
    _written: list[tuple[datetime, int, Entry]] = field(default_factory=list)

    def write(
        self, at: datetime, body: Body, *, by: str = CLERK, beside: Mapping[str, str] | None = None
    ) -> UUID:
        """Returns the id of the entry."""
        entry = Entry(self.ledger, self.new_id(), by, at, body, dict(beside or {}))
        self._written.append((at, len(self._written), entry))
        return entry.id

    def entries(self) -> tuple[Entry, ...]:
        """In the order of their instants; those of one instant in the order they were written in."""
        return tuple(entry for _, _, entry in sorted(self._written, key=lambda one: one[:2]))

    def new_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def instant(self, day: date) -> datetime:
        """Some minute of office hours on that day."""
        minutes = self.chance.randrange(8 * 60 + 30, 17 * 60 + 30)
        return datetime.combine(day, time(minutes // 60, minutes % 60), SHANGHAI)

    def after(self, at: datetime, *, days: tuple[int, int]) -> datetime:
        """Some minute of office hours, between so many days later, and never before ``at``."""
        later = self.instant(at.date() + timedelta(days=self.chance.randint(*days)))
        return max(later, at + timedelta(minutes=self.chance.randint(3, 50)))

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def between(self, least: int, most: int) -> int:
        """A natural number: nobody's work comes in even tens."""
        return self.chance.randint(least, most)

    def one_of(self, things: Sequence[Thing]) -> Thing:
        return things[self.chance.randrange(len(things))]

    def some_of(self, things: Sequence[Thing], number: int) -> tuple[Thing, ...]:
        """That many different ones, in their own order."""
        wanted = min(number, len(things))
        return tuple(things[place] for place in sorted(self.chance.sample(range(len(things)), wanted)))

    def day_in(self, start: date, end: date) -> date:
        """A day of the span, mostly a working day."""
        day = start + timedelta(days=self.chance.randint(0, (end - start).days))
        if day.weekday() == 6 and day > start:
            return day - timedelta(days=self.chance.randint(0, min(3, (day - start).days)))
        return day
