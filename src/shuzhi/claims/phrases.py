"""What a quantity counts: the phrase on its left or right, or one carried over from before.

Knows how Chinese reports order thing and number (妇女干部12名, 12名妇女干部, 发放资料10份, A、B各3场, 分别为).
Does not know whether a number is a figure; that is settled before.
"""

from __future__ import annotations

import re

from shuzhi.claims.carrying import (
    SESSION_UNITS,
    carried,
    from_verb,
    goes_on_about,
    is_attribute,
    is_deed_again,
    joined,
    of_thing,
    repeats_deed,
    topic_before,
)
from shuzhi.claims.found import Found
from shuzhi.claims.leftward import (
    Span,
    in_verb_position,
    kind_at,
    left_name,
    left_phrase,
    served_name,
)  # fmt: skip
from shuzhi.claims.lexicon import (
    ACTION,
    ADVERB,
    BODY,
    DATE,
    LINK,
    NOUN,
    PARTICIPLE,
    SCOPE,
    STOP,
    VERB,
    contexts,
)
from shuzhi.claims.marks import ENDS, HARD, LEVEL, PERSON_ENDS, tidy
from shuzhi.claims.page import Page
from shuzhi.claims.passing import strip_links
from shuzhi.claims.rightward import right_phrase
from shuzhi.claims.sharing import name_before_list, name_groupings, spread_respectively

_LEFT_FIRST = frozenset(
    [
        "人",
        "人次",
        "%",
        "％",
        "‰",
        "元",
        "倍",
        "件次",
        "例次",
        "家次",
        "户次",
        "口人",
        "岁",
        "人·次",
        "个百分点",
        "百分点",
        "成",
        "美元",
        "/10万",
        "块钱",
        "十万分之",
        "千分之",
        "万分之",
    ]
)
"""Units whose thing stands on the left unless 的 follows."""
_SHARE = re.compile(r"(?:分别|约各|约|仅|只|各|均|都|也|还|共|又|已|就)?占(?!比|地)[^，。；：\n]{0,24}?$")
_OTHERS = re.compile("(?:其他|其它|其余)$")
_BARE_MEASURES = frozenset(contexts("deeds")["bare_measures"])
_UNKNOWN_VERB = re.compile("(?:能[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff][下起掉完住去成])$")
"""能走, 包下: an unknown verb by the word before or after its stem."""
_POINTS = frozenset(("个百分点", "百分点", "%", "％", "倍"))
_BASELINE = re.compile("(?:高出|高于|低于|低出|超出|优于|领先于?|落后于?)[^，。；：、0-9]{2,12}$")
"""高出全省平均线5.3个百分点: what a figure is held against."""
_PRONOUNS = frozenset(("她们", "他们", "它们", "我们", "咱们", "大家", "自己"))
_STEM_ENDS = frozenset("下起掉完住去成")
_TARGET = re.compile("的(?:目标|任务|计划|要求|规定|标准)")
_FULFILLED = re.compile("完成(?:了)?[^，。；：、]{0,8}(?:任务|计划|目标|预算|指标)(?:数|任务)?的?$")
_SHARE_UNITS = frozenset(("%", "％", "成", "", "‰"))
_BASE_MEASURES = frozenset("个名位家所支一")
"""After 每 with one of these the noun of the base still follows (每个女劳力); 每人, 每户 are whole."""
_NEAR, _REMEMBERED = 12, 80
"""Characters within which a count may lean on the one before, or on the last one of its unit."""
_LONGEST_DEED = 14
_ACTING_ENDS = PERSON_ENDS | frozenset("部所院站馆校中心厂队")
"""Last characters of people and institutions that act."""


def name_things(page: Page, found: list[Found]) -> None:
    """Set ``what`` of every quantity."""
    named: dict[str, Found] = {}
    wholes: dict[str, Found] = {}
    for place, one in enumerate(found):
        before = found[place - 1] if place else None
        one.what = _shared_base(page, found, place) or _name(page, one, before)
        whole = wholes.get(one.unit)
        if whole is not None and goes_on_about(page, one, whole):
            one.what = whole.what
        if "其中" not in page.text[max(before.end if before else 0, one.start - _NEAR) : one.start]:
            wholes[one.unit] = one
        if not one.what and one.unit in named and one.start - named[one.unit].end <= _REMEMBERED:
            one.what = named[one.unit].what
        named[one.unit] = one
    spread_respectively(page, found)
    name_before_list(page, found)
    name_groupings(page, found)


