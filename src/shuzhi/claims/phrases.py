"""What a quantity counts: the noun phrase on its left or right, or one carried over.

Knows the kinds of words on a page and how Chinese reports order thing and number (妇女干部12名, 12名妇女干部,
发放资料10份, A、B各3场, 分别为). Does not know whether a number is a figure; that is settled before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuzhi.claims.lexicon import (
    ACTION, ADVERB, BODY, DATE, FIXED, LINK, NOUN, PARTICIPLE, SCOPE, STOP, VERB,
)  # fmt: skip
from shuzhi.claims.numbers import Found
from shuzhi.claims.page import Page

_HARD = frozenset("。；！？;!?")
_SOFT = frozenset("，：,:—…·|\t")
_OPEN, _CLOSE = frozenset("（("), frozenset("）)")
_GAPS = frozenset(" \u3000\n\r")
_RIGHT_STOPS = _HARD | _SOFT | _OPEN | _CLOSE | frozenset("、\n")
_STRIPPED = frozenset((LINK, ADVERB, DATE))
_SUFFIXES = frozenset(
    "班室所站率会员者家费金款额量数点队组团网册表书证卡件品物课场地区院校厂店社库房机器法案科部处局司办团群界户村镇乡街楼栋路桥渠田林园圃圈厅馆台"
)
_LIGHT = frozenset(
    "设有办建评选获送捐发收种植养喂织做交售购买修增减占达招训帮扶救保挖积造缝绣架拆贷投订编写印演唱播拍报查破判抓调接访看听讲录配聘授领读打开出入到用花完"
)
_HARD_SINGLES = frozenset("的了在对给把被让将由从向是有为占达共各约使令叫请替因但或如每某该这那着比较等往")
_SOFT_SINGLES = frozenset("已也还又再就都均曾仍正才便却则只仅不未没能可会要应来去到于用以按并而且与和及此其所自")
_GROWTH = frozenset("增提上下减降升高多净扩缩")
_LIMITS = frozenset(("以上", "以下", "以内", "及以上", "及以下", "以外"))
_LEVEL = re.compile("(?:国家|全国|省|市|县|区|地|乡|镇|村|州|盟|旗|部|厅|处|科|省部)级$")
_COMPARED = re.compile("(?:比|较|与|同)[^，。；,;：\n]{1,14}$")
_ATTRIBUTE_HEADS = ("模范", "活动", "工作", "能手", "标兵", "先进", "个人", "小组", "队伍", "人员", "基地", "资金", "经费", "课程", "对象", "案件", "项目", "成功率", "中心", "时间", "情况", "数量", "质量", "机构", "组织", "强度", "面积", "规模", "水平", "标准", "时长", "余额", "总额", "额度", "速度", "增速", "成本")
_RATE_HEADS = ("率", "比例", "比重", "覆盖面", "面", "率均", "总额", "总量", "总数")
_PEOPLE_UNITS = frozenset(("人", "人次", "口", "口人", "人(次)", "人（次）"))
_LEFT_FIRST = frozenset(
    (
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
        "万元",
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
    )
)
_SESSION_UNITS = frozenset(("次", "场", "场次", "期", "节", "堂", "轮", "讲", "批"))
_MAX_PHRASE = 24
_SHARE = re.compile(r"(?:约|仅|只|各|均|都|也|还|共|又|已|就|约各)?占(?!比|地)[^，。；：\n]{0,24}?$")
_RELATIVE = re.compile(r"[^，。；、！？\n0-9]{1,12}?的")
_OWNING = re.compile(r"(?:有|持|具有)[^，。；：、的\n0-9]{2,10}(?:(的)(?=[^，。；0-9占百]))?")
_EACH = re.compile("(?:各|均|都)?(?:各)[有为计占]?$")
_PER_MAN = re.compile(
    "(?:人均|户均|亩均|平均|年均|月均|日均|合计|共计|总计|共|累计|总共|共需|每人|每户|约需|计|折合|价值|折价|折款|总价值|金额)$"
)


@dataclass(slots=True)
class _Span:
    begin: int
    end: int
    stop: str
    """Kind of word or mark that ended the walk: a kind letter, a punctuation mark, "" at a claim or the edge."""


def name_things(page: Page, found: list[Found]) -> None:
    """Set ``what`` of every quantity."""
    for place, one in enumerate(found):
        before = found[place - 1] if place else None
        one.what = _shared_base(page, found, place) or _name(page, one, before)
    _spread_respectively(page, found)
    for place in range(len(found) - 1):
        one, following = found[place], found[place + 1]
        if following.start == one.end and one.unit in ("批", "期", "次", "场", "轮", "组") and following.what:
            if page.text.startswith(following.what[:2], following.end):
                one.what = following.what


def _name(page: Page, one: Found, before: Found | None) -> str:
    text = page.text
    floor = before.end if before is not None else 0
    group = page.groups.get(one.start)
    if group is not None:
        return text[group : one.start]
    share = _share_subject(page, one, floor, before)
    if share is not None:
        return share
    stripped, linked = _strip_links(page, one.start, floor)
    left_kind = _kind_at(page, stripped, floor)
    if left_kind == "np" and text[stripped : stripped + 1] in ("了", "过") and stripped not in page.end_at:
        page.mark(stripped - 1, stripped, VERB)
        left_kind = "verb"
    right = _right_phrase(page, one)
    if left_kind == "np":
        if right and _right_wins(page, one, stripped, right):
            return _clean(text, right)
        span = _left_phrase(page, stripped, floor)
        phrase = _for_whom(page, span) or _finish_left(page, span)
        if linked and before is not None and span.stop == STOP and text[span.begin - 1] in "因经按据从由在对于" and before.unit == one.unit:
            return before.what
        if before is not None and _LEVEL.fullmatch(phrase) and _joined(text, before, one):
            return before.what
        if phrase and not _is_deed_again(page, one, before, stripped):
            return phrase
        if phrase and before is not None:
            return before.what
    if text.startswith("其余", stripped) and before is not None and before.unit == one.unit:
        return before.what
    if left_kind == "verb":
        if right:
            return _clean(text, right)
        return _from_verb(page, one, stripped, floor, before)
    if right:
        return _clean(text, right)
    return _carried(page, one, stripped, floor, before)


def _is_deed_again(page: Page, one: Found, before: Found | None, at: int) -> bool:
    """查摆问题14条，已整改11条: the second speaks of the same things."""
    if before is None or one.kind != "c" or one.unit != before.unit or one.unit in _SESSION_UNITS:
        return False
    word = page.end_at.get(at)
    if word is None or word[1] != ACTION or not _joined(page.text, before, one):
        return False
    start, _ = _strip_links(page, word[0], before.end)
    return page.text[start - 1] in "，,"


def _shared_base(page: Page, found: list[Found], place: int) -> str:
    """In A的45人，占全县98名妇女的9%, the share belongs to A, not to the base that is itself a count."""
    one, text = found[place], page.text
    if place < 2 or one.unit not in ("%", "％", "成", "", "‰") or text[one.start - 1] != "的":
        return ""
    base, subject = found[place - 1], found[place - 2]
    head = text[subject.end : base.start]
    if "占" in head and len(head) <= 12 and not any(mark in text[base.end : one.start] for mark in "，。；,;"):
        return subject.what
    return ""


def _strip_links(page: Page, at: int, floor: int) -> tuple[int, bool]:
    """Walk back over words that may stand between a thing and its number."""
    text, linked = page.text, False
    while at > floor:
        mark = text[at - 1]
        if mark in _GAPS and not _ends_line(text, at - 1):
            at -= 1
            continue
        word = page.end_at.get(at)
        if word is not None and word[0] >= floor and word[1] in _STRIPPED:
            linked = linked or word[1] == LINK
            at = word[0]
            if text[at] in _GROWTH:
                compared = _COMPARED.search(text, max(floor, at - 18), at)
                if compared is not None:
                    at = compared.start()
            continue
        if mark in "的了过着" and word is None:
            at -= 1
            continue
        if mark in "能可会要能够" and at - 1 in page.end_at and page.end_at[at - 1][1] == NOUN:
            at -= 1
            continue
        break
    return at, linked


def _ends_line(text: str, at: int) -> bool:
    """Whether a line break is a paragraph's end and not a wrapped line."""
    if text[at] != "\n":
        return False
    line = text.rfind("\n", 0, at) + 1
    return at - line < 24 or text[at - 1] in "。；！？：…" or text[at + 1 : at + 2] in ("\n", "\u3000", " ")


