"""Sets up everything the two commands need, with nothing but the standard library of Python 3.11 to 3.13.

`prepare("run")` makes `.venv` with the locked dependencies; `prepare("test")` adds the test tools and the programs
that the tests open (Chromium, LibreOffice, fonts). A stamp of the lock file makes a second start immediate.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST, NEWEST = (3, 11), (3, 13)

# Debian packages by the program whose absence asks for them.
PROGRAMS = {
    "chromium": ["chromium"],
    "soffice": ["libreoffice-writer", "libreoffice-calc", "fonts-noto-cjk"],
    "tesseract": ["tesseract-ocr", "tesseract-ocr-chi-sim"],
    "pdftoppm": ["poppler-utils"],
}


class SetUpError(Exception):
    """Says in both languages what is missing and how to mend it."""


def prepare(what: str) -> Path:
    """Makes the environment for "run" or "test" and returns its Python. Raises `SetUpError`."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetUpError(
            f"需要 Python 3.11 至 3.13，当前为 {found}。\nPython 3.11 to 3.13 is needed; this is {found}."
        )
    lock = ROOT / "requirements" / f"{what}.txt"
    stamp = VENV / f"{what}.stamp"
    wanted = _fingerprint(lock)
    if not PYTHON.exists() or not stamp.exists() or stamp.read_text() != wanted:
        _make_environment()
        _install(lock)
        _point_at_source()
        stamp.write_text(wanted)
    return PYTHON


def install_programs() -> dict[str, str]:
    """Installs what the tests open, where that is possible; returns {program: why it is missing}."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing and _is_root() and shutil.which("apt-get"):
        packages = [package for name in missing for package in PROGRAMS[name]]
        say(f"安装 / installing {' '.join(packages)} …")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            done = subprocess.run(
                ["apt-get", "-qq", *command], env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                say(done.stderr.strip()[-600:])
    absent = {}
    for name in PROGRAMS:
        if shutil.which(name) or (name == "chromium" and _playwright_browser()):
            continue
        absent[name] = f"not found; as root: apt-get install {' '.join(PROGRAMS[name])}"
    return absent


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _fingerprint(lock: Path) -> str:
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(repr((sys.version_info[:2], str(ROOT))).encode())
    return digest.hexdigest()


def _make_environment() -> None:
    if PYTHON.exists() and _version_of(PYTHON) == list(sys.version_info[:2]):
        return
    say("建立运行环境 / creating .venv …")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and _is_root() and shutil.which("apt-get"):
        # Debian ships venv apart from Python.
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        subprocess.run(["apt-get", "-qq", "update"], check=False, capture_output=True)
        subprocess.run(["apt-get", "-qq", "install", "-y", package], check=False, capture_output=True)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetUpError(f"无法建立 .venv / .venv cannot be made:\n{done.stdout}{done.stderr}")


def _install(lock: Path) -> None:
    count = sum(1 for line in lock.read_text().splitlines() if line and line[0].isalpha())
    say(f"安装依赖 / installing {count} locked packages (first start only) …")
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "-r", str(lock)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    kept, started = [], 0
    for line in process.stdout:
        kept.append(line)
        if line.startswith("Collecting "):
            started += 1
            if sys.stderr.isatty():
                print(
                    f"\r  {started}/{count} {line.split()[1][:40]:<40}", end="", file=sys.stderr, flush=True
                )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if process.wait():
        tail = "".join(kept[-12:])
        raise SetUpError(
            "依赖未能安装：请检查网络，或配置可用的软件包镜像后重试。\n"
            f"The dependencies could not be installed: is this machine offline?\n{tail}"
        )


def _point_at_source() -> None:
    """The working tree itself is the installed package: no build step stands between an edit and a start."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run(
        [str(PYTHON), "-c", asked], capture_output=True, text=True, check=True
    ).stdout.strip()
    (Path(site) / "shuzhi-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")


def _version_of(python: Path) -> list[int]:
    asked = "import sys; print(*sys.version_info[:2])"
    done = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=False)
    return [int(part) for part in done.stdout.split()]


def _playwright_browser() -> bool:
    if not PYTHON.exists():
        return False
    marker = Path(tempfile.gettempdir()) / "shuzhi-playwright.log"
    with marker.open("w") as log:
        command = [str(PYTHON), "-m", "playwright", "install", "chromium"]
        return subprocess.run(command, stdout=log, stderr=log, check=False).returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
