"""An upload broken off between any two steps: never an entry without its file, at most a file that the doctor names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.ledger.entries import ActivityDetail, EvidenceAttached, Headcount
from shuzhi.store.doctor import Level
from shuzhi.store.evidence import FolderOfEvidence
from shuzhi.store.evidence_check import diagnose_evidence
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.attach_evidence import attach_evidence
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.record_activity import record_activity
from shuzhi.usecases.writing import Done, Problems
from tests.unit.usecases.offices import AT, BY, number, office_in_memory

ACTIVITY, EVIDENCE = number(50), number(51)


class Power(BaseException):
    """The machine goes dark: nothing of ours gets to tidy up."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = replace(office_in_memory(), evidence=FolderOfEvidence(tmp_path / "evidence"))
    assert isinstance(
        adopt_pack(office, by=BY, at=AT, entry=number(1), pack=load_pack("womens_federation")), Done
    )
    opened = open_organisation(
        office, by=BY, at=AT, entry=number(2), org="D", name="D妇联", kind="county_federation",
        day=AT.date().replace(month=1),
    )  # fmt: skip
    assert isinstance(opened, Done)
    detail = ActivityDetail(
        "lead_goose_training", "D", number(52), AT.date(), AT.date(), headcounts=(Headcount(7),)
    )
    assert isinstance(
        record_activity(office, by=BY, at=AT, entry=number(3), activity=ACTIVITY, detail=detail), Done
    )
    return office


def attach(office: Office, **changes: Any) -> Done | Problems:
    told = {
        "activity": ACTIVITY,
        "evidence": EVIDENCE,
        "kind": "sheet",
        "data": "签到".encode(),
        "filename": "签到表.txt",
    }
    return attach_evidence(office, by=BY, at=AT, entry=number(60), **{**told, **changes})


def said(office: Office) -> dict[str, list[Level]]:
    found: dict[str, list[Level]] = {}
    assert isinstance(office.evidence, FolderOfEvidence)
    for one in diagnose_evidence(office.journal, office.evidence):
        found.setdefault(one.code, []).append(one.level)
    return found


def entries(office: Office) -> list[EvidenceAttached]:
    history = office.journal.history(office.ledger, f"activity:{ACTIVITY}")
    return [one.entry.body for one in history if isinstance(one.entry.body, EvidenceAttached)]


@contextmanager
def dark_at(monkeypatch: pytest.MonkeyPatch, step: int, office: Office) -> Iterator[list[str]]:
    """Goes dark before the given step of those that touch the disk or the journal; the list tells what was reached."""
    reached: list[str] = []

    def guarded(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            reached.append(name)
            if len(reached) == step:
                raise Power
            return call(*args, **kwargs)

        return run

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", guarded("fsync", os.fsync))
        patched.setattr(Path, "mkdir", guarded("mkdir", Path.mkdir))
        patched.setattr(Path, "replace", guarded("rename", Path.replace))
        # What tidies up after an error does not run when the power goes.
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        patched.setattr(type(office.journal), "append", guarded("append", type(office.journal).append))
        yield reached


def test_dark_before_any_step_leaves_nothing_dangling(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Step by step until the upload goes through; sent again afterwards it is complete, and written once."""
    steps, left = 0, []
    for step in range(1, 40):
        with dark_at(monkeypatch, step, office) as reached:
            try:
                done = isinstance(attach(office), Done)
            except Power:
                done = False
        found = said(office)
        assert "store.evidence_missing" not in found and "store.evidence_damaged" not in found, reached
        if done:
            break
        assert entries(office) == []
        assert Level.FAULT not in {level for levels in found.values() for level in levels}
        left.append(len(found.get("store.evidence_orphan", [])))
        steps += 1
        shutil.rmtree(tmp_path / "evidence", ignore_errors=True)  # every step is reached from the beginning
    assert steps >= 5
    assert max(left) >= 1  # a file was left, and the doctor named it
    assert len(entries(office)) == 1
    assert isinstance(attach(office), Done)
    assert len(entries(office)) == 1


@pytest.mark.parametrize(
    "changes", [{"activity": number(99)}, {"data": b""}, {"data": b"\xff\xd8\xff broken"}]
)
def test_what_is_refused_leaves_no_file(office: Office, changes: dict[str, Any]) -> None:
    assert isinstance(attach(office, **changes), Problems)
    assert set(said(office)) == {"store.evidence_kept"}


def test_the_doctor_names_what_is_gone_and_what_was_altered(office: Office, tmp_path: Path) -> None:
    assert isinstance(attach(office), Done)
    assert set(said(office)) == {"store.evidence_kept"}
    (file,) = (tmp_path / "evidence").glob("??/*")
    file.write_bytes(b"other")
    assert said(office)["store.evidence_damaged"] == [Level.FAULT]
    file.unlink()
    assert said(office)["store.evidence_missing"] == [Level.FAULT]