def _kind_at(page: Page, at: int, floor: int) -> str:
    """What stands left of the number once links are gone: np, verb or none."""
    if at <= floor:
        return "none"
    mark = page.text[at - 1]
    if mark in _HARD or mark in _SOFT or mark in _OPEN or mark in _GAPS or mark == "、" or mark == "和":
        return "none"
    word = page.end_at.get(at)
    if word is None or word[0] < floor:
        return "np"
    if word[1] == VERB:
        return "verb"
    if word[1] == STOP and (at - word[0] > 1 or mark in _HARD_SINGLES):
        return "none"
    return "np"


def _left_phrase(page: Page, at: int, floor: int) -> _Span:
    """The noun phrase that ends at ``at``: back to a verb, a preposition, 的, a mark or the claim before."""
    text, end_at = page.text, page.end_at
    end, begin = at, at
    lowest = max(floor, at - _MAX_PHRASE * 2)
    while begin > lowest:
        mark = text[begin - 1]
        if mark in _GAPS:
            if _ends_line(text, begin - 1):
                return _Span(begin, end, mark)
            begin -= 1
            continue
        if mark in '”’》」』"' and begin in page.quote_start and page.quote_start[begin] >= floor:
            if mark == "》" and begin != end:
                return _Span(begin, end, mark)
            begin = page.quote_start[begin]
            continue
        if mark in _CLOSE:
            opened = max(text.rfind("（", lowest, begin), text.rfind("(", lowest, begin))
            if opened < lowest:
                return _Span(begin, end, mark)
            if begin == end:
                begin = end = opened
            elif begin - opened <= 9:
                begin = opened
            else:
                return _Span(begin, end, mark)
            continue
        if mark in _HARD or mark in _SOFT or mark in _OPEN or mark in "“‘《「":
            return _Span(begin, end, mark)
        if mark == "、":
            if begin == end:
                return _Span(begin, end, mark)
            begin -= 1
            continue
        if mark.isdigit() and begin != end and mark.isascii():
            return _Span(begin, end, mark)
        word = end_at.get(begin)
        if word is None or word[0] < floor:
            begin -= 1
            continue
        start, kind = word
        if begin - start == 1 and kind not in (NOUN, BODY, FIXED):
            if _single_ends(page, start, begin, end, kind, floor):
                return _Span(begin, end, "的" if text[start] == "的" else kind)
            begin = start
        elif kind in (NOUN, BODY, FIXED, PARTICIPLE):
            begin = start
        elif kind == ACTION:
            if begin != end and _acts(page, start, begin, end, floor):
                return _Span(begin, end, VERB)
            begin = start
        elif kind == VERB:
            if begin == end or not _compounds(text, begin, end):
                return _Span(begin, end, VERB)
            begin = start
        elif kind == STOP and begin != end and text[start:begin] in _LIMITS:
            grouped = page.groups.get(begin, start)
            if end - grouped > 8:
                return _Span(begin, end, kind)
            begin = grouped
        elif kind == SCOPE:
            return _Span(start if begin == end else begin, end, SCOPE)
        else:
            return _Span(begin, end, kind)
    return _Span(begin, end, "")


