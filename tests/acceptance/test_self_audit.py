"""Laws 3 and 4, on a district of another seed than the one shown: a compiled report, read back and audited, is wholly supported; compiled again, it is the same file."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest

from shuzhi.audit.model import Level, Verdict
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.claims.readers import read_bytes
from shuzhi.report import docx, fonts, html
from shuzhi.report.records import query_json
from shuzhi.report.signing import KeyRing
from shuzhi.report.strip import strip_figures
from shuzhi.report.verify import Status
from shuzhi.usecases.audit_document import (
    AuditedDocument,
    LedgerFigures,
    Papers,
    audit_document,
    hand_edits_of,
)
from shuzhi.usecases.compile_report import Report, body_figures, compile_report, figures_json
from shuzhi.usecases.example.build import build_example
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.usecases.office import Office
from shuzhi.usecases.reopen_report import reopen_report
from shuzhi.usecases.sign_report import sign_report
from shuzhi.usecases.verify_document import is_fine, verify_document
from shuzhi.usecases.writing import Done, Problems
from shuzhi.values.period import Period
from tests.unit.usecases.offices import BY, office_in_memory

AT = datetime(2024, 1, 9, 1, 30, tzinfo=UTC)
TOWN = "990101101"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("womens_federation")


@pytest.fixture(scope="module", params=[42])
def office(request: pytest.FixtureRequest, pack: Pack) -> Office:
    made = office_in_memory("law")
    build_example(made, pack=pack, seed=request.param, scale=1, progress=lambda written, whole: None)
    return made


def compiled(office: Office, *, org: str, year: int, outline: str = "duty_report") -> Report:
    number = int(org) * 10_000 + year
    made = compile_report(
        office, by=BY, at=AT, entry=UUID(int=number, version=4), report=UUID(int=number, version=4), org=org,
        period=Period.year(year), outline=outline,
    )  # fmt: skip
    assert not isinstance(made, Problems), made
    return made


@pytest.fixture(scope="module")
def report(office: Office) -> Report:
    return compiled(office, org=DISTRICT, year=2023)


def audited(office: Office, report: Report, file: bytes) -> AuditedDocument:
    figures = LedgerFigures.of(office, org=report.draft.org, as_of=report.draft.position)
    document = read_bytes(file, "report.docx")
    return audit_document(
        document, pack=figures.pack, figures=figures, period=report.draft.period, org=report.draft.org
    )


@pytest.mark.parametrize(("org", "year"), [(DISTRICT, 2023), (TOWN, 2023)])
def test_a_report_read_back_without_its_proof_is_wholly_supported(
    office: Office, org: str, year: int
) -> None:
    """Law 3: every figure is read, matched to its indicator and supported; nothing is contradicted."""
    report = compiled(office, org=org, year=year)
    found = audited(office, report, strip_figures(report.docx))
    claims = found.reading.claims
    supported = Counter(
        (one.indicator, claims[one.claim].quantity)
        for one in found.audit.judgements
        if one.verdict is Verdict.SUPPORTED
    )
    printed = Counter((node.figure.query.indicator, node.printed) for node in body_figures(report.draft))
    assert sorted((printed - supported).elements()) == []
    grave = {one.code for one in found.audit.findings if one.level in (Level.ERROR, Level.WARNING)}
    assert grave <= (
        {"audit.problem_without_step"} if org == TOWN else set()
    )  # the town has put no problem down


def test_the_same_position_gives_the_same_files(office: Office, report: Report) -> None:
    """Law 4: Word file, page and data are made again byte for byte, also after the ledger has moved on."""
    signed = sign_report(office, by=BY, at=AT, entry=UUID(int=5, version=4), report=report.report)
    assert isinstance(signed, Done)
    again = reopen_report(office, report.report)
    assert again is not None
    assert again.is_as_compiled
    assert again.docx == report.docx
    rendered = docx.render(again.draft.compiled.document, again.sealed, creator=again.draft.organisation)
    assert rendered == report.docx
    pages = [html.render(one.draft.compiled.document, sealed=one.sealed) for one in (report, again)]
    assert pages[0] == pages[1]
    assert figures_json(again.draft) == figures_json(report.draft)


def test_a_report_sent_twice_is_one_report(office: Office) -> None:
    first, again = (compiled(office, org=TOWN, year=2022) for _ in range(2))
    assert again.receipt.repeated
    assert again.docx == first.docx
    assert again.draft.position == first.draft.position


def test_the_files_name_nobody(office: Office, report: Report) -> None:
    """No registered name and no telephone enters a report."""
    text = read_bytes(report.docx, "report.docx").text
    records = office.journal.of_types(office.ledger, ("person.registered",))
    besides = [office.journal.beside(office.ledger, one.entry.id) for one in records]
    assert len(besides) > 400
    assert [one for one in besides if (one["name"] or "?") in text or (one["telephone"] or "?") in text] == []


def test_a_figure_changed_by_hand_is_found_by_the_audit_too(office: Office, report: Report) -> None:
    """A document of ours in which somebody typed another number shows the hand edit beside the contradiction."""
    node = next(
        one for one in body_figures(report.draft) if one.figure.query.indicator == "candid_talk_sessions"
    )
    changed = _with_other_number(report.docx, node.name, node.printed)
    keys = KeyRing.of(office.public_key)
    verification = verify_document(changed, keys=keys)
    assert verification.status is Status.CHANGED
    assert not is_fine(verification)
    document = read_bytes(changed, "report.docx")
    edits = hand_edits_of(document, verification)
    assert [(one.indicator, one.printed) for one in edits] == [("candid_talk_sessions", node.printed)]
    figures = LedgerFigures.of(office, org=DISTRICT, as_of=report.draft.position)
    found = audit_document(
        document, pack=figures.pack, figures=figures, period=Period.year(2023), org=DISTRICT,
        papers=Papers(hand_edits=edits),
    )  # fmt: skip
    grave = {one.code for one in found.audit.findings if one.level in (Level.ERROR, Level.WARNING)}
    assert "audit.contradicted" in grave
    assert "audit.figure_edited" in grave


def _with_other_number(file: bytes, name: str, printed: str) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry.filename)
            if entry.filename == "word/document.xml":
                text = data.decode()
                place = text.index(f">{printed}<", text.index(f'w:val="{name}"'))
                data = (text[:place] + f">9{printed}<" + text[place + len(printed) + 2 :]).encode()
            target.writestr(entry.filename, data)
    return out.getvalue()


def test_the_charts_of_a_report_draw_figures_that_can_be_followed(office: Office, report: Report) -> None:
    """Each number drawn is a figure of the manifest with its records."""
    charts = list(report.draft.compiled.document.charts())
    assert [one.draw.value for one in charts] == ["plan", "months"]
    entries = {one.name: one for one in report.sealed.manifest.entries}
    for chart in charts:
        assert all(entries[mark.node].query == query_json(mark.figure.query) for mark in chart.marks)
    talks = [mark.figure.exact for mark in charts[1].marks]
    whole = next(
        one for one in body_figures(report.draft) if one.figure.query.indicator == "outreach_sessions"
    )
    assert len(talks) == 12
    assert sum(one for one in talks if one is not None) == whole.figure.exact


def test_a_report_taken_up_where_other_fonts_draw_is_still_as_compiled(
    office: Office, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "drawing_face", lambda: None)
    again = reopen_report(office, report.report)
    assert again is not None
    assert again.is_as_compiled
    assert [one.picture for one in again.sealed.manifest.charts] == [
        one.picture for one in report.sealed.manifest.charts
    ]
