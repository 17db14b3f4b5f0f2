"""Writing through the interface: once whatever the network does, for one's own units only, all or none."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from shuzhi.ledger.codec import BODY_TYPES
from shuzhi.ledger.entries import Body
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.shapes import shape_of
from shuzhi.ledger.tree import TreeView
from shuzhi.ledger.view import View
from shuzhi.web.api.bearing import ELSEWHERE, bearing_of
from tests.ledger_every_type import BODIES, DAY
from tests.web import api_stage as stage
from tests.web.api_client import Program, data_of, here, new_id, training
from tests.web.conftest import Answer, Site

ENTRIES = here("entries")
ROUNDS = 40  # times eight senders


@pytest.fixture(scope="module")
def program(site: Site) -> Program:
    return Program(site, "root_write")


@pytest.fixture(scope="module")
def near(site: Site) -> Program:
    return Program(site, "near_write")


def send(program: Program, *entries: dict[str, Any]) -> Answer:
    return program.post(ENTRIES, {"entries": list(entries)})


def entry(kind: str, body: dict[str, Any], **beside: str) -> dict[str, Any]:
    return {"id": new_id(), "type": kind, "body": body, "beside": beside}


def head(program: Program) -> int:
    return int(data_of(program.get(here("entries?limit=1")))["head"])


# ------------------------------------------------------------------------------------------ once
def test_an_entry_sent_again_is_answered_as_the_first_time(program: Program) -> None:
    sent = training()
    first, again = send(program, sent), send(program, sent)
    assert (first.status, again.status) == (201, 200)
    receipts = [data_of(answer)["receipts"][0] for answer in (first, again)]
    assert [one["repeated"] for one in receipts] == [False, True]
    assert receipts[0]["position"] == receipts[1]["position"] == head(program)


def test_another_content_under_the_same_id_is_a_conflict(program: Program) -> None:
    sent = training(heads=12)
    assert send(program, sent).status == 201
    before = head(program)
    changed = {**sent, "body": {**sent["body"], "detail": {**sent["body"]["detail"], "end": "2023-09-02"}}}
    for other in (changed, {**sent, "beside": {"title": "另一个班"}}, {**sent, "beside": {}}):
        answer = send(program, other)
        assert (answer.status, data_of(answer)["code"]) == (409, "ledger.entry_conflict")
    assert head(program) == before


def test_the_same_id_from_another_account_is_a_conflict(site: Site, program: Program) -> None:
    """The id says what was captured and by whom; nobody takes over another's."""
    sent = training()
    assert send(program, sent).status == 201
    office = site.visitor("office")
    assert office.get(here("entries", "office")).status == 200
    assert send(Program(site, "near_write"), sent).status == 200  # the same account, with another token


def test_one_id_at_the_same_instant_is_one_entry(program: Program) -> None:
    """Eight senders at once, round after round: one entry each, every answer the same, no answer an error."""
    before, refused = head(program), 0
    with ThreadPoolExecutor(8) as senders:
        for _ in range(ROUNDS):
            sent = training()
            answers = list(senders.map(lambda one: send(program, one), [sent] * 8))
            refused += sum(answer.status not in (200, 201) for answer in answers)
            assert len({data_of(answer)["receipts"][0]["position"] for answer in answers}) == 1
    assert refused == 0
    assert head(program) == before + ROUNDS


