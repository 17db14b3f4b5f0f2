"""Generated ledgers, made of entries: everything that makes counting hard, in small.

Two offices; units that move, merge and close; joint hosts, shared events, aggregate lines, headcounts and names;
corrections before and after confirmation, withdrawals, returns; persons merged and unmerged; posts; items, links,
observations; declared and cited values; protected work. Every choice comes from the ``Random`` it is given, which may
be Hypothesis's own (so that a failure shrinks) or a seeded one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid5

from shuzhi.ledger import entries as e
from shuzhi.ledger.memory import MemoryJournal

NAMESPACE = UUID("6f1f3f0a-0000-4000-8000-000000000000")
OFFICE, OTHER = "office", "other"
WORLD = {"C": "", "D": "C", "T1": "D", "T2": "D", "V1": "T1", "V2": "T1", "V3": "T2"}
UNITS = {OFFICE: list(WORLD), OTHER: ["X", "Y"]}
DAYS = [
    date(2022, 12, 30), date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 15), date(2023, 2, 1), date(2023, 2, 27), date(2023, 3, 31), date(2023, 4, 1),
    date(2023, 6, 15), date(2023, 7, 1), date(2023, 12, 30), date(2024, 1, 5),
]  # fmt: skip
PEOPLE = ["An", "Bo", "Ci", "Di"]
TYPES = ["talk", "talk", "talk", "class", "notice", "visit"]
STATES = ["open", "doing", "done"]


def key(*parts: object) -> UUID:
    return uuid5(NAMESPACE, " ".join(map(str, parts)))


class Office:
    """One generated ledger being written; ``step`` appends one more entry."""

    def __init__(self, journal: MemoryJournal, ledger: str, random: Random) -> None:
        self.journal, self.ledger, self.random = journal, ledger, random
        self._last: dict[UUID, UUID] = {}
        self._made: dict[str, list[UUID]] = {"item": [], "link": [], "observation": [], "value": []}
        for order, (unit, parent) in enumerate(self._world().items()):
            self.append(e.OrganisationOpened(unit, date(2020, 1, 1), unit, "unit", parent, order))

    def append(self, body: e.Body) -> UUID:
        number = self.journal.head(self.ledger).position + 1
        at = datetime(2023, 1, 1, tzinfo=UTC)
        entry = e.Entry(self.ledger, key(self.ledger, number), "tester", at, body)
        self.journal.append(self.ledger, [entry])
        return entry.id

    def step(self) -> None:
        self.random.choice(_STEPS)(self)

    def _world(self) -> dict[str, str]:
        return WORLD if self.ledger == OFFICE else {"X": "", "Y": "X"}

    def _some(self, pool: list[str], *, most: int) -> tuple[str, ...]:
        count = self.random.randint(0, most)
        return tuple(dict.fromkeys(self.random.choice(pool) for _ in range(count)))

    def _maybe(self, pool: list[str]) -> str:
        return self.random.choice(["", *pool])

    # ------------------------------------------------------------------ activities
    def record(self) -> None:
        activity = key("activity", self.ledger, len(self._last))
        self._last[activity] = self.append(e.ActivityRecorded(activity, self._detail()))
        if self.random.randint(0, 3):
            self.append(e.ActivityConfirmed(activity, self._last[activity]))

    def correct(self) -> None:
        for activity in self._an_activity():
            corrected = e.ActivityCorrected(activity, self._last[activity], self._detail())
            self._last[activity] = self.append(corrected)

    def confirm(self) -> None:
        for activity in self._an_activity():
            self.append(e.ActivityConfirmed(activity, self._last[activity]))

    def send_back(self) -> None:
        for activity in self._an_activity():
            self.append(e.ActivityReturned(activity, self._last[activity]))

    def withdraw(self) -> None:
        for activity in self._an_activity():
            self.append(e.ActivityWithdrawn(activity))

    def sign(self) -> None:
        for activity in self._an_activity():
            self._last[activity] = self.append(e.AttendanceSigned(activity, self._names()))

    def state_heads(self) -> None:
        for activity in self._an_activity():
            self._last[activity] = self.append(e.HeadcountStated(activity, self._cell()))

    def _an_activity(self) -> list[UUID]:
        return [self.random.choice(list(self._last))] if self._last else []

    def _detail(self) -> e.ActivityDetail:
        chance, kind = self.random, self.random.choice(TYPES)
        start = chance.choice(DAYS)
        aggregate = chance.randint(0, 4) == 0
        hosts = self._some(UNITS[self.ledger], most=3) or (chance.choice(UNITS[self.ledger]),)
        return e.ActivityDetail(
            type=kind,
            org=hosts[0],
            event=key("event", chance.randint(0, 5)),
            start=start,
            end=start + timedelta(days=chance.choice([0, 0, 2])),
            hosts=hosts,
            form=e.Form.AGGREGATE if aggregate else e.Form.SINGLE,
            compartment=e.PROTECTED if kind == "visit" else e.OPEN,
            sessions=chance.randint(1, 3),
            quantities=(("copies", Decimal(chance.choice([0, 30, 45]))),) if chance.randint(0, 1) else (),
            fields=tuple(("topic", one) for one in self._some(["law", "health"], most=2)),
            themes=self._some(["spring", "autumn"], most=2),
            actors=tuple(self._actor() for _ in range(chance.randint(0, 2))),
            headcounts=tuple(self._cell() for _ in range(chance.randint(0, 2))),
            attendances=() if kind == "visit" else self._names(),
            undertakers=self._some(UNITS[self.ledger], most=1),
            place_org=self._maybe(["V1", "V2"]),
        )

    def _actor(self) -> e.Actor:
        return e.Actor(
            "lecturer", self._maybe(["chair", "vice"]), self._maybe(["section"]), self._maybe(PEOPLE)
        )

    def _cell(self) -> e.Headcount:
        chance = self.random
        count = chance.choice([0, 1, 3, 12, 40, 90])
        return e.Headcount(
            count, chance.randint(1, 2), self._mode(), self._maybe(["learner"]), self._maybe(["young"])
        )

    def _names(self) -> tuple[e.Attendance, ...]:
        chance = self.random
        return tuple(
            e.Attendance(
                chance.choice(PEOPLE),
                chance.randint(1, 2),
                self._mode(),
                self._maybe(["learner"]),
                self._maybe(["young"]),
            )
            for _ in range(chance.randint(0, 3))
        )

    def _mode(self) -> e.Mode:
        return self.random.choice([e.Mode.ONSITE, e.Mode.ONSITE, e.Mode.ONLINE])

    # ------------------------------------------------------------------ units and people
    def move_unit(self) -> None:
        if self.ledger == OFFICE:
            unit, parent = self.random.choice(["V1", "V2", "V3"]), self.random.choice(["T1", "T2", "D"])
            self.append(e.OrganisationMoved(unit, self.random.choice(DAYS), parent))

    def merge_unit(self) -> None:
        if self.ledger == OFFICE:
            unit, into = self.random.choice([("V1", "V2"), ("V3", "V2"), ("T2", "T1")])
            self.append(e.OrganisationMerged(unit, self.random.choice(DAYS), into))

    def close_unit(self) -> None:
        if self.ledger == OFFICE:
            self.append(e.OrganisationClosed(self.random.choice(["V1", "V3"]), self.random.choice(DAYS)))

    def merge_person(self) -> None:
        person, into = self.random.sample(PEOPLE, 2)
        self.append(e.PersonRegistered(person, self._maybe(["D"]) or "C", date(2020, 1, 1)))
        self.append(e.PersonMerged(person, into))

    def unmerge_person(self) -> None:
        self.append(e.PersonUnmerged(self.random.choice(PEOPLE)))

    def take_post(self) -> None:
        unit, post = self.random.choice(["C", "D"]), self.random.choice(["chair", "vice", "clerk"])
        person, day = self.random.choice(PEOPLE), self.random.choice(DAYS)
        self.append(e.PostTaken(person, unit, post, day))
        if self.random.randint(0, 1):
            self.append(e.PostLeft(person, unit, post, day + timedelta(days=self.random.choice([0, 90]))))

    # ------------------------------------------------------------------ things with a life
    def open_item(self) -> None:
        chance, item = self.random, key("item", self.ledger, len(self._made["item"]))
        self._made["item"].append(item)
        kind = chance.choice(["problem", "cause", "case"])
        self.append(
            e.ItemOpened(
                item=item,
                day=chance.choice(DAYS),
                kind=kind,
                org=chance.choice(UNITS[self.ledger]),
                state=chance.choice(STATES),
                due=chance.choice([None, *DAYS]),
                owner=self._maybe([*PEOPLE, "chair"]),
                fields=tuple(("source", one) for one in self._some(["review", "self"], most=1)),
                compartment=e.PROTECTED if kind == "case" else e.OPEN,
            )
        )
        for other in self._made["item"][-2:-1]:
            self._link(f"item:{item}", f"item:{other}")

    def set_state(self) -> None:
        for item in self._one("item"):
            self.append(e.ItemStateSet(item, self.random.choice(DAYS), self.random.choice(STATES)))

    def change_item(self) -> None:
        for item in self._one("item"):
            self.append(
                e.ItemChanged(item, self.random.choice(DAYS), self.random.choice(DAYS), self._maybe(PEOPLE))
            )

    def link_activity(self) -> None:
        for item in self._one("item"):
            for activity in self._an_activity():
                self._link(f"activity:{activity}", f"item:{item}")

    def pair_unit(self) -> None:
        self._link("organisation:D", "organisation:V1", kind="paired_with")

    def cut_link(self) -> None:
        for link in self._one("link"):
            self.append(e.LinkCut(link, self.random.choice(DAYS)))

    def observe(self) -> None:
        made = key("observation", self.ledger, len(self._made["observation"]))
        self._made["observation"].append(made)
        about = f"item:{key('seen', self.random.randint(0, 2))}"
        unit, value = self.random.choice(UNITS[self.ledger]), Decimal(self.random.choice([0, 7, 250]))
        day = self.random.choice(DAYS)
        self.append(e.ObservationMade(made, about, unit, "views", value, day))

    def unsee(self) -> None:
        for made in self._one("observation"):
            self.append(e.ObservationWithdrawn(made))

    def declare(self) -> None:
        chance, made = self.random, key("value", self.ledger, len(self._made["value"]))
        self._made["value"].append(made)
        told = (made, chance.choice(UNITS[self.ledger]), chance.choice(["count", "heads"]), date(2023, 1, 1),
                date(2023, 12, 31), Decimal(chance.choice([3, 120])), "")  # fmt: skip
        day = chance.choice(DAYS)
        if chance.randint(0, 1):
            self.append(e.ValueDeclared(*told, "plan", day))
        else:
            self.append(e.ValueCited(*told, "bureau", "yearbook", day))

    def unsay(self) -> None:
        for made in self._one("value"):
            self.append(e.ValueWithdrawn(made))

    def _link(self, source: str, target: str, *, kind: str = "causes") -> None:
        link = key("link", self.ledger, len(self._made["link"]))
        self._made["link"].append(link)
        self.append(e.LinkMade(link, kind, source, target, self.random.choice(DAYS)))

    def _one(self, kind: str) -> list[UUID]:
        return [self.random.choice(self._made[kind])] if self._made[kind] else []


_OFTEN: list[Callable[[Office], None]] = [Office.record] * 18 + [Office.correct, Office.confirm] * 2
_STEPS: list[Callable[[Office], None]] = [
    *_OFTEN, Office.send_back, Office.withdraw, Office.sign, Office.state_heads, Office.move_unit,
    Office.merge_unit, Office.close_unit, Office.merge_person, Office.unmerge_person, Office.take_post,
    Office.open_item, Office.open_item, Office.set_state, Office.change_item, Office.link_activity,
    Office.pair_unit, Office.cut_link, Office.observe, Office.unsee, Office.declare, Office.unsay,
]  # fmt: skip


def generate(random: Random, *, steps: int) -> MemoryJournal:
    """A journal of both offices; about one entry in six is of the other office."""
    journal = MemoryJournal(lambda entry, name: b"salt" * 4)
    offices = [Office(journal, OFFICE, random), Office(journal, OTHER, random)]
    for _ in range(steps):
        offices[random.randint(0, 5) == 0].step()
    return journal
