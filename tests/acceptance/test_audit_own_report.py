"""Law 3: a compiled report, stripped of its proof and read back, is wholly supported; altered numbers are found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

import pytest

from shuzhi.audit.model import Verdict
from shuzhi.catalog.load import load_pack
from shuzhi.claims.model import Claim, Document
from shuzhi.claims.readers import read_bytes
from shuzhi.report.strip import strip_figures
from shuzhi.usecases.audit_document import AuditedDocument, LedgerFigures, audit_document
from shuzhi.usecases.compile_report import Report, compile_report
from shuzhi.usecases.example.build import build_example
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.values.period import SHANGHAI, Period
from tests.unit.usecases.offices import BY, office_in_memory

YEAR = Period.year(2023)
AT = datetime(2024, 1, 10, 9, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class OwnReport:
    document: Document
    figures: LedgerFigures

    def audit(self, text: str | None = None) -> AuditedDocument:
        document = self.document if text is None else Document("altered.txt", text, ())
        return audit_document(
            document, pack=self.figures.pack, figures=self.figures, period=YEAR, org=DISTRICT
        )


@pytest.fixture(scope="module", params=["duty_report", "speech"])
def own(request: pytest.FixtureRequest) -> OwnReport:
    office = office_in_memory("example")
    build_example(office, pack=load_pack("womens_federation"), seed=7, scale=1, progress=lambda *_: None)
    outcome = compile_report(
        office, by=BY, at=AT, entry=UUID(int=1 << 90, version=4), report=UUID(int=2 << 90, version=4),
        org=DISTRICT, period=YEAR, outline=str(request.param),
    )  # fmt: skip
    assert isinstance(outcome, Report), outcome
    document = read_bytes(strip_figures(outcome.docx), "own.docx")
    return OwnReport(document, LedgerFigures.of(office, org=DISTRICT))


def claims_of(audited: AuditedDocument, verdict: Verdict) -> list[Claim]:
    return [audited.reading.claims[j.claim] for j in audited.audit.judgements if j.verdict is verdict]


def test_every_figure_of_our_own_report_is_supported(own: OwnReport) -> None:
    audited = own.audit()
    verdicts = {judged.verdict for judged in audited.audit.judgements}
    assert verdicts <= {Verdict.SUPPORTED, Verdict.PLANNED}
    assert len(claims_of(audited, Verdict.SUPPORTED)) >= 30


def test_our_own_report_gives_no_error_and_no_warning(own: OwnReport) -> None:
    found = {one.code for one in own.audit().audit.findings if one.level.value in ("error", "warning")}
    assert found == set()


@pytest.mark.parametrize("count", [1, 3, 10])
def test_altered_numbers_give_exactly_as_many_contradictions(own: OwnReport, count: int) -> None:
    supported = [
        c
        for c in claims_of(own.audit(), Verdict.SUPPORTED)
        if c.quantity[0].isdigit() and "余" not in c.quantity
    ]
    for seed in range(4):
        chance = Random(100 * count + seed)
        chosen = sorted(chance.sample(supported, count), key=lambda claim: -claim.start)
        text = own.document.text
        for claim in chosen:
            text = text[: claim.start] + altered(claim.quantity, chance) + text[claim.end :]
        contradicted = claims_of(own.audit(text), Verdict.CONTRADICTED)
        assert [c.start for c in contradicted] == sorted(c.start for c in chosen), seed


def altered(quantity: str, chance: Random) -> str:
    """The quantity with its first digit changed, still a number without a leading zero."""
    first = re.match(r"\d", quantity)
    assert first is not None
    digit = (int(first.group()) - 1 + chance.randint(1, 8)) % 9 + 1
    return f"{digit}{quantity[1:]}"


def test_the_ledger_says_how_many_usually_come_to_a_talk(own: OwnReport) -> None:
    usual = own.figures.spreads(
        "outreach_attendances", sessions="outreach_sessions", period=YEAR, org=DISTRICT
    )
    assert usual is not None
    assert 1 < usual.low <= usual.median <= usual.high
    found = own.audit("2023年，各级妇联开展巾帼宣讲155场，受众90万人次。").audit.findings
    assert "audit.average_implausible" in {one.code for one in found}
