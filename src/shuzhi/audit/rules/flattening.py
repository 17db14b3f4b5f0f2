"""Figures that look filled in by a template: far too many equal or round values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import comb

from shuzhi.audit.case import Case
from shuzhi.audit.model import Finding, Level
from shuzhi.audit.rulebook import gives
from shuzhi.values.numerals import write_number
from shuzhi.values.units import UnitFamily, family

_FEWEST = 8
_CHANCE_OF_POWER = 0.15
"""Share of 10, 100, 1000 … among the counts of honest reports, on the high side."""
_CHANCE_OF_SAME = 0.2
"""Share of the commonest value among the counts of honest reports, on the high side."""
_RARE = 1e-4
_NOT_COUNTS = (UnitFamily.PERCENT, UnitFamily.RATIO, UnitFamily.MONEY, UnitFamily.AREA)


@gives("audit.figures_flattened")
def figures_flattened(case: Case) -> Iterator[Finding]:
    """实际工作的数字各不相同。整十整百或同一个数出现得过于频繁，真实报告中不到万分之一的可能，则多半不是取自记录；提示中给出统计量。

    Counts of real work differ. Where powers of ten, or one value, are so frequent that an honest report would
    show it less than once in ten thousand, the figures were probably not taken from records; the statistic is given."""
    counts = [i for i, claim in enumerate(case.claims) if family(claim.unit) not in _NOT_COUNTS]
    if len(counts) < _FEWEST:
        return
    powers = [i for i in counts if _is_power_of_ten(case.claims[i].value)]
    values = Counter(case.claims[i].value for i in counts if case.claims[i].value > 3)
    common, times = values.most_common(1)[0] if values else (Decimal(0), 0)
    same = [i for i in counts if case.claims[i].value == common]
    if _is_rare(len(powers), len(counts), _CHANCE_OF_POWER):
        yield _finding(case, powers, counts)
    elif _is_rare(times, len(counts), _CHANCE_OF_SAME):
        yield _finding(case, same, counts)


def _finding(case: Case, found: Sequence[int], counts: Sequence[int]) -> Finding:
    values = Counter(case.claims[i].value for i in found)
    listed = "、".join(f"{write_number(value)}×{times}" for value, times in sorted(values.items()))
    args = {"found": str(len(found)), "total": str(len(counts)), "values": listed}
    return Finding("audit.figures_flattened", Level.WARNING, case.spans(found), tuple(found), args)


def _is_power_of_ten(value: Decimal) -> bool:
    return value >= 10 and value.normalize().as_tuple().digits == (1,)


def _is_rare(times: int, total: int, chance: float) -> bool:
    """Whether ``times`` or more of ``total`` are rarer than one in ten thousand at this chance."""
    if times / total < 0.4:
        return False
    tail = sum(comb(total, k) * chance**k * (1 - chance) ** (total - k) for k in range(times, total + 1))
    return tail < _RARE
