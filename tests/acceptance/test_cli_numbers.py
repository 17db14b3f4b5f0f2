"""Numbers leave the office and come back as questions, on the command line: report, form, telephone, settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shuzhi.catalog.canonical import sealed
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Count, TypeIn
from shuzhi.documents.workbook import open_workbook
from tests.acceptance.test_cli_walk import DISTRICT, Shell
from tests.unit.documents.blank_forms import blank_form


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("numbers") / "data")
    shell("example")
    yield shell


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_number_told_by_word_is_explained_once_work_is_entered_late(shell: Shell) -> None:
    asked = ("outreach_sessions", "--org", DISTRICT, "--period", "2023")
    told = shell.data_of("hand-over", *asked, "--to", "市妇联", "--day", "2023-10-09")
    assert told == {"written": True, "entries": 1, "position": told["position"]}
    (same,) = lines(shell("said", *asked, "--json"))
    assert (same["differs"], same["way"]) == (False, "word")
    shell("record", "outreach_talk", "--org", DISTRICT, "--date", "2023-05-04", "--heads", "31", "--confirm")
    (found,) = lines(shell("said", *asked, "--json", ends=1))
    assert found["differs"]
    assert [(one["step"], [each["kind"] for each in one["records"]]) for one in found["reasons"]] == [  # type: ignore[attr-defined]
        ("entries", ["late"])
    ]
    assert "市妇联" in shell("said", ends=1)
    shell("take-back", str(found["number"]), "--reason", "误登")
    assert shell("said", "--json") == ""


def test_a_report_handed_in_files_its_figures(shell: Shell, tmp_path: Path) -> None:
    made = shell.data_of("report", "--org", DISTRICT, "--period", "2023", "--out", tmp_path, "--no-pdf")
    done = shell.data_of("hand-over", made["files"]["docx"], "--to", "县委组织部")
    assert done["entries"] >= 30
    kept = lines(shell("said", "--json"))
    assert len(kept) == done["entries"]
    assert not any(one["differs"] for one in kept)
    refused = shell.data_of("hand-over", made["files"]["docx"], "--to", "", ends=2)
    assert refused["problems"][0]["code"] == "numbers.receiver_missing"


def test_a_blank_form_is_mapped_filled_and_handed_in(shell: Shell, tmp_path: Path) -> None:
    blank, out = tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    blank.write_bytes(blank_form())
    assert "C4=outreach_sessions" in shell("form", "suggest", blank)
    shell("form", "map", blank, "--name", "情况表", "--suggested", "--cell", "C7=law_lecture_count@unit")
    assert lines(shell("form", "list", "--json"))[0]["cells"] == 7
    next_year = tmp_path / "next.xlsx"
    next_year.write_bytes(blank_form(year=2024))
    filled = json.loads(
        shell(
            "form", "fill", next_year, "--org", DISTRICT, "--period", "2023", "--out", out, "--json", ends=1
        )
    )
    values = {one["cell"]: one["value"] for one in filled["cells"]}
    figure = shell.data_of("figure", "outreach_sessions", "--org", DISTRICT, "--period", "2023")
    assert values["宣讲!C4=outreach_sessions"] == figure["low"]
    sheet = open_workbook(out).sheets[0]
    assert sheet.at("C4").text == figure["low"]
    done = shell.data_of("hand-over", out, "--to", "市妇联")
    assert done["entries"] == sum(value is not None for value in values.values())


def test_an_unmarked_form_may_be_asked_about(shell: Shell, tmp_path: Path) -> None:
    blank, out = tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    blank.write_bytes(blank_form(marked=False))
    shell("form", "map", blank, "--name", "无号表", "--cell", "C4=outreach_sessions")
    spoken = shell("form", "fill", "--form", "无号表", "--org", DISTRICT, "--period", "2023", "--out", out)
    assert "表号" in spoken and "有效期" in spoken
    refused = shell.data_of(
        "form", "map", blank, "--name", "无号表", "--cell", "C8=outreach_sessions", ends=2
    )
    assert refused["problems"][0]["code"] == "forms.formula_cell"


def test_local_words_are_off_until_the_office_adopts_them(shell: Shell) -> None:
    before = {str(one["code"]): one for one in lines(shell("setting", "list", "--json")) if "code" in one}
    assert before["registration_hours"]["value"] is None
    shell("setting", "adopt", "tiered_targets", "四项目标", "--target", "outreach_sessions=1000")
    shell("setting", "formulation", "opening", "按照年度安排", "--from", "2023-01-01")
    shell("setting", "adopt", "nonsense", "x", ends=2)
    after = lines(shell("setting", "list", "--json"))
    tiered = next(one for one in after if one.get("code") == "tiered_targets")
    assert (tiered["value"], tiered["targets"]) == ("四项目标", {"outreach_sessions": "1000"})
    assert any("formulation" in one for one in after)


def test_two_versions_of_a_pack_are_compared(shell: Shell, tmp_path: Path) -> None:
    pack = load_pack("womens_federation")
    talks = pack.indicators["outreach_sessions"]
    other = replace(talks, measure=Count((TypeIn(("lead_goose_training",)),)))
    new = tmp_path / "new.json"
    new.write_text(
        sealed(replace(pack, version="9", indicators={**pack.indicators, talks.code: other})).canonical,
        "utf-8",
    )
    (found,) = lines(shell("catalog", "diff", "womens_federation", new, "--json", ends=1))
    assert (found["change"], found["code"], found["keys"]) == ("meaning", "outreach_sessions", ["measure"])
    assert talks.counting_rule in shell("catalog", "diff", "womens_federation", new, ends=1)
    assert shell("catalog", "diff", "womens_federation", "womens_federation", "--json") == ""
