"""Report outlines in TOML, read into nodes: sections of paragraphs, lists of items and tables of figures.

A paragraph is ``sentences = ["…", {text = "…", keep = "always"}]``; an item list ``items = "problem", choose = …``; a
table ``table = "title", columns = […], rows = [["label", "code", …]]``; a chart ``chart = "months", figure = "code@reach",
title = "…"`` or ``chart = "plan", items = "plan_item", title = "…"``. Knows neither indicators nor how text is set.
"""

from __future__ import annotations

from typing import Any, Literal, cast

from shuzhi.catalog import model
from shuzhi.catalog.notation import read_where
from shuzhi.catalog.tables import Row

Keep = Literal["known", "always"]
Choose = Literal["open", "opened_in_period", "opened_before_period", "alive_in_period", "all", "linked"]
_CHOICES = ("open", "opened_in_period", "opened_before_period", "alive_in_period", "all", "linked")


def read_outline(row: Row) -> model.Outline:
    outline = model.Outline(
        row.text("code"),
        row.text("name"),
        row.text("name_en"),
        row.text("title"),
        row.text("salutation", ""),
        tuple(_section(each) for each in row.rows("section")),
        _length(row),
        row.text("closing", ""),
        tuple(_sentence(row, each) for each in row.raw("lead") or ()),
        row.choice("language", ("zh", "en"), "zh"),
        row.text("translates", ""),
    )
    row.done()
    return outline


def _length(row: Row) -> tuple[int, int]:
    value = row.raw("length")
    if isinstance(value, list) and len(value) == 2 and all(isinstance(each, int) for each in value):
        return value[0], value[1]
    row.report("wrong_kind", key="length", expected="[least, most]", value=repr(value))
    return 0, 0


def _section(row: Row) -> model.SectionSpec:
    level = row.integer("level")
    if level not in (1, 2, 3):
        row.report("not_allowed", key="level", value=str(level), allowed="1、2、3")
    section = model.SectionSpec(level, row.text("title"), tuple(_block(each) for each in row.rows("block")))
    row.done()
    return section


def _block(row: Row) -> model.Block:
    if "chart" in row.data:
        block: model.Block = _chart(row)
    elif "table" in row.data:
        block = model.TableSpec(row.text("table"), row.texts("columns"), _cells(row))
    elif "items" in row.data:
        block = read_item_list(row)
    else:
        sentences = tuple(_sentence(row, each) for each in row.raw("sentences") or ())
        if not sentences:
            row.report("missing_key", key="sentences")
        block = model.ParagraphSpec(sentences, row.flag("numbered"))
    row.done()
    return block


def _chart(row: Row) -> model.ChartSpec:
    draw = row.choice("chart", ("months", "organisations", "plan"))
    title = row.text("title")
    if draw == "plan":
        return model.ChartSpec("plan", title, kind=row.text("items"), where=read_where(row))
    return model.ChartSpec(cast(Literal["months", "organisations"], draw), title, figure=row.text("figure"))


def _sentence(row: Row, value: Any) -> model.Sentence:
    if isinstance(value, str):
        return model.Sentence(value)
    if not isinstance(value, dict):
        row.report("wrong_kind", key="sentences", expected="文字或表 text or table", value=repr(value))
        return model.Sentence("")
    inner = row.inside("sentences", value)
    keep = inner.choice("keep", ("known", "always"), "known")
    sentence = model.Sentence(inner.text("text"), cast(Keep, keep))
    inner.done()
    return sentence


def read_item_list(row: Row) -> model.ItemListSpec:
    link = row.raw("link")
    if link is not None and not (isinstance(link, list) and len(link) == 2 and link[1] in ("out", "in")):
        row.report("wrong_kind", key="link", expected='["kind", "out"|"in"]', value=repr(link))
        link = None
    listed = model.ItemListSpec(
        row.text("items"),
        cast(Choose, row.choice("choose", _CHOICES)),
        row.text("text"),
        read_where(row),
        (link[0], link[1]) if link else None,
        tuple(read_item_list(each) for each in row.rows("children")),
        row.text("hint", ""),
        row.text("empty", ""),
    )
    row.done()
    return listed


def _cells(row: Row) -> tuple[tuple[str, tuple[str, ...]], ...]:
    value = row.raw("rows")
    good = isinstance(value, list) and all(
        isinstance(line, list) and len(line) > 1 and all(isinstance(cell, str) for cell in line)
        for line in value
    )
    if not good:
        row.report("wrong_kind", key="rows", expected='[["label", "code", …], …]', value=repr(value))
        return ()
    return tuple((line[0], tuple(line[1:])) for line in cast(list[list[str]], value))
