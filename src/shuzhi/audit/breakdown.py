"""Wholes and their parts: 60场，其中线上20场、线下40场; 讲座10场、培训5场，共15场.

Finds them by 其中, 分别, 包括 and 共; knows neither catalog nor ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from shuzhi.audit.layout import Layout
from shuzhi.claims.model import Claim
from shuzhi.values.units import UnitFamily, family, may_count_same

_OPENS = re.compile("其中|包括|分别为|分别是|分为|即|含")
_TOTAL = re.compile(r"(?:合计|总计|共计|一共|累计|总共|共)[^，,。；;、0-9一二三四五六七八九十百千万两]{0,6}$")
_OVERLAPPING = re.compile("党员|少数民族|青年|骨干|困难|残疾|单亲|留守|岁|优秀|先进|首次|新增|重点|妇女干部")
_MOST_PARTS = 40
_SHARES = (UnitFamily.PERCENT, UnitFamily.RATIO, UnitFamily.TIMES)
_OPPOSITES = (
    ("男", "女"),
    ("线上", "线下"),
    ("线上", "现场"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("已", "未"),
)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """``exhaustive``: the wording lists every part; ``disjoint``: nobody is in two parts."""

    whole: int
    parts: tuple[int, ...]
    exhaustive: bool
    disjoint: bool


def find_breakdowns(layout: Layout, claims: Sequence[Claim]) -> tuple[Breakdown, ...]:
    """Every whole with at least one part in its sentence, in order."""
    found = [*_linked(layout, claims), *_opened(layout, claims), *_totalled(layout, claims)]
    unique: dict[int, Breakdown] = {}
    for one in found:
        if one.whole not in unique or len(one.parts) > len(unique[one.whole].parts):
            unique[one.whole] = one
    return tuple(unique[whole] for whole in sorted(unique))


def _linked(layout: Layout, claims: Sequence[Claim]) -> Iterator[Breakdown]:
    """Parts that the reader of claims has already tied to their whole."""
    groups: dict[int, list[int]] = {}
    for index, claim in enumerate(claims):
        whole = claim.part_of
        if whole is not None and 0 <= whole < len(claims) and _comparable(claims[whole], claim):
            groups.setdefault(whole, []).append(index)
    for whole, parts in groups.items():
        opener = _OPENS.search(layout.text, claims[whole].end, claims[parts[0]].start)
        yield _breakdown(layout.text, claims, whole, parts, opener.group() if opener else "")


def _opened(layout: Layout, claims: Sequence[Claim]) -> Iterator[Breakdown]:
    for whole, claim in enumerate(claims):
        following = list(_following(layout, claims, whole))
        if not following:
            continue
        gap = layout.text[claim.end : claims[following[0]].start]
        opener = _OPENS.search(gap)
        if opener is None or len(gap) > 24:
            continue
        parts = list(_run(layout.text, claims, claim, following))
        if parts:
            yield _breakdown(layout.text, claims, whole, parts, opener.group())


def _following(layout: Layout, claims: Sequence[Claim], whole: int) -> Iterator[int]:
    """The claims after this one in its sentence."""
    _, end = layout.sentence_at(claims[whole].start)
    return takewhile(
        lambda index: claims[index].start < end, range(whole + 1, min(len(claims), whole + 1 + _MOST_PARTS))
    )


def _run(text: str, claims: Sequence[Claim], whole: Claim, following: Sequence[int]) -> Iterator[int]:
    """The claims after the opening word that may be parts of the whole, until another kind of number."""
    previous = whole
    for index in following:
        claim = claims[index]
        between = text[previous.end : claim.start]
        if not _comparable(whole, claim) or "；" in between or re.search("另外|此外|另有|另", between):
            return
        yield index
        previous = claim


def _totalled(layout: Layout, claims: Sequence[Claim]) -> Iterator[Breakdown]:
    for whole, claim in enumerate(claims):
        start, _ = layout.sentence_at(claim.start)
        if not _TOTAL.search(layout.text[start : claim.start]):
            continue
        parts: list[int] = []
        for index in range(whole - 1, -1, -1):
            after = claims[index + 1]
            between = layout.text[claims[index].end : after.start]
            if claims[index].start < start or not _comparable(claim, claims[index]) or len(between) > 16:
                break
            parts.insert(0, index)
        if len(parts) >= 2:
            yield Breakdown(whole, tuple(parts), exhaustive=True, disjoint=True)


def _breakdown(
    text: str, claims: Sequence[Claim], whole: int, parts: Sequence[int], opener: str
) -> Breakdown:
    names = [_words_of(text, claims, index) for index in parts]
    opposed = any(
        any(one in name for name in names) and any(other in name for name in names)
        for one, other in _OPPOSITES
    )
    listed = opener.startswith("分") or opener == "即"
    overlapping = any(_OVERLAPPING.search(name) for name in names) and not opposed
    return Breakdown(
        whole, tuple(parts), exhaustive=(opposed or listed) and len(parts) > 1, disjoint=not overlapping
    )


def _words_of(text: str, claims: Sequence[Claim], index: int) -> str:
    """A part's name: what is counted, and the words since the number before."""
    before = claims[index - 1].end if index else 0
    return text[max(before, claims[index].start - 12) : claims[index].start] + claims[index].what


def _comparable(whole: Claim, part: Claim) -> bool:
    if family(whole.unit) in _SHARES:
        return False
    return may_count_same(whole.unit, part.unit) and not part.per
