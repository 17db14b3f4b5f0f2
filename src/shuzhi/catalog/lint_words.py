"""Rules of lint about names and prose: English codes, two languages, no formulation of our own, marked examples.

Aliases and theme names are left alone: they are other people's words, kept to be recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from shuzhi.catalog import model
from shuzhi.catalog.finding import Finding
from shuzhi.catalog.outline_text import texts_of

Findings = Iterator[Finding]

CODE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
HAN: Final = re.compile(r"[㐀-鿿]")
LATIN: Final = re.compile(r"[A-Za-z]")
# Spelt-out Chinese that has an English term in the field's glossary.
PINYIN: Final = (
    "fulian", "dangjian", "dangzu", "dangke", "dangri", "dangyuan", "zhibu", "zhiwei", "xuanjiang",
    "jiangzuo", "peixun", "weiwen", "huodong", "renci", "renshu", "changci", "tongji", "baogao",
    "jihua", "wenti", "cuoshi", "yuanyin", "diaoyan", "funv", "nvxing", "jiating", "ertong", "weiquan",
    "zhengce", "wenjian", "huiyi", "gongzuo", "xuexi", "zhuti", "kentan", "xinfang", "lianzheng",
    "bangfu", "jiedui", "baodao", "taizhang",
)  # fmt: skip
# Formulations and slogans that a pack may not put into an office's mouth; the office lists its own, with dates.
FORMULATIONS: Final = (
    "习近平", "新时代中国特色社会主义", "二十大", "两个确立", "两个维护", "四个意识", "四个自信", "国之大者", "中国式现代化",
    "政治站位", "政治属性", "不忘初心", "牢记使命", "铸魂", "培根", "凝心聚力", "同心筑梦", "踔厉奋发", "勇毅前行", "砥砺前行",
    "奋楫", "扬帆", "乘势而上", "高质量发展", "新征程", "新篇章", "新局面", "新台阶", "落地生根", "落实落细", "走深走实",
    "入脑入心", "见行见效", "提质增效", "正能量", "强大合力", "巾帼之力", "半边天", "生力军", "主力军", "引路人", "筑梦人",
    "听党话跟党走", "共同体意识", "伟大", "坚强有力", "全面过硬", "再上新", "圆满完成", "显著提升", "显著成效",
)  # fmt: skip


def codes_are_english(pack: model.Pack) -> Findings:
    """Codes are lower-case English words joined by underscores, never Chinese spelt out in Latin letters."""
    for table, code in _codes(pack):
        if not CODE.match(code):
            yield Finding("catalog.code_form", f"{table}:{code}", {"code": code})
        for word in code.split("_"):
            if word in PINYIN:
                yield Finding("catalog.code_pinyin", f"{table}:{code}", {"code": code, "word": word})


def _codes(pack: model.Pack) -> Iterator[tuple[str, str]]:
    tables: dict[str, Mapping[str, object]] = {
        "activity_type": pack.types, "item_kind": pack.item_kinds, "link_kind": pack.link_kinds,
        "indicator": pack.indicators, "outline": pack.outlines, "quantity": pack.quantities,
    }  # fmt: skip
    for table, nodes in tables.items():
        yield from ((table, code) for code in nodes)
    for kind in pack.types.values():
        yield from (("field", each.code) for each in kind.fields)
    yield from (("observation", each.code) for each in pack.observations)
    yield from (("setting", each.code) for each in pack.settings)


def names_stand_in_both_languages(pack: model.Pack) -> Findings:
    """Chinese names are Chinese, English names English; neither is empty."""
    for where, chinese, english in _names(pack):
        if not HAN.search(chinese):
            yield Finding("catalog.name_not_chinese", where, {"where": where, "name": chinese})
        if not LATIN.search(english) or HAN.search(english):
            yield Finding("catalog.name_not_english", where, {"where": where, "name": english})


def _names(pack: model.Pack) -> Iterator[tuple[str, str, str]]:
    yield f"pack:{pack.code}", pack.name, pack.name_en
    groups: tuple[tuple[str, Iterator[object]], ...] = (
        ("activity_type", iter(pack.types.values())),
        ("item_kind", iter(pack.item_kinds.values())),
        ("indicator", iter(pack.indicators.values())),
        ("outline", iter(pack.outlines.values())),
        ("quantity", iter((*pack.quantities.values(), *pack.observations))),
        ("setting", iter(pack.settings)),
    )
    for table, nodes in groups:
        for node in nodes:
            yield f"{table}:{node.code}", node.name, node.name_en  # type: ignore[attr-defined]
    for each in pack.indicators.values():
        yield f"indicator:{each.code}.rule", each.counting_rule, each.counting_rule_en
    yield from _inner_names(pack)
    for setting in pack.settings:
        yield f"setting:{setting.code}.note", setting.note, setting.note_en
        if setting.example:
            yield f"setting:{setting.code}.example", setting.example, setting.example_en
    words = (
        pack.lines, pack.posts, pack.ranks, pack.organisation_kinds, pack.themes, pack.departments, pack.papers,
        pack.sections,
    )  # fmt: skip
    for triples in words:
        yield from ((f"word:{code}", name, name_en) for code, name, name_en in triples)


def _inner_names(pack: model.Pack) -> Iterator[tuple[str, str, str]]:
    """Fields with their choices, roles, categories, states and links: named inside types and kinds."""
    triples: dict[tuple[str, str, str], str] = {}
    typed = (field for kind in pack.types.values() for field in kind.fields)
    for field in (*typed, *(field for item in pack.item_kinds.values() for field in item.fields)):
        triples[field.code, field.name, field.name_en] = f"field:{field.code}"
        triples |= {value: f"field:{field.code} {value[0]}" for value in field.values}
    for kind in pack.types.values():
        triples |= {each: f"role:{each[0]}" for each in kind.roles}
        triples |= {each: f"category:{each[0]}" for each in kind.categories}
    for item in pack.item_kinds.values():
        states = ((state.code, state.name, state.name_en) for state in item.states)
        triples |= {each: f"item_kind:{item.code} {each[0]}" for each in states}
    for link in pack.link_kinds.values():
        triples[link.code, link.name, link.name_en] = f"link_kind:{link.code}"
    yield from ((where, name, name_en) for (_, name, name_en), where in triples.items())


def names_in_use_are_declared(pack: model.Pack) -> Findings:
    """Departments, papers and sections are named where they are used; each is declared once, with its English."""
    departments = {name for _, name, _ in pack.departments}
    sections = {"", *(code for code, _, _ in (*pack.sections, *pack.lines))}
    for indicator in pack.indicators.values():
        if indicator.section not in sections:
            yield _undeclared(f"indicator:{indicator.code}", "section", indicator.section)
        if indicator.owner.strip() and indicator.owner not in departments:
            yield _undeclared(f"indicator:{indicator.code}", "department", indicator.owner)
    papers = {name for _, name, _ in pack.papers}
    for kind in pack.types.values():
        for name in kind.evidence:
            if name not in papers:
                yield _undeclared(f"activity_type:{kind.code}", "paper", name)


def settings_are_of_use(pack: model.Pack) -> Findings:
    """What a setting names exists, and a quantity or figure waits only for a setting that the pack ships."""
    settings = {one.code for one in pack.settings}
    fields = {field.code for kind in pack.types.values() for field in kind.fields}
    named = {*(f"theme.{code}" for code, _, _ in pack.themes), *(f"field.{code}" for code in fields)}
    for one in pack.settings:
        if one.names and one.names not in named:
            yield _undeclared(f"setting:{one.code}", one.names.partition(".")[0], one.names)
    waiting = ((f"quantity:{one.code}", one.setting) for one in pack.quantities.values())
    for where, setting in (
        *waiting,
        *((f"indicator:{one.code}", one.setting) for one in pack.indicators.values()),
    ):
        if setting and setting not in settings:
            yield _undeclared(where, "setting", setting)


def _undeclared(where: str, table: str, name: str) -> Finding:
    return Finding("catalog.name_undeclared", where, {"where": where, "table": table, "name": name})


def prose_has_no_formulations(pack: model.Pack) -> Findings:
    """Names, rules and outlines carry no slogan and no political formulation: those are the office's, with dates."""
    for where, text in _prose(pack):
        for phrase in FORMULATIONS:
            if phrase in text:
                yield Finding("catalog.formulation", where, {"where": where, "phrase": phrase})


def _prose(pack: model.Pack) -> Iterator[tuple[str, str]]:
    themed = {theme for _, theme, _ in pack.themes}
    for where, chinese, _ in _names(pack):
        if not where.startswith("word:"):
            yield where, _without(chinese, themed)
    for outline in pack.outlines.values():
        for place, text in texts_of(outline):
            yield f"outline:{outline.code} {place}", text


def _without(text: str, themes: set[str]) -> str:
    """A theme is the office's own label and may be named where its events are counted."""
    for theme in themes:
        text = text.replace(theme, "")
    return text


def examples_are_marked(pack: model.Pack) -> Findings:
    """A local word or target without a national source ships empty or as an example that says so."""
    for each in pack.settings:
        marked = each.example.startswith("示例") and (
            not each.example_en or each.example_en.startswith("Example")
        )
        if each.example and not marked:
            yield Finding("catalog.example_unmarked", f"setting:{each.code}", {"name": each.name})


RULES = (
    codes_are_english,
    names_stand_in_both_languages,
    names_in_use_are_declared,
    settings_are_of_use,
    prose_has_no_formulations,
    examples_are_marked,
)
