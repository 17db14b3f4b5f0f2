"""Which numbers are figures of work, and which are not: one small question per kind of number.

Knows the surroundings of a number in the text; does not know what is counted.
"""

from __future__ import annotations

import re
from decimal import Decimal

from shuzhi.claims.articles import without_articles
from shuzhi.claims.durations import states_duration, states_special
from shuzhi.claims.found import Found
from shuzhi.claims.lexicon import ACTION, BODY, DATE, NOUN, VERB, alternatives, contexts, enumerators
from shuzhi.claims.page import Page
from shuzhi.values.quantity import BEFORE, Bound

_NAMES, _GROUPS, _BARE = contexts("names"), contexts("groups"), contexts("bare")
_STOPS = frozenset("，。；：！？、,;:!?\n（）()“”《》")
_MULTIPLIERS = frozenset("十百千万亿")
_ORDINAL = re.compile(r"第[ \u3000]?[0-9０-９一二三四五六七八九十百零、和至—\-－~～]{0,12}$")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_ABBREVIATION = re.compile("(?<![A-Za-z0-9-])[A-Z]{2,5}$")
"""AED427台: a thing by its abbreviation, before a number with a measure word."""
_REPEATED = re.compile("([三五七十百千])(.)[两三五八百]\\2|一(.)[^，。；：、]{1,4}一\\3")
"""十趟八趟, 三番五次, 一分耕耘一分收获: sayings that count nothing."""
_REIGN = re.compile(
    "(?:民国|公元前?|(?:清|明)?(?:光绪|宣统|同治|咸丰|道光|嘉庆|乾隆|雍正|康熙|万历|崇祯|嘉靖|洪武))$"
)
_BRACKET_END = re.compile("[^（）()。；]{0,12}的[）)]")
_WITHIN = ("间", "来", "内")
_SUPERLATIVES = frozenset(("最多", "最少"))
"""在线最多4.6万人: the largest figure, stated exactly, as 最高 and 最低 are."""
_ADDRESS = re.compile("[0-9]{1,4}(?:单元|号|室)")
_BRACKET_REACH = 13
_LONG_NUMERAL = 5
_METRIC = re.compile(
    f"{alternatives(_BARE['metric_before'])}(?:分别)?[约已也仅就均]?{alternatives(_BARE['metric_link'])}[^，。；]?$"
)
_CAMPAIGN = re.compile(f"[^，。；、！？\n0-9]{{0,10}}?{alternatives(_NAMES['campaign_after'])}")
_PER_THOUSAND = re.compile("[^，。；、：\n0-9]{1,6}[0-9]")
_CAMPAIGN_UNITS, _COUNTED_UNITS = frozenset(_NAMES["campaign_units"]), frozenset(_GROUPS["counted_units"])
_HOTLINES = frozenset(map(Decimal, _BARE["hotlines"]))
_GROUP_COUNTED = re.compile("的[^，。；：\n0-9]{0,10}(?:[有占达]|[0-9])")
_LIMITS = ("以上", "以下", "以内", "之内", "之上", "之下")
_ABSTRACT_UNITS = frozenset("种类点步句层段道条项件个样面")
_RANKED = frozenset("位名个批期场次届")
_TEAM_UNITS = frozenset("队组班排社团部院站")
_TEAM_AFTER, _TEAM_BEFORE = frozenset("的长员"), frozenset("第村社队镇乡级年大、和")
_MOVES = ("前移", "前进", "上升", "下降", "提升", "后移", "跃升", "晋升", "第")
_MOST_PARTS = 12
"""No plan has more parts than this; a larger number counts things."""

_BEFORE_ENDS = frozenset(word[-1] for word in BEFORE)
_NOT_AFTER = {
    "近": frozenset("最附就靠邻亲远新晚"),
    "约": frozenset("节预签契公违条合特履制婚和誓请邀"),
    "超": frozenset("彩B超ＢAＡD"),
    "上": frozenset("以网会线地身路街山村年月晚早船车"),
}
_ONLY_AFTER = {
    "过": frozenset("已均率超数量额人早都皆全，入"),
    "破": frozenset("已率均额量数人，首值入"),
}


def word_before(text: str, at: int, longest: int) -> str | None:
    """The word of approximation that touches a number from the left, if it is one here (not in 节约, 最近)."""
    if text[at - 1 : at] not in _BEFORE_ENDS:
        return None
    for length in range(min(longest, at), 0, -1):
        word = text[at - length : at]
        if word in _SUPERLATIVES:
            return None
        if word in BEFORE:
            return word if _approximates(text, word, at) else None
    return None


