"""Every rule of lint has a pack that breaks it, and the shipped packs break none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shuzhi.catalog import model as m
from shuzhi.catalog.lint import RULES, lint
from shuzhi.catalog.load import load_pack, shipped_packs

OTHER = Path(__file__).parents[2] / "data" / "packs" / "library"
Break = Callable[[m.Pack], m.Pack]


def indicator(code: str, **changed: Any) -> Break:
    return lambda pack: replace(
        pack, indicators={**pack.indicators, code: replace(pack.indicators[code], **changed)}
    )


def added(code: str, like: str, **changed: Any) -> Break:
    return lambda pack: replace(
        pack, indicators={**pack.indicators, code: replace(pack.indicators[like], code=code, **changed)}
    )


def activity_type(code: str, **changed: Any) -> Break:
    return lambda pack: replace(pack, types={**pack.types, code: replace(pack.types[code], **changed)})


def item_kind(code: str, **changed: Any) -> Break:
    return lambda pack: replace(
        pack, item_kinds={**pack.item_kinds, code: replace(pack.item_kinds[code], **changed)}
    )


def outline(*blocks: m.Block, **changed: Any) -> Break:
    made = m.Outline("try", "试", "Try", "题目", "", (m.SectionSpec(1, "一节", blocks),), (0, 0))
    return lambda pack: replace(pack, outlines={**pack.outlines, "try": replace(made, **changed)})


def text(words: str) -> m.ParagraphSpec:
    return m.ParagraphSpec((m.Sentence(words),))


def of(kind: str, **more: Any) -> m.ItemListSpec:
    return m.ItemListSpec(kind, more.pop("choose", "open"), "{title}。", **more)


TALKS = (m.TypeIn(("outreach_talk",)),)
BROKEN: list[tuple[str, Break]] = [
    ("indicator_lacks", indicator("outreach_sessions", owner=" ")),
    ("indicator_lacks", indicator("outreach_sessions", aliases=())),
    ("spec_incomplete", indicator("outreach_sessions", spec="| counts |\n| yes |\n=> unit D 1")),
    ("no_types", indicator("outreach_sessions", measure=m.Sum("sessions", (m.HostsAtLeast(2),)))),
    ("unknown_type", indicator("outreach_sessions", measure=m.Count((m.TypeIn(("talkshow",)),)))),
    ("unknown_observation", indicator("video_views", measure=m.Latest("likes"))),
    ("type_lacks_quantity", indicator("material_copies", measure=m.Sum("loans", TALKS))),
    ("unknown_in_condition", indicator("outreach_sessions", measure=m.Count((*TALKS, m.ThemeHas("x"))))),
    ("unknown_in_condition", indicator("outreach_sessions", measure=m.Count((*TALKS, m.FieldSet("trade"))))),
    ("unknown_in_condition", indicator("outreach_sessions", measure=m.Count((*TALKS, m.FieldIn("venue", ("sea",)))))),
    ("unknown_in_condition", indicator("outreach_sessions", measure=m.Count((*TALKS, m.ActorHas("cook"))))),
    ("unknown_in_condition", indicator("outreach_sessions", measure=m.Count((*TALKS, m.ActorHas("speaker", ("king",)))))),
    ("unknown_in_condition", indicator("outreach_attendances", measure=m.Attendances((*TALKS, m.CategoryIn(("cat",)))))),
    ("unknown_in_condition", indicator("outreach_sessions", measure=m.Count((*TALKS, m.PlaceIn("married_to"))))),
    ("unknown_item_kind", indicator("problems_found", measure=m.Items("trouble", "opened"))),
    ("unknown_state", indicator("problems_found", measure=m.Items("problem", "standing", ("gone",)))),
    ("broken_chain", indicator("research_measures_from_topics", measure=m.Chain("research_topic", (("cures", "in", "research_report"),)))),
    ("unit_misfit", indicator("outreach_attendances", unit="人")),
    ("unit_misfit", indicator("outreach_sessions", unit="人次")),
    ("unit_misfit", indicator("problems_found", unit="人次")),
    ("unit_misfit", indicator("plan_completion_rate", unit="项")),
    ("no_stand_in", indicator("outreach_people", instead="")),
    ("stand_in_of_other_types", indicator("outreach_people", instead="training_attendances")),
    ("needless_instead", indicator("outreach_sessions", instead="outreach_attendances")),
    ("no_heads", indicator("outreach_attendances", measure=m.Attendances((m.TypeIn(("video_work",)),)))),
    ("alias_clash", added("talks_again", "outreach_sessions")),
    ("mixed_protection", indicator("mediation_cases", measure=m.Sum("households", (m.TypeIn(("home_visit", "condolence_visit")),)))),
    ("protection_misfit", indicator("outreach_sessions", protected=True)),
    ("protection_misfit", indicator("mediation_cases", protected=False)),
    ("unknown_line", activity_type("outreach_talk", line="sport")),
    ("unknown_quantity", activity_type("outreach_talk", quantities=("kilos",))),
    ("unknown_post", lambda pack: replace(pack, team_posts=("king",))),
    ("unknown_link_end", lambda pack: replace(pack, link_kinds={**pack.link_kinds, "x": m.LinkKind("x", "联系", "x", ("moon",))})),
    ("cadence_incomplete", activity_type("outreach_talk", cadence=m.Cadence(0, "year", "must", "甲", "a"))),
    ("unreached", lambda pack: replace(pack, uncounted=())),
    ("item_without_life", item_kind("problem", states=(m.ItemState("open", "开", "Open"),))),
    ("unknown_line", item_kind("problem", line="sport")),
    ("awaits_no_link", item_kind("problem", awaits=(m.Awaited((("serves", "in"),), "items.hint.problem_without_cause"),))),
    ("awaits_no_link", item_kind("problem", awaits=(m.Awaited((("heals", "in"),), "items.hint.problem_without_cause"),))),
    ("unknown_item_observation", item_kind("video_series", observations=("likes",))),
    ("code_form", added("Outreach-Talks", "outreach_sessions")),
    ("code_pinyin", added("xuanjiang_count", "outreach_sessions")),
    ("name_not_chinese", indicator("outreach_sessions", name="Talks")),
    ("name_not_english", indicator("outreach_sessions", counting_rule_en="场次")),
    ("name_not_english", activity_type("outreach_talk", fields=(m.FieldSpec("x", "词", "", (("y", "甲", "A"),)),))),
    ("name_not_english", activity_type("outreach_talk", fields=(m.FieldSpec("x", "词", "Word", (("y", "甲", "甲"),)),))),
    ("name_not_english", lambda pack: replace(pack, settings=(m.Setting("x", "词", "Word", "示例：1场", "说明"),))),
    ("name_undeclared", indicator("outreach_sessions", owner="后勤")),
    ("name_undeclared", indicator("outreach_sessions", section="sport")),
    ("name_undeclared", indicator("outreach_sessions", setting="weather")),
    ("name_undeclared", activity_type("outreach_talk", evidence=("照片",))),
    ("formulation", indicator("outreach_sessions", counting_rule="踔厉奋发计1场。")),
    ("formulation", outline(text("同心筑梦。"))),
    ("example_unmarked", lambda pack: replace(pack, settings=(m.Setting("x", "词", "Word", "1000场", ""),))),
    ("unknown_hole", outline(text("开展{nothing_of_the_kind}。"))),
    ("unknown_reach", outline(text("开展{outreach_sessions@moon}。"))),
    ("typed_number", outline(text("开展宣讲38场。"))),
    ("figures_touch", outline(text("开展{outreach_sessions}{outreach_attendances}。"))),
    ("sentence_without_end", outline(text("开展{outreach_sessions}"))),
    ("outline_other_language", outline(text("开展talk。"))),
    ("outline_other_language", outline(text("Talks: 宣讲."), language="en")),
    ("sentence_without_end", outline(text("Talks：{outreach_sessions}。"), language="en")),
    ("translates_nothing", outline(text("Talks."), language="en", translates="nothing")),
    ("translation_differs", outline(text("Talks."), language="en", translates="duty_report")),
    ("unknown_list_kind", outline(of("trouble"))),
    ("list_without_link", outline(of("problem", choose="linked"))),
    ("list_without_link", outline(of("problem", children=(of("cause"),)))),
    ("broken_list_link", outline(of("problem", children=(of("cause", choose="linked", link=("causes", "out")),)))),
    ("chart_without_figure", outline(m.ChartSpec("months", "图", "nothing_of_the_kind"))),
    ("chart_without_figure", outline(m.ChartSpec("months", "图", "mediation_cases"))),
    ("chart_without_items", outline(m.ChartSpec("plan", "图", kind="trouble"))),
    ("chart_without_items", outline(m.ChartSpec("plan", "图", kind="problem"))),
    ("chart_of_persons", outline(m.ChartSpec("organisations", "图", "outreach_sessions@team"))),
    ("uneven_table", outline(m.TableSpec("表", ("项目", "数"), (("宣讲", ("outreach_sessions", "outreach_people")),)))),
]  # fmt: skip


@pytest.mark.parametrize("name", [*shipped_packs(), OTHER])
def test_a_pack_of_ours_is_clean(name: str | Path) -> None:
    assert lint(load_pack(name)) == ()


@pytest.mark.parametrize(("code", "spoil"), BROKEN, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BROKEN)])
def test_a_broken_pack_is_found_out(code: str, spoil: Break) -> None:
    assert f"catalog.{code}" in {each.code for each in lint(spoil(load_pack("womens_federation")))}


def test_every_rule_is_broken_by_some_case() -> None:
    """A rule that no case breaks may be one that cannot fail."""
    pack = load_pack("womens_federation")
    spoilt = [spoil(pack) for _, spoil in BROKEN]
    assert [rule.__name__ for rule in RULES if not any(list(rule(each)) for each in spoilt)] == []


def test_every_rule_states_its_requirement() -> None:
    assert all(rule.__doc__ for rule in RULES)


def test_errors_come_before_advice() -> None:
    spoilt = replace(BROKEN[0][1](load_pack("womens_federation")), uncounted=())
    assert [each.level for each in lint(spoilt)] == ["error", "advice", "advice"]


def test_another_organisation_needs_no_code() -> None:
    """One type and one indicator in one file are a whole pack."""
    pack = load_pack(OTHER)
    assert (len(pack.types), len(pack.indicators)) == (1, 1)
