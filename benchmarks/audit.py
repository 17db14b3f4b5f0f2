"""Matching, drafting and the whole audit, measured: right answers before time.

Matching is measured on the annotated corpus where it lies beside the project, drafting on the project's own briefs,
speed on the same texts joined. Prints the machine; figures on the project's own texts are not those of unseen ones.
"""

from __future__ import annotations

import json
import platform
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from shuzhi.audit.run import audit_text
from shuzhi.audit.vocabulary import vocabulary_of
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.claims.extract import extract
from shuzhi.claims.model import Claim
from shuzhi.usecases.drafting.draft import Drafting
from shuzhi.values.quantity import Bound, read_quantity

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
CORPUS = ROOT.parent / "shared" / "corpus"
FIELDS = ("type", "date", "place", "title", "hosts", "headcounts", "quantities")


def main(argv: Sequence[str] = ()) -> int:  # noqa: ARG001
    pack = load_pack("womens_federation")
    print(f"{platform.machine()} · Python {platform.python_version()}")
    if CORPUS.is_dir():
        for title, own in (("annotated quantities", False), ("quantities read by the product", True)):
            precision, coverage = matching(pack, read_by_product=own)
            print(f"matching, {title}: precision {precision:.3f}, coverage {coverage:.3f}")
    else:
        print("matching: NOT RUN, the corpus does not lie beside the project")
    for name, (right, filled, wanted) in drafting(pack).items():
        print(f"drafting, {name}: right {right}/{filled} filled, {right}/{wanted} wanted")
    print(f"audit without a ledger: {speed(pack):,.0f} characters a second")
    return 0


def annotated() -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
    """Texts of the corpus with their annotated claims."""
    for name in ("seed.jsonl", "dev.jsonl"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["id"], row["text"], tuple(_claim(one) for one in row["claims"])


def matching(pack: Pack, *, read_by_product: bool) -> tuple[float, float]:
    """Right answers of all answers; answers of the quantities that surely speak of one indicator."""
    wanted = tomllib.loads((DATA / "audit" / "matches.toml").read_text(encoding="utf-8"))
    right = answered = reached = 0
    for name, text, gold in annotated():
        claims = extract(text) if read_by_product else gold
        for match in audit_text(text, claims, pack=pack).matches:
            accepted = wanted[name].get(str(claims[match.claim].start), "none").split("|")
            answered += bool(match.indicator)
            right += match.indicator in accepted and bool(match.indicator)
            reached += bool(match.indicator) and "none" not in accepted
    sure = sum("none" not in one.split("|") for rows in wanted.values() for one in rows.values())
    return right / answered, reached / sure


def drafting(pack: Pack) -> dict[str, tuple[int, int, int]]:
    """Field → (right, filled, wanted) over the project's briefs."""
    drafter = Drafting(pack, vocabulary_of(pack))
    right, filled, wanted = Counter[str](), Counter[str](), Counter[str]()
    for line in (DATA / "drafting" / "briefs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        made = [one.to_json() for one in drafter.read(row["text"], date.fromisoformat(row["received"]))]
        for place in range(max(len(made), len(row["drafts"]))):
            mine = _fields(made[place]) if place < len(made) else {}
            theirs = _fields(row["drafts"][place]) if place < len(row["drafts"]) else {}
            for name in FIELDS:
                filled[name] += name in mine
                wanted[name] += name in theirs
                right[name] += name in mine and mine.get(name) == theirs.get(name)
    return {name: (right[name], filled[name], wanted[name]) for name in FIELDS}


def speed(pack: Pack) -> float:
    """Characters a second of reading and auditing the project's own briefs as one text."""
    rows = (DATA / "drafting" / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    text = "\n".join(json.loads(line)["text"] for line in rows)
    audit_text(text, extract(text), pack=pack)
    started = time.perf_counter()
    for _ in range(3):
        audit_text(text, extract(text), pack=pack)
    return 3 * len(text) / (time.perf_counter() - started)


def _claim(row: dict[str, object]) -> Claim:
    read, high = read_quantity(str(row["quantity"])), row.get("value_hi")
    return Claim(
        start=int(str(row["start"])), end=int(str(row["end"])), quantity=str(row["quantity"]),
        value=Decimal(str(row["value"])), bound=Bound(str(row["bound"])), unit=str(row["unit"]), what=str(row["what"]),
        value_hi=None if high is None else Decimal(str(high)), step=read.step if read else None,
        per=str(row["per"]) if "per" in row else None,
    )  # fmt: skip


def _fields(row: dict[str, object]) -> dict[str, object]:
    """The comparable fields that are filled."""
    day = row.get("date") or (f"{row['start']}..{row['end']}" if "start" in row else None)
    found = {name: row[name] for name in ("type", "place", "title", "hosts")} | {"date": day}
    found["headcounts"] = _sorted(row["headcounts"], ("value", "unit", "mode"))
    found["quantities"] = _sorted(row["quantities"], ("quantity", "value"))
    return {name: value for name, value in found.items() if value}


def _sorted(rows: object, keys: tuple[str, ...]) -> list[list[object]]:
    assert isinstance(rows, list)
    plain = [[one[key] for key in keys] if isinstance(one, dict) else one for one in rows]
    return sorted(plain, key=str)
