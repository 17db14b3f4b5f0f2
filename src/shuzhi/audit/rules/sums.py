"""Parts and wholes, shares, and the same thing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from shuzhi.audit.breakdown import Breakdown
from shuzhi.audit.case import Case
from shuzhi.audit.model import Finding, Level
from shuzhi.audit.rulebook import gives
from shuzhi.audit.stated import highest, is_loose, lowest, stated_interval
from shuzhi.audit.vocabulary import normalise
from shuzhi.values.interval import Interval
from shuzhi.values.numerals import write_number
from shuzhi.values.units import UnitFamily, family

_SHARE = re.compile("占比?|比例|比重|率|覆盖面|满意度|合格|及格")
_HEADS = (UnitFamily.PEOPLE, UnitFamily.ATTENDANCES)
_NEAR_WHOLE = (75, 125)
"""Listed shares that sum to less or more than this are shares of different wholes (党代表、人大代表中女性分别占…)."""
_SURE = 0.9
_GROWTH = re.compile("增长|增加|上升|提高|提升|下降|减少|降低|同比|环比|增幅|翻|超额|完成(?:计划|目标|任务)")
_OTHER_TIME = re.compile(
    "计划|原定|目标|力争|拟|去年|上年|同期|上半年|下半年|季度|月|比|较|累计|以来|共有?|新增|其中|再|又|另"
)


@gives("audit.parts_exceed_whole")
def parts_exceed_whole(case: Case) -> Iterator[Finding]:
    """任何一部分不大于总数，互不重复的各部分之和也不大于总数。

    No part may exceed its whole, and parts that nobody can share may not together exceed it."""
    for one in case.breakdowns:
        top = highest(case.claims[one.whole])
        if top is None:
            continue
        alone = any(lowest(case.claims[index]) > top for index in one.parts)
        together = one.disjoint and _total(lowest(case.claims[i]) for i in one.parts) > top
        if alone or together:
            yield _of_breakdown(case, one, "audit.parts_exceed_whole", Level.ERROR)


@gives("audit.parts_miss_whole")
def parts_miss_whole(case: Case) -> Iterator[Finding]:
    """行文列出全部各项的，各项之和等于总数。

    Where the wording lists every part, the parts add up to the whole."""
    for one in case.breakdowns:
        if not one.exhaustive:
            continue
        tops = [highest(case.claims[index]) for index in one.parts]
        closed = [top for top in tops if top is not None]
        if len(closed) == len(tops) and sum(closed) < lowest(case.claims[one.whole]):
            yield _of_breakdown(case, one, "audit.parts_miss_whole", Level.WARNING)


@gives("audit.share_out_of_range")
def share_out_of_range(case: Case) -> Iterator[Finding]:
    """占比在0到100%之间；增幅可以超过。

    A share of a whole lies between 0 and 100 percent; growth may exceed it."""
    for index, claim in enumerate(case.claims):
        if family(claim.unit) is not UnitFamily.PERCENT or "百分点" in claim.unit:
            continue
        start, _ = case.layout.clause_at(claim.start)
        words = case.text[start : claim.start] + claim.what
        if _GROWTH.search(words) or not _SHARE.search(words):
            continue
        if claim.value < 0 or claim.value > 100:
            args = {"stated": claim.quantity, "what": case.name(index)}
            yield Finding("audit.share_out_of_range", Level.ERROR, (case.span(index),), (index,), args)


@gives("audit.shares_do_not_add_up")
def shares_do_not_add_up(case: Case) -> Iterator[Finding]:
    """列出全部占比的（分别占、各占，或男、女等相对两项），合计为100%。

    Shares listed as the whole (分别占, 各占, or opposites such as 男 and 女) add up to 100 percent."""
    shares = [i for i, c in enumerate(case.claims) if c.unit in ("%", "％") and not is_loose(c)]
    for _, grouped in groupby(shares, key=lambda i: case.layout.sentence_at(case.claims[i].start)):
        indices = list(grouped)
        if len(indices) < 2 or not _lists_everything(case, indices):
            continue
        total = _total(case.claims[index].value for index in indices)
        slack = Decimal("0.5") * len(indices)
        if abs(total - 100) > slack:
            args = {"total": write_number(total), "count": str(len(indices))}
            yield Finding(
                "audit.shares_do_not_add_up", Level.WARNING, case.spans(indices), tuple(indices), args
            )


@gives("audit.share_contradicts_counts")
def share_contradicts_counts(case: Case) -> Iterator[Finding]:
    """“其中女性24人，占40%”：占比就是这一部分在总数中的比重。

    其中女性24人，占40%: the share is that of the part in its whole."""
    for one in case.breakdowns:
        for part in one.parts:
            share = part + 1
            if share >= len(case.claims) or not _is_share_of(case, part, share):
                continue
            whole = stated_interval(case.claims[one.whole])
            counted = stated_interval(case.claims[part])
            possible = _quotient(counted, whole)
            if possible is not None and not possible.overlaps(stated_interval(case.claims[share])):
                indices = (one.whole, part, share)
                args = {
                    "whole": case.claims[one.whole].quantity,
                    "part": case.claims[part].quantity,
                    "share": case.claims[share].quantity,
                    "computed": write_number(
                        round(case.claims[part].value / case.claims[one.whole].value * 100, 1)
                    ),
                }
                yield Finding(
                    "audit.share_contradicts_counts", Level.ERROR, case.spans(indices), indices, args
                )


@gives("audit.product_disagrees")
def product_disagrees(case: Case) -> Iterator[Finding]:
    """“59人，人均500元，共2.95万元”“8场，每场20人，共160人次”：次数乘以每次之数等于总数。

    59人，人均500元，共2.95万元, and 8场，每场20人，共160人次: so many times so much each make the sum."""
    for index in range(1, len(case.claims) - 1):
        many, each, total = (case.claims[index + step] for step in (-1, 0, 1))
        start, end = case.layout.sentence_at(each.start)
        exact = not (is_loose(many) or is_loose(each)) and each.value_hi is None
        if not exact or many.start < start or total.end > end or not _multiplied(case, index):
            continue
        product = many.value * each.value
        if not Interval.point(product).overlaps(stated_interval(total)):
            indices = (index - 1, index, index + 1)
            args = {"many": many.quantity, "each": each.quantity, "total": total.quantity,
                    "computed": write_number(product)}  # fmt: skip
            yield Finding("audit.product_disagrees", Level.ERROR, case.spans(indices), indices, args)


def _multiplied(case: Case, each: int) -> bool:
    """Whether the claims around ``each`` read as so many, so much each, so much in all."""
    many, one, total = (case.claims[each + step] for step in (-1, 0, 1))
    shared = case.text[many.end : one.start]
    summed = re.search("[共合总]", case.text[one.end : total.start])
    kinds = family(many.unit), family(one.unit), family(total.unit)
    if not summed or len(shared) > 12:
        return False
    if kinds[1] is UnitFamily.MONEY is kinds[2]:
        return "均" in shared and kinds[0] in (UnitFamily.PEOPLE, UnitFamily.HOUSEHOLDS)
    heads = kinds[1] in _HEADS and kinds[2] in _HEADS
    return kinds[0] is UnitFamily.SESSIONS and heads and bool(re.search("每|场均|各", shared))


@gives("audit.stated_twice")
def stated_twice(case: Case) -> Iterator[Finding]:
    """同一事项、同一时段、同一单位，全文只有一个数；一句之内前后两数是有意为之的除外（由60对增加到95对，县级24户、市级10户）。

    One thing, over one time and by one organisation, has one number throughout the report; within one sentence
    numbers follow each other on purpose (由60对增加到95对, 县级24户、市级10户)."""
    seen: dict[tuple[str, str], int] = {}
    for index, claim in enumerate(case.claims):
        key = _identity(case, index)
        if key is None:
            continue
        first = seen.setdefault(key, index)
        one_sentence = case.layout.sentence_at(case.claims[first].start) == case.layout.sentence_at(
            claim.start
        )
        if (
            first == index
            or one_sentence
            or stated_interval(case.claims[first]).overlaps(stated_interval(claim))
        ):
            continue
        args = {"what": case.name(index), "first": case.claims[first].quantity, "second": claim.quantity}
        yield Finding("audit.stated_twice", Level.WARNING, case.spans((first, index)), (first, index), args)


def _total(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def _identity(case: Case, index: int) -> tuple[str, str] | None:
    """By which words two claims are of one thing; ``None`` where the wording sets this one apart."""
    claim = case.claims[index]
    what = normalise(claim.what)
    start, _ = case.layout.clause_at(claim.start)
    lead = case.text[start : claim.start]
    match = case.matches[index]
    apart = _OTHER_TIME.search(lead.replace(claim.what, "")) or claim.per or claim.part_of is not None
    if apart or match.planned or match.org or index in case.parts:
        return None
    sure = match.indicator and match.candidates[0].score >= _SURE
    if not sure and len(what) < 4:
        return None
    reach = match.reach.value if match.reach else _own_reach(case, match.indicator)
    unit = claim.unit if family(claim.unit) is UnitFamily.OTHER else family(claim.unit).value
    return match.indicator if sure else what, f"{unit}|{reach}|{match.period}"


def _own_reach(case: Case, indicator: str) -> str:
    return case.pack.indicators[indicator].reach if indicator else ""


def _lists_everything(case: Case, indices: Sequence[int]) -> bool:
    first = case.claims[indices[0]]
    start, _ = case.layout.sentence_at(first.start)
    words = case.text[start : case.claims[indices[-1]].end]
    if len(indices) > 2 and re.search("分别占|各占|构成", words):
        total = _total(case.claims[index].value for index in indices)
        return _NEAR_WHOLE[0] <= total <= _NEAR_WHOLE[1]
    names = "".join(
        case.claims[index].what
        + case.text[max(start, case.claims[index].start - 8) : case.claims[index].start]
        for index in indices
    )
    opposed = any(a in names and b in names for a, b in (("男", "女"), ("线上", "线下"), ("城镇", "农村")))
    return len(indices) == 2 and opposed and "占" in words


def _is_share_of(case: Case, part: int, share: int) -> bool:
    claim = case.claims[share]
    between = case.text[case.claims[part].end : claim.start]
    return claim.unit in ("%", "％") and len(between) <= 6 and "占" in between


def _quotient(part: Interval, whole: Interval) -> Interval | None:
    """Percent of the whole that the part may be."""
    if part.low is None or part.high is None or not whole.low or whole.high is None:
        return None
    return Interval(part.low / whole.high * 100, part.high / whole.low * 100)


def _of_breakdown(case: Case, one: Breakdown, code: str, level: Level) -> Finding:
    indices = (one.whole, *one.parts) if one.whole < min(one.parts) else (*one.parts, one.whole)
    total = _total(case.claims[index].value for index in one.parts)
    args = {
        "what": case.name(one.whole),
        "whole": case.claims[one.whole].quantity,
        "parts": "、".join(case.claims[index].quantity for index in one.parts),
        "total": write_number(total),
    }
    return Finding(code, level, case.spans(indices), indices, args)
