"""TOML files of one folder → ``Pack``; everything that is wrong is said at once.

Fields, roles and categories are declared once per pack (``[[field]]``, ``[[role]]``, ``[[category]]``) and named by
their codes in types and item kinds, so a code has one meaning everywhere. ``load_pack`` takes the name of a pack that
is shipped, or the folder of one of your own. Knows nothing of what a rule of lint would say about the pack.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, cast

from shuzhi.catalog import model
from shuzhi.catalog.canonical import pack_from_canonical, sealed
from shuzhi.catalog.finding import Finding, PackError
from shuzhi.catalog.notation import read_measure
from shuzhi.catalog.outlines import read_outline
from shuzhi.catalog.tables import Row

__all__ = ["load_pack", "pack_from_canonical", "shipped_packs"]

Node = TypeVar("Node")
Triple = tuple[str, str, str]
Placed = TypeVar("Placed", model.ItemKind, model.LinkKind)
_TABLES = (
    "field", "role", "category", "quantity", "observation", "activity_type", "item_kind", "link_kind",
    "indicator", "outline", "line", "post", "rank", "organisation_kind", "setting", "theme", "department", "paper",
    "section",
)  # fmt: skip


def shipped_packs() -> tuple[str, ...]:
    """Names of the packs that come with the program."""
    return tuple(sorted(each.name for each in _shipped().iterdir() if each.is_dir() and each.name[0] != "_"))


def load_pack(source: str | Path) -> model.Pack:
    """The pack of this name or folder, sealed. ``PackError`` with every problem found when it cannot be read."""
    if isinstance(source, str) and source in shipped_packs():
        return _load_shipped(source)
    folder = Path(source)
    if not folder.is_dir():
        known = "、".join(shipped_packs())
        raise PackError((Finding("catalog.not_found", str(source), {"name": str(source), "known": known}),))
    return _read(folder)


@lru_cache
def _load_shipped(name: str) -> model.Pack:
    return _read(_shipped() / name)


def _shipped() -> Traversable:
    return files("shuzhi.catalog") / "packs"


@dataclass
class _Parts:
    """The rows of all files by table, and the words that types share."""

    found: list[Finding] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in _TABLES})
    heads: list[Row] = field(default_factory=list)
    fields: dict[str, model.FieldSpec] = field(default_factory=dict)
    roles: dict[str, Triple] = field(default_factory=dict)
    categories: dict[str, Triple] = field(default_factory=dict)

    def by_code(self, table: str, read: Callable[[Row], Node]) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        for row in self.rows[table]:
            code = row.text("code")
            if code in nodes:
                row.report("double_code", code=code)
            nodes[code] = read(row)
        return nodes


def _read(folder: Path | Traversable) -> model.Pack:
    parts = _Parts()
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            _sort_tables(parts, file)
    pack = _build(parts, folder.name)
    if parts.found:
        raise PackError(tuple(parts.found))
    return sealed(pack)


def _sort_tables(parts: _Parts, file: Traversable) -> None:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        parts.found.append(
            Finding("catalog.not_toml", file.name, {"where": file.name, "reason": str(reason)})
        )
        return
    for name, content in data.items():
        if name == "pack" and isinstance(content, dict):
            parts.heads.append(Row(file.name, "pack", content, parts.found))
        elif name in _TABLES and isinstance(content, list):
            parts.rows[name] += [Row(file.name, name, each, parts.found) for each in _dicts(content)]
        else:
            args = {"where": file.name, "table": name, "known": "、".join(("pack", *_TABLES))}
            parts.found.append(Finding("catalog.unknown_table", file.name, args))


def _dicts(content: list[Any]) -> Iterator[Mapping[str, Any]]:
    return (each for each in content if isinstance(each, dict))


def _build(parts: _Parts, folder: str) -> model.Pack:
    if len(parts.heads) != 1:
        number = str(len(parts.heads))
        parts.found.append(Finding("catalog.one_head", folder, {"where": folder, "number": number}))
        return _EMPTY
    parts.fields = parts.by_code("field", _field)
    parts.roles = parts.by_code("role", _triple)
    parts.categories = parts.by_code("category", _triple)
    head = parts.heads[0]
    pack = model.Pack(
        code=head.text("code"),
        version=head.text("version"),
        name=head.text("name"),
        name_en=head.text("name_en"),
        digest="",
        quantities=parts.by_code("quantity", _quantity),
        types=parts.by_code("activity_type", lambda row: _activity_type(parts, row)),
        item_kinds=_placed(parts.by_code("item_kind", lambda row: _item_kind(parts, row))),
        link_kinds=_placed(parts.by_code("link_kind", _link_kind)),
        indicators=parts.by_code("indicator", _indicator),
        outlines=parts.by_code("outline", read_outline),
        lines=_triples(parts, "line"),
        posts=_triples(parts, "post"),
        team_posts=head.texts("team_posts"),
        organisation_kinds=_triples(parts, "organisation_kind"),
        settings=tuple(parts.by_code("setting", _setting).values()),
        observations=tuple(parts.by_code("observation", _quantity).values()),
        small_cell=head.integer("small_cell", 5),
        themes=_triples(parts, "theme"),
        ranks=_triples(parts, "rank"),
        sections=_triples(parts, "section"),
        departments=_triples(parts, "department"),
        papers=_triples(parts, "paper"),
        uncounted=head.texts("uncounted"),
    )
    head.done()
    return pack


def _triples(parts: _Parts, table: str) -> tuple[Triple, ...]:
    return tuple(parts.by_code(table, _triple).values())


def _triple(row: Row) -> Triple:
    triple = (row.text("code"), row.text("name"), row.text("name_en"))
    row.done()
    return triple


def _quantity(row: Row) -> model.QuantitySpec:
    spec = model.QuantitySpec(
        row.text("code"), row.text("name"), row.text("name_en"), row.text("unit"), row.text("setting", "")
    )
    row.done()
    return spec


def _setting(row: Row) -> model.Setting:
    setting = model.Setting(
        row.text("code"),
        row.text("name"),
        row.text("name_en"),
        row.text("example", ""),
        row.text("note"),
        row.text("example_en", ""),
        row.text("note_en", ""),
        row.text("names", ""),
    )
    row.done()
    return setting


def _field(row: Row) -> model.FieldSpec:
    values = row.raw("values") or []
    good = all(isinstance(v, list) and len(v) == 3 and all(isinstance(w, str) for w in v) for v in values)
    if not good:
        row.report(
            "wrong_kind", key="values", expected='[["code", "中文", "English"], …]', value=repr(values)
        )
        values = []
    spec = model.FieldSpec(
        row.text("code"),
        row.text("name"),
        row.text("name_en"),
        tuple((v[0], v[1], v[2]) for v in values),
        row.flag("many"),
        cast(Any, row.choice("holds", ("", "indicator", "organisation"), "")),
    )
    row.done()
    return spec


def _named(row: Row, key: str, known: Mapping[str, Node]) -> tuple[Node, ...]:
    """The shared nodes that a row names under ``key``; a code that nobody declared is reported."""
    for code in row.texts(key):
        if code not in known:
            row.report("undeclared", key=key, code=code)
    return tuple(known[code] for code in row.texts(key) if code in known)


def _activity_type(parts: _Parts, row: Row) -> model.ActivityType:
    attendance = row.choice("attendance", ("none", "headcount", "both"), "headcount")
    kind = model.ActivityType(
        code=row.text("code"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        line=row.text("line"),
        quantities=row.texts("quantities"),
        fields=_named(row, "fields", parts.fields),
        attendance=cast(model.AttendanceKind, attendance),
        roles=_named(row, "roles", parts.roles),
        categories=_named(row, "categories", parts.categories),
        evidence=row.texts("evidence"),
        cadence=_cadence(row.row("cadence")),
        aliases=row.texts("aliases"),
        protected=row.flag("protected"),
        observations=row.texts("observations"),
    )
    row.done()
    return kind


def _cadence(row: Row | None) -> model.Cadence | None:
    if row is None:
        return None
    every = row.choice("every", ("year", "half", "quarter", "month"))
    strength = row.choice("strength", ("must", "should", "generally", "local"))
    cadence = model.Cadence(
        row.integer("times"), cast(Any, every), cast(Any, strength), row.text("source"), row.text("source_en")
    )
    row.done()
    return cadence


def _item_kind(parts: _Parts, row: Row) -> model.ItemKind:
    kind = model.ItemKind(
        code=row.text("code"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        states=tuple(_state(each) for each in row.rows("states")),
        fields=_named(row, "fields", parts.fields),
        aliases=row.texts("aliases"),
        protected=row.flag("protected"),
        line=row.text("line", ""),
        awaits=tuple(_awaited(each) for each in row.rows("awaits")),
        observations=row.texts("observations"),
    )
    row.done()
    return kind


def _placed(kinds: dict[str, Placed]) -> dict[str, Placed]:
    """Each knows where it was declared: the canonical text sorts by code."""
    return {code: replace(kind, place=place) for place, (code, kind) in enumerate(kinds.items(), start=1)}


def _awaited(row: Row) -> model.Awaited:
    """``links`` are written "causes.in": the kind of link and the direction seen from the item."""
    links = [each.rpartition(".") for each in row.texts("links")]
    awaited = model.Awaited(
        tuple((kind, "in" if way == "in" else "out") for kind, _, way in links), row.text("hint")
    )
    row.done()
    return awaited


def _state(row: Row) -> model.ItemState:
    state = model.ItemState(row.text("code"), row.text("name"), row.text("name_en"), row.flag("final"))
    row.done()
    return state


def _link_kind(row: Row) -> model.LinkKind:
    kind = model.LinkKind(
        row.text("code"), row.text("name"), row.text("name_en"), row.texts("source"), row.texts("target")
    )
    row.done()
    return kind


def _indicator(row: Row) -> model.Indicator:
    body = row.row("measure")
    if body is None:
        row.report("missing_key", key="measure")
    reach = row.choice("reach", ("person", "team", "unit", "subtree"), "subtree")
    indicator = model.Indicator(
        code=row.text("code"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        unit=row.text("unit"),
        owner=row.text("owner"),
        measure=read_measure(body) if body else model.Count(()),
        counting_rule=row.text("rule"),
        counting_rule_en=row.text("rule_en"),
        aliases=row.texts("aliases"),
        section=row.text("section", ""),
        reach=cast(Any, reach),
        instead=row.text("instead", ""),
        protected=row.flag("protected"),
        setting=row.text("setting", ""),
        spec=row.text("spec", "").strip("\n"),
    )
    row.done()
    return indicator


_EMPTY = model.Pack("", "", "", "", "", {}, {}, {}, {}, {}, {})
