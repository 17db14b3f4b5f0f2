"""一 with a measure word: an article (一支队伍), or one asserted beside other counts (主任一人、副主任二人).

Knows the quantities around; does not know what is counted.
"""

from __future__ import annotations

import re

from shuzhi.claims.durations import in_rate
from shuzhi.claims.found import Found
from shuzhi.claims.lexicon import ACTION, BODY, NOUN, SCOPE, contexts
from shuzhi.claims.page import Page

_ONE = contexts("one")
_NEVER, _BESIDE = frozenset(_ONE["never_counted"]), frozenset(_ONE["counted_beside"])
_ROUNDS = frozenset(("遍", "轮", "趟", "回"))
"""体检一遍, 走完一轮: how it was done."""
_ONE_AND_MORE = re.compile("[^，。；、和及0-9]{1,5}[和、及][一二两三四五六七八九十0-9]")
_SAYING = re.compile(r"[一壹][^，。；\n]{1,2}[一两二三四]")
_DENIED_AFTER = frozenset("没未不也都无")
_CLOSES = "，。；、）)\n"
_NEIGHBOURHOOD = 60


def without_articles(page: Page, found: list[Found]) -> list[Found]:
    """The quantities that are left when articles are taken out."""
    return [one for place, one in enumerate(found) if not _is_one(page, one) or _asserts(page, found, place)]


def _is_one(page: Page, one: Found) -> bool:
    return (
        one.spelled
        and one.value == 1
        and one.value_hi is None
        and page.text[one.number_start : one.number_end] in ("一", "壹")
    )


def _asserts(page: Page, found: list[Found], place: int) -> bool:
    one, text = found[place], page.text
    before, after = text[max(0, one.start - 6) : one.start], text[one.end : one.end + 1]
    if after in _DENIED_AFTER or before.endswith(_ONE["denied_before"]):
        return False
    if one.unit in ("番", "倍", "%", "‰"):
        return before.endswith(_ONE["growth_before"])
    if one.kind == "t" or one.approximate:
        return True
    if one.unit in _NEVER:
        return False
    if one.unit in _ROUNDS:
        return in_rate(text, one) or before.endswith(_ONE["asserted_before"])
    if one.kind == "m":
        return after != "一" and not (in_rate(text, one) and bool(after) and after not in _CLOSES)
    if in_rate(text, one) or before.endswith(_ONE["asserted_before"]):
        return not _SAYING.match(text, one.number_start)
    if after and after not in _CLOSES:
        joined = before[-1:] in ("、", "和", "及") or bool(_ONE_AND_MORE.match(text, one.end))
        return one.unit in _BESIDE and joined and _beside_counts(page, found, place)
    return _follows_noun(page, found, place, before)


def _follows_noun(page: Page, found: list[Found], place: int, before: str) -> bool:
    """主任一人， after a noun and before a mark: a count, for 次 only beside other counts."""
    one = found[place]
    left = page.end_at.get(one.start)
    if one.unit == "次" or left is None:
        closed = before[-1:] in "，。；：！？、,;:!?\n（）()“”《》了的过着出为是成这那某另同第又再上下每有"
        return (left is not None or not closed) and _beside_counts(page, found, place)
    return left[1] in (NOUN, ACTION, BODY, SCOPE)


def _beside_counts(page: Page, found: list[Found], place: int) -> bool:
    """Whether another count stands near in the same sentence."""
    one = found[place]
    for other in found[max(0, place - 1) : place] + found[place + 1 : place + 2]:
        low, high = sorted((one.start, other.start))
        between = page.text[low:high]
        if (
            other.kind != "t"
            and len(between) < _NEIGHBOURHOOD
            and "。" not in between
            and "\n" not in between
        ):
            return True
    return False
