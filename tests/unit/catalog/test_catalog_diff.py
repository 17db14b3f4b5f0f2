"""Between two versions of a pack it is said which figures change meaning, and what is only words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shuzhi.catalog.diff import differences
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack

OLD = load_pack("womens_federation")


def with_indicator(code: str, **changed: Any) -> Pack:
    return replace(OLD, indicators={**OLD.indicators, code: replace(OLD.indicators[code], **changed)})


def told(new: Pack) -> list[tuple[str, str, str]]:
    return [(each.change, each.table, each.code) for each in differences(OLD, new)]


def test_the_same_pack_has_no_differences() -> None:
    assert differences(OLD, OLD) == ()


def test_another_measure_is_another_meaning() -> None:
    new = with_indicator("outreach_sessions", measure=OLD.indicators["candid_talk_sessions"].measure)
    assert [(one.change, one.code, one.keys) for one in differences(OLD, new)] == [
        ("meaning", "outreach_sessions", ("measure",))
    ]


def test_another_alias_is_only_words() -> None:
    assert told(with_indicator("outreach_sessions", aliases=("宣讲",))) == [
        ("words", "indicators", "outreach_sessions")
    ]


def test_what_comes_and_goes_is_named() -> None:
    indicators = dict(OLD.indicators)
    indicators["talks"] = replace(indicators.pop("outreach_sessions"), code="talks")
    assert told(replace(OLD, indicators=indicators)) == [
        ("removed", "indicators", "outreach_sessions"),
        ("added", "indicators", "talks"),
    ]


def test_a_type_that_keeps_something_else_changes_the_figures_that_count_it() -> None:
    kind = replace(OLD.types["video_work"], protected=True)
    found = told(replace(OLD, types={**OLD.types, "video_work": kind}))
    assert ("meaning", "indicators", "video_episodes") in found
    assert ("words", "types", "video_work") in found
    assert ("meaning", "indicators", "outreach_sessions") not in found


def test_a_type_under_another_name_changes_no_figure() -> None:
    kind = replace(OLD.types["video_work"], name="短片")
    assert told(replace(OLD, types={**OLD.types, "video_work": kind})) == [("words", "types", "video_work")]
