"""Every import contract is kept, and each one catches a violation planted in a copy of the source."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")

# contract id -> (module to spoil, the line that spoils it)
PLANTED = {
    "layers": ("values/interval.py", "import shuzhi.ledger.facts"),
    "core-without-django": ("values/interval.py", "import django.conf"),
    "columnar-alone": ("engine/reference.py", "import duckdb"),
    "claims-blind": ("claims/extract.py", "import shuzhi.ledger.facts"),
    "models-private": ("web/urls.py", "import shuzhi.store.models"),
    "no-cycles": ("ledger/facts.py", "import shuzhi.engine.base"),
    "pages-and-api": ("web/views/home.py", "import shuzhi.web.api.figures"),
    "api-without-pages": ("web/api/figures.py", "import shuzhi.web.present.words"),
}


def lint(folder: Path, *, contract: str = "") -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-cache", *(["--contract", contract] if contract else [])]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def copy_of_source(folder: Path) -> Path:
    copy = folder / "copy"
    ignored = shutil.ignore_patterns("__pycache__", "*.toml.bak")
    shutil.copytree(ROOT / "src", copy / "src", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_all_contracts_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_caught(contract: str, tmp_path: Path) -> None:
    copy = copy_of_source(tmp_path)
    module, line = PLANTED[contract]
    spoiled = copy / "src" / "shuzhi" / module
    before = lint(copy, contract=contract)
    assert before.returncode == 0, before.stdout
    spoiled.write_text(spoiled.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert lint(copy, contract=contract).returncode == 1


def test_every_contract_has_a_planted_violation() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    declared = [line.split('"')[1] for line in text.splitlines() if line.startswith("id = ")]
    assert sorted(declared) == sorted(PLANTED)