def _approximates(text: str, word: str, at: int) -> bool:
    before = text[at - len(word) - 1 : at - len(word)]
    if word == "过" and text[at] in _MULTIPLIERS and before not in "通经路错度越跨不":
        return True
    if word in _ONLY_AFTER:
        return before in _ONLY_AFTER[word]
    if word == "上" and text[at] not in _MULTIPLIERS:
        return False
    return before not in _NOT_AFTER.get(word, ())


def is_sign(text: str, at: int) -> bool:
    """Whether a dash before a number is a minus sign and not a range or a code."""
    before = text[at - 1 : at]
    return not before or not ((before.isalnum() and before.isascii()) or before in "-－—%％期")


def keep(page: Page, found: list[Found]) -> list[Found]:
    """Those that state a quantity of work; what is not kept is noted on the page where it says when or who."""
    kept = []
    for one in found:
        if _states_work(page, one):
            one.kind = one.kind.removesuffix("s")
            kept.append(one)
        elif (one.kind == "t" or one.unit in ("年", "日", "届")) and not page.in_name(one.number_start):
            reign = _REIGN.search(page.text, max(0, one.start - 3), one.start)
            begin = one.start - 1 if page.text[one.start - 1 : one.start] == "第" else one.start
            end = one.end + (page.text[one.end : one.end + 1] in _WITHIN)
            page.mark(reign.start() if reign else begin, end, DATE)
        elif page.text[one.start - 1 : one.start] == "第":
            page.mark(one.start - 1, one.end, DATE)
        elif page.text[one.end - 2 : one.end] in _LIMITS:
            page.groups[one.end] = one.start
            page.group_end[one.start] = one.end
        if one.unit in ("岁", "周岁") and page.text[one.end - 2 : one.end] in _LIMITS:
            page.groups[one.end] = one.start
            page.group_end[one.start] = one.end
        if page.text[one.start - 1 : one.start] in ("每", "隔") and _is_base(page.text, one):
            page.mark(one.start - 1, one.end, DATE)
    return without_articles(page, kept)


def _states_work(page: Page, one: Found) -> bool:
    text, kind = page.text, one.kind.removesuffix("s")
    if one.spelled and one.value <= 10 and _is_repeated(text, one.number_start):
        return False
    if page.in_name(one.number_start) or _is_ordinal(text, one) or _is_code(text, one) or _is_base(text, one):
        return False
    if _defines_group(text, one):
        return False
    if kind == "x":
        return states_special(text, one)
    if kind == "":
        return _is_bare_count(page, one)
    if kind == "t":
        return states_duration(text, one)
    if kind == "q" and (one.spelled or one.value >= 5000):
        return False
    if one.bound in (Bound.AT_LEAST, Bound.AT_MOST) and _is_threshold(text, one):
        return False
    return not (_is_abstract(text, one) or _is_campaign(text, one) or _is_other_sense(text, one))


def _is_one_of_teams(text: str, one: Found) -> bool:
    """二组、五组: which ones, not how many."""
    sibling = re.compile(f"[一二三四五六七八九十]{{1,2}}{one.unit}[、和与]$")
    following = re.compile(f"[、和与][一二三四五六七八九十]{{1,2}}{one.unit}(?![次名个])")
    return bool(sibling.search(text, max(0, one.start - 5), one.start) or following.match(text, one.end))


def _is_repeated(text: str, at: int) -> bool:
    near = _REPEATED.finditer(text, max(0, at - 6), at + 8)
    return any(saying.start() <= at < saying.end() for saying in near)


def _defines_group(text: str, one: Found) -> bool:
    """（月收入800—1200元的）: a bracket that ends with 的 says which people are meant."""
    if text.find("的", one.end, one.end + _BRACKET_REACH) < 0 or not _BRACKET_END.match(text, one.end):
        return False
    opened = max(
        text.rfind("（", max(0, one.start - 24), one.start),
        text.rfind("(", max(0, one.start - 24), one.start),
    )
    return opened >= 0 and not any(mark in text[opened : one.start] for mark in "）)")


