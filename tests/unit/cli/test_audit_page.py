"""The page of an audit marks every quantity, loads nothing, and lets no text of the document become markup."""

from __future__ import annotations

import re

import pytest

from shuzhi.audit.model import Verdict
from shuzhi.catalog.load import load_pack
from shuzhi.claims.readers import read_bytes
from shuzhi.cli.audit_page import SIGNS, render
from shuzhi.cli.voice import Voice
from shuzhi.messages import LANGUAGES
from shuzhi.usecases.audit_document import AuditedDocument, audit_document

TEXT = "2023年召开妇女恳谈会99场，1人次。<script>alert(1)</script>走访3户。"


@pytest.fixture(scope="module")
def audited() -> AuditedDocument:
    return audit_document(read_bytes(TEXT.encode(), "<b>report.txt"), pack=load_pack("womens_federation"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quantity_is_marked_once(audited: AuditedDocument, language: str) -> None:
    page = render([audited], Voice(language))
    marked = re.findall(r'<mark id="[^"]*"[^>]*>([^<]*)</mark>', page)
    assert marked == [claim.quantity for claim in audited.reading.claims] == ["99场", "1人次", "3户"]


def test_the_text_is_text(audited: AuditedDocument) -> None:
    page = render([audited], Voice("zh"))
    assert "<script" not in page
    assert "<b>report" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_a_finding_leads_to_its_quantity(audited: AuditedDocument) -> None:
    page = render([audited, audited], Voice("zh"))
    links = re.findall(r'href="#(q\d+-\d+)"', page)
    ids = re.findall(r'id="(q\d+-\d+)"', page)
    assert links
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_verdict_has_a_sign_beside_its_colour() -> None:
    assert set(SIGNS) == {verdict.value for verdict in Verdict}
    assert len(set(SIGNS.values())) == len(SIGNS)
