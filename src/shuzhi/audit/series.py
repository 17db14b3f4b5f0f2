"""Claims that speak of one series of occasions: 宣讲26场、1300余人次 or 500人参加了10场培训.

Joins the number of sessions to the heads that came to them by the words between the two numbers. Needs
neither catalog nor ledger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shuzhi.audit.layout import Layout
from shuzhi.claims.model import Claim
from shuzhi.values.units import UnitFamily, family

HEADS = (UnitFamily.ATTENDANCES, UnitFamily.PEOPLE)

# Words that may stand between the two numbers without naming another activity.
_AUDIENCE = re.compile(
    "受众|听众|观众|受益|受惠|受训|受教育|参加|参与|参训|到课|到会|到场|惠及|覆盖|服务|吸引|辐射|教育|培训|学习|结业"
    "|观看量?|收看|浏览量?|点击量?|播放量?|阅读量?|累计|总计|合计|共计|共有|约有|达到|超过|组织|带动|影响|聆听"
    "|人数|人次|妇女儿童|妇女|群众|家长|儿童|党员|干部|人员|学员|职工|居民|村民|家庭|学生|孩子|女性|执委|骨干|姐妹|代表|青年|老人"
    "|听课|困难|线上|线下|现场|基层|广大|各族|各级|各类|村居|社区|直接|平均|其中"
)
_GLUE = re.compile(r"[\s，,、（）()：:“”‘’者的了共计达约近有和及与等总为次地在]")
_ONE_TO_ONE = re.compile(
    "谈话|谈心|走访|慰问|入户|家访|接待|咨询|个案|信访|来访|来电|热线|救助|资助|调解|援助|求助"
)
_VIEWS = re.compile("观看|收看|浏览|点击|播放|阅读量|视频|短视频|推送")


_NEAR = 8
"""Sessions are looked for among this many numbers before the heads."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Indices of a claim of sessions and a claim of heads about the same occasions."""

    sessions: int
    heads: int
    people: bool
    views: bool = False


def find_pairs(layout: Layout, claims: Sequence[Claim]) -> tuple[Pair, ...]:
    """Each claim of heads with the sessions it belongs to, in order of place."""
    pairs = []
    for index, claim in enumerate(claims):
        if family(claim.unit) in HEADS and not claim.per:
            sessions = _sessions_of(layout, claims, index)
            if sessions is not None:
                pairs.append(_pair(layout.text, claims, sessions, index))
    return tuple(pairs)


def heads_told_twice(layout: Layout, claims: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    """(people, attendances) of one series told side by side: 覆盖800人、1300人次."""
    found = []
    for index in range(1, len(claims)):
        first, second = claims[index - 1], claims[index]
        kinds = {family(first.unit), family(second.unit)}
        together = layout.sentence_at(first.start) == layout.sentence_at(second.start)
        if kinds == set(HEADS) and together and _same_occasion(layout.text, first, second):
            people = index - 1 if family(first.unit) is UnitFamily.PEOPLE else index
            found.append((people, 2 * index - 1 - people))
    return tuple(found)


def is_one_to_one(*words: str) -> bool:
    """Talks, visits and consultations, where one head per session is usual."""
    return any(_ONE_TO_ONE.search(word) for word in words)


def _pair(text: str, claims: Sequence[Claim], sessions: int, heads: int) -> Pair:
    between = text[claims[sessions].end : claims[heads].start]
    words = f"{between}{claims[sessions].what}{claims[heads].what}"
    people = family(claims[heads].unit) is UnitFamily.PEOPLE
    return Pair(sessions, heads, people, bool(_VIEWS.search(words)))


def _sessions_of(layout: Layout, claims: Sequence[Claim], heads: int) -> int | None:
    start, end = layout.sentence_at(claims[heads].start)
    for index in range(heads - 1, max(-1, heads - 1 - _NEAR), -1):
        other = claims[index]
        if other.start < start:
            break
        if family(other.unit) in HEADS and _same_occasion(layout.text, other, claims[heads]):
            return _sessions_of(layout, claims, index)
        return index if _is_sessions(other) and _same_occasion(layout.text, other, claims[heads]) else None
    after = heads + 1
    if after < len(claims) and claims[after].start < end and _is_sessions(claims[after]):
        joined = layout.text[claims[heads].end : claims[after].start]
        if joined.strip() and not re.search("[，,。；;]", joined) and _names_nothing(joined):
            return after
    return None


def _is_sessions(claim: Claim) -> bool:
    return family(claim.unit) is UnitFamily.SESSIONS and not claim.per


def _same_occasion(text: str, first: Claim, second: Claim) -> bool:
    between = text[first.end : second.start]
    if re.search("[；;。]", between):
        return False
    return _names_nothing(between) or (bool(first.what) and first.what == second.what and len(between) <= 12)


def _names_nothing(between: str) -> bool:
    return len(_GLUE.sub("", _AUDIENCE.sub("", between))) <= 1
