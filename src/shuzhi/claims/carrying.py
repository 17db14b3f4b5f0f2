"""A quantity without a noun of its own: its thing stands in an earlier clause, an earlier count, or is the deed.

Knows the words on a page and the counts before; does not decide whether a noun stands beside the number.
"""

from __future__ import annotations

import re

from shuzhi.claims.found import Found
from shuzhi.claims.leftward import Span, kind_at, left_name, left_phrase
from shuzhi.claims.lexicon import ACTION, ADVERB, BODY, DATE, PARTICIPLE, SCOPE, STOP, VERB, contexts
from shuzhi.claims.marks import ENDS, HARD, PERSON_ENDS, SOFT, ends_line, tidy
from shuzhi.claims.page import Page
from shuzhi.claims.passing import strip_links
from shuzhi.claims.rightward import deed_after
from shuzhi.values.units import same_family

SESSION_UNITS = frozenset(["次", "场", "场次", "期", "节", "堂", "轮", "讲", "批"])
_DOER_UNITS = frozenset(["人", "人次", "名", "户", "家", "位", "人(次)", "人（次）"])
_AGAIN = frozenset(contexts("deeds")["again"])
_OWN_COUNTS = frozenset(contexts("deeds")["own_counts"])
_CONCERNING = frozenset(("涉及", "涉及到", "牵涉"))
_RECEIVED = frozenset(("分得", "领到", "拿到", "得到", "领取", "收到", "到手"))
"""What people received is the money spoken of before; paid in, kept or earned it is money of its own."""
_OUTCOMES = frozenset(contexts("deeds")["outcomes"])
_ATTRIBUTES = frozenset(contexts("deeds")["attributes"])
_EACH = re.compile("(?:每[^，。；、0-9]{1,4}|[人户亩村场生次例]均)[^，。；、0-9]{0,6}$")
_EXTENT = re.compile("(?:最高|最低|最多|最少|合计|总计|共计?|平均)$")
_COMPARED = re.compile("相比|相较|比较而言")
_GREW = re.compile("(净增|净减|增加|减少|增长|下降|新增)了?$")
_TOPIC_TAIL = re.compile("(?:工作)?(?:上|方面|这一?块|这一?头|一头|一块|这条线上?|这一环节)$")
_PEOPLE_UNITS = frozenset(["名", "户", "家", "位"])
_DWELLERS = frozenset(["户", "人", "口", "口人"])
_BY_MEANS = frozenset(["依托", "通过", "利用", "借助", "结合", "围绕", "按照", "根据", "依靠"])
_HANDLING = frozenset(contexts("deeds")["handling"])
_OFFICES = (
    "平台",
    "窗口",
    "中心",
    "热线",
    "机构",
    "法庭",
    "法院",
    "派出所",
    "调解室",
    "工作室",
    "站",
    "院",
    "所",
)
_AGENTS = ("媒体", "报刊", "报纸", "电台", "电视台", "上级", "领导", "部门", "书记")
_SETTLEMENTS = frozenset(["村", "行政村", "自然村", "社区", "乡", "镇", "街道", "屯", "寨", "公社", "大队"])
_MARKED = re.compile("[，、。；：（）0-9了]")
_LONGEST_NAME = 8
_LONGEST_LIST = 60