def _is_ordinal(text: str, one: Found) -> bool:
    """第三次, 第一、二届, 前3名, 一届二次会议, 二期工程."""
    before = text[max(0, one.start - 14) : one.start]
    if "第" in before and _ORDINAL.search(before):
        return True
    if (before[-1:] == "前" and one.unit in _RANKED) or (
        before[-1:] == "届" and one.unit in ("次", "期", "轮")
    ):
        return True
    names_meeting = one.unit in ("次", "期") and text.startswith(_NAMES["meeting_after"], one.end)
    counted = before.endswith(_NAMES["event_before"]) or one.value_hi is not None
    return names_meeting and one.spelled and not counted


def _is_code(text: str, one: Found) -> bool:
    """A4, 1+10+N, 12:38, telephone and document numbers."""
    before, after = text[one.start - 1 : one.start], text[one.end : one.end + 1]
    touching = one.start == one.number_start
    if (
        before.isupper()
        and touching
        and one.kind == "c"
        and _ABBREVIATION.search(text, max(0, one.start - 6), one.start)
    ):
        return False
    if (
        touching
        and before
        and before < "\u2fff"
        and not one.spelled
        and (before.isalpha() or before in "+×*#№/.")
    ):
        return True
    if before and before in "＋．":
        return True
    if (after and after in "+＋×") or (one.unit == "" and _LATIN.match(after)):
        return True
    if one.unit == "" and after in (":", "∶", "：", "比") and text[one.end + 1 : one.end + 2].isdigit():
        return True
    if before in (":", "∶", "：") and text[one.start - 2 : one.start - 1].isdigit():
        return True
    digits = text[one.number_start : one.number_end]
    return len(digits) >= 7 and digits.isdigit() and one.unit in ("", "号")


def _is_base(text: str, one: Found) -> bool:
    """每10户, 每隔3天: the base of a rate."""
    before = text[max(0, one.start - 2) : one.start]
    if before[-1:] not in ("每", "隔", "逢", "满"):
        return False
    return before.endswith(("每", "每隔", "每逢", "每满")) or (before[-1:] == "隔" and one.kind == "t")


def _is_bare_count(page: Page, one: Found) -> bool:
    """A number without a unit: with 万 or 亿, with an approximation, before a noun, or after 率为."""
    text, number = page.text, page.text[one.number_start : one.number_end]
    after = text[one.end : one.end + 2]
    if after[:1] in ("月", "年", "日", "号") or (after[:1] in ("是", "要") and not one.approximate):
        return False
    if "万" in number or "亿" in number:
        digits = any(mark.isdigit() or mark in "一二两三四五六七八九几数" for mark in number)
        return (digits or one.approximate) and not after.startswith(("分之", "别", "不"))
    follows = page.begin_at.get(one.end)
    kind = follows[1] if follows is not None else ""
    closed = not after or after[:1] in _STOPS
    if one.spelled and any(
        word in text[max(0, one.start - 10) : one.start] for word in ("年纪", "年龄", "岁数")
    ):
        return False
    if one.spelled:
        loose = one.approximate and one.value >= 10 and "几" not in number
        if closed and one.value >= 1000 and len(number) >= _LONG_NUMERAL and "千" in number:
            return True
        return loose and (closed or kind in ("", NOUN, ACTION, VERB))
    if one.value in _HOTLINES and one.value_hi is None:
        return False
    if one.approximate and one.value >= 10 and (closed or kind in (NOUN, BODY)):
        return True
    whole = one.value == one.value.to_integral_value()
    grouped = any(mark in number for mark in " ,，\u3000")
    year_like = whole and not grouped and 1900 <= one.value <= 2100
    if text.startswith(_BARE["rooms"], one.end):
        return False
    if kind == NOUN and not year_like and text[one.start - 1 : one.start] not in ("第", "."):
        return whole and not _numbers_line(text, one)
    before = text[max(0, one.start - 14) : one.start]
    if "." in number and before.endswith(_BARE["index_before"]):
        return closed
    if "." in number and closed and before.endswith(_BARE["change_before"]):
        return True
    return closed and not year_like and bool(_METRIC.search(before))


def _numbers_line(text: str, one: Found) -> bool:
    """Whether only blanks or a bracket stand before the number on its line."""
    line = text.rfind("\n", max(0, one.start - 12), one.start) + 1
    return not text[line : one.start].strip(" \t\u3000（(")


