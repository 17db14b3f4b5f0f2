"""PDFs made apart from whoever asks: once for all who ask, to be stopped, and never half there."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shuzhi.report.pdf import PdfError
from shuzhi.store.pdfs import FolderOfPdfs, PdfState, Stage

ONE, OTHER = "1a" * 32, "2b" * 32
NOW = datetime(2024, 1, 5, 1, 30, tzinfo=UTC)


class Standing:
    def now(self) -> datetime:
        return NOW


@dataclass
class Press:
    """Sets a file when it is let to; keeps what it was given."""

    let: bool = False
    refuses: str = ""
    given: list[bytes] = field(default_factory=list)

    def __call__(self, docx: bytes, *, timeout: float, is_stopped: Callable[[], bool]) -> bytes:
        assert timeout > 0
        self.given.append(docx)
        while not self.let:
            if is_stopped():
                raise PdfError("report.office_stopped")
            time.sleep(0.01)
        if self.refuses:
            raise PdfError(self.refuses, kind="pdf")
        return b"%PDF-" + docx


def shelf(folder: Path, press: Press) -> FolderOfPdfs:
    return FolderOfPdfs(folder / "pdf", Standing(), press)


def await_stage(pdfs: FolderOfPdfs, digest: str, *stages: Stage) -> PdfState:
    until = time.monotonic() + 10
    while (found := pdfs.state(digest)).stage not in stages:
        assert time.monotonic() < until, found
        time.sleep(0.01)
    return found


def test_it_is_made_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    press = Press()
    pdfs = shelf(tmp_path, press)
    assert pdfs.state(ONE).stage is Stage.ABSENT
    assert pdfs.get(ONE) is None
    begun = pdfs.start(ONE, b"word")
    assert (begun.is_under_way, begun.since) == (True, NOW)
    assert await_stage(pdfs, ONE, Stage.RUNNING) == PdfState(Stage.RUNNING, NOW)
    assert pdfs.start(ONE, b"word").is_under_way
    assert shelf(tmp_path, Press()).start(ONE, b"word").is_under_way  # seen from another process too
    press.let = True
    await_stage(pdfs, ONE, Stage.READY)
    assert (pdfs.get(ONE), press.given) == (b"%PDF-word", [b"word"])
    assert pdfs.start(ONE, b"word").stage is Stage.READY
    assert [path.name for path in sorted((tmp_path / "pdf").iterdir())] == [f"{ONE}.pdf"]


@pytest.mark.parametrize("asked_elsewhere", [False, True])
def test_it_can_be_stopped_and_asked_for_again(tmp_path: Path, asked_elsewhere: bool) -> None:
    press = Press()
    pdfs = shelf(tmp_path, press)
    pdfs.start(ONE, b"word")
    await_stage(pdfs, ONE, Stage.RUNNING)
    (shelf(tmp_path, Press()) if asked_elsewhere else pdfs).stop(ONE)
    assert await_stage(pdfs, ONE, Stage.FAILED).code == "report.office_stopped"
    assert pdfs.get(ONE) is None
    press.let = True
    assert pdfs.start(ONE, b"word").is_under_way
    await_stage(pdfs, ONE, Stage.READY)


def test_one_waits_for_the_other_and_can_be_stopped_while_it_waits(tmp_path: Path) -> None:
    press = Press()
    pdfs = shelf(tmp_path, press)
    pdfs.start(ONE, b"one")
    await_stage(pdfs, ONE, Stage.RUNNING)
    pdfs.start(OTHER, b"other")
    assert pdfs.state(OTHER).stage is Stage.WAITING
    pdfs.stop(OTHER)
    assert await_stage(pdfs, OTHER, Stage.FAILED).code == "report.office_stopped"
    pdfs.start(OTHER, b"other")
    press.let = True
    await_stage(pdfs, ONE, Stage.READY)
    await_stage(pdfs, OTHER, Stage.READY)
    assert press.given == [b"one", b"other"]


def test_what_went_wrong_is_told(tmp_path: Path) -> None:
    pdfs = shelf(tmp_path, Press(let=True, refuses="report.office_failed"))
    pdfs.start(ONE, b"word")
    failed = await_stage(pdfs, ONE, Stage.FAILED)
    assert (failed.code, failed.args) == ("report.office_failed", {"kind": "pdf"})


def test_a_conversion_whose_process_is_gone_can_be_begun_again(tmp_path: Path) -> None:
    press = Press(let=True)
    pdfs = shelf(tmp_path, press)
    (tmp_path / "pdf").mkdir()
    left = tmp_path / "pdf" / f"{ONE}.job"
    left.write_text(json.dumps({"stage": "running", "since": NOW.isoformat(), "code": "", "args": {}}))
    os.utime(left, (time.time() - 60, time.time() - 60))
    assert pdfs.state(ONE).code == "report.office_gone"
    pdfs.stop(ONE)
    pdfs.start(ONE, b"word")
    await_stage(pdfs, ONE, Stage.READY)


def test_a_name_that_is_no_digest_reaches_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="passwd"):
        shelf(tmp_path, Press()).state("../passwd")
