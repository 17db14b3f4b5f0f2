"""The gate turns hostile files away by code and lets honest ones through unchanged."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import Limits, open_archive, parse_xml, read_file
from shuzhi.documents.zipfiles import write

_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://example.invalid/{kind}" Target="{target}" TargetMode="External"/>'
    "</Relationships>"
)


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        open_archive(data, limits or Limits())
    return caught.value.code


def zipped(name: str, content: bytes) -> bytes:
    return write({name: content})


def test_an_honest_archive_comes_back_byte_for_byte() -> None:
    archive = open_archive(write({"b/甲.xml": b"<a/>", "a.bin": bytes(range(256)) * 40}))
    assert archive.names == ("a.bin", "b/甲.xml")
    assert archive.read("b/甲.xml") == b"<a/>"
    assert archive.read("a.bin") == bytes(range(256)) * 40


def test_an_archive_by_path_is_the_same_as_by_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(zipped("a", b"x"))
    assert open_archive(path).read("a") == b"x"


def test_a_file_beyond_the_size_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as target:
        target.truncate(200_000_000)
    with pytest.raises(Refused, match="too_large"):
        read_file(path)


def test_an_empty_file_and_a_text_are_refused() -> None:
    assert code_of(b"") == "documents.empty"
    assert code_of("述职报告".encode()) == "documents.not_an_archive"


def test_a_script_before_the_archive_is_refused() -> None:
    assert code_of(b"<script>alert(1)</script>" + zipped("a", b"x")) == "documents.not_an_archive"


def test_a_cut_archive_is_refused() -> None:
    assert code_of(zipped("a", b"x" * 5000)[:-30]) == "documents.damaged"


def test_too_many_entries_are_refused() -> None:
    assert (
        code_of(write({f"n{i}": b"" for i in range(12)}), Limits(entries=10)) == "documents.too_many_entries"
    )


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    assert code_of(zipped("a", bytes(200_000_000))) == "documents.entry_too_large"
    assert code_of(zipped("a", bytes(20_000_000))) == "documents.ratio"


def test_many_middling_entries_are_refused_by_their_sum() -> None:
    parts = {f"n{i}": bytes(1000) for i in range(20)}
    assert code_of(write(parts), Limits(total_bytes=10_000)) == "documents.inflates_too_far"


def _with_declared_size(data: bytes, size: int) -> bytes:
    """The one entry's declared size rewritten in local header and directory."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, 22, size)
    struct.pack_into("<I", changed, data.rindex(b"PK\x01\x02") + 24, size)
    return bytes(changed)


@pytest.mark.parametrize("declared", [10, 999, 1001])
def test_an_entry_that_lies_about_its_size_is_refused_by_counting(declared: int) -> None:
    assert code_of(_with_declared_size(zipped("a", b"y" * 1000), declared)) == "documents.size_lies"


def test_an_altered_byte_is_refused_by_its_checksum() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a", b"abcdef")
    assert code_of(target.getvalue().replace(b"abcdef", b"abcdeg", 1)) == "documents.size_lies"


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a/../../b", "C:/a", "a\\b"])
def test_a_name_that_leaves_the_file_is_refused(name: str) -> None:
    assert code_of(zipped(name, b"x")) == "documents.path"


def test_two_entries_of_one_name_are_refused_whatever_their_case() -> None:
    assert code_of(write({"word/a.xml": b"<a/>", "word/A.xml": b"<a/>"})) == "documents.double"


def test_overlapping_entries_are_refused() -> None:
    data = write({"a": b"x" * 100, "b": b"x" * 100})
    first, second = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    changed = bytearray(data)
    changed[second + 46 : second + 47] = b"a"
    struct.pack_into("<I", changed, second + 42, struct.unpack_from("<I", data, first + 42)[0])
    assert code_of(bytes(changed)) == "documents.double"
    changed = bytearray(data)
    changed[second + 46 : second + 47] = b"A"
    struct.pack_into("<I", changed, second + 42, 0)
    assert code_of(bytes(changed)) in {"documents.two_names", "documents.overlap"}