def _name(page: Page, one: Found, before: Found | None) -> str:
    text = page.text
    floor = before.end if before is not None else 0
    group = page.groups.get(one.start)
    if group is not None:
        return text[group : one.start]
    share = _share_subject(page, one, floor, before)
    if share is not None:
        return share
    if (
        before is not None
        and one.unit in _POINTS
        and _BASELINE.search(text, max(floor, one.start - 18), one.start)
    ):
        return before.what
    if before is not None and one.unit in _POINTS and _TARGET.match(text, one.end):
        return before.what
    at, linked = strip_links(page, one.start, floor)
    side = "none" if one.kind == "t" and text[at - 1 : at] == "用" else _side(page, at, floor)
    right = right_phrase(page, one)
    described = _described(page, at, floor)
    if described and not right:
        return described
    if side == "np" and not (right and _right_wins(page, one, at, right, floor)):
        name = _left_name(page, one, at, floor, before, linked)
        if name:
            return name
    if before is not None and before.unit == one.unit and text.startswith("其余", at):
        return before.what
    if right:
        return tidy(text[right[0] : right[1]])
    if side == "verb":
        return from_verb(page, one, at, floor, before)
    return carried(page, one, at, floor, before, linked)


def _described(page: Page, at: int, floor: int) -> str:
    """参加互助组的有25人: those who do it are counted, so the deed names them; "" unless 的 stands alone."""
    text = page.text
    if text[at : at + 1] != "的" or at - floor < 2:
        return ""
    last = page.end_at.get(at)
    if last is not None and last[1] not in (VERB, ACTION, PARTICIPLE):
        return ""
    begin = at
    while begin > max(floor, at - _LONGEST_DEED) and (text[begin - 1] not in ENDS or text[begin - 1] == "、"):
        begin -= 1
    while begin < at:
        word = page.begin_at.get(begin)
        if text[begin] not in "和与及" and (word is None or word[1] not in (ADVERB, SCOPE, DATE, LINK)):
            break
        begin = word[0] if word is not None else begin + 1
    return tidy(text[begin:at]) if at - begin >= 3 else ""


def _side(page: Page, at: int, floor: int) -> str:
    """As ``kind_at``; an unknown character before 了 or 过 is a verb too."""
    side = kind_at(page, at, floor)
    if side == "np" and page.text[at : at + 1] in ("了", "过") and at not in page.end_at:
        page.mark(at - 1, at, VERB)
        return "verb"
    last = page.text[at - 1 : at]
    if side == "np" and at - floor >= 2 and (last in _STEM_ENDS or "能" in page.text[at - 3 : at - 1]):
        modal = _UNKNOWN_VERB.search(page.text, max(floor, at - 3), at)
        if modal is not None and not any(place in page.end_at for place in range(modal.start() + 2, at + 1)):
            page.mark(modal.start(), at, VERB)
            return "verb"
    return side


def _left_name(page: Page, one: Found, at: int, floor: int, before: Found | None, linked: bool) -> str:
    span = left_phrase(page, at, floor)
    if (
        before is not None
        and span.begin == floor
        and before.what
        and page.text.startswith(before.what, floor)
    ):
        own = floor + len(before.what)
        past = _past_deed(page, own)
        span.begin = min(past if past < span.end else own, span.end)
    alone = page.end_at.get(span.end, (-1, ""))
    scope = alone == (span.begin, SCOPE) and one.kind == "c" and one.unit not in ("户", "个", "家")
    if page.text[span.begin : span.end] in _PRONOUNS or scope:
        return ""
    name = served_name(page, span) or _deed_of(page, one, span) or left_name(page, span)
    if name in _BARE_MEASURES and span.stop == "的":
        name = left_name(page, left_phrase(page, span.begin - 1, floor)) or name
    if "、" in name and page.text[span.end : span.end + 1] == "等" and span.stop == LINK:
        stop, _ = strip_links(page, span.begin, floor)
        name = left_name(page, left_phrase(page, stop, floor)) or name
    if is_attribute(name) and (before is None or not joined(page.text, before, one)):
        return topic_before(page, span.begin, floor) or name
    if before is None:
        return name
    if name and is_deed_again(page, one, before, at):
        name = before.what
    return _named_before(page, one, span, name, before, linked)


def _named_before(page: Page, one: Found, span: Span, name: str, before: Found, linked: bool) -> str:
    """The name beside the number, or that of the count before where the one here says only which part, rate or level
    of it."""
    if is_attribute(name):
        return of_thing(page, one, before, span.begin) or name
    if repeats_deed(page, one, before, span):
        return before.what
    if span.stop == STOP and page.text[span.begin - 1] in "距比" and before.unit == one.unit:
        return before.what
    if _is_rate_base(page, span):
        rest = _past_base(page, span)
        if rest or before.unit == one.unit or joined(page.text, before, one):
            return rest or before.what
    caused = linked and span.stop == STOP and page.text[span.begin - 1] in "因经按据从由在对于"
    if caused and before.unit == one.unit:
        return before.what
    between = page.text[before.end : one.start]
    near = before.unit == one.unit and len(between) <= _NEAR and not any(mark in HARD for mark in between)
    if near and between[0] in "（(" and page.end_at.get(span.end, (0, ""))[1] in (PARTICIPLE, ACTION):
        return before.what
    if (
        LEVEL.fullmatch(name)
        and not LEVEL.fullmatch(before.what)
        and (near or joined(page.text, before, one))
    ):
        return before.what
    return name


