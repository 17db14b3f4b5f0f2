"""Zip structure read strictly and written so that the same content gives the same bytes.

Knows the zip format; does not know what an entry holds. Python's own ``zipfile`` forgives too much for a
gate (it reads overlapping entries, trusts declared sizes, takes the last of two entries of one name), so the
central directory is read with it and everything it says is then held against local headers and data.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shuzhi.documents.errors import Refused

_LOCAL = struct.Struct("<4s5H3I2H")
_PIECE = 1 << 18
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a zip: where its packed bytes lie and what the directory declares."""

    name: str
    method: int
    start: int
    packed_size: int
    size: int
    crc: int


def read_directory(data: bytes, *, most_entries: int) -> tuple[Entry, ...]:
    """The entries in order of the directory, folders left out. Raises ``Refused``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as problem:
        raise Refused("documents.damaged") from problem
    if len(infos) > most_entries:
        raise Refused("documents.too_many_entries", {"count": len(infos), "limit": most_entries})
    entries = tuple(_entry(data, info) for info in infos if not info.filename.endswith("/"))
    _refuse_doubles(entries)
    _refuse_overlaps(entries)
    return entries


def inflate(data: bytes, entry: Entry) -> Iterator[bytes]:
    """The entry's bytes in pieces, counted; refused where they are not exactly what was declared."""
    packed = data[entry.start : entry.start + entry.packed_size]
    count, crc = 0, 0
    for piece in _pieces(packed, entry):
        count += len(piece)
        crc = zlib.crc32(piece, crc)
        if count > entry.size:
            break
        yield piece
    if count != entry.size or crc != entry.crc:
        raise Refused("documents.size_lies", {"name": entry.name, "declared": entry.size})


def write(parts: Mapping[str, bytes], *, first: tuple[str, ...] = ()) -> bytes:
    """A zip of ``parts``: names sorted (``first`` before all), dated 1980, no host, no extra fields."""
    target = io.BytesIO()
    ordered = [*(name for name in first if name in parts), *sorted(set(parts) - set(first))]
    with zipfile.ZipFile(target, "w") as archive:
        for name in ordered:
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, parts[name], compresslevel=6)
    return target.getvalue()


def _pieces(packed: bytes, entry: Entry) -> Iterator[bytes]:
    if entry.method == zipfile.ZIP_STORED:
        yield packed
        return
    stream = zlib.decompressobj(-15)
    try:
        piece = stream.decompress(packed, _PIECE)
        while piece:
            yield piece
            piece = stream.decompress(stream.unconsumed_tail, _PIECE)
    except zlib.error as problem:
        raise Refused("documents.damaged_entry", {"name": entry.name}) from problem


def _entry(data: bytes, info: zipfile.ZipInfo) -> Entry:
    name = info.filename
    if info.flag_bits & 0x1:
        raise Refused("documents.encrypted", {"name": name})
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refused("documents.method", {"name": name})
    # orig_filename still holds what lies behind a NUL or a backslash
    for shown in (name, info.orig_filename):
        if _escapes(shown):
            raise Refused("documents.path", {"name": name})
    start = _data_start(data, info)
    if start + info.compress_size > len(data):
        raise Refused("documents.damaged_entry", {"name": name})
    return Entry(
        name=name,
        method=info.compress_type,
        start=start,
        packed_size=info.compress_size,
        size=info.file_size,
        crc=info.CRC,
    )


def _escapes(name: str) -> bool:
    return (
        not name
        or "\0" in name
        or "\\" in name
        or name.startswith("/")
        or name[1:2] == ":"
        or ".." in name.split("/")
        or len(name) > 512
    )


def _data_start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where the packed bytes begin; the local header must name the same entry as the directory."""
    offset = info.header_offset
    header = data[offset : offset + _LOCAL.size]
    if len(header) != _LOCAL.size:
        raise Refused("documents.damaged_entry", {"name": info.filename})
    signature, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack(header)
    name_start = offset + _LOCAL.size
    raw = data[name_start : name_start + name_length]
    encoding = "utf-8" if flags & 0x800 else "cp437"
    if signature != b"PK\x03\x04" or method != info.compress_type:
        raise Refused("documents.damaged_entry", {"name": info.filename})
    if raw.decode(encoding, "replace") != info.orig_filename:
        raise Refused("documents.two_names", {"name": info.filename})
    return int(name_start + name_length + extra_length)


def _refuse_doubles(entries: tuple[Entry, ...]) -> None:
    """Two entries of one name are read differently by different programmes; Word ignores case as well."""
    seen: set[str] = set()
    for entry in entries:
        folded = entry.name.lower()
        if folded in seen:
            raise Refused("documents.double", {"name": entry.name})
        seen.add(folded)


def _refuse_overlaps(entries: tuple[Entry, ...]) -> None:
    end = 0
    for entry in sorted(entries, key=lambda each: each.start):
        if entry.start < end:
            raise Refused("documents.overlap", {"name": entry.name})
        end = entry.start + entry.packed_size
