"""Chinese and Arabic numerals as reports write them, read into exact decimals and written back.

Knows number words, multipliers (十 … 亿) and the loose forms inside a number (四十余, 几十, 三五, 十来).
It does not know units, words of approximation outside the number (约, 以上) or what is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "○": 0,
    "两": 2,
    "俩": 2,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_MULTIPLIERS = {**_SMALL, **_LARGE}
_LONGEST = 48
_MOST_DIGITS = 20
_MOST_LARGE = 3
"""Longer runs, more digits, or more 万 and 亿 than these, are codes or noise; no report counts so far."""
_TO_ASCII = str.maketrans("０１２３４５６７８９．·，", "0123456789..,", " \u2009\u00a0\u3000")

_D = "[0-9０-９]"
_C = "〇○零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_MULTIPLIER = "(?:[十百拾佰仟万亿]|千(?![克瓦米卡赫伏帕焦]))"
ARABIC = rf"(?:{_D}{{1,3}}(?:[,，\u2009\u00a0 ]{_D}{{3}})+(?!{_D})|{_D}+)(?:[.．·]{_D}+)?"
"""Digits with grouping (12,345 · 2 180) and a point (half-width, full-width or raised)."""
CHINESE = rf"(?:[{_C}廿卅]|{_MULTIPLIER})+(?:点[{_C}]+)?"
NUMERAL = rf"(?:[几数]{_MULTIPLIER}+|(?:{_D}+[万亿]零?)?(?:{ARABIC}|{CHINESE}){_MULTIPLIER}*)(?:[余多来几]{_MULTIPLIER}*(?!{_D}))?"
"""Source of a pattern for one numeral with its inner loose word; wider than what ``read_numeral`` accepts."""

_ARABIC_FULL = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([十百千拾佰仟万亿]*)")
_MIXED_FULL = re.compile(r"(\d+[万亿])(?:零?(\d+[千百万]?|\d+千万|\d+百万))")
_LOOSE_FULL = re.compile(r"(.+?)([余多来几])([十百千拾佰仟万亿]*)")
_VAGUE_FULL = re.compile(r"[几数]([十百千万亿]+)")
_PAIR = re.compile(
    r"(?P<before>[廿卅]|(?:[一二两三四五六七八九][千百万])*(?:[一二三四五六七八九]?十万?)?)"
    r"(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<small>[十百千]?)(?P<large>[万亿]*)"
)
_COLLOQUIAL = re.compile(rf"(.*[百千万亿])([{_C[3:]}])")


class Looseness(StrEnum):
    """How a number is loosened from within."""

    NONE = "none"
    MORE = "more"
    """余, 多, 几, 数: at least the value, below the next step."""
    AROUND = "around"
    """来: about the value."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as stated. ``high`` closes a range (三五 is 3 to 5); ``step`` is how far 余 may reach.

    四十余 is 40 with a step of 10, 几十 is 20 with a step of 80 (twenty to below a hundred).
    """

    value: Decimal
    high: Decimal | None = None
    looseness: Looseness = Looseness.NONE
    step: Decimal | None = None


def last_place(value: Decimal) -> Decimal:
    """The place of the last non-zero digit: 1200 → 100, 7.4 → 0.1, 0 → 1."""
    if value == 0:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return _plain(Decimal(1).scaleb(int(exponent)))


@lru_cache(maxsize=16384)
def read_numeral(text: str) -> Numeral | None:
    """Read one whole numeral, loose or exact; ``None`` when the text is not one."""
    vague = _VAGUE_FULL.fullmatch(text)
    if vague:
        scale = _product(vague[1])
        return Numeral(2 * scale, None, Looseness.MORE, 8 * scale)
    exact = read_number(text)
    if exact is not None:
        return Numeral(exact)
    loose = _LOOSE_FULL.fullmatch(text)
    if loose:
        return _read_loose(loose[1], loose[2], loose[3])
    return _read_pair(text)


def read_number(text: str) -> Decimal | None:
    """Read a whole number without any loose word: 两万三千, 1.2万, 12,345, 廿五, 一九八五, 0．76, 半."""
    if text == "半":
        return Decimal("0.5")
    if len(text) > _LONGEST or sum(map(text.count, _LARGE)) > _MOST_LARGE:
        return None
    plain = text.translate(_TO_ASCII)
    arabic = _ARABIC_FULL.fullmatch(plain)
    if arabic:
        if len(arabic[1].replace(",", "")) > _MOST_DIGITS:
            return None
        return _plain(Decimal(arabic[1].replace(",", "")) * _product(arabic[2]))
    mixed = _MIXED_FULL.fullmatch(plain)
    if mixed:
        return _read_mixed(mixed[1], mixed[2])
    head, point, tail = plain.partition("点")
    if point:
        return _read_decimal(head, tail)
    return _read_chinese(plain)


def _read_mixed(high: str, low: str) -> Decimal | None:
    """1亿2千万, 3万5千, 1万零500: the lower part must fit under the higher; a bare digit (1万2) is no such part."""
    upper, lower = read_number(high), read_number(low)
    if upper is None or lower is None or not 10 <= lower < _LARGE[high[-1]]:
        return None
    return upper + lower


def write_number(value: Decimal) -> str:
    """Plain Arabic digits without grouping, exponent or trailing zeros; ``read_number`` is its inverse."""
    text = f"{value.normalize():f}"
    return "0" if text in {"-0", ""} else text


def write_short(value: Decimal) -> str:
    """Arabic digits with 万 or 亿 where that leaves at most four decimals: 83134900 → 8313.49万."""
    for mark, scale in (("亿", Decimal(10**8)), ("万", Decimal(10**4))):
        shifted = value / scale
        if abs(shifted) >= 1 and last_place(shifted) >= Decimal("0.0001"):
            return write_number(shifted) + mark
    return write_number(value)


def group_digits(value: Decimal) -> str:
    """Arabic digits grouped by threes, as in tables: 1234567.5 → 1,234,567.5."""
    return f"{Decimal(write_number(value)):,f}"


def write_chinese(value: Decimal) -> str:
    """Chinese numerals as spoken (一百零三, 两 is written 二); non-negative values below 10^16.

    Raises ``ValueError`` outside of that.
    """
    if value < 0 or value >= 10**16:
        raise ValueError(f"no spoken form for {value}")
    whole, _, fraction = write_number(value).partition(".")
    text = _write_whole(int(whole))
    if fraction:
        text += "点" + "".join("零一二三四五六七八九"[int(digit)] for digit in fraction)
    return text


def _plain(value: Decimal) -> Decimal:
    """Without an exponent or trailing zeros, so that 1.2万 prints as 12000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _product(marks: str) -> Decimal:
    scale = 1
    for mark in marks:
        scale *= _MULTIPLIERS[mark]
    return Decimal(scale)