def test_two_contents_under_one_id_at_the_same_instant_are_one_entry_and_conflicts(program: Program) -> None:
    before = head(program)
    with ThreadPoolExecutor(8) as senders:
        for _ in range(ROUNDS // 2):
            first = training(heads=10)
            second = {**first, "beside": {"title": "另一个班"}}
            answers = list(senders.map(lambda one: send(program, one), [first, second] * 4))
            written = {
                tuple(sorted(data_of(one)["receipts"][0].items())) for one in answers if one.status == 201
            }
            assert len(written) == 1
            assert sorted(one.status for one in answers) == [200] * 3 + [201] + [409] * 4
    assert head(program) == before + ROUNDS // 2


def test_a_bad_network_loses_and_doubles_nothing(program: Program) -> None:
    """Entries sent twice, thrice, out of order and in overlapping batches stand once each, and none is missing."""
    chance = random.Random(7)
    captured = [training(heads=number) for number in range(1, 41)]
    before = head(program)
    waiting = [one for one in captured for _ in range(chance.choice((1, 1, 2, 3)))]
    chance.shuffle(waiting)
    while waiting:
        batch, waiting = waiting[:7], waiting[7:]
        unique = list({one["id"]: one for one in batch}.values())
        assert send(program, *unique).status in (200, 201)
    assert head(program) == before + len(captured)
    read = data_of(program.get(here(f"entries?after={before}&limit=200")))["entries"]
    assert {one["id"] for one in read} == {one["id"] for one in captured}


def test_a_batch_is_written_whole_or_not_at_all(program: Program) -> None:
    before = head(program)
    answer = send(program, training(), training("no-such-unit"))
    assert answer.status in (403, 422)
    assert send(program, training(), training(type="no_such_type")).status == 422
    assert head(program) == before


def test_the_server_says_when(program: Program) -> None:
    """A wrong clock at the sender orders nothing: the instant is the server's, and not to be sent."""
    answer = send(program, {**training(), "at": "1970-01-01T00:00:00Z"})
    assert answer.status == 201
    position = data_of(answer)["receipts"][0]["position"]
    told = data_of(program.get(here(f"entries?after={position - 1}&limit=1")))["entries"][0]
    assert told["at"] > "2023"


def test_an_entry_found_wrong_says_why_in_the_language_asked_for(program: Program) -> None:
    sent = {"entries": [training(sessions=0)]}
    told = {lang: data_of(program.post(ENTRIES, sent, Accept_Language=lang)) for lang in ("zh", "en")}
    assert {one["code"] for one in told.values()} == {"ledger.sessions_below_one"}
    assert told["zh"]["problems"][0]["sentence"] != told["en"]["problems"][0]["sentence"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"activity": "no id", "detail": {}},
        {"activity": str(UUID(int=1)), "detail": {"type": "skills_training"}},
        {"activity": str(UUID(int=1)), "detail": None, "late": 3},
        {"unknown": 1},
    ],
)
def test_a_body_that_fits_no_entry_is_refused(program: Program, body: dict[str, Any]) -> None:
    answer = send(program, entry("activity.recorded", body))
    assert (answer.status, data_of(answer)["code"].partition(".")[0]) == (422, "ledger")


# ------------------------------------------------------------------------------------------ one's own units
def test_a_record_goes_its_whole_way(site: Site, near: Program) -> None:
    """Recorded, confirmed, counted, traced: the figure names the record, at positions that stay."""
    before = figure(site, near)
    sent = training()
    activity = sent["body"]["activity"]
    recorded = data_of(send(near, sent))["receipts"][0]["id"]
    assert send(near, entry("activity.confirmed", {"activity": activity, "upto": recorded})).status == 201
    after = figure(site, near)
    assert int(after["low"]) == int(before["low"]) + 1
    assert near.get(before["permanent"]).body == near.get(before["permanent"]).body
    assert data_of(near.get(before["permanent"]))["low"] == before["low"]
    records = data_of(near.get(here("figures/skills_training_count/trace?period=2023&limit=200")))["records"]
    assert f"activity:{activity}" in {one["subject"] for one in records}


def figure(site: Site, program: Program) -> dict[str, Any]:
    return data_of(program.get(here("figures/skills_training_count?period=2023")))


