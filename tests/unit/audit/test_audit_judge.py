"""Stated against recorded: interval against interval, and whose work over which days a sentence names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shuzhi.audit.aspects import is_planned, period_in, reach_in
from shuzhi.audit.judge import verdict_of
from shuzhi.audit.layout import Part, read_layout
from shuzhi.audit.likeness import copied_sentences, takes_up, touches
from shuzhi.audit.model import Verdict
from shuzhi.audit.tables import Tables
from shuzhi.claims.extract import extract
from shuzhi.claims.model import Claim, Passage
from shuzhi.engine.base import Certainty, Figure, PackRef, Query, Reach, Scope
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period


def claim(phrase: str) -> Claim:
    (found,) = extract(f"开展宣讲{phrase}。")
    return found


def figure(
    low: str | None, high: str | None, *, certainty: Certainty = Certainty.EXACT, records: int = 9
) -> Figure:
    value = Interval(None if low is None else Decimal(low), None if high is None else Decimal(high))
    query = Query("x", PackRef("p", "1", "d"), Scope("l", "1"), Period.year(2023), ())
    return Figure(query, "场", value, certainty, records=records)


@pytest.mark.parametrize(
    ("stated", "low", "high", "verdict"),
    [
        ("38场", "38", "38", Verdict.SUPPORTED),
        ("83场", "38", "38", Verdict.CONTRADICTED),
        ("30余场", "38", "38", Verdict.SUPPORTED),
        ("30余场", "41", "41", Verdict.CONTRADICTED),
        ("40余场", "38", "38", Verdict.CONTRADICTED),
        ("近百场", "38", "38", Verdict.OVERSTATED),
        ("近百场", "95", "95", Verdict.SUPPORTED),
        ("近百场", "120", "120", Verdict.CONTRADICTED),
        ("约40场", "38", "38", Verdict.SUPPORTED),
        ("1.2万场", "12345", "12345", Verdict.SUPPORTED),
        ("1.3万场", "12345", "12345", Verdict.CONTRADICTED),
        ("至少30场", "30", None, Verdict.SUPPORTED),
        ("至少36场", "30", None, Verdict.CONTRADICTED),
        ("60场", "40", "90", Verdict.UNDECIDABLE),
        ("30场", "40", "90", Verdict.CONTRADICTED),
        ("40至90场", "50", "60", Verdict.SUPPORTED),
    ],
)
def test_a_statement_is_held_against_what_the_ledger_holds(
    stated: str, low: str, high: str | None, verdict: Verdict
) -> None:
    certainty = Certainty.EXACT if low == high else Certainty.BOUNDED
    assert verdict_of(claim(stated), figure(low, high, certainty=certainty), "场")[0] is verdict


def test_nothing_recorded_does_not_support_a_statement() -> None:
    assert verdict_of(claim("3场"), figure("0", "0", records=0), "场")[0] is Verdict.UNSUPPORTED


def test_a_suppressed_figure_decides_nothing() -> None:
    hidden = figure("3", "3", certainty=Certainty.SUPPRESSED)
    assert verdict_of(claim("3场"), hidden, "场")[0] is Verdict.UNDECIDABLE


def test_the_difference_is_stated_minus_recorded() -> None:
    assert verdict_of(claim("41场"), figure("38", "38"), "场")[1] == 3


@pytest.mark.parametrize(
    ("words", "reach"),
    [
        ("一年来，我带头讲党课", Reach.PERSON),
        ("其中由我主持", Reach.PERSON),
        ("党组班子成员共调研", Reach.TEAM),
        ("区妇联机关开展活动", Reach.UNIT),
        ("全区各级妇联开展宣讲", Reach.SUBTREE),
        ("我区开展宣讲", None),
        ("开展“我为群众办实事”活动", None),
        ("自我革命专题学习", None),
    ],
)
def test_whose_work_a_sentence_speaks_of(words: str, reach: Reach | None) -> None:
    assert reach_in(words)[0] is reach


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("上半年开展宣讲", "2023H1"),
        ("第三季度开展宣讲", "2023Q3"),
        ("5月份开展宣讲", "2023-05"),
        ("去年开展宣讲", "2022"),
        ("2021年开展宣讲", "2021"),
        ("全年开展宣讲", "2023"),
        ("3月8日开展宣讲", "2023-03-08"),
        ("截至10月，开展宣讲", "2023-01-01..2023-10-31"),
    ],
)
def test_which_days_a_sentence_speaks_of(words: str, period: str) -> None:
    assert period_in(words, Period.year(2023)) == Period.parse(period)


@pytest.mark.parametrize("words", ["自2019年起，每年", "比2022年", "《2021—2030年规划》", "开展宣讲"])
def test_a_comparison_or_a_title_names_no_days_of_the_work(words: str) -> None:
    assert period_in(words, Period.year(2023)) is None


def test_an_intention_is_told_from_work_done() -> None:
    assert is_planned("明年计划举办培训")
    assert not is_planned("完成年度计划")


def test_a_report_is_divided_by_its_headings() -> None:
    layout = read_layout(
        "标题\n一、主要成效\n（一）学习。内容\n二、存在问题\n一是甲不够。\n三、下一步打算\n（一）乙。"
    )
    assert [s.part for s in layout.sections if s.level == 1] == [Part.WORK, Part.PROBLEMS, Part.NEXT]
    assert len(layout.points(Part.PROBLEMS)) == 1
    assert layout.part_at(layout.text.index("乙")) is Part.NEXT


def test_a_step_takes_up_a_problem_by_its_key_words_not_by_formulas() -> None:
    assert touches("快递站点组织覆盖还有空白", "在快递站点新建妇联")
    assert not touches("快递站点组织覆盖还有空白", "进一步加强组织建设，推动工作深入开展")
    assert takes_up("改进调研选题", heart="调研选题离村居较远", whole="一是调研选题离村居较远。")


def test_a_copied_sentence_is_found_although_its_numbers_were_changed() -> None:
    original = "我们把编织课堂搬进村里的晒谷场，手把手教会38名姐妹编竹篮、接订单、算成本。"
    copy = original.replace("38", "46")
    assert [one.likeness for one in copied_sentences([((0, len(copy)), copy)], [original], least=90)] == [100]
    assert not list(
        copied_sentences(
            [((0, 30), "今年我们在社区试办了夜间托管班，双职工家庭的孩子有了去处。")], [original], least=90
        )
    )


def test_a_cell_knows_its_row_and_its_column() -> None:
    text = "项目\t本人\t机关\n宣讲\t4场\t21场\n"
    cell = Tables(text).cell_at(text.index("21场"))
    assert cell is not None
    assert (cell.label, cell.header, cell.text) == ("宣讲", "机关", "21场")
    assert Tables("开展宣讲21场。").cell_at(4) is None


def test_a_cell_of_a_word_table_is_known_by_its_place() -> None:
    words = [
        ("表1第1行第1列", "项目"),
        ("表1第1行第2列", "计算规则"),
        ("表1第2行第1列", "宣讲"),
        ("表1第2行第2列", "只计1场"),
    ]
    passages, text = [], ""
    for place, word in words:
        passages.append(Passage(word, len(text), place))
        text += f"{word}\n"
    cell = Tables(text, tuple(passages)).cell_at(text.index("1场"))
    assert cell is not None
    assert (cell.label, cell.header, cell.is_remark) == ("宣讲", "计算规则", True)
