"""Reading quantities out of prose: F1 on annotated passages and characters a second, ours beside two peers.

    python -m benchmarks claims [--peers] [ANNOTATED.jsonl …]

Without files: the repository's own passages, and the modern ones of the shared corpus where they lie beside it.
``--peers`` installs JioNLP and Recognizers-Text into environments of their own under the data folder and adds
them, each with the same glue: its number spans, our measure words and words of approximation.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.claims_score import Rates, Row, read_passages, score
from shuzhi.claims.extract import extract
from shuzhi.claims.lexicon import measure_words
from shuzhi.values.quantity import AFTER, BEFORE, read_quantity

ROOT = Path(__file__).parents[1]
OWN = sorted((ROOT / "tests" / "data" / "claims").glob("*.jsonl"))
SHARED = ROOT.parent / "shared" / "corpus" / "dev.jsonl"
TIMED_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Peer:
    """A tagger to compare with: what pip installs, and the script that runs in its environment."""

    name: str
    requirements: tuple[str, ...]
    script: str


PEERS = (
    Peer("JioNLP tagger + glue", ("jionlp==1.5.31",), "claims_jionlp.py"),
    Peer(
        "Recognizers-Text + glue",
        ("recognizers-text-suite==1.0.2a2", "emoji==1.7.0"),
        "claims_recognizers.py",
    ),
)


@dataclass(frozen=True, slots=True)
class Result:
    """Rates by level and characters a second of one reader."""

    name: str
    rates: Mapping[str, Rates]
    speed: float


def main(argv: Sequence[str]) -> int:
    """Print the table; 1 when a peer could not be run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks claims")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args(argv)
    files = chosen.files or [*OWN, *([SHARED] if SHARED.exists() else [])]
    passages = read_passages(files)
    characters = sum(len(row["text"]) for row in passages)
    claims = sum(len(row["claims"]) for row in passages)
    print(
        f"{len(passages)} passages, {claims} quantities, {characters} characters; {platform.machine()}, one core"
    )
    print(f"{'':26}{'quantity':>10}{'bound':>8}{'what':>8}{'characters/s':>15}")
    _show(_measure_own(passages))
    failed = 0
    for peer in PEERS if chosen.peers else ():
        try:
            _show(_measure_peer(peer, passages))
        except (subprocess.CalledProcessError, OSError) as problem:
            failed = 1
            print(f"{peer.name}: not run ({problem})", file=sys.stderr)
    return failed


def _show(result: Result) -> None:
    rates = result.rates
    print(
        f"{result.name:26}{rates['quantity'].f1:10.3f}{rates['bound'].f1:8.3f}{rates['what'].f1:8.3f}"
        f"{result.speed:15,.0f}"
    )


def _measure_own(passages: Sequence[Row]) -> Result:
    predicted = {row["id"]: [claim.to_json() for claim in extract(row["text"])] for row in passages}
    texts = [row["text"] for row in passages]
    length = sum(map(len, texts))
    rounds = max(1, TIMED_CHARACTERS // length)
    started = time.process_time()
    for _ in range(rounds):
        for text in texts:
            extract(text)
    return Result("shuzhi", score(passages, predicted), rounds * length / (time.process_time() - started))


def _measure_peer(peer: Peer, passages: Sequence[Row]) -> Result:
    python = _environment(peer)
    lines = "\n".join(json.dumps({"id": row["id"], "text": row["text"]}) for row in passages)
    script = Path(__file__).parent / "peers" / peer.script
    run = subprocess.run(
        [str(python), "-W", "ignore", str(script)], input=lines, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line[1:]) for line in run.stdout.splitlines() if line.startswith("@{")]
    seconds = rows.pop()["seconds"]
    texts = {row["id"]: row["text"] for row in passages}
    predicted = {row["id"]: _glue(texts[row["id"]], row["spans"]) for row in rows}
    return Result(peer.name, score(passages, predicted), sum(map(len, texts.values())) / seconds)


def _environment(peer: Peer) -> Path:
    folder = Path(os.environ.get("SHUZHI_DATA", ROOT / "data")) / "benchmarks" / Path(peer.script).stem
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *peer.requirements], check=True)
        (folder / "ready").touch()
    return python


def _glue(text: str, spans: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Spans of numbers widened by approximation words and the measure word, read into value, unit and bound."""
    found: list[dict[str, Any]] = []
    for begin, end in spans:
        start, stop = _before(text, begin), _after(text, end)
        quantity = read_quantity(text[start:stop]) if not found or start >= found[-1]["end"] else None
        if quantity is not None and quantity.unit not in ("", "年", "月", "日", "号", "岁"):
            found.append(
                {
                    "start": start, "end": stop, "value": float(quantity.value), "unit": quantity.unit,
                    "bound": str(quantity.bound), "what": "",
                }
            )  # fmt: skip
    return found


def _before(text: str, at: int) -> int:
    return next((at - size for size in range(4, 0, -1) if text[max(0, at - size) : at] in BEFORE), at)


def _after(text: str, at: int) -> int:
    while text[at : at + 1] in tuple("余多万亿千百"):
        at += 1
    unit = next(
        (word.text for word in measure_words().get(text[at : at + 1], ()) if text.startswith(word.text, at)),
        "",
    )
    at += len(unit)
    return next((at + size for size in range(3, 1, -1) if text[at : at + size] in AFTER), at)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
