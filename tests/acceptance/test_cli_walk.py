"""The walk that decides, as a stranger takes it on the command line: example, report, verify, change, audit."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shuzhi.report.strip import strip_figures

DISTRICT = "990101"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Shell:
    """Runs ``shuzhi`` as a user does, in a data folder of its own."""

    data: Path

    def __call__(self, *words: str | Path, ends: int = 0) -> str:
        environment = {**os.environ, "SHUZHI_DATA": str(self.data), "PYTHONPATH": str(ROOT / "src")}
        environment.pop("SHUZHI_DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", "shuzhi", *map(str, words)],
            env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == ends, done.stderr[-3000:] + done.stdout[-3000:]
        return done.stdout

    def data_of(self, *words: str | Path, ends: int = 0) -> Any:
        return json.loads(self(*words, "--json", ends=ends))


@dataclass(frozen=True)
class Walked:
    shell: Shell
    summary: dict[str, Any]

    @property
    def docx(self) -> Path:
        return Path(self.summary["files"]["docx"])

    @property
    def figures(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(Path(self.summary["files"]["figures"]).read_text("utf-8"))[
            "figures"
        ]
        return found


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    shell = Shell(tmp_path_factory.mktemp("walk") / "data")
    yield Walked(shell, shell.data_of("demo", "--no-serve"))


def test_the_report_has_more_than_thirty_figures_and_verifies_untouched(walked: Walked) -> None:
    assert walked.summary["figures"] >= 30
    assert walked.summary["verification"] == "untouched"
    found = walked.shell.data_of("verify", walked.docx)
    assert found["status"] == "untouched"
    assert len(found["figures"]) >= 30
    page = Path(walked.summary["files"]["html"]).read_text("utf-8")
    assert walked.summary["title"] in page


def test_the_length_of_the_report_fits_its_outline(walked: Walked) -> None:
    length = walked.summary["length"]
    assert length["least"] <= length["characters"] <= length["most"]


def test_a_second_start_makes_no_second_report(walked: Walked) -> None:
    again = walked.shell.data_of("demo", "--no-serve")
    assert again["position"] == walked.summary["position"]
    assert again["digest"] == walked.summary["digest"]


def test_a_digit_changed_inside_the_file_is_named(walked: Walked, tmp_path: Path) -> None:
    first = next(one for one in walked.figures if re.fullmatch(r"\d{2,3}\D+", one["printed"]))
    number = re.match(r"\d+", first["printed"])
    assert number is not None
    changed = str(int(number[0]) + 3) + first["printed"][number.end() :]
    forged = tmp_path / "changed.docx"
    forged.write_bytes(_with_figure(walked.docx, first["name"], first["printed"], changed))
    found = walked.shell.data_of("verify", forged, ends=1)
    assert found["status"] == "changed"
    named = [one for one in found["figures"] if one["codes"]]
    assert [(one["name"], one["printed"], one["found"]) for one in named] == [
        (first["name"], first["printed"], changed)
    ]


def test_somebody_elses_report_proves_nothing(walked: Walked, tmp_path: Path) -> None:
    """Read where the key is not known, the same file is of unknown origin; with ``--key`` it is proven."""
    stranger = Shell(tmp_path / "elsewhere")
    assert stranger.data_of("verify", walked.docx, ends=1)["status"] == "unknown_key"
    key = next((walked.shell.data / "keys").glob("*.pub"))
    assert stranger.data_of("verify", walked.docx, "--key", key)["status"] == "untouched"


def test_pasted_into_another_template_every_figure_is_read_matched_and_supported(
    walked: Walked, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.docx"
    plain.write_bytes(strip_figures(walked.docx))
    assert walked.shell.data_of("verify", plain, ends=1)["status"] == "no_figures"
    audited = walked.shell.data_of("audit", plain, "--org", DISTRICT, "--period", "2023", ends=0)
    assert _not_supported(walked, audited) == []
    by_itself = walked.shell.data_of("audit", plain, "--ledger")
    assert by_itself["verdicts"] == audited["verdicts"]
    assert "audit.contradicted" not in {one["code"] for one in audited["findings"]}


@pytest.mark.parametrize("number", [1, 3, 10])
def test_so_many_numbers_altered_give_exactly_so_many_contradictions(
    walked: Walked, tmp_path: Path, number: int
) -> None:
    plain = tmp_path / "altered.docx"
    plain.write_bytes(_altered(strip_figures(walked.docx), _sentences_to_alter(walked, number)))
    audited = walked.shell.data_of("audit", plain, "--org", DISTRICT, "--period", "2023", ends=1)
    found = [one for one in audited["findings"] if one["code"] == "audit.contradicted"]
    assert len(found) == number, [one["sentence"] for one in found]


def test_a_folder_is_audited_in_several_processes_and_taken_up_again(walked: Walked, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.docx").write_bytes(strip_figures(walked.docx))
    (folder / "d.txt").write_text("2023年召开妇女恳谈会1场，1人次。", encoding="utf-8")
    out = tmp_path / "audit.jsonl"
    walked.shell("audit", folder, "--ledger", "--jobs", "2", "--out", out, ends=1)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [Path(one["source"]).name for one in lines] == ["a.docx", "b.docx", "c.docx", "d.txt"]
    assert lines[0]["verdicts"] == lines[1]["verdicts"]
    assert "audit.contradicted" in {one["code"] for one in lines[3]["findings"]}
    (folder / "e.txt").write_text("2023年没有数。", encoding="utf-8")
    walked.shell(
        "audit", folder, "--ledger", "--jobs", "2", "--out", out, ends=1
    )  # what was found before still stands
    assert len(out.read_text("utf-8").splitlines()) == 5


def test_the_same_question_gives_the_same_figure_whatever_was_entered_since(walked: Walked) -> None:
    asked = (
        "figure",
        "outreach_sessions",
        "--org",
        DISTRICT,
        "--period",
        "2023",
        "--as-of",
        walked.summary["position"],
    )
    before = walked.shell.data_of(*map(str, asked))
    talk = (
        "record",
        "outreach_talk",
        "--org",
        DISTRICT,
        "--date",
        "2023-12-12",
        "--heads",
        "23",
        "--confirm",
    )
    identity = "7b2b6d0e-0000-4000-8000-000000000001"
    written = walked.shell.data_of(*talk, "--late-basis", "sign_in_sheet", "--id", identity)
    assert written["written"]
    again = walked.shell.data_of(*talk, "--late-basis", "sign_in_sheet", "--id", identity)
    assert again["repeated"]
    assert again["positions"] == written["positions"]
    assert walked.shell.data_of(*map(str, asked)) == before
    now = walked.shell.data_of(*asked[:6])
    assert int(now["low"]) == int(before["low"]) + 1
    traced = walked.shell("trace", *asked[1:6], "--json").splitlines()
    assert any(identity in line for line in traced)
    assert len(traced) == now["records"]


def test_a_question_about_nothing_there_is_unusable(walked: Walked) -> None:
    asked = ("figure", "outreach_sessions", "--period", "2023", "--org")
    walked.shell(*asked, "991234", ends=2)
    walked.shell(*asked, DISTRICT, "--as-of", "999999", ends=2)
    walked.shell("figure", "parades", "--period", "2023", "--org", DISTRICT, ends=2)
    walked.shell("report", "--period", "2023", "--org", DISTRICT, "--outline", "sonnet", ends=2)
    walked.shell("audit", walked.docx, "--org", "991234", ends=2)


def test_the_journal_is_what_was_written_and_the_tables_what_it_makes_them(walked: Walked) -> None:
    checkpoint = Path(walked.summary["files"]["checkpoint"])
    assert walked.shell.data_of("journal", "verify", "--checkpoint", checkpoint)["findings"] == []
    assert walked.shell.data_of("doctor", "--rebuild-check")["rebuild"]["equal"]


def test_where_nothing_was_entered_every_question_is_unusable(tmp_path: Path) -> None:
    empty = Shell(tmp_path / "nothing")
    empty("figure", "outreach_sessions", "--org", DISTRICT, "--period", "2023", ends=2)
    assert not empty.data.exists() or not (empty.data / "shuzhi.sqlite3").exists()


def test_an_office_of_its_own_starts_with_init_and_record(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "own")
    shell("init", "--org", "990201", "--name", "另册区妇联")
    day = shell.data_of("init")["position"]
    assert day == 2
    refused = shell.data_of("record", "outreach_talk", "--org", "990999", "--date", "2023-05-04", ends=2)
    assert [one["code"] for one in refused["problems"]] == ["ledger.unknown_organisation"]


def test_another_organisation_needs_a_pack_and_no_code(tmp_path: Path) -> None:
    """A reading room records, counts and traces by a pack of one type and one indicator."""
    shell = Shell(tmp_path / "library")
    pack = ROOT / "tests" / "data" / "packs" / "library"
    made = shell.data_of("init", "--pack", pack, "--org", "R", "--name", "阅览室", "--since", "2020-01-01")
    assert made["pack"] == "library"
    for day, heads in (("2023-03-08", "14"), ("2023-03-09", "9")):
        shell("record", "story_hour", "--org", "R", "--date", day, "--heads", heads, "--confirm")
    shell("record", "outreach_talk", "--org", "R", "--date", "2023-03-09", ends=2)
    figure = shell.data_of("figure", "story_hour_attendances", "--org", "R", "--period", "2023")
    assert (figure["low"], figure["unit"], figure["records"]) == ("23", "人次", 2)


def test_a_file_of_activities_is_one_act(tmp_path: Path) -> None:
    """All of a file is entered, or nothing; entered again, nothing."""
    shell = Shell(tmp_path / "own")
    shell("init", "--org", "990201", "--name", "另册区妇联", "--since", "2020-01-01")
    rows = [
        {
            "type": "outreach_talk",
            "org": "990201",
            "date": "2023-05-04",
            "headcounts": [{"count": 31}],
            "title": "宣讲",
        },
        {
            "type": "collective_study",
            "org": "990201",
            "date": "2023-05-05",
            "fields": {"study_group": "branch"},
        },
    ]
    file = tmp_path / "activities.json"
    late = [{**row, "org": "990201"} for row in rows]
    file.write_text(json.dumps([*late, {**rows[0], "type": "parade"}]), encoding="utf-8")
    refused = shell.data_of("record", file, ends=2)
    assert [one["code"] for one in refused["problems"]] == ["usecases.unknown_type"]
    file.write_text(json.dumps(late), encoding="utf-8")
    written = shell.data_of("record", file, "--confirm")
    assert written["positions"] == [3, 4]
    assert shell.data_of("record", file, "--confirm")["repeated"]
    figure = shell.data_of("figure", "outreach_attendances", "--org", "990201", "--period", "2023")
    assert (figure["low"], figure["high"]) == ("31", "31")
    file.write_text("[{}]", encoding="utf-8")
    shell("record", file, ends=2)


# ------------------------------------------------------------------------------------------ changing files
def _with_figure(docx: Path, name: str, printed: str, changed: str) -> bytes:
    """The file with the text of one content control changed, nothing else."""

    def change(document: str) -> str:
        start = document.index(f'w:val="{name}"')
        place = document.index(f">{printed}<", start)
        return document[:place] + f">{changed}<" + document[place + len(printed) + 2 :]

    return _with_document(docx.read_bytes(), change)


def _altered(docx: bytes, changes: list[tuple[str, str, str]]) -> bytes:
    """Each change is (words before, printed, changed); the words stand in the run before the figure's."""

    def change(document: str) -> str:
        for before, printed, changed in changes:
            pattern = re.compile(re.escape(before) + r"(?P<between>(?:<[^>]*>)*)" + re.escape(printed))
            found = pattern.search(document)
            assert found is not None, (before, printed)
            document = (
                document[: found.start()] + before + found["between"] + changed + document[found.end() :]
            )
        return document

    return _with_document(docx, change)


