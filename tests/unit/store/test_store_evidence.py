"""Evidence and checkpoint files: there whole or not at all, and known by what they contain."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest

from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.store.checkpoints import FolderOfCheckpoints
from shuzhi.store.evidence import EvidenceError, FolderOfEvidence
from shuzhi.store.filelock import locked

DATA = "签到表".encode()
DIGEST = hashlib.sha256(DATA).hexdigest()


def test_a_file_is_kept_under_its_digest_and_given_back(tmp_path: Path) -> None:
    folder = FolderOfEvidence(tmp_path / "evidence")
    assert list(folder.digests()) == []
    assert folder.put(DATA) == folder.put(DATA) == DIGEST
    assert folder.get(DIGEST) == DATA
    assert list(folder.digests()) == [DIGEST]


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", DIGEST.upper()])
def test_what_was_never_kept_is_missing_and_no_path_leads_elsewhere(tmp_path: Path, digest: str) -> None:
    with pytest.raises(EvidenceError) as missing:
        FolderOfEvidence(tmp_path).get(digest)
    assert missing.value.code == "store.evidence_missing"


def test_a_file_altered_on_the_disk_is_not_given_out(tmp_path: Path) -> None:
    folder = FolderOfEvidence(tmp_path)
    folder.put(DATA)
    (tmp_path / DIGEST[:2] / DIGEST).write_bytes(b"other")
    with pytest.raises(EvidenceError) as damaged:
        folder.get(DIGEST)
    assert damaged.value.code == "store.evidence_damaged"


def test_a_crash_before_the_rename_leaves_no_file_and_a_later_try_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = FolderOfEvidence(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            folder.put(DATA)
    assert list(folder.digests()) == [] and list((tmp_path / DIGEST[:2]).iterdir()) == []
    assert folder.put(DATA) == DIGEST


def test_a_half_written_file_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    (tmp_path / DIGEST[:2]).mkdir()
    (tmp_path / DIGEST[:2] / DIGEST).write_bytes(DATA[:2])
    folder = FolderOfEvidence(tmp_path)
    folder.put(DATA)
    assert folder.get(DIGEST) == DATA


def test_checkpoints_are_kept_by_ledger_and_the_latest_is_found(tmp_path: Path) -> None:
    folder = FolderOfCheckpoints(tmp_path)
    assert folder.latest("office") is None
    made = [Checkpoint("office", position, "ab", "key", "00") for position in (9, 100)]
    for one in made:
        assert folder.keep(one).read_text(encoding="utf-8") == one.to_json()
    twisted = Checkpoint("office", 9, "cd", "key", "00")
    assert folder.keep(twisted) != folder.keep(made[0])
    assert folder.latest("office") == made[1]
    assert {one.head for one in folder.of_ledger("office") if one.position == 9} == {"ab", "cd"}


@pytest.mark.parametrize("ledger", ["..", "a/b", "", "甲区妇联", "a" * 60])
def test_no_ledger_name_leads_out_of_the_folder(tmp_path: Path, ledger: str) -> None:
    path = FolderOfCheckpoints(tmp_path / "kept").keep(Checkpoint(ledger, 1, "ab", "key", "00"))
    assert path.resolve().is_relative_to((tmp_path / "kept").resolve())
    assert FolderOfCheckpoints(tmp_path / "kept").latest(ledger) is not None


def test_a_lock_lets_one_in_at_a_time(tmp_path: Path) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with locked(tmp_path / "lock"):
                inside += 1
                most = max(most, inside)
                inside -= 1

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert most == 1
