"""The interface beyond records and figures: signing, handing over, reading back, PDF, forms, evidence, periods, settings."""

from __future__ import annotations

import io
import time
from datetime import date
from typing import Any

import pytest

from shuzhi.claims.readers import read_bytes
from shuzhi.documents.workbook import open_workbook
from shuzhi.report.pdf import office_program
from tests.conftest import not_run
from tests.unit.documents.blank_forms import blank_form
from tests.web import api_stage as stage
from tests.web.api_client import Program, data_of, here, new_id, training
from tests.web.conftest import Answer, Site
from tests.web.serving import LEDGER

TRACE = "taken at the lake by somebody"


@pytest.fixture(scope="module")
def program(site: Site) -> Program:
    return Program(site, "root_write")


@pytest.fixture(scope="module")
def near(site: Site) -> Program:
    return Program(site, "near_write")


@pytest.fixture(scope="module")
def report(program: Program) -> str:
    """A report of its own, so that the others' stay unsigned."""
    sent = {"entry": new_id(), "report": new_id(), "org": stage.NEAR, "period": "2023"}
    assert program.post(here("reports"), sent).status == 201
    return str(sent["report"])


def twice(program: Program, path: str, sent: dict[str, Any]) -> tuple[Answer, Answer]:
    """Written once: 201, then 200 with the same receipts."""
    first, again = program.post(here(path), sent), program.post(here(path), sent)
    assert (first.status, again.status) == (201, 200), (first.text, again.text)
    one, other = data_of(first)["receipts"], data_of(again)["receipts"]
    assert [(each["id"], each["position"]) for each in one] == [
        (each["id"], each["position"]) for each in other
    ]
    assert all(each["repeated"] for each in other)
    return first, again


def code_of(answer: Answer) -> tuple[int, str]:
    return answer.status, data_of(answer)["code"]


# ------------------------------------------------------------------------------------------ signing, handing over
def test_a_report_is_signed_once(program: Program, report: str) -> None:
    assert data_of(program.get(here(f"reports/{report}/signatures")))["signatures"] == []
    twice(program, f"reports/{report}/signatures", {"entry": new_id()})
    signed = data_of(program.get(here(f"reports/{report}/signatures")))["signatures"]
    made = data_of(program.get(here(f"reports/{report}")))
    assert [(one["digest"], one["key"], one["newest"]) for one in signed] == [
        (made["digest"], made["key"], True)
    ]
    lines = data_of(program.get(here("reports?limit=200")))["reports"]
    assert {one["report"]: one["signed"] for one in lines}[report]


@pytest.mark.parametrize("act", ["signatures", "handed-over"])
def test_another_units_report_is_neither_signed_nor_handed_over(near: Program, act: str) -> None:
    sent = {"entry": new_id(), "receiver": "某机关", "day": "2024-01-05"}
    assert near.post(here(f"reports/{stage.FAR_REPORT}/{act}"), sent).status == 403
    assert near.post(here(f"reports/{new_id()}/{act}"), sent).status == 404


def test_a_report_handed_over_files_every_figure_once(program: Program, report: str) -> None:
    sent = {"entry": new_id(), "receiver": "区委组织部", "day": "2024-01-05"}
    first, _ = twice(program, f"reports/{report}/handed-over", sent)
    figures = data_of(program.get(here(f"reports/{report}/files/figures")))["figures"]
    asked = {(one["query"]["indicator"], str(one["query"]["scope"])) for one in figures}
    assert len(data_of(first)["receipts"]) == len(asked)
    late = {**sent, "entry": new_id(), "day": date.max.replace(year=2199).isoformat()}
    assert code_of(program.post(here(f"reports/{report}/handed-over"), late)) == (422, "numbers.day_ahead")


