"""Asking for a figure's type loads no engine; a report can be made where no columnar library is installed."""

from __future__ import annotations

import subprocess
import sys

import pytest

ROOT_MODULES = ("shuzhi.engine", "shuzhi.engine.base", "shuzhi.engine.reference", "shuzhi.report")


@pytest.mark.parametrize("module", ROOT_MODULES)
def test_importing_loads_no_columnar_library(module: str) -> None:
    found = _loaded_by(module) & {"duckdb", "ibis", "pyarrow", "shuzhi.engine.columnar"}
    assert found == set()


@pytest.mark.parametrize("module", ["shuzhi.engine.base", "shuzhi.report"])
def test_the_port_and_the_report_load_no_engine_at_all(module: str) -> None:
    assert "shuzhi.engine.reference" not in _loaded_by(module)


def test_the_columnar_engine_does_load_them() -> None:
    """The check itself can fail."""
    assert {"duckdb", "ibis"} <= _loaded_by("shuzhi.engine.columnar")


def test_the_package_of_the_port_is_empty() -> None:
    import shuzhi.engine

    assert shuzhi.engine.__file__ is not None
    with open(shuzhi.engine.__file__, encoding="utf-8") as text:  # noqa: PTH123
        assert text.read().strip() == ""


def _loaded_by(module: str) -> set[str]:
    code = (
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module({module!r})\n"
        "if 'report' in package.__name__:\n"
        "    for one in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(one.name)\n"
        "print('\\n'.join(sys.modules))"
    )
    path = ":".join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": path}
    )
    return set(done.stdout.split())
