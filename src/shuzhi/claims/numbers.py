"""Finding stated quantities in running text: number, range, unit, bound, span.

Knows the grammar of numbers with units and what is not a figure of work (dates, ordinals, codes, slogans,
names, thresholds, articles). It does not know what is counted; ``phrases`` finds that.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from shuzhi.claims import durations, sieve
from shuzhi.claims.found import Found
from shuzhi.claims.lexicon import DATE, MeasureWord, measure_words
from shuzhi.claims.page import Page
from shuzhi.values.numerals import (
    NUMERAL,
    Looseness,
    Numeral,
    last_place,
    read_number,
    read_numeral,
)
from shuzhi.values.quantity import AFTER, BEFORE, Bound, shared_multiplier

_D = "[0-9０-９]"
_HEAD = re.compile(
    "[0-9０-９〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅]|[几数](?=[十百千万亿])|半(?=[天个小年斤亩里公条块袋瓶桶碗间])"
)
_NUMBER = re.compile(NUMERAL)
_YEAR4 = "(?:1[0-9]|20)[0-9]{2}|[１２][０-９]{3}"
_DASH = "[-－–—~～]{1,2}|至|到"
_MONTHS = rf"{_D}{{1,2}}(?:(?:{_DASH}|、|，|和){_D}{{1,2}}){{0,11}}月(?:份|底|初|末|中旬|上旬|下旬)?"
_DAYS = rf"{_D}{{1,2}}(?:(?:{_DASH}|、){_D}{{1,2}}){{0,11}}[日号]"
_ARABIC_DATE = re.compile(
    rf"(?:(?:{_YEAR4})(?:\s?年?(?:{_DASH}|、|，|和|与|/)(?:(?:{_YEAR4})|{_D}{{2}})){{0,11}}\s{{0,2}}年(?:度|代|初|底|末|末期)?"
    rf"(?:{_MONTHS}(?:{_DAYS})?)?)"
    rf"|{_D}0年代(?:初|末|中期|后期|初期|末期)?|{_MONTHS}(?:{_DAYS})?|{_DAYS}|{_D}{{1,2}}[:：]{_D}{{2}}"
    rf"|(?:{_YEAR4})[./-]{_D}{{1,2}}(?:[./-]{_D}{{1,2}})?(?![{_D[1:-1]}.％%万亿人名户元个])"
    rf"|{_D}{{1,2}}(?:时|点){_D}{{1,2}}分|[1-4]季度|{_D}{{3,4}}[-－—]{_D}{{7,8}}"
)
_CHINESE_DATE = re.compile(
    "[一二][九〇零○][〇零○一二三四五六七八九]{2}年(?:[一二三四五六七八九十]{1,2}月)?"
    "|[二三四五六七八九]十年代(?:初|末|中期|后期|初期|末期)?"
    "|[一二三四五六七八九十]{1,2}月(?:份|底|初|末|中旬|上旬|下旬)?(?:[一二三四五六七八九十廿]{1,3}[日号](?:[至到—-](?:[一二三四五六七八九十]{1,2}月)?[一二三四五六七八九十廿]{1,3}[日号])?)?|[一二三四]季度"
)
_RANGE = re.compile(rf"[ \u3000]?(?:{_DASH})[ \u3000]?(?={_D}|[一二两三四五六七八九十百千万几])")
_RANGE_MARKS = frozenset(" \u3000-－–—~～至到")
_AFTER_MARKS = frozenset(word[0] for word in AFTER)
_AFTER = re.compile("|".join(sorted(AFTER, key=len, reverse=True)))
_SHORT_OF = re.compile("不到(?![位场会岗人期者课勤家校县一二三0-9])")
_MAX_BEFORE = max(map(len, BEFORE))


def _by_beginning() -> dict[str, tuple[MeasureWord, ...]]:
    """Measure words, the longest first, by their first two characters, and those of one character by it."""
    table: dict[str, tuple[MeasureWord, ...]] = {}
    for first, words in measure_words().items():
        table[first] = alone = tuple(word for word in words if len(word.text) == 1)
        for beginning in {word.text[:2] for word in words if len(word.text) > 1}:
            longer = tuple(word for word in words if len(word.text) > 1 and word.text.startswith(beginning))
            table[beginning] = longer + alone
    return table


_MEASURE_WORDS = _by_beginning()
_LONGEST_RUN = 40
_GROWN = re.compile("[增提上下减降升高低涨跌缩扩差多少][^，。；：]{0,16}$|回落|回升")
"""Before 个点 as 百分点; elsewhere places are counted (看了4个点)."""
_PLUS = ("+", "＋")
_GAP = " \u3000\u2002\u2003\u00a0\n"
_SCALES = {"百": "%", "千": "千分之", "万": "万分之", "十万": "十万分之"}
_PER_HEADS = re.compile(r"/(?:10万|１０万|十万|10000|万)")
_ALTERNATIVE = re.compile(
    r"[（(](?:人次|户次|场次|[次套个件所人名位条家处户项场组座间支只头幅本册张副台部双床份])[）)]"
)
_HALF_TIME = re.compile(
    "个(?P<mark>[多余半几])?(?P<unit>小时|月|学时|课时|星期|工作日|学年|钟头|年头|昼夜|百分点|千分点|季度|学期)"
)

_TIMED = {
    unit: MeasureWord("个" + unit, "c" if unit in ("学期", "季度") else "t")
    for unit in "小时 月 学时 课时 星期 工作日 学年 钟头 年头 昼夜 百分点 千分点 季度 学期".split()  # noqa: SIM905
}


def find_quantities(page: Page) -> list[Found]:
    """All quantities of a page, in order. Dates met on the way are noted on the page as words."""
    text, found = page.text, []
    head = _HEAD.search(text)
    while head is not None:
        at = head.start()
        date = (_ARABIC_DATE if text[at].isdigit() else _CHINESE_DATE).match(text, at)
        if date and not durations.measures_days(text, at, date.end()):
            page.mark(at, date.end(), DATE)
            page.dates.append((at, date.end()))
            reached = date.end()
        else:
            one, reached = _read_at(page, at)
            if one is not None:
                found.append(one)
        head = _HEAD.search(text, reached)
    return sieve.keep(page, _share_units(page, found))


def _read_at(page: Page, at: int) -> tuple[Found | None, int]:
    """The quantity whose number begins here, ``None`` where there is none, and where reading goes on."""
    text = page.text
    if text[at] == "数" and text.startswith("分之", at + 2):
        return None, at + 1
    fraction = _read_fraction(text, at)
    if fraction is not None:
        return fraction, fraction.end
    core = _read_core(text, at)
    if core is None:
        run = _NUMBER.match(text, at)
        return None, run.end() if run else at + 1
    low, low_end = core
    unit, unit_end = _read_unit(text, low_end)
    reached = unit_end if unit and not unit.text.startswith("/") else low_end
    separator = _RANGE.match(text, reached) if text[reached : reached + 1] in _RANGE_MARKS else None
    high = _read_core(text, separator.end()) if separator and not _is_code(text, at) else None
    if high is not None:
        ranged = _compose_range(page, at, low, low_end, unit, high)
        if ranged is not None:
            return ranged, ranged.end
    one = _compose(text, at, low, low_end, unit, unit_end)
    return one, max(unit_end, low_end, one.end)


def _is_code(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return before.isascii() and before.isalpha()


@lru_cache(maxsize=16384)
def _parse(run: str) -> tuple[Numeral, int] | None:
    """The longest beginning of a run that is a numeral."""
    length = len(run)
    while length:
        numeral = read_numeral(run[:length].rstrip())
        if numeral is not None and not (numeral.looseness is Looseness.AROUND and numeral.value % 10 != 0):
            return numeral, length
        length -= 1
    return None


def _read_core(text: str, at: int) -> tuple[Numeral, int] | None:
    if text[at] == "半":
        return Numeral(Decimal("0.5")), at + 1
    run = _NUMBER.match(text, at, at + _LONGEST_RUN)
    if run is None:
        return None
    parsed = _parse(run.group())
    if parsed is None:
        return None
    numeral, length = parsed
    if text[at + length : at + length + 1].isdigit() and text[at + length - 1].isdigit():
        return None
    if numeral.looseness is Looseness.AROUND and text[at + length : at + length + 1] in "自到了源访信电":
        return Numeral(numeral.value), at + length - 1
    return numeral, at + length


def _read_unit(text: str, at: int) -> tuple[MeasureWord | None, int]:
    """The measure word that begins here, after at most two blanks; ``None`` and the same place without one."""
    begin = at
    while begin < at + 2 and text[begin : begin + 1] in _GAP and begin < len(text):
        begin += 1
    first = text[begin : begin + 1]
    if first == "个":
        timed = _HALF_TIME.match(text, begin)
        if timed:
            return _TIMED[timed["unit"]], timed.end()
    if first == "/":
        rate = _PER_HEADS.match(text, begin)
        return (MeasureWord(rate.group(), "m"), rate.end()) if rate else (None, at)
    words = _MEASURE_WORDS.get(text[begin : begin + 2])
    for word in words if words is not None else _MEASURE_WORDS.get(first, ()):
        if text.startswith(word.text, begin) and not word.guarded(text, begin):
            if word.text == "个点" and not _GROWN.search(text, max(0, at - 20), at):
                continue
            end = begin + len(word.text)
            single = word.kind == "c" and len(word.text) == 1 and word.text != "次"
            if (
                single
                and text[end : end + 1] == "次"
                and text[end + 1 : end + 2] not in ("数", "要", "日", "年")
            ):
                return MeasureWord(word.text + "次", "c"), end + 1
            return word, end
    return None, at


def _read_fraction(text: str, at: int) -> Found | None:
    """百分之三十, 十万分之七点一, 三分之二, 2/3."""
    mark = text.find("分之", at, at + 6)
    if mark > at:
        return _read_spoken_fraction(text, at, mark)
    if text[at + 1 : at + 2] == "/" and text[at].isdigit() and text[at + 2 : at + 3].isdigit():
        upper, lower = int(text[at]), int(text[at + 2])
        closed = text[at + 3 : at + 4]
        if (
            0 < upper < lower
            and not (closed.isascii() and closed.isalnum())
            and closed != "/"
            and text[at - 1 : at] not in "/.-"
        ):
            return _simple(text, at, at + 3, Decimal(upper) / Decimal(lower), "")
    return None


def _read_spoken_fraction(text: str, at: int, mark: int) -> Found | None:
    base_text = text[at:mark]
    core = _read_core(text, mark + 2) if mark + 2 < len(text) else None
    base = read_number(base_text)
    if core is None or not base:
        return None
    numeral, end = core
    if base_text in _SCALES:
        one = _simple(text, at, end, numeral.value, _SCALES[base_text])
        one.value_hi = numeral.high
        if numeral.looseness is Looseness.MORE:
            one.bound, one.step = Bound.AT_LEAST, numeral.step
        separator = _RANGE.match(text, end)
        high = _read_core(text, separator.end()) if separator else None
        if high is not None and high[0].value > one.value:
            one.value_hi, one.end = high[0].value, high[1]
        return _with_bound(text, one, numeral)
    one = _simple(text, at, end, numeral.value / base, "")
    return _with_bound(text, one, numeral)


def _simple(text: str, at: int, end: int, value: Decimal, unit: str) -> Found:
    return Found(at, end, at, end, value, None, None, Bound.EXACT, unit, "m", not text[at].isdigit())


def _compose(
    text: str, at: int, low: Numeral, low_end: int, unit: MeasureWord | None, unit_end: int
) -> Found:
    one = Found(
        at, unit_end if unit else low_end, at, low_end, low.value, low.high, low.step, Bound.EXACT,
        unit.text if unit else "", unit.kind if unit else "", not text[at].isdigit(),
    )  # fmt: skip
    if text[low_end : low_end + 1] in _PLUS and not unit:
        _read_plus(text, one)
    _read_after_unit(text, one)
    return _with_bound(text, one, low)


def _read_plus(text: str, one: Found) -> None:
    """10万+, 300+场: at least so many; not the sum or the code 1+10."""
    unit, end = _read_unit(text, one.number_end + 1)
    following = text[end : end + 1]
    if following.isdigit() or (following.isascii() and following.isalpha()) or following in _PLUS:
        return
    if unit is None and text[one.number_end - 1] not in "万亿":
        return
    one.end, one.approximate, one.bound = end, True, Bound.AT_LEAST
    one.step = last_place(one.value)
    if unit is not None:
        one.unit, one.kind = unit.text, unit.kind


def _compose_range(
    page: Page, at: int, low: Numeral, low_end: int, low_unit: MeasureWord | None, high: tuple[Numeral, int]
) -> Found | None:
    """3至5次, 8%—10%, 5-10万元; ``None`` when the two numbers make no range."""
    text = page.text
    upper, high_end = high
    unit, unit_end = _read_unit(text, high_end)
    if unit is None or (low_unit is not None and low_unit.text != unit.text):
        return None
    value = low.value * shared_multiplier(
        text[at:low_end], text[at:high_end].rstrip(), low.value, upper.value
    )
    top = upper.high or upper.value
    if value >= top:
        return None
    one = Found(
        at, unit_end, at, high_end, value, top, upper.step, Bound.EXACT, unit.text, unit.kind, not text[at].isdigit()
    )  # fmt: skip
    return _with_bound(text, one, upper)


def _read_after_unit(text: str, one: Found) -> None:
    """个多小时, 两公里半, 三年多, 人(次), 元/月."""
    unit = one.unit
    if unit.startswith("个") and len(unit) > 1:
        inner = text[one.number_end : one.end].lstrip()[1:2]
        if inner == "半":
            one.value += Decimal("0.5")
        elif inner in ("多", "余", "几"):
            one.approximate, one.step, one.bound = True, last_place(one.value), Bound.AT_LEAST
    following = text[one.end : one.end + 1]
    if unit == "成" and following and following in "一二三四五六七八九":
        one.value += (read_number(following) or Decimal(0)) / 10
        one.end += 1
    elif (
        (one.kind in "mt" or unit == "年")
        and following == "半"
        and one.value == one.value.to_integral_value()
        and unit != "%"
    ):
        one.value += Decimal("0.5")
        one.end += 1
    elif (
        following in ("多", "余")
        and one.kind in "mtc"
        and (unit in ("成", "倍") or _closes(text, one.end + 1))
    ):
        one.approximate, one.step, one.bound = True, last_place(one.value), Bound.AT_LEAST
        one.end += 1
    elif following and following in "(（":
        alternative = _ALTERNATIVE.match(text, one.end)
        if alternative and unit and one.kind in "cp":
            one.unit, one.end = text[one.end - len(unit) : alternative.end()], alternative.end()


def _closes(text: str, at: int) -> bool:
    following = text[at : at + 1]
    return not following or following in "，。；、）)的钱路地时！,;" or following == "月"


def _with_bound(text: str, one: Found, numeral: Numeral) -> Found:
    """Words of approximation on either side; the first of several decides."""
    bound = Bound.AT_LEAST if one.approximate else Bound.EXACT
    if numeral.looseness is Looseness.MORE:
        bound = Bound.AT_LEAST
    elif numeral.looseness is Looseness.AROUND:
        bound = Bound.APPROX
    if numeral.looseness is not Looseness.NONE:
        one.approximate = True
    after = _AFTER.match(text, one.end) if text[one.end : one.end + 1] in _AFTER_MARKS else None
    if after:
        one.approximate = True
        one.end = after.end()
        if bound is Bound.EXACT:
            bound = AFTER[after.group()]
    elif (
        text[one.end : one.end + 1] == "不"
        and bound is Bound.EXACT
        and one.unit
        and _SHORT_OF.match(text, one.end)
    ):
        one.approximate, one.end, bound = True, one.end + 2, Bound.AT_MOST
    word = sieve.word_before(text, one.start, _MAX_BEFORE)
    if (
        word is None
        and text[one.start - 1 : one.start] == "\n"
        and text[one.start - 2 : one.start - 1] in ("近", "约", "超", "逾")
    ):
        word = text[one.start - 2]
        one.start -= 1
    if word is not None:
        one.approximate = True
        one.start -= len(word)
        bound = BEFORE[word]
    elif text[one.start - 1 : one.start] in ("-", "－", "−") and sieve.is_sign(text, one.start - 1):
        one.start -= 1
        one.value = -one.value
    one.bound = bound
    if bound is not Bound.AT_LEAST or (after and numeral.looseness is Looseness.NONE):
        one.step = None
    return one


def _share_units(page: Page, found: list[Found]) -> list[Found]:
    """In 2 180、19 046和13 203件次 the bare numbers take the unit of the last; 三、四个 is a range."""
    text = page.text
    merged: list[Found] = []
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        following = merged[-1] if merged else None
        if one.unit == "" and following is not None and following.unit and one.kind == "":
            between = text[one.end : following.start]
            if between and between.strip() in ("、", "和", "与", "及", "，", "或", "/"):
                if one.spelled and following.spelled and _neighbours(one, following):
                    following.value, following.value_hi = one.value, following.value
                    following.start, following.number_start = one.start, one.number_start
                    continue
                if not one.spelled and (between.strip() != "，" or _one_column(one, following)):
                    one.unit, one.kind = following.unit, following.kind + "s"
        merged.append(one)
    merged.reverse()
    return merged


def _one_column(one: Found, following: Found) -> bool:
    """Whether numbers apart by a comma are written alike: 2 180，19 046件次, not 1.2万，两小时."""
    alike = not following.spelled and one.value == one.value.to_integral_value() and following.kind in "cp"
    return alike and one.value >= 100 and one.number_end - one.number_start >= 3


def _neighbours(one: Found, following: Found) -> bool:
    return (
        one.end == following.start - 1 and following.value_hi is None and 0 < following.value - one.value <= 2
        and following.value < 10
    )  # fmt: skip