def far_entries() -> dict[str, dict[str, Any]]:
    """What somebody of NEAR might try on FAR, or on the office above."""
    day = "2023-09-01"
    own = training()["body"]
    far = {"item": str(stage.FAR_ITEM), "day": day}
    link = {"link": new_id(), "kind": "answers", "day": day}
    return {
        "record": training(stage.FAR),
        "record above": training(stage.ROOT),
        "record jointly": training(stage.NEAR, hosts=[stage.NEAR, stage.FAR]),
        "correct": entry(
            "activity.corrected",
            {
                "activity": str(stage.FAR_ACTIVITY),
                "corrects": new_id(),
                "detail": own["detail"],
            },
            reason="试",
        ),
        "withdraw": entry("activity.withdrawn", {"activity": str(stage.FAR_ACTIVITY)}, reason="试"),
        "confirm": entry("activity.confirmed", {"activity": str(stage.FAR_ACTIVITY), "upto": new_id()}),
        "headcount": entry(
            "headcount.stated", {"activity": str(stage.FAR_ACTIVITY), "headcount": {"count": 1}}
        ),
        "open item": entry(
            "item.opened",
            {"item": new_id(), "day": day, "kind": "problem", "org": stage.FAR, "state": "open"},
        ),
        "set state": entry("item.state_set", {**far, "state": "solved"}),
        "link from": entry(
            "link.made", {**link, "source": f"item:{stage.FAR_ITEM}", "target": f"item:{stage.ITEM}"}
        ),
        "link to": entry(
            "link.made", {**link, "source": f"item:{stage.ITEM}", "target": f"item:{stage.FAR_ITEM}"}
        ),
        "observe": entry(
            "observation.made",
            {
                "observation": new_id(),
                "about": f"item:{stage.ITEM}",
                "org": stage.FAR,
                "measure": "views",
                "value": "3",
                "day": day,
            },
        ),
        "take back": entry("observation.withdrawn", {"observation": str(stage.FAR_OBSERVATION)}, reason="试"),
        "rename": entry("organisation.changed", {"org": stage.FAR, "day": day, "name": "改名"}),
        "rename oneself": entry("organisation.changed", {"org": stage.NEAR, "day": day, "name": "改名"}),
        "open beside": entry(
            "organisation.opened",
            {
                "org": "990201003",
                "day": day,
                "name": "新",
                "kind": "township_federation",
                "parent": stage.ROOT,
            },
        ),
        "open on top": entry(
            "organisation.opened",
            {"org": "990209", "day": day, "name": "新", "kind": "county_federation", "parent": ""},
        ),
        "take in": entry("organisation.moved", {"org": stage.FAR, "day": day, "parent": stage.NEAR}),
        "swallow": entry("organisation.merged", {"org": stage.FAR, "day": day, "into": stage.NEAR}),
        "register": entry("person.registered", {"person": "p-far", "org": stage.FAR, "day": day}),
        "close period": entry("period.closed", {"org": stage.FAR, "start": day, "end": day}),
        "declare": entry(
            "value.declared",
            {
                "value_id": new_id(),
                "org": stage.FAR,
                "indicator": "skills_training_count",
                "start": day,
                "end": day,
                "value": "9",
                "unit": "场",
                "document": "旧报告",
                "document_day": day,
            },
        ),
        "wording": entry(
            "formulation.listed", {"formulation": new_id(), "slot": "opening", "text": "试", "start": day}
        ),
        "setting": entry("setting.adopted", {"code": "x", "value": "1", "day": day}),
        "answer a hint": entry(
            "cadence.answered",
            {"org": stage.FAR, "kind": "theme_party_day", "start": day, "end": day},
            reason="试",
        ),
    }


@pytest.mark.parametrize("act", sorted(far_entries()))
def test_nothing_is_written_for_a_unit_outside_the_token(near: Program, program: Program, act: str) -> None:
    before = head(program)
    answer = send(near, far_entries()[act])
    assert answer.status == 403, answer.text
    assert data_of(answer)["code"] in ("api.not_your_unit", "api.whole_ledger")
    assert send(near, training(), far_entries()[act]).status == 403
    assert head(program) == before


def test_a_hint_of_the_own_unit_is_answered_and_asked_again(near: Program) -> None:
    days = {"org": stage.NEAR, "kind": "theme_party_day", "start": "2023-03-01", "end": "2023-03-31"}
    assert send(near, entry("cadence.answered", days)).status == 422  # nobody said why
    assert send(near, entry("cadence.answered", days, reason="未设支部")).status == 201
    assert send(near, entry("cadence.asked_again", days)).status == 201
    assert send(near, entry("cadence.asked_again", days)).status == 422


def test_whoever_opens_a_unit_may_fill_it_in_the_same_act(near: Program) -> None:
    village = f"{stage.NEAR}{random.randrange(10**6):06d}"
    opened = entry(
        "organisation.opened",
        {
            "org": village,
            "day": "2021-01-01",
            "name": "新村妇联",
            "kind": "village_federation",
            "parent": stage.NEAR,
        },
    )
    assert send(near, opened, training(village)).status == 201
    assert data_of(near.get(here(f"organisations/{village}")))["parent"] == stage.NEAR


@pytest.mark.parametrize("kind", sorted(ELSEWHERE))
def test_what_is_more_than_its_entry_is_not_taken_as_one(program: Program, kind: str) -> None:
    answer = send(program, entry(kind, {}))
    assert (answer.status, data_of(answer)["code"]) == (422, "api.entry_elsewhere")


def test_every_entry_type_is_taken_or_refused_on_purpose() -> None:
    """One that is added to the ledger is closed here until somebody has said whose it is."""
    assert {body.type for body in BODIES} == set(BODY_TYPES)
    view, tree = View(MemoryJournal(), "vectors"), TreeView({}, DAY)
    assert [body.type for body in BODIES if bearing_of(body, view=view, tree=tree) is None] == []


