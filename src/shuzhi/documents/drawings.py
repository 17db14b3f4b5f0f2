"""Pictures in Word text: one inline drawing in a run, named and described; and such drawings found again.

Knows DrawingML as far as an inline picture needs it; does not know what a picture shows.

    picture_xml(picture) -> str                      a run to stand in a paragraph
    pictures_in(package) -> tuple[Placed, …]         every picture of the body, with its bytes
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from shuzhi.documents.controls import clean
from shuzhi.documents.ooxml import R, WordPackage, related_names

_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU_PER_TWIP: Final = 635
MOST: Final = 400  # pictures looked at in one file


@dataclass(frozen=True, slots=True)
class Inline:
    """``relation`` names the picture's bytes, ``number`` is unique among the drawings of the document, ``words`` are for
    those who do not see it; the size is in twips.
    """

    relation: str
    number: int
    name: str
    words: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture where it stands: its name and description, SHA-256 (hex) of its bytes ("" where they lie outside the
    file), whether a part of it is cut off.
    """

    name: str
    words: str
    digest: str
    cropped: bool


def picture_xml(picture: Inline) -> str:
    """The run. Height and width are set, so that nothing moves when it is opened."""
    wide, high = picture.width * _EMU_PER_TWIP, picture.height * _EMU_PER_TWIP
    named = f'id="{picture.number}" name={quoteattr(picture.name)} descr={quoteattr(clean(picture.words))}'
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {named}/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{picture.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def pictures_in(package: WordPackage) -> tuple[Placed, ...]:
    """The pictures of the body in order, inline and anchored; at most ``MOST``."""
    names = related_names(package.archive, package.document_name)
    found: list[Placed] = []
    for frame in package.document.iter(f"{{{_WP}}}inline", f"{{{_WP}}}anchor"):
        blip = next(frame.iter(f"{{{_A}}}blip"), None)
        told = frame.find(f"{{{_WP}}}docPr")
        if blip is None or told is None or len(found) == MOST:
            continue
        found.append(
            Placed(
                told.get("name") or "",
                told.get("descr") or "",
                _digest(package, names.get(blip.get(f"{{{R}}}embed") or "", "")),
                _is_cropped(frame),
            )
        )
    return tuple(found)


def _digest(package: WordPackage, name: str) -> str:
    return hashlib.sha256(package.archive.read(name)).hexdigest() if name in package.archive else ""


def _is_cropped(frame: etree._Element) -> bool:
    """A source rectangle that leaves something of the picture out."""
    sides = (rect.get(side) or "0" for rect in frame.iter(f"{{{_A}}}srcRect") for side in "ltrb")
    return any(side.strip().rstrip("%") not in ("0", "") for side in sides)