def test_a_paper_is_put_down_as_it_stands_and_a_number_taken_back(
    program: Program, near: Program, report: str
) -> None:
    word = program.get(here(f"reports/{report}/files/docx")).body
    fields = {"entry": new_id(), "receiver": "市妇联", "day": "2024-01-06", "document": "年度报告"}
    first = program.upload(here("numbers/file"), "报告.docx", word, **fields)
    again = program.upload(here("numbers/file"), "报告.docx", word, **fields)
    assert (first.status, again.status) == (201, 200), again.text
    told = data_of(program.get(here("numbers?limit=50")))["numbers"]
    one = next(each for each in told if each["receiver"] == "市妇联")
    assert (one["way"], one["differs"]) == ("report", False)
    back = {"entry": new_id(), "day": "2024-01-07", "reason": "误登"}
    twice(program, f"numbers/{one['number']}/taken-back", back)
    assert code_of(
        program.post(here(f"numbers/{one['number']}/taken-back"), {**back, "entry": new_id()})
    ) == (
        404,
        "api.not_found",
    )
    assert one["number"] not in program.get(here("numbers?limit=50")).text
    foreign = program.get(here(f"reports/{stage.FAR_REPORT}/files/docx")).body
    assert (
        near.upload(here("numbers/file"), "报告.docx", foreign, **{**fields, "entry": new_id()}).status == 403
    )
    assert (
        code_of(
            program.upload(here("numbers/file"), "报告.docx", b"no file", **{**fields, "entry": new_id()})
        )[0]
        == 422
    )


def test_a_speech_beside_a_report_has_its_position(program: Program, report: str) -> None:
    program.post(here("entries"), {"entries": [training()]})
    sent = {"entry": new_id(), "report": new_id(), "org": stage.NEAR, "period": "2023", "outline": "speech"}
    made = program.post(here("reports"), {**sent, "beside": report})
    assert made.status == 201, made.text
    assert data_of(made)["computed_at"] == data_of(program.get(here(f"reports/{report}")))["computed_at"]
    assert program.post(here("reports"), {**sent, "entry": new_id(), "beside": new_id()}).status == 404


# ------------------------------------------------------------------------------------------ reading back
def test_a_version_that_came_back_is_compared_verified_and_audited(program: Program, report: str) -> None:
    word = program.get(here(f"reports/{report}/files/docx")).body
    same = data_of(program.upload(here(f"reports/{report}/read-back"), "回.docx", word))
    assert (same["changes"], same["verification"]["status"]) == ([], "untouched")
    text = read_bytes(word, "report.docx").text
    printed = [
        one["printed"] for one in data_of(program.get(here(f"reports/{report}/files/figures")))["figures"]
    ]
    stated = printed[0]
    changed = text.replace(stated, f"9{stated}", 1)
    found = data_of(program.upload(here(f"reports/{report}/read-back"), "回.txt", changed.encode()))
    assert found["verification"] is None
    assert found["counted"] == {"number": 1, "year": 0, "new": 0, "reworded": 0, "gone": 0}
    number = found["changes"][0]["numbers"][0]
    assert (number["was"], number["now"]) == (stated, f"9{stated}")
    assert number["indicator"]
    doubts = {"audit.contradicted", "audit.unsupported"}  # the ledger holds another number, or none
    assert doubts & {one["code"] for one in found["audit"]["findings"]}


# ------------------------------------------------------------------------------------------ PDF
def test_a_pdf_is_asked_for_looked_at_and_fetched(program: Program) -> None:
    if office_program() is None:
        not_run("LibreOffice: not installed")
    path = here(f"reports/{stage.REPORT}/pdf")
    begun = data_of(program.post(path, {}))
    assert begun["stage"] in ("waiting", "running", "ready")
    until = time.monotonic() + 90
    while (state := data_of(program.get(path)))["stage"] != "ready":
        assert state["stage"] in ("waiting", "running"), state
        assert time.monotonic() < until
        time.sleep(0.2)
    assert program.get(state["file"]).body.startswith(b"%PDF-")
    assert data_of(program.post(f"{path}/stop", {}))["stage"] == "ready"


def test_a_pdf_that_nobody_asked_for_is_not_there(program: Program, report: str) -> None:
    assert data_of(program.get(here(f"reports/{report}/pdf")))["stage"] == "absent"
    assert code_of(program.get(here(f"reports/{report}/files/pdf"))) == (409, "api.pdf_not_made")


