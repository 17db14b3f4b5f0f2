"""The parts of a Word file that hold its look: styles, settings, fonts, page-number footers.

Knows GB/T 9704-2012 as styles; does not know the text. Theme fonts are never named: they would override the
East Asian ones. Text is on the grid (exact pitch), tables are not: an exact line would cut them.
"""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.documents.ooxml import XML_HEAD, W
from shuzhi.report import page

_NS = f'xmlns:w="{W}"'


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    name: str
    paragraph: str
    run: str
    based: str = "Normal"
    next: str = "Normal"


def fonts_xml(east_asian: str, latin: str = page.FONT_LATIN) -> str:
    """Western digits and letters in the Latin face, everything else in the East Asian one.

    The hint keeps quotation marks and dashes in the East Asian face, full width.
    """
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{east_asian}" '
        'w:hint="eastAsia"/>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _exact(lines: float = 1) -> str:
    pitch = round(page.LINE_PITCH * lines)
    return f'<w:spacing w:before="0" w:after="0" w:line="{pitch}" w:lineRule="exact"/>'


def _loose(*, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


_PITCH = f'<w:spacing w:val="{page.CHARACTER_PITCH}"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
#: no quarter space between digits and Chinese characters: 共38场次 is one word to its reader
_NO_GAPS = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_LEVEL = '<w:outlineLvl w:val="{}"/>'

_STYLES = (
    _Style(
        "ReportTitle",
        "公文标题",
        f'{_OFF_GRID}{_exact(1.25)}<w:jc w:val="center"/>',
        fonts_xml(page.FONT_TITLE, page.FONT_TITLE) + _size(page.SIZE_2),
    ),
    _Style(
        "Byline",
        "署名行",
        f'{_exact()}<w:jc w:val="center"/>',
        fonts_xml(page.FONT_SUBHEADING) + _size(page.SIZE_3),
    ),
    _Style("Salutation", "主送", f'{_exact()}<w:ind w:firstLine="0"/>', ""),
    _Style("BodyText", "公文正文", _INDENT, ""),
    _Style("Signature", "落款", '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>', ""),
    _Style(
        "Heading1",
        "heading 1",
        f"<w:keepNext/>{_exact()}{_INDENT}{_LEVEL.format(0)}",
        fonts_xml(page.FONT_HEADING) + _size(page.SIZE_3),
        next="BodyText",
    ),
    _Style(
        "Heading2",
        "heading 2",
        f"<w:keepNext/>{_exact()}{_INDENT}{_LEVEL.format(1)}",
        fonts_xml(page.FONT_SUBHEADING) + _size(page.SIZE_3),
        next="BodyText",
    ),
    _Style(
        "Heading3",
        "heading 3",
        f"<w:keepNext/>{_exact()}{_INDENT}{_LEVEL.format(2)}",
        fonts_xml(page.FONT_BODY) + "<w:b/>" + _size(page.SIZE_3),
        next="BodyText",
    ),
    _Style(
        "Heading4",
        "heading 4",
        f"<w:keepNext/>{_exact()}{_INDENT}{_LEVEL.format(3)}",
        fonts_xml(page.FONT_BODY) + _size(page.SIZE_3),
        next="BodyText",
    ),
    _Style(
        "TableTitle",
        "表题",
        f'<w:keepNext/>{_OFF_GRID}{_loose(before=240, after=120)}<w:jc w:val="center"/>',
        fonts_xml(page.FONT_HEADING) + _size(page.SIZE_4),
    ),
    *(
        style
        for suffix, size in (("", page.SIZE_SMALL_4), ("Dense", page.SIZE_5))
        for style in (
            _Style(
                f"TableHead{suffix}",
                f"表头{size // 2}",
                f'<w:keepNext/>{_OFF_GRID}{_loose(before=70, after=70)}<w:jc w:val="center"/>',
                fonts_xml(page.FONT_HEADING) + _size(size),
            ),
            _Style(
                f"TableCell{suffix}",
                f"表格文字{size // 2}",
                f'{_OFF_GRID}{_loose(before=60, after=60)}<w:jc w:val="left"/>',
                fonts_xml(page.FONT_BODY) + _size(size),
            ),
            _Style(
                f"TableFigure{suffix}",
                f"表格数据{size // 2}",
                f'{_OFF_GRID}{_loose(before=60, after=60)}<w:jc w:val="center"/>',
                fonts_xml(page.FONT_BODY) + _size(size),
            ),
        )
    ),
    _Style(
        "Chart",
        "图",
        f'<w:keepNext/>{_OFF_GRID}{_loose(before=200)}<w:ind w:firstLine="0"/><w:jc w:val="center"/>',
        "",
    ),
    _Style(
        "ChartCaption",
        "图题",
        f'{_OFF_GRID}{_loose(before=60, after=240)}<w:ind w:firstLine="0"/><w:jc w:val="center"/>',
        fonts_xml(page.FONT_HEADING) + _size(page.SIZE_SMALL_4),
        next="BodyText",
    ),
    _Style(
        "Note",
        "附注",
        f"{_OFF_GRID}{_loose(before=0, after=160)}",
        fonts_xml(page.FONT_BODY) + _size(page.SIZE_SMALL_4),
    ),
    _Style(
        "AttachmentNumber",
        "附件序号",
        f"{_exact()}{_LEVEL.format(0)}",
        fonts_xml(page.FONT_HEADING) + _size(page.SIZE_3),
    ),
    _Style(
        "PageNumber",
        "页码",
        f"{_OFF_GRID}{_loose()}",
        fonts_xml(page.FONT_PAGE_NUMBER, page.FONT_PAGE_NUMBER) + _size(page.SIZE_4),
    ),
)


def styles_part() -> str:
    """``word/styles.xml``."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(page.FONT_BODY)}{_size(page.SIZE_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_NO_GAPS}{_exact()}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{_NO_GAPS}{_exact()}<w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{fonts_xml(page.FONT_BODY)}{_PITCH}{_size(page.SIZE_3)}</w:rPr></w:style>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="90" w:type="dxa"/>'
        '<w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    listed = "".join(map(_style, _STYLES))
    return f"{XML_HEAD}<w:styles {_NS}>{defaults}{normal}{table}{listed}</w:styles>"


def _style(style: _Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/><w:next w:val="{style.next}"/><w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
    )


def settings_part() -> str:
    """``word/settings.xml``: odd and even pages differ, full-width punctuation may be compressed, no
    theme.
    """
    return (
        f'{XML_HEAD}<w:settings {_NS}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def fonts_part() -> str:
    """``word/fontTable.xml``: names only, with the class that lets an office programme choose a near
    relative.
    """
    listed = "".join(
        f'<w:font w:name="{name}">{_other_name(name)}<w:charset w:val="{_charset(name)}"/><w:family w:val="{_kind(name)}"/>'
        "</w:font>"
        for name in page.FONTS
    )
    return f"{XML_HEAD}<w:fonts {_NS}>{listed}</w:fonts>"


_OTHER_NAMES = {
    page.FONT_TITLE: "方正小标宋_GBK",
    page.FONT_BODY: "仿宋",
    page.FONT_HEADING: "SimHei",
    page.FONT_SUBHEADING: "楷体",
    page.FONT_PAGE_NUMBER: "SimSun",
}


def _other_name(name: str) -> str:
    """What Word may take where the named face is missing: the system's own, not whatever comes first."""
    other = _OTHER_NAMES.get(name)
    return f'<w:altName w:val="{other}"/>' if other else ""


def _charset(name: str) -> str:
    return "00" if name == page.FONT_LATIN else "86"


def _kind(name: str) -> str:
    return "modern" if name == page.FONT_HEADING else "roman"


def footer_part(alignment: str) -> str:
    """A page number —1— at the outer side, one character in. ``alignment`` is "right" or "left" (7.5)."""
    run = "<w:r>"
    field = (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>1</w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'{XML_HEAD}<w:ftr {_NS}><w:p><w:pPr><w:pStyle w:val="PageNumber"/>'
        f'<w:ind w:{alignment}Chars="100" w:{alignment}="280"/><w:jc w:val="{alignment}"/></w:pPr>'
        f"{run}<w:t>—</w:t></w:r>{field}{run}<w:t>—</w:t></w:r></w:p></w:ftr>"
    )


def section_xml() -> str:
    """``w:sectPr``: page, margins, footers for odd and even pages, the grid of 22 lines.

    The 28 characters come from the character pitch of the style. A grid of characters (``linesAndChars``) was tried:
    LibreOffice gives a 16 pt character two cells of 15.79 pt and sets digits apart.
    """
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooterOdd"/>'
        '<w:footerReference w:type="even" r:id="rIdFooterEven"/>'
        f'<w:pgSz w:w="{page.PAGE_WIDTH}" w:h="{page.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{page.TOP}" w:right="{page.RIGHT}" w:bottom="{page.BOTTOM}" w:left="{page.LEFT}" '
        f'w:header="{page.millimetres(15)}" w:footer="{page.FOOTER}" w:gutter="0"/>'
        f'<w:pgNumType w:start="1"/><w:docGrid w:type="lines" w:linePitch="{page.LINE_PITCH}"/></w:sectPr>'
    )
