"""``shuzhi audit`` over a folder and ``shuzhi match``, as a stranger types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FALSE = "2023年召开妇女恳谈会100场，10人次。"
FINE = "2023年召开妇女恳谈会10场，260人次。"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Shell:
    data: Path

    def __call__(self, *words: str | Path) -> Done:
        environment = {**os.environ, "SHUZHI_DATA": str(self.data), "PYTHONPATH": str(ROOT / "src")}
        environment.pop("SHUZHI_DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", "shuzhi", *map(str, words)],
            env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    made = Shell(tmp_path_factory.mktemp("audit") / "data")
    assert made("example").code == 0
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "砚台区妇联的报告"
    made.mkdir()
    for place in range(10):
        (made / f"砚台区{place}.txt").write_text(FALSE if place % 2 else FINE, encoding="utf-8")
    (made / "坏文件.docx").write_bytes(b"MZ\x90\0")
    return made


def test_a_folder_is_summed_up_by_finding_without_names(shell: Shell, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "all.html"
    done = shell("audit", folder, "--html", page)
    assert done.code == 2, "one file could not be read, and the run went on"
    assert "砚台区" not in done.out
    assert "5 处，5 份" in done.out
    assert "坏文件.docx" in done.err
    text = page.read_text("utf-8")
    assert "砚台区" not in text
    assert "<script" not in text


def test_a_second_run_audits_only_what_changed(shell: Shell, folder: Path, tmp_path: Path) -> None:
    (folder / "坏文件.docx").unlink()
    out = tmp_path / "out.jsonl"
    assert shell("audit", folder, "--out", out).code == 1
    (folder / "砚台区1.txt").write_text(FINE, encoding="utf-8")
    again = shell("audit", folder, "--out", out)
    assert again.code == 1
    assert "9 个文件" in again.err
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(lines) == 10
    assert sum(bool(one["findings"]) for one in lines) < 10
    for place in range(10):
        (folder / f"砚台区{place}.txt").write_text(FINE, encoding="utf-8")
    assert shell("audit", folder, "--out", out).code == 0


def test_one_document_becomes_one_page_with_its_marks(shell: Shell, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "one.html"
    assert shell("audit", folder / "砚台区1.txt", "--ledger", "--html", page).code == 1
    text = page.read_text("utf-8")
    assert 'class="q q-contradicted" id="c0"' in text
    assert 'id="show-contradicted"' in text


def test_a_match_accepted_is_used_by_the_next_audit_until_forgotten(shell: Shell, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("2023年邻里夜话开展9999场。", encoding="utf-8")

    def verdict() -> str:
        found = json.loads(shell("audit", report, "--ledger", "--json").out)
        return str(found["verdicts"][0]["verdict"])

    assert verdict() == "unmatched"
    what = json.loads(shell("claims", report, "--json").out)["claims"][0]["what"]
    kept = json.loads(
        shell("match", "accept", what, "--unit", "场", "--indicator", "candid_talk_sessions", "--json").out
    )
    assert verdict() == "contradicted"
    assert json.loads(shell("match", "list", "--json").out)["id"] == kept["id"]
    assert shell("match", "forget", kept["id"]).code == 0
    assert verdict() == "unmatched"
    assert shell("match", "list", "--json").out == ""
    assert json.loads(shell("match", "list", "--all", "--json").out)["taken_back_at"]
    assert shell("match", "forget", kept["id"]).code == 2
    assert shell("match", "accept", what, "--unit", "人次", "--indicator", "candid_talk_sessions").code == 2


def test_what_was_copied_from_the_archive_is_shown(shell: Shell, tmp_path: Path) -> None:
    sentence = (
        "坚持把思想引领贯穿始终，组织巾帼宣讲员走进村组院落、田间地头开展面对面宣讲，用乡音土语把党的声音送到姐妹身边。"
        "聚焦家庭家教家风，依托家长学校常态化举办亲子共读、育儿沙龙，引导家长用正确思想、正确方法教育孩子。"
        "畅通诉求表达渠道，落实首问负责和回访制度，对来访来电逐件登记、逐件答复，做到件件有着落、事事有回音。"
    )
    report, archive = tmp_path / "report.txt", tmp_path / "archive"
    archive.mkdir()
    report.write_text(f"2023年述职报告\n{sentence}", encoding="utf-8")
    (archive / "old.txt").write_text(f"2021年工作总结\n{sentence}", encoding="utf-8")
    (archive / "bad.docx").write_bytes(b"no archive")
    found = shell("audit", report, "--archive", archive, "--json")
    assert "audit.passage_copied" in {one["code"] for one in json.loads(found.out)["findings"]}
    assert "bad.docx" in found.err
