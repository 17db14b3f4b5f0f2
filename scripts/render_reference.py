"""Renders the reference pages under docs/reference from what the program itself declares.

    python scripts/render_reference.py            write the pages
    python scripts/render_reference.py --check    say which pages are not current; exit 1 if any

Nothing here is typed by hand twice: a page that differs from its rendering fails the check.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from shuzhi.audit.rulebook import Rule  # noqa: E402
from shuzhi.audit.rules import RULES  # noqa: E402
from shuzhi.catalog import model  # noqa: E402
from shuzhi.catalog.load import load_pack, shipped_packs  # noqa: E402
from shuzhi.catalog.names import owner_name, paper_names  # noqa: E402
from shuzhi.catalog.walk import kinds_of, leaves, types_of  # noqa: E402
from shuzhi.messages import say  # noqa: E402
from shuzhi.values.unit_names import english_unit  # noqa: E402
from tests.unit.audit.rule_cases import findings, rows  # noqa: E402

MECHANISMS = ROOT / "tests" / "acceptance" / "mechanisms.toml"
COUNTING = ROOT / "tests" / "spec" / "counting"
FOLDER = ROOT / "docs" / "reference"
STRENGTH = {
    "must": "应当 must",
    "should": "要求 should",
    "generally": "一般 generally",
    "local": "各地自定 local",
}
EVERY = {
    "year": "每年 a year",
    "half": "每半年 a half-year",
    "quarter": "每季度 a quarter",
    "month": "每月 a month",
}
HEADS = {
    "none": "不记人数 no heads",
    "headcount": "记人数 headcount",
    "both": "记人数或名单 headcount or names",
}
REACH = {"person": "本人 person", "team": "班子 team", "unit": "机关 unit", "subtree": "本级及所属 subtree"}


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def both(name: str, name_en: str) -> str:
    return f"{name} {name_en}"


def unit(chinese: str) -> str:
    """A unit in both languages; alone where English wants no word for it (个)."""
    return both(chinese, english_unit(chinese)).strip() if english_unit(chinese) != chinese else chinese


def _listed(parts: Iterable[str]) -> str:
    return "、".join(parts)


def _triples(words: Iterable[tuple[str, str, str]]) -> str:
    return _listed(f"{both(name, name_en)} `{code}`" for code, name, name_en in words)


def _both_lines(chinese: str, english: str) -> str:
    return f"{chinese}。{english}." if chinese and english else chinese


def _owner(pack: model.Pack, each: model.Indicator) -> str:
    return both(each.owner, owner_name(pack, each, "en"))


def _papers(pack: model.Pack, kind: model.ActivityType) -> str:
    pairs = zip(paper_names(pack, kind, "zh"), paper_names(pack, kind, "en"), strict=True)
    return _listed(both(name, name_en) for name, name_en in pairs)


# ---------------------------------------------------------------------------------- catalog.md
def catalog_page() -> str:
    lines = [
        "# 目录参考 Catalog",
        "",
        "可以登记什么：活动类型、事项类别、联系、字段。本页由程序生成。"
        " What may be recorded: activity types, items, links, fields. This page is rendered by the program.",
        "",
    ]
    for name in shipped_packs():
        pack = load_pack(name)
        lines += [f"## {both(pack.name, pack.name_en)} `{pack.code}` {pack.version}", ""]
        for part in (_types, _items, _links, _fields, _words, _settings, _outlines):
            lines += part(pack)
    return "\n".join(lines).rstrip() + "\n"


def _types(pack: model.Pack) -> Iterator[str]:
    counted: dict[str, list[str]] = {}
    for each in pack.indicators.values():
        for code in dict.fromkeys(code for leaf in leaves(each.measure) for code in types_of(leaf)):
            counted.setdefault(code, []).append(f"[{each.code}](indicators.md#{each.code})")
    for line, name, name_en in pack.lines:
        yield from (f"### {both(name, name_en)}", "")
        for kind in pack.types.values():
            if kind.line == line:
                yield from _type(pack, kind, counted.get(kind.code, []))


def _type(pack: model.Pack, kind: model.ActivityType, counted: list[str]) -> Iterator[str]:
    shut = "（受保护，只记数 protected, counts only）" if kind.protected else ""
    yield from (f"#### {both(kind.name, kind.name_en)} `{kind.code}`{shut}", "")
    quantities = [pack.quantities[code] for code in kind.quantities]
    facts = [
        ("人数 Heads", HEADS[kind.attendance]),
        (
            "数量 Quantities",
            _listed(f"{both(q.name, q.name_en)}（{unit(q.unit)}）`{q.code}`" for q in quantities),
        ),
        ("字段 Fields", _listed(f"{both(f.name, f.name_en)} `{f.code}`" for f in kind.fields)),
        ("身份 Roles", _triples(kind.roles)),
        ("类别 Categories", _triples(kind.categories)),
        ("常见佐证（可不附）Usual evidence, never required", _papers(pack, kind)),
        ("也写作 Written as", "、".join(kind.aliases)),
        ("计入 Counted by", "、".join(counted)),
    ]
    yield from (f"- {label}：{value}" for label, value in facts if value)
    if kind.cadence:
        how = f"{STRENGTH[kind.cadence.strength]}，{EVERY[kind.cadence.every]} {kind.cadence.times}"
        yield f"- 频次提示 Cadence hint：{how}。{kind.cadence.source}。{kind.cadence.source_en}."
    yield ""


def _items(pack: model.Pack) -> Iterator[str]:
    yield from ("### 事项 Items", "")
    rows = [
        (
            f"{both(kind.name, kind.name_en)} `{kind.code}`{'（受保护 protected）' if kind.protected else ''}",
            " → ".join(
                f"{both(s.name, s.name_en)}{'（终结 final）' if s.final else ''} `{s.code}`"
                for s in kind.states
            ),
            _listed(f"{both(f.name, f.name_en)} `{f.code}`" for f in kind.fields),
            _listed(" / ".join(f"`{link}.{way}`" for link, way in one.links) for one in kind.awaits),
            _codes(kind.observations),
            "、".join(kind.aliases),
        )
        for kind in pack.item_kinds.values()
    ]
    heads = (
        "类别 Kind",
        "状态 States",
        "字段 Fields",
        "等待的联系 Links awaited",
        "读数 Readings",
        "也写作 Written as",
    )
    yield from table(heads, rows)


def _links(pack: model.Pack) -> Iterator[str]:
    yield from ("### 联系 Links", "")
    rows = [
        (f"{both(kind.name, kind.name_en)} `{kind.code}`", _codes(kind.source), _codes(kind.target))
        for kind in pack.link_kinds.values()
    ]
    yield from table(("联系 Link", "从 From", "到 To"), rows)


def _codes(codes: Iterable[str]) -> str:
    return "、".join(f"`{code}`" for code in codes)


def _fields(pack: model.Pack) -> Iterator[str]:
    owners = (*pack.types.values(), *pack.item_kinds.values())
    fields = {each.code: each for owner in owners for each in owner.fields}
    yield from ("### 字段 Fields", "")
    rows = [
        (
            f"{both(each.name, each.name_en)} `{each.code}`{'（可多值 several）' if each.many else ''}",
            _triples(each.values) or "任意短码 any short code",
        )
        for each in sorted(fields.values(), key=lambda one: one.code)
    ]
    yield from table(("字段 Field", "取值 Values"), rows)


def _words(pack: model.Pack) -> Iterator[str]:
    groups = (
        ("职务 Posts", pack.posts),
        ("职级 Ranks", pack.ranks),
        ("机构类别 Kinds of organisations", pack.organisation_kinds),
        ("主题 Themes", pack.themes),
        ("指标分组 Headings of figures", pack.sections),
        ("部门 Departments", pack.departments),
    )
    yield from ("### 其他用词 Other words", "")
    for label, triples in groups:
        yield f"- {label}：{_triples(triples)}"
    observed = _listed(
        f"{both(each.name, each.name_en)}（{unit(each.unit)}）`{each.code}`" for each in pack.observations
    )
    yield from (f"- 观测值 Observations：{observed}", "")


def _settings(pack: model.Pack) -> Iterator[str]:
    yield from ("### 本地设置（均为示例）Local settings, all of them examples", "")
    rows = [
        (
            f"{both(each.name, each.name_en)} `{each.code}`",
            _both_lines(each.example, each.example_en) or "（空 empty）",
            _both_lines(each.note, each.note_en),
        )
        for each in pack.settings
    ]
    yield from table(("设置 Setting", "示例 Example", "说明 Note"), rows)


def _outlines(pack: model.Pack) -> Iterator[str]:
    yield from ("### 报告提纲 Outlines", "")
    for outline in pack.outlines.values():
        least, most = outline.length
        yield f"- {both(outline.name, outline.name_en)} `{outline.code}`，{least}–{most} 字 characters"
        yield from (f"{'  ' * each.level}- {each.title}" for each in outline.sections)
    yield ""


# ---------------------------------------------------------------------------------- indicators.md
def indicators_page() -> str:
    lines = [
        "# 指标参考 Indicators",
        "",
        "怎样计数：每个指标一条规则、一个算例。算例在每个计算引擎上都运行，标 no 的是相邻而不计入的记录。本页由程序生成。",
        "How it is counted: one rule and one example each. Examples run on every engine; rows marked no are neighbours that"
        " do not count. This page is rendered by the program.",
        "",
        "算例的小天地 The world of the examples：C 下有 D、N；D 下有 T1、T2；T1 下有 V1、V2；T2 下有 V3；D 与 V1 结对。"
        " C above D and N; D above T1 and T2; T1 above V1 and V2; T2 above V3; D is paired with V1.",
        "",
    ]
    for name in shipped_packs():
        pack = load_pack(name)
        lines += [f"## {both(pack.name, pack.name_en)} `{pack.code}` {pack.version}", ""]
        lines += table(
            ("指标 Indicator", "单位 Unit", "责任 Owner", "范围 Reach"),
            [
                (
                    f"[{each.name}](#{each.code}) {each.name_en}",
                    unit(each.unit),
                    _owner(pack, each),
                    REACH[each.reach],
                )
                for each in pack.indicators.values()
            ],
        )
        for each in pack.indicators.values():
            lines += _indicator(pack, each)
    return "\n".join(lines).rstrip() + "\n"


def _indicator(pack: model.Pack, each: model.Indicator) -> Iterator[str]:
    shut = "（受保护，依据止于密封计数 protected, traced to a sealed count）" if each.protected else ""
    yield from (f'### <a id="{each.code}"></a>{both(each.name, each.name_en)} `{each.code}`{shut}', "")
    yield from (f"{each.counting_rule} {each.counting_rule_en}", "")
    kinds = dict.fromkeys(
        code for leaf in leaves(each.measure) for code in (*types_of(leaf), *kinds_of(leaf))
    )
    names = {
        code: both(node.name, node.name_en) for code, node in (*pack.types.items(), *pack.item_kinds.items())
    }
    facts = [
        ("单位 Unit", unit(each.unit)),
        ("责任 Owner", _owner(pack, each)),
        ("范围 Reach", REACH[each.reach]),
        ("来自 From", "、".join(f"{names[code]} `{code}`" for code in kinds)),
        (
            "区间时改印 Printed instead of an interval",
            f"[{each.instead}](#{each.instead})" if each.instead else "",
        ),
        ("也写作 Written as", "、".join(each.aliases)),
    ]
    yield from (f"- {label}：{value}" for label, value in facts if value)
    yield from ("", "```spec", each.spec, "```", "")


# ---------------------------------------------------------------------------------- mechanisms.md
def mechanisms_page() -> str:
    """From the list that tests/acceptance/test_mechanisms.py plays: every row named here has run."""
    rows = tomllib.loads(MECHANISMS.read_text(encoding="utf-8"))["mechanism"]
    pack = load_pack("womens_federation")
    lines = [
        "# 工作机制 Mechanisms",
        "",
        "一年工作的各项机制：登记什么，得出哪些数。每一行都由测试实际登记、计数、追溯到记录，并在编成的报告中找到。本页由程序生成。",
        "The mechanisms of a year: what is entered, which figures come of it. A test records each row, counts it, traces it to"
        " its records and finds it in a compiled report. This page is rendered by the program.",
        "",
    ]
    lines += table(
        ("序号", "机制 Mechanism", "登记 Entered", "指标 Indicators"),
        [
            (str(row["number"]), both(row["name"], row["name_en"]), row["entered"], _figures(pack, row))
            for row in rows
        ],
    )
    return "\n".join(lines).rstrip() + "\n"


def _figures(pack: model.Pack, row: dict[str, Any]) -> str:
    codes = [*row["indicators"], *(one["indicator"] for one in row.get("example", ()))]
    named = _listed(
        f"[{pack.indicators[code].name}](indicators.md#{code}) {pack.indicators[code].name_en}"
        for code in codes
    )
    found = (pack.outlines[code] for code in row.get("outlines", ()))
    outlines = _listed(both(one.name, one.name_en) for one in found)
    return "；".join(part for part in (named, outlines) if part) or "尚未实现 not yet"


# ---------------------------------------------------------------------------------- counting.md
def counting_page() -> str:
    """The spec documents in order, each example marked as plain text."""
    lines = [
        "# 计数规则 Counting",
        "",
        "每条规则都配有能运行的小台账；测试在每个引擎上逐条运行这些例子。本页由程序从 `tests/spec/counting` 生成。"
        " Each rule comes with little ledgers that run: the tests play every example on every engine."
        " This page is rendered from `tests/spec/counting`.",
        "",
    ]
    texts = (path.read_text(encoding="utf-8") for path in sorted(COUNTING.glob("*.md")))
    body = "\n".join(text.strip() + "\n" for text in texts)
    return "\n".join(lines) + "\n" + body.replace("```spec", "```text")


# ---------------------------------------------------------------------------------- rules.md
GROUPS = {
    "verdicts": "与台账核对 Held against the ledger",
    "occasions": "场次、人次、人数 Sessions, attendances, people",
    "sums": "合计与占比 Sums and shares",
    "flattening": "数字过于整齐 Figures too even",
    "wording": "年限、年份与残留 Spans, years and leftovers",
    "earlier": "与以往报告比较 Earlier reports",
    "duty": "述职报告的要求 What a duty report owes its readers",
    "numerals": "数字用法 Writing numbers",
}
LEVELS = {"error": "差错 error", "warning": "提醒 warning", "advice": "建议 advice", "ok": "相符 fine"}


def rules_page() -> str:
    """From the rules' docstrings and the cases that tests/unit/audit plays: each sentence is what a case really says."""
    lines = [
        "# 核对规则 Rules of the audit",
        "",
        "每条规则的代码、级别、要求、应当提示和不应提示的各一例，以及提示的原话（中英文）。例子由测试逐一运行，人名地名数字均为虚构。本页由程序生成。",
        "Each rule with its codes, level, requirement, a case in which it speaks and one in which it is silent, and what it says."
        " Tests play every case; places and numbers are invented. This page is rendered by the program.",
        "",
    ]
    cases: dict[str, Any] = {}
    for code, row in rows():
        cases.setdefault(code, row)
    group = ""
    for rule in RULES:
        module = rule.__module__.rpartition(".")[2]
        if module != group:
            group = module
            lines += [f"## {GROUPS[group]}", ""]
        lines += _requirement(rule)
        for code in rule.codes:
            lines += _rule(code, cases[code])
    return "\n".join(lines).rstrip() + "\n"


