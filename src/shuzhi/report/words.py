"""The fixed words that a report prints beside its figures. Knows no figure and no finding."""

from __future__ import annotations

from typing import Final

from shuzhi.engine.base import Reach
from shuzhi.values.period import Period

AT_LEAST: Final = "至少"
AT_MOST: Final = "不超过"
RANGE: Final = "至"
DECLARED_MARK: Final = "（申报）"
CITED_MARK: Final = "（引自{source}）"
CITED_MARK_BARE: Final = "（引用）"
UNPROVEN: Final = "（未核实）"
SUPPRESSED: Final = "（数小不列）"

APPENDIX_NUMBER: Final = "附件"
APPENDIX_TITLE: Final = "数据依据表"
APPENDIX_NOTE: Final = "正文中每个数据均由台账记录计算得出，逐项列明计算规则、范围和所依据的记录。"
APPENDIX_PERIOD: Final = "统计时段均为{period}。"
APPENDIX_HEADER: Final = ("数据", "数值", "计算规则与范围", "依据记录")

REACH: Final = {
    Reach.PERSON: "本人",
    Reach.TEAM: "领导班子",
    Reach.UNIT: "本单位",
    Reach.SUBTREE: "本单位及所属组织",
}
RECORDS_DAYS: Final = "记录{count}笔（{first}至{last}）"
SCOPE: Final = "范围：{scope}"
BLANK: Final = "—"
NO_RECORDS: Final = "无记录"
DIGEST: Final = "校验码{digest}"
PENDING: Final = "另有{count}笔未确认，未计入"
GAPS: Final = "其中{count}场未记人数，按至少计"
RESTATED: Final = "按{day}的组织隶属"

CONTENTS: Final = "目录"
TABLE: Final = "表"
SKIP: Final = "跳到正文"
FOOT_FIGURES: Final = "本文共有数据{count}处，均由台账记录计算得出，点击可查看依据。"
FOOT_POSITION: Final = "台账位置：{at}。"
FOOT_DIGEST: Final = "数据清单校验码（SHA-256）：{digest}；签名密钥：{key}。"

_ORDINALS = "一二三四五六七八九"


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十. For headings and 一是, up to 99; raises ``ValueError`` beyond."""
    if not 1 <= number <= 99:
        raise ValueError(f"no ordinal for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return head + (_ORDINALS[ones - 1] if ones else "")


def heading_number(level: int, number: int) -> str:
    """GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）."""
    forms = {1: f"{ordinal(number)}、", 2: f"（{ordinal(number)}）", 3: f"{number}．", 4: f"（{number}）"}
    return forms[level]


def item_number(number: int) -> str:
    """一是, 二是 … within running text; （100） and on beyond 九十九."""
    return f"{ordinal(number)}是" if number < 100 else f"（{number}）"


def period_words(period: Period) -> str:
    """2023年, 2023年上半年, 2023年第3季度, 2023年5月, else both days."""
    code = str(period)
    year = f"{period.start.year}年"
    if ".." in code or code.count("-") == 2:
        days = [f"{day.year}年{day.month}月{day.day}日" for day in dict.fromkeys((period.start, period.end))]
        return RANGE.join(days)
    if "H" in code:
        return year + ("上半年" if code.endswith("1") else "下半年")
    if "Q" in code:
        return f"{year}第{code[-1]}季度"
    return year if "-" not in code else f"{year}{period.start.month}月"
