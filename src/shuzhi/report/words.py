"""The fixed words that a report prints beside its figures, in Chinese and in English. Knows no figure and no finding.

An outline says which language it is written in; these words follow it. They stand here and not with the messages because a
report must print the same bytes for ever: a sentence mended elsewhere must not change a report that was handed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from shuzhi.engine.base import Reach
from shuzhi.values.period import Period

BLANK: Final = "—"


@dataclass(frozen=True, slots=True)
class FixedWords:
    """One language. Every field is a text with named holes; ``html_language`` is the tag of the page."""

    html_language: str
    at_least: str
    at_most: str
    between: str
    declared: str
    cited: str
    cited_bare: str
    unproven: str
    suppressed: str
    aside: str
    comma: str
    semicolon: str
    appendix_number: str
    appendix_numbered: str
    appendix_title: str
    appendix_note: str
    appendix_period: str
    appendix_header: tuple[str, str, str, str]
    person: str
    team: str
    unit: str
    subtree: str
    scope: str
    restated: str
    records: str
    no_records: str
    gaps: str
    pending: str
    digest: str
    contents: str
    table: str
    skip: str
    foot_figures: str
    foot_position: str
    foot_digest: str
    year: str
    first_half: str
    second_half: str
    quarter: str
    month: str
    day: str
    short_day: str
    from_to: str
    stop: str
    chart_number: str
    chart_whence: str
    chart_silent: str
    chart_tables: str
    chart_missing: str
    chart_header: tuple[str, str]
    chart_header_plan: tuple[str, str, str, str, str]
    chart_month: str
    chart_organisation: str
    chart_of_months: str
    chart_of_organisations: str
    chart_of_plan: str
    chart_mark: str
    chart_mark_planned: str
    chart_target: str
    chart_elapsed: str
    unit_itself: str
    month_of_year: tuple[str, ...]

    def reach(self, reach: Reach) -> str:
        return {
            Reach.PERSON: self.person,
            Reach.TEAM: self.team,
            Reach.UNIT: self.unit,
            Reach.SUBTREE: self.subtree,
        }[reach]


CHINESE: Final = FixedWords(
    html_language="zh-Hans",
    at_least="至少{number}",
    at_most="不超过{number}",
    between="{low}至{high}",
    declared="（申报）",
    cited="（引自{source}）",
    cited_bare="（引用）",
    unproven="（未核实）",
    suppressed="（数小不列）",
    aside="（{text}）",
    comma="，",
    semicolon="；",
    appendix_number="附件",
    appendix_numbered="附件{number}",
    appendix_title="数据依据表",
    appendix_note="正文中每个数据均由台账记录计算得出，逐项列明计算规则、范围和所依据的记录。",
    appendix_period="统计时段均为{period}。",
    appendix_header=("数据", "数值", "计算规则与范围", "依据记录"),
    person="本人",
    team="领导班子",
    unit="本单位",
    subtree="本单位及所属组织",
    scope="范围：{scope}",
    restated="按{day}的组织隶属",
    records="记录{count}笔（{days}）",
    no_records="无记录",
    gaps="其中{count}场未记人数，按至少计",
    pending="另有{count}笔未确认，未计入",
    digest="校验码{digest}",
    contents="目录",
    table="表",
    skip="跳到正文",
    foot_figures="本文共有数据{count}处，均由台账记录计算得出，点击可查看依据。",
    foot_position="台账位置：{at}。",
    foot_digest="数据清单校验码（SHA-256）：{digest}；签名密钥：{key}。",
    year="{year}年",
    first_half="{year}年上半年",
    second_half="{year}年下半年",
    quarter="{year}年第{quarter}季度",
    month="{year}年{month}月",
    day="{year}年{month}月{day}日",
    short_day="{month}月{day}日",
    from_to="{first}至{last}",
    stop="。",
    chart_number="图{number}",
    chart_whence="（数据见{attachment}{aside}）",
    chart_silent="，无记录的单位不列",
    chart_tables="图中数据表",
    chart_missing="（本机没有中文字体，此处未绘图）",
    chart_header=("数值", "依据记录"),
    chart_header_plan=("事项", "目标", "完成", "状态", "依据记录"),
    chart_month="月份",
    chart_organisation="单位",
    chart_of_months="柱形图，{title}，按月排列：",
    chart_of_organisations="条形图，{title}，按单位规定顺序排列：",
    chart_of_plan="条形图，{title}，逐项对照目标与完成数：",
    chart_mark="{label}{number}",
    chart_mark_planned="{label}目标{target}、完成{number}",
    chart_target="目标",
    chart_elapsed="时间进度",
    unit_itself="{org}本级",
    month_of_year=tuple(f"{month}月" for month in range(1, 13)),
)

ENGLISH: Final = FixedWords(
    html_language="en",
    at_least="at least {number}",
    at_most="at most {number}",
    between="{low} to {high}",
    declared=" (declared)",
    cited=" (cited from {source})",
    cited_bare=" (cited)",
    unproven=" (not verified)",
    suppressed=" (small number, not shown)",
    aside=" ({text})",
    comma=", ",
    semicolon="; ",
    appendix_number="Annex",
    appendix_numbered="Annex {number}",
    appendix_title="What the figures rest on",
    appendix_note="Every figure of the text is computed from records of the ledger. Here stand the rule of each, its scope and its records. ",
    appendix_period="All of them cover {period}.",
    appendix_header=("Figure", "Value", "Rule and scope", "Records"),
    person="the reporting person",
    team="the leading team",
    unit="the unit itself",
    subtree="the unit and all below it",
    scope="Scope: {scope}",
    restated="placed by the organisation tree of {day}",
    records="records: {count} ({days})",
    no_records="no records",
    gaps="sessions without a headcount: {count}, so the figure is a lower bound",
    pending="not confirmed and not counted: {count} more",
    digest="Check code {digest}",
    contents="Contents",
    table="Table",
    skip="Skip to the text",
    foot_figures="{count} figures stand in this text, all computed from ledger records; follow one to see its records.",
    foot_position="Ledger position: {at}.",
    foot_digest="Check code of the list of figures (SHA-256): {digest}; signing key: {key}.",
    year="{year}",
    first_half="the first half of {year}",
    second_half="the second half of {year}",
    quarter="quarter {quarter} of {year}",
    month="{year}-{month:02d}",
    day="{year}-{month:02d}-{day:02d}",
    short_day="{month:02d}-{day:02d}",
    from_to="{first} to {last}",
    stop=".",
    chart_number="Figure {number}",
    chart_whence=" (numbers in {attachment}{aside})",
    chart_silent="; organisations without records are not listed",
    chart_tables="Numbers of the charts",
    chart_missing="(no Chinese font on this machine: not drawn here)",
    chart_header=("Value", "Records"),
    chart_header_plan=("Item", "Target", "Done", "State", "Records"),
    chart_month="Month",
    chart_organisation="Organisation",
    chart_of_months="Bars, {title}, by month: ",
    chart_of_organisations="Bars, {title}, by organisation in official order: ",
    chart_of_plan="Bars, {title}, target and work done item by item: ",
    chart_mark="{label} {number}",
    chart_mark_planned="{label}: target {target}, done {number}",
    chart_target="target",
    chart_elapsed="time elapsed",
    unit_itself="{org} itself",
    month_of_year=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

LANGUAGES: Final[Mapping[str, FixedWords]] = MappingProxyType({"zh": CHINESE, "en": ENGLISH})

_ORDINALS: Final = "一二三四五六七八九"


def words_in(language: str) -> FixedWords:
    """Raises ``KeyError`` for a language that no report is written in."""
    return LANGUAGES[language]


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十. For headings and 一是, up to 99; raises ``ValueError`` beyond."""
    if not 1 <= number <= 99:
        raise ValueError(f"no ordinal for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return head + (_ORDINALS[ones - 1] if ones else "")


def heading_number(level: int, number: int, language: str = "zh") -> str:
    """GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）; in English 1. then (1) then a. then (a)."""
    if language == "en":
        letter = chr(ord("a") + (number - 1) % 26)
        return {1: f"{number}. ", 2: f"({number}) ", 3: f"{letter}. ", 4: f"({letter}) "}[level]
    forms = {1: f"{ordinal(number)}、", 2: f"（{ordinal(number)}）", 3: f"{number}．", 4: f"（{number}）"}
    return forms[level]


def item_number(number: int, language: str = "zh") -> str:
    """一是, 二是 … within running text, （100） and on beyond 九十九; in English (1), (2) …"""
    if language == "en":
        return f"({number}) " if number == 1 else f" ({number}) "
    return f"{ordinal(number)}是" if number < 100 else f"（{number}）"


def period_words(period: Period, language: str = "zh") -> str:
    """2023年, 2023年上半年, 2023年第3季度, 2023年5月, else both days."""
    words = words_in(language)
    code, year = str(period), period.start.year
    if ".." in code or code.count("-") == 2:
        days = [
            words.day.format(year=day.year, month=day.month, day=day.day)
            for day in dict.fromkeys((period.start, period.end))
        ]
        return days[0] if len(days) == 1 else words.from_to.format(first=days[0], last=days[1])
    if "H" in code:
        return (words.first_half if code.endswith("1") else words.second_half).format(year=year)
    if "Q" in code:
        return words.quarter.format(year=year, quarter=code[-1])
    return (
        words.year.format(year=year)
        if "-" not in code
        else words.month.format(year=year, month=period.start.month)
    )