def _requirement(rule: Rule) -> Iterator[str]:
    chinese, _, english = (rule.__doc__ or "").partition("\n\n")
    yield from (f"### 要求 Requirement `{rule.__name__}`", "", _line(chinese), "", _line(english), "")


def _rule(code: str, row: Any) -> Iterator[str]:
    found = next(one for one in findings(row, "positive") if one.code == code)
    yield from (f"#### {LEVELS[found.level.value]} `{code}`", "")
    if "ledger" in row:
        yield f"- 台账 Ledger：{_ledger(row['ledger'])}"
    for label, key in (("上年报告 Last year's report", "last_year"), ("存档 Archive", "archive")):
        if key in row:
            yield f"- {label}：{_quoted(row[key])}"
    yield f"- 提示 Speaks：{_quoted(row['positive'])}"
    other = f"（台账 ledger：{_ledger(row['ledger_negative'])}）" if "ledger_negative" in row else ""
    yield f"- 不提示 Silent：{_quoted(row['negative'])}{other}"
    yield f"- 原话 In its words：{_line(say(code, found.args, 'zh'))}"
    yield f"- In English：{_line(say(code, found.args, 'en'))}"
    yield ""


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")


def _quoted(text: str | Sequence[str]) -> str:
    parts = [text] if isinstance(text, str) else list(text)
    return " ".join(f"“{_line(part)}”" for part in parts)


