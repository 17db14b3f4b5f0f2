"""The one gate through which every foreign file enters.

Knows sizes, zip structure and XML prologs; does not know what a document says. Nothing here follows a link,
loads a DTD or opens a second file. Whatever passes may be handed to any reader; whatever does not raises
``documents.errors.Refused`` with a code of the area ``documents``.

    read_file(source, limits=DEFAULT) -> bytes          a whole file, its size checked before reading
    open_archive(source, limits=DEFAULT) -> SafeArchive every entry inflated and counted before it returns
    SafeArchive.names / .read(name) / .source           entry names in file order, bytes, the whole file
    parse_xml(data, name=…, limits=DEFAULT) -> Element  no network, no DTD, no entities, bounded tree
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from shuzhi.documents.errors import Refused
from shuzhi.documents.zipfiles import Entry, inflate, read_directory

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What an honest office file never exceeds. Bytes unless named otherwise."""

    file_bytes: int = 64 * MIB
    entries: int = 4000
    entry_bytes: int = 128 * MIB
    total_bytes: int = 384 * MIB
    #: inflated : packed, looked at only where an entry is large enough to matter
    ratio: int = 300
    ratio_from_bytes: int = 4 * MIB
    xml_bytes: int = 64 * MIB
    #: ``<`` in one part, which bounds the memory of its tree
    xml_marks: int = 3_000_000
    #: an embedded workbook is looked at in turn, an archive inside it is refused
    depth: int = 1


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class SafeArchive:
    """A zip file that passed the gate. ``read`` raises ``KeyError`` for a name it does not hold."""

    source: bytes
    entries: dict[str, Entry]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.entries)

    def __contains__(self, name: object) -> bool:
        return name in self.entries

    def read(self, name: str) -> bytes:
        return b"".join(inflate(self.source, self.entries[name]))


def read_file(source: Path | bytes, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, refused when too large or empty; a path is measured before it is read."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.file_bytes:
        raise Refused("documents.too_large", {"bytes": size, "limit": limits.file_bytes})
    if size == 0:
        raise Refused("documents.empty")
    return source if isinstance(source, bytes) else source.read_bytes()


def open_archive(source: Path | bytes, limits: Limits = DEFAULT) -> SafeArchive:
    """Open a zip-based file (docx, xlsx, odt …) after looking at all of it. Raises ``Refused``."""
    data = read_file(source, limits)
    if data[:4] != b"PK\x03\x04":
        raise Refused("documents.not_an_archive")
    entries = read_directory(data, most_entries=limits.entries)
    _check_declared(entries, limits)
    archive = SafeArchive(source=data, entries={entry.name: entry for entry in entries})
    for entry in entries:
        _check_content(archive, entry, limits)
    return archive


def parse_xml(data: bytes, *, name: str, limits: Limits = DEFAULT) -> etree._Element:
    """The root element of an XML part. ``name`` is only for the refusal. Raises ``Refused``.

    Comments and processing instructions are dropped; entities cannot exist since a DTD is refused.
    """
    if len(data) > limits.xml_bytes or data.count(b"<") > limits.xml_marks:
        raise Refused("documents.xml_too_large", {"name": name, "limit": limits.xml_bytes})
    _refuse_dtd(data, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Refused("documents.xml_damaged", {"name": name}) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("documents.dtd", {"name": name})
    return root


def _check_declared(entries: tuple[Entry, ...], limits: Limits) -> None:
    """What the directory itself says, before a byte is inflated."""
    total = 0
    for entry in entries:
        total += entry.size
        if entry.size > limits.entry_bytes:
            raise Refused("documents.entry_too_large", {"name": entry.name, "limit": limits.entry_bytes})
        if entry.size > limits.ratio_from_bytes and entry.size > limits.ratio * max(entry.packed_size, 1):
            raise Refused("documents.ratio", {"name": entry.name, "limit": limits.ratio})
    if total > limits.total_bytes:
        raise Refused("documents.inflates_too_far", {"limit": limits.total_bytes})


def _check_content(archive: SafeArchive, entry: Entry, limits: Limits) -> None:
    """Inflate one entry (the count is held against the declared size there) and look at what it is."""
    look = _LOOKS.get(entry.name.rpartition(".")[2].lower())
    if look is None:
        head = b""
        for piece in inflate(archive.source, entry):
            head = head or piece[:4]
        if head[:4] == b"PK\x03\x04":
            _check_nested(archive, entry, limits)
        return
    data = archive.read(entry.name)
    if data[:4] == b"PK\x03\x04":
        raise Refused("documents.nested", {"name": entry.name})
    look(data, entry.name, limits)


def _check_nested(archive: SafeArchive, entry: Entry, limits: Limits) -> None:
    """Charts carry their workbook under ``embeddings/``; an archive anywhere else, or deeper, is refused."""
    if limits.depth < 1 or "/embeddings/" not in f"/{entry.name}":
        raise Refused("documents.nested", {"name": entry.name})
    inner = Limits(file_bytes=limits.file_bytes, total_bytes=limits.total_bytes // 4, depth=limits.depth - 1)
    open_archive(archive.read(entry.name), inner)


def _look_at_xml(data: bytes, name: str, limits: Limits) -> None:
    del limits
    _refuse_dtd(data, name)


def _look_at_relationships(data: bytes, name: str, limits: Limits) -> None:
    for relation in parse_xml(data, name=name, limits=limits):
        if (relation.get("TargetMode") or "").strip().lower() == "external":
            _refuse_loading(relation, name)


def _refuse_loading(relation: etree._Element, name: str) -> None:
    """A hyperlink waits for a click; anything else outside would be fetched by the programme that opens it.

    Word itself writes the local path of a template, Excel that of a linked workbook: those two stay.
    """
    kind = (relation.get("Type") or "").rpartition("/")[2]
    target = (relation.get("Target") or "").strip()
    if kind == "hyperlink":
        return
    if kind in {"attachedTemplate", "externalLinkPath"} and not _REMOTE.match(target):
        return
    raise Refused("documents.external", {"name": name, "kind": kind, "target": target[:120]})


_REMOTE = re.compile(r"(?!file:///[A-Za-z/])[A-Za-z][A-Za-z0-9+.-]+:|\\\\|//|file:///?[\\/]{2}")
_UNICODE = ("utf-8", "utf-16-le", "utf-16-be")
_DTD_MARKS = tuple(text.encode(encoding) for text in ("<!DOCTYPE", "<!ENTITY") for encoding in _UNICODE)


def _refuse_dtd(data: bytes, name: str) -> None:
    """Found in the bytes, so that no parser ever sees a DTD; other encodings than these OOXML forbids."""
    head = data[:200].lower()
    declared = re.search(rb"encoding\s*=\s*[\"']([^\"']*)", head)
    if declared and declared[1] not in {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"}:
        raise Refused(
            "documents.encoding", {"name": name, "encoding": declared[1].decode("ascii", "replace")}
        )
    if any(mark in data for mark in _DTD_MARKS):
        raise Refused("documents.dtd", {"name": name})


_LOOKS: dict[str, Callable[[bytes, str, Limits], None]] = {
    "xml": _look_at_xml,
    "vml": _look_at_xml,
    "svg": _look_at_xml,
    "rels": _look_at_relationships,
}
