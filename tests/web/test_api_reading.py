"""Reading through the interface: figures that say what they depend on, pages that follow each other, words as asked for."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

import pytest

from shuzhi.messages import read_sentences
from shuzhi.web.api.reference import FILE_KINDS, shape_code
from tests.web import api_stage as stage
from tests.web.api_client import Program, data_of, description, here, operations
from tests.web.conftest import Site
from tests.web.serving import DISTRICT, LEDGER, TOWN

INDICATOR = "outreach_attendances"
NUMBER = {"low", "high", "unit", "certainty", "pending"}


@pytest.fixture(scope="module")
def office(site: Site) -> Program:
    return Program(site, "office_read")


def figure(program: Program, indicator: str = INDICATOR, more: str = "") -> dict[str, Any]:
    return data_of(program.get(here(f"figures/{indicator}?period=2023{more}", LEDGER)))


# ------------------------------------------------------------------------------------------ figures
def names_its_basis(told: dict[str, Any], head: int) -> None:
    assert told["positions"] == [{"ledger": LEDGER, "position": head}]
    assert len(told["pack"]["digest"]) == 64


def test_every_answer_with_a_figure_names_positions_pack_certainty_and_pending(office: Program) -> None:
    head = data_of(office.get(here("entries?limit=1", LEDGER)))["head"]
    asked = "period=2023&limit=200"
    listed = data_of(office.get(here(f"figures?{asked}", LEDGER)))
    trace = data_of(office.get(here(f"figures/{INDICATOR}/trace?{asked}", LEDGER)))
    table = data_of(office.get(here(f"tables?period=2023&columns={INDICATOR}", LEDGER)))
    for told in (listed, table, figure(office), trace["figure"], *listed["figures"]):
        names_its_basis(told, head)
    numbers = [figure(office), trace["figure"], *listed["figures"], *table["whole"]]
    numbers += [cell for row in table["rows"] for cell in row["cells"]]
    numbers += [part for one in listed["figures"] for part in one["parts"]]
    assert len(numbers) > 100
    assert all(set(one) >= NUMBER for one in numbers)


def test_a_figure_is_the_one_that_the_page_shows(site: Site, office: Program) -> None:
    told = figure(office)
    page = site.visitor("office").get(f"/ledgers/{LEDGER}/figures/{INDICATOR}/{DISTRICT}/2023/").text
    assert f"{int(told['low']):,}" in page or told["low"] in page


def test_a_figure_at_an_earlier_position_is_another_and_stays(office: Program) -> None:
    now, then = figure(office), figure(office, more="&as_of=600")
    assert then["positions"][0]["position"] == 600
    assert then["low"] != now["low"]
    assert data_of(office.get(then["permanent"])) == then


def test_a_figure_of_people_is_an_interval(office: Program) -> None:
    told = figure(office, "outreach_people")
    assert told["certainty"] in ("bounded", "exact")
    assert told["high"] is None or int(told["low"]) <= int(told["high"])


def test_the_records_of_a_trace_are_all_told_once_over_its_pages(office: Program) -> None:
    whole = data_of(office.get(here(f"figures/{INDICATOR}/trace?period=2023&limit=200", LEDGER)))
    total, found, after = whole["figure"]["records"], [], ""
    while True:
        path = here(f"figures/{INDICATOR}/trace?period=2023&limit=7&after={after}", LEDGER)
        told = data_of(office.get(path))
        found += told["records"]
        after = told["following"]
        if not after:
            break
    assert len(found) == total > 14
    assert len({(one["subject"], one["part"], one["org"]) for one in found}) == total
    sole = sum(int(one["share"]) for one in found if not one["repeat"])
    assert sole <= int(whole["figure"]["low"]) <= sum(int(one["share"]) for one in found)


def test_the_rows_of_a_table_are_months_or_the_units_below_in_official_order(office: Program) -> None:
    months = data_of(office.get(here(f"tables?period=2023&columns={INDICATOR}", LEDGER)))
    keys = [row["key"] for row in months["rows"]]
    assert keys == sorted(keys)
    units = data_of(office.get(here(f"tables?period=2023&columns={INDICATOR}&rows=organisation", LEDGER)))
    order = [
        one["org"]
        for one in data_of(office.get(here("organisations?day=2023-12-31", LEDGER)))["organisations"]
    ]
    shown = [row["key"] for row in units["rows"] if row["key"] in order]
    assert len(shown) > 5
    assert shown == sorted(shown, key=order.index)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("figures/no_such_figure?period=2023", 404, "usecases.unknown_indicator"),
        (f"figures/{INDICATOR}?period=the-year-of-the-cat", 422, "period.unreadable"),
        (f"figures/{INDICATOR}?period=9999", 422, "api.period_far"),
        (f"figures/{INDICATOR}", 422, "api.invalid"),
        (f"figures/{INDICATOR}?period=2023&org=no-such-unit", 404, "api.not_found"),
        (f"figures/{INDICATOR}?period=2023&as_of=99999999", 404, "api.no_position"),
        (f"figures/{INDICATOR}?period=2023&as_of=0", 422, "api.invalid"),
        (f"figures/{INDICATOR}?period=2023&reach=everyone", 422, "api.invalid"),
        (f"figures/{INDICATOR}?period=2023&reach=person", 422, "engine.person_missing"),
        (f"figures/{INDICATOR}?period=2023&as_of=1", 200, ""),
        ("tables?period=2023&columns=no_such_figure", 404, "usecases.unknown_indicator"),
        ("tables?period=2023", 422, "api.invalid"),
        ("activities?after=nonsense", 422, "api.invalid"),
        ("activities?limit=201", 422, "api.invalid"),
        (f"activities/{UUID(int=0)}", 404, "api.not_found"),
        ("activities/no-id", 422, "api.invalid"),
        (f"items/{UUID(int=0)}", 404, "api.not_found"),
        (f"links?subject=item:{UUID(int=0)}", 404, "api.not_found"),
        (f"reports/{UUID(int=0)}", 404, "api.not_found"),
        (f"reports/{UUID(int=2)}/files/exe", 422, "api.invalid"),
        ("catalog/indicators/no_such_figure", 404, "api.not_found"),
        ("organisations/no-such-unit", 404, "api.not_found"),
        ("organisations?day=someday", 422, "api.invalid"),
    ],
)
def test_what_cannot_be_answered_says_why(office: Program, path: str, status: int, code: str) -> None:
    answer = office.get(here(path, LEDGER))
    told = data_of(answer)
    assert (answer.status, told.get("code", "")) == (status, code)
    if code:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert not told["sentence"].startswith("[")


def test_a_refusal_is_said_in_the_language_asked_for(office: Program) -> None:
    path = here("figures/no_such_figure?period=2023", LEDGER)
    said = {lang: data_of(office.get(path, Accept_Language=lang)) for lang in ("zh-CN", "en-GB", "fr")}
    assert said["zh-CN"]["code"] == said["en-GB"]["code"]
    assert said["zh-CN"]["sentence"] != said["en-GB"]["sentence"]
    assert said["fr"] == said["zh-CN"]


# ------------------------------------------------------------------------------------------ lists
@pytest.mark.parametrize(
    ("what", "key"),
    [("activities", "activity"), ("items", "item"), ("observations", "observation")],
)
def test_a_list_read_page_by_page_tells_everything_once(office: Program, what: str, key: str) -> None:
    found: list[str] = []
    after, pages = "", 0
    while pages < 400:
        told = data_of(office.get(here(f"{what}?org={TOWN}&limit=20&after={after}", LEDGER)))
        found += [one[key] for one in told[what]]
        after, pages = told["following"], pages + 1
        if not after:
            break
    whole = data_of(office.get(here(f"{what}?org={TOWN}&limit=200", LEDGER)))
    assert found[:200] == [one[key] for one in whole[what]]
    assert len(found) == len(set(found))
    if what == "activities":
        assert pages > 2


def test_the_journal_is_read_in_its_order_without_gaps(office: Program) -> None:
    """Whoever sees the whole ledger sees every position but those of protected work."""
    after, positions, requests = 0, [], 0
    while True:
        told = data_of(office.get(here(f"entries?limit=200&after={after}", LEDGER)))
        positions += [one["position"] for one in told["entries"]]
        requests += 1
        assert told["following"] > after or told["following"] == told["head"]
        after = told["following"]
        if after == told["head"] or requests > 12:
            break
    assert positions == sorted(set(positions))
    assert len(positions) > 1500


def test_an_activity_is_told_as_it_stands_as_it_counts_and_how_it_came_about(site: Site) -> None:
    told = data_of(Program(site, "root_read").get(here(f"activities/{stage.ACTIVITY}")))
    assert told["status"] == "confirmed"
    assert told["detail"] == told["confirmed"]
    assert [one["type"] for one in told["steps"]][:2] == ["activity.recorded", "activity.confirmed"]
    assert told["steps"][0]["texts"]["title"] == "近岸镇读书会"


def test_texts_about_people_and_files_are_not_given_out(office: Program) -> None:
    after, held = 0, []
    for _ in range(3):
        told = data_of(office.get(here(f"entries?limit=200&after={after}", LEDGER)))
        held += [one["id"] for one in told["entries"] if one["type"].startswith(("person.", "evidence."))]
        after = told["following"]
    assert held
    for one in held[:5]:
        assert data_of(office.get(here(f"entries/{one}", LEDGER)))["beside"] == {}


def test_the_catalog_is_the_one_the_ledger_counts_by(office: Program) -> None:
    told = data_of(office.get(here("catalog", LEDGER)))
    assert told["digest"] == figure(office)["pack"]["digest"]
    assert INDICATOR in {one["code"] for one in told["indicators"]}
    assert len(told["types"]) > 40


# ------------------------------------------------------------------------------------------ documents
def test_quantities_of_a_text_and_of_a_file_are_the_same(office: Program) -> None:
    text = "全年举办技能培训38场，1200余人次参加。"
    pasted = data_of(office.post(here("claims", LEDGER), {"text": text}))
    sent = data_of(office.upload(here("claims/file", LEDGER), "报告.txt", text.encode()))
    assert [one["value"] for one in pasted["claims"]] == [38, 1200]
    assert pasted["claims"] == sent["claims"]


def test_a_text_is_held_against_the_ledger(office: Program) -> None:
    sessions = int(figure(office, "outreach_sessions")["low"])
    sent = {"text": f"全年开展巾帼大宣讲{sessions + 31}场。", "org": DISTRICT, "period": "2023"}
    told = data_of(office.post(here("audit", LEDGER), sent))
    assert [one["verdict"] for one in told["verdicts"]] == ["contradicted"]
    assert told["positions"][0]["ledger"] == LEDGER
    assert "audit.contradicted" in {one["code"] for one in told["findings"]}
    alone = data_of(office.post(here("audit", LEDGER), {"text": sent["text"]}))
    assert alone["positions"] == []


def test_a_report_of_ours_sent_as_a_file_is_supported(office: Program) -> None:
    word = office.get(here(f"reports/{UUID(int=2)}/files/docx", LEDGER)).body
    told = data_of(office.upload(here("audit/file", LEDGER), "报告.docx", word, org=DISTRICT, period="2023"))
    verdicts = [one["verdict"] for one in told["verdicts"]]
    assert verdicts.count("supported") > 20
    assert "contradicted" not in verdicts


def test_a_brief_becomes_a_draft_and_nothing_is_written(site: Site, office: Program) -> None:
    before = data_of(office.get(here("entries?limit=1", LEDGER)))["head"]
    sent = {"text": "11月8日，区妇联在云栖镇举办家政技能培训班，32名妇女参加。", "received": "2023-11-10"}
    told = data_of(Program(site, "town_draft").post(here("drafts", LEDGER), sent))
    assert [(one["type"], one["date"]) for one in told["drafts"]] == [("skills_training", "2023-11-08")]
    assert data_of(office.get(here("entries?limit=1", LEDGER)))["head"] == before


@pytest.mark.parametrize("name", ["verify", "claims/file", "audit/file"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"\xff\xfe\x00\xd8", b"%PDF-1.7 nothing"])
def test_a_file_that_cannot_be_read_is_refused_and_breaks_nothing(
    office: Program, name: str, data: bytes
) -> None:
    for file in ("报告.docx", "报告.txt", "报告.pdf", "报告.exe", "报告"):
        answer = office.upload(here(name, LEDGER), file, data)
        assert answer.status in (200, 422), (file, answer.text)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b'{"text": "\\ud800"}', "application/json"),
        (b'{"text": "a\\u0000b"}', "application/json"),
        (b'{"\\ud800": 1, "text": 3}', "application/json"),
        (b"text=1", "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused(office: Program, data: bytes, kind: str) -> None:
    for path in ("claims", "audit", "drafts"):
        answer = office.ask("POST", here(path, LEDGER), data, {"Content_Type": kind})
        assert answer.status in (400, 422), answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_request_too_large_is_refused(office: Program) -> None:
    answer = office.post(here("claims", LEDGER), {"text": "述" * 3_000_000})
    assert (answer.status, data_of(answer)["code"]) == (413, "api.too_large")


# ------------------------------------------------------------------------------------------ the description
def test_every_operation_has_words_examples_and_a_level() -> None:
    for path, methods in description()["paths"].items():
        for method, one in methods.items():
            assert one["summary"], path
            assert "\n\n令牌 token: " in one["description"]
            for parameter in one.get("parameters", []):
                schema = parameter["schema"]
                assert parameter["description"], (path, parameter["name"])
                assert "examples" in schema or "enum" in schema, (path, parameter["name"])
            for content in one.get("requestBody", {}).get("content", {}).items():
                assert content[0] == "multipart/form-data" or examples(content[1]["schema"]), (method, path)
            answer = one["responses"]["200"]["content"]
            if one["operationId"] not in FILE_KINDS:
                assert examples(answer["application/json"]["schema"]), path


def test_every_shape_is_told_in_both_languages() -> None:
    """The English beside the Chinese is what the shape itself says."""
    from shuzhi.web.api.app import api

    own = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/v1/"), default=str))["components"][
        "schemas"
    ]
    told = description()["components"]["schemas"]
    sentences = read_sentences()
    for name, schema in own.items():
        if "description" in schema:
            words = " ".join(schema["description"].split())
            assert sentences[shape_code(name)]["en"] == words, name
            assert told[name]["description"].endswith(f"。 {words}"), name


@pytest.mark.parametrize(
    ("language", "other"), [("zh", "[A-Za-z]{3,} [a-z]{2,} [a-z]{2,} [a-z]{2,}"), ("en", "[\u4e00-\u9fff]")]
)
def test_the_reference_is_in_the_language_of_its_reader(site: Site, language: str, other: str) -> None:
    """Examples keep the language of the ledger."""
    reader = site.visitor("office")
    page = reader.get("/api/v1/", Accept_Language=language).text.partition('<article class="reference">')[2]
    prose = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", page.partition("</article>")[0], flags=re.DOTALL)
    assert len(prose) > 10_000
    assert re.findall(f".*{other}.*", prose) == []


def examples(schema: dict[str, Any]) -> list[Any]:
    named = description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return list(named.get("examples", []))


def test_every_example_is_of_the_shape_it_illustrates() -> None:
    """An example that its own shape would refuse teaches the wrong thing."""
    from jsonschema import Draft202012Validator

    whole = description()
    checked = 0
    for name, schema in whole["components"]["schemas"].items():
        validator = Draft202012Validator({**whole, "$ref": f"#/components/schemas/{name}"})
        for example in schema.get("examples", []):
            assert [error.message for error in validator.iter_errors(example)] == [], name
            checked += 1
    assert checked > 20


def test_the_description_served_is_the_one_of_the_program(site: Site) -> None:
    assert data_of(Program(site, "root_draft").get("/api/v1/openapi.json")) == description()
    assert len(operations()) == 54


def test_the_reference_page_loads_nothing_from_elsewhere(site: Site) -> None:
    page = site.visitor("office").get("/api/v1/").text
    assert "/api/v1/ledgers/{ledger}/entries" in page
    for mark in ('src="http', 'href="http', 'src="//', "<style", " style="):
        assert mark not in page
