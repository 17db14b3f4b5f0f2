"""The repository holds what we wrote: no vendored files, no machine paths, no cores over their size without a reason."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

MACHINE = re.compile(r"(?<![\w.])/(?:tmp|root|home|work)/\w|https?://\S*/(?:simple|packages)/")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_third_party_file_is_tracked() -> None:
    foreign = [p.name for p in tracked() if re.search(r"\.min\.(js|css)$|\.(ttf|otf|woff2?)$", p.name)]
    assert foreign == []


def test_no_machine_path_and_no_package_host_is_written_down() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path != Path(__file__):
            found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in MACHINE.finditer(text)]
    assert found == []


def test_the_lock_files_are_pinned_by_hash_and_name_no_address() -> None:
    for name in ("run", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9-]+==\S+", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