def _for_whom(page: Page, span: _Span) -> str:
    """为职工维修自行车20辆: after 为 or 给 the phrase holds the beneficiary, the deed, then perhaps the thing."""
    if page.text[span.begin - 1 : span.begin] not in ("为", "给", "向", "对", "帮"):
        return ""
    at = span.begin
    deed = None
    while at < span.end:
        word = page.begin_at.get(at)
        if word is not None and word[1] in (ACTION, VERB) and at > span.begin:
            deed = (at, word[0])
        at = word[0] if word is not None else at + 1
    if deed is None:
        return ""
    return _tidy(page.text[deed[1] : span.end]) or page.text[deed[0] : deed[1]]


def _single_ends(page: Page, start: int, begin: int, end: int, kind: str, floor: int) -> bool:
    """Whether a one-character word inside a phrase is a word of its own (在, 的) or part of one (技能, 社会)."""
    text = page.text
    mark = text[start]
    if mark in "和与及":
        return begin == end
    if mark in _HARD_SINGLES:
        return True
    before = page.end_at.get(start)
    if mark in "里中":
        return begin != end and (before is not None or begin in page.begin_at)
    if kind == VERB:
        if text[begin:end].endswith(("率", "比例", "比重")):
            return False
        at_verb = start <= floor or text[start - 1] in _RIGHT_STOPS or (before is not None and before[0] >= floor)
        return at_verb and end - begin >= 2
    if kind == ADVERB:
        return end - begin >= 2 and (start <= floor or text[start - 1] in _RIGHT_STOPS or before is not None)
    return False


def _compounds(text: str, begin: int, end: int) -> bool:
    """One character is never the whole thing: 登记|站, 住院|日; and a rate takes its verb with it: 配齐|比例."""
    return end - begin == 1 or text[begin:end] in _RATE_HEADS or text.startswith(_ATTRIBUTE_HEADS, begin, end)


