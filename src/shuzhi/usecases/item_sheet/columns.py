"""The columns of a sheet of items: what their headings may be called, and what a cell of each says.

Headings and choices are taken in Chinese, in English or as codes. What cannot be read raises ``UnreadableCellError``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from shuzhi.catalog.model import FieldSpec, ItemKind, Pack

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("事项", "标题", "名称", "内容", "工作任务", "重点任务", "title", "item", "task"),
    "org": ("组织", "单位", "组织代码", "责任单位", "org", "unit"),
    "day": ("立项日期", "立项", "开始日期", "提出日期", "发现日期", "opened", "start", "from"),
    "owner": ("责任岗位", "责任人", "责任", "负责人", "牵头人", "owner"),
    "due": ("期限", "完成期限", "完成时限", "完成时间", "截止日期", "due"),
    "target": ("目标", "目标值", "数量目标", "target"),
}
"""The first of each is the heading of a blank sheet in Chinese."""

ENGLISH = {
    "title": "Title",
    "org": "Unit",
    "day": "Opened",
    "owner": "Owner",
    "due": "Due",
    "target": "Target",
}
_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?(?:[ T]\d{2}:\d{2}.*)?\Z")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.0+)?\Z")  # a day as Excel keeps it: 1954 to 2119
_BEFORE_EXCEL = date(1899, 12, 30)
_BETWEEN = re.compile(r"[、,，;；]")


class UnreadableCellError(ValueError):
    """``code`` and ``args_`` feed the messages."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code)
        self.code = code
        self.args_ = args


@dataclass(frozen=True, slots=True)
class Names:
    """Codes by every name they go by; two units of one name cannot be told apart by it."""

    codes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, named: Iterable[tuple[str, ...]]) -> Names:
        """Each a code with its names."""
        found: dict[str, list[str]] = {}
        for code, *names in named:
            for name in dict.fromkeys((code, *names)):
                if name:
                    found.setdefault(_plain(name), []).append(code)
        return cls({name: tuple(dict.fromkeys(codes)) for name, codes in found.items()})

    def code(self, text: str, heading: str) -> str:
        """Raises ``UnreadableCellError`` for a name that nobody bears, or that several do."""
        found = self.codes.get(_plain(text), ())
        if len(found) > 1:
            raise UnreadableCellError("items.sheet.several", column=heading, text=text)
        if not found:
            raise UnreadableCellError("items.sheet.unknown", column=heading, text=text)
        return found[0]


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` is one of ``HEADINGS`` or "field.<code>"; ``read`` turns a filled cell into the texts it states."""

    key: str
    heading: str
    heading_en: str
    headings: frozenset[str]
    choices: tuple[tuple[str, str, str], ...]
    read: Callable[[str], tuple[str, ...]]


def columns_of(kind: ItemKind, *, pack: Pack, orgs: Iterable[tuple[str, str]]) -> tuple[Column, ...]:
    """In the order of a blank sheet. ``orgs`` are (code, name) of the units that may record."""
    units = tuple((code, name, "") for code, name in orgs)
    posts = pack.posts
    own = [_own(spec, pack, units) for spec in kind.fields]
    return (
        _column("title", (), lambda text: (text,)),
        *own,
        _column("owner", posts, _chosen(posts, "owner")),
        _column("due", (), lambda text: (read_day(text, HEADINGS["due"][0]).isoformat(),)),
        _column("target", (), lambda text: (_number(text),)),
        _column("day", (), lambda text: (read_day(text, HEADINGS["day"][0]).isoformat(),)),
        _column("org", units, _chosen(units, "org")),
    )


def read_day(text: str, heading: str) -> date:
    """2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日, or the number by which a spreadsheet keeps a day."""
    found = _DAY.match(text.strip())
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if _SERIAL.match(text.strip()):
            return _BEFORE_EXCEL + timedelta(days=int(Decimal(text)))
    except ValueError:
        pass
    raise UnreadableCellError("items.sheet.no_day", column=heading, text=text)


def plain_heading(text: str) -> str:
    """A heading without blanks and what stands in brackets: 「期限（年月日）」 is 「期限」."""
    return _plain(re.sub(r"[(（].*?[)）]", "", text))


def _column(
    key: str, choices: tuple[tuple[str, str, str], ...], read: Callable[[str], tuple[str, ...]]
) -> Column:
    names = HEADINGS[key]
    return Column(key, names[0], ENGLISH[key], frozenset(map(_plain, names)), choices, read)


def _own(spec: FieldSpec, pack: Pack, units: tuple[tuple[str, str, str], ...]) -> Column:
    choices = spec.values
    if spec.holds == "indicator":
        choices = tuple(
            (one.code, one.name, one.name_en) for one in pack.indicators.values() if not one.protected
        )
    elif spec.holds == "organisation":
        choices = units
    names = Names.of(choices)

    def read(text: str) -> tuple[str, ...]:
        parts = [one.strip() for one in _BETWEEN.split(text)] if spec.many else [text]
        return tuple(names.code(one, spec.name) if choices else one for one in parts if one)

    headings = frozenset(_plain(one) for one in (spec.name, spec.name_en, spec.code) if one)
    return Column(f"field.{spec.code}", spec.name, spec.name_en or spec.name, headings, choices, read)


def _chosen(choices: Iterable[tuple[str, str, str]], key: str) -> Callable[[str], tuple[str, ...]]:
    names = Names.of(choices)
    return lambda text: (names.code(text, HEADINGS[key][0]),)


def _number(text: str) -> str:
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as problem:
        raise UnreadableCellError(
            "items.sheet.no_number", column=HEADINGS["target"][0], text=text
        ) from problem
    if not value.is_finite() or value < 0:
        raise UnreadableCellError("items.sheet.no_number", column=HEADINGS["target"][0], text=text)
    return f"{value:f}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
