"""Whose work and which days a statement speaks of: I, the team, the unit, everything below; a quarter, last year.

Reads the words of the sentence around a claim. Knows neither the catalog nor the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from shuzhi.engine.base import Reach
from shuzhi.values.numerals import read_number
from shuzhi.values.period import Period, PeriodError

_REACH_WORDS = (
    (Reach.PERSON, re.compile(r"(?:^|(?<=[，,。；;：:、“（(\s]))我(?![们区市县省旗盟国镇乡街会党校单院局部为])|(?<=由)我|本人|我个人|我自己|我(?=带头|先后|参加|主持|牵头|深入|到|以|讲|全年|共)")),
    (Reach.TEAM, re.compile(r"班子成员|领导班子|党组班子|班子(?!建设)|党组成员")),
    (Reach.UNIT, re.compile(r"机关(?=[\u4e00-\u9fff]{0,6}(?:开展|组织|举办|召开|共|本级|自身))|本级|本单位(?!及)|区妇联机关|妇联机关|机关本级|会机关|^机关(?=，)|^本(?:单位|机关)(?=，)")),
    (Reach.SUBTREE, re.compile(r"全[区市县省旗盟镇乡](?!域|面)|本单位及所属|各级妇联|各级组织|全系统|系统(?=共|累计|全年|上下)|^各级|各(?:村|镇|街道|社区)|区、?镇(?:街)?、?村三级")),
)  # fmt: skip

_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_WHEN = re.compile(
    rf"(?P<year>(?:19|20)\d{{2}})年(?![-—–~至到])"
    r"|(?P<half>上|下)半年"
    r"|第?(?P<quarter>[一二三四1-4])季度"
    rf"|(?P<upto>截[至止])?(?:(?P<ofyear>(?:19|20)\d{{2}})年)?{_MONTH}(?:(?P<day>\d{{1,2}}|[一二三]?十?[一二三四五六七八九十])[日号])?"
    r"|(?P<last>去年|上年(?!度?点评)|上一年)"
    r"|(?P<this>今年|本年|全年|年内|一年来)"
)
_PLANNED = re.compile(
    r"(?<!度)计划(?=开展|举办|新建|组织|召开|培训|建成|发放|走访|完成|于|在|到|再|用|安排|每|\d)|力争|拟(?!定)|预计|目标(?:是|为)|原定"
    r"|打算|确保|争取(?!到)|(?<!即)将(?=继续|进一步|开展|举办|组织|新建|建成|培训|再|达到)|月底?前(?:完成|建成|开展|举办)|年底前|之前完成"
)
_BOOK = re.compile("《[^》]*》")


def reach_in(sentence: str) -> tuple[Reach | None, str]:
    """The reach that the last such word before the claim names, and the word; (None, "") where none does."""
    best: tuple[int, Reach | None, str] = (-1, None, "")
    for reach, pattern in _REACH_WORDS:
        for found in pattern.finditer(sentence):
            if found.start() > best[0]:
                best = (found.start(), reach, found.group())
    return best[1], best[2]


def period_in(before: str, report: Period) -> Period | None:
    """The days that the last time word before the claim names, within or just before the report's year."""
    plain = _BOOK.sub(lambda book: " " * len(book.group()), before)
    found = [hit for hit in _WHEN.finditer(plain) if _is_time(hit, plain)]
    if not found:
        return None
    try:
        return _period(found[-1], report)
    except (PeriodError, ValueError):
        return None


def is_planned(sentence: str) -> bool:
    """Whether the words before a claim speak of an intention instead of work done."""
    return bool(_PLANNED.search(sentence))


def organisation_in(before: str, organisations: Mapping[str, str]) -> str:
    """The code of the organisation named last before the claim; "" where none is."""
    best = ("", -1, 0)
    for name, code in organisations.items():
        place = before.rfind(name)
        if place >= 0 and (place, len(name)) > best[1:]:
            best = (code, place, len(name))
    return best[0]


def _is_time(hit: re.Match[str], text: str) -> bool:
    """自2019年起 and 比上年 name no period of the work; a bare year beside 度计划 does neither."""
    before, after = text[max(0, hit.start() - 2) : hit.start()], text[hit.end() : hit.end() + 3]
    return not (
        before.endswith(("自", "从", "比", "较", "于", "同比")) or after.startswith(("起", "以后", "计划"))
    )


def _period(hit: re.Match[str], report: Period) -> Period:
    year = report.start.year
    if hit["year"]:
        return report if int(hit["year"]) == year else Period.year(int(hit["year"]))
    if hit["half"]:
        return Period.parse(f"{year}H{1 if hit['half'] == '上' else 2}")
    if hit["quarter"]:
        return Period.parse(f"{year}Q{_number(hit['quarter'])}")
    if hit["last"]:
        return report.previous_year()
    if hit["this"]:
        return report
    month = Period.month(int(hit["ofyear"] or year), _number(hit["month"]))
    if hit["upto"]:
        return Period(report.start, month.end)
    if hit["day"]:
        day = month.start + timedelta(days=_number(hit["day"]) - 1)
        return Period(day, day)
    return month


def _number(text: str) -> int:
    value = read_number(text)
    if value is None:
        raise ValueError(text)
    return int(value)