def _acts(page: Page, start: int, begin: int, end: int, floor: int) -> bool:
    """Whether a word such as 培训 is the verb before its object (培训妇女1200人) or part of a name (培训班)."""
    text = page.text
    if _compounds(text, begin, end):
        return False
    adjacent = page.begin_at.get(begin)
    if adjacent is not None and adjacent[1] == ACTION and adjacent[0] == end:
        return False
    while True:
        if start <= floor:
            return True
        mark = text[start - 1]
        word = page.end_at.get(start)
        if mark in _HARD or mark in _SOFT or mark in _GAPS:
            return True
        if word is None or word[0] < floor:
            return False
        if word[1] in (ACTION, VERB) and word[1] == ACTION:
            start = word[0]
            continue
        return word[1] in (ADVERB, LINK, BODY, SCOPE, DATE, VERB, STOP) and mark not in "的和与"


def _finish_left(page: Page, span: _Span) -> str:
    """Trim what does not belong to the phrase: a light verb or a body in front, brackets, particles."""
    text, begin, end = page.text, span.begin, span.end
    while begin < end and text[begin] in " \u3000\n、和与及并":
        begin += 1
    while end - begin >= 3 and text[begin] in "即共曾又也还就均都再仅才已先另并且便":
        begin += 1
    body = page.begin_at.get(begin)
    if body and body[1] == BODY and body[0] < end - 2 and text[body[0]] in _LIGHT:
        inner = page.begin_at.get(body[0])
        if inner is None or inner[0] == body[0] + 1:
            begin = body[0] + 1
    elif end - begin >= 3 and text[begin] in _LIGHT and begin not in page.begin_at:
        begin += 1
    elif end - begin >= 3 and text[begin] in _LIGHT and page.begin_at[begin][0] == begin + 1:
        begin += 1
    phrase = _tidy(text[begin:end])
    level = _LEVEL.search(phrase)
    return phrase[: level.start()] if level and level.start() else phrase


def _tidy(phrase: str) -> str:
    phrase = phrase.replace("\n", "").strip(" \u3000、和与及，的")
    if (
        phrase.endswith(("等", "里", "中"))
        and len(phrase) > 2
        and not phrase.endswith(("高中", "初中", "集中", "家里"))
    ):
        phrase = phrase[:-1]
    return phrase


def _right_phrase(page: Page, one: Found) -> tuple[int, int] | None:
    """The noun phrase that begins after the unit, or after a relative clause."""
    text, at = page.text, one.end
    if at < len(text) and text[at] == "的" and one.kind != "p":
        return _noun_from(page, at + 1)
    if one.unit in ("人", "人次") and not one.unit == "":
        return None
    if text[at : at + 1] in _GAPS and text[at : at + 1] != "\n":
        at += 1
    if one.kind == "c" and text[at : at + 1] in ("有", "持", "具"):
        owning = _OWNING.match(text, at)
        if owning:
            return (at, owning.end()) if owning[1] is None else _noun_from(page, owning.end())
    word = page.begin_at.get(at)
    if word is not None and word[1] in (VERB, STOP, LINK, ADVERB) and one.unit not in _LEFT_FIRST:
        if word[1] == VERB or text[at] in "来在被从受因":
            relative = _RELATIVE.match(text, at)
            if relative and text[relative.end() : relative.end() + 1] not in _RIGHT_STOPS:
                return _noun_from(page, relative.end())
        return None
    if (
        word is not None
        and word[1] == ACTION
        and one.unit in ("名", "位", "户", "家")
        and not _names_on(page, word[0])
    ):
        return None
    return _noun_from(page, at)


def _names_on(page: Page, at: int) -> bool:
    """Whether an action word is continued as a name: 培训|班, 咨询|人员."""
    following = page.begin_at.get(at)
    return page.text[at : at + 1] in _SUFFIXES or (following is not None and following[1] == NOUN)


