"""What surrounds a claim: period, rate base, modifiers, the whole it is part of, the organisation named.

Knows dates and sentence marks on a page; does not know periods of any ledger.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from shuzhi.claims.found import Found
from shuzhi.claims.lexicon import alternatives, words_of
from shuzhi.claims.model import Claim
from shuzhi.claims.page import Page
from shuzhi.values.numerals import read_number
from shuzhi.values.quantity import Bound
from shuzhi.values.units import same_family

_MODIFIERS = re.compile(alternatives(tuple(sorted(words_of("modifiers.txt"), key=len, reverse=True))))
_MODIFIER_MARKS = frozenset(word[0] for word in words_of("modifiers.txt"))
_LINE_END = re.compile("\n")
_CLAUSE = re.compile("[，。；：！？\n]")
_PER = re.compile(
    "每(?:一|个)?((?:[0-9百千万两三十]+)?(?:个?(?:月|年|天|日|周|季度?|学期|星期)|[人户村镇乡县亩名位家场次期批]|[^，。；、0-9一二三四五六七八九十]{1,3}))"
)
_AVERAGE = re.compile("(人|户|亩|年|月|日|村|场|生|班|校|床|例|组|店|镇|乡)均")
_OVER = re.compile(r"[/／](年|月|天|日|周|人|户|亩|次|小时|平方米)")
_DETACHED = re.compile(
    "(至少|不少于|不得少于|不低于|(?:大约|约|(?<!接)近|不超过|超过)(?=[占为有需合计达]))[^，。；、：0-9一二三四五六七八九十百千万]{0,16}$"
)
_DETACHED_MARKS = frozenset("少低约近超")
_DETACHED_BOUNDS = {"大约": Bound.APPROX, "约": Bound.APPROX, "近": Bound.NEARLY, "不超过": Bound.AT_MOST}
_NOT_ABOUT = frozenset("节预签契公违条合特履制婚最附")
_YEAR = re.compile("((?:1[0-9]|20)[0-9]{2})")
_MONTH = re.compile("([0-9]{1,2})月")
_DAY = re.compile("月([0-9]{1,2})[日号]")
_YEARS = re.compile("((?:1[0-9]|20)[0-9]{2})\\s?年?(?:[-－–—~～]{1,2}|至|到)((?:1[0-9]|20)[0-9]{2})年")
_HALF = re.compile("(上|下)半年")
_QUARTER = re.compile("(?:第)?([一二三四1-4])季度")
_SENTENCE = 300
"""A sentence is looked back over no further than this, which keeps the work linear."""
_BODIES = "妇联|妇女联合会|党支部|党总支|党委|党组|总工会|团委|红十字会|残联|科协|文联|街道|社区|政府|医院|学校|[省市县区旗镇乡村]"
_ORGANISATION = re.compile(
    rf"[ \u3000]*([\u4e00-\u9fff]{{0,10}}?(?:{_BODIES}))(?=[共全的在组举召开先累有评建发培，新办]|联合|今年|去年)"
)


class Setting:
    """Turns found quantities of one page into claims."""

    def __init__(self, page: Page, found: list[Found], *, start: int = 0, base: int = 0) -> None:
        """``start`` is where the page begins in its text, ``base`` how many claims stand before it."""
        self._page, self._found, self._start, self._base = page, found, start, base
        self._dates = [begin for begin, _ in page.dates]
        self._lines = [0, *(mark.end() for mark in _LINE_END.finditer(page.text))]
        self._organisation_of: dict[int, str | None] = {}
        self._period_of: dict[int, str | None] = {}

    def claim(self, place: int) -> Claim:
        """The claim of the quantity at this place in the list."""
        one, text = self._found[place], self._page.text
        floor = self._found[place - 1].end if place else 0
        clause = text[max(floor, one.start - 24) : one.start]
        if clause:
            clause = _CLAUSE.split(clause)[-1]
        return Claim(
            start=one.start + self._start,
            end=one.end + self._start,
            quantity=text[one.start : one.end],
            value=one.value,
            bound=_bound(one, clause),
            unit=one.unit.strip(),
            what=one.what,
            value_hi=one.value_hi,
            step=one.step,
            per=one.per or _per(text, one, clause),
            period=self._period(one.start),
            part_of=self._whole(place),
            modifiers=()
            if _MODIFIER_MARKS.isdisjoint(clause)
            else tuple(dict.fromkeys(_MODIFIERS.findall(clause))),
            organisation=self._organisation(one.start),
        )

    def _period(self, at: int) -> str | None:
        """The last date in the sentence, with the year that the paragraph last named."""
        last = bisect_left(self._dates, at) - 1
        if last < 0:
            return None
        begin = self._page.dates[last][0]
        paragraph = self._lines[bisect_right(self._lines, at) - 1]
        if begin < paragraph:
            return None
        if begin not in self._period_of:
            self._period_of[begin] = self._read_period(last, paragraph)
        return self._period_of[begin]

    def _read_period(self, last: int, paragraph: int) -> str | None:
        text = self._page.text
        begin, end = self._page.dates[last]
        words = text[begin : end + 3]
        span = _YEARS.match(text, begin, end)
        if span and span[1] <= span[2]:
            return f"{span[1]}-01-01..{span[2]}-12-31"
        year = None
        for place in range(last, -1, -1):
            start, stop = self._page.dates[place]
            if start < paragraph:
                break
            named = _YEAR.match(text, start, stop)
            if named:
                year = named[1]
                break
        if year is None:
            return None
        return _period_code(year, words[: end - begin], words)

    def _organisation(self, at: int) -> str | None:
        """The body named at the head of the sentence, where one is."""
        text, lowest = self._page.text, max(0, at - _SENTENCE)
        head = max(text.rfind("。", lowest, at), text.rfind("\n", lowest, at), lowest - 1) + 1
        if head not in self._organisation_of:
            named = _ORGANISATION.match(text, head)
            self._organisation_of[head] = (
                named[1] if named and len(named[1]) > 1 and named.end() <= at else None
            )
        return self._organisation_of[head]

    def _whole(self, place: int) -> int | None:
        """其中: the nearest earlier count of the same kind that is not itself a part."""
        one, text = self._found[place], self._page.text
        lowest = max(0, one.start - _SENTENCE)
        marker = text.rfind("其中", lowest, one.start)
        if marker < 0:
            return None
        sentence = max(text.rfind(mark, lowest, one.start) for mark in "。\n；")
        if marker < sentence:
            return None
        for earlier in range(place - 1, -1, -1):
            other = self._found[earlier]
            if other.start < sentence:
                return None
            if other.end <= marker and same_family(other.unit, one.unit):
                return earlier + self._base
        return None


def _bound(one: Found, clause: str) -> Bound:
    if one.approximate or _DETACHED_MARKS.isdisjoint(clause):
        return one.bound
    detached = _DETACHED.search(clause)
    if detached is None or (detached.start() and clause[detached.start() - 1] in _NOT_ABOUT):
        return one.bound
    return _DETACHED_BOUNDS.get(detached[1], Bound.AT_LEAST)


def _per(text: str, one: Found, clause: str) -> str | None:
    if "每" in clause:
        bases = _PER.findall(clause)
        if bases:
            return str(bases[-1]).removeprefix("个")
    if "均" in clause:
        average = _AVERAGE.search(clause)
        if average:
            return average[1]
    over = _OVER.match(text, one.end)
    return over[1] if over else None


def _period_code(year: str, words: str, around: str) -> str:
    half, quarter = _HALF.search(around), _QUARTER.search(around)
    if half:
        return f"{year}H{'上下'.index(half[1]) + 1}"
    if quarter:
        return f"{year}Q{int(read_number(quarter[1]) or 1)}"
    month, day = _MONTH.search(words), _DAY.search(words)
    if month and 1 <= int(month[1]) <= 12:
        code = f"{year}-{int(month[1]):02d}"
        return f"{code}-{int(day[1]):02d}" if day and 1 <= int(day[1]) <= 28 else code
    return year
