"""Plays the rows of a spec through the use cases of an office, as a person would: checked, receipted, confirmed.

The office is whole (checks of ledger and pack, engine, drafting), its ports are the fakes of plain memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from shuzhi.catalog.canonical import sealed
from shuzhi.catalog.model import Outline, Pack, ParagraphSpec, SectionSpec, Sentence
from shuzhi.engine.base import Basis, Engine
from shuzhi.engine.reference import ReferenceEngine
from shuzhi.ledger import entries as e
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.close_item import close_item
from shuzhi.usecases.confirm_activity import confirm_activity
from shuzhi.usecases.make_link import make_link
from shuzhi.usecases.observe import observe
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_counted_items import open_counted_items
from shuzhi.usecases.open_item import open_item
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.set_item_state import set_item_state
from shuzhi.usecases.withdraw_activity import withdraw_activity
from shuzhi.usecases.writing import Done, Outcome, write
from shuzhi.values.period import SHANGHAI
from tests.spec.bodies import bodies_of, key
from tests.spec.language import Row
from tests.spec.stage import LEDGER, LONG_AGO, WORLD

CLERK = "clerk"
NOW = datetime(2024, 1, 5, 9, 0, tzinfo=SHANGHAI)


class NoFiles:
    def put(self, data: bytes) -> str:
        raise AssertionError("no evidence is laid beside here")

    def get(self, digest: str) -> bytes:
        raise AssertionError(digest)


class NoSigner:
    fingerprint = "none"

    def sign(self, message: bytes) -> bytes:
        raise AssertionError("nothing is signed here")


def report_of(codes: list[str], pack: Pack) -> Pack:
    """The pack with one more outline, "rows", that says each of these figures once."""
    sentences = tuple(
        Sentence(f"{pack.indicators[code.partition('@')[0]].name}{{{code}}}。", "always") for code in codes
    )
    section = SectionSpec(1, "数据", (ParagraphSpec(sentences),))
    outline = Outline("rows", "逐项", "Rows", "逐项数据", "", (section,), (0, 0))
    return sealed(replace(pack, outlines={**pack.outlines, "rows": outline}))


@dataclass
class Play:
    """An office with the world of the specs, counting by ``pack``."""

    pack: Pack
    journal: MemoryJournal = field(default_factory=lambda: MemoryJournal(lambda entry, name: b"salt" * 4))
    known: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, str] = field(default_factory=dict)
    renamed: dict[UUID, UUID] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.office = Office(
            LEDGER, self.pack.code, self.journal, self.journal, NoFiles(), NoSigner(), b"", self._engine
        )
        self.done(adopt_pack(self.office, by=CLERK, at=NOW, entry=self.new_id(), pack=self.pack))
        for order, (org, parent) in enumerate(WORLD):
            self.done(
                open_organisation(
                    self.office, by=CLERK, at=NOW, entry=self.new_id(), org=org, name=org,
                    kind="village_federation", day=LONG_AGO, parent=parent, order=order,
                )
            )  # fmt: skip
        self.done(
            make_link(
                self.office, by=CLERK, at=NOW, entry=self.new_id(), link=key("pair"), kind="paired_with",
                source="organisation:D", target="organisation:V1", day=LONG_AGO,
            )
        )  # fmt: skip

    def _engine(self, packs: Mapping[str, Pack], positions: Mapping[str, int]) -> Engine:
        return ReferenceEngine(Basis(packs, tuple(self.journal.rows(positions))))

    def new_id(self) -> UUID:
        return key(f"entry {self.journal.head(LEDGER).position + 1}")

    def done(self, outcome: Outcome) -> UUID:
        assert isinstance(outcome, Done), outcome
        return outcome.receipt.entry

    def tell(self, row: Row, number: int) -> None:
        named = (
            row
            if row["record"] or row.kind != "activity"
            else Row(row.kind, {**row.cells, "record": f"row {number}"})
        )
        last: UUID | None = None
        for body in bodies_of(named, known=set(self.known)):
            last = self._perform(self._in_its_compartment(body), last)

    def _perform(self, body: e.Body, last: UUID | None) -> UUID:
        match body:
            case e.ActivityRecorded():
                for one in (*body.detail.attendances, *body.detail.actors):
                    self._register(one.person)
                return self.done(
                    record_activity(
                        self.office,
                        by=CLERK,
                        at=NOW,
                        entry=self.new_id(),
                        activity=body.activity,
                        detail=body.detail,
                    )
                )
            case e.ActivityConfirmed():
                assert last is not None
                return self.done(
                    confirm_activity(
                        self.office, by=CLERK, at=NOW, entry=self.new_id(), activity=body.activity, upto=last
                    )
                )
            case e.ActivityWithdrawn():
                return self.done(
                    withdraw_activity(
                        self.office,
                        by=CLERK,
                        at=NOW,
                        entry=self.new_id(),
                        activity=body.activity,
                        reason="重复登记",
                    )
                )
            case e.ItemOpened() | e.ItemStateSet() | e.ItemClosed() | e.LinkMade() | e.ObservationMade():
                return self._of_item(body)
            case e.PostTaken():
                self._register(body.person)
        return self.done(write(self.office, self._entry(body)))

    def _of_item(self, body: e.Body) -> UUID:
        """By the verbs that pages and commands use."""
        common: dict[str, Any] = {"by": CLERK, "at": NOW, "entry": self.new_id()}
        match body:
            case e.ItemOpened() if body.compartment == e.PROTECTED:
                outcome = open_counted_items(
                    self.office, count=1, kind=body.kind, org=body.org, day=body.day, state=body.state,
                    fields=body.fields, **common,
                )  # fmt: skip
                # items entered by number bear ids of their own
                self.renamed[body.item] = uuid5(common["entry"], "item 0")
                self.kinds[self.renamed[body.item]] = body.kind
            case e.ItemOpened():
                self.kinds[body.item] = body.kind
                outcome = open_item(
                    self.office, item=body.item, kind=body.kind, org=body.org, day=body.day, state=body.state,
                    due=body.due, owner=body.owner, target=body.target, fields=body.fields, **common,
                )  # fmt: skip
            case e.ItemStateSet() | e.ItemClosed():
                item = self.renamed.get(body.item, body.item)
                verb = close_item if self._ends(item, body.state) else set_item_state
                outcome = verb(self.office, item=item, day=body.day, state=body.state, **common)
            case e.LinkMade():
                outcome = make_link(
                    self.office, link=body.link, kind=body.kind, source=body.source, target=body.target, day=body.day,
                    **common,
                )  # fmt: skip
            case e.ObservationMade():
                outcome = observe(
                    self.office, observation=body.observation, about=body.about, org=body.org, measure=body.measure,
                    value=body.value, day=body.day, compartment=body.compartment, **common,
                )  # fmt: skip
            case _:
                raise AssertionError(body)
        return self.done(outcome)

    def _register(self, person: str) -> None:
        if person and person not in self.people:
            self.people.add(person)
            self.done(write(self.office, self._entry(e.PersonRegistered(person, "D", LONG_AGO))))

    def _entry(self, body: e.Body) -> e.Entry:
        return e.Entry(LEDGER, self.new_id(), CLERK, NOW, body)

    def _ends(self, item: UUID, state: str) -> bool:
        states = self.pack.item_kinds[self.kinds[item]].states
        return any(one.final for one in states if one.code == state)

    def _in_its_compartment(self, body: e.Body) -> e.Body:
        """Protected kinds lie in the protected compartment; the specs of the pack do not say so on each row."""
        if isinstance(body, e.ActivityRecorded) and self.pack.types[body.detail.type].protected:
            return replace(body, detail=replace(body.detail, compartment=e.PROTECTED))
        if isinstance(body, e.ItemOpened) and self.pack.item_kinds[body.kind].protected:
            return replace(body, compartment=e.PROTECTED)
        return body
