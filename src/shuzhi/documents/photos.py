"""Pictures on arrival: drawn anew from their pixels, so that nothing else they carried comes along.

Place (GPS), camera, owner, thumbnail, comments, colour profiles, further pictures and whatever stood behind the end of
the file are gone, because the new file is made of pixels alone: leaving out what one knows of (EXIF, XMP, IPTC) would
keep what one does not know of. Which way is up is turned into the pixels first. Knows neither records nor who sends.

    without_traces(data) -> Cleaned     pictures, and the pictures inside docx, xlsx, pptx; other files stay as they are
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import SafeArchive, open_archive

MOST_PIXELS = 60_000_000
"""A telephone's largest photo has some 50 million; a picture of more is a flood."""
_FRAMES = 300
_QUALITY = 90
_OPENS = ("PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
_JPEG = b"\xff\xd8\xff"
_STARTS = (_JPEG, b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_ZIP = b"PK\x03\x04"
_MADE = (1980, 1, 1, 0, 0, 0)
_MEDIA = ("/media/", "docProps/thumbnail")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``pictures`` that were drawn anew; with 0 the bytes are those that came."""

    data: bytes
    pictures: int


def without_traces(data: bytes) -> Cleaned:
    """Raises ``Refused`` for a picture that cannot be drawn anew, and for films, whose traces nobody here can find."""
    if is_picture(data):
        return Cleaned(redrawn(data), 1)
    if data[4:8] == b"ftyp":
        if data[8:12] in (b"avif", b"avis"):
            return Cleaned(redrawn(data), 1)
        raise Refused("documents.picture_kind")
    if data[:4] == _ZIP:
        return _without_traces_inside(open_archive(data))
    return Cleaned(data, 0)


def is_picture(data: bytes) -> bool:
    """By its first bytes: names and declared kinds are not asked."""
    return data.startswith(_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or _is_bitmap(data)


def redrawn(data: bytes) -> bytes:
    """The same picture (moving ones with all their frames) as a new file. Raises ``Refused``."""
    try:
        with _opened(data) as image:
            _refuse_flood(image)
            return _written(image, image.format or "")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Refused("documents.picture_flood", {"limit": MOST_PIXELS}) from problem
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        OverflowError,
    ) as problem:
        raise Refused("documents.picture_damaged") from problem


def _opened(data: bytes) -> Image.Image:
    """A JPEG is opened as one whatever it says of further pictures behind it (telephones put a second one there)."""
    if data.startswith(_JPEG):
        return JpegImageFile(io.BytesIO(data))
    return Image.open(io.BytesIO(data), formats=_OPENS)


def _is_bitmap(data: bytes) -> bool:
    """ "BM" begins many a text; a bitmap states its own length and four bytes of nothing."""
    return (
        data[:2] == b"BM" and data[6:10] == b"\x00" * 4 and int.from_bytes(data[2:6], "little") <= len(data)
    )


def _refuse_flood(image: Image.Image) -> None:
    frames = getattr(image, "n_frames", 1)
    if frames > _FRAMES or image.width * image.height * frames > MOST_PIXELS:
        raise Refused("documents.picture_flood", {"limit": MOST_PIXELS})


def _written(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind in ("JPEG", "AVIF"):
        _bare(image, "RGB").save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()
    if kind == "BMP":
        _bare(image, "RGB").save(out, "PNG")
        return out.getvalue()
    frames = list(_frames(image))
    length = image.info.get("duration")
    moving = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
    timed = {"duration": length, "loop": 0} if moving and isinstance(length, int) and kind != "TIFF" else {}
    frames[0].save(out, kind, **moving, **timed)
    return out.getvalue()


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(image):
        yield _bare(frame, "RGBA" if frame.has_transparency_data else "RGB")


def _bare(image: Image.Image, mode: str) -> Image.Image:
    """Pixels in a new picture, the right way up, with no word beside them."""
    upright = ImageOps.exif_transpose(image).convert(mode)
    return Image.frombytes(mode, upright.size, upright.tobytes())


def _without_traces_inside(archive: SafeArchive) -> Cleaned:
    """An office document whose pictures are drawn anew; one without any stays the bytes it was."""
    found = {name: archive.read(name) for name in archive.names if any(one in f"/{name}" for one in _MEDIA)}
    pictures = {name: redrawn_as_it_was(data) for name, data in found.items() if is_picture(data)}
    if not pictures:
        return Cleaned(archive.source, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.names:
            part = zipfile.ZipInfo(name, _MADE)
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, pictures[name] if name in pictures else archive.read(name))
    return Cleaned(out.getvalue(), len(pictures))


def redrawn_as_it_was(data: bytes) -> bytes:
    """Like ``redrawn``; a bitmap inside a document stays a bitmap, since its name there says so."""
    if not _is_bitmap(data):
        return redrawn(data)
    with Image.open(io.BytesIO(redrawn(data))) as image:
        out = io.BytesIO()
        image.save(out, "BMP")
        return out.getvalue()
