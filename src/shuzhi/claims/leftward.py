"""Walking left from a number: over the words between thing and number, then over the noun phrase.

Knows the kinds of words on a page; does not decide whether the left or the right phrase is the thing counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuzhi.claims.lexicon import (
    ACTION,
    ADVERB,
    BODY,
    DATE,
    FIXED,
    LINK,
    NOUN,
    PARTICIPLE,
    SCOPE,
    STOP,
    VERB,
)  # fmt: skip
from shuzhi.claims.marks import (
    ADVERB_SINGLES,
    ATTRIBUTE_HEADS,
    BOUND_SINGLES,
    CLOSING,
    DOERS,
    ENDS,
    GAPS,
    HARD,
    JOINING,
    LEVEL,
    LIGHT_VERBS,
    LIMITS,
    MANNERS,
    NAMING,
    OPENING,
    QUOTES_CLOSING,
    QUOTES_OPENING,
    RATE_HEADS,
    SERVING,
    SOFT,
    SUFFIXES,
    ends_line,
    tidy,
)  # fmt: skip
from shuzhi.claims.page import Page

_WHOLE_WORDS = frozenset((NOUN, BODY, FIXED, PARTICIPLE))
_VERB_POSITION = frozenset((ADVERB, LINK, BODY, SCOPE, DATE, VERB, STOP))
_REACH = 48
_LONGEST_BRACKET = 9
_LONGEST_GROUP = 8
_AVERAGES = frozenset(("平均",))
_HANDLING = frozenset(("接待", "受理", "办理", "接听"))
_CODED = re.compile("[A-Za-z]{1,4}[0-9.]{1,4}$")
"""N95, PM2.5: the name of a thing."""
_SCHOOLING = frozenset(("学历", "文化", "文化程度", "程度", "职称", "学位"))
_TIME_ENDS = frozenset("年月日天前后时")
_ITEM_NUMBER = re.compile("[一二三四五六七八九十]{1,3}$")
_ARTICLE = re.compile("(?<![第统唯专单万同])一(?:场|次|批|支|名|位|家|项|篇|部)(?!级|把|部分)")


@dataclass(slots=True)
class Span:
    """A phrase found on the left. ``stop`` is the kind of word or the mark that ended the walk, "" at the edge."""

    begin: int
    end: int
    stop: str


def kind_at(page: Page, at: int, floor: int) -> str:
    """What stands left of the number once links are gone: "np", "verb" or "none"."""
    if at <= floor:
        return "none"
    mark = page.text[at - 1]
    if mark in "一二三四五六七八九十" and page.text[at : at + 1] == "是":
        return "none"
    if mark in HARD or mark in SOFT or mark in OPENING or mark in GAPS or mark == "、" or mark == "和":
        return "none"
    word = page.end_at.get(at)
    if word is None or word[0] < floor:
        return "np"
    if word[1] == VERB:
        inside = at - word[0] == 1 and word[0] > floor and word[0] not in page.end_at
        within = inside and page.text[word[0] - 1] not in ENDS and page.text[at : at + 1] not in ("了", "过")
        return "np" if within else "verb"
    if word[1] == STOP and page.text[word[0] : at] in LIMITS:
        return "np"
    if word[1] == STOP and (at - word[0] > 1 or mark in BOUND_SINGLES):
        return "np" if _ends_noun(page, word[0], mark, floor) else "none"
    return "np"


def _ends_noun(page: Page, at: int, mark: str, floor: int) -> bool:
    """姊妹对, 教育令, 衣被: a one-character word that is the end of a noun here."""
    if at <= floor or page.text[at - 1] in ENDS:
        return False
    return mark in "令约被" or (mark in "对比" and at not in page.end_at)


def left_phrase(page: Page, at: int, floor: int) -> Span:
    """The noun phrase that ends at ``at``: back to a verb, a preposition, 的, a mark or the claim before."""
    span = Span(at, at, "")
    lowest = max(floor, at - _REACH)
    while span.begin > lowest and not span.stop:
        if not _step_over_mark(page, span, lowest):
            word = page.end_at.get(span.begin)
            if word is None or word[0] < floor:
                span.begin -= 1
            else:
                _step_over_word(page, span, word, floor)
    return span


def _step_over_mark(page: Page, span: Span, lowest: int) -> bool:
    """Deal with a mark left of the phrase: pass quotes and brackets, stop at the rest; False when there is none."""
    text, begin = page.text, span.begin
    mark = text[begin - 1]
    empty = begin == span.end
    if "\u4e00" <= mark <= "\u9fff":
        return False
    if mark in GAPS:
        if ends_line(text, begin - 1):
            span.stop = mark
        else:
            span.begin -= 1
    elif mark in QUOTES_CLOSING and page.quote_start.get(begin, -1) >= lowest:
        if mark == "》" and not empty:
            span.stop = mark
        else:
            span.begin = page.quote_start[begin]
    elif mark in CLOSING:
        _step_over_bracket(text, span, lowest)
    elif (
        mark in HARD or mark in SOFT or mark in OPENING or mark in QUOTES_OPENING or (mark == "、" and empty)
    ) or (mark == "、" and _numbers_item(text, begin - 1)):
        span.stop = mark
    elif mark.isdigit() and mark.isascii() and not empty:
        coded = _CODED.search(text, max(lowest, begin - 8), begin)
        if coded is None:
            span.stop = mark
        else:
            span.begin = coded.start()
    elif mark == "、":
        span.begin -= 1
    else:
        return False
    return True


def _numbers_item(text: str, at: int) -> bool:
    """三、春耕前办班: whether the mark follows the number of an item at the head of a sentence."""
    number = _ITEM_NUMBER.search(text, max(0, at - 4), at)
    return number is not None and (number.start() == 0 or text[number.start() - 1] in "。；！？\n：:")


def _step_over_bracket(text: str, span: Span, lowest: int) -> None:
    """宣传品（单）10份 leaves the bracket out, 村（社区）干部10名 keeps it."""
    begin = span.begin
    opened = max(text.rfind("（", lowest, begin), text.rfind("(", lowest, begin))
    if opened < lowest:
        span.stop = text[begin - 1]
    elif begin == span.end:
        span.begin = span.end = opened
    elif begin - opened <= _LONGEST_BRACKET:
        span.begin = opened
    else:
        span.stop = text[begin - 1]


def _step_over_word(page: Page, span: Span, word: tuple[int, str], floor: int) -> None:
    """Take a known word into the phrase or end the phrase at it."""
    text, begin, end = page.text, span.begin, span.end
    start, kind = word
    if kind in _WHOLE_WORDS and (begin - start > 1 or kind != PARTICIPLE):
        span.begin = start
        if kind == PARTICIPLE and begin != end and _named_before(page, start):
            span.stop = PARTICIPLE
    elif begin - start == 1:
        if _single_ends(page, start, span, kind, floor):
            span.stop = "的" if text[start] == "的" else kind
        else:
            span.begin = start
    elif kind == ACTION:
        if begin != end and _acts(page, start, span, floor):
            span.stop = VERB
        else:
            span.begin = start
    elif kind == VERB:
        of_rate = text[begin:end].endswith(("率", "比例", "比重")) and not in_verb_position(
            page, start, floor
        )
        if begin != end and (of_rate or _compounds(text, begin, end)):
            span.begin = start
            named = page.end_at.get(start)
            if not of_rate and end - begin > 1 and named is not None and named[1] in (NOUN, BODY):
                span.stop = VERB
        else:
            span.stop = VERB
    elif kind == STOP and text[start:begin] in LIMITS:
        grouped = page.groups.get(begin, start)
        if (end - begin >= 2 and text[begin:end] not in _SCHOOLING) or end - grouped > _LONGEST_GROUP:
            span.stop = kind
        else:
            span.begin = grouped
    elif kind == SCOPE:
        span.begin, span.stop = (start if begin == end else begin), SCOPE
    elif (end - begin >= 2 and text[start:begin] in _AVERAGES) or (
        begin != end and kind in (LINK, ADVERB) and _is_attribute(page, span, start, floor)
    ):
        span.begin = start
    else:
        span.stop = kind


def _named_before(page: Page, at: int) -> bool:
    """特教学校|在校学生: whether a noun or a quoted name stands before a word that says which are meant."""
    word = page.end_at.get(at)
    return page.text[at - 1] in QUOTES_CLOSING or (word is not None and word[1] == NOUN and at - word[0] > 1)


def _is_attribute(page: Page, span: Span, start: int, floor: int) -> bool:
    """拥有|量 and “两癌”免费筛查: an adverb or link that belongs to the noun behind it."""
    text = page.text
    if span.end - span.begin == 1:
        return text[span.begin] in SUFFIXES and text[start] not in "里中内"
    before = page.end_at.get(start)
    led = start > floor and (text[start - 1] in QUOTES_CLOSING or (before is not None and before[1] == NOUN))
    return led and text[start : span.begin] in MANNERS


def _single_ends(page: Page, start: int, span: Span, kind: str, floor: int) -> bool:
    """Whether a one-character word inside a phrase is a word of its own (在, 的) or part of one (技能, 社会)."""
    text, begin, end = page.text, span.begin, span.end
    mark = text[start]
    if mark in JOINING:
        return begin == end
    if mark in BOUND_SINGLES or kind == DATE:
        return begin != end or mark not in "对令约比被"
    before = page.end_at.get(start)
    if mark in "里中":
        return begin != end and (before is not None or begin in page.begin_at)
    if end - begin < 2 or (kind not in (VERB, ADVERB) and mark not in "到至按凭"):
        return False
    if mark in ADVERB_SINGLES:
        return True
    if kind == VERB and text[begin:end].endswith(("率", "比例", "比重")):
        return False
    return (
        start <= floor
        or text[start - 1] in ENDS
        or before is not None
        or text[start - 1] in _TIME_ENDS
        or text[start - 1] in QUOTES_CLOSING
    )


def _compounds(text: str, begin: int, end: int) -> bool:
    """One character is never the whole thing: 登记|站, 住院|日; and a rate takes its verb with it: 配齐|比例."""
    listed = text.find("、", begin, end)
    end = listed if listed > 0 else end
    return end - begin == 1 or text[begin:end] in RATE_HEADS or text[begin:end] in ATTRIBUTE_HEADS


def _acts(page: Page, start: int, span: Span, floor: int) -> bool:
    """Whether a word such as 培训 is the verb before its object (培训妇女1200人) or part of a name (培训班)."""
    if _compounds(page.text, span.begin, span.end) or page.text[span.begin] == "、":
        return False
    adjacent = page.begin_at.get(span.begin)
    if adjacent is not None and adjacent[1] == ACTION and adjacent[0] == span.end:
        return page.text[start : span.begin] in _HANDLING
    return in_verb_position(page, start, floor)


def in_verb_position(page: Page, start: int, floor: int) -> bool:
    """Whether a word that begins here stands where a verb is expected: after a mark, a body, a time, a verb."""
    while start > floor:
        mark, word = page.text[start - 1], page.end_at.get(start)
        if mark in HARD or mark in SOFT or mark in GAPS or mark in CLOSING or mark in "前后间时夕际":
            return True
        if mark in QUOTES_CLOSING:
            return page.text[start : start + 2] not in NAMING
        if word is None or word[0] < floor:
            return False
        if word[1] != ACTION:
            doer = word[1] == NOUN and page.text[max(word[0], start - 2) : start] in DOERS
            return doer or (word[1] in _VERB_POSITION and mark not in "的和与")
        start = word[0]
    return True


def left_name(page: Page, span: Span) -> str:
    """The phrase of a span without what does not belong to it: light verbs and bodies in front, particles."""
    begin = _proper_begin(page, span)
    text = page.text
    article = (
        _ARTICLE.search(text, begin + 1, span.end - 1) if text.find("一", begin, span.end) >= 0 else None
    )
    return _without_level(tidy(text[article.end() if article else begin : span.end]))


def _proper_begin(page: Page, span: Span) -> int:
    text, begin, end = page.text, span.begin, span.end
    if text[begin : begin + 1] in ("（", "("):
        closed = max(text.find("）", begin, end), text.find(")", begin, end))
        begin = closed + 1 if closed > 0 else begin
    while begin < end and text[begin] in " \u3000\n、和与及并":
        word = page.begin_at.get(begin)
        if word is not None and word[0] > begin + 1:
            break
        begin += 1
    if end - begin >= 3 and text[begin - 1 : begin] in ("各", "多") and text[begin] in "项类种个式位名家批":
        begin += 1
    if end - begin >= 4 and text[begin] == "一" and text[begin + 1] in "个名位批支条家户些项":
        begin += 2
    while (
        end - begin >= 3
        and page.begin_at.get(begin, (begin + 1,))[0] == begin + 1
        and text[begin] in "即共曾又也还就均都再仅才已先另并且便"
    ):
        begin += 1
    word = page.begin_at.get(begin)
    if word is not None and word[1] == BODY and word[0] < end - 2 and text[word[0]] in LIGHT_VERBS:
        inner = page.begin_at.get(word[0])
        return word[0] + 1 if inner is None or inner[0] == word[0] + 1 else begin
    goes_on = begin + 1 in page.begin_at
    if end - begin >= 3 and goes_on and text[begin] in LIGHT_VERBS and (word is None or word[0] == begin + 1):
        return begin + 1
    return begin


def _without_level(phrase: str) -> str:
    last = phrase[-1:]
    titled = phrase.find("《") if last == "》" else -1
    if titled >= 2 and phrase[titled - 1] not in "、和与":
        phrase = phrase[:titled]
    level = LEVEL.search(phrase) if last == "级" else None
    return phrase[: level.start()] if level and level.start() >= 2 else phrase


def served_name(page: Page, span: Span) -> str:
    """为职工维修自行车20辆: after 为 or 给 stand the person served, the deed, then perhaps the thing; "" elsewhere."""
    before = page.end_at.get(span.begin)
    if before is None or page.text[before[0] : span.begin] not in SERVING:
        return ""
    at, deed = span.begin, None
    while at < span.end:
        word = page.begin_at.get(at)
        if word is not None and word[1] in (ACTION, VERB) and at > span.begin:
            deed = (at, word[0])
        at = word[0] if word is not None else at + 1
    if deed is None:
        return ""
    return tidy(page.text[deed[1] : span.end]) or page.text[deed[0] : deed[1]]