def from_verb(page: Page, one: Found, at: int, floor: int, before: Found | None) -> str:
    """发放10份, 收到2件: the subject before the verb when it is a thing; else what the same unit counted
    before; else the clause's topic; else the verb itself."""
    text, word = page.text, page.end_at[at]
    stop, _ = strip_links(page, word[0], floor)
    subject = left_phrase(page, stop, floor)
    name = left_name(page, subject)
    if before is not None and is_deed_again(page, one, before, at):
        return before.what
    if before is not None and before.unit == one.unit and text[before.end] == "、":
        listed = text[before.end + 1 : at]
        if 2 <= len(listed) <= _LONGEST_NAME and listed not in _AGAIN and not _MARKED.search(listed):
            return tidy(listed)
    if before is not None and subject.begin == before.end and _money_of_people(one, before):
        name = _received(page, before) or name
    placed = before is not None and subject.begin == before.end and _is_placed(text, before)
    if placed and before is not None:
        name = topic_before(page, before.start - 1, 0)
        if name:
            return name
    deed = page.end_at.get(subject.end)
    if deed is not None and deed[1] in (ACTION, VERB) and deed[0] == subject.begin and subject.end == word[0]:
        return text[subject.begin : at]
    stood = text[subject.begin - 1 : subject.begin] in ("在", "于")
    if stood:
        subject = left_phrase(page, subject.begin - 1, floor)
        name = left_name(page, subject)
    handled = text[word[0] : at] in _HANDLING and name.endswith(_OFFICES)
    agent = (handled or _is_agent(one, name)) and "各" not in text[stop : one.start]
    if len(name) >= 2 and subject.stop not in (STOP, VERB) and _is_thing(page, subject) and not agent:
        return name
    together = before is not None and joined(text, before, one)
    if before is not None and together:
        about = _about_before(page, one, before, text[word[0] : at], stop)
        if about:
            return about
    if len(name) < 2 and not together:
        topic = topic_before(page, subject.begin, floor)
        if topic:
            return topic
    if (
        subject.stop == STOP
        and not together
        and text[page.end_at[subject.begin][0] : subject.begin] in _BY_MEANS
    ):
        topic = _headline(page, page.end_at[subject.begin][0], floor)
        if topic:
            return topic
    return text[word[0] : at].removesuffix("了") or text[word[0] : at]


def _about_before(page: Page, one: Found, before: Found, verb: str, stop: int) -> str:
    """What a verb without a subject goes on about: the things counted before or what was done to them."""
    if verb in _CONCERNING or (before.unit == one.unit and _says_the_same(one, verb)):
        return before.what
    given = _object_between(page, one, before, stop)
    shared = one.kind == "m" and not same_family(one.unit, "元") and before.kind == "m"
    each = shared and _EACH.search(page.text, max(before.end, one.start - 12), one.start)
    return given or (before.what if each else "")


def is_attribute(name: str) -> bool:
    """笔数, 金额, 全长: says which measure of a thing is given, not which thing."""
    return name in _ATTRIBUTES


def of_thing(page: Page, one: Found, before: Found, at: int) -> str:
    """修筑公路3条，全长48公里: the thing whose measure is given."""
    if not joined(page.text, before, one):
        return ""
    return _object_before(page, before, at) or before.what


def _says_the_same(one: Found, verb: str) -> bool:
    """评出50户，往市里推了7户: a verb goes on about the things before; 出栏, 上缴 name a count of their own."""
    if same_family(one.unit, "元"):
        return len(verb) == 1 or verb[-1] in "了成" or verb in _RECEIVED
    return one.kind != "p" and verb not in _OWN_COUNTS


def _is_placed(text: str, before: Found) -> bool:
    """在12个乡镇展出26天: the count before says where."""
    return text[before.start - 1 : before.start] in ("在", "于", "到")


def _is_agent(one: Found, name: str) -> bool:
    """Whether a subject is someone who acts and not what is counted: 媒体采用112篇, 组长检查两次."""
    if one.unit in _DOER_UNITS or "人" in one.unit or one.kind not in "ct" or not name:
        return False
    return name.endswith(_AGENTS) or name[-1] in PERSON_ENDS


def _is_thing(page: Page, span: Span) -> bool:
    """Whether the phrase may be counted: it does not end in a body that acts, a scope or a time."""
    word = page.end_at.get(span.end)
    return word is None or word[1] not in (SCOPE, BODY, DATE, ADVERB)


