"""The loop of items on the command line: a problem found, its cause, its measure, work done, verified; a plan imported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.acceptance.test_cli_walk import DISTRICT, Shell


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("items") / "data")
    shell("init", "--org", DISTRICT, "--name", "虚构区妇联", "--since", "2020-01-01")
    yield shell


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def opened(shell: Shell, kind: str, title: str, *more: str) -> str:
    return str(shell.data_of("item", "open", kind, "--org", DISTRICT, "--title", title, *more)["item"])


def figure(shell: Shell, indicator: str, period: str) -> str:
    return str(shell.data_of("figure", indicator, "--org", DISTRICT, "--period", period)["low"])


def test_a_problem_is_cured_step_by_step(shell: Shell) -> None:
    problem = opened(
        shell, "problem", "台账不全", "--day", "2023-03-01", "--due", "2023-06-30", "--owner", "vice_chair"
    )
    (listed,) = lines(shell("item", "list", "--kind", "problem", "--gaps", "--json"))
    assert listed["gaps"] == ["items.hint.problem_without_cause"]
    assert listed["days_past_due"] > 0
    cause = opened(shell, "cause", "口径不一", "--comes-of", f"causes={problem}")
    measure = opened(shell, "measure", "统一口径", "--comes-of", f"cures={cause}")
    assert lines(shell("item", "list", "--kind", "problem", "--gaps", "--json")) == []
    shown = shell.data_of("item", "show", problem)
    (tree,) = shown["loop"]
    below = tree["children"][0]
    assert [tree["subject"], below["subject"], below["children"][0]["subject"]] == [
        f"item:{problem}", f"item:{cause}", f"item:{measure}",
    ]  # fmt: skip
    assert "← 针对" in shell("item", "show", problem)
    shell("item", "state", problem, "curing", "--day", "2023-04-01")
    shell("item", "change", problem, "--due", "2023-07-31", "--day", "2023-04-02")
    shell("item", "close", problem, "verified", "--day", "2023-07-20", "--note", "现场核验")
    after = shell.data_of("item", "show", problem)
    assert (after["state"], after["due"], after["closed"]) == ("verified", "2023-07-31", "2023-07-20")
    assert figure(shell, "problems_found", "2023") == "1"
    refused = shell.data_of("item", "state", problem, "open", "--day", "2023-08-01", ends=2)
    assert [one["code"] for one in refused["problems"]] == ["ledger.item_closed"]


def test_a_link_is_made_and_cut(shell: Shell) -> None:
    need, measure = opened(shell, "need", "编织培训"), opened(shell, "measure", "办一期培训")
    made = shell.data_of("item", "link", measure, "serves", need)
    assert len(shell.data_of("item", "show", need)["links"]) == 1
    shell("item", "unlink", str(made["link"]))
    assert shell.data_of("item", "show", need)["links"] == []
    refused = shell.data_of("item", "link", need, "serves", measure, ends=2)
    assert {one["code"] for one in refused["problems"]} == {"usecases.link_end"}


def test_an_opening_sent_twice_is_one_item(shell: Shell) -> None:
    asked = ("item", "open", "channel", "--org", DISTRICT, "--title", "公众号", "--id", str(uuid4()))
    first, second = shell.data_of(*asked), shell.data_of(*asked)
    assert (first["item"], first["repeated"], second["repeated"]) == (second["item"], False, True)


def test_readings_are_put_down_and_taken_back(shell: Shell) -> None:
    series = opened(shell, "video_series", "微课", "--day", "2023-01-05")
    for day, value in (("2023-02-01", "120"), ("2023-03-01", "480")):
        made = shell.data_of("item", "observe", series, "views", value, "--day", day)
    assert figure(shell, "video_views", "2023") == "480"
    shell("item", "withdraw-reading", str(made["observation"]), "--reason", "误读")
    assert figure(shell, "video_views", "2023") == "120"
    assert [one["value"] for one in shell.data_of("item", "show", series)["readings"]] == ["120"]


def test_a_protected_kind_is_entered_by_number(shell: Shell) -> None:
    group = ("--field", "contact_group=hardship")
    done = shell.data_of(
        "item", "open", "contact", "--org", DISTRICT, "--count", "12", *group, "--day", "2023-02-01"
    )
    assert done["count"] == 12
    assert figure(shell, "contacted_women", "2023") == "12"
    shell("item", "close-counted", "contact", "ended", "5", "--org", DISTRICT, *group, "--day", "2023-05-01")
    assert figure(shell, "contacted_women", "2023-06") == "7"
    refused = shell.data_of("item", "close-counted", "contact", "ended", "8", "--org", DISTRICT, ends=2)
    assert [one["code"] for one in refused["problems"]] == ["items.fewer_open"]
    assert lines(shell("item", "list", "--kind", "contact", "--json")) == []


def test_a_plan_is_imported_once(shell: Shell, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "事项,期限,责任岗位\n宣讲进村,2024-11-30,副主席\n读书会,2024-10-31,\n缺岗位,2024-10-31,厂长\n",
        "utf-8",
    )
    asked = ("item", "import", str(plan), "--org", DISTRICT, "--day", "2024-01-10")
    looked = shell.data_of(*asked, "--look", ends=1)
    assert (looked["written"], looked["total"], looked["accepted"], looked["rejected"]) == (False, 3, 2, 1)
    assert shell.data_of(*asked, ends=1)["written"]
    again = shell.data_of(*asked, ends=1)
    assert (again["written"], again["accepted"], again["rejected"], again["duplicate"]) == (False, 0, 1, 2)
    assert figure(shell, "plan_items_count", "2024") == "2"


def test_the_blank_sheet_is_one_that_can_be_imported(shell: Shell, tmp_path: Path) -> None:
    for name in ("blank.xlsx", "blank.csv"):
        made = shell.data_of("item", "blank", "--out", str(tmp_path / name))
        assert "title" in made["columns"]
        found = shell.data_of("item", "import", str(tmp_path / name), "--org", DISTRICT)
        assert found["total"] == 0


def test_an_item_that_is_not_there_ends_with_two(shell: Shell) -> None:
    shell("item", "show", str(uuid4()), ends=2)