def _noun_from(page: Page, at: int) -> tuple[int, int] | None:
    """The noun phrase that begins at ``at``."""
    text, length = page.text, len(page.text)
    begin = at
    known = False
    while at < length and at - begin < _MAX_PHRASE:
        mark = text[at]
        if at in page.quote_end:
            at = page.quote_end[at]
            known = True
            continue
        if mark in _OPEN and at > begin:
            closed = text.find("）" if mark == "（" else ")", at, at + 9)
            if closed > 0 and not any(digit.isdigit() for digit in text[at:closed]):
                at = closed + 1
            break
        if mark in _RIGHT_STOPS or mark.isdigit() or mark in '“‘《”’》"':
            if mark == "\n" and at > begin and not _ends_line(text, at):
                at += 1
                continue
            if mark == "、" and at > begin and _list_goes_on(page, at + 1):
                at += 1
                continue
            break
        word = page.begin_at.get(at)
        if word is None:
            if text[at + 1 : at + 2] == "了" and at > begin:
                break
            if (
                known
                and at - begin >= 2
                and _unknown_run(page, at) >= 2
                and text[at] not in _SUFFIXES
                and text[at] != "之"
            ):
                break
            at += 1
            continue
        end, kind = word
        if kind in (NOUN, BODY, FIXED):
            at, known = end, True
        elif kind == PARTICIPLE:
            following = page.begin_at.get(end)
            if (at > begin and known) or following is None or following[1] != NOUN:
                break
            at = end
        elif kind == ACTION:
            if at > begin and known and not _names_on(page, end):
                break
            at, known = end, True
        elif kind == VERB and end - at >= 2 and text[end : end + 1] in _SUFFIXES and at == begin:
            at = end + 1
        elif kind == SCOPE and at == begin:
            at = end
        elif end - at == 1 and mark not in _HARD_SINGLES and not (known and kind == VERB) and not (known and mark in _SOFT_SINGLES) and mark not in "和与及已也还又再就都均":
            at = end
        elif at > begin and text[at] in "和与及" and _list_goes_on(page, end):
            at = end
        elif (
            kind in (STOP, LINK)
            and end - at == 1
            and text[at] in "本上中下内外后前全分成家会立以小大近高"
            and at == begin
            and text[at] not in "中后前内以"
        ):
            at = end
        else:
            break
    while at > begin and text[at - 1] in " 、\n和与及":
        at -= 1
    return (
        (begin, at)
        if at > begin and text[begin:at].strip() not in ("等", "多", "余", "左右", "手中")
        else None
    )


def _unknown_run(page: Page, at: int) -> int:
    """How many characters without a known word begin here."""
    text, begin = page.text, at
    while at < len(text) and at not in page.begin_at and text[at] not in _RIGHT_STOPS and at - begin < 4:
        at += 1
    return at - begin


def _list_goes_on(page: Page, at: int) -> bool:
    """Whether after 、 or 和 another noun follows, without a number of its own."""
    text = page.text
    word = page.begin_at.get(at)
    if word is not None and word[1] not in (NOUN, ACTION, BODY):
        return False
    if text[at : at + 1].isdigit() or text[at : at + 1] in tuple("一二三四五六七八九十两百千万几数近约"):
        return False
    for place in range(at, min(len(text), at + 10)):
        if text[place].isdigit():
            return False
        if text[place] in _RIGHT_STOPS:
            return word is not None
        inner = page.begin_at.get(place)
        if inner is not None and inner[1] in (VERB, STOP, LINK, ADVERB):
            return word is not None or place > at
    return word is not None


def _right_wins(page: Page, one: Found, left_end: int, right: tuple[int, int]) -> bool:
    """When nouns stand on both sides: counters take the right one unless the left is clearly the thing."""
    text = page.text
    if text[one.end : one.end + 1] == "的":
        return one.unit not in ("%", "％") or True
    if one.unit in _LEFT_FIRST or one.kind == "p":
        return False
    word = page.begin_at.get(right[0])
    if one.kind == "m":
        return word is not None and word[1] == NOUN and _is_scope_like(page, left_end)
    if word is not None and word[1] in (NOUN, ACTION, BODY):
        return True
    left = page.end_at.get(left_end)
    return not (left is not None and left[1] in (NOUN, ACTION))


def _is_scope_like(page: Page, end: int) -> bool:
    left = page.end_at.get(end)
    return left is not None and left[1] in (SCOPE, BODY)


def _clean(text: str, span: tuple[int, int]) -> str:
    return _tidy(text[span[0] : span[1]])


