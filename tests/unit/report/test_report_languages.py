"""A report speaks the language of its outline: its fixed words, labels, rules and units; Chinese is the default."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from decimal import Decimal
from string import Formatter

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Outline, Pack, ParagraphSpec, SectionSpec, Sentence, TableSpec
from shuzhi.engine.base import Certainty, Figure, Reach
from shuzhi.report import html
from shuzhi.report.compile import Compiled, compile_report
from shuzhi.report.nodes import plain, runs_of
from shuzhi.report.wording import in_full, in_words
from shuzhi.report.words import (
    CHINESE,
    ENGLISH,
    LANGUAGES,
    FixedWords,
    heading_number,
    item_number,
    period_words,
)
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from shuzhi.values.unit_names import english_unit
from tests.unit.report import sample

HAN = re.compile("[㐀-鿿]")
ROWS = [one.name for one in dataclasses.fields(FixedWords) if isinstance(getattr(CHINESE, one.name), tuple)]
FIELDS = [one.name for one in dataclasses.fields(FixedWords) if one.name not in ROWS]


@pytest.mark.parametrize("name", FIELDS)
def test_every_fixed_word_stands_in_both_languages_with_the_same_holes(name: str) -> None:
    texts = [getattr(words, name) for words in LANGUAGES.values()]
    assert all(text.strip() for text in texts)
    holes = [{hole for _, hole, _, _ in Formatter().parse(text) if hole} for text in texts]
    assert holes[0] == holes[1]
    assert not HAN.search(getattr(ENGLISH, name))


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_words_stand_in_both_languages(name: str) -> None:
    chinese, english = getattr(CHINESE, name), getattr(ENGLISH, name)
    assert len(chinese) == len(english)
    assert not HAN.search("".join(english))
    assert all(HAN.search(head) for head in chinese)


def units_of(pack: Pack) -> set[str]:
    """Every unit that a figure or a quantity of the pack is printed with."""
    return {one.unit for one in pack.indicators.values()} | {one.unit for one in pack.quantities.values()}


@pytest.mark.parametrize("unit", sorted(units_of(load_pack("womens_federation")) - {""}))
def test_every_unit_of_the_pack_has_an_english_name(unit: str) -> None:
    assert not HAN.search(english_unit(unit))


def figure(low: int | None, high: int | None, unit: str, certainty: Certainty = Certainty.EXACT) -> Figure:
    value = Interval.between(low, high)
    return replace(sample.figure("lectures"), value=value, unit=unit, certainty=certainty)


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (figure(38, 38, "场"), "38 sessions"), (figure(1, 1, "场"), "1 session"), (figure(12, 12, "个"), "12"),
        (figure(120, 180, "人", Certainty.BOUNDED), "at least 120 people"),
        (figure(None, 200, "人", Certainty.BOUNDED), "at most 200 people"),
        (figure(12, 12, "项", Certainty.DECLARED), "12 items (declared)"),
    ],
)  # fmt: skip
def test_a_figure_is_printed_in_english_where_the_outline_is_english(found: Figure, printed: str) -> None:
    assert in_words(found, language="en") == printed


def test_both_ends_and_the_unknown_are_printed_in_english() -> None:
    assert in_full(figure(120, 180, "人", Certainty.BOUNDED), language="en") == "120 to 180 people"
    unknown = replace(figure(0, 0, "场"), value=None, certainty=Certainty.UNKNOWN)
    assert in_words(unknown, language="en") == "(not verified)"
    share = replace(figure(0, 0, "%"), value=Interval.point(Decimal("79.5")))
    assert in_words(share, language="en") == "79.5%"


@pytest.mark.parametrize(
    "code", ["2023", "2023H1", "2023H2", "2023Q3", "2023-05", "2023-05-01", "2023-05-01..2023-05-07"]
)
def test_a_period_is_said_in_both_languages(code: str) -> None:
    period = Period.parse(code)
    assert HAN.search(period_words(period))
    assert not HAN.search(period_words(period, "en"))
    assert "2023" in period_words(period, "en")


def test_headings_and_items_are_numbered_in_both_languages() -> None:
    assert [heading_number(level, 2) for level in (1, 2)] == ["二、", "（二）"]
    assert [heading_number(level, 2, "en") for level in (1, 2, 3, 4)] == ["2. ", "(2) ", "b. ", "(b) "]
    assert (item_number(2), item_number(2, "en")) == ("二是", " (2) ")


ENGLISH_OUTLINE = Outline(
    code="brief", name="年度简报", name_en="Brief of the year", title="Brief of {period.year}", salutation="", length=(0, 0),
    sections=(
        SectionSpec(
            1, "Work done",
            (
                ParagraphSpec((Sentence("The office held {lectures} and trained {trained}; {listeners~} listened."),)),
                TableSpec("Main work", ("What", "Sessions"), (("Training", ("training",)),)),
            ),
        ),
    ),
    language="en",
)  # fmt: skip


def english() -> Compiled:
    named = {
        code: replace(one, name_en=f"Indicator {code}", counting_rule_en=f"Counts {code}.")
        for code, one in sample.PACK.indicators.items()
    }
    material = replace(sample.MATERIAL, pack=replace(sample.PACK, indicators=named))
    return compile_report(ENGLISH_OUTLINE, material)


def test_an_english_outline_makes_an_english_document() -> None:
    """Text, table, annex, labels and rules: nothing that the program itself says is left in Chinese."""
    document = english().document
    said = [plain(runs) for block in document.all_blocks() for runs in runs_of(block)]
    said += [node.label for node in document.figures()]
    said += [document.attachments[0].number, document.attachments[0].title]
    assert HAN.findall("".join(said)) == []
    assert any("Counts lectures." in text for text in said)
    page = html.render(document)
    assert '<html lang="en">' in page
    assert HAN.findall(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)) == []


def test_the_chinese_report_says_nothing_in_english() -> None:
    document = sample.compiled().document
    annex = [plain(runs) for block in document.attachments[0].blocks for runs in runs_of(block)]
    assert re.findall(r"[A-Za-z]{3,} [a-z]{2,}", "".join(annex)) == []
    assert '<html lang="zh-Hans">' in html.render(document)


def test_every_reach_has_its_words() -> None:
    for words in LANGUAGES.values():
        assert len({words.reach(reach) for reach in Reach}) == len(Reach)
