"""Runs in an environment of its own that has JioNLP: number and measure-word tokens of its tagger, merged.

Reads passages as JSON lines, writes spans as JSON lines, then a line with the seconds spent tagging.
"""

import json
import sys
import time

import jiojio

KINDS = {"m": "m", "q": "q"}


def spans(text: str) -> list[tuple[int, int]]:
    """Runs of numerals with the measure words behind them."""
    found, at, begin, has_number = [], 0, None, False
    for word, kind in jiojio.cut(text):
        at = text.index(word, at)
        if kind == "m" and begin is None:
            begin, has_number = at, True
        elif kind not in KINDS:
            if has_number and begin is not None:
                found.append((begin, at))
            begin, has_number = None, False
        at += len(word)
    if has_number and begin is not None:
        found.append((begin, at))
    return found


def main() -> None:
    jiojio.init(pos=True)
    passages = [json.loads(line) for line in sys.stdin if line.strip()]
    started = time.process_time()
    rows = [{"id": passage["id"], "spans": spans(passage["text"])} for passage in passages]
    seconds = time.process_time() - started
    for row in rows:
        print("@" + json.dumps(row))
    print("@" + json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
