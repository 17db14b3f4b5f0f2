"""A spreadsheet with some cells filled, some marked yellow, and one sheet of notes; everything else stays as it was.

Knows sheets, styles and parts; does not know what is filled. The same arguments give the same bytes.

    write_workbook(workbook, filling) -> bytes
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape

from lxml import etree

from shuzhi.documents import zipfiles
from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import parse_xml
from shuzhi.documents.ooxml import XML_HEAD, CustomXml, R, item_properties, relationship_part, relationships
from shuzhi.documents.workbook import MAIN, OFFICE, Sheet, Workbook, place_of, reference, s

Place = tuple[str, str]  # sheet and cell
YELLOW = "FFFFFF00"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True, slots=True)
class Notes:
    """A sheet at the end: rows of texts, the first of them the header; ``widths`` in characters."""

    title: str
    widths: tuple[int, ...]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Filling:
    """``values`` go into cells as numbers or texts; ``marked`` cells turn yellow and keep the rest of their look."""

    values: Mapping[Place, Decimal | str] = field(default_factory=dict)
    marked: frozenset[Place] = frozenset()
    notes: Notes | None = None
    custom: CustomXml | None = None


def write_workbook(workbook: Workbook, filling: Filling) -> bytes:
    """Raises ``Refused`` where a cell to mark is in a file without styles."""
    parts = {name: workbook.archive.read(name) for name in workbook.archive.names}
    types = parse_xml(parts["[Content_Types].xml"], name="[Content_Types].xml")
    book, relations = copy.deepcopy(workbook.root), _relations_of(workbook)
    styles = _Styles.of(workbook) if filling.marked else None
    for sheet in workbook.sheets:
        parts[sheet.part] = _bytes(_filled(sheet, filling, styles))
    if styles is not None:
        parts[styles.part] = _bytes(styles.root)
    if filling.notes is not None:
        _add_notes(filling.notes, workbook, parts, types=types, book=book, relations=relations)
    if filling.custom is not None:
        _add_custom(filling.custom, parts, relations)
    _compute_on_opening(book)
    parts[workbook.name] = _bytes(book)
    parts[_relations_name(workbook)] = _bytes(relations)
    parts["[Content_Types].xml"] = _bytes(types)
    return zipfiles.write(parts, first=("[Content_Types].xml", "_rels/.rels"))


# ------------------------------------------------------------------------------------------ cells
def _filled(sheet: Sheet, filling: Filling, styles: _Styles | None) -> etree._Element:
    root = copy.deepcopy(sheet.root)
    data = root.find(s("sheetData"))
    if data is None:
        raise Refused("documents.part_missing", {"name": "sheetData"})
    for (name, ref), value in filling.values.items():
        if name == sheet.name:
            _set(_cell(data, ref), value)
    for name, ref in sorted(filling.marked):
        if name == sheet.name and styles is not None:
            cell = _cell(data, ref)
            cell.set("s", str(styles.yellow(int(cell.get("s") or 0))))
    for cell in root.iter(s("c")):
        computed = cell.find(s("v"))
        if cell.find(s("f")) is not None and computed is not None:
            cell.remove(computed)  # a sum over the empty form; whoever opens the file computes it anew
    return root


def _cell(data: etree._Element, ref: str) -> etree._Element:
    """The cell, put where it belongs if it is not there."""
    row, column = place_of(ref)
    line = _in_order(data, s("row"), row, lambda one: int(one.get("r") or 0))
    line.set("r", str(row))
    cell = _in_order(line, s("c"), column, lambda one: place_of(one.get("r") or "A1")[1])
    cell.set("r", reference(row, column))
    return cell


def _in_order(
    parent: etree._Element, tag: str, wanted: int, place: Callable[[etree._Element], int]
) -> etree._Element:
    """The child at this place, or a new one put before the first that lies beyond it."""
    for child in parent:
        if child.tag == tag and place(child) == wanted:
            return child
        if child.tag == tag and place(child) > wanted:
            made = etree.Element(tag)
            child.addprevious(made)
            return made
    return etree.SubElement(parent, tag)


def _set(cell: etree._Element, value: Decimal | str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")
    if isinstance(value, Decimal):
        etree.SubElement(cell, s("v")).text = f"{value:f}"
        return
    cell.set("t", "inlineStr")
    etree.SubElement(etree.SubElement(cell, s("is")), s("t")).text = value


# ------------------------------------------------------------------------------------------ styles
@dataclass
class _Styles:
    """The style part, grown by a yellow twin of each style that needs one."""

    part: str
    root: etree._Element
    twins: dict[int, int] = field(default_factory=dict)
    fill: int = -1

    @classmethod
    def of(cls, workbook: Workbook) -> _Styles:
        found = [
            target for kind, target in relationships(workbook.archive, workbook.name) if kind == "styles"
        ]
        if not found or found[0] not in workbook.archive:
            raise Refused("documents.part_missing", {"name": "styles"})
        return cls(found[0], parse_xml(workbook.archive.read(found[0]), name=found[0]))

    def yellow(self, style: int) -> int:
        """The number of a style like this one, but filled yellow."""
        if style not in self.twins:
            formats = self._list("cellXfs")
            like = formats[style] if style < len(formats) else formats[0]
            twin = copy.deepcopy(like)
            twin.set("fillId", str(self._yellow_fill()))
            twin.set("applyFill", "1")
            formats.append(twin)
            formats.set("count", str(len(formats)))
            self.twins[style] = len(formats) - 1
        return self.twins[style]

    def _yellow_fill(self) -> int:
        if self.fill < 0:
            fills = self._list("fills")
            pattern = etree.SubElement(
                etree.SubElement(fills, s("fill")), s("patternFill"), patternType="solid"
            )
            etree.SubElement(pattern, s("fgColor"), rgb=YELLOW)
            etree.SubElement(pattern, s("bgColor"), indexed="64")
            fills.set("count", str(len(fills)))
            self.fill = len(fills) - 1
        return self.fill

    def _list(self, name: str) -> etree._Element:
        found = self.root.find(s(name))
        if found is None or not len(found):
            raise Refused("documents.part_missing", {"name": name})
        return found


# ------------------------------------------------------------------------------------------ parts
def _add_notes(
    notes: Notes,
    workbook: Workbook,
    parts: dict[str, bytes],
    *,
    types: etree._Element,
    book: etree._Element,
    relations: etree._Element,
) -> None:
    part = _free("xl/worksheets/sheet{}.xml", parts)
    parts[part] = _notes_sheet(notes).encode()
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=_WORKSHEET)
    relation = _relate(relations, f"{R}/worksheet", f"/{part}")
    sheets = book.find(s("sheets"))
    assert sheets is not None
    taken = [int(one.get("sheetId") or 0) for one in sheets]
    element = etree.SubElement(
        sheets, s("sheet"), name=_free_title(notes.title, workbook), sheetId=str(max(taken, default=0) + 1)
    )
    element.set(f"{{{OFFICE}}}id", relation)


def _notes_sheet(notes: Notes) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(notes.widths, 1)
    )
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{reference(row, column)}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for column, text in enumerate(texts, 1)
        )
        + "</row>"
        for row, texts in enumerate(notes.rows, 1)
    )
    return (
        f'{XML_HEAD}<worksheet xmlns="{MAIN}"><cols>{columns}</cols><sheetData>{rows}</sheetData></worksheet>'
    )


def _free_title(title: str, workbook: Workbook) -> str:
    taken = {one.name for one in workbook.sheets}
    names = (title, *(f"{title}{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _add_custom(custom: CustomXml, parts: dict[str, bytes], relations: etree._Element) -> None:
    """Replaces our own part of an earlier filling."""
    held = [name for name, data in parts.items() if _is_of(custom.namespace, name, data)]
    if held:
        parts[held[0]] = custom.data
        return
    part = _free("customXml/item{}.xml", parts)
    base = part.rpartition("/")[2]
    properties = base.replace("item", "itemProps")
    parts[part] = custom.data
    parts[f"customXml/{properties}"] = item_properties(custom).encode()
    parts[f"customXml/_rels/{base}.rels"] = relationship_part(
        ("rId1", f"{R}/customXmlProps", properties)
    ).encode()
    _relate(relations, f"{R}/customXml", f"../{part}")


def _is_of(namespace: str, name: str, data: bytes) -> bool:
    return name.startswith("customXml/item") and "itemProps" not in name and namespace.encode() in data


def _relate(relations: etree._Element, kind: str, target: str) -> str:
    taken = {one.get("Id") for one in relations}
    name = next(
        f"rIdShuzhi{number}" for number in range(1, len(taken) + 2) if f"rIdShuzhi{number}" not in taken
    )
    etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", Id=name, Type=kind, Target=target)
    return name


def _compute_on_opening(book: etree._Element) -> None:
    settings = book.find(s("calcPr"))
    if settings is None:
        settings = etree.Element(s("calcPr"))
        before = [
            one
            for name in ("sheets", "externalReferences", "definedNames")
            if (one := book.find(s(name))) is not None
        ]
        before[-1].addnext(settings)
    settings.set("fullCalcOnLoad", "1")


def _relations_name(workbook: Workbook) -> str:
    folder, _, base = workbook.name.rpartition("/")
    return f"{folder}/_rels/{base}.rels"


def _relations_of(workbook: Workbook) -> etree._Element:
    name = _relations_name(workbook)
    return parse_xml(workbook.archive.read(name), name=name)


def _free(pattern: str, parts: Mapping[str, bytes]) -> str:
    return next(name for number in range(1, len(parts) + 2) if (name := pattern.format(number)) not in parts)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
