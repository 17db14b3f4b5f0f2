"""However an archive is damaged or forged, the gate opens it or refuses it, in bounded time and memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import Limits, SafeArchive, open_archive, parse_xml
from shuzhi.documents.zipfiles import write
from tests.unit.report import sample

_TIGHT = Limits(file_bytes=1 << 20, entry_bytes=1 << 20, total_bytes=4 << 20, ratio_from_bytes=1 << 16)


def through(data: bytes) -> SafeArchive | Refused:
    try:
        archive = open_archive(data, _TIGHT)
        for name in archive.names:
            archive.read(name)
    except Refused as refusal:
        return refusal
    return archive


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_bytes_changed_cut_or_doubled_anywhere(data: st.DataObject) -> None:
    file = bytearray(sample.word_file())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(file) - 1))
        match data.draw(st.sampled_from(["set", "cut", "double"])):
            case "set":
                file[place] = data.draw(st.integers(0, 255))
            case "cut":
                del file[place : place + data.draw(st.integers(1, 200))]
            case _:
                file[place:place] = file[place : place + data.draw(st.integers(1, 200))]
        if not file:
            return
    assert isinstance(through(bytes(file)), SafeArchive | Refused)


@settings(max_examples=200, deadline=None)
@given(
    offset=st.integers(0, 45),
    value=st.sampled_from([0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF]),
    which=st.integers(0, 12),
)
def test_any_field_of_any_directory_entry_forged(offset: int, value: int, which: int) -> None:
    file = bytearray(sample.word_file())
    starts = [place for place in range(len(file)) if file[place : place + 4] == b"PK\x01\x02"]
    place = starts[which % len(starts)] + offset
    file[place : place + 4] = struct.pack("<I", value)
    assert isinstance(through(bytes(file)), SafeArchive | Refused)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000))
def test_rubbish_behind_a_zip_signature(rubbish: bytes) -> None:
    assert isinstance(through(b"PK\x03\x04" + rubbish), Refused)
    assert isinstance(through(b"PK\x05\x06" + rubbish), Refused)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text("ab/中.xml", min_size=1, max_size=8), st.binary(max_size=2000), max_size=6))
def test_what_is_written_is_read_back_or_named_as_a_refusal(parts: dict[str, bytes]) -> None:
    seen = through(write(parts)) if parts else None
    if isinstance(seen, SafeArchive):
        assert {name: seen.read(name) for name in seen.names} == {
            name: data for name, data in parts.items() if not name.endswith("/")
        }


def overlapping_bomb(entries: int) -> bytes:
    """Many directory entries that share one packed kernel."""
    kernel = zlib.compress(bytes(60_000), 9)[2:-4]
    crc = zlib.crc32(bytes(60_000))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(kernel), 60_000, 1, 0) + b"a"
    body = local + kernel
    directory = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(kernel), 60_000, 4, 0, 0, 0, 0, 0, 0
        )
        + f"{number:04d}".encode()
        for number in range(entries)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(body), 0)
    return body + directory + end


def test_entries_that_share_their_bytes_are_refused_before_they_are_inflated() -> None:
    refusal = through(overlapping_bomb(900))
    assert isinstance(refusal, Refused)
    assert refusal.code in {"documents.two_names", "documents.overlap", "documents.inflates_too_far"}


def test_bombs_cost_little_memory() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(300_000_000))
    data = target.getvalue()
    tracemalloc.start()
    try:
        for limits in (Limits(), _TIGHT):
            try:
                open_archive(data, limits)
            except Refused as refusal:
                assert refusal.code in {"documents.entry_too_large", "documents.ratio"}
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text("<>/&;!?[]\"'=ab DOCTYPENTIY\x00", max_size=300).map(str.encode)
    )
)
def test_any_bytes_as_xml_are_a_tree_without_dtd_or_a_refusal(data: bytes) -> None:
    try:
        root = parse_xml(data, name="x")
    except Refused:
        return
    assert root.getroottree().docinfo.internalDTD is None