def _is_campaign(text: str, one: Found) -> bool:
    """万人签名活动, 百场宣讲行动: a multiplier alone with a unit, in front of what looks like a name."""
    number = text[one.number_start : one.number_end]
    if number == "十" or any(mark not in _MULTIPLIERS for mark in number):
        return False
    after = text[one.end : one.end + 1]
    if one.approximate:
        return text[one.end - 2 : one.end] in _LIMITS and bool(after) and after not in _STOPS
    if _PER_THOUSAND.match(text, one.end) or text[one.start - 1 : one.start] in ("“", "‘", '"', "「"):
        return True
    return (
        after in ("百", "千", "万", "一")
        or one.unit in _CAMPAIGN_UNITS
        or bool(_CAMPAIGN.match(text, one.end))
    )


def _is_threshold(text: str, one: Found) -> bool:
    """100人以上的企业, 月收入3000元以下家庭: a group defined, not counted."""
    if one.unit in ("%", "％", "成", ""):
        return False
    if text[one.end - 2 : one.end] not in _LIMITS:
        return one.start < one.number_start and bool(_GROUP_COUNTED.match(text, one.end))
    before, after = text[one.start - 1 : one.start], text[one.end : one.end + 1]
    if one.unit in _COUNTED_UNITS and before not in ("（", "("):
        return after == "的" and before in _STOPS
    return (
        before in ("（", "(") or after in ("）", ")") or text.startswith(_GROUPS["threshold_after"], one.end)
    )


def _is_abstract(text: str, one: Found) -> bool:
    """五个方面, 三种形式, 三点要求: parts of a plan."""
    if one.value > _MOST_PARTS or one.approximate or one.value_hi is not None:
        return False
    if not one.spelled:
        return text.startswith(_GROUPS["strong_abstract"], one.end)
    rest, known = text[one.end : one.end + 5], enumerators()
    if one.unit in _ABSTRACT_UNITS and any(rest[:length] in known for length in range(len(rest), 0, -1)):
        return one.unit not in ("个", "项") or not rest.startswith(_GROUPS["not_abstract"])
    if rest[:1] == "：" and one.unit in _ABSTRACT_UNITS | {"桩", "件"} and one.unit not in ("句", "段"):
        return True
    if one.unit in ("项", "个", "者", "样") and rest[:1] in ("都", "均", "皆"):
        return True
    return (one.unit == "件" and rest[:1] in ("事", "大")) or (
        one.unit == "条" and rest[:1] in ("路", "线", "腿", "主")
    )


def _is_other_sense(text: str, one: Found) -> bool:
    """Places, idioms and homographs: 三里屯, 三成立, 八户村, 8时30分."""
    unit, before, after = one.unit, text[one.start - 1 : one.start], text[one.end : one.end + 1]
    if unit == "位" and text[one.start - 2 : one.start] in _MOVES:
        return True
    if unit in ("栋", "幢") and _ADDRESS.match(text, one.end):
        return True
    if (unit == "分" and after == "制") or (unit == "班" and after == "倒"):
        return True
    if (unit == "排" and _LATIN.match(after)) or (unit == "标段" and one.spelled):
        return True
    if unit == "层" and _LATIN.match(after):
        return True
    if unit == "度" and one.spelled and one.value <= 5:
        return True
    if unit in ("晚", "夜") and one.spelled and text[one.start - 1 : one.start] in ("周", "期"):
        return True
    if unit == "版":
        return "." in text[one.number_start : one.number_end]
    if unit == "里":
        return after in _NAMES["place_after_li"]
    if unit == "成":
        return after in _NAMES["word_after_cheng"]
    if unit == "字" and one.spelled:
        return text.startswith(_GROUPS["spelled_sayings"], one.end)
    if unit == "分":
        return before in ("时", "点", "十", "万", "部")
    if not one.spelled:
        return False
    if unit in ("家", "户"):
        return after in _NAMES["place_after_house"]
    if unit in _TEAM_UNITS and one.value < 20:
        if _is_one_of_teams(text, one):
            return True
        return after in _TEAM_AFTER or text[one.end + 1 : one.end + 2] == "长" or before in _TEAM_BEFORE
    small = one.value <= 4 and one.value != 2
    if unit == "道":
        return after in ("河", "沟", "街", "岭", "湾", "口", "拐", "弯", "梁", "坎")
    return (unit == "方" and small) or (
        unit in ("头", "面", "口") and small and after not in ("，", "。", "、", "；")
    )
