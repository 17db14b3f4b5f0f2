"""An outline becomes a document: sentences kept or left out, sections numbered, items with what is linked to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shuzhi.catalog.model import ItemListSpec, Outline, ParagraphSpec, SectionSpec, Sentence, TableSpec
from shuzhi.engine.base import Reach
from shuzhi.report.compile import Compiled, CompileError, ReportItem, compile_report, needed_figures
from shuzhi.report.nodes import Document, FigureNode, Heading, Paragraph, Table, Text, body_text, plain
from shuzhi.report.template import without_empty
from shuzhi.report.words import heading_number, ordinal
from tests.unit.report import sample


def outline(*sections: SectionSpec) -> Outline:
    return replace(sample.OUTLINE, sections=sections, closing="", salutation="", title="题")


def paragraph(*sentences: Sentence | str) -> ParagraphSpec:
    return ParagraphSpec(tuple(Sentence(each) if isinstance(each, str) else each for each in sentences))


def lines(compiled: Compiled) -> list[str]:
    return body_text(compiled.document).split("\n")[1:]


def said(*sentences: Sentence | str) -> str:
    return "".join(
        lines(compile_report(outline(SectionSpec(1, "节", (paragraph(*sentences),))), sample.MATERIAL))[1:]
    )


def test_a_sentence_about_nothing_is_left_out_unless_it_is_kept() -> None:
    assert said("办{nothing}。", "办{lectures}。") == "办38场次。"
    assert said(Sentence("办{nothing}。", "always")) == "办0场次。"


def test_a_sentence_whose_formulation_is_empty_is_left_out_even_when_kept() -> None:
    assert said(Sentence("今年是{formulation.theme}。", "always"), "办{lectures}。") == "办38场次。"


def test_an_interval_of_people_prints_as_attendances() -> None:
    assert said("培训{trained}。") == "培训1237人次。"
    compiled = compile_report(outline(SectionSpec(1, "节", (paragraph("培训{trained}。"),))), sample.MATERIAL)
    assert [node.figure.query.indicator for node in compiled.document.figures()] == [
        "trained_attendances"
    ] * 2


def test_an_exact_number_of_people_prints_as_people() -> None:
    def figure(code: str, reach: Reach):  # type: ignore[no-untyped-def]
        return (
            replace(sample.figure("lectures"), unit="人") if code == "trained" else sample.figure(code, reach)
        )

    made = compile_report(
        outline(SectionSpec(1, "节", (paragraph("培训{trained}。"),))),
        replace(sample.MATERIAL, figure=figure),
    )
    assert lines(made)[1] == "培训38人。"


def test_a_reach_is_asked_for_by_name_and_else_taken_from_the_indicator() -> None:
    asked: list[tuple[str, Reach]] = []

    def figure(code: str, reach: Reach):  # type: ignore[no-untyped-def]
        asked.append((code, reach))
        return sample.figure(code, reach)

    form = outline(SectionSpec(1, "节", (paragraph("我讲{lectures@person}，共{lectures}。"),)))
    compile_report(form, replace(sample.MATERIAL, figure=figure))
    assert set(asked) == {("lectures", Reach.PERSON), ("lectures", Reach.SUBTREE)}
    assert needed_figures(form, sample.PACK) == (("lectures", Reach.PERSON), ("lectures", Reach.SUBTREE))


def test_everything_compiling_asks_for_is_known_beforehand() -> None:
    needed = set(needed_figures(sample.OUTLINE, sample.PACK))

    def figure(code: str, reach: Reach):  # type: ignore[no-untyped-def]
        assert (code, reach) in needed
        return sample.figure(code, reach)

    compile_report(sample.OUTLINE, replace(sample.MATERIAL, figure=figure))


def test_an_unknown_word_or_reach_is_an_error_of_the_outline() -> None:
    for text, code in (("{org.nobody}", "report.unknown_word"), ("{lectures@moon}", "report.unknown_reach")):
        with pytest.raises(CompileError) as caught:
            said(text)
        assert caught.value.code == code


def test_sections_are_numbered_as_they_come_and_empty_ones_leave_no_gap() -> None:
    empty = (paragraph("{nothing}"),)
    full = (paragraph("{lectures}"),)
    made = compile_report(
        outline(
            SectionSpec(1, "甲"), SectionSpec(2, "甲一", full), SectionSpec(2, "甲二", empty), SectionSpec(2, "甲三", full),
            SectionSpec(1, "空"), SectionSpec(2, "空一", empty), SectionSpec(1, "乙"), SectionSpec(2, "乙一", full),
            SectionSpec(3, "乙一一", full),
        ),
        sample.MATERIAL,
    )  # fmt: skip
    headings = [block.number + block.title for block in made.document.blocks if isinstance(block, Heading)]
    assert headings == ["一、甲", "（一）甲一", "（二）甲三", "二、乙", "（一）乙一", "1．乙一一"]


def test_numbered_sentences_and_items_count_themselves() -> None:
    numbered = replace(paragraph("办{lectures}。", "学{study}。"), numbered=True)
    assert "".join(
        lines(compile_report(outline(SectionSpec(1, "节", (numbered,))), sample.MATERIAL))[1:]
    ) == ("一是办38场次。二是学24场次。")


def test_items_carry_what_is_linked_and_a_missing_link_is_a_hint_not_a_lock() -> None:
    made = sample.compiled()
    text = body_text(made.document)
    assert "一是新业态妇女群体组织覆盖不够（整改中）。下一步在快递、网约车行业建立妇联小组" in text
    assert "二是部分村级妇联活动记录不及时（已整改）。" in text
    assert [(hint.code, hint.arguments) for hint in made.hints] == [
        ("sample.no_step", {"title": "部分村级妇联活动记录不及时"})
    ]


def test_a_list_without_items_says_what_the_outline_has_for_it() -> None:
    spec = ItemListSpec("problem", "open", "{title}", empty="没有记录。")
    material = replace(sample.MATERIAL, items=lambda spec, parent: ())
    assert lines(compile_report(outline(SectionSpec(1, "节", (spec,))), material)) == ["一、节", "没有记录。"]
    assert lines(compile_report(outline(SectionSpec(1, "节", (replace(spec, empty=""),))), material)) == []


@pytest.mark.parametrize(
    ("empty", "left"),
    [
        ((), "整改（3个），6月前完成，由组织部负责。"),
        (("number",), "整改，6月前完成，由组织部负责。"),
        (("due",), "整改（3个），由组织部负责。"),
        (("owner",), "整改（3个），6月前完成。"),
        (("owner", "due"), "整改（3个）。"),
        (("title", "number", "due", "owner"), ""),
    ],
)
def test_clauses_around_an_empty_word_go_and_the_sentence_still_ends(
    empty: tuple[str, ...], left: str
) -> None:
    template = "{title}（{number}），{due}前完成，由{owner}负责。"
    words = {"title": "整改", "number": "3个", "due": "6月", "owner": "组织部"}
    assert without_empty(template, empty.__contains__).format(**words) == left


def test_a_table_holds_figures_and_a_dash_where_nothing_is_asked() -> None:
    spec = TableSpec("表", ("项目", "场次", "人次"), (("党课", ("lectures", "")),))
    made = compile_report(outline(SectionSpec(1, "节", (spec,))), sample.MATERIAL)
    table = next(block for block in made.document.blocks if isinstance(block, Table))
    assert [plain(cell) for cell in table.rows[0]] == ["党课", "38场次", "—"]


def test_each_figure_stands_once_in_the_appendix_with_rule_scope_and_records() -> None:
    made = sample.compiled()
    (attachment,) = made.document.attachments
    table = next(block for block in attachment.blocks if isinstance(block, Table))
    labels = [plain(row[0]) for row in table.rows]
    assert len(set(labels)) == len(labels) == 12
    row = next(row for row in table.rows if plain(row[0]) == "发放宣传品份数")
    assert plain(row[1]) == "8460份"
    assert "统计期内已确认的发放宣传品份数" in plain(row[2])
    assert "记录3笔（1月8日至7月8日）" in plain(row[3])
    printed = {node.printed for node in Document("", made.document.blocks).figures()}
    assert "8000余份" in printed


def test_every_place_has_a_name_of_its_own_that_fits_word() -> None:
    names = [node.name for node in sample.compiled().document.figures()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 and name.startswith("_fig_") for name in names)


def test_figures_that_touch_are_refused() -> None:
    node = next(sample.compiled().document.figures())
    with pytest.raises(ValueError, match="touch"):
        Paragraph((node, FigureNode("_fig_x", "5场", "", node.figure)))
    with pytest.raises(ValueError, match="touch"):
        Paragraph((node, Text(""), FigureNode("_fig_x", "5场", "", node.figure)))
    with pytest.raises(CompileError) as caught:
        said("{lectures}{study}")
    assert caught.value.code == "report.figures_touch"


def test_the_gauge_counts_the_body_without_blanks_or_appendix() -> None:
    made = compile_report(
        replace(outline(SectionSpec(1, "节", (paragraph("办 {lectures}。"),))), length=(10, 12)),
        sample.MATERIAL,
    )
    assert (made.gauge.characters, made.gauge.code) == (len("题一、节办38场次。"), "report.gauge_fits")
    assert replace(made.gauge, least=20, most=30).code == "report.gauge_short"
    assert replace(made.gauge, least=1, most=5).code == "report.gauge_long"


def test_ordinals_and_heading_numbers() -> None:
    assert [ordinal(number) for number in (1, 9, 10, 11, 20, 35, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "三十五",
        "九十九",
    ]
    assert [heading_number(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12．", "（12）"]
    with pytest.raises(ValueError, match="ordinal"):
        ordinal(100)


def test_an_item_is_not_mistaken_for_a_figure() -> None:
    spec = ItemListSpec("problem", "open", "{title}办{lectures}。")
    items = replace(sample.MATERIAL, items=lambda spec, parent: (ReportItem("p", {"title": "甲"}),))
    assert lines(compile_report(outline(SectionSpec(1, "节", (spec,))), items))[1] == "甲办38场次。"
