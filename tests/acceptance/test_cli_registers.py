"""Units, people, evidence, values, periods and hints on the command line, from one call to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.test_cli_walk import DISTRICT, Shell
from tests.unit.documents.test_photos import CANARY, tagged_jpeg
from tests.unit.usecases.test_roster import workbook

DAY = ("--day", "2024-03-01")
KIND = ("--kind", "village_federation")


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("registers") / "data")
    shell("example")
    yield shell


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_unit_is_opened_changed_moved_merged_and_closed(shell: Shell) -> None:
    for org in ("C-1", "C-2"):
        told = shell.data_of(
            "organisation", "open", org, "一村妇联", *KIND, "--parent", DISTRICT, *DAY, "--source", "批复"
        )
        assert told["written"] is True
    shell(
        "organisation",
        "change",
        "C-1",
        "--name",
        "一社区妇联",
        "--term-until",
        "2029-01-01",
        "--day",
        "2024-04-01",
    )
    shell("organisation", "move", "C-1", "--to", "990101001", "--day", "2024-05-01", "--source", "文件")
    (listed,) = [one for one in lines(shell("organisation", "list", "--json")) if one["org"] == "C-1"]
    assert (listed["name"], listed["parent"]) == ("一社区妇联", "990101001")
    shell("organisation", "merge", "C-1", "--into", "C-2", "--day", "2024-06-01")
    shell("organisation", "close", "C-2", "--day", "2024-07-01")
    told = shell.data_of("organisation", "show", "C-1")
    assert told["term_until"] == "2029-01-01"
    assert [(one["type"].partition(".")[2], one["source"]) for one in told["turns"]] == [  # type: ignore[attr-defined]
        ("opened", "批复"), ("changed", ""), ("moved", "文件"), ("merged", ""),
    ]  # fmt: skip
    assert "C-1" not in {one["org"] for one in lines(shell("organisation", "list", "--json"))}
    shell("organisation", "close", "no-such", ends=2)
    shell("organisation", "show", "no-such", ends=2)


def test_a_roster_is_looked_at_imported_and_adds_nothing_twice(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(
        workbook(
            组织=[["组织代码", "组织名称", "类别", "上级代码"], ["C-5", "五村妇联", "village_federation", DISTRICT], ["C-6"]],
            人员=[["组织代码", "姓名"], ["C-5", "名册甲"]],
        )
    )  # fmt: skip
    counts = {
        "organisations": {"accepted": 1, "rejected": 1, "duplicate": 0},
        "people": {"accepted": 1, "rejected": 0, "duplicate": 0},
    }
    looked = json.loads(shell("organisation", "import", str(file), "--look", "--json", ends=1))
    assert (looked["written"], looked["counts"]) == (False, counts)
    done = json.loads(shell("organisation", "import", str(file), "--json", ends=1))
    assert (done["written"], done["counts"]) == (True, counts)
    again = json.loads(shell("organisation", "import", str(file), "--json", ends=1))
    assert again["written"] is False
    assert again["counts"]["organisations"] == {"accepted": 0, "rejected": 1, "duplicate": 1}
    (person,) = lines(shell("person", "list", "--org", "C-5", "--json"))
    assert person["name"] == "名册甲"


def test_a_person_is_registered_posted_merged_told_apart_and_erased(shell: Shell) -> None:
    for name in ("人员甲", "人员乙"):
        shell("person", "register", name, "--org", DISTRICT, "--telephone", "00011112222", *DAY)
    keys = {
        str(one["name"]): str(one["person"])
        for one in lines(shell("person", "list", "--org", DISTRICT, "--json"))
    }
    first, second = keys["人员甲"], keys["人员乙"]
    shell("person", "post", first, "cadre", "--org", DISTRICT, "--kind", "part_time", *DAY)
    shell("person", "leave", first, "cadre", "--org", DISTRICT, "--day", "2024-04-30")
    shown = shell.data_of("person", "show", first)
    assert (shown["telephone"], shown["posts"]) == (
        "00011112222", [{"org": DISTRICT, "post": "cadre", "kind": "part_time", "day": "2024-03-01", "last": "2024-04-30"}],
    )  # fmt: skip
    shell("person", "move", first, "--org", "990101001", "--day", "2024-05-01")
    assert shell.data_of("person", "merge", first, "--into", second, "--look") == {
        "of_person": 0,
        "of_into": 0,
        "both": 0,
    }
    assert shell.data_of("person", "show", first)["merged_into"] == ""
    shell("person", "merge", first, "--into", second)
    assert shell.data_of("person", "show", first)["merged_into"] == second
    shell("person", "unmerge", first)
    shell("person", "erase", first, "--name", "人员", ends=2)
    shell("person", "erase", first, "--name", "人员甲")
    left = shell.data_of("person", "show", first)
    assert (left["name"], left["telephone"], left["erased"]) == ("", "", True)
    shell("person", "show", "no-such", ends=2)


def test_evidence_goes_in_without_its_place_and_comes_out_as_it_was_kept(
    shell: Shell, tmp_path: Path
) -> None:
    recorded = shell.data_of(
        "record", "outreach_talk", "--org", DISTRICT, "--date", "2023-05-04", "--heads", "31"
    )
    activity = str(recorded["activities"][0]) if "activities" in recorded else _activity(shell)
    photo, out = tmp_path / "photo.jpg", tmp_path / "out.jpg"
    photo.write_bytes(tagged_jpeg())
    shell("evidence", "attach", activity, str(photo), "--kind", "photo")
    (kept,) = lines(shell("evidence", "list", activity, "--json"))
    assert (kept["name"], kept["kind"]) == ("photo.jpg", "photo")
    shell("evidence", "get", activity, str(kept["evidence"]), "--out", str(out))
    assert len(out.read_bytes()) == kept["bytes"] and CANARY not in out.read_bytes()
    photo.write_bytes(tagged_jpeg()[:300])
    shell("evidence", "attach", activity, str(photo), ends=2)
    shell("evidence", "get", activity, activity, "--out", str(out), ends=2)


def _activity(shell: Shell) -> str:
    """The record just made, by the id it was given."""
    made = "6d1f6a3e-7f0e-4a53-9d0a-3f4f6a1c0009"
    shell("record", "outreach_talk", "--org", DISTRICT, "--date", "2023-05-05", "--heads", "17", "--id", made)
    return made


def test_values_are_put_down_and_taken_back(shell: Shell) -> None:
    asked = (
        "outreach_sessions",
        "113",
        "--org",
        DISTRICT,
        "--period",
        "2021",
        "--document",
        "旧报告",
        "--document-day",
        "2022-01-10",
    )
    shell("value", "declare", *asked)
    shell("value", "cite", *asked, "--from", "区法院（示例）")
    listed = lines(shell("value", "list", "--indicator", "outreach_sessions", "--json"))
    assert {str(one["source"]) for one in listed} == {"", "区法院（示例）"}
    shell("value", "withdraw", str(listed[0]["value_id"]), "--reason", "误登")
    assert len(lines(shell("value", "list", "--indicator", "outreach_sessions", "--json"))) == len(listed) - 1
    shell("value", "declare", "no_such", *asked[1:], ends=2)
    shell("value", "declare", asked[0], "many", *asked[2:], ends=2)


def test_periods_are_closed_and_opened_again(shell: Shell) -> None:
    closed = {"org": DISTRICT, "period": "2021"}
    shell("period", "close", "2021", "--org", DISTRICT)
    assert closed in lines(shell("period", "list", "--json"))
    shell("period", "reopen", "2021", "--org", DISTRICT, "--reason", "补录")
    assert closed not in lines(shell("period", "list", "--json"))
    shell("period", "reopen", "2021", "--org", DISTRICT, "--reason", "再开", ends=2)


def test_the_doctor_names_a_file_that_no_entry_speaks_of(shell: Shell) -> None:
    """What a crash between keeping a file and writing its entry leaves behind."""
    found = json.loads(shell("doctor", "--json"))
    assert {"store.evidence_orphan", "store.evidence_missing"} & {
        one["code"] for one in found["diagnostics"]
    } == set()
    orphan = "ab" + "0" * 62
    place = shell.data / "evidence" / "ab" / orphan
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"left behind")
    found = json.loads(shell("doctor", "--json"))
    assert [one["args"] for one in found["diagnostics"] if one["code"] == "store.evidence_orphan"] == [
        {"file": orphan}
    ]
    kept = next(path for path in (shell.data / "evidence").glob("??/*") if path != place)
    kept.write_bytes(b"another content")
    found = json.loads(shell("doctor", "--json", ends=1))
    assert "store.evidence_damaged" in {one["code"] for one in found["diagnostics"]}
    kept.unlink()
    found = json.loads(shell("doctor", "--json", ends=1))
    assert "store.evidence_missing" in {one["code"] for one in found["diagnostics"]}


def test_a_hint_is_answered_for_one_month_and_asked_again(shell: Shell) -> None:
    def days(period: str) -> tuple[list[str], list[str]]:
        found = lines(shell("hint", "list", "--org", DISTRICT, "--period", period, "--json"))
        (one,) = [each for each in found if each["type"] == "theme_party_day"]
        return one["short"], [each["reason"] for each in one["answers"]]  # type: ignore[return-value, attr-defined]

    short, answers = days("2023")
    assert short and answers == []
    asked = ("theme_party_day", "--org", DISTRICT, "--period", short[0])
    shell("hint", "answer", *asked, "--reason", " ", ends=2)
    sending = ("--reason", "当月停电", "--id", "7b2b6d0e-0000-4000-8000-0000000000c1")
    first = shell.data_of("hint", "answer", *asked, *sending)
    assert shell.data_of("hint", "answer", *asked, *sending) == first
    assert days("2023") == (short[1:], ["当月停电"])
    assert days(short[0]) == ([], ["当月停电"])
    shell("hint", "ask-again", *asked)
    assert days("2023") == (short, [])
    shell("hint", "ask-again", *asked, ends=2)
    shell("hint", "answer", "outreach_talk", *asked[1:], "--reason", "x", ends=2)
    shell("hint", "list", "--org", "no-such", "--period", "2023", ends=2)
