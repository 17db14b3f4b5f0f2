"""Problems, causes and steps as a report sets them out.

Reads words and shape only: a cause by 原因 or 由于, a step by 将 or 下一步, an owner by 负责 or 牵头.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shuzhi.audit.layout import Layout, Part, cut
from shuzhi.audit.model import Span

CAUSE = re.compile("原因|由于|因为|根源|源于|归因|在于|究其|导致|造成")
STEP = re.compile(
    "下一步|下步|需要(?:逐|把|将|在|抓紧|尽快)|措施[:：]|整改措施|改进措施|打算|力争|确保|拟(?!定)|计划(?!生育)"
    "|将(?=进一步|继续|持续|重点|着力|加大|建立|组织|开展|通过|从|以)"
)
DATE = re.compile(
    r"\d{1,2}月|[一二三四五六七八九十]{1,3}月|年底|月底|季度|上半年|下半年|年内|\d{4}年|每[月季周]|第[一二三四]季"
)
OWNER = re.compile(
    "责任(?:人|单位|部门|科室|领导)|牵头|负责|由[^，,。；]{2,12}(?:落实|承担|完成|组织|实施)|主席|(?<!总)书记(?!处)|分管|办公室|[部科室站]长"
)
_LACK = re.compile(
    "不够|不足|不强|不深|不高|不多|不实|不到位|有待|还需|仍需|需进一步|欠缺|薄弱|短板|差距|缺乏|缺少|不平衡|滞后|偏[低少弱]"
)
_LACK_WEAK = re.compile("问题|难|需要|如何|重点")
_EMPTY = re.compile("没有.{0,16}记录|暂无|未发现|无此类问题")
_HEADING_END = re.compile("(?:问题|差距|不足|情况|短板|方面)$")
_CLAUSE = re.compile(r"[，,；;：:。！？!?\n]+")
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}是|(?:第[一二三四五六七八九十]{1,3}|其[一二三四五六七八九十])[，,、是]"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、])"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matter:
    """One problem or one step. ``heart`` is the clause that says what it is, ``span`` its place, ``text`` all of it."""

    text: str
    heart: str
    span: Span


def matters(layout: Layout, part: Part) -> tuple[Matter, ...]:
    """The problems (``Part.PROBLEMS``) or steps (``Part.NEXT``) of a report, in order."""
    found = []
    for point in layout.points(part):
        text = layout.text[point.start : point.end]
        if part is Part.PROBLEMS and is_about_causes(text):
            continue
        span = _heart(layout.text, (point.start, point.end), part)
        if span is not None:
            found.append(Matter(text, layout.text[span[0] : span[1]], span))
    return tuple(found)


def causes_stand_apart(layout: Layout) -> bool:
    """Whether causes have a heading of their own beside the problems."""
    inside = (s for s in layout.sections if "原因" in s.title and "问题" not in s.title)
    return any(True for _ in inside)


def causes(matter: Matter) -> Iterator[str]:
    """The clauses of a problem that name a cause."""
    for start, end in cut(matter.text, (0, len(matter.text)), _CLAUSE):
        clause = matter.text[start:end]
        if CAUSE.search(clause):
            yield matter.text[start : min(len(matter.text), end + 40)]


def is_about_causes(text: str) -> bool:
    """Whether a point opens as a cause (原因分析…), not as a problem."""
    return bool(
        re.match(r"\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]是)?(?:主要)?原因", text)
    )


def excerpt(text: str) -> str:
    """At most thirty characters of a passage, for a sentence about it."""
    plain = _MARKER.sub("", text.strip(), count=1).rstrip("，,；;。：:")
    return plain if len(plain) <= 30 else plain[:30] + "…"


def _is_heading(text: str, start: int, end: int) -> bool:
    """A clause on a line of its own that only announces problems (从数据看到的差距)."""
    words = text[start:end].rstrip("，,；;：:。！？!?\n ")
    return text[start:end].endswith("\n") and bool(_HEADING_END.search(words)) and "。" not in text[start:end]


def _heart(text: str, span: Span, part: Part) -> Span | None:
    """A problem's first clause that says what is lacking; a step's heading; else the first clause of some length."""
    marker = _MARKER.match(text, *span)
    start = marker.end() if marker else span[0]
    clauses = [(a, b) for a, b in cut(text, (start, span[1]), _CLAUSE) if b - a > 4]
    if not clauses:
        return None
    if part is Part.PROBLEMS:
        clauses = [
            (a, b) for a, b in clauses if not _EMPTY.search(text, a, b) and not _is_heading(text, a, b)
        ]
        if not clauses:
            return None
        plain = [(a, b) for a, b in clauses if not CAUSE.search(text, a, b)] or clauses
        lacking = [(a, b) for a, b in plain if _LACK.search(text, a, b)]
        weaker = [(a, b) for a, b in plain if _LACK_WEAK.search(text, a, b)]
        clauses = lacking or weaker[-1:] or plain
    a, b = clauses[0]
    a += len(text[a:b]) - len(text[a:b].lstrip())
    return a, a + len(text[a:b].rstrip("，,；;。：:！？!?\n "))
