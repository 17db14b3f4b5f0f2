"""Walking back over what may stand between a thing and its number: links, adverbs, comparisons, times, places.

Knows the kinds of words on a page; does not know where the phrase for the thing begins.
"""

from __future__ import annotations

import re

from shuzhi.claims.lexicon import ADVERB, DATE, LINK, NOUN, SCOPE
from shuzhi.claims.marks import GAPS, GROWTH, HARD, SOFT, ends_line
from shuzhi.claims.page import Page

_STRIPPED = frozenset((LINK, ADVERB, DATE))
_LONGEST_WHEN = 14
_REACH = 18
_CLOCKED = frozenset(("小时", "课时", "工时", "学时"))
_PERIOD_ENDS = frozenset(("时期", "之初", "之后", "之前", "以前", "年间", "初期"))
_COMPARISON = re.compile("(?:(?<![可对占同环相评])比|较|与|同)[^，。；,;：\n]{1,14}$")
_ASIDES = (
    (
        "算格径准求定划",
        re.compile(
            "(?:按照?|以)[^，。；,;：\n0-9]{1,10}(?:计算|计|折算|价格|口径|测算|核算|标准|要求|规定|计划)，?$"
        ),
    ),
    ("位户名个家人笔次场件条项批", re.compile("最[高低多少大小长短快慢]的?一[位户名个家人笔次场件条项批]$")),
    ("主", re.compile("以[^，。；：、0-9]{1,10}为主$")),
    ("平录高", re.compile("[创刷][^，。；：、0-9]{0,8}(?:水平|纪录|记录|新高)$")),
    ("上中里内", re.compile("在[^，。；：、0-9在]{2,14}[上中里内]$")),
)
"""By last character: 按可比价格计算, 最低的一位, 在劳模大会上 say how, which or where, not what."""
_BY_RULE = re.compile("(?:按照?|依|视)[\u4e00-\u9fff]{2,4}$")
"""按家境(每人3000元)."""
_ASIDE_ENDS = {mark: pattern for marks, pattern in _ASIDES for mark in marks}


def strip_links(page: Page, at: int, floor: int) -> tuple[int, bool]:
    """Walk back over words that may stand between a thing and its number; whether a linking word was met."""
    text, linked = page.text, False
    while at > floor:
        mark = text[at - 1]
        if (mark in GAPS and not ends_line(text, at - 1)) or (mark == "、" and text[at : at + 1] == "进"):
            at -= 1
            continue
        word = page.end_at.get(at)
        timed = _before_time(page, at, floor) if mark == "前" or mark == "后" else at
        if timed < at:
            at = timed
        elif word is not None and word[0] >= floor and word[1] in _STRIPPED:
            linked = linked or word[1] == LINK
            at = word[0]
            if text[at] in GROWTH:
                at = _before_comparison(text, at, floor, at)
        else:
            passed = _over_aside(page, at, floor)
            if passed == at:
                break
            at = passed
    scope = page.end_at.get(at)
    if scope is not None and scope[1] == SCOPE and scope[0] > floor and _after_noun(page, scope[0]):
        at = scope[0]
    return at, linked


def _over_aside(page: Page, at: int, floor: int) -> int:
    """Where a particle or an aside that ends here begins; the same place where there is none."""
    text, mark = page.text, page.text[at - 1]
    if mark in "高低多少快长大重":
        compared = _before_comparison(text, at - 1, floor, at)
        if compared != at:
            return compared
    if (mark in "的了过着" and at not in page.end_at) or (mark in "能可会要" and _after_noun(page, at - 1)):
        return at - 1
    if text[at] in "每人户":
        by = _BY_RULE.search(text, max(floor, at - 6), at)
        if by is not None:
            return by.start()
    pattern = _ASIDE_ENDS.get(mark)
    aside = pattern.search(text, max(floor, at - _REACH), at) if pattern is not None else None
    if aside is not None:
        return aside.start()
    if mark in "时前后初夕际" or text[at - 2 : at] in _PERIOD_ENDS:
        return _before_time(page, at, floor)
    return at


def _before_comparison(text: str, end: int, floor: int, otherwise: int) -> int:
    """Where 比上年 begins that ends at ``end``."""
    compared = _COMPARISON.search(text, max(floor, end - _REACH), end)
    return compared.start() if compared is not None else otherwise


def _before_time(page: Page, at: int, floor: int) -> int:
    """Where a stretch begins that says when, with nothing counted in it: 第三次普查时, 自取消强制婚检后."""
    text, word = page.text, page.end_at.get(at)
    long = word is not None and at - word[0] > 2
    other = word is not None and at - word[0] == 2 and text[word[0] : at] not in _PERIOD_ENDS
    if long or other or text[at - 2 : at] in _CLOCKED:
        return at
    lowest = max(floor, at - _REACH)
    begin = at
    while (
        begin > lowest
        and text[begin - 1] not in HARD
        and text[begin - 1] not in SOFT
        and text[begin - 1] != "\n"
    ):
        begin -= 1
    since = max(text.rfind(mark, begin, at) for mark in "从由自")
    if since > begin:
        return since
    within = 3 <= at - begin <= _LONGEST_WHEN and (begin > floor or floor == 0)
    return begin if within else at


def _after_noun(page: Page, at: int) -> bool:
    word = page.end_at.get(at)
    return word is not None and word[1] == NOUN
