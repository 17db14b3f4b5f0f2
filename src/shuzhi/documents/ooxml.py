"""Word files as parts: namespaces, relationships, core properties, custom XML, a package built or opened.

Knows the container and its plumbing; does not know paragraphs, reports or figures.

    open_package(source, limits=DEFAULT) -> WordPackage     .document .styles .custom .replace(...) -> bytes
    build_package(body parts …) -> bytes                    same parts, same bytes
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from shuzhi.documents import zipfiles
from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import DEFAULT, Limits, SafeArchive, open_archive, parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def w(name: str) -> str:
    """A WordprocessingML name in the notation of lxml."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True)
class WordPackage:
    """An opened Word file. ``document`` and ``styles`` are parsed; everything else stays bytes."""

    archive: SafeArchive
    document_name: str
    document: etree._Element = field(repr=False)

    def part(self, kind: str) -> tuple[str, bytes] | None:
        """Name and bytes of the part that the document relates to as ``kind`` (styles, settings …)."""
        for related, target in relationships(self.archive, self.document_name):
            if related == kind and target in self.archive:
                return target, self.archive.read(target)
        return None

    def custom_xml(self) -> tuple[tuple[str, bytes], ...]:
        """Custom XML parts by name, in order, whether or not a relationship still names them."""
        return tuple(
            (name, self.archive.read(name))
            for name in sorted(self.archive.names)
            if name.startswith("customXml/") and name.endswith(".xml") and "itemProps" not in name
        )

    def replace(self, changed: Mapping[str, bytes | None]) -> bytes:
        """The file with these parts replaced, added, or (``None``) left out."""
        parts = {name: self.archive.read(name) for name in self.archive.names if name not in changed}
        parts.update({name: data for name, data in changed.items() if data is not None})
        return zipfiles.write(parts, first=("[Content_Types].xml",))


def open_package(source: Path | bytes, limits: Limits = DEFAULT) -> WordPackage:
    """Open a Word file through the gate. Raises ``Refused`` when it is not one."""
    archive = open_archive(source, limits)
    name = next((target for kind, target in relationships(archive, "") if kind == "officeDocument"), "")
    if name not in archive:
        raise Refused("documents.part_missing", {"name": name or "officeDocument"})
    data = archive.read(name).replace(_STRICT_W.encode(), W.encode())
    document = parse_xml(data, name=name, limits=limits)
    if document.tag != w("document"):
        raise Refused("documents.part_missing", {"name": "w:document"})
    return WordPackage(archive=archive, document_name=name, document=document)


def related_names(archive: SafeArchive, part: str) -> dict[str, str]:
    """Relationship id → target name, of everything inside the file that ``part`` relates to."""
    return {name: target for name, _, target in _relations(archive, part)}


def relationships(archive: SafeArchive, part: str) -> tuple[tuple[str, str], ...]:
    """(kind, target name) of everything inside the file that ``part`` ("" for the package) relates to."""
    return tuple((kind, target) for _, kind, target in _relations(archive, part))


def _relations(archive: SafeArchive, part: str) -> tuple[tuple[str, str, str], ...]:
    """(id, kind, target name)."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in archive:
        return ()
    found = []
    for relation in parse_xml(archive.read(name), name=name):
        if (relation.get("TargetMode") or "").lower() != "external":
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = (relation.get("Type") or "").rpartition("/")[2]
            found.append((relation.get("Id") or "", kind, posixpath.normpath(path)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Properties:
    """Core properties. There is no date: equal content must give equal bytes."""

    title: str
    creator: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class CustomXml:
    """A custom XML part: the bytes, the namespace of its root, and the store id that Word asks for."""

    data: bytes
    namespace: str
    item: UUID


@dataclass(frozen=True, slots=True)
class Media:
    """A PNG picture in the file; ``relation`` is the id by which the document names it."""

    relation: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class WordParts:
    """XML texts of the parts of one Word file; ``footers`` are (relationship id, XML)."""

    document: str
    styles: str
    settings: str
    fonts: str
    footers: tuple[tuple[str, str], ...]
    media: tuple[Media, ...] = ()


def build_package(parts: WordParts, *, properties: Properties, custom: CustomXml) -> bytes:
    """The bytes of a Word file; the same arguments give the same bytes."""
    footers = [
        (relation, f"footer{place}.xml", xml) for place, (relation, xml) in enumerate(parts.footers, 1)
    ]
    pictures = [(each, f"media/image{place}.png") for place, each in enumerate(parts.media, 1)]
    kinds = {"png": "image/png"} if pictures else {}
    files = {
        "[Content_Types].xml": _content_types([name for _, name, _ in footers], kinds),
        "_rels/.rels": relationship_part(
            ("rId1", f"{R}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(properties),
        "word/document.xml": parts.document,
        "word/styles.xml": parts.styles,
        "word/settings.xml": parts.settings,
        "word/fontTable.xml": parts.fonts,
        "word/_rels/document.xml.rels": relationship_part(
            ("rIdStyles", f"{R}/styles", "styles.xml"),
            ("rIdSettings", f"{R}/settings", "settings.xml"),
            ("rIdFonts", f"{R}/fontTable", "fontTable.xml"),
            ("rIdCustom", f"{R}/customXml", "../customXml/item1.xml"),
            *((relation, f"{R}/footer", name) for relation, name, _ in footers),
            *((each.relation, f"{R}/image", name) for each, name in pictures),
        ),
        "customXml/_rels/item1.xml.rels": relationship_part(
            ("rId1", f"{R}/customXmlProps", "itemProps1.xml")
        ),
        "customXml/itemProps1.xml": item_properties(custom),
        **{f"word/{name}": xml for _, name, xml in footers},
    }
    encoded = {name: text.encode() for name, text in files.items()}
    encoded["customXml/item1.xml"] = custom.data
    encoded.update({f"word/{name}": each.data for each, name in pictures})
    return zipfiles.write(encoded, first=("[Content_Types].xml", "_rels/.rels"))


def _content_types(footers: list[str], kinds: Mapping[str, str]) -> str:
    """``kinds`` are content types by file ending, beside those of XML."""
    overrides = {
        "/word/document.xml": f"{_TYPES}.document.main+xml",
        "/word/styles.xml": f"{_TYPES}.styles+xml",
        "/word/settings.xml": f"{_TYPES}.settings+xml",
        "/word/fontTable.xml": f"{_TYPES}.fontTable+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        **{f"/word/{name}": f"{_TYPES}.footer+xml" for name in footers},
    }
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    endings = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items()
    )
    return (
        f'{XML_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{endings}{listed}</Types>'
    )


def relationship_part(*relations: tuple[str, str, str]) -> str:
    """A ``.rels`` part of (id, type, target)."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}/>'
        for name, kind, target in relations
    )
    return f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(properties: Properties) -> str:
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(properties.title)}</dc:title><dc:subject>{escape(properties.subject)}</dc:subject>"
        f"<dc:creator>{escape(properties.creator)}</dc:creator></cp:coreProperties>"
    )


def item_properties(custom: CustomXml) -> str:
    """What must stand beside a custom XML part for Office to keep it."""
    return (
        f'{XML_HEAD}<ds:datastoreItem ds:itemID="{{{str(custom.item).upper()}}}" xmlns:ds="{_DATASTORE}">'
        f"<ds:schemaRefs><ds:schemaRef ds:uri={quoteattr(custom.namespace)}/></ds:schemaRefs>"
        "</ds:datastoreItem>"
    )