def _read_loose(head: str, word: str, tail: str) -> Numeral | None:
    """四十余万, 2000多万, 十几, 十来: the step is the place of the last digit stated."""
    pair = _read_pair(head) if word != "几" else None
    if pair is not None:
        return Numeral(pair.value * _product(tail), None, Looseness.MORE, None)
    value = read_number(head)
    if value is None or (word == "几" and value % 10 != 0):
        return None
    value *= _product(tail)
    if word == "来":
        return Numeral(value, None, Looseness.AROUND)
    return Numeral(value, None, Looseness.MORE, last_place(value))


def _read_pair(text: str) -> Numeral | None:
    """Neighbouring digits as a range: 两三千, 三五, 十七八, 二三十万, 两百四五十万."""
    found = _PAIR.fullmatch(text)
    if not found:
        return None
    before = _read_chinese(found["before"]) if found["before"] else Decimal(0)
    low, high = _DIGITS[found["low"]], _DIGITS[found["high"]]
    if before is None or not (high == low + 1 or (low, high) == (3, 5)):
        return None
    small, large = _product(found["small"]), _product(found["large"])
    if before and before < 10 * small:
        return None
    return Numeral((before + low * small) * large, (before + high * small) * large)


def _read_decimal(head: str, tail: str) -> Decimal | None:
    whole = _read_chinese(head)
    if whole is None or not tail:
        return None
    digits = tail.rstrip("万亿千百十")
    if not digits or any(mark not in _DIGITS for mark in digits):
        return None
    fraction = Decimal("0." + "".join(str(_DIGITS[mark]) for mark in digits))
    return _plain((whole + fraction) * _product(tail[len(digits) :]))


def _read_chinese(text: str) -> Decimal | None:
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text:
        return None
    if all(mark in _DIGITS for mark in text):
        return _read_positional(text)
    colloquial = _COLLOQUIAL.fullmatch(text)
    if colloquial and text[-2] in _MULTIPLIERS:
        base = _sum_places(colloquial[1])
        return None if base is None else base + _DIGITS[text[-1]] * _MULTIPLIERS[text[-2]] // 10
    return _sum_places(text)


def _read_positional(text: str) -> Decimal | None:
    """一九八五, 二〇二三; two digits side by side are a range (三五), not thirty-five."""
    if len(text) == 1:
        return Decimal(_DIGITS[text])
    if len(text) == 2 and "〇" not in text and "○" not in text and "零" not in text:
        return None
    if "两" in text or "俩" in text:
        return None
    return Decimal("".join(str(_DIGITS[mark]) for mark in text))


def _sum_places(text: str) -> Decimal | None:
    """Places in falling order inside each of the sections that 万 and 亿 close."""
    total = section = digit = 0
    ceiling, seen_digit = 10**5, False
    for mark in text:
        if mark in _DIGITS:
            if seen_digit and digit:
                return None
            digit, seen_digit = _DIGITS[mark], True
        elif mark in _SMALL:
            place = _SMALL[mark]
            if place >= ceiling:
                return None
            section += (digit if seen_digit and digit else 1) * place
            ceiling, digit, seen_digit = place, 0, False
        elif mark in _LARGE:
            total = _close_section(total, section + digit, _LARGE[mark])
            section, digit, seen_digit, ceiling = 0, 0, False, 10**5
        else:
            return None
    return Decimal(total + section + digit)


def _close_section(total: int, section: int, scale: int) -> int:
    """万亿 multiplies what went before; a lone 万 or 亿 is one of it."""
    if section == 0 and total:
        return total * scale
    if total and scale > 10**4:
        return (total + section) * scale
    return total + (section or 1) * scale


def _write_whole(number: int) -> str:
    for scale, mark in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, scale)
        if high:
            gap = "零" if 0 < low < scale // 10 else ""
            rest = _write_whole(low) if low else ""
            return _write_whole(high) + mark + gap + _with_leading_one(rest)
    return _write_section(number) if number else "零"


def _with_leading_one(text: str) -> str:
    """Inside a larger number ten is 一十: 一万零一十."""
    return "一" + text if text.startswith("十") else text


def _write_section(section: int) -> str:
    text, gap = "", False
    for scale, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, section = divmod(section, scale)
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + "零一二三四五六七八九"[digit] + mark
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text
