"""Every rule of the audit finds what its requirement says, and stays quiet where nothing is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

import pytest

from shuzhi.audit.model import Confirmation, Level, Spread
from shuzhi.audit.rulebook import Rule
from shuzhi.audit.rules import RULES
from shuzhi.audit.run import Beside, audit_text
from shuzhi.claims.extract import extract
from shuzhi.claims.model import Residue
from shuzhi.claims.residue import find_residue
from shuzhi.messages import LANGUAGES, read_sentences, say
from shuzhi.values.period import Period
from tests.unit.audit.rule_cases import PACK, Row, findings, rows

ROWS = rows()


def codes_of(row: Row, which: Literal["positive", "negative"]) -> dict[str, tuple[Level, dict[str, object]]]:
    return {one.code: (one.level, dict(one.args)) for one in findings(row, which)}


@pytest.mark.parametrize(("code", "row"), ROWS, ids=[f"{code}-{n}" for n, (code, _) in enumerate(ROWS)])
def test_a_rule_speaks_where_it_should_and_only_there(code: str, row: Mapping[str, Any]) -> None:
    found = codes_of(row, "positive")
    assert code in found, sorted(found)
    assert code not in codes_of(row, "negative")


@pytest.mark.parametrize(("code", "row"), ROWS, ids=[f"{code}-{n}" for n, (code, _) in enumerate(ROWS)])
def test_every_finding_becomes_a_sentence_in_each_language(code: str, row: Mapping[str, Any]) -> None:
    for which in ("positive", "negative"):
        for found, (_, args) in codes_of(row, which).items():
            for language in LANGUAGES:
                assert not say(found, args, language).startswith("["), (found, args)


def test_every_rule_has_a_requirement_and_a_case_for_each_of_its_codes() -> None:
    given = {code for rule in RULES for code in rule.codes}
    assert {code for code, _ in ROWS} == given


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_requirement_stands_in_chinese_and_then_in_english(rule: Rule) -> None:
    chinese, _, english = (rule.__doc__ or "").partition("\n\n")
    assert re.search("[㐀-鿿]{4}", chinese) and chinese.endswith("。")
    assert re.search(r"[A-Za-z]{3,} [a-z]{2,}", english)


def test_no_code_is_given_by_two_rules() -> None:
    given = [code for rule in RULES for code in rule.codes]
    assert len(given) == len(set(given))


def test_no_sentence_of_the_audit_accuses_anybody() -> None:
    accusing = (
        "造假",
        "虚报",
        "编造",
        "弄虚作假",
        "抄袭",
        "谎报",
        "注水",
        "falsif",
        "fake",
        "plagiar",
        "lied",
    )
    for code, texts in read_sentences().items():
        if code.startswith("audit."):
            assert not [word for text in texts.values() for word in accusing if word in text], code


def test_a_confirmed_match_is_used_instead_of_guessing() -> None:
    text = "组织姐妹夜话12次。"
    claims = extract(text)
    settled = Confirmation(claims[0].what, claims[0].unit, "warning_education_count")
    done = audit_text(text, claims, pack=PACK, beside=Beside(remembered=(settled,)))
    assert done.matches[0].indicator == "warning_education_count"
    refused = Confirmation(claims[0].what, claims[0].unit, "")
    again = audit_text(text, claims, pack=PACK, beside=Beside(remembered=(refused,)))
    assert again.matches[0].indicator == ""


def test_residue_is_a_value_of_the_reader() -> None:
    assert all(isinstance(one, Residue) for one in find_residue("##paidend##"))


def test_what_is_plausible_for_one_session_is_what_the_ledger_usually_sees() -> None:
    def usual(heads: str, *, sessions: str, period: Period, org: str) -> Spread | None:
        known = (heads, sessions) == ("outreach_attendances", "outreach_sessions")
        return Spread(Decimal(20), Decimal(34), Decimal(60), 155) if known else None

    def codes(text: str) -> set[str]:
        done = audit_text(
            text, extract(text), pack=PACK, period=Period.year(2023), org="1", beside=Beside(spreads=usual)
        )
        return {one.code for one in done.findings}

    assert "audit.average_implausible" in codes("开展巾帼宣讲40场，受众24000人次。")
    assert "audit.average_implausible" not in codes("开展巾帼宣讲40场，受众1600人次。")
    assert "audit.average_implausible" not in codes("举办健康讲座40场，受众24000人次。")
