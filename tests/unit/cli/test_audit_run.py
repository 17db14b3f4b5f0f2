"""A run over many files: taken up where it broke off, done anew where anything changed, summed up without names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shuzhi.cli.audit_run import Results
from shuzhi.cli.audit_summary import Summary, render
from shuzhi.cli.voice import Voice

ORG, QUOTE = "砚台区妇联", "砚台区妇联培训班"


def files_in(folder: Path) -> list[Path]:
    files = [folder / f"{name}.txt" for name in ("a", "b", "c")]
    for file in files:
        file.write_text(f"{file.name} 3场", encoding="utf-8")
    return files


def finished(out: Path, files: list[Path], basis: str = "basis") -> None:
    run = Results(out, basis)
    for file in run.take_over(files):
        run.add(file, {"source": str(file), "claims": [], "findings": []})


def left(out: Path, files: list[Path], basis: str = "basis") -> list[str]:
    return [file.name for file in Results(out, basis).take_over(files)]


def test_what_is_unchanged_is_not_audited_again(tmp_path: Path) -> None:
    files, out = files_in(tmp_path), tmp_path / "out.jsonl"
    assert left(out, files) == ["a.txt", "b.txt", "c.txt"]
    finished(out, files)
    assert left(out, files) == []


def test_a_changed_file_is_audited_anew_and_its_old_line_goes(tmp_path: Path) -> None:
    files, out = files_in(tmp_path), tmp_path / "out.jsonl"
    finished(out, files)
    files[1].write_text("9场", encoding="utf-8")
    assert left(out, files) == ["b.txt"]
    assert [Path(json.loads(line)["source"]).name for line in out.read_text("utf-8").splitlines()] == [
        "a.txt",
        "c.txt",
    ]


def test_another_basis_or_program_audits_all_anew(tmp_path: Path, monkeypatch: Any) -> None:
    files, out = files_in(tmp_path), tmp_path / "out.jsonl"
    finished(out, files)
    assert len(left(out, files, basis="another position")) == 3
    finished(out, files)
    monkeypatch.setattr("shuzhi.__version__", "0.0.0.test")
    assert len(left(out, files)) == 3


def test_a_half_written_last_line_counts_for_nothing(tmp_path: Path) -> None:
    files, out = files_in(tmp_path), tmp_path / "out.jsonl"
    finished(out, files)
    whole = out.read_text("utf-8")
    out.write_text(whole[: len(whole) - 20], encoding="utf-8")
    assert left(out, files) == ["c.txt"]


def line_of(**finding: Any) -> dict[str, Any]:
    claims = [{"quantity": "10场", "place": "第3段"}]
    found = {"code": "audit.people_not_above_sessions", "level": "warning", "claims": [0], **finding}
    return {"source": f"/reports/{ORG}.docx", "claims": claims, "findings": [found]}


def test_the_summary_is_sorted_by_gravity_and_names_nobody() -> None:
    summary = Summary()
    for _ in range(3):
        summary.add(line_of(args={"what": QUOTE, "sessions": "10场", "heads": "10人"}))
    summary.add(line_of(code="audit.attendances_below_sessions", level="error",
                        args={"what": QUOTE, "sessions": "10场", "heads": "1人次"}))  # fmt: skip
    summary.add(
        {"source": f"/reports/{ORG}.bin", "unreadable": {"code": "claims.format_unknown", "args": {}}}
    )
    assert [(kind.code, kind.count, len(kind.documents)) for kind in summary.ordered()] == [
        ("audit.attendances_below_sessions", 1, 1),
        ("audit.people_not_above_sessions", 3, 3),
    ]
    assert (summary.documents, summary.unreadable, summary.is_grave) == (4, 1, True)
    page = render(summary, Voice("zh"))
    assert ORG not in page
    assert QUOTE not in page
    assert "<script" not in page


def test_advice_alone_is_not_grave() -> None:
    summary = Summary()
    summary.add(line_of(level="advice", args={}))
    assert not summary.is_grave