def nobodys() -> dict[str, Body]:
    """Entries about things that nobody wrote about: they speak for no unit, so no unit's owner could refuse them."""
    view, tree = View(MemoryJournal(), "vectors"), TreeView({}, DAY)
    found = {body.type: bearing_of(body, view=view, tree=tree) for body in BODIES}
    lone = {kind for kind, one in found.items() if one and not one.whole and not one.units}
    return {body.type: body for body in BODIES if body.type in lone - ELSEWHERE}


@pytest.mark.parametrize("kind", sorted(nobodys()))
def test_what_speaks_for_nobody_is_refused_by_the_ledger(near: Program, kind: str) -> None:
    body = nobodys()[kind]
    shape: Any = type(body)
    answer = send(near, entry(kind, shape_of(shape).encode(body), reason="试"))
    assert (answer.status, data_of(answer)["code"].partition(".")[0]) == (422, "ledger"), answer.text


def test_a_type_that_is_none_is_refused(program: Program) -> None:
    answer = send(program, entry("nothing.done", {}))
    assert (answer.status, data_of(answer)["code"]) == (422, "api.entry_type_unknown")


# ------------------------------------------------------------------------------------------ other verbs
def test_a_report_is_compiled_once(program: Program) -> None:
    sent = {
        "entry": new_id(),
        "report": new_id(),
        "org": stage.NEAR,
        "period": "2023",
        "outline": "duty_report",
    }
    first, again = program.post(here("reports"), sent), program.post(here("reports"), sent)
    assert (first.status, again.status) == (201, 200)
    assert data_of(first)["digest"] == data_of(again)["digest"]
    assert data_of(first)["figures"] > 10
    files = data_of(first)["files"]
    word = program.get(files["docx"])
    assert word.body[:2] == b"PK"
    assert program.get(files["docx"]).body == word.body
    other = program.post(here("reports"), {**sent, "period": "2022"})
    assert (other.status, data_of(other)["code"]) == (409, "ledger.entry_conflict")


def test_a_report_for_another_unit_is_refused(near: Program) -> None:
    sent = {"entry": new_id(), "report": new_id(), "org": stage.FAR, "period": "2023"}
    assert near.post(here("reports"), sent).status == 403


def test_a_report_handed_out_is_found_untouched_and_changed(program: Program) -> None:
    word = program.get(here(f"reports/{stage.REPORT}/files/docx")).body
    told = data_of(program.upload(here("verify"), "报告.docx", word))
    assert (told["status"], told["findings"]) == ("untouched", [])
    assert len(told["figures"]) > 10
    assert program.upload(here("verify"), "报告.docx", b"no file of Word").status == 422


def test_a_number_handed_over_is_put_down_once_and_remembered(near: Program, program: Program) -> None:
    sent = {
        "entry": new_id(),
        "number": new_id(),
        "receiver": "上级妇联办公室",
        "day": "2024-01-05",
        "way": "word",
        "indicator": "skills_training_count",
        "org": stage.NEAR,
        "period": "2023",
    }
    first = near.post(here("numbers"), sent)
    assert first.status == 201
    recorded = data_of(send(near, late := training()))["receipts"][0]["id"]
    send(near, entry("activity.confirmed", {"activity": late["body"]["activity"], "upto": recorded}))
    again = near.post(here("numbers"), sent)
    assert (again.status, data_of(again)["receipts"][0]["repeated"]) == (200, True)
    assert near.post(here("numbers"), {**sent, "receiver": "别处"}).status == 409
    told = {one["number"]: one for one in data_of(near.get(here("numbers?limit=50")))["numbers"]}[
        sent["number"]
    ]
    assert told["differs"]
    assert told["reasons"]
    assert told["positions"] != told["now_positions"]
    assert near.post(here("numbers"), {**sent, "entry": new_id(), "org": stage.FAR}).status == 403


def test_a_number_of_another_unit_is_not_listed(near: Program, program: Program) -> None:
    sent = {
        "entry": new_id(),
        "number": new_id(),
        "receiver": "上级妇联办公室",
        "day": "2024-01-06",
        "way": "word",
        "indicator": "skills_training_count",
        "org": stage.FAR,
        "period": "2023",
    }
    assert program.post(here("numbers"), sent).status == 201
    assert sent["number"] in program.get(here("numbers?limit=50")).text
    assert sent["number"] not in near.get(here("numbers?limit=50")).text