def is_deed_again(page: Page, one: Found, before: Found, at: int) -> bool:
    """查摆问题14条，已整改11条: the second speaks of the same things."""
    if one.kind != "c" or one.unit != before.unit or one.unit in SESSION_UNITS:
        return False
    word = page.end_at.get(at)
    if word is not None and page.text[word[0] : at] in _OUTCOMES:
        at, word = word[0], page.end_at.get(word[0])
    if word is None or page.text[word[0] : at] not in _AGAIN or not joined(page.text, before, one):
        return False
    start, _ = strip_links(page, word[0], before.end)
    return page.text[start - 1] in "，,"


def repeats_deed(page: Page, one: Found, before: Found, span: Span) -> bool:
    """97名党员联系脱贫户264户，每人联系2户: a deed for each, of the same unit, is about the same things."""
    word = page.end_at.get(span.end)
    deed = word is not None and word[1] == ACTION and word[0] == span.begin
    each = _EACH.search(page.text, max(before.end, one.start - 12), one.start)
    return deed and each is not None and before.unit == one.unit and joined(page.text, before, one)


def goes_on_about(page: Page, one: Found, whole: Found) -> bool:
    """来信213件，其中婚姻类148件，占69.5%，办结209件: a deed alone speaks of the last whole of its unit in the
    sentence."""
    if one.what not in _AGAIN or one.kind != "c" or one.unit in SESSION_UNITS:
        return False
    between = page.text[whole.end : one.start]
    return len(between) <= _LONGEST_LIST and "。" not in between and "\n" not in between


def joined(text: str, before: Found, one: Found) -> bool:
    """Whether two counts stand in one member of a sentence, not far apart."""
    between = text[before.end : one.start]
    if len(between) > 40 or any(mark in between for mark in "。；！？"):
        return False
    return "\n" not in between or not ends_line(text, text.index("\n", before.end))


def carried(page: Page, one: Found, at: int, floor: int, before: Found | None, linked: bool = False) -> str:
    """No noun beside the number: the thing counted before, the deed after it, or the clause's topic."""
    text = page.text
    if text.startswith(("其他", "其它"), at):
        return "其他"
    link = text[max(floor, at - 3) : one.start]
    deed = deed_after(page, one)
    together = before is not None and joined(text, before, one)
    if before is not None:
        near = one.start - before.end <= 24 and "。" not in text[before.end : one.start]
        resumed = linked and one.start - before.end <= 30 and at > 0 and text[at - 1] in "。；;"
        if resumed and before.unit == one.unit:
            return before.what
        goes_on = (
            not deed or one.unit not in _DOER_UNITS or (one.unit in _PEOPLE_UNITS and _has_object(page, one))
        )
        if (near and before.unit == one.unit and goes_on) or (
            together and ("其中" in link or "其余" in link)
        ):
            return before.what
    if deed and (one.unit in _DOER_UNITS or (one.kind == "t" and text[at - 1 : at] == "用")):
        return deed
    if "占比" in link:
        return "占比"
    if before is not None and together:
        deed = _closing_deed(page, at, before.end) if one.kind == "t" else ""
        if deed:
            return deed
        dwelling = _dwelling(page, one, before)
        if not dwelling and one.unit in _DOER_UNITS and _has_clause_between(text, before, at):
            return topic_before(page, at, before.end) or before.what
        return dwelling or _object_between(page, one, before, at) or before.what
    topic = topic_before(page, at, floor) or (deed if one.unit in _DOER_UNITS or one.kind in "ct" else "")
    if topic or one.kind != "p":
        return topic
    grew = _GREW.search(text, floor, one.start)
    return grew[1] if grew else ""


def _object_between(page: Page, one: Found, before: Found, at: int) -> str:
    """3126名残疾人领到护理补贴，每人50元: a measure for each goes on about what those counted were given."""
    text = page.text
    given = _money_of_people(one, before) and _EXTENT.search(text, max(before.end, one.start - 8), one.start)
    if one.kind not in "mt" or not (given or _EACH.search(text, max(before.end, one.start - 12), one.start)):
        return ""
    return _object_before(page, before, at)


