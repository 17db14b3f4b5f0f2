"""Turn marked passages (``{span|value|unit|bound|what}``) into annotated JSON lines.

    python scripts/annotate_claims.py MARKED.txt … > OUT.jsonl

One passage per line; value ``a~b`` is a range; bound is one letter of e(xact), l(east), m(ost), a(pprox), n(early).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

_MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([elman])\|([^{}|]*)\}")
_BOUNDS = {"e": "exact", "l": "at_least", "m": "at_most", "a": "approx", "n": "nearly"}


def annotate(line: str, name: str) -> dict[str, object]:
    """One passage with its claims; offsets in characters of the text without the marks."""
    claims: list[dict[str, object]] = []
    text, reached = "", 0
    for mark in _MARK.finditer(line):
        text += line[reached : mark.start()]
        span, value, unit, bound, what = mark.groups()
        low, _, high = value.partition("~")
        claim: dict[str, object] = {
            "start": len(text), "end": len(text) + len(span), "quantity": span, "value": float(low),
            "bound": _BOUNDS[bound], "unit": unit, "what": what,
        }  # fmt: skip
        if high:
            claim["value_hi"] = float(high)
        claims.append(claim)
        text, reached = text + span, mark.end()
    return {"id": name, "text": text + line[reached:], "claims": claims}


def main(paths: list[str]) -> None:
    for path in map(Path, paths):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                print(json.dumps(annotate(line, f"{path.stem}{number:02d}"), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
