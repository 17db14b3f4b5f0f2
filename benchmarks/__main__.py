"""``python -m benchmarks NAME [arguments]``: runs ``benchmarks/NAME.py``. Knows only which ones there are."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def names() -> list[str]:
    """The benchmarks that can be run: the modules here that have a ``main``."""
    folder = Path(__file__).parent
    return sorted(path.stem for path in folder.glob("[a-z]*.py") if "\ndef main(" in path.read_text("utf-8"))


def run(arguments: list[str]) -> int:
    """Run one benchmark; without a known name, say which there are."""
    if not arguments or arguments[0] not in names():
        print("python -m benchmarks", "|".join(names()), file=sys.stderr)
        return 2
    module = importlib.import_module(f"benchmarks.{arguments[0]}")
    result = module.main(arguments[1:])
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