def _from_verb(page: Page, one: Found, at: int, floor: int, before: Found | None) -> str:
    """发放10份, 收到2件: the subject before the verb when it is a thing; else what the same unit counted
    before; else the verb itself."""
    text, word = page.text, page.end_at[at]
    stop, _ = _strip_links(page, word[0], floor)
    subject = _left_phrase(page, stop, floor)
    phrase = _finish_left(page, subject)
    thing = subject.stop not in (STOP, VERB) and not _is_scope_like(page, subject.end) and not _is_time(page, subject)
    if len(phrase) >= 2 and thing:
        return phrase
    if before is not None and _joined(text, before, one) and before.unit == one.unit:
        return before.what
    if len(phrase) < 2 and not (before is not None and _joined(text, before, one)):
        topic = _topic(page, stop, floor)
        if topic:
            return topic
    return _tidy(text[word[0] : at]).removesuffix("了") or text[word[0] : at]


def _is_time(page: Page, span: _Span) -> bool:
    word = page.end_at.get(span.end)
    return word is not None and word[1] in (DATE, ADVERB)


def _joined(text: str, before: Found, one: Found) -> bool:
    between = text[before.end : one.start]
    return len(between) <= 40 and not any(mark in between for mark in "。；！？\n")


def _share_subject(page: Page, one: Found, floor: int, before: Found | None) -> str | None:
    """For 占X的N%: who has the share."""
    if one.unit not in ("%", "％", "成", "", "‰"):
        return None
    text = page.text
    found = _SHARE.search(text, max(floor, one.start - 28), one.start)
    if found is None:
        return None
    at, _ = _strip_links(page, found.start(), floor)
    if _kind_at(page, at, floor) == "np":
        span = _left_phrase(page, at, floor)
        phrase = _finish_left(page, span)
        if phrase:
            return phrase
    if before is not None and _joined(text, before, one):
        return before.what
    return _carried(page, one, at, floor, before) or None


def _carried(page: Page, one: Found, at: int, floor: int, before: Found | None) -> str:
    """No noun beside the number: the action after it, the thing counted before, or the clause's topic."""
    text = page.text
    link = text[at : one.start]
    action = _action_after(page, one)
    same = before is not None and _joined(text, before, one)
    if before is not None and before.unit == one.unit and len(text[before.end : one.start]) <= 24 and "。" not in text[before.end : one.start] and not action:
        return before.what
    if same and before is not None and link.startswith("其余"):
        return before.what
    if "其中" in link or "其中" in text[max(floor, at - 3) : one.start]:
        if same and before is not None:
            return before.what
    if action and one.unit in ("人", "人次", "名", "户", "家", "位", "人(次)"):
        return action
    if link.startswith("占比") or "占比" in link:
        return "占比"
    if same and before is not None:
        return before.what
    topic = _topic(page, at, floor)
    return topic or action


def _topic(page: Page, at: int, floor: int) -> str:
    """The noun phrase of the clause before."""
    text = page.text
    lowest = max(floor, at - 40)
    while at > lowest and (text[at - 1] in _SOFT or text[at - 1] in "、 \u3000"):
        at -= 1
    if at <= lowest or text[at - 1] in _HARD or text[at - 1] == "\n":
        return ""
    at, _ = _strip_links(page, at, lowest)
    kind = _kind_at(page, at, lowest)
    if kind == "verb":
        at = page.end_at[at][0]
    return _finish_left(page, _left_phrase(page, at, lowest)) if at > lowest else ""


def _action_after(page: Page, one: Found) -> str:
    """结业, 参加, 到会: the action that the people counted did."""
    text, at = page.text, one.end
    while True:
        word = page.begin_at.get(at)
        if word is None or word[1] not in (LINK, ADVERB, STOP) or text[at] in "的，":
            break
        at = word[0]
    if word is None:
        end = at
        while (
            end < len(text)
            and end - at < 4
            and text[end] not in _RIGHT_STOPS
            and not text[end].isdigit()
            and end not in page.begin_at
            and text[end] not in "的了"
        ):
            end += 1
        return text[at:end] if end - at >= 2 else ""
    if word[1] in (VERB, ACTION, PARTICIPLE):
        return text[at : word[0]]
    return ""


def _spread_respectively(page: Page, found: list[Found]) -> None:
    """A、B分别为x、y: each its own."""
    text = page.text
    place = 0
    while place < len(found):
        one = found[place]
        head = text[max(0, one.start - 8) : one.start]
        if "分别" in head and "、" in one.what + "":
            last = place
            while last + 1 < len(found) and text[found[last].end : found[last + 1].start].strip() in (
                "、",
                "和",
                "及",
                "与",
                "，",
            ):
                last += 1
            names = [name for name in re.split("[、和与及]", one.what) if name]
            if len(names) == last - place + 1 and last > place:
                for offset, name in enumerate(names):
                    found[place + offset].what = name
            place = last
        place += 1
