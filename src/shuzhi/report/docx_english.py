"""The styles of a Word file in English: the same names as in ``docx_styles``, set as English readers expect.

GB/T 9704-2012 lays down a page for Chinese characters: sixteen points on a grid of 22 lines, full-width marks, an indent of
two characters. Latin text on that grid falls apart in wide gaps, so an English report keeps the standard's paper and margins
and sets its text in twelve points, ragged right, a space between paragraphs. Knows no text.
"""

from __future__ import annotations

from typing import Final

from shuzhi.documents.ooxml import XML_HEAD, W
from shuzhi.report import page

_NS: Final = f'xmlns:w="{W}"'
_OFF_GRID: Final = '<w:snapToGrid w:val="0"/>'
_LEFT, _CENTRE, _RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "right"))
_TITLE, _HEADING, _SUBHEADING, _BODY, _SMALL, _SMALLEST = 36, 28, 25, 24, 21, 19  # half points


def _face(east_asian: str) -> str:
    """Latin letters, digits and quotation marks in the Latin face; names in Chinese in the face of the standard."""
    latin = page.FONT_LATIN
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{east_asian}"/>'


def _run(half_points: int, *, weight: str = "") -> str:
    return f'{_face(page.FONT_BODY)}{weight}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spaced(before: int, after: int, *, line: int = 288) -> str:
    """``line`` in 1/240 of a line."""
    return f'{_OFF_GRID}<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


_BOLD: Final = "<w:b/>"
_ITALIC: Final = "<w:i/>"
_KEEP: Final = "<w:keepNext/>"

#: style id, name, paragraph properties, run properties
STYLES: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("ReportTitle", "Report title", _spaced(0, 120, line=264) + _CENTRE, _run(_TITLE, weight=_BOLD)),
    ("Byline", "Byline", _spaced(0, 40) + _CENTRE, _run(_BODY)),
    ("Salutation", "Salutation", _spaced(0, 120) + _LEFT, _run(_BODY)),
    ("BodyText", "Report text", _spaced(0, 140) + _LEFT, _run(_BODY)),
    ("Signature", "Signature line", _spaced(120, 0) + _RIGHT, _run(_BODY)),
    ("Heading1", "heading 1", _KEEP + _spaced(320, 120, line=264) + _LEFT + _outline(0), _run(_HEADING, weight=_BOLD)),
    ("Heading2", "heading 2", _KEEP + _spaced(220, 80, line=264) + _LEFT + _outline(1), _run(_SUBHEADING, weight=_BOLD)),
    ("Heading3", "heading 3", _KEEP + _spaced(160, 60, line=264) + _LEFT + _outline(2), _run(_BODY, weight=_BOLD)),
    ("Heading4", "heading 4", _KEEP + _spaced(120, 60, line=264) + _LEFT + _outline(3), _run(_BODY, weight=_ITALIC)),
    ("TableTitle", "Table title", _KEEP + _spaced(240, 100) + _LEFT, _run(_SMALL, weight=_BOLD)),
    ("TableHead", "Table head", _KEEP + _spaced(60, 60, line=252) + _LEFT, _run(_SMALL, weight=_BOLD)),
    ("TableCell", "Table cell", _spaced(50, 50, line=252) + _LEFT, _run(_SMALL)),
    ("TableFigure", "Table figure", _spaced(50, 50, line=252) + _LEFT, _run(_SMALL)),
    ("TableHeadDense", "Table head dense", _KEEP + _spaced(50, 50, line=246) + _LEFT, _run(_SMALLEST, weight=_BOLD)),
    ("TableCellDense", "Table cell dense", _spaced(40, 40, line=246) + _LEFT, _run(_SMALLEST)),
    ("TableFigureDense", "Table figure dense", _spaced(40, 40, line=246) + _LEFT, _run(_SMALLEST)),
    ("Note", "Note", _spaced(0, 160) + _LEFT, _run(_SMALL)),
    ("AttachmentNumber", "Annex number", _spaced(0, 60) + _LEFT + _outline(0), _run(_BODY, weight=_BOLD)),
    ("PageNumber", "Page number", _spaced(0, 0, line=240), _run(_SMALL)),
    ("Chart", "Chart", _KEEP + _spaced(200, 0, line=240) + _CENTRE, ""),
    ("ChartCaption", "Chart caption", _spaced(60, 240) + _LEFT, _run(_SMALL, weight=_BOLD)),
)  # fmt: skip


def styles_part() -> str:
    """``word/styles.xml``."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_run(_BODY)}"
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spaced(0, 0)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_spaced(0, 0)}{_LEFT}</w:pPr><w:rPr>{_run(_BODY)}</w:rPr></w:style>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="90" w:type="dxa"/>'
        '<w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    listed = "".join(
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{"BodyText" if code.startswith("Heading") else "Normal"}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        for code, name, paragraph, run in STYLES
    )
    return f"{XML_HEAD}<w:styles {_NS}>{defaults}{normal}{table}{listed}</w:styles>"
