"""The reference pages tell of everything that may be recorded and counted, in Chinese and in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shuzhi.audit.rules import RULES
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack

PAGES = Path(__file__).parents[2] / "docs" / "reference"
HAN, LATIN = re.compile("[㐀-鿿]"), re.compile("[A-Za-z]{2}")
PACK = load_pack("womens_federation")


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def heading(text: str, code: str) -> str:
    """The heading, or the first cell of a row, that names the code; "" where there is none."""
    found = re.search(rf"^(?:#+|\|) [^|\n]*`{re.escape(code)}`", text, re.MULTILINE)
    return found[0] if found else ""


def named(pack: Pack) -> list[tuple[str, str, str]]:
    """Code and both names of all that the page of the catalog heads a section with."""
    types = [(one.code, one.name, one.name_en) for one in pack.types.values()]
    return types + [(one.code, one.name, one.name_en) for one in pack.item_kinds.values()]


@pytest.mark.parametrize(("code", "name", "name_en"), named(PACK), ids=[one[0] for one in named(PACK)])
def test_a_type_or_kind_is_told_of_by_both_names(code: str, name: str, name_en: str) -> None:
    found = heading(page("catalog"), code)
    assert name in found
    assert name_en in found
    assert HAN.search(name)
    assert LATIN.search(name_en) and not HAN.search(name_en)


@pytest.mark.parametrize("code", sorted(PACK.indicators))
def test_an_indicator_is_told_of_by_both_names_and_both_rules(code: str) -> None:
    text, one = page("indicators"), PACK.indicators[code]
    for chinese, english in ((one.name, one.name_en), (one.counting_rule, one.counting_rule_en)):
        assert chinese in text
        assert english in text
        assert HAN.search(chinese)
        assert LATIN.search(english) and not HAN.search(english)


def test_every_row_of_the_mechanisms_is_named_in_both_languages() -> None:
    rows = re.findall(r"^\| \d+ \| (.+?) \| (.+?) \|", page("mechanisms"), re.MULTILINE)
    assert len(rows) == 39
    assert [row for row in rows if not all(HAN.search(cell) and LATIN.search(cell) for cell in row)] == []


def test_every_code_of_the_audit_is_told_of_with_what_it_says_in_both_languages() -> None:
    text = page("rules")
    for rule in RULES:
        for code in rule.codes:
            told = re.split(r"^#+ ", text.partition(f"`{code}`")[2], maxsplit=1, flags=re.MULTILINE)[0]
            spoken = dict(re.findall(r"^- ([^：]+)：(.+)$", told, re.MULTILINE))
            assert {"提示 Speaks", "不提示 Silent", "原话 In its words", "In English"} <= set(spoken), code
            assert HAN.search(spoken["原话 In its words"])
            assert LATIN.search(spoken["In English"])


def test_what_the_catalog_shows_stands_in_both_languages() -> None:
    """Every department, paper, role, category, state, field and setting; aliases are people's own writing."""
    kinds = (*PACK.types.values(), *PACK.item_kinds.values())
    words = [*PACK.departments, *PACK.papers, *PACK.sections, *PACK.posts, *PACK.ranks, *PACK.themes]
    words += [each for kind in PACK.types.values() for each in (*kind.roles, *kind.categories)]
    words += [(field.code, field.name, field.name_en) for kind in kinds for field in kind.fields]
    words += [value for kind in kinds for field in kind.fields for value in field.values]
    words += [(s.code, s.name, s.name_en) for kind in PACK.item_kinds.values() for s in kind.states]
    text = page("catalog")
    assert [code for code, name, name_en in words if f"{name} {name_en}" not in text] == []
    for one in PACK.settings:
        assert one.note in text and one.note_en in text
        assert one.example in text and one.example_en in text


@pytest.mark.parametrize("name", ["catalog", "counting", "indicators", "mechanisms", "rules"])
def test_every_heading_of_a_page_stands_in_both_languages(name: str) -> None:
    headings = re.findall(r"^#+ (.+)$", page(name), re.MULTILINE)
    assert headings
    assert [
        one for one in headings if not (HAN.search(one) and LATIN.search(re.sub("`[^`]*`", "", one)))
    ] == []
