"""What stands right against a figure and would change what it says: digits, 万, %, a unit, 近, 余.

Two strings are compared, the words that stood there when the document was printed and those that stand there now;
only the part that speaks to the number is looked at, so that edits elsewhere in the sentence are people's own.
Knows Chinese numbers and units; does not know documents.

    against_before(words) -> str        the part at the end of the words before a figure
    against_after(words) -> str         the part at the beginning of the words after it
"""

from __future__ import annotations

import re
from typing import Final

_DIGIT = "[0-9０-９]"
_BLANKS = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff]+")

_WORDS_BEFORE: Final = (
    "不少于", "不低于", "不超过", "不高于", "不足", "不到", "不下", "至少", "至多", "最多", "最少", "将近", "接近",
    "大约", "超过", "(?<!高)超", "(?<![节大特预签履公合相])约", "(?<![最附亲靠邻临])近", "逾", "(?<![等次])第",
    "(?<![肩抱担胜])负", "百分之", "千分之", "万分之",
)  # fmt: skip
_BEFORE: Final = re.compile(
    rf"(?:{_DIGIT}+(?:[.,．]{_DIGIT}+)*[.,．]?(?:[-－~～—–至到]|分之)?|[-－−+＋]|[百千万亿]|"
    rf"{'|'.join(_WORDS_BEFORE)})\Z"
)

#: units that can follow a number, each with the characters that make another word of it
_UNITS: Final[dict[str, str]] = {
    "人次": "", "件次": "", "户次": "", "场次": "", "期次": "", "班次": "", "批次": "", "轮次": "", "车次": "",
    "人": "员民才口均生家类大文士事们力为格手", "名": "单称义誉字优", "位": "于置", "口": "号碑头述径",
    "场": "所地景馆面合", "次": "日年月序要数", "期": "间限末望待刊满", "届": "时满", "讲": "话述解座堂好稿",
    "节": "日约点假目俗能", "堂": "", "轮": "训流岗换", "户": "籍口外主均", "家": "庭长属教乡风政园人国中里访",
    "份": "额子量", "本": "级人着次身单区市县年地村着", "册": "", "张": "贴", "套": "", "篇": "章", "条": "件例款理",
    "则": "", "幅": "度", "部": "门分署队", "集": "中体团会", "封": "闭", "个": "人别体性", "项": "目", "件": "",
    "批": "评准示复", "种": "类植", "类": "似型别", "起": "来草到", "宗": "旨教", "例": "如行会外", "案": "例件",
    "支": "部持出撑", "队": "伍员", "组": "织长建成合", "班": "子级主", "处": "理置于分级", "对": "于象口照比接策",
    "间": "", "所": "有以在属需", "元": "旦素月", "万元": "", "亿元": "", "角": "度色落", "倍": "",
    "天": "气然津", "日": "常前益均", "个月": "", "小时": "", "分钟": "", "学时": "", "课时": "", "周": "边期围",
    "年": "度来初底终内均前龄轻", "月": "份底初度", "米": "", "平方米": "", "亩": "", "公里": "", "公斤": "", "吨": "",
    "个百分点": "", "百分点": "", "成": "立果效为员功长就熟绩", "岁": "",
}  # fmt: skip
_UNIT: Final = "|".join(
    f"{unit}(?![{others}])" if others else unit
    for unit, others in sorted(_UNITS.items(), key=lambda each: (-len(each[0]), each[0]))
)
_LOOSE_AFTER: Final = "余(?![下额地])|多(?![方地样元])|来(?![自到源访电])|以上|以下|以内|左右|上下|有余|之多"
_AFTER: Final = re.compile(
    rf"(?:[.,．]?{_DIGIT}+|[-－~～—–至到]{_DIGIT}+|[%％‰]|[十百千万亿]|{_LOOSE_AFTER}|{_UNIT})+"
)


def unblanked(words: str) -> str:
    """Without blanks and characters of no width, which change nothing that is read."""
    return _BLANKS.sub("", words)


def against_before(words: str) -> str:
    found = _BEFORE.search(unblanked(words))
    return found[0] if found else ""


def against_after(words: str) -> str:
    found = _AFTER.match(unblanked(words))
    return found[0] if found else ""


def same_figure_text(one: str, other: str) -> bool:
    """Whether two printed figures read the same: blanks beside Chinese characters do not count, 3 8 is not 38."""
    return _tightened(one) == _tightened(other)


_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_LOOSE_BLANK = re.compile(r"(?<![0-9０-９.,])\s+|\s+(?![0-9０-９.,])")


def _tightened(text: str) -> str:
    return _LOOSE_BLANK.sub("", _INVISIBLE.sub("", text))
