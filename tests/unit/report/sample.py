"""An invented small report: a pack of a few indicators, fixed figures, an outline in three parts.

The district 云岭区 and everything in it do not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzhi.catalog.model import (
    Count,
    Indicator,
    ItemListSpec,
    Outline,
    Pack,
    ParagraphSpec,
    SectionSpec,
    Sentence,
    TableSpec,
)
from shuzhi.engine.base import Certainty, Figure, PackRef, Query, Reach, Scope, TraceRecord
from shuzhi.report import docx
from shuzhi.report.compile import Compiled, Material, ReportItem, compile_report
from shuzhi.report.manifest import Checkpoint, SealedManifest, build_manifest, seal
from shuzhi.report.signing import KeyRing, SigningKey
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
FORGER = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
RING = KeyRing.of(KEY.public)
DIGEST = "5f" * 32

_INDICATORS = {
    "lectures": ("党课场次", "场次", 38, ""),
    "study": ("理论学习场次", "场次", 24, ""),
    "training": ("技能培训场次", "场次", 26, ""),
    "trained": ("技能培训人数", "人", (120, 940), "trained_attendances"),
    "trained_attendances": ("技能培训人次", "人次", 1237, ""),
    "talks": ("巾帼宣讲场次", "场次", 104, ""),
    "listeners": ("巾帼宣讲人次", "人次", 12000, ""),
    "visited": ("走访妇女人次", "人次", (200, None), ""),
    "coverage": ("新领域妇联工作覆盖率", "%", Decimal("79.674796747"), ""),
    "leaflets": ("发放宣传品份数", "份", 8460, ""),
    "loans": ("巾帼创业贷款", "元", 831349, ""),
    "homes": ("妇女之家", "个", 61, ""),
    "views": ("系列视频观看人次", "人次", 83500, ""),
    "nothing": ("没有发生的事", "场次", 0, ""),
}


def indicator(code: str) -> Indicator:
    name, unit, _, instead = _INDICATORS[code]
    return Indicator(
        code=code,
        name=name,
        name_en=code,
        unit=unit,
        owner="示例",
        measure=Count(()),
        counting_rule=f"统计期内已确认的{name}，联合举办的计一次。",
        counting_rule_en="Confirmed in the period; joint ones once.",
        aliases=(),
        instead=instead,
    )


PACK = Pack(
    code="sample",
    version="1",
    name="示例",
    name_en="Sample",
    digest=DIGEST,
    quantities={},
    types={},
    item_kinds={},
    link_kinds={},
    indicators={code: indicator(code) for code in _INDICATORS},
    outlines={},
)


def figure(code: str, reach: Reach = Reach.SUBTREE) -> Figure:
    _, unit, value, _ = _INDICATORS[code]
    interval = Interval.between(*value) if isinstance(value, tuple) else Interval.point(Decimal(value))
    return Figure(
        query=Query(
            indicator=code,
            pack=PackRef("sample", "1", DIGEST),
            scope=Scope("yl", "150199", reach),
            period=Period.year(2023),
            positions=(("yl", 4711),),
        ),
        unit=unit,
        value=interval,
        certainty=Certainty.EXACT if interval.is_point else Certainty.BOUNDED,
        records=3,
    )


def declared(code: str, source: str = "") -> Figure:
    certainty = Certainty.CITED if source else Certainty.DECLARED
    return replace(figure(code), certainty=certainty, source=source)


def trace(of: Figure) -> Sequence[TraceRecord]:
    return tuple(
        TraceRecord(
            subject=f"activity:{of.query.indicator}-{number}",
            ledger="yl",
            day=date(2023, 1 + number * 3, 8),
            org="150199001",
            share=Decimal(number + 1),
        )
        for number in range(3)
    )


_PROBLEMS = (
    ReportItem("p1", {"title": "新业态妇女群体组织覆盖不够", "state": "整改中"}),
    ReportItem("p2", {"title": "部分村级妇联活动记录不及时", "state": "已整改"}),
)
_MEASURES = {
    "p1": (
        ReportItem(
            "m1", {"title": "在快递、网约车行业建立妇联小组", "owner": "组织联络部", "due": "2024年6月30日"}
        ),
    )
}


def items(spec: ItemListSpec, parent: str) -> Sequence[ReportItem]:
    if spec.kind == "problem":
        return _PROBLEMS
    return _MEASURES.get(parent, ())


def word(name: str) -> str:
    words: Mapping[str, str] = {
        "org.name": "云岭区妇联",
        "period.year": "2023",
        "office.title": "党组书记",
        "formulation.theme": "",
    }
    return words[name]


MATERIAL = Material(pack=PACK, figure=figure, trace=trace, items=items, word=word)


def _paragraph(*texts: str, keep: str = "known") -> ParagraphSpec:
    return ParagraphSpec(tuple(Sentence(text, keep) for text in texts))  # type: ignore[arg-type]


OUTLINE = Outline(
    code="duty",
    name="述职报告",
    name_en="Duty report",
    title="2023年度抓基层党建工作述职报告\n{org.name}{office.title}　林某某",
    salutation="各位领导、同志们：",
    sections=(
        SectionSpec(1, "履职情况"),
        SectionSpec(
            2,
            "抓学习，把理论武装落到人",
            (
                _paragraph(
                    "一年来，我以第一责任人的身份抓党建、带队伍，全区共举办党课{lectures}，开展理论学习{study}。",
                    "今年的主题是{formulation.theme}。",
                    "举办了{nothing}。",
                ),
                _paragraph(
                    "全区妇联系统举办技能培训{training}，参加培训{trained}；宣讲{talks}，听讲{listeners~}，走访妇女{visited}。"
                ),
            ),
        ),
        SectionSpec(
            2,
            "抓服务，把实事办到户",
            (
                _paragraph(
                    "发放宣传品{leaflets~}，协调巾帼创业贷款{loans}，建成妇女之家{homes}，系列视频观看{views}。"
                ),
                _paragraph("新领域妇联工作覆盖率达到{coverage}，较上年有提高。"),
                TableSpec(
                    "主要工作情况表",
                    ("项目", "场次", "人次"),
                    (("技能培训", ("training", "trained_attendances")), ("巾帼宣讲", ("talks", "listeners"))),
                ),
            ),
        ),
        SectionSpec(2, "没有内容的一节", (_paragraph("只举办了{nothing}。"),)),
        SectionSpec(1, "存在问题及原因"),
        SectionSpec(
            2,
            "对照上年评议意见",
            (
                ItemListSpec(
                    "problem",
                    "open",
                    "{title}（{state}）。",
                    children=(
                        ItemListSpec(
                            "measure",
                            "linked",
                            "下一步{title}，由{owner}负责，{due}前完成。",
                            hint="sample.no_step",
                        ),
                    ),
                ),
            ),
        ),
        SectionSpec(1, "下一步思路"),
        SectionSpec(
            2,
            "补短板，抓落实",
            (_paragraph("以台账管数、以数管事，做到件件有记录、数数有出处。", keep="always"),),
        ),
    ),
    length=(300, 3000),
    closing="以上报告，请予审议。",
)


@cache
def compiled() -> Compiled:
    return compile_report(OUTLINE, MATERIAL)


@cache
def sealed(key: SigningKey = KEY) -> SealedManifest:
    checkpoint = Checkpoint("yl", 4711, "ab" * 32, KEY.fingerprint, "00" * 64)
    manifest = build_manifest(compiled(), outline=OUTLINE.code, checkpoints=(checkpoint,))
    return seal(manifest, key, public=key.public)


@cache
def word_file(key: SigningKey = KEY) -> bytes:
    return docx.render(compiled().document, sealed(key), creator="云岭区妇联")
