"""Runs in an environment of its own that has Recognizers-Text: the spans of its Chinese number model.

Reads passages as JSON lines, writes spans as JSON lines, then a line with the seconds spent recognising.
"""

import json
import sys
import time

from recognizers_number import Culture, recognize_number, recognize_percentage


def spans(text: str) -> list[tuple[int, int]]:
    """Percentages, and the numbers that lie in none of them."""
    shares = [(one.start, one.end + 1) for one in recognize_percentage(text, Culture.Chinese)]
    numbers = [(one.start, one.end + 1) for one in recognize_number(text, Culture.Chinese)]
    free = [span for span in numbers if not any(span[0] < end and begin < span[1] for begin, end in shares)]
    return sorted(shares + free)


def main() -> None:
    passages = [json.loads(line) for line in sys.stdin if line.strip()]
    started = time.process_time()
    rows = [{"id": passage["id"], "spans": spans(passage["text"])} for passage in passages]
    seconds = time.process_time() - started
    for row in rows:
        print("@" + json.dumps(row))
    print("@" + json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
