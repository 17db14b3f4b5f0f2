"""`./test`: sets everything up, runs every check, and shows all failures at once.

Checks that could not run (no PostgreSQL, no browser, no LibreOffice) are named NOT RUN and fail the command.
Arguments go to pytest alone and skip the other checks: `./test tests/unit -k numerals`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bootstrap import ROOT, SetUpError, install_programs, prepare, say

STATIC = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "imports": ["lint-imports"],
    "types": ["mypy"],
}

# Its cases, one per operation, share an address; of such cases the spread run would take one and drop the others.
ONE_ADDRESS = "tests/web/test_api_fuzz.py"


def main() -> int:
    try:
        python = str(prepare("test"))
    except SetUpError as problem:
        say(str(problem))
        return 2
    absent = install_programs()
    environment = {**os.environ, "SHUZHI_REQUIRE_ALL": "1", "PYTHONHASHSEED": "0"}
    outcomes: dict[str, tuple[int, float]] = {}
    chosen = sys.argv[1:]
    if not chosen:
        for name, arguments in STATIC.items():
            outcomes[name] = _run(name, _command(python, arguments), environment)
    pytest = [python, "-m", "pytest"]
    workers = str(max(2, min(4, os.cpu_count() or 2)))
    spread = ["-n", workers, "--dist", "loadgroup"]
    if chosen:
        outcomes["tests"] = _run("tests", [*pytest, *chosen], environment)
    else:
        outcomes["tests"] = _run("tests", [*pytest, *spread, f"--ignore={ONE_ADDRESS}"], environment)
        outcomes["requests"] = _run("requests", [*pytest, ONE_ADDRESS], environment)
    print("\n" + "=" * 72)
    for name, (code, seconds) in outcomes.items():
        print(f"{'ok  ' if code == 0 else 'FAIL'} {name:<10} {seconds:6.0f} s")
    for program, why in absent.items():
        print(f"NOT RUN: whatever needs {program}: {why}")
    return 1 if absent or any(code for code, _ in outcomes.values()) else 0


def _command(python: str, arguments: list[str]) -> list[str]:
    return [str(Path(python).with_name(arguments[0])), *arguments[1:]]


def _run(name: str, command: list[str], environment: dict[str, str]) -> tuple[int, float]:
    print(f"\n=== {name} " + "=" * (66 - len(name)), flush=True)
    started = time.monotonic()
    code = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode
    return code, time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())
