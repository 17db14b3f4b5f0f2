"""Counts that share a list: respectively, bare counts before a noun that closes the list, batches of people.

Works on counts that are already named; knows no words.
"""

from __future__ import annotations

import re
from itertools import pairwise

from shuzhi.claims.found import Found
from shuzhi.claims.page import Page

_BETWEEN = frozenset(("、", "和", "及", "与", "，"))
_LISTED_UNITS = frozenset(("户", "名", "人", "位"))
_GROUPING_UNITS = frozenset(["批", "期", "次", "场", "轮", "组"])


def spread_respectively(page: Page, found: list[Found]) -> None:
    """A、B分别为x、y: each its own."""
    text, place = page.text, 0
    while place < len(found):
        one, last = found[place], place
        if "分别" in text[max(0, one.start - 12) : one.start]:
            while last + 1 < len(found) and text[found[last].end : found[last + 1].start].strip() in _BETWEEN:
                last += 1
            if place and last > place:
                _pair_off(page, found, place, last)
        if "、" in one.what and last > place:
            for separators in ("[、和与及]", "[、和]", "、"):
                names = [name for name in re.split(separators, one.what) if name]
                if len(names) == last - place + 1 > 1 and min(map(len, names)) > 1:
                    for offset, name in enumerate(names):
                        found[place + offset].what = name
                    break
        place = last + 1


def _pair_off(page: Page, found: list[Found], place: int, last: int) -> None:
    """门诊86万人次、急诊11万人次，分别增长14%、9%: the second figures are about the first, one by one; so after a
    list that shares one figure (插花、烘焙各7场，到场分别为401人次、288人次)."""
    size, before = last - place + 1, found[place - 1]
    if any(mark in page.text[before.end : found[place].start] for mark in "。；！？"):
        return
    listed = re.split("[、和与及]", before.what)
    if len(listed) == size and "各" in page.text[max(0, before.start - 2) : before.start]:
        names = listed
    elif place >= size and _are_pairs(page, found, place, size):
        names = [one.what for one in found[place - size : place]]
    else:
        return
    for offset, name in enumerate(names):
        found[place + offset].what = name


def _are_pairs(page: Page, found: list[Found], place: int, size: int) -> bool:
    """Whether as many counts of different things stand before, carried here or listed in one unit."""
    pairs = found[place - size : place]
    text = page.text[pairs[0].end : found[place].start]
    if len({one.what for one in pairs}) != size or any(mark in text for mark in "。；！？"):
        return False
    alike = len({one.unit for one in pairs}) == 1 and found[place].unit in ("%", "％", "倍")
    return found[place].what == pairs[-1].what or (alike and "、" in text)


def name_before_list(page: Page, found: list[Found]) -> None:
    """1.16万户、4.23万名建档立卡贫困人口: a bare count takes the noun that closes the list."""
    for one, following in pairwise(found):
        if page.text[one.end : following.start] != "、" or not {one.unit, following.unit} <= _LISTED_UNITS:
            continue
        closes = bool(following.what) and page.text.startswith(following.what[:2], following.end)
        if closes and one.what and one.what not in page.text[max(0, one.start - 16) : one.start]:
            one.what = following.what


def name_groupings(page: Page, found: list[Found]) -> None:
    """3批41名医护人员: the batches are of what follows."""
    for one, following in pairwise(found):
        touching = following.start == one.end and one.unit in _GROUPING_UNITS and following.what
        if touching and page.text.startswith(following.what[:2], following.end):
            one.what = following.what
