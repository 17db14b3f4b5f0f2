"""Any text can be audited and drafted from: nothing breaks, and every span lies in the text."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from shuzhi.audit.run import Beside, audit_text
from shuzhi.audit.vocabulary import vocabulary_of
from shuzhi.catalog.load import load_pack
from shuzhi.claims.extract import extract
from shuzhi.claims.residue import find_residue
from shuzhi.messages import say
from shuzhi.usecases.drafting.briefs import draft_each
from shuzhi.usecases.drafting.draft import Drafting

PACK = load_pack("womens_federation")
DRAFTING = Drafting(PACK, vocabulary_of(PACK))
RECEIVED = date(2023, 11, 20)

PIECES = st.sampled_from(
    [
        "一、", "（一）", "二、存在的问题\n", "三、下一步打算\n", "一是", "原因是", "将进一步", "述职报告", "2023年度", "去年", "上半年",
        "11月8日", "2月30日", "近日", "，", "。", "；", "\n", "\n\n", "\t", "“", "”", "（", "）", "其中", "共", "分别占", "近", "余", "约",
        "区妇联", "甲乙镇妇联", "在", "幸福社区", "举办", "开展", "召开", "走访慰问", "普法讲座", "巾帼宣讲", "妇女恳谈会", "技能培训",
        "受众", "妇女", "困难妇女李某", "参加", "线上", "线下", "男性", "女性", "12场", "30余人次", "近百场", "38%", "2.95万元", "人均500元",
        "10名", "5户", "120份", "3、4天", "10几名", "变迁40年", "建区十年", "##paidbegin##", "××", "说：“谢谢大家，我很高兴。”", "时间：", "地点：",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, PIECES, PIECES, st.text(max_size=3)), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_can_be_audited(text: str) -> None:
    claims = extract(text)
    done = audit_text(text, claims, pack=PACK, beside=Beside(residue=tuple(find_residue(text))))
    assert len(done.matches) == len(claims)
    for finding in done.findings:
        assert all(0 <= start <= end <= len(text) for start, end in finding.spans)
        assert all(0 <= index < len(claims) for index in finding.claims)
        assert not say(finding.code, finding.args).startswith("[")


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_can_be_drafted_from(text: str) -> None:
    for one in draft_each(text, RECEIVED, DRAFTING):
        assert one.type == "" or one.type in PACK.types
        assert one.start is None or (one.end is not None and one.start <= one.end)
        for spans in one.sources.values():
            assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(
            quantity.quantity == "sessions" or quantity.quantity in PACK.quantities
            for quantity in one.quantities
        )
