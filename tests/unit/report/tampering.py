"""Ways in which people (and others) change a Word file, done to its XML."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from lxml import etree

from shuzhi.documents.controls import run_xml
from shuzhi.documents.ooxml import W, open_package, w
from shuzhi.report.manifest import NAMESPACE
from shuzhi.report.nodes import FigureNode
from tests.unit.report import sample

Edit = Callable[[Any], None]


def figures(printed: str) -> list[FigureNode]:
    return [node for node in sample.compiled().document.figures() if node.printed == printed]


def name_of(printed: str) -> str:
    return figures(printed)[0].name


def edited(data: bytes, edit: Edit) -> bytes:
    """The file after ``edit`` has worked on its ``w:document``."""
    package = open_package(data)
    edit(package.document)
    return package.replace({package.document_name: etree.tostring(package.document, encoding="UTF-8")})


def marks(root: Any, name: str) -> tuple[Any, Any]:
    start = next(each for each in root.iter(w("bookmarkStart")) if each.get(w("name")) == name)
    number = start.get(w("id"))
    return start, next(each for each in root.iter(w("bookmarkEnd")) if each.get(w("id")) == number)


def control(root: Any, name: str) -> Any:
    """The control of a figure, by its tag or, after LibreOffice, by the bookmark that begins in it."""
    for each in root.iter(w("sdt")):
        tag = each.find(f"{w('sdtPr')}/{w('tag')}")
        inner = [mark.get(w("name")) for mark in each.iter(w("bookmarkStart"))]
        if (tag is not None and tag.get(w("val")) == name) or name in inner:
            return each
    raise LookupError(name)


def text_nodes(root: Any, name: str) -> list[Any]:
    return list(control(root, name).iter(w("t")))


def replace_text(name: str, new: str) -> Edit:
    """The whole text of the control becomes ``new``."""

    def edit(root: Any) -> None:
        nodes = text_nodes(root, name)
        nodes[0].text = new
        for node in nodes[1:]:
            node.text = ""

    return edit


def run(text: str) -> Any:
    return etree.fromstring(f'<x xmlns:w="{W}">{run_xml(text, "")}</x>')[0]


def type_after(name: str, text: str) -> Edit:
    """A new run behind control and bookmark."""

    def edit(root: Any) -> None:
        _, end = marks(root, name)
        anchor = max((end, control(root, name)), key=lambda each: end.getparent().index(each))
        anchor.addnext(run(text))

    return edit


def type_before(name: str, text: str) -> Edit:
    def edit(root: Any) -> None:
        first, inner = control(root, name), marks(root, name)[0]
        parent = first.getparent()
        anchor = min((each for each in (first, inner) if each.getparent() is parent), key=parent.index)
        anchor.addprevious(run(text))

    return edit


def type_inside_bookmark(name: str, text: str) -> Edit:
    """Between the control's end and the bookmark's: where LibreOffice leaves a letter typed at the very end."""

    def edit(root: Any) -> None:
        marks(root, name)[1].addprevious(run(text))

    return edit


def in_text(old: str, new: str) -> Edit:
    """Words outside controls, within one run."""

    def edit(root: Any) -> None:
        for node in root.iter(w("t")):
            if node.text and old in node.text and not any(True for _ in node.iterancestors(w("sdt"))):
                node.text = node.text.replace(old, new)
                return
        raise LookupError(old)

    return edit


def _piece(root: Any, name: str) -> list[Any]:
    start, end = marks(root, name)
    inner = control(root, name)
    return [inner, end] if inner in start.iterancestors() else [start, inner, end]


def remove(name: str) -> Edit:
    def edit(root: Any) -> None:
        for each in _piece(root, name):
            each.getparent().remove(each)

    return edit


def copy_control(name: str, before: str) -> Edit:
    """The control alone is copied, as Word does it, to stand before another figure."""

    def edit(root: Any) -> None:
        twin = copy.deepcopy(control(root, name))
        marks(root, before)[0].addprevious(twin)
        twin.addnext(run("、"))

    return edit


def swap(one: str, other: str) -> Edit:
    """Two figures change places, controls with their bookmarks."""

    def edit(root: Any) -> None:
        first, second = _piece(root, one), _piece(root, other)
        slots = [etree.SubElement(root, "slot") for _ in range(2)]
        for slot, piece in zip(slots, (first, second), strict=True):
            piece[0].addprevious(slot)
        for slot, piece in zip(slots, (second, first), strict=True):
            for each in piece:
                slot.addprevious(each)
            slot.getparent().remove(slot)

    return edit


def swap_controls_only(one: str, other: str) -> Edit:
    """The bookmarks stay, the controls in them change places."""

    def edit(root: Any) -> None:
        first, second = control(root, one), control(root, other)
        slot = etree.Element("slot")
        first.addprevious(slot)
        second.addprevious(first)
        slot.addprevious(second)
        slot.getparent().remove(slot)

    return edit


def track_insertion(name: str, text: str) -> Edit:
    """Typed into the control with changes tracked."""

    def edit(root: Any) -> None:
        content = control(root, name).find(w("sdtContent"))
        inserted = etree.SubElement(
            content, w("ins"), {w("id"): "900", w("author"): "某", w("date"): "2024-01-01T00:00:00Z"}
        )
        inserted.append(run(text))

    return edit


def track_deletion(name: str) -> Edit:
    """The control's text deleted with changes tracked."""

    def edit(root: Any) -> None:
        content = control(root, name).find(w("sdtContent"))
        for each in list(content):
            deleted = etree.SubElement(
                content, w("del"), {w("id"): "901", w("author"): "某", w("date"): "2024-01-01T00:00:00Z"}
            )
            deleted.append(each)
            for node in each.iter(w("t")):
                node.tag = w("delText")

    return edit


def track_elsewhere(text: str) -> Edit:
    def edit(root: Any) -> None:
        paragraph = next(root.iter(w("p")))
        inserted = etree.SubElement(
            paragraph, w("ins"), {w("id"): "902", w("author"): "某", w("date"): "2024-01-01T00:00:00Z"}
        )
        inserted.append(run(text))

    return edit


def set_property(name: str, prop: str) -> Edit:
    """A run property on the control's text: ``strike``, ``vanish``."""

    def edit(root: Any) -> None:
        for each in control(root, name).iter(w("r")):
            properties = each.find(w("rPr"))
            if properties is None:
                properties = etree.Element(w("rPr"))
                each.insert(0, properties)
            etree.SubElement(properties, w(prop))

    return edit


def manifest_part(data: bytes) -> tuple[str, bytes]:
    return open_package(data).custom_xml()[0]


def with_manifest(data: bytes, xml: bytes | None) -> bytes:
    name, _ = manifest_part(data)
    return open_package(data).replace({name: xml})


def json_of(xml: bytes) -> str:
    """The text of a manifest part."""
    text = xml[xml.index(b">{") + 1 : xml.rindex(b"</")].decode()
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def xml_of(text: str) -> bytes:
    """A manifest part with this text."""
    body = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<manifest xmlns="{NAMESPACE}">{body}</manifest>'.encode()
