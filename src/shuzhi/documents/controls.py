"""Named places in Word text: an inline rich-text content control inside a bookmark of the same name.

Word keeps both, LibreOffice drops the control's tag but keeps the bookmark with the text in its range; a
reader that takes the tag, else the bookmark, finds the place in either. Knows no figures: a name has at most
40 characters (Word cuts longer bookmark names; a tag may have 64).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class Control:
    """``number`` is unique in the document (of bookmark and control), ``alias`` is shown on the frame."""

    name: str
    number: int
    alias: str

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise ValueError(f"not a name for a control and a bookmark: {self.name!r}")


def control_xml(control: Control, *, text: str, run_properties: str) -> str:
    """The control as WordprocessingML, to stand between runs of a paragraph.

    Rich text (no ``w:text``) and no data binding: LibreOffice spoils plain-text controls on saving.
    ``run_properties`` is the inside of ``w:rPr``.
    """
    return (
        f'<w:bookmarkStart w:id="{control.number}" w:name="{control.name}"/>'
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(control.alias[:64])}/>"
        f'<w:tag w:val="{control.name}"/><w:id w:val="{_control_id(control.number)}"/></w:sdtPr>'
        f"<w:sdtContent>{run_xml(text, run_properties)}</w:sdtContent></w:sdt>"
        f'<w:bookmarkEnd w:id="{control.number}"/>'
    )


def run_xml(text: str, run_properties: str) -> str:
    """A run; tabs and line breaks become their elements."""
    pieces = re.split(r"([\t\n])", text)
    inside = "".join(_MARKS.get(piece) or _text(piece) for piece in pieces if piece)
    return f"<w:r><w:rPr>{run_properties}</w:rPr>{inside}</w:r>"


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


_MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _text(piece: str) -> str:
    return f'<w:t xml:space="preserve">{escape(clean(piece))}</w:t>'


def _control_id(number: int) -> int:
    """Word wants a signed 32-bit number that is unique; the offset keeps clear of small ones."""
    return 1_700_000_000 + number
