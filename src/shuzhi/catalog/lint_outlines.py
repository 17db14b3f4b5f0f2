"""Rules of lint about types, items and outlines: everything named exists, everything declared is reached.

One function per rule; the requirement is its docstring.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final, cast

from shuzhi.catalog import model
from shuzhi.catalog.finding import Finding
from shuzhi.catalog.outline_text import holes, item_lists_of, texts_of, without_holes
from shuzhi.catalog.walk import kinds_of, leaves, types_of

Findings = Iterator[Finding]
REACHES: Final = ("person", "team", "unit", "subtree")
WORDS: Final = (
    "org.name",
    "org.place",
    "period.year",
    "period.last_year",
    "period.next_year",
    "office.title",
)
_ENDS: Final = {"zh": "。；：", "en": ".;:"}
_HAN: Final = re.compile("[㐀-鿿]")
_ENGLISH: Final = re.compile("[A-Za-z]{2}")
ITEM_WORDS: Final = ("title", "state", "due", "owner", "target")


def types_use_what_is_declared(pack: model.Pack) -> Findings:
    """Lines and quantities of types, team posts, and the ends of links are declared."""
    lines, ends = {line[0] for line in pack.lines}, {*pack.item_kinds, "activity", "organisation"}
    for kind in pack.types.values():
        where = f"activity_type:{kind.code}"
        if kind.line not in lines:
            yield Finding("catalog.unknown_line", where, {"type": kind.code, "line": kind.line})
        for code in kind.quantities:
            if code not in pack.quantities:
                yield Finding("catalog.unknown_quantity", where, {"type": kind.code, "quantity": code})
    for item in pack.item_kinds.values():
        if item.line and item.line not in lines:
            where = f"item_kind:{item.code}"
            yield Finding("catalog.unknown_line", where, {"type": item.code, "line": item.line})
    for post in pack.team_posts:
        if post not in {one[0] for one in pack.posts}:
            yield Finding("catalog.unknown_post", "pack", {"post": post})
    for link in pack.link_kinds.values():
        for end in (*link.source, *link.target):
            if end not in ends:
                yield Finding(
                    "catalog.unknown_link_end", f"link_kind:{link.code}", {"link": link.code, "end": end}
                )


def cadences_name_their_source(pack: model.Pack) -> Findings:
    """A cadence is at least once, and names its source in both languages."""
    for kind in pack.types.values():
        cadence = kind.cadence
        if cadence and (cadence.times < 1 or not cadence.source or not cadence.source_en):
            yield Finding("catalog.cadence_incomplete", f"activity_type:{kind.code}", {"type": kind.code})


def everything_is_reached(pack: model.Pack) -> Findings:
    """Advice: every type, item kind and observation is counted by an indicator or spoken of in an outline.

    What the pack lists as ``uncounted`` is left uncounted on purpose.
    """
    counted = [leaf for each in pack.indicators.values() for leaf in leaves(each.measure)]
    types = {code for leaf in counted for code in types_of(leaf)}
    kinds = {code for leaf in counted for code in kinds_of(leaf)}
    kinds |= {listed.kind for each in pack.outlines.values() for _, listed, _ in item_lists_of(each)}
    observed = {leaf.measure for leaf in counted if isinstance(leaf, model.Latest)}
    unreached = (
        ("activity_type", [code for code in pack.types if code not in {*types, *pack.uncounted}]),
        ("item_kind", [code for code in pack.item_kinds if code not in {*kinds, *pack.uncounted}]),
        ("observation", [each.code for each in pack.observations if each.code not in observed]),
    )
    for table, codes in unreached:
        for code in codes:
            yield Finding("catalog.unreached", f"{table}:{code}", {"table": table, "code": code}, "advice")


def item_kinds_have_a_life(pack: model.Pack) -> Findings:
    """An item kind begins in a state that is not final and has a state in which its life may end."""
    for kind in pack.item_kinds.values():
        if not kind.states or kind.states[0].final or not any(state.final for state in kind.states):
            yield Finding("catalog.item_without_life", f"item_kind:{kind.code}", {"kind": kind.code})


def items_await_what_may_come(pack: model.Pack) -> Findings:
    """An item waits only for links that may join it, and things are read off it that the pack lists."""
    measures = {one.code for one in pack.observations}
    for kind in pack.item_kinds.values():
        where = f"item_kind:{kind.code}"
        for name, way in (link for awaited in kind.awaits for link in awaited.links):
            found = pack.link_kinds.get(name)
            ends = () if found is None else found.source if way == "out" else found.target
            if found is None or (ends and kind.code not in ends):
                yield Finding("catalog.awaits_no_link", where, {"kind": kind.code, "link": f"{name}.{way}"})
    observed = [(one.code, one.observations) for one in pack.types.values()]
    observed += [(one.code, one.observations) for one in pack.item_kinds.values()]
    for code, named in observed:
        for measure in named:
            if measure not in measures:
                told = {"kind": code, "observation": measure}
                yield Finding("catalog.unknown_item_observation", f"observed:{code}", told)


def outline_holes_are_known(pack: model.Pack) -> Findings:
    """A hole in an outline is an indicator with a known reach, a word of the frame, or a word of its item."""
    settings = {f"setting.{one.code}" for one in pack.settings}
    for outline in pack.outlines.values():
        own = _item_words(pack, outline)
        for place, text in texts_of(outline):
            for hole in holes(text):
                known = hole.name in pack.indicators or hole.name in own.union(WORDS, settings)
                if not known and not hole.name.startswith("formulation."):
                    yield _in_outline("unknown_hole", outline, place, hole=hole.name)
                if hole.reach and hole.reach not in REACHES:
                    yield _in_outline("unknown_reach", outline, place, hole=hole.name, reach=hole.reach)


def _item_words(pack: model.Pack, outline: model.Outline) -> set[str]:
    kinds = [pack.item_kinds[one.kind] for _, one, _ in item_lists_of(outline) if one.kind in pack.item_kinds]
    return {*ITEM_WORDS, *(f"field.{each.code}" for kind in kinds for each in kind.fields)}


def outline_types_no_number(pack: model.Pack) -> Findings:
    """A report never types a number: digits stand only in holes."""
    for outline in pack.outlines.values():
        for place, text in texts_of(outline):
            if typed := re.search(r"[0-9０-９]+", without_holes(text)):
                yield _in_outline("typed_number", outline, place, number=typed[0])


def outline_figures_stand_apart(pack: model.Pack) -> Findings:
    """Two figures are at least one character apart, so that each keeps its own place in Word."""
    for outline in pack.outlines.values():
        for place, text in texts_of(outline):
            found = [hole for hole in holes(text) if hole.name in pack.indicators]
            for one, other in pairwise(found):
                if one.end == other.start:
                    yield _in_outline("figures_touch", outline, place, hole=other.name)


def outline_sentences_end(pack: model.Pack) -> Findings:
    """A sentence that may be left out is a whole one: it ends with a full stop, a semicolon or a colon."""
    for outline in pack.outlines.values():
        for number, section in enumerate(outline.sections, 1):
            for block in section.blocks:
                if isinstance(block, model.ParagraphSpec):
                    for each in block.sentences:
                        if each.text and each.text[-1] not in _ENDS[outline.language]:
                            yield _in_outline(
                                "sentence_without_end", outline, f"section {number}", text=each.text
                            )


def outlines_speak_one_language(pack: model.Pack) -> Findings:
    """The text of an outline is in its language alone: no Chinese in an English one, no English in a Chinese one."""
    for outline in pack.outlines.values():
        other = _HAN if outline.language == "en" else _ENGLISH
        for place, text in texts_of(outline):
            if found := other.search(without_holes(text)):
                yield _in_outline("outline_other_language", outline, place, text=found[0])


def translations_say_the_same(pack: model.Pack) -> Findings:
    """An outline that translates another has its sections, and in each of their blocks the same figures and items."""
    for outline in pack.outlines.values():
        if not outline.translates:
            continue
        first = pack.outlines.get(outline.translates)
        if first is None:
            yield _in_outline("translates_nothing", outline, "", other=outline.translates)
            continue
        if len(first.sections) != len(outline.sections):
            yield _in_outline("translation_differs", outline, "", other=first.name)
        for number, (one, other) in enumerate(zip(first.sections, outline.sections, strict=False), 1):
            if (one.level, _said(pack, one)) != (other.level, _said(pack, other)):
                yield _in_outline("translation_differs", outline, f"section {number}", other=first.name)


def _said(pack: model.Pack, section: model.SectionSpec) -> list[object]:
    """Block by block: the figures of each sentence, the shape of each list of items, the cells of each table."""
    blocks: list[object] = []
    for block in section.blocks:
        if isinstance(block, model.ParagraphSpec):
            blocks.append([_figures(pack, each.text) for each in block.sentences])
        elif isinstance(block, model.TableSpec):
            blocks.append([cells for _, cells in block.rows])
        elif isinstance(block, model.ItemListSpec):
            blocks.append(_shape(block))
        else:
            blocks.append(replace(block, title=""))
    return blocks


def _figures(pack: model.Pack, text: str) -> list[str]:
    return sorted(text[hole.start : hole.end] for hole in holes(text) if hole.name in pack.indicators)


def _shape(listed: model.ItemListSpec) -> tuple[object, ...]:
    return (
        listed.kind, listed.choose, listed.where, listed.link, listed.hint, bool(listed.text), bool(listed.empty),
        tuple(_shape(child) for child in listed.children),
    )  # fmt: skip


def outline_lists_follow_links(pack: model.Pack) -> Findings:
    """Item lists name known kinds, and a child follows a link that may join it to its parent."""
    for outline in pack.outlines.values():
        for place, listed, parent in item_lists_of(outline):
            if listed.kind not in pack.item_kinds:
                yield _in_outline("unknown_list_kind", outline, place, kind=listed.kind)
            if (listed.choose == "linked") != (listed.link is not None) or (parent and listed.link is None):
                yield _in_outline("list_without_link", outline, place, kind=listed.kind)
            if listed.link is None or not parent:
                continue
            kind, direction = listed.link
            link = pack.link_kinds.get(kind)
            source, target = (parent, listed.kind) if direction == "out" else (listed.kind, parent)
            if (
                link is None
                or source not in (link.source or (source,))
                or target not in (link.target or (target,))
            ):
                yield _in_outline("broken_list_link", outline, place, link=kind, source=source, target=target)


def outline_tables_are_even(pack: model.Pack) -> Findings:
    """Every row of a table has a cell under every column."""
    for outline in pack.outlines.values():
        for number, section in enumerate(outline.sections, 1):
            for block in section.blocks:
                if isinstance(block, model.TableSpec):
                    for label, cells in block.rows:
                        if len(cells) + 1 != len(block.columns):
                            yield _in_outline("uneven_table", outline, f"section {number}", label=label)


def outline_charts_can_be_drawn(pack: model.Pack) -> Findings:
    """A chart takes a known indicator apart, by organisation only what units do; a plan is drawn from items that name
    the indicator they are measured by."""
    for outline in pack.outlines.values():
        for number, section in enumerate(outline.sections, 1):
            for block in section.blocks:
                why = _undrawable(block, pack) if isinstance(block, model.ChartSpec) else ""
                if why:
                    yield _in_outline(
                        why, outline, f"section {number}", title=cast(model.ChartSpec, block).title
                    )


def _undrawable(chart: model.ChartSpec, pack: model.Pack) -> str:
    if chart.draw == "plan":
        kind = pack.item_kinds.get(chart.kind)
        measured = kind is not None and any(one.holds == "indicator" for one in kind.fields)
        return "" if measured else "chart_without_items"
    code, _, reach = chart.figure.partition("@")
    indicator = pack.indicators.get(code)
    if indicator is None or indicator.protected:
        return "chart_without_figure"
    of_persons = (reach or indicator.reach) in ("person", "team")
    return "chart_of_persons" if chart.draw == "organisations" and of_persons else ""


def _in_outline(code: str, outline: model.Outline, place: str, /, **args: str) -> Finding:
    where = f"outline:{outline.code} {place}"
    return Finding(f"catalog.{code}", where, {"outline": outline.name, "place": place, **args})


RULES = (
    types_use_what_is_declared,
    cadences_name_their_source,
    everything_is_reached,
    item_kinds_have_a_life,
    items_await_what_may_come,
    outline_holes_are_known,
    outline_types_no_number,
    outline_figures_stand_apart,
    outline_sentences_end,
    outlines_speak_one_language,
    translations_say_the_same,
    outline_lists_follow_links,
    outline_tables_are_even,
    outline_charts_can_be_drawn,
)