# ------------------------------------------------------------------------------------------ forms
def test_a_form_is_suggested_mapped_filled_fetched_and_handed_in(site: Site, program: Program) -> None:
    blank = blank_form()
    cells = [
        one["cell"]
        for one in data_of(program.upload(here("forms/suggestions"), "表.xlsx", blank))["suggestions"]
    ]
    assert "宣讲!C4=outreach_sessions" in cells
    fields = {"entry": new_id(), "form": new_id(), "name": "年度情况表", "cells": "C4=skills_training_count"}
    first = program.upload(here("forms"), "表.xlsx", blank, **fields)
    again = program.upload(here("forms"), "表.xlsx", blank, **fields)
    assert (first.status, again.status) == (201, 200), first.text
    known = {one["form"]: one for one in data_of(program.get(here("forms")))["forms"]}[fields["form"]]
    assert (known["name"], known["cells"]) == ("年度情况表", ["宣讲!C4=skills_training_count"])
    filled = data_of(program.get(here(f"forms/{fields['form']}?period=2023&org={stage.NEAR}")))
    value = data_of(program.get(here(f"figures/skills_training_count?period=2023&org={stage.NEAR}")))["low"]
    assert [one["value"] for one in filled["cells"]] == [value]
    file = program.get(filled["file"])
    assert open_workbook(file.body).sheets[0].at("C4").text == value
    paper = {"entry": new_id(), "receiver": "市妇联", "day": "2024-01-06"}
    assert program.upload(here("numbers/file"), "表.xlsx", file.body, **paper).status == 201
    assert program.upload(here("numbers/file"), "表.xlsx", file.body, **paper).status == 200
    assert code_of(
        program.upload(here("forms"), "表.xlsx", blank, **{**fields, "entry": new_id(), "cells": "C4"})
    ) == (
        422,
        "forms.unreadable_cell",
    )


def test_a_lower_unit_maps_no_form_and_hands_none_in(near: Program, program: Program) -> None:
    fields = {"entry": new_id(), "form": new_id(), "name": "表", "cells": "C4=skills_training_count"}
    assert code_of(near.upload(here("forms"), "表.xlsx", blank_form(), **fields)) == (403, "api.whole_ledger")
    own = near.get(here(f"forms/{stage.FORM}/file?period=2023"))
    assert own.status == 200
    paper = {"entry": new_id(), "receiver": "市妇联", "day": "2024-01-06"}
    assert code_of(near.upload(here("numbers/file"), "表.xlsx", own.body, **paper)) == (
        403,
        "api.whole_ledger",
    )
    assert near.get(here(f"forms/{new_id()}?period=2023")).status == 404


# ------------------------------------------------------------------------------------------ evidence
def picture() -> bytes:
    """A photograph that says where it was taken."""
    from PIL import Image

    image = Image.new("RGB", (40, 30), "grey")
    exif = image.getexif()
    exif[0x010E] = TRACE
    held = io.BytesIO()
    image.save(held, "JPEG", exif=exif)
    return held.getvalue()


def test_a_file_is_laid_beside_a_record_once_without_its_traces(program: Program) -> None:
    path = here(f"activities/{stage.ACTIVITY}/evidence")
    fields = {"entry": new_id(), "evidence": new_id(), "kind": "photo"}
    sent = picture()
    assert TRACE.encode() in sent
    first = program.upload(path, "现场.jpg", sent, **fields)
    again = program.upload(path, "现场.jpg", sent, **fields)
    assert (first.status, again.status) == (201, 200), (first.text, again.text)
    one = {each["evidence"]: each for each in data_of(program.get(path))["evidence"]}[fields["evidence"]]
    assert (one["kind"], one["filename"]) == ("photo", "现场.jpg")
    file = program.get(one["file"])
    assert len(file.body) == one["size"]
    assert TRACE.encode() not in file.body
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Security-Policy"].startswith("sandbox")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        program.upload(path, "空.jpg", b"", **{**fields, "entry": new_id(), "evidence": new_id()}).status
        == 422
    )


def test_files_stay_with_the_office_that_keeps_the_record(site: Site, near: Program) -> None:
    """Whoever only reads, and a token cut to a unit whose papers are kept above it, see none of them."""
    for activity, evidence in ((stage.ACTIVITY, stage.EVIDENCE), (stage.FAR_ACTIVITY, stage.FAR_EVIDENCE)):
        path = here(f"activities/{activity}/evidence")
        for program in (Program(site, "root_read"), near):
            for asked in (program.get(path), program.get(f"{path}/{evidence}")):
                assert asked.status == 403
                assert stage.CANARY not in asked.text
        fields = {"entry": new_id(), "evidence": new_id()}
        assert near.upload(path, "照片.txt", b"x", **fields).status == 403


