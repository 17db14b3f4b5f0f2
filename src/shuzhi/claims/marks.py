"""Characters and short words that bound or bind a noun phrase. Knows no pages and no numbers."""

from __future__ import annotations

import re

HARD = frozenset("。；！？;!?")
"""Marks that end a sentence or a member of it."""
SOFT = frozenset("，：,:—…·|\t")
"""Marks that end a clause."""
OPENING, CLOSING = frozenset("（("), frozenset("）)")
GAPS = frozenset(" \u3000\n\r")
QUOTES_CLOSING = frozenset('”’》」』"')
QUOTES_OPENING = frozenset("“‘《「『")
ENDS = HARD | SOFT | OPENING | CLOSING | frozenset("、\n")
"""Marks at which a phrase to the right ends."""

SUFFIXES = frozenset(
    "班室所站率会员者家费金款额量数点队组团网册表书证卡件品物课场地区院校厂店社库房机器法案科部处局司办团群界户村镇乡街"
    "楼栋路桥渠田林园圃圈厅馆台商"
)
"""Characters that make a noun of the verb before them (培训|班)."""
PERSON_ENDS = frozenset("员者民工师生手女众童属军兵士亲妈娘婆嫂姐妹夫妻媳农人长")
"""Last characters of nouns for people; after them an unknown stretch is no longer their name."""
LIGHT_VERBS = frozenset(
    "设有办建评选获送捐发收种植养喂织做交售购买修增减占达招训帮扶救保挖积造缝绣架拆贷投订编写印演唱播拍报查破判抓调"
    "接访看听讲录配聘授领读打开出入到用花完"
)
"""One-character verbs that may stand before the thing counted (设主任1人)."""
BOUND_SINGLES = frozenset("的了在对给把被让将由从向是有为占达共各约使令叫请替因但或如每某该这那着比较等往")
"""One-character words that always end a phrase."""
LOOSE_SINGLES = frozenset(
    "已也还又再就都均曾仍正才便却则只仅不未没能可会要应来去到于用以按并而且与和及此其所自同比多少"
)
"""One-character words that end a phrase after a known noun, and are part of a word elsewhere."""
ADVERB_SINGLES = frozenset("已曾皆仍尚也")
"""One-character adverbs that no noun contains."""
JOINING = frozenset("和与及")
NUMERAL_HEADS = frozenset("一二三四五六七八九十两百千万几数近约0123456789０１２３４５６７８９")

LIMITS = frozenset(("以上", "以下", "以内", "及以上", "及以下", "以外"))
LEVEL = re.compile(
    "(?:国家|全国|省|市|县|区|地|乡|镇|村|州|盟|旗|部|厅|处|科|省部|科局|县处|乡科|厅局|地厅|司局|正科|副科|正处|副处|正县|副县)级$|^(?:省|市|县|区|地区|全国|国家|自治区)$"
)
"""省级, 县级: whose award it is, not what is counted."""
ATTRIBUTE_HEADS = (
    "周期",
    "价格",
    "指数",
    "支出",
    "补贴",
    "津贴",
    "补助金",
    "救助金",
    "模范",
    "活动",
    "工作",
    "能手",
    "标兵",
    "先进",
    "个人",
    "小组",
    "队伍",
    "人员",
    "基地",
    "资金",
    "经费",
    "课程",
    "对象",
    "案件",
    "项目",
    "成功率",
    "中心",
    "时间",
    "情况",
    "数量",
    "质量",
    "机构",
    "组织",
    "强度",
    "面积",
    "规模",
    "水平",
    "标准",
    "时长",
    "余额",
    "总额",
    "额度",
    "速度",
    "增速",
    "成本",
    "里程",
    "容量",
    "产量",
    "效率",
    "能力",
    "时限",
    "期限",
)
"""Nouns that take the verb before them as their attribute (帮扶|资金)."""
MANNERS = frozenset(
    ("免费", "无偿", "集中", "义务", "定期", "专项", "联合", "重点", "现场", "公益", "线上", "线下")
)
"""Adverbs that may stand inside the name of what is done (“两癌”免费筛查)."""
DOERS = frozenset(
    ("妇女", "群众", "职工", "党员", "干部", "社员", "居民", "学生", "村民", "市民", "委员", "执委", "会员", "代表", "青年", "社会", "各界",
     "志愿", "行动", "活动", "工程", "计划", "专项")
)  # fmt: skip
"""Ends of nouns after which a word such as 捐献 or 排查 is a verb (妇女捐献布鞋), not part of a name."""
NAMING = frozenset(
    (
        "组织",
        "结对",
        "竞赛",
        "活动",
        "服务",
        "教育",
        "行动",
        "学习",
        "创建",
        "评选",
        "示范",
        "培训",
        "救助",
        "贷款",
    )
)
"""Words that go on a quoted name (“两新”组织) where others begin a deed (“送清凉”走访)."""
SERVING = frozenset(
    ("为", "给", "赴", "按", "向", "对", "帮", "依托", "通过", "利用", "围绕", "借助", "结合")
)
"""Prepositions after which a phrase holds who is served or by what means, then the deed."""
RATE_HEADS = frozenset(
    ("率", "比例", "比重", "覆盖面", "面", "总额", "总量", "总数", "天数", "人数", "次数", "件数", "户数", "例数", "时数", "台数", "金额", "数量", "数额")
)  # fmt: skip
GROWTH = frozenset("增提上下减降升高多净扩缩回涨跌攀翻收相差递")
"""First characters of words of growth, before which a comparison (比上年) may stand."""


def ends_line(text: str, at: int) -> bool:
    """Whether the character is a line break that ends a paragraph, not one that wraps a line."""
    if text[at] != "\n":
        return False
    line = text.rfind("\n", max(0, at - 24), at)
    return (
        (line >= 0 or at < 24)
        or text[at - 1] in "。；！？：…"
        or text[at + 1 : at + 2] in ("\n", "\u3000", " ")
    )


def tidy(phrase: str) -> str:
    """A phrase without the particles and blanks at its edges."""
    phrase = (
        (phrase.replace("\n", "") if "\n" in phrase else phrase)
        .lstrip(" \u3000、，的")
        .rstrip(" \u3000、和与及，的")
    )
    if len(phrase) > 2 and phrase[-1] in "等里中" and not phrase.endswith(("高中", "初中", "集中", "家里")):
        return phrase[:-1]
    return phrase
