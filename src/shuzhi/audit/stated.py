"""What a claim's words allow: the interval of numbers with which the statement would be true.

Knows nothing of the ledger. Rounded forms are given the half step that rounding takes: 33.3% is what
33.33 or 33.26 becomes, 1.2万 what 12 345 becomes; whole counts (38场) are exact.
"""

from __future__ import annotations

import re
from decimal import Decimal

from shuzhi.claims.model import Claim
from shuzhi.values.interval import Interval
from shuzhi.values.quantity import Bound
from shuzhi.values.units import UnitFamily, family

_ROUNDED = frozenset({UnitFamily.PERCENT, UnitFamily.RATIO, UnitFamily.TIMES, UnitFamily.MONEY})
_NUMBER = re.compile(r"[0-9０-９]+(?P<point>[.．·][0-9０-９]+)?(?P<scale>[万亿]*)")
_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}


def stated_interval(claim: Claim) -> Interval:
    """All values with which the claim would be true as written."""
    slack = _rounding(claim) if claim.bound is Bound.EXACT and claim.value_hi is None else Decimal(0)
    if slack:
        return Interval(claim.value - slack, claim.value + slack)
    return claim.stated.interval


def is_loose(claim: Claim) -> bool:
    """Whether the wording rounds: 余, 近, 约, 以上 …"""
    return claim.bound is not Bound.EXACT


def lowest(claim: Claim) -> Decimal:
    """The least that the claim states; for 不足200 nothing."""
    low = stated_interval(claim).low
    return Decimal(0) if low is None else low


def highest(claim: Claim) -> Decimal | None:
    """The most that the claim allows; ``None`` where the wording is open above."""
    return stated_interval(claim).high


def is_below(claim: Claim, other: Claim) -> bool:
    """Whether every number that the first allows is smaller than every number that the other allows."""
    mine, theirs = stated_interval(claim), stated_interval(other)
    if mine.high is None or theirs.low is None:
        return False
    return mine.high < theirs.low or (mine.high == theirs.low and (mine.high_open or theirs.low_open))


def _rounding(claim: Claim) -> Decimal:
    """Half of the last stated place where the form is one that rounding gives; else 0."""
    found = _NUMBER.search(claim.quantity)
    if not found:
        return Decimal(0)
    scale = Decimal(1)
    for mark in found["scale"]:
        scale *= _SCALES[mark]
    decimals = len(found["point"] or ".") - 1
    rounded_form = decimals > 0 and (scale > 1 or family(claim.unit) in _ROUNDED)
    if not rounded_form and family(claim.unit) not in {UnitFamily.PERCENT, UnitFamily.RATIO}:
        return Decimal(0)
    return scale * Decimal(1).scaleb(-decimals) / 2
