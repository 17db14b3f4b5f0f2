"""Spans of time: 为期4天 measures work, 近三年 only says when; ages, sessions of a body and days of a month.

Knows the words around a number; does not know what is counted.
"""

from __future__ import annotations

import re

from shuzhi.claims.found import Found
from shuzhi.claims.lexicon import alternatives, contexts
from shuzhi.values.quantity import Bound

_TIME = contexts("time")
_DURATION_BEFORE = re.compile(alternatives(_TIME["duration_before"]) + "[了过达为共已有约近的]{0,2}$")
_WINDOW_BEFORE = re.compile(alternatives(_TIME["window_before"]) + "$")
_WINDOW_AFTER = re.compile("[多余几]?" + alternatives(_TIME["window_after"]))
_AVERAGE_AGE = re.compile(
    "(?:寿命|年龄)(?:(?![^，。；]{0,4}(?:放宽|限|须|应|满))[^，。；0-9]{0,6}$|[由从][^，。；]{0,10}$|(?![^，。；]{0,4}(?:放宽|限|须|应|满))[^。；]{0,26}(?:提高|增加|延长|下降|提前|推迟|升|降|增|减)[了到至为]?[^，。；]{0,8}$)"
)
_WARMTH = re.compile("[气水室地]温|温度")
_FOR_AGES = re.compile("[讲说等看想聊谈站坐哭骂找]了半天")
"""讲了半天: a long while, not half a day."""
_SESSION_BEFORE = ("连续", "共办", "共", "毕业", "送走", "培养", "举办", "已办", "召开", "办了")
_LONGEST_SPAN_OF_YEARS = 200


def measures_days(text: str, at: int, end: int) -> bool:
    """为期3日, 共3日: days that measure work, where the date grammar would see a day of a month."""
    of_month = text[end - 1] != "日" or "月" in text[at:end]
    return not of_month and bool(_DURATION_BEFORE.search(text[max(0, at - 4) : at]))


def states_special(text: str, one: Found) -> bool:
    """Units that are figures only in places: 年, 日, 岁, 届."""
    before, after = text[max(0, one.start - 8) : one.start], text[one.end : one.end + 6]
    if one.unit in ("年", "日"):
        return _measures_years(one, before, after)
    if one.unit in ("岁", "周岁"):
        spoken = text[max(0, one.start - 36) : one.start]
        return one.bound in (Bound.EXACT, Bound.APPROX) and bool(_AVERAGE_AGE.search(spoken))
    if one.unit in ("℃", "摄氏度"):
        return bool(_WARMTH.search(text[max(0, one.start - 16) : one.start]))
    return one.unit == "届" and before.endswith(_SESSION_BEFORE)


def _measures_years(one: Found, before: str, after: str) -> bool:
    if one.unit == "日" and one.value != one.value.to_integral_value():
        return True
    if one.unit == "年" and (one.value > _LONGEST_SPAN_OF_YEARS or after[:1] == "度"):
        return False
    if _WINDOW_AFTER.match(after) or (before.endswith("满") and after[:1] == "的"):
        return False
    if one.value_hi is not None and not _WINDOW_BEFORE.search(before):
        return True
    if one.bound in (Bound.AT_LEAST, Bound.AT_MOST) and after[:1] in ("的", "工", "党", "妇", "会"):
        return False
    if before.endswith("连续") and after.startswith(_TIME["honours"]):
        return False
    return bool(_DURATION_BEFORE.search(before))


def states_duration(text: str, one: Found) -> bool:
    """Days, months, hours: figures unless they say when, or name a service (24小时热线)."""
    before, after = text[max(0, one.start - 8) : one.start], text[one.end : one.end + 6]
    if one.value > _LONGEST_SPAN_OF_YEARS and one.unit in ("学年", "个学年"):
        return False
    lately = (
        one.bound is Bound.NEARLY
        and one.unit in ("个月", "天", "周")
        and before[-1:] in ("", "，", "。", "最")
    )
    if lately or after.startswith(_TIME["service_hours"]):
        return False
    if one.unit == "周" and after[:1] in ("岁", "年", "边"):
        return False
    if after.startswith(("时间里", "时间内")):
        return False
    if _FOR_AGES.search(text, max(0, one.start - 3), one.end):
        return False
    if before.endswith("了") and not one.approximate:
        return True
    if before.endswith("满") and after.startswith(_TIME["reached"]):
        return False
    if _WINDOW_AFTER.match(after) and not after.startswith(_TIME["window_after_weak"]):
        return False
    if _WINDOW_BEFORE.search(before) and not before.endswith(_TIME["window_before_weak"]):
        return False
    if one.spelled and one.value == 1 and not one.approximate:
        return bool(_DURATION_BEFORE.search(before)) or in_rate(text, one)
    return True


def in_rate(text: str, one: Found) -> bool:
    """Whether 每 stands before in the same clause (每月一次)."""
    window = text[max(0, one.start - 10) : one.start]
    cut = max(window.rfind(mark) for mark in "，。；、")
    return "每" in window[cut + 1 :]
