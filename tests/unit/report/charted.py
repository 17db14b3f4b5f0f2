"""The invented small report with charts: a plan, months with intervals, organisations out of the order of their codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from shuzhi.catalog.model import ChartSpec, Outline, ParagraphSpec, SectionSpec, Sentence
from shuzhi.engine.base import Dimension, Figure, Slice
from shuzhi.report import docx
from shuzhi.report.chart_blocks import ChartSource, Planned
from shuzhi.report.compile import Compiled, compile_report
from shuzhi.report.manifest import SealedManifest, build_manifest, seal
from shuzhi.report.nodes import Chart
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from tests.unit.report import sample

TOWNS = ("150199", "150199002", "150199001")  # official order is not that of the codes
NAMES = {"150199": "云岭区妇联", "150199001": "甲镇妇联", "150199002": "乙镇妇联"}


def part(code: str, value: int | tuple[int, int | None], **changed: object) -> Figure:
    whole = sample.figure(code)
    interval = Interval.between(*value) if isinstance(value, tuple) else Interval.point(Decimal(value))
    return replace(whole, value=interval, query=replace(whole.query, **changed))  # type: ignore[arg-type]


def slices(figure: str, by: Dimension) -> Sequence[Slice]:
    code = figure.partition("@")[0]
    if by == "month":
        values = [4, 9, (3, 8), (12, None), 0, 7]
        months = [Period.month(2023, place) for place in range(1, 7)]
        return [
            Slice(f"{month.start:%Y-%m}", part(code, value, period=month))
            for month, value in zip(months, values, strict=True)
        ]
    scopes = [replace(sample.figure(code).query.scope, org=org) for org in TOWNS]
    return [
        Slice(org, part(code, 5 + place * 11, scope=scope))
        for place, (org, scope) in enumerate(zip(TOWNS, scopes, strict=True))
    ]


def planned(_: ChartSpec) -> Sequence[Planned]:
    return [
        Planned("全年举办党课", "推进中", Decimal(40), sample.figure("lectures")),
        Planned("工作覆盖率", "推进中", Decimal(75), sample.figure("coverage")),
    ]


SOURCE = ChartSource(slices=slices, planned=planned, organisation=NAMES.__getitem__, own="150199")
MONTHS = ChartSpec("months", "巾帼宣讲场次（按月）", figure="talks")
UNITS = ChartSpec("organisations", "技能培训场次（按单位）", figure="training@subtree")
PLAN = ChartSpec("plan", "年度计划：目标与完成", kind="plan_item")


def outline(*specs: ChartSpec) -> Outline:
    text = ParagraphSpec((Sentence("举办党课{lectures}。"),))
    return replace(sample.OUTLINE, sections=(SectionSpec(1, "履职情况", (text, *specs)),))


@cache
def compiled(*specs: ChartSpec) -> Compiled:
    return compile_report(outline(*specs), replace(sample.MATERIAL, charts=SOURCE))


def sealed(made: Compiled) -> SealedManifest:
    return seal(build_manifest(made, outline="duty"), sample.KEY, public=sample.KEY.public)


@cache
def word_file() -> bytes:
    made = compiled(PLAN, MONTHS, UNITS)
    return docx.render(made.document, sealed(made), creator="云岭区妇联")


def drawn(made: Compiled) -> list[Chart]:
    return list(made.document.charts())
