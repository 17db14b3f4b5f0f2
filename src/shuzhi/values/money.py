"""Sums of money in yuan as exact decimals, read from and written as 元, 万元, 亿元.

Does not know currencies: 旧币 or 美元 are units of their own to whoever reads them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from shuzhi.values.numerals import NUMERAL, group_digits, read_number, write_number, write_short

_PARTS = re.compile(
    rf"(?:人民币|￥|¥)?(?P<yuan>{NUMERAL})(?:元|块)(?:(?P<jiao>{NUMERAL})角)?(?:(?P<fen>{NUMERAL})分)?(?:钱|整)?"
)
_SIZES = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "元": Decimal(1)}


def read_money(text: str) -> Decimal | None:
    """Yuan in one exact phrase (83.1349万元, 三元五角, 12,345.60元); ``None`` for anything else."""
    found = _PARTS.fullmatch(text.strip())
    if not found:
        return None
    parts = [read_number(found[name]) if found[name] else Decimal(0) for name in ("yuan", "jiao", "fen")]
    if any(part is None for part in parts):
        return None
    yuan, jiao, fen = (part or Decimal(0) for part in parts)
    return yuan + jiao / 10 + fen / 100


def write_money(amount: Decimal) -> str:
    """Exactly, with 万 or 亿 where at most four decimals remain: 831349 → 83.1349万元."""
    return write_short(amount) + "元"


def write_money_in(amount: Decimal, unit: str) -> str:
    """Exactly in 元, 万元 or 亿元. Raises ``KeyError`` for another unit."""
    return write_number(amount / _SIZES[unit]) + unit


def write_money_grouped(amount: Decimal) -> str:
    """Yuan and fen as accounts print them: 12,345.60元."""
    whole, _, cents = group_digits(amount).partition(".")
    return f"{whole}.{cents:0<2}元"
