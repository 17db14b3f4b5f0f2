"""Briefs become draft entries: the fields are right where they are filled, and nothing private comes along."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shuzhi.audit.vocabulary import Vocabulary
from shuzhi.catalog.load import load_pack
from shuzhi.messages import LANGUAGES, say
from shuzhi.usecases.drafting.briefs import draft_each
from shuzhi.usecases.drafting.draft import Drafting, draft
from shuzhi.usecases.drafting.model import Draft

BRIEFS = Path(__file__).parents[2] / "data" / "drafting" / "briefs.jsonl"
PACK = load_pack("womens_federation")
DRAFTING = Drafting(PACK, Vocabulary(PACK))
FIELDS = ("type", "date", "place", "title", "hosts", "headcounts", "quantities")
RECEIVED = date(2023, 11, 20)


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in BRIEFS.read_text(encoding="utf-8").splitlines()]


def drafts_of(row: dict[str, Any]) -> tuple[Draft, ...]:
    return DRAFTING.read(row["text"], date.fromisoformat(row["received"]))


def fields_of(row: dict[str, Any]) -> dict[str, object]:
    """The comparable fields of a draft, whether expected or made; None where empty."""
    heads = [[h["value"], h["unit"], h["mode"]] if isinstance(h, dict) else h for h in row["headcounts"]]
    quantities = [[q["quantity"], q["value"]] if isinstance(q, dict) else q for q in row["quantities"]]
    day = row.get("date") or (f"{row['start']}..{row['end']}" if "start" in row else None)
    return {
        "type": row["type"] or None,
        "date": day,
        "place": row["place"] or None,
        "title": row["title"] or None,
        "hosts": row["hosts"] or None,
        "headcounts": sorted(heads, key=str) or None,
        "quantities": sorted(quantities, key=str) or None,
    }


def compared() -> Iterator[tuple[str, object, object]]:
    """(field, made, wanted) over all briefs; a draft too many or too few counts with all its fields."""
    nothing: dict[str, object] = dict.fromkeys(FIELDS)
    for row in rows():
        made = [fields_of(one.to_json()) for one in drafts_of(row)]
        wanted = [fields_of(one) for one in row["drafts"]]
        for place in range(max(len(made), len(wanted))):
            mine = made[place] if place < len(made) else nothing
            theirs = wanted[place] if place < len(wanted) else nothing
            yield from ((name, mine[name], theirs[name]) for name in FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_is_filled_is_right_and_most_are_filled(name: str) -> None:
    seen = Counter[str]()
    for field, mine, theirs in compared():
        if field == name:
            seen["filled"] += mine is not None
            seen["wanted"] += theirs is not None
            seen["right"] += mine is not None and mine == theirs
    assert seen["right"] >= 0.95 * seen["filled"], seen
    assert seen["right"] >= 0.85 * seen["wanted"], seen


def test_there_are_enough_briefs_to_measure() -> None:
    assert len(rows()) >= 40


@pytest.mark.parametrize("row", [row for row in rows() if row["hidden"]], ids=lambda row: row["id"])
def test_names_illnesses_and_words_of_people_are_left_out_and_said_so(row: dict[str, Any]) -> None:
    made = drafts_of(row)
    written = json.dumps([one.to_json() for one in made], ensure_ascii=False)
    said = [row["text"][a:b] for one in made for a, b in (left.span for left in one.left_out)]
    for private in row["hidden"]:
        assert private not in written
        assert any(private in words or words in private for words in said), private


def test_each_filled_field_shows_the_words_it_came_from() -> None:
    for row in rows():
        for one in drafts_of(row):
            for name in FIELDS:
                if fields_of(one.to_json())[name] is not None:
                    assert one.sources.get(name), (row["id"], name)
            for spans in one.sources.values():
                assert all(0 <= start < end <= len(row["text"]) for start, end in spans)


def test_every_question_and_every_omission_has_its_sentence() -> None:
    for row in rows():
        for one in drafts_of(row):
            for code, args in [(q.code, dict(q.args)) for q in one.ask] + [
                (o.code, {}) for o in one.left_out
            ]:
                assert all(not say(code, args, language).startswith("[") for language in LANGUAGES), code


def test_two_activities_in_one_brief_are_two_drafts() -> None:
    text = "11月1日，甲乙镇妇联举办普法讲座，20人参加。11月2日，甲乙镇妇联举办健康讲座，30人参加。"
    assert [one.type for one in draft(text, RECEIVED, PACK)] == ["law_lecture", "health_lecture"]


def test_a_quarterly_line_is_an_aggregate_line() -> None:
    (made,) = draft("三季度，甲乙村妇联开展宣讲26场、1300余人次。", RECEIVED, PACK)
    assert (made.form, str(made.start), str(made.end)) == ("aggregate", "2023-07-01", "2023-09-30")
    assert [(q.quantity, int(q.value)) for q in made.quantities] == [("sessions", 26)]


def test_a_date_without_a_year_takes_it_from_the_day_of_receipt() -> None:
    (made,) = draft("11月8日，甲乙镇妇联举办健康讲座，30人参加。", RECEIVED, PACK)
    assert str(made.start) == "2023-11-08"
    assert "drafting.which_year" not in {q.code for q in made.ask}


def test_a_date_that_would_lie_ahead_is_of_the_year_before_and_asked() -> None:
    (made,) = draft("12月28日，甲乙镇妇联举办健康讲座，30人参加。", date(2024, 1, 5), PACK)
    assert str(made.start) == "2023-12-28"
    assert "drafting.which_year" in {q.code for q in made.ask}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("近日，甲乙镇妇联举办健康讲座，30人参加。", "drafting.which_day"),
        ("11月8日举办健康讲座，30人参加。", "drafting.which_host"),
        ("11月8日，甲乙镇妇联举办健康讲座。", "drafting.how_many"),
        ("11月8日，甲乙镇妇联举办荷塘夜话，30人参加。", "drafting.which_type"),
        ("11月8日，甲乙镇妇联举办健康讲座，30人参加，栽花12盆。", "drafting.number_unused"),
        ("11月8日，甲乙镇妇联举办健康讲座，30人参加，其中党员8人。", "drafting.part_of_whole"),
    ],
)
def test_what_the_brief_leaves_open_is_asked(text: str, asked: str) -> None:
    assert asked in {question.code for one in draft(text, RECEIVED, PACK) for question in one.ask}


def test_a_file_of_many_briefs_is_drafted_brief_by_brief_in_its_own_offsets() -> None:
    first = "甲乙镇妇联举办讲座\n\n11月1日，甲乙镇妇联举办普法讲座，20人参加。"
    second = "丙丁村妇联送健康\n11月2日，丙丁村妇联举办健康讲座，30人参加。"
    text = f"{first}\n\n{second}\n"
    made = draft_each(text, RECEIVED, DRAFTING)
    assert [one.type for one in made] == ["law_lecture", "health_lecture"]
    assert [text[a:b] for one in made for a, b in one.sources["hosts"]] == ["甲乙镇妇联", "丙丁村妇联"]


def test_a_paragraph_without_a_day_goes_on_with_its_brief() -> None:
    text = "11月1日，甲乙镇妇联举办普法讲座，20人参加。\n\n讲座结束后，发放宣传资料30份。"
    (made,) = draft_each(text, RECEIVED, DRAFTING)
    assert [(q.quantity, int(q.value)) for q in made.quantities] == [("copies", 30)]


def test_an_empty_text_gives_no_draft() -> None:
    assert draft(" \n", RECEIVED, PACK) == ()


def test_the_same_brief_gives_the_same_drafts() -> None:
    text = rows()[0]["text"]
    assert draft(text, RECEIVED, PACK) == draft(text, RECEIVED, PACK)
