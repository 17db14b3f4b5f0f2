"""The wheel carries everything the program reads, and the installed command works away from the source."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src/shuzhi"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    wanted = {
        name.removeprefix("src/") for name in listed.stdout.split("\0") if name and (ROOT / name).exists()
    }
    assert wanted - packed == set()


def test_the_installed_command_lints_the_packs_it_carries(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(target), str(wheel)], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(target), "SHUZHI_DATA": str(tmp_path / "data")}
    asked = [sys.executable, "-c", "import shuzhi; print(shuzhi.__file__)"]
    where = subprocess.run(asked, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert where.stdout.startswith(str(target))
    script = target / "bin" / "shuzhi"
    done = subprocess.run(
        [sys.executable, str(script), "catalog", "lint"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