def test_an_entry_named_otherwise_in_its_header_is_refused() -> None:
    changed = bytearray(zipped("a", b"x"))
    changed[30:31] = b"z"
    assert code_of(bytes(changed)) == "documents.two_names"


def test_an_archive_within_an_archive_is_refused() -> None:
    assert code_of(zipped("word/media/a.bin", zipped("a", b"x"))) == "documents.nested"
    assert code_of(zipped("word/a.xml", zipped("a", b"x"))) == "documents.nested"


def test_an_embedded_workbook_is_looked_at_and_one_level_only() -> None:
    workbook = zipped("xl/a.xml", b"<a/>")
    name = "word/embeddings/Workbook1.xlsx"
    assert open_archive(zipped(name, workbook)).read(name) == workbook
    assert code_of(zipped(name, zipped("xl/embeddings/b.xlsx", workbook))) == "documents.nested"
    assert code_of(zipped(name, zipped("xl/a.xml", b"<!DOCTYPE a><a/>"))) == "documents.dtd"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
def test_a_dtd_is_refused_in_every_encoding(encoding: str) -> None:
    text = '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    assert code_of(zipped("word/document.xml", text.encode(encoding))) == "documents.dtd"
    with pytest.raises(Refused, match=r"documents\.(dtd|xml_damaged)"):
        parse_xml(text.encode(encoding), name="a")


def test_an_encoding_that_hides_a_dtd_is_refused() -> None:
    text = '<?xml version="1.0" encoding="cp037"?><a/>'
    assert code_of(zipped("a.xml", text.encode())) == "documents.encoding"
    with pytest.raises(Refused):
        parse_xml('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'.encode("utf-32"), name="a")


def test_a_tree_too_large_for_memory_is_refused() -> None:
    with pytest.raises(Refused, match="xml_too_large"):
        parse_xml(b"<r>" + b"<a/>" * 3_000_000 + b"</r>", name="a")
    with pytest.raises(Refused, match="xml_damaged"):
        parse_xml(b"<a>" * 100_000, name="a")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://example.invalid/a.png"),
        ("image", "file:///etc/passwd"),
        ("oleObject", "https://example.invalid/a"),
        ("attachedTemplate", "http://example.invalid/a.dotm"),
        ("attachedTemplate", r"\\example.invalid\a.dotm"),
        ("attachedTemplate", "file://example.invalid/a.dotm"),
        ("externalLinkPath", "HTTPS://example.invalid/a.xlsx"),
        ("externalLinkPath", "//example.invalid/a.xlsx"),
    ],
)
def test_whatever_would_be_fetched_from_outside_is_refused(kind: str, target: str) -> None:
    content = _RELATIONS.format(kind=kind, target=target).encode()
    assert code_of(zipped("word/_rels/document.xml.rels", content)) == "documents.external"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://example.invalid/"),
        ("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm"),
        ("externalLinkPath", "去年台账.xlsx"),
    ],
)
def test_a_link_that_waits_for_a_click_and_a_local_template_stay(kind: str, target: str) -> None:
    content = _RELATIONS.format(kind=kind, target=target).encode()
    assert open_archive(zipped("word/_rels/document.xml.rels", content)).names


def test_a_password_protected_archive_is_refused() -> None:
    changed = bytearray(zipped("a", b"x"))
    changed[6] |= 1
    changed[bytes(changed).rindex(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(changed)) == "documents.encrypted"


def test_writing_depends_on_the_content_alone() -> None:
    one, two = write({"a": b"1", "b": b"2"}), write({"b": b"2", "a": b"1"})
    assert one == two
    assert open_archive(write({"a": b"1", "b": b"2"}, first=("b",))).names == ("b", "a")
