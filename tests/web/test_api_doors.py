"""The doors of the interface: every operation, asked by whoever may not; and nothing of one unit seen from another."""

from __future__ import annotations

import json
import urllib.request
from datetime import date

import pytest

from tests.web import api_stage as stage
from tests.web.addresses import pattern_names
from tests.web.api_client import ASKED, Operation, Program, data_of, here, operations, training
from tests.web.conftest import Answer, Site, csrf_token
from tests.web.serving import LEDGER, OTHER_TOWN, TOWN
from tests.web.test_closed import HEADERS

BODIES = {"POST": b"{}", "GET": None}
LEVELS = ("draft", "read", "write")


def ask(program: Program, operation: Operation, ledger: str = stage.SMALL) -> Answer:
    headers = {"Content_Type": "application/json"} if operation.method == "POST" else {}
    return program.ask(operation.method, operation.at(ledger), BODIES[operation.method], headers)


def each(least: str = "draft") -> list[object]:
    return [
        pytest.param(one, id=one.name)
        for one in operations()
        if LEVELS.index(one.level) >= LEVELS.index(least)
    ]


def is_refused(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json"), (
        answer.text
    )
    told = data_of(answer)
    assert (told["code"], told["status"]) == (code, status)
    assert told["sentence"]


@pytest.mark.parametrize("operation", each())
def test_nobody_asks_without_a_token(site: Site, operation: Operation) -> None:
    answer = ask(Program(site), operation)
    is_refused(answer, 401, "api.unauthenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("operation", each())
@pytest.mark.parametrize("token", ["expired", "revoked"])
def test_a_token_that_is_over_opens_nothing(site: Site, operation: Operation, token: str) -> None:
    is_refused(ask(Program(site, token), operation), 401, "api.token_invalid")


@pytest.mark.parametrize("operation", each())
def test_a_token_does_not_outlive_the_rights_of_its_account(site: Site, operation: Operation) -> None:
    is_refused(ask(Program(site, "outlived"), operation), 403, "api.token_outlived")


@pytest.mark.parametrize("operation", each())
def test_a_token_opens_one_ledger_and_no_other(site: Site, operation: Operation) -> None:
    for ledger in (LEDGER, "no-such-ledger"):
        is_refused(ask(Program(site, "root_write"), operation, ledger), 403, "api.other_ledger")


@pytest.mark.parametrize("operation", each("read"))
def test_a_token_for_drafts_reads_and_writes_nothing(site: Site, operation: Operation) -> None:
    is_refused(ask(Program(site, "root_draft"), operation), 403, "api.level_too_low")


@pytest.mark.parametrize("operation", each("write"))
@pytest.mark.parametrize("token", ["root_read", "capped"])
def test_a_token_for_reading_writes_nothing(site: Site, operation: Operation, token: str) -> None:
    """Neither one made for reading, nor one made for writing whose account only reads."""
    is_refused(ask(Program(site, token), operation), 403, "api.level_too_low")


def test_every_operation_says_which_level_it_needs() -> None:
    levels = {one.name: one.level for one in operations()}
    assert {name for name, level in levels.items() if level == "write"} == {
        "post_entries",
        "post_report",
        "post_signature",
        "post_handed_over",
        "post_number",
        "post_paper",
        "post_taken_back",
        "post_form",
        "post_closed",
        "post_reopened",
        "post_evidence",
        "list_evidence",  # what a record rests on stays with whoever keeps it
        "get_evidence",
    }
    assert {name for name, level in levels.items() if level == "draft"} == {
        "post_drafts",
        "get_catalog",
        "get_indicator",
    }


def test_every_operation_that_reads_answers_whoever_may(site: Site) -> None:
    """The refusals above are not those of addresses that nobody can use."""
    for operation in operations():
        if operation.method == "GET":
            token = "root_write" if operation.level == "write" else "root_read"
            answer = ask(Program(site, token), operation)
            assert answer.status == 200, (operation.name, answer.text)


def test_the_description_needs_a_token_too(site: Site) -> None:
    for path in ("/api/v1/openapi.json", "/api/v1/"):
        is_refused(Program(site).get(path), 401, "api.unauthenticated")
        assert Program(site, "town_draft").get(path).status == 200


def test_what_is_no_address_of_the_interface_is_refused_as_data(site: Site) -> None:
    for path in ("/api/", "/api/v2/ledgers", "/api/v1/nothing"):
        is_refused(Program(site).get(path), 404, "api.not_found")


def test_the_interface_keeps_the_headers_of_the_pages(site: Site) -> None:
    answers = [
        Program(site).get(here("figures")),
        Program(site, "root_read").get(here("figures?period=2023")),
        Program(site, "root_read").get("/api/v1/"),
        Program(site, "root_read").get(here(f"reports/{stage.REPORT}/files/html")),
    ]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_addresses_of_pages_hold_none_of_the_interface() -> None:
    assert not {name for name in pattern_names() if name in {one.name for one in operations()}}


# ------------------------------------------------------------------------------------------ one's own unit only
def canary_paths() -> list[str]:
    """Whatever might let something of FAR slip out, by listing, by guessing ids, or by the tree of another day."""
    days = ("", "&restated=2023-12-31", "&restated=2019-01-01")
    lists = [f"{one.path}?{ASKED.get(one.name, '')}" for one in operations() if one.method == "GET"]
    closed = [path for path in lists if path.count("{") == 1]
    return [
        *(path.format(ledger=stage.SMALL) for path in closed),
        here("entries?after=0&limit=200"),
        *(here(f"figures?period=2023&limit=200{day}") for day in days),
        *(here(f"figures/skills_training_count/trace?period=2023{day}") for day in days),
        here("tables?period=2023&columns=skills_training_count&rows=organisation"),
        here(f"links?subject=item:{stage.FAR_ITEM}"),
        here(f"observations?about=item:{stage.FAR_ITEM}"),
        here(f"activities/{stage.FAR_ACTIVITY}"),
        here(f"items/{stage.FAR_ITEM}"),
        here(f"reports/{stage.FAR_REPORT}"),
        *(here(f"reports/{stage.FAR_REPORT}/files/{kind}") for kind in ("docx", "html", "figures")),
        here(f"organisations/{stage.FAR}"),
        *(here(f"{what}?org={stage.FAR}") for what in ("activities", "items", "observations", "reports")),
        *(
            here(f"figures/skills_training_count{more}?period=2023&org={stage.FAR}")
            for more in ("", "/trace")
        ),
        here(f"tables?period=2023&columns=skills_training_count&org={stage.FAR}"),
        *(here(f"entries/00000000-0000-0000-0000-{number:012x}") for number in range(0x1000, 0x1012)),
    ]


def far_ids() -> tuple[str, ...]:
    return tuple(
        str(one) for one in (stage.FAR_ACTIVITY, stage.FAR_ITEM, stage.FAR_OBSERVATION, stage.FAR_REPORT)
    )


def test_nothing_of_another_unit_stands_in_any_answer(site: Site) -> None:
    """One unit's token never reads another's name, titles, ids or code; the office above reads them all."""
    near, root = Program(site, "near_read"), Program(site, "root_read")
    asked = 0
    for path in canary_paths():
        answer = near.get(path)
        asked += 1
        for word in (stage.CANARY, *far_ids(), f'"{stage.FAR}"'):
            assert word.encode() not in answer.body, path
            assert word.encode("unicode_escape") not in answer.body, path
    assert asked > 50
    seen = b"".join(root.get(path).body for path in canary_paths())
    for word in (stage.CANARY.encode("unicode_escape"), *(one.encode() for one in far_ids())):
        assert word in seen


@pytest.mark.parametrize(
    "path",
    [
        f"activities/{stage.FAR_ACTIVITY}",
        f"items/{stage.FAR_ITEM}",
        f"reports/{stage.FAR_REPORT}",
        f"reports/{stage.FAR_REPORT}/files/docx",
        f"reports/{stage.FAR_REPORT}/signatures",
        f"reports/{stage.FAR_REPORT}/pdf",
        f"forms/{stage.FORM}?period=2023&org={stage.FAR}",
        f"forms/{stage.FORM}/file?period=2023&org={stage.FAR}",
        f"organisations/{stage.FAR}",
        f"figures/skills_training_count?period=2023&org={stage.FAR}",
        f"figures/skills_training_count?period=2023&org={stage.ROOT}",
        f"figures?period=2023&org={stage.ROOT}",
        f"tables?period=2023&columns=skills_training_count&org={stage.ROOT}",
        f"figures/skills_training_count/chart?period=2023&org={stage.FAR}",
        f"plan?period=2023&org={stage.FAR}",
        f"activities?org={stage.ROOT}",
    ],
)
def test_a_unit_beside_or_above_is_refused(site: Site, path: str) -> None:
    assert Program(site, "near_read").get(here(path)).status == 403
    assert Program(site, "root_read").get(here(path)).status == 200


def test_an_audit_tells_no_figure_of_a_unit_out_of_view(site: Site) -> None:
    """Whoever names a neighbour in a text learns nothing of the neighbour's records from the findings."""
    sent = {"text": f"远岸镇妇联{stage.CANARY}2023年举办技能培训87场。", "period": "2023"}
    answer = data_of(Program(site, "near_read").post(here("audit"), sent))
    assert stage.FAR not in {one["org"] for one in answer["verdicts"]}
    above = data_of(Program(site, "root_read").post(here("audit"), sent))
    assert stage.FAR in {one["org"] for one in above["verdicts"]}


def test_towns_of_the_example_year_see_their_own(site: Site) -> None:
    for token, own, other in (("town_read", TOWN, OTHER_TOWN), ("other_town_read", OTHER_TOWN, TOWN)):
        program = Program(site, token)
        units = {
            one["org"]
            for one in data_of(program.get(here(f"organisations?day={date(2023, 1, 1)}", LEDGER)))[
                "organisations"
            ]
        }
        assert own in units
        assert other not in units
        assert program.get(here(f"activities?org={other}", LEDGER)).status == 403
        lines = data_of(program.get(here("activities?limit=200", LEDGER)))["activities"]
        assert lines
        assert all(one["org"].startswith(own) for one in lines)


def test_protected_work_is_counted_and_never_shown(site: Site) -> None:
    program = Program(site, "root_read")
    is_refused(program.get(here(f"activities/{stage.PROTECTED_ACTIVITY}")), 403, "api.sealed")
    for path in ("entries?limit=200", "activities?limit=200"):
        assert str(stage.PROTECTED_ACTIVITY) not in program.get(here(path)).text


# ------------------------------------------------------------------------------------------ the own pages
def test_somebody_logged_in_reads_with_her_session(site: Site) -> None:
    office = site.visitor("office")
    assert office.get(here("figures/outreach_sessions?period=2023", LEDGER)).status == 200
    assert office.get(here("figures/outreach_sessions?period=2023")).status == 403
    assert site.visitor("stranger").get(here("organisations", LEDGER)).status == 403


def test_a_session_alone_writes_nothing(site: Site) -> None:
    """What another site makes a browser send carries the session's cookie, but not its token."""
    office = site.visitor("office")
    answer = office.send(here("entries", LEDGER), {"entries": [training(TOWN)]})
    is_refused(answer, 403, "api.forbidden")


def test_the_own_pages_may_ask_with_session_and_csrf_token(site: Site) -> None:
    office = site.visitor("office")
    request = urllib.request.Request(
        site.root + here("claims", LEDGER),
        data=json.dumps({"text": "全年培训38场。"}).encode(),
        headers={"Content-Type": "application/json", "X-CSRFToken": csrf_token(office.get("/design").text)},
    )
    answer = office._ask(request)
    assert answer.status == 200, answer.text
    assert [one["value"] for one in data_of(answer)["claims"]] == [38]
