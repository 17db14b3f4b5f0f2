"""The reference pages say what the program declares, today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "render_reference.py"


def renderer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("render_reference", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", sorted(renderer().PAGES))
def test_a_reference_page_is_current(page: str) -> None:
    """Run ``python scripts/render_reference.py`` when this fails."""
    assert page not in renderer().stale()


def test_a_page_that_was_typed_over_is_seen(tmp_path: Path) -> None:
    module = renderer()
    module.FOLDER = tmp_path
    module.main([])
    assert module.stale() == []
    (tmp_path / "catalog.md").write_text("typed", encoding="utf-8")
    assert module.stale() == ["catalog.md"]
    assert module.main(["--check"]) == 1
