"""The corpus beside the project: the right indicator for its quantities, and the findings that the real report needs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from shuzhi.audit.model import Audit, Level
from shuzhi.audit.run import Beside, audit_text
from shuzhi.catalog.load import load_pack
from shuzhi.claims.extract import extract
from shuzhi.claims.model import Claim
from shuzhi.claims.residue import find_residue
from shuzhi.values.quantity import Bound, read_quantity

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
ANNOTATED = ROOT / "tests" / "data" / "audit" / "matches.toml"
PACK = load_pack("womens_federation")

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the project")


@dataclass(frozen=True)
class Score:
    right: int
    answered: int
    known_answered: int
    known: int

    @property
    def precision(self) -> float:
        return self.right / self.answered

    @property
    def coverage(self) -> float:
        return self.known_answered / self.known


def annotated_texts() -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
    for name in ("seed.jsonl", "dev.jsonl"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["id"], row["text"], tuple(claim_of(one) for one in row["claims"])


def claim_of(row: dict[str, object]) -> Claim:
    read = read_quantity(str(row["quantity"]))
    high = row.get("value_hi")
    return Claim(
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        quantity=str(row["quantity"]),
        value=Decimal(str(row["value"])),
        bound=Bound(str(row["bound"])),
        unit=str(row["unit"]),
        what=str(row["what"]),
        value_hi=None if high is None else Decimal(str(high)),
        step=read.step if read else None,
        per=str(row["per"]) if "per" in row else None,
    )


def score(*, read_by_product: bool) -> Score:
    """Precision over all answers; coverage over the quantities that surely speak of one indicator."""
    wanted = tomllib.loads(ANNOTATED.read_text(encoding="utf-8"))
    right = answered = known_answered = 0
    for name, text, gold in annotated_texts():
        claims = extract(text) if read_by_product else gold
        for match in audit_text(text, claims, pack=PACK).matches:
            accepted = wanted[name].get(str(claims[match.claim].start), "none").split("|")
            answered += bool(match.indicator)
            right += bool(match.indicator) and match.indicator in accepted
            known_answered += bool(match.indicator) and "none" not in accepted
    known = sum("none" not in codes.split("|") for rows in wanted.values() for codes in rows.values())
    return Score(right, answered, known_answered, known)


def test_annotated_quantities_meet_their_indicator() -> None:
    measured = score(read_by_product=False)
    assert measured.precision >= 0.95, measured
    assert measured.coverage >= 0.85, measured


def test_quantities_read_by_the_product_meet_their_indicator() -> None:
    measured = score(read_by_product=True)
    assert measured.precision >= 0.93, measured
    assert measured.coverage >= 0.80, measured


def test_every_annotation_names_an_indicator_of_the_pack() -> None:
    wanted = tomllib.loads(ANNOTATED.read_text(encoding="utf-8"))
    codes = {code for rows in wanted.values() for one in rows.values() for code in one.split("|")}
    assert codes - {"none"} <= set(PACK.indicators)
    assert len(wanted) >= 21


@pytest.fixture(scope="module")
def seed() -> tuple[str, Audit]:
    text = (CORPUS / "seed.txt").read_text(encoding="utf-8")
    residue = Beside(residue=tuple(find_residue(text)))
    return text, audit_text(text, extract(text), pack=PACK, beside=residue)


def spoken(seed: tuple[str, Audit], code: str) -> list[list[str]]:
    text, audit = seed
    return [[text[a:b] for a, b in one.spans] for one in audit.findings if one.code == code]


def test_the_real_report_has_fewer_attendances_than_listening_sessions(seed: tuple[str, Audit]) -> None:
    assert spoken(seed, "audit.attendances_below_sessions") == [["100场次", "10人次"]]


def test_the_real_report_has_one_listener_per_talk(seed: tuple[str, Audit]) -> None:
    assert ["100场", "100人次"] in spoken(seed, "audit.average_implausible")


def test_the_real_report_has_no_more_trainees_than_trainings(seed: tuple[str, Audit]) -> None:
    assert spoken(seed, "audit.people_not_above_sessions") == [["10场", "10人"], ["10场", "10人"]]


def test_the_real_report_gives_two_spans_of_time(seed: tuple[str, Audit]) -> None:
    assert spoken(seed, "audit.spans_disagree") == [["40年", "建区十年"]]


def test_one_problem_of_the_real_report_has_no_step(seed: tuple[str, Audit]) -> None:
    (found,) = spoken(seed, "audit.problem_without_step")
    assert "帮扶共建社区" in found[0]


def test_the_real_report_is_flattened_to_ten_and_a_hundred(seed: tuple[str, Audit]) -> None:
    (found,) = spoken(seed, "audit.figures_flattened")
    assert len(found) >= 20
    assert all(quantity.startswith("10") for quantity in found)


def test_the_real_report_carries_a_banner_and_two_pay_wall_markers(seed: tuple[str, Audit]) -> None:
    found = [spans[0] for spans in spoken(seed, "audit.template_residue")]
    assert [one for one in found if one.startswith("##paid")] == ["##paidbegin##", "##paidend##"]
    assert len(found) == 3


@pytest.mark.parametrize("fine", ["4天", "第七次全国", "135一线", "十送", "十百千万", "一岗双责", "两大任务"])
def test_the_audit_is_quiet_on_what_is_fine(seed: tuple[str, Audit], fine: str) -> None:
    text, audit = seed
    places = [i for i in range(len(text)) if text.startswith(fine, i)]
    assert places
    for finding in audit.findings:
        if finding.level is not Level.OK:
            assert not [i for i in places for a, b in finding.spans if a < i + len(fine) and i < b], (
                finding.code
            )
