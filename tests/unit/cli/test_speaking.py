"""The command line speaks two languages, knows its commands, and keeps its exit codes."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from shuzhi.cli import options
from shuzhi.cli.main import PLACES, WITHOUT_DATABASE, main, shuzhi_command
from shuzhi.cli.voice import code_and_args, spoken_language
from shuzhi.documents.errors import Refused
from shuzhi.messages import LANGUAGES, read_sentences, say


def run(*argv: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    return int(ended.value.code or 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_said_in_the_language_asked_for(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command is listed with its sentence."""
    import sys

    kept, sys.argv = sys.argv, ["shuzhi", "--lang", language, "--help"]
    try:
        assert run("--lang", language, "--help") == 0
    finally:
        sys.argv = kept
    shown = capsys.readouterr().out
    for name in PLACES:
        assert say(f"cli.{name}.help", None, language)[:12] in shown


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_command_and_option_has_its_help(name: str) -> None:
    command = shuzhi_command.get_command(click.Context(shuzhi_command), name)
    assert command is not None
    commands = [command, *getattr(command, "commands", {}).values()]
    for one in commands:
        assert one.help in read_sentences(), one.name
        for param in one.params:
            if isinstance(param, click.Option):
                assert param.help in read_sentences(), f"{one.name} {param.name}"


def test_every_command_that_answers_takes_json() -> None:
    for name in set(PLACES) - {"serve"}:
        command = shuzhi_command.get_command(click.Context(shuzhi_command), name)
        assert command is not None
        for one in getattr(command, "commands", {"": command}).values():
            assert any(param.name == "as_json" for param in one.params), f"{name} {one.name}"


def test_the_language_stands_anywhere_on_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken_language(["claims", "--lang", "en"]) == "en"
    assert spoken_language(["--lang=en"]) == "en"
    monkeypatch.setenv("SHUZHI_LANG", "en_GB.UTF-8")
    assert spoken_language(["claims"]) == "en"
    monkeypatch.delenv("SHUZHI_LANG")
    assert spoken_language(["claims"]) == "zh"


def test_claims_are_printed_one_object_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    file = tmp_path / "brief.txt"
    text = "全年开展宣讲38场，受众1237人次。"
    file.write_text(text, encoding="utf-8")
    assert run("claims", str(file), str(file), "--json") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    claims = json.loads(lines[0])["claims"]
    assert [(one["value"], one["unit"]) for one in claims] == [(38, "场"), (1237, "人次")]
    assert [text[one["start"] : one["end"]] for one in claims] == ["38场", "1237人次"]


def test_a_file_that_cannot_be_read_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 no archive at all")
    assert run("claims", str(broken)) == 2
    assert str(broken) in capsys.readouterr().err
    assert run("claims", str(tmp_path / "nowhere.txt")) == 2


def test_an_unknown_command_ends_with_two() -> None:
    assert run("fly") == 2


def test_the_shipped_pack_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("catalog", "lint", "--json") == 0
    assert capsys.readouterr().out == ""


def test_a_pack_with_a_gap_ends_with_one(tmp_path: Path) -> None:
    """A pack of one's own whose indicator has no aliases is linted with findings."""
    (tmp_path / "pack.toml").write_text(
        """
[pack]
code = "small"
version = "1"
name = "小单位"
name_en = "A small office"
[[activity_type]]
code = "meeting"
name = "会议"
name_en = "Meeting"
line = "work"
[[line]]
code = "work"
name = "工作"
name_en = "Work"
[[indicator]]
code = "meetings"
name = "会议次数"
name_en = "Meetings"
unit = "次"
owner = "办公室"
measure = {count = ["meeting"]}
rule = "会议次数。"
rule_en = "Meetings held."
aliases = []
""",
        encoding="utf-8",
    )
    assert run("catalog", "lint", str(tmp_path)) == 1


def test_a_pack_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    assert run("catalog", "lint", str(tmp_path / "nowhere")) == 2


def test_errors_of_ours_are_told_apart_from_faults() -> None:
    assert code_and_args(Refused("documents.empty")) == ("documents.empty", {})
    assert code_and_args(ValueError("a fault")) is None
    assert code_and_args(SystemExit(3)) is None


def test_reading_a_text_needs_no_database() -> None:
    assert {"claims", "draft", "catalog"} == WITHOUT_DATABASE


def test_a_period_and_a_day_are_read_or_refused() -> None:
    assert str(options.PERIOD.convert("2023Q3", None, None)) == "2023Q3"
    for kind, text in ((options.PERIOD, "2023Q9"), (options.DAY, "2023-02-30")):
        with pytest.raises(click.BadParameter):
            kind.convert(text, None, None)


def test_a_brief_becomes_drafts_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    file = tmp_path / "brief.txt"
    file.write_text(
        "3月8日，有据区妇联在首页社区举办普法讲座，46名妇女参加，发放宣传手册120份。", encoding="utf-8"
    )
    assert run("draft", str(file), "--received", "2023-03-10", "--json") == 0
    drafts = json.loads(capsys.readouterr().out)["drafts"]
    assert [(one["type"], one["date"]) for one in drafts] == [("law_lecture", "2023-03-08")]
    assert [one["value"] for one in drafts[0]["headcounts"]] == [46]
    assert list(tmp_path.iterdir()) == [file]


def test_the_catalog_tells_of_a_pack_and_of_one_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("catalog", "show") == 0
    assert "outreach_sessions" in capsys.readouterr().out
    for code in ("outreach_sessions", "outreach_talk", "plan_item"):
        assert run("catalog", "show", code) == 0
        assert capsys.readouterr().out.startswith(code)
        assert run("catalog", "show", code, "--json") == 0
        assert f'"code":"{code}"' in capsys.readouterr().out
    assert run("catalog", "show", "nowhere") == 2
