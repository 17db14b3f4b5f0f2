"""A Word file of ours without its proof: controls, bookmarks and manifest gone, every word kept.

What is left is what a reader of a pasted text has, and what the audit must be able to read. Knows our names and
parts; other controls, bookmarks and parts stay.

    strip_figures(source) -> bytes          raises documents.errors.Refused
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from lxml import etree

from shuzhi.documents.gate import parse_xml
from shuzhi.documents.ooxml import WordPackage, open_package, relationships, w
from shuzhi.report.manifest import is_manifest
from shuzhi.report.standing import PREFIX


def strip_figures(source: Path | bytes) -> bytes:
    """The same text without anything that names a figure."""
    package = open_package(source)
    _unwrap_controls(package.document)
    _drop_bookmarks(package.document)
    gone = _manifest_parts(package)
    changed: dict[str, bytes | None] = dict.fromkeys(gone)
    changed[package.document_name] = etree.tostring(
        package.document, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    folder, base = posixpath.split(package.document_name)
    for name, root_folder in (
        (posixpath.join(folder, "_rels", f"{base}.rels"), folder),
        ("[Content_Types].xml", ""),
    ):
        if name in package.archive:
            changed[name] = _without(package.archive.read(name), name, root_folder, gone)
    return package.replace(changed)


def _unwrap_controls(document: etree._Element) -> None:
    for control in list(document.iter(w("sdt"))):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        content = control.find(w("sdtContent"))
        tagged = tag is not None and (tag.get(w("val")) or "").startswith(PREFIX)
        holds = any(_is_ours(mark) for mark in control.iter(w("bookmarkStart")))
        parent = control.getparent()
        if parent is not None and content is not None and (tagged or holds):
            at = parent.index(control)
            parent[at : at + 1] = list(content)


def _drop_bookmarks(document: etree._Element) -> None:
    numbers = {mark.get(w("id")) for mark in document.iter(w("bookmarkStart")) if _is_ours(mark)}
    for mark in list(document.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        parent = mark.getparent()
        if parent is not None and mark.get(w("id")) in numbers:
            parent.remove(mark)


def _is_ours(mark: etree._Element) -> bool:
    return (mark.get(w("name")) or "").startswith(PREFIX)


def _manifest_parts(package: WordPackage) -> set[str]:
    """The manifest with its relationships and properties."""
    gone: set[str] = set()
    for name, data in package.custom_xml():
        if is_manifest(data):
            folder, base = posixpath.split(name)
            gone |= {name, posixpath.join(folder, "_rels", f"{base}.rels")}
            gone |= {target for _, target in relationships(package.archive, name)}
    return gone


def _without(data: bytes, name: str, folder: str, gone: set[str]) -> bytes:
    """Relationships or content types that no longer name what is gone."""
    root = parse_xml(data, name=name)
    for each in list(root):
        target = each.get("Target") or each.get("PartName") or ""
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        if path in gone:
            root.remove(each)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