def test_a_file_that_is_not_there_is_not_found(program: Program) -> None:
    path = here(f"activities/{stage.ACTIVITY}/evidence")
    assert program.get(f"{path}/{new_id()}").status == 404
    assert program.get(here(f"activities/{new_id()}/evidence")).status == 404


# ------------------------------------------------------------------------------------------ periods, settings, values
def test_a_period_is_closed_and_opened_again(program: Program, near: Program) -> None:
    sent = {"entry": new_id(), "org": stage.NEAR, "period": "2021"}
    closed = {"org": stage.NEAR, "start": "2021-01-01", "end": "2021-12-31"}
    twice(near, "periods/closed", sent)
    assert closed in data_of(program.get(here("periods")))["closed"]
    again = {"entry": new_id(), "org": stage.NEAR, "period": "2021", "reason": "补录"}
    twice(near, "periods/reopened", again)
    assert closed not in data_of(near.get(here("periods")))["closed"]
    assert near.post(here("periods/closed"), {**sent, "entry": new_id(), "org": stage.FAR}).status == 403
    assert near.post(here("periods/reopened"), {**again, "entry": new_id(), "reason": ""}).status == 422


def test_a_units_closed_periods_are_its_own(program: Program, near: Program) -> None:
    assert (
        program.post(here("periods/closed"), {"entry": new_id(), "org": stage.FAR, "period": "2020"}).status
        == 201
    )
    assert stage.FAR in {one["org"] for one in data_of(program.get(here("periods")))["closed"]}
    assert stage.FAR not in {one["org"] for one in data_of(near.get(here("periods")))["closed"]}


def test_the_offices_own_words_are_read(program: Program) -> None:
    adopted = {
        "id": new_id(),
        "type": "setting.adopted",
        "body": {
            "code": "tiered_targets",
            "value": "十百千",
            "day": "2023-05-01",
            "targets": [["skills_training_count", "100"]],
        },
    }
    listed = {
        "id": new_id(),
        "type": "formulation.listed",
        "body": {
            "formulation": new_id(),
            "slot": "opening",
            "text": "按照年度安排",
            "start": "2023-01-01",
        },
    }
    answer = program.post(here("entries"), {"entries": [adopted, listed]})
    assert answer.status == 201, answer.text
    before = {one["code"]: one for one in data_of(program.get(here("settings?day=2023-04-30")))["settings"]}
    told = data_of(program.get(here("settings?day=2023-05-01")))
    after = {one["code"]: one for one in told["settings"]}
    assert (before["tiered_targets"]["value"], after["tiered_targets"]["value"]) == (None, "十百千")
    assert after["tiered_targets"]["targets"] == [{"indicator": "skills_training_count", "number": "100"}]
    assert {"slot": "opening", "text": "按照年度安排", "start": "2023-01-01", "end": None} in told[
        "formulations"
    ]


def test_values_taken_over_from_papers_are_told_with_their_source(
    site: Site, program: Program, near: Program
) -> None:
    def value(org: str) -> dict[str, Any]:
        return {
            "id": new_id(),
            "type": "value.cited",
            "body": {
                "value_id": new_id(),
                "org": org,
                "indicator": "skills_training_count",
                "start": "2019-01-01",
                "end": "2019-12-31",
                "value": "12",
                "unit": "场",
                "source_org": "区统计局",
                "document": "统计公报",
                "document_day": "2020-03-01",
            },
        }

    sent = [value(stage.NEAR), value(stage.FAR)]
    answer = program.post(here("entries"), {"entries": sent})
    assert answer.status == 201, answer.text
    told = data_of(near.get(here("values")))["values"]
    ids = [one["value"] for one in told]
    assert sent[0]["body"]["value_id"] in ids
    assert sent[1]["body"]["value_id"] not in ids
    assert {(one["kind"], one["source"], one["number"]) for one in told} == {("cited", "区统计局", "12")}
    page = data_of(program.get(here("values?limit=1")))
    rest = data_of(program.get(here(f"values?limit=200&after={page['following']}")))
    assert len(page["values"]) + len(rest["values"]) >= 2
    assert not {one["value"] for one in page["values"]} & {one["value"] for one in rest["values"]}
    assert Program(site, "office_read").get(here("settings", LEDGER)).status == 200