def _with_document(docx: bytes, change: Any) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry.filename)
            if entry.filename == "word/document.xml":
                data = change(data.decode()).encode()
            target.writestr(entry.filename, data)
    return out.getvalue()


_ALTERABLE = (
    ("机关党支部集中学习", "次"),
    ("召开妇女恳谈会", "场"),
    ("开展集中宣传活动", "场"),
    ("举办健康讲座", "场"),
    ("举办普法讲座", "场"),
    ("开展家庭教育指导", "场"),
    ("举办技能培训", "场"),
    ("召开妇女议事会", "场"),
    ("开展警示教育", "次"),
    ("制作推送视频", "期"),
)


def _sentences_to_alter(walked: Walked, number: int) -> list[tuple[str, str, str]]:
    """Figures of the running text, each found by the words before it, with another number."""
    printed = {(one["label"], one["printed"]) for one in walked.figures}
    text = _running_text(walked.docx)
    changes = []
    for before, unit in _ALTERABLE[:number]:
        found = re.search(re.escape(before) + rf"(\d+){unit}", text)
        assert found is not None, before
        assert any(value == found[1] + unit for _, value in printed)
        changes.append((before, found[1] + unit, f"{int(found[1]) + 7}{unit}"))
    return changes


def _running_text(docx: Path) -> str:
    with zipfile.ZipFile(docx) as archive:
        return re.sub(r"<[^>]*>", "", archive.read("word/document.xml").decode())


def _not_supported(walked: Walked, audited: dict[str, Any]) -> list[tuple[str, str]]:
    """Figures of the report that no supported claim of the right indicator reads: indicator and quantity, as often."""
    claims = audited["claims"]
    read = Counter(
        (one["indicator"], claims[one["claim"]]["quantity"])
        for one in audited["verdicts"]
        if one["verdict"] == "supported"
    )
    printed = Counter((one["query"]["indicator"], one["printed"]) for one in walked.figures)
    return sorted((printed - read).elements())
