"""Every text of an outline with the place where it stands, and the holes in a text.

Knows the notation ``{code}``, ``{code@reach}``, ``{code~}`` and ``{word}``; does not know what fills a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shuzhi.catalog import model

_HOLE = re.compile(r"\{([^{}@~]+)(?:@([a-z]+))?(~)?\}")


@dataclass(frozen=True, slots=True)
class Hole:
    name: str
    reach: str
    start: int
    end: int


def holes(text: str) -> tuple[Hole, ...]:
    return tuple(Hole(m[1], m[2] or "", m.start(), m.end()) for m in _HOLE.finditer(text))


def without_holes(text: str) -> str:
    return _HOLE.sub("", text)


def texts_of(outline: model.Outline) -> Iterator[tuple[str, str]]:
    """(place, text) of titles, sentences, item texts and table labels; cells and what a chart draws come as holes."""
    yield from (("title", text) for text in (outline.title, outline.salutation, outline.closing) if text)
    yield from (("lead", each.text) for each in outline.lead)
    for number, section in enumerate(outline.sections, 1):
        place = f"section {number}"
        yield place, section.title
        for block in section.blocks:
            yield from ((place, text) for text in _block_texts(block))


def item_lists_of(outline: model.Outline) -> Iterator[tuple[str, model.ItemListSpec, str]]:
    """(place, list, kind of the parent or "") of every item list, children after their parents."""
    for number, section in enumerate(outline.sections, 1):
        for block in section.blocks:
            if isinstance(block, model.ItemListSpec):
                yield from _lists(f"section {number}", block, "")


def _lists(
    place: str, listed: model.ItemListSpec, parent: str
) -> Iterator[tuple[str, model.ItemListSpec, str]]:
    yield place, listed, parent
    for child in listed.children:
        yield from _lists(place, child, listed.kind)


def _block_texts(block: model.Block) -> Iterator[str]:
    if isinstance(block, model.ParagraphSpec):
        yield from (each.text for each in block.sentences)
    elif isinstance(block, model.TableSpec):
        yield from (block.title, *block.columns)
        for label, cells in block.rows:
            yield label
            yield from (f"{{{cell}}}" for cell in cells if cell)
    elif isinstance(block, model.ChartSpec):
        yield block.title
        if block.figure:
            yield f"{{{block.figure}}}"
    else:
        yield from (text for _, each, _ in _lists("", block, "") for text in (each.text, each.empty) if text)
