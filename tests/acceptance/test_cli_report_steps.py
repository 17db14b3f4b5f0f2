"""A report signed off and read back on the command line: untouched, changed by hand, pasted into another template."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shuzhi.claims.readers import read_document
from shuzhi.report.strip import strip_figures
from tests.acceptance.test_cli_walk import DISTRICT, Shell
from tests.unit.report.tampering import edited, replace_text


@dataclass(frozen=True)
class Reported:
    shell: Shell
    report: str
    digest: str
    docx: Path
    talks: dict[str, Any]

    def changed(self, to: str) -> bytes:
        """The Word file with another number of talks."""
        return edited(self.docx.read_bytes(), replace_text(self.talks["name"], to))


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reported]:
    folder = tmp_path_factory.mktemp("steps")
    shell = Shell(folder / "data")
    shell("init", "--org", DISTRICT, "--name", "虚构区妇联", "--since", "2020-01-01")
    for day in ("2023-03-08", "2023-05-04"):
        shell("record", "outreach_talk", "--org", DISTRICT, "--date", day, "--heads", "31", "--confirm")
    made = shell.data_of("report", "--org", DISTRICT, "--period", "2023", "--out", folder, "--no-pdf")
    figures = json.loads(Path(made["files"]["figures"]).read_text("utf-8"))["figures"]
    talks = next(one for one in figures if one["query"]["indicator"] == "outreach_sessions")
    yield Reported(shell, made["report"], made["digest"], Path(made["files"]["docx"]), talks)


def test_a_report_is_signed_by_its_file_or_its_id_and_once_under_one_id(reported: Reported) -> None:
    sending = str(uuid4())
    first = reported.shell.data_of("sign", reported.docx, "--id", sending)
    assert (first["report"], first["digest"], first["repeated"]) == (reported.report, reported.digest, False)
    again = reported.shell.data_of("sign", reported.docx, "--id", sending)
    assert (again["repeated"], again["position"]) == (True, first["position"])
    other = reported.shell.data_of("sign", reported.report)
    assert (other["digest"], other["position"]) == (reported.digest, first["position"] + 1)
    assert reported.digest in reported.shell("sign", reported.report)


def test_a_file_that_is_not_what_would_be_signed_is_not_signed(reported: Reported, tmp_path: Path) -> None:
    head = reported.shell.data_of("journal", "verify")["position"]
    (tmp_path / "changed.docx").write_bytes(reported.changed("90场"))
    told = reported.shell.data_of("sign", tmp_path / "changed.docx", ends=1)
    assert (told["signed"], told["verification"]["status"]) == (False, "changed")
    (tmp_path / "plain.docx").write_bytes(strip_figures(reported.docx))
    for what in (tmp_path / "plain.docx", tmp_path / "nowhere.docx", str(uuid4()), "nonsense"):
        reported.shell("sign", what, ends=2)
    assert reported.shell.data_of("journal", "verify")["position"] == head


def test_an_untouched_file_reads_back_as_it_was(reported: Reported) -> None:
    found = reported.shell.data_of("read-back", reported.docx)
    assert (found["report"], found["verification"]["status"]) == (reported.report, "untouched")
    assert (found["changes"], set(found["counted"].values())) == ([], {0})


def test_a_changed_number_is_named_with_its_figure(reported: Reported, tmp_path: Path) -> None:
    changed = tmp_path / "leader.docx"
    changed.write_bytes(reported.changed("90场"))
    found = reported.shell.data_of("read-back", changed, ends=1)
    assert found["counted"]["number"] == 1
    assert found["changes"][0]["numbers"] == [
        {"was": reported.talks["printed"], "now": "90场", "indicator": "outreach_sessions"}
    ]
    assert "audit.contradicted" in {one["code"] for one in found["audit"]["findings"]}
    assert f"{reported.talks['printed']} → 90场" in reported.shell("read-back", changed, ends=1)


def test_a_text_without_proof_is_laid_beside_the_report_that_is_named(
    reported: Reported, tmp_path: Path
) -> None:
    plain, pasted = tmp_path / "plain.docx", tmp_path / "pasted.txt"
    plain.write_bytes(strip_figures(reported.docx))
    reported.shell("read-back", plain, ends=2)
    assert reported.shell.data_of("read-back", plain, "--report", reported.report)["changes"] == []
    pasted.write_text("另外还做了许多细致的工作。\n" + read_document(plain).text, encoding="utf-8")
    reported.shell("read-back", pasted, ends=2)
    found = reported.shell.data_of("read-back", pasted, "--report", reported.report, ends=1)
    assert found["verification"] is None
    assert [one["kind"] for one in found["changes"]] == ["new"]
    reported.shell("read-back", pasted, "--report", str(uuid4()), ends=2)
