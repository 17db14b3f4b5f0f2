"""What a photograph knows of its place does not come in: real tags in every corner of a file, and none left."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, ImageDraw

from shuzhi.documents import photos
from shuzhi.documents.errors import Refused

CANARY = b"CANARY-41.40338N-2.17403E"
GPS = {1: "N", 2: (41.0, 24.0, 12.2), 3: "E", 4: (2.0, 10.0, 26.5), 29: "2023:03:08"}


def picture(size: tuple[int, int] = (64, 32)) -> Image.Image:
    image = Image.new("RGB", size, (200, 30, 40))
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill=(20, 90, 200))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = CANARY.decode()
    tags.get_ifd(0x8825).update(GPS)
    tags.get_ifd(0x8769)[0x9286] = b"ASCII\x00\x00\x00" + CANARY
    return tags


def tagged_jpeg() -> bytes:
    """GPS in EXIF with a thumbnail, XMP, IPTC (Photoshop resources), a comment, a colour profile, and a trailer."""
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=exif(), comment=CANARY, icc_profile=b"\0" * 36 + CANARY)
    data = out.getvalue()
    thumbnail = io.BytesIO()
    picture((16, 8)).save(thumbnail, "JPEG", exif=exif())
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + CANARY + b"</x:xmpmeta>"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(CANARY)) + CANARY
    segments = b"".join(
        marker + struct.pack(">H", len(body) + 2) + body
        for marker, body in (
            (b"\xff\xe1", xmp),
            (b"\xff\xed", iptc),
            (b"\xff\xe2", b"MPF\x00" + thumbnail.getvalue()),
        )
    )
    return data[:2] + segments + data[2:] + CANARY + thumbnail.getvalue()


def tagged_png() -> bytes:
    out = io.BytesIO()
    picture().save(out, "PNG", exif=exif())
    data, body = out.getvalue(), b"tEXtLocation\x00" + CANARY
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:] + CANARY


def saved(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture().save(out, kind, **more)
    return out.getvalue()


def two_in_one() -> bytes:
    out = io.BytesIO()
    second = picture((16, 8))
    second.info["comment"] = CANARY
    picture().save(out, "MPO", save_all=True, append_images=[second], exif=exif())
    return out.getvalue() + CANARY


KINDS = {
    "mpo": two_in_one(),
    "jpeg": tagged_jpeg(),
    "png": tagged_png(),
    "webp": saved("WEBP", exif=exif(), xmp=CANARY),
    "tiff": saved("TIFF", exif=exif(), description=CANARY.decode()),
    "avif": saved("AVIF", exif=exif(), xmp=CANARY),
    "gif": saved("GIF", comment=CANARY) + CANARY,
    "bmp": saved("BMP") + CANARY,
}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_pixels_is_left(kind: str) -> None:
    data = KINDS[kind]
    assert CANARY in data
    cleaned = photos.without_traces(data)
    assert cleaned.pictures == 1
    assert CANARY not in cleaned.data
    assert b"GPS" not in cleaned.data and b"xmp" not in cleaned.data.lower() and b"8BIM" not in cleaned.data
    with Image.open(io.BytesIO(cleaned.data)) as image:
        tags = image.getexif()
        assert not tags.get_ifd(0x8825)
        assert not tags.get_ifd(0x8769)
        assert image.size == (64, 32)
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop", "mp"} & set(image.info)
        left, right = image.convert("RGB").getpixel((5, 16)), image.convert("RGB").getpixel((60, 16))
    assert left[2] > 150 > left[0] and right[0] > 150 > right[2]


def test_the_same_picture_gives_the_same_bytes() -> None:
    once = photos.redrawn(tagged_jpeg())
    assert once == photos.redrawn(tagged_jpeg())


def test_which_way_is_up_is_kept_in_the_pixels() -> None:
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=exif(orientation=6))
    with Image.open(io.BytesIO(photos.redrawn(out.getvalue()))) as image:
        assert image.size == (32, 64)


def test_moving_pictures_keep_all_their_frames() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), (60 * place, 90, 9)) for place in range(3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=80, comment=CANARY)
    with Image.open(io.BytesIO(photos.redrawn(out.getvalue()))) as image:
        assert image.n_frames == 3


def test_pictures_inside_an_office_document_are_cleaned_too_and_its_words_stay() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w>正文</w>")
        made.writestr("word/media/image1.jpg", tagged_jpeg())
        made.writestr("word/media/image2.bmp", saved("BMP") + CANARY)
    cleaned = photos.without_traces(out.getvalue())
    assert cleaned.pictures == 2
    with zipfile.ZipFile(io.BytesIO(cleaned.data)) as read:
        assert read.read("word/document.xml").decode() == "<w>正文</w>"
        assert read.read("word/media/image2.bmp").startswith(b"BM")
        assert all(CANARY not in read.read(name) for name in read.namelist())


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 nothing", "签到表".encode(), b"BM is how this text begins, a text all the same"]
)
def test_other_files_stay_as_they_came(data: bytes) -> None:
    assert photos.without_traces(data) == photos.Cleaned(data, 0)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (tagged_jpeg()[:400], "documents.picture_damaged"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "documents.picture_damaged"),
        (b"GIF89a/*<script>*/=1", "documents.picture_damaged"),
        (b"\x00\x00\x00\x18ftypheic" + CANARY, "documents.picture_kind"),
        (b"\x00\x00\x00\x18ftypmp42" + CANARY, "documents.picture_kind"),
    ],
)
def test_what_cannot_be_cleaned_is_not_taken(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        photos.without_traces(data)
    assert refused.value.code == code


def flood(side: int) -> bytes:
    """A PNG that declares side × side pixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("side", [8_000, 12_000, 50_000])
def test_a_flood_of_pixels_is_refused_before_it_is_drawn(side: int) -> None:
    with pytest.raises(Refused) as refused:
        photos.without_traces(flood(side))
    assert refused.value.code == "documents.picture_flood"