def _object_before(page: Page, before: Found, at: int) -> str:
    """The object of the clause that ends here, where it has a verb of its own after the count before."""
    text = page.text
    while at > before.end and (text[at - 1] in SOFT or page.end_at.get(at, (0, ""))[1] == ADVERB):
        at = at - 1 if text[at - 1] in SOFT else page.end_at[at][0]
    if kind_at(page, at, before.end) != "np":
        return ""
    span = left_phrase(page, at, before.end)
    return left_name(page, span) if span.stop == VERB else ""


def _has_clause_between(text: str, before: Found, at: int) -> bool:
    """Whether a clause of its own stands between the count before and this one."""
    first = min((p for p in (text.find(mark, before.end, at) for mark in "，：") if p >= 0), default=at)
    return at - first > 5


def _has_object(page: Page, one: Found) -> bool:
    """11户获评省级: the deed says more of those counted before; alone (结业) it says who is counted."""
    text, word = page.text, page.begin_at.get(one.end)
    if word is None or word[1] not in (VERB, ACTION, PARTICIPLE) or word[0] >= len(text):
        return False
    return text[word[0]] not in ENDS and text[word[0]] not in "的者"


def _closing_deed(page: Page, at: int, floor: int) -> str:
    """志愿者一对一辅导，合计3150课时: time goes on about the deed that the clause before ends with."""
    while at > floor and page.text[at - 1] in SOFT:
        at -= 1
    word = page.end_at.get(at)
    return page.text[word[0] : at] if word is not None and word[0] > floor and word[1] == ACTION else ""


def _dwelling(page: Page, one: Found, before: Found) -> str:
    """全村6个村民组、214户、857人: households and people listed after other counts are the village's."""
    text = page.text
    between = text[before.end : one.start].strip()
    named_right = bool(before.what) and between.startswith(before.what)
    if one.unit not in _DWELLERS or between.removeprefix(before.what) not in ("、", "，"):
        return ""
    if before.unit in _DWELLERS:
        return before.what
    for at in range(before.start, max(0, before.start - _LONGEST_LIST), -1):
        if text[at] in HARD:
            break
        word = page.end_at.get(at)
        if word is None:
            continue
        if text[word[0] : at] in _SETTLEMENTS or (word[1] == SCOPE and named_right):
            return text[word[0] : at]
    return ""


def _money_of_people(one: Found, before: Found) -> bool:
    return same_family(one.unit, "元") and (same_family(before.unit, "人") or before.unit == "户")


def _received(page: Page, before: Found) -> str:
    """小额贷款帮12名妇女拿到80万元: the money that people received is what the sentence spoke of before them."""
    at, _ = strip_links(page, before.start, 0)
    if kind_at(page, at, 0) == "verb":
        at = page.end_at[at][0]
        return left_name(page, left_phrase(page, at, 0)) if kind_at(page, at, 0) == "np" else ""
    return topic_before(page, at, 0) if at and page.text[at - 1] in SOFT else ""


def _headline(page: Page, at: int, floor: int) -> str:
    """培训上，依托基地办了2期: what the clause before the preposition announces."""
    announced = topic_before(page, at, floor) if at > floor and page.text[at - 1] in SOFT else ""
    return announced if announced and len(announced) <= 8 else ""


def topic_before(page: Page, at: int, floor: int) -> str:
    """The noun phrase of the clause before."""
    text = page.text
    lowest = max(floor, at - 40)
    while at > lowest and (text[at - 1] in SOFT or text[at - 1] in "、 \u3000"):
        at -= 1
    if at <= lowest or text[at - 1] in HARD or text[at - 1] == "\n":
        return ""
    at, _ = strip_links(page, at, lowest)
    if kind_at(page, at, lowest) == "verb":
        at = page.end_at[at][0]
    span = left_phrase(page, at, lowest)
    if page.text[span.end - 1] in "不没未" or _COMPARED.search(text, max(lowest, at - 4), at + 3):
        return ""
    topic = left_name(page, span) if at > lowest else ""
    return _TOPIC_TAIL.sub("", topic) or topic