def _deed_of(page: Page, one: Found, span: Span) -> str:
    """机关干部捐款8746元, 介绍所登记320人: money and people are counted by the deed, not by who did it."""
    word = page.end_at.get(span.end)
    if word is None or word[1] != ACTION or word[0] <= span.begin or _is_held(one):
        return ""
    doer = page.end_at.get(word[0])
    acts = doer is not None and doer[1] == NOUN and word[0] - doer[0] > 1
    if not acts or page.text[word[0] - 1] not in _ACTING_ENDS:
        return ""
    if one.unit in ("人", "名", "位") and page.text[word[0] - 1] in PERSON_ENDS:
        return left_name(page, Span(span.begin, word[0], span.stop))
    return page.text[word[0] : span.end]


def _is_held(one: Found) -> bool:
    """Units of occasions, before which who acts belongs to the name: 领导干部讲党课10次."""
    return one.kind == "c" and one.unit in SESSION_UNITS


def _past_deed(page: Page, at: int) -> int:
    """5个基地接待学生1.9万人: past the verb whose subject was counted before."""
    word = page.begin_at.get(at)
    return word[0] if word is not None and word[1] in (ACTION, VERB) else at


def _past_base(page: Page, span: Span) -> str:
    """平均每个女劳力投工84个: what is left of the phrase behind the base of the rate."""
    word = page.begin_at.get(span.begin)
    return tidy(page.text[word[0] : span.end]) if word is not None and word[1] == NOUN else ""


def _is_rate_base(page: Page, span: Span) -> bool:
    """平均每个村15名: the village is what the rate refers to."""
    word = page.end_at.get(span.begin)
    base = page.text[word[0] : span.begin] if word is not None else ""
    first = page.begin_at.get(span.begin)
    if first is not None and first[1] == ACTION:
        return False
    return base.startswith("每") and (base == "每" or base[-1] in _BASE_MEASURES)


def _right_wins(page: Page, one: Found, left_end: int, right: tuple[int, int], floor: int) -> bool:
    """When nouns stand on both sides: counters take the right one unless the left is clearly the thing."""
    text = page.text
    if text[left_end : left_end + 1] == "的" and (one.kind == "c" or right[0] == one.end):
        return True
    if text[one.end : one.end + 1] == "的" or text[one.end : right[0]].strip():
        return True
    if one.unit in _LEFT_FIRST or one.kind == "p":
        return False
    head, tail, left = page.begin_at.get(right[0]), page.end_at.get(right[1]), page.end_at.get(left_end)
    if one.kind == "m":
        return head is not None and head[1] == NOUN and left is not None and left[1] in (SCOPE, BODY)
    named = (head is not None and head[1] in (NOUN, ACTION, BODY)) or (tail is not None and tail[1] == NOUN)
    if named or text[one.start - 1] == "等" or left is None:
        return True
    if left[1] == ACTION:
        return in_verb_position(page, left[0], floor)
    return left[1] != NOUN


def _share_subject(page: Page, one: Found, floor: int, before: Found | None) -> str | None:
    """For 占X的N%: who has the share; ``None`` when no 占 stands before the number."""
    if one.unit not in _SHARE_UNITS:
        return None
    share = _SHARE.search(page.text, max(floor, one.start - 28), one.start)
    if share is None:
        fulfilled = _FULFILLED.search(page.text, max(floor, one.start - 24), one.start)
        close = before is not None and joined(page.text, before, one)
        return before.what if before is not None and close and fulfilled else None
    others = _OTHERS.search(page.text, floor, share.start())
    if others is not None:
        return others.group()
    described = _described(page, share.start() - 1, floor) if page.text[share.start() - 1] == "的" else ""
    if described:
        return described
    at, _ = strip_links(page, share.start(), floor)
    if kind_at(page, at, floor) == "np":
        name = left_name(page, left_phrase(page, at, floor))
        if name:
            return name
    if before is not None and joined(page.text, before, one):
        return before.what
    return carried(page, one, at, floor, before) or None


def _shared_base(page: Page, found: list[Found], place: int) -> str:
    """In A的45人，占全县98名妇女的9%, the share belongs to A, not to the base that is itself a count."""
    one, text = found[place], page.text
    if place < 2 or one.unit not in _SHARE_UNITS or text[one.start - 1] != "的":
        return ""
    base, subject = found[place - 1], found[place - 2]
    head = text[subject.end : base.start]
    if (
        "占" in head
        and len(head) <= 12
        and not any(mark in text[base.end : one.start] for mark in "，。；,;")
    ):
        return subject.what
    return ""
