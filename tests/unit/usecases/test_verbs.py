"""Every writing verb: keyword-only, its actor and instant named, one entry of its kind, nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from shuzhi import usecases
from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.ledger.entries import ActivityDetail, Attendance, Headcount
from shuzhi.usecases.make_checkpoint import make_checkpoint
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Done
from shuzhi.values.period import Period
from tests.unit.usecases.offices import AT, BY, number

DAY = date(2023, 2, 14)
LATER = date(2023, 6, 1)
TALK = ActivityDetail(
    type="lead_goose_training", org="V1", event=number(500), start=DAY, end=DAY, headcounts=(Headcount(31),)
)
ITEM = {"item": number(70), "day": DAY}
VALUE = {
    "org": "D", "indicator": "outreach_sessions", "start": date(2021, 1, 1), "end": date(2021, 12, 31),
    "value": Decimal(113), "unit": "场", "document": "旧材料", "document_day": DAY,
}  # fmt: skip
# One life of an office, in an order in which every verb makes sense.
STORY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("register_person", "person.registered", {"person": "p1", "org": "V1", "day": DAY}),
    ("register_person", "person.registered", {"person": "p2", "org": "V1", "day": DAY}),
    ("move_person", "person.moved", {"person": "p1", "org": "V2", "day": LATER}),
    ("merge_person", "person.merged", {"person": "p2", "into": "p1"}),
    ("unmerge_person", "person.unmerged", {"person": "p2"}),
    ("take_post", "post.taken", {"person": "p1", "org": "D", "post": "chair", "day": DAY}),
    ("leave_post", "post.left", {"person": "p1", "org": "D", "post": "chair", "day": LATER}),
    ("record_activity", "activity.recorded", {"activity": number(50), "detail": TALK}),
    ("state_headcount", "headcount.stated", {"activity": number(50), "headcount": Headcount(33)}),
    ("sign_in", "attendance.signed", {"activity": number(50), "attendances": (Attendance("p1"),)}),
    ("attach_evidence", "evidence.attached",
     {"activity": number(50), "evidence": number(51), "kind": "sheet", "data": b"x", "filename": "sheet.txt"}),
    ("return_activity", "activity.returned", {"activity": number(50), "upto": number(1010), "reason": "请补"}),
    ("correct_activity", "activity.corrected",
     {"activity": number(50), "corrects": number(1007), "detail": TALK, "reason": "更正"}),
    ("confirm_activity", "activity.confirmed", {"activity": number(50), "upto": number(1012)}),
    ("record_activity", "activity.recorded", {"activity": number(52), "detail": TALK}),
    ("deny_likeness", "likeness.denied", {"one": number(52), "other": number(50)}),
    ("ask_likeness_again", "likeness.asked_again", {"one": number(50), "other": number(52)}),
    ("answer_cadence", "cadence.answered",
     {"org": "D", "kind": "party_lecture", "period": Period.year(2023), "reason": "未设党组"}),
    ("ask_cadence_again", "cadence.asked_again", {"org": "D", "kind": "party_lecture", "period": Period.year(2023)}),
    ("withdraw_activity", "activity.withdrawn", {"activity": number(50), "reason": "重复"}),
    ("open_item", "item.opened", {**ITEM, "kind": "plan_item", "org": "D", "state": "planned"}),
    ("change_item", "item.changed", {**ITEM, "target": Decimal(17)}),
    ("set_item_state", "item.state_set", {**ITEM, "state": "doing"}),
    ("close_item", "item.closed", {**ITEM, "state": "done"}),
    ("open_item", "item.opened", {"item": number(71), "day": DAY, "kind": "problem", "org": "D", "state": "open"}),
    ("make_link", "link.made",
     {"link": number(72), "kind": "follows_from", "source": f"item:{number(70)}", "target": f"item:{number(71)}",
      "day": DAY}),
    ("cut_link", "link.cut", {"link": number(72), "day": LATER}),
    ("observe", "observation.made",
     {"observation": number(80), "about": "organisation:D", "org": "D", "measure": "executives",
      "value": Decimal(37), "day": DAY}),
    ("withdraw_observation", "observation.withdrawn", {"observation": number(80)}),
    ("declare_value", "value.declared", {**VALUE, "value_id": number(90)}),
    ("cite_value", "value.cited", {**VALUE, "value_id": number(91), "source_org": "别处"}),
    ("withdraw_value", "value.withdrawn", {"value_id": number(91)}),
    ("list_formulation", "formulation.listed",
     {"formulation": number(95), "slot": "opening", "text": "按照年度安排", "start": DAY}),
    ("close_period", "period.closed", {"org": "D", "start": date(2022, 1, 1), "end": date(2022, 12, 31)}),
    ("reopen_period", "period.reopened", {"org": "D", "start": date(2022, 1, 1), "end": date(2022, 12, 31)}),
    ("open_organisation", "organisation.opened",
     {"org": "V3", "name": "V3妇联", "kind": "village_federation", "day": DAY, "parent": "D"}),
    ("change_organisation", "organisation.changed", {"org": "V3", "day": LATER, "name": "新名妇联"}),
    ("move_organisation", "organisation.moved", {"org": "V3", "day": LATER, "parent": "V2"}),
    ("merge_organisation", "organisation.merged", {"org": "V3", "day": date(2023, 7, 1), "into": "V1"}),
    ("close_organisation", "organisation.closed", {"org": "V2", "day": date(2023, 12, 1)}),
    ("erase_person", "person.erased", {"person": "p1"}),
)  # fmt: skip


def verb(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(f"shuzhi.usecases.{name}"), name)
    return found


def writing_verbs() -> list[str]:
    """Modules named after a function of theirs that takes an actor."""
    folder = Path(usecases.__file__).parent
    names = sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
    found = []
    for name in names:
        function = getattr(import_module(f"shuzhi.usecases.{name}"), name, None)
        if inspect.isfunction(function) and "by" in inspect.signature(function).parameters:
            found.append(name)
    return found


def test_every_verb_is_told_of() -> None:
    """In the story above, or in a test that takes it up by name."""
    here = Path(__file__)
    tests = [path for path in here.parents[2].rglob("test_*.py") if path != here]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    told = {name for name, _, _ in STORY} | {"make_checkpoint"}
    assert [
        name for name in writing_verbs() if name not in told and f"usecases.{name} import" not in texts
    ] == []


@pytest.mark.parametrize("name", writing_verbs())
def test_a_verb_takes_all_but_its_ports_by_keyword_and_names_actor_and_instant(name: str) -> None:
    parameters = inspect.signature(verb(name)).parameters.values()
    ports = [one for one in parameters if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    told = {one.name for one in parameters if one not in ports and one.default is inspect.Parameter.empty}
    assert ports[0].annotation == "Office"
    assert len(ports) <= 2
    assert {"by", "at"} <= told


def test_every_verb_writes_one_entry_of_its_kind(office: Office) -> None:
    start = office.journal.head(office.ledger).position
    for place, (name, type_, arguments) in enumerate(STORY):
        outcome = verb(name)(office, by=BY, at=AT, entry=number(1000 + place), **arguments)
        assert isinstance(outcome, Done), (name, outcome)
        assert outcome.receipt.position == start + place + 1, name
        record = office.journal.find(office.ledger, number(1000 + place))
        assert record is not None
        assert (record.entry.body.type, record.entry.by, record.entry.at) == (type_, BY, AT)


def test_telling_the_whole_story_again_writes_nothing(office: Office) -> None:
    """However often an office's device sends what it holds, the ledger holds it once."""
    for place, (name, _, arguments) in enumerate(STORY):
        verb(name)(office, by=BY, at=AT, entry=number(1000 + place), **arguments)
    head = office.journal.head(office.ledger)
    for place, (name, _, arguments) in enumerate(STORY):
        again = verb(name)(office, by=BY, at=AT, entry=number(1000 + place), **arguments)
        assert isinstance(again, Done), name
        assert again.receipt.repeated
    assert office.journal.head(office.ledger) == head


def test_a_checkpoint_signs_the_head_and_is_made_once(office: Office) -> None:
    head = office.journal.head(office.ledger)
    first = make_checkpoint(office, by=BY, at=AT, entry=number(2000))
    again = make_checkpoint(office, by=BY, at=AT, entry=number(2000))
    assert isinstance(first, Checkpoint)
    assert first == again
    assert (first.position, first.head) == (head.position, head.hash)
    assert Checkpoint.from_json(first.to_json()) == first
    assert office.journal.head(office.ledger).position == head.position + 1
