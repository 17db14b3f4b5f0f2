"""Codes become sentences, Chinese first and English beside it."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest

from shuzhi.messages import language_of, read_sentences, say


def test_a_sentence_carries_its_arguments_in_both_languages() -> None:
    for language in ("zh", "en"):
        sentence = say("documents.too_large", {"bytes": 31, "limit": 17}, language)
        assert "31" in sentence
        assert "17" in sentence
    assert say("documents.empty") != say("documents.empty", language="en")


def test_a_code_without_a_sentence_shows_itself_and_its_arguments() -> None:
    assert say("nowhere.at_all", {"n": 3}) == "[nowhere.at_all] n=3"


def test_a_sentence_whose_argument_is_missing_does_not_break_the_page() -> None:
    assert say("documents.too_large", {}) == "[documents.too_large]"


def test_an_argument_may_be_a_finding_of_its_own() -> None:
    said = say("nowhere.outer", {"inner": {"code": "documents.empty", "args": {}}})
    assert say("documents.empty") in said


def test_a_name_in_both_languages_is_said_in_the_one_asked_for() -> None:
    name = {"zh": "宣讲", "en": "Talks"}
    assert say("nowhere.name", {"n": [name]}) == "[nowhere.name] n=宣讲"
    assert say("nowhere.name", {"n": [name]}, "en") == "[nowhere.name] n=Talks"


@pytest.mark.parametrize(("count", "words"), [(1, "1 record"), (2, "2 records"), ("1,366", "1,366 records")])
def test_english_says_one_of_a_thing_as_one(count: object, words: str) -> None:
    assert say("web.activities.found", {"count": count}, "en") == words


def test_decimals_are_printed_plainly() -> None:
    assert say("nowhere.number", {"n": Decimal("1E+3")}) == "[nowhere.number] n=1000"


@pytest.mark.parametrize(
    ("setting", "language"), [("en_GB.UTF-8", "en"), ("zh_CN", "zh"), ("fr", "zh"), (None, "zh")]
)
def test_chinese_is_spoken_unless_english_is_asked_for(setting: str | None, language: str) -> None:
    assert language_of(setting) == language


def test_every_sentence_can_be_formatted() -> None:
    for code, texts in read_sentences().items():
        for text in texts.values():
            names = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
            assert all(name.isidentifier() for name in names), code