def _ledger(held: dict[str, str | list[str]]) -> str:
    """Figures that the case's ledger holds; an interval with both its ends."""
    said = (f"{code} {value if isinstance(value, str) else '–'.join(value)}" for code, value in held.items())
    return "、".join(f"`{one}`" for one in said) or "没有记录 no records"


# ---------------------------------------------------------------------------------- api.md
def api_page() -> str:
    from shuzhi.wiring.django import setup  # the interface describes itself once its settings are known

    setup()
    from shuzhi.web.api.app import api
    from shuzhi.web.api.reference import described
    from shuzhi.web.api.reference_page import rendered

    return rendered(described(api))


PAGES: dict[str, Callable[[], str]] = {
    "api.md": api_page,
    "catalog.md": catalog_page,
    "counting.md": counting_page,
    "indicators.md": indicators_page,
    "mechanisms.md": mechanisms_page,
    "rules.md": rules_page,
}


def stale() -> list[str]:
    """Names of pages that are missing or differ from their rendering."""
    return [name for name, page in PAGES.items() if _written(name) != page()]


def _written(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(argv: Sequence[str]) -> int:
    if "--check" in argv:
        old = stale()
        print(
            "\n".join(f"docs/reference/{name} is not current" for name in old)
            or "reference pages are current"
        )
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
