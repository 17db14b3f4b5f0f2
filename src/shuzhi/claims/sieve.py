"""Which numbers are figures of work, and which are not: one small question per kind of number.

Knows the surroundings of a number in the text; does not know what is counted.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from shuzhi.claims.lexicon import ACTION, BODY, DATE, NOUN, SCOPE, VERB, enumerators
from shuzhi.values.quantity import BEFORE, Bound

if TYPE_CHECKING:
    from shuzhi.claims.numbers import Found
    from shuzhi.claims.page import Page

_STOPS = "，。；：！？、,;:!?\n（）()“”《》"
_ORDINAL_LIST = re.compile(r"第[0-9０-９一二三四五六七八九十百零、和至—\-－~～]{0,12}$")
_DURATION_BEFORE = re.compile(
    r"(?:为期|历时|长达|连续|坚持|任期|学制|工期|期限|徒刑|服刑|延长|缩短|从事|工作|持续|满|扎根|从教|从医|超过|累计|共|仅用|只用|用了|花了|耗时|推迟|提前|平均|近|约|达|干了|服务|坚守|驻村|相隔|时隔|拘留|拘役|管制)[了过达为共已有约近的]{0,2}$"
)
_WINDOW_BEFORE = re.compile(
    r"(?:最近|近|前|后|头|首|过去|今后|未来|这|那|每|每隔|隔|第|上|下|本|同|当|再过|再用|用|在|力争|争取|年满|不满|未满|满|年龄|不到|再|早在|利用|通过)$"
)
_WINDOW_AFTER = re.compile(
    r"^(?:多|余|几)?(?:来|内|间|前|后|里|中|之内|以内|以来|之前|之后|以前|以后|之间|期间|左右时间|时间|期|算下来|共|累计|计划|规划|如一日|目标|行动|级|一|了|初|中|底|末|龄|纪念|过去)"
)
_ABSTRACT_KINDS = frozenset(
    {"种", "类", "点", "步", "句", "层", "段", "道", "条", "项", "件", "个", "样", "面"}
)
_HOTLINES = frozenset(
    map(
        Decimal, (12338, 12345, 12355, 12348, 12333, 12351, 12388, 12380, 12309, 148, 110, 119, 120, 122, 114)
    )
)
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_AVERAGE_AGE = re.compile("(?:寿命|年龄)[^，。；0-9]{0,6}$")
_METRIC_LEFT = re.compile(
    r"(?:率|比|比例|指数|系数|总数|人数|户数|总量|数量|得分|分值|评分|分数|件数|次数|人口|数|量|值|均分|排名)(?:分别)?(?:约|已|也|仅|就|均)?(?:为|达到|达|是|至|到|由|从|升至|降至|增至|增加到|提高到|下降到|增长到|降到|上升到|约|:|：)[^，。；]{0,1}$"
)
_NAME_AFTER = re.compile(
    "^[^，。；、！？\n0-9]{0,10}?(?:活动|工程|计划|行动|签名|大宣讲|宣讲团|大合唱|合唱|长跑|大走访|大行动|巡讲|巡回|进万家|下基层|评|竞赛|大赛|讲坛|创业|攻坚|助学|志愿者|徒步|健步|示范创建|结对|帮扶|联户|牵手|“|大排查|会战)"
)
_ONE_AND_MORE = re.compile("[^，。；、和及0-9]{1,5}[和、及][一二两三四五六七八九十0-9]")
_FAMILY_SAYING = re.compile(r"^[一两二三][^，。；\n]{1,2}[一两二三四]")
_THRESHOLD_AFTER = re.compile(
    "^(?:的|及以上|未|贫困|家庭|企业|单位|公司|村|干部|人员|学历|工龄|党龄|党员|职工|居民|妇女|儿童|老人|大病|群体|低收入|处罚|农户|用户|女性|女干部|子女|少年|青年|学生|女|男|者|人群|青壮年|婴幼儿|高龄|人口|文化|女工|育龄|幼儿|文盲|孩子|残疾|职称|领导|规模)"
)
_LIMITS = ("以上", "以下", "以内", "之内", "之上", "之下")


def word_before(text: str, at: int, longest: int) -> str | None:
    """The word of approximation that touches a number from the left, if it is one here."""
    for length in range(min(longest, at), 0, -1):
        word = text[at - length : at]
        if word in BEFORE:
            return word if _is_approximation(text, at - length, word, at) else None
    return None


_NOT_AFTER = {
    "近": frozenset("最附就靠邻亲远新晚"),
    "约": frozenset("节预签契公违条合特履制婚和誓请邀"),
    "上": frozenset("以网会线地身路街山村年月晚早船车"),
}
_ONLY_AFTER = {
    "过": frozenset("已均率超数量额人早都皆全，"),
    "破": frozenset("已率均额量数人，首值入"),
}


def _is_approximation(text: str, begin: int, word: str, at: int) -> bool:
    """节约, 最近, 办过: the character before decides whether the word approximates."""
    before = text[begin - 1 : begin]
    if word in _ONLY_AFTER:
        return before in _ONLY_AFTER[word]
    if word == "上" and text[at] not in "百千万亿":
        return False
    return before not in _NOT_AFTER.get(word, ())


def is_sign(text: str, at: int) -> bool:
    """Whether a dash before a number is a minus sign and not a range or a code."""
    before = text[at - 1 : at]
    return not before or not (before.isalnum() and before.isascii() or before in "-－—%％期")


def is_span_of_days(text: str, at: int, end: int) -> bool:
    """为期3日, 共3日: days that measure work, where the date grammar would see a day of a month."""
    return (
        text[end - 1] == "日"
        and text[at:end].count("月") == 0
        and bool(_DURATION_BEFORE.search(text[max(0, at - 4) : at]))
    )


def keep(page: Page, found: list[Found]) -> list[Found]:
    """Those that state a quantity of work."""
    kept: list[Found] = []
    for one in found:
        if _is_claim(page, one):
            if one.kind.endswith("s"):
                one.kind = one.kind[:-1]
            kept.append(one)
    return _with_articles(page, kept)


def _is_claim(page: Page, one: Found) -> bool:
    accepted = _states_work(page, one)
    if not accepted and (one.kind == "t" or one.unit in ("年", "日", "届")):
        page.mark(one.start, one.end, DATE)
    if not accepted and page.text[one.end - 2 : one.end] in _LIMITS:
        page.groups[one.end] = one.start
    return accepted


def _states_work(page: Page, one: Found) -> bool:
    text = page.text
    if page.in_name(one.number_start) or _is_ordinal(text, one) or _is_code(text, one) or _is_base(text, one):
        return False
    kind = one.kind.rstrip("s")
    if kind in "cp" and text[one.start - 1 : one.start] == "前" and one.unit in ("位", "名", "个", "批", "期", "场", "次", "届"):
        return False
    if kind == "x":
        return _is_special(text, one)
    if kind == "":
        return _is_bare_count(page, one)
    if kind == "t":
        return _is_duration(text, one)
    if kind == "q" and (one.spelled or one.value >= 5000):
        return False
    if one.bound in (Bound.AT_LEAST, Bound.AT_MOST) and _is_threshold(text, one):
        return False
    return not (_is_abstract(page, one) or _is_bare_multiplier(text, one) or _is_other_sense(text, one))


def _is_ordinal(text: str, one: Found) -> bool:
    before = text[max(0, one.start - 14) : one.start]
    if "第" in before and _ORDINAL_LIST.search(before):
        return True
    if one.unit in ("次", "期", "轮") and before[-1:] == "届":
        return True
    following = text[one.end : one.end + 4]
    return one.unit in ("次", "期", "届", "中", "组", "队") and following.startswith(
        ("全会", "全体", "代表大会", "妇代会", "党代会", "工程", "项目", "会议", "执委", "常委")
    ) and one.spelled and one.value_hi is None and one.unit in ("次", "期") and before[-1:] not in ("了", "开", "办", "共", "行", "过")  # fmt: skip


def _is_code(text: str, one: Found) -> bool:
    before, after = text[one.start - 1 : one.start], text[one.end : one.end + 1]
    if _LATIN.match(before) or (before in "+＋×*#№/.．" and before):
        return before != "/" or True
    if after in ("+", "＋", "×") and after:
        return True
    if one.unit == "" and (
        _LATIN.match(after) or after in (":", "∶", "：", "比") and text[one.end + 1 : one.end + 2].isdigit()
    ):
        return True
    if before in (":", "∶", "：") and text[one.start - 2 : one.start - 1].isdigit():
        return True
    digits = text[one.number_start : one.number_end]
    return len(digits) >= 7 and digits.isdigit() and one.unit in ("", "号")


def _is_base(text: str, one: Found) -> bool:
    """每10户, 每隔3天: the base of a rate."""
    before = text[max(0, one.start - 2) : one.start]
    return before.endswith(("每", "每隔", "每逢", "每满")) or (before[-1:] == "隔" and one.kind == "t")


def _is_special(text: str, one: Found) -> bool:
    before, after = text[max(0, one.start - 8) : one.start], text[one.end : one.end + 6]
    if one.unit in ("年", "日"):
        if one.unit == "年" and one.value > 200:
            return False
        if _WINDOW_AFTER.match(after) or after[:1] == "度":
            return False
        if one.value_hi is not None and not _WINDOW_BEFORE.search(before):
            return True
        if one.bound in (Bound.AT_LEAST, Bound.AT_MOST) and after[:1] in ("的", "工", "党", "妇", "会"):
            return False
        return bool(_DURATION_BEFORE.search(before)) and not (
            one.approximate and one.bound is Bound.NEARLY and not before
        )
    if one.unit in ("岁", "周岁"):
        return one.bound in (Bound.EXACT, Bound.APPROX) and bool(_AVERAGE_AGE.search(before))
    if one.unit == "届":
        return before.endswith(("连续", "共", "举办", "已办", "召开", "办了"))
    return False


def _is_duration(text: str, one: Found) -> bool:
    before, after = text[max(0, one.start - 8) : one.start], text[one.end : one.end + 6]
    if (
        one.bound is Bound.NEARLY
        and one.unit in ("个月", "天", "周")
        and text[one.start - 1 : one.start] in ("", "，", "。", "最")
    ):
        return False
    if one.unit in ("年", "周") and after[:1] in ("岁", "年", "边"):
        return False
    if after.startswith(
        ("热线", "值班", "值守", "生活圈", "通勤圈", "经济圈", "便民", "健身圈", "服务圈", "工作制", "工作日", "自助", "不打烊", "圈", "直达", "交通圈", "服务热线", "开通", "在线", "不间断", "制", "接听", "随时", "畅通")
    ):
        return False
    if one.unit == "月":
        return False
    if _WINDOW_AFTER.match(after) and not after.startswith(
        ("中小", "时间", "共", "内容", "期", "计划", "一", "累计", "后勤", "间隔")
    ):
        return False
    if _WINDOW_BEFORE.search(before) and not before.endswith(
        ("年满", "通过", "利用", "用", "在", "满", "争取", "下")
    ):
        return False
    if one.spelled and one.value == 1 and not one.approximate:
        return bool(_DURATION_BEFORE.search(before)) or _in_rate(text, one)
    return True


def _in_rate(text: str, one: Found) -> bool:
    window = text[max(0, one.start - 10) : one.start]
    cut = max((window.rfind(mark) for mark in "，。；、"), default=-1)
    return "每" in window[cut + 1 :]


def _is_bare_count(page: Page, one: Found) -> bool:
    """A number without a unit: with 万 or 亿, with an approximation, before a noun, or after 率为."""
    text = page.text
    number = text[one.number_start : one.number_end]
    after = text[one.end : one.end + 2]
    if after[:1] in ("月", "年", "日", "号", "是", "要") and not (
        one.approximate and after[:1] in ("是", "要")
    ):
        return False
    follows = page.begin_at.get(one.end)
    if _has_size(number):
        bare = not any(mark.isdigit() or mark in "一二两三四五六七八九几数" for mark in number)
        if bare and not one.approximate:
            return False
        return not after.startswith(("分之", "别", "不"))
    if one.spelled:
        return (
            one.approximate
            and one.value >= 10
            and "几" not in number
            and bool(follows is None or follows[1] in (NOUN, ACTION, VERB) or after[:1] in _STOPS)
        )
    if one.value in _HOTLINES and one.value_hi is None:
        return False
    if (
        one.approximate
        and one.value >= 10
        and (not after or after[:1] in _STOPS or (follows and follows[1] in (NOUN, BODY)))
    ):
        return True
    if (
        follows
        and follows[1] == NOUN
        and not 1900 <= one.value <= 2100
        and text[one.start - 1 : one.start] not in ("第", ".")
    ):
        return one.value == one.value.to_integral_value() and not _line_number(text, one)
    before = text[max(0, one.start - 14) : one.start]
    if "." in number and before.endswith(("性别比", "指数", "系数", "得分", "均分", "分值", "比")):
        return not after or after[:1] in _STOPS
    if _METRIC_LEFT.search(before) and not (1900 <= one.value <= 2100 and "." not in number):
        return not after or after[:1] in _STOPS + "。，；）"
    return False


def _line_number(text: str, one: Found) -> bool:
    line = text.rfind("\n", 0, one.start) + 1
    return not text[line : one.start].strip(" \t　（(")


def _has_size(number: str) -> bool:
    return any(mark in number for mark in "万亿")


def _is_bare_multiplier(text: str, one: Found) -> bool:
    """万人签名活动, 百场宣讲: a multiplier alone with a unit, in front of what looks like a name."""
    number = text[one.number_start : one.number_end]
    if any(mark not in "十百千万亿" for mark in number) or number == "十":
        return False
    if one.approximate:
        return text[one.end - 2 : one.end] in ("以上", "以下", "以内") and text[one.end : one.end + 1] not in tuple(_STOPS)
    if text[one.end : one.end + 1] in tuple("百千万一") or one.unit in (
        "家",
        "口",
        "里",
        "方",
        "面",
        "日",
        "天",
        "度",
        "分",
        "步",
        "块",
        "元",
        "号",
        "村",
        "县",
        "镇",
        "店",
        "社",
    ):
        return True
    return bool(_NAME_AFTER.match(text[one.end : one.end + 22]))


def _is_threshold(text: str, one: Found) -> bool:
    """100人以上的企业, 月收入3000元以下家庭: a group defined, not counted."""
    if one.unit in ("%", "％", "成", "") or not text[one.end - 2 : one.end] in (
        "以上",
        "以下",
        "以内",
        "之内",
        "之上",
        "之下",
    ):
        return False
    after = text[one.end : one.end + 4]
    if one.unit in ("个", "名", "项", "件", "家", "所", "处", "人次", "场次", "次", "场", "期") and text[
        one.start - 1 : one.start
    ] not in tuple("（("):
        return after[:1] == "的" and text[one.start - 1 : one.start] in _STOPS
    return (
        bool(_THRESHOLD_AFTER.match(after))
        or text[one.start - 1 : one.start] in ("（", "(")
        or after[:1] in ("）", ")")
    )


def _is_abstract(page: Page, one: Found) -> bool:
    """五个方面, 三种形式, 三点要求: parts of a plan, counted in words."""
    if not one.spelled or one.approximate or one.value > 12 or one.value_hi is not None:
        return False
    text, end = page.text, one.end
    known = enumerators()
    rest = text[end : end + 5]
    if one.unit in _ABSTRACT_KINDS and any(
        rest[:length] in known for length in range(min(5, len(rest)), 0, -1)
    ):
        return not rest.startswith(("主要指标", "不同", "有效", "要素市场")) or one.unit not in ("个", "项")
    return (one.unit == "件" and rest[:1] in ("事", "大")) or (
        one.unit == "条" and rest[:1] in ("路", "线", "腿", "主")
    )


def _is_other_sense(text: str, one: Found) -> bool:
    """Places, idioms and homographs: 三里屯, 六成立, 一户一策, 八分钟 is time of day."""
    after = text[one.end : one.end + 2]
    if one.unit == "里" and after[:1] in tuple("河屯铺店村镇桥湾坪庄沟街墩坡牌塘庙岗冲营亭堡") and after:
        return True
    if one.unit == "成" and (after[:1] in tuple("立员果为功长本绩都效人熟材年份分型品新套片群") and after):
        return True
    if one.unit == "方" and one.spelled:
        return True
    if one.unit == "分" and text[one.start - 1 : one.start] in ("时", "点", "十", "万", "部"):
        return True
    if (
        one.unit in ("家", "户")
        and one.spelled
        and after[:1] in ("子", "渠", "村", "屯", "堡", "庄", "岭", "店", "营")
    ):
        return True
    if one.unit == "口" and one.spelled and after[:1] in ("之", "子"):
        return True
    if one.unit in ("队", "组", "班", "排", "社", "团", "部", "院", "站") and one.spelled and one.value < 20:
        return after[:1] in tuple("的长员") or text[one.start - 1 : one.start] in tuple("第村社队镇乡")
    return (
        one.unit in ("头", "面", "口", "道", "门", "行", "片", "层")
        and one.spelled
        and one.value <= 4
        and after[:1] not in tuple("，。、；")
        and one.value != 2
        and one.unit in ("头", "面", "口", "行")
    )


def _with_articles(page: Page, found: list[Found]) -> list[Found]:
    """Without 一 + measure word where it is only an article; it counts beside other counts."""
    text, kept = page.text, []
    for place, one in enumerate(found):
        if (
            one.spelled
            and one.value == 1
            and one.value_hi is None
            and text[one.number_start : one.number_end] in ("一", "壹")
        ):
            if not _asserts_one(page, found, place):
                continue
        kept.append(one)
    return kept


def _asserts_one(page: Page, found: list[Found], place: int) -> bool:
    one, text = found[place], page.text
    before, after = text[max(0, one.start - 6) : one.start], text[one.end : one.end + 1]
    if one.unit in ("番", "倍") or one.unit in ("%", "‰"):
        return before.endswith(("翻", "翻了", "增长", "增加", "提高", "高出", "多", "高", "近", "了", "扩大"))
    if one.kind in "tm" and one.kind == "t":
        return True
    if one.unit in (
        "批",
        "种",
        "类",
        "样",
        "面",
        "段",
        "番",
        "股",
        "片",
        "团",
        "群",
        "排",
        "行",
        "层",
        "道",
        "线",
        "级",
        "步",
        "块",
        "里",
        "口",
        "头",
    ):
        return False
    if one.approximate or one.kind == "m":
        return one.kind == "m" and not text[one.end : one.end + 1] in ("一",) or one.approximate
    if _in_rate(text, one) or before.endswith(
        ("不少于", "至少", "仅", "只有", "各", "仅有", "不低于", "共", "另有")
    ):
        return after[:1] not in ("一",) or not _FAMILY_SAYING.match(
            text[one.number_start : one.number_start + 4]
        )
    if after and after not in "，。；、）)\n":
        return (
            _beside_counts(found, place, text)
            and one.unit in ("名", "人", "个", "所", "家", "户", "座", "处")
            and before[-1:] in ("、", "和", "，", "及")
        )
    left = page.end_at.get(one.start)
    if one.unit == "次" and not _beside_counts(found, place, text):
        return False
    if left is None:
        return (
            bool(before)
            and before[-1] not in _STOPS
            and before[-1] not in "了的过着出为是成这那某另同第又再上下每有"
            and _beside_counts(found, place, text)
        )
    return left[1] in (NOUN, ACTION, BODY, SCOPE, DATE) and left[1] != DATE


def _beside_counts(found: list[Found], place: int, text: str) -> bool:
    """Whether another count stands in the same sentence."""
    one = found[place]
    for other in (found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None):
        if other is None or other.kind == "t":
            continue
        low, high = sorted((one.start, other.start))
        if "。" not in text[low:high] and "\n" not in text[low:high] and high - low < 60:
            return True
    return False
