"""Keys in files and the ring of those that are trusted; fonts and the missing office programme say what is missing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from shuzhi.report import fonts, page, pdf
from shuzhi.report.manifest import seal
from shuzhi.report.signing import KeyFileError, KeyRing, create_key, load_key, load_public
from tests.unit.report import sample


def test_a_new_key_is_private_to_its_owner_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "office.key"
    key = create_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(path).public == key.public == load_public(path) == load_public(tmp_path / "office.pub")
    with pytest.raises(KeyFileError) as caught:
        create_key(path)
    assert caught.value.code == "report.key_exists"
    assert load_key(path).public == key.public


def test_a_folder_of_public_keys_is_a_ring_and_an_absent_one_an_empty_ring(tmp_path: Path) -> None:
    one, other = create_key(tmp_path / "a.key"), create_key(tmp_path / "b.key")
    ring = KeyRing.of_folder(tmp_path)
    assert set(ring.keys) == {one.fingerprint, other.fingerprint}
    assert KeyRing.of_folder(tmp_path / "none").keys == {}
    assert one.fingerprint in KeyRing().joined(KeyRing.of(one.public))


def test_what_is_no_ed25519_key_is_refused_by_code(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1())
    files = {
        "text": b"hello",
        "empty": b"",
        "ec.key": other.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        "ec.pub": other.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for name in [*files, "absent"]:
        for load in (load_key, load_public):
            with pytest.raises(KeyFileError) as caught:
                load(tmp_path / name)
            assert caught.value.code == "report.key_unreadable"


def test_equal_bytes_have_one_signature_and_another_byte_has_another() -> None:
    manifest = sample.sealed().manifest
    again = seal(manifest, sample.KEY, public=sample.KEY.public)
    assert again.signature == sample.sealed().signature
    assert sample.RING.is_signed(manifest.canonical, signature=again.signature, by=sample.KEY.fingerprint)
    assert not sample.RING.is_signed(
        manifest.canonical + b" ", signature=again.signature, by=sample.KEY.fingerprint
    )


def test_each_standard_font_that_is_missing_is_reported_with_what_stands_in() -> None:
    chosen = {each.wanted: each.used for each in fonts.choose(frozenset({"Noto Serif CJK SC", "黑体"}))}
    assert set(chosen) == set(page.FONTS) - {"黑体"}
    assert set(chosen.values()) == {"Noto Serif CJK SC"}
    assert {each.used for each in fonts.choose(frozenset({"Arial"}))} == {""}
    assert fonts.choose(frozenset(page.FONTS)) == ()


def test_no_japanese_face_ever_stands_in_for_a_chinese_one() -> None:
    assert not [name for names in fonts.PREFERRED.values() for name in names if name.endswith((" JP", " KR"))]


def test_aliases_are_written_for_fontconfig(tmp_path: Path) -> None:
    path = fonts.write_aliases(
        tmp_path, (fonts.Substitution("仿宋_GB2312", "A & B"), fonts.Substitution("x", ""))
    )
    text = path.read_text(encoding="utf-8")
    assert "<string>仿宋_GB2312</string>" in text
    assert "<string>A &amp; B</string>" in text
    assert text.count("<match") == 1


def test_without_libreoffice_the_pdf_is_refused_by_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pdf.PdfError) as caught:
        pdf.convert(b"")
    assert caught.value.code == "report.office_missing"
    assert fonts.installed_families() == frozenset()
