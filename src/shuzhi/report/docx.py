"""A document as a Word file under GB/T 9704-2012: every figure a content control inside a bookmark.

Knows nodes and WordprocessingML; does not know the engine. Names the standard's fonts and ships none. The
same arguments give the same bytes (no clock, no randomness). A duty report is none of the fifteen kinds of
official document, so the layout of the body applies and the red head does not.

    render(document, sealed, creator=…) -> bytes
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from shuzhi.documents.controls import Control, control_xml, run_xml
from shuzhi.documents.drawings import Inline, picture_xml
from shuzhi.documents.ooxml import XML_HEAD, Media, Properties, R, W, WordParts, build_package
from shuzhi.report import docx_english, docx_styles, page
from shuzhi.report.manifest import SealedManifest
from shuzhi.report.nodes import (
    Attachment,
    Block,
    Chart,
    Document,
    FigureNode,
    Heading,
    Paragraph,
    Role,
    Runs,
    Table,
    is_figure_cell,
    plain,
)
from shuzhi.report.pictures import picture
from shuzhi.report.words import words_in

_STYLES = {"zh": docx_styles, "en": docx_english}
_ROLE_STYLES = {
    Role.BODY: "BodyText",
    Role.SALUTATION: "Salutation",
    Role.BYLINE: "Byline",
    Role.SIGNATURE: "Signature",
    Role.NOTE: "Note",
}


def render(document: Document, sealed: SealedManifest, *, creator: str) -> bytes:
    """The Word file. ``creator`` is the office that hands it in."""
    numbers = count(1)
    drawn = {each.name: made for each in document.charts() if (made := picture(each)) is not None}
    body = "".join(_body(document, numbers))
    parts = WordParts(
        document=(
            f'{XML_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{docx_styles.section_xml()}'
            "</w:body></w:document>"
        ),
        styles=_STYLES[document.language].styles_part(),
        settings=docx_styles.settings_part(),
        fonts=docx_styles.fonts_part(),
        footers=(
            ("rIdFooterOdd", docx_styles.footer_part("right")),
            ("rIdFooterEven", docx_styles.footer_part("left")),
        ),
        media=tuple(Media(_relation(name), made.data) for name, made in drawn.items()),
    )
    properties = Properties(title=document.title, creator=creator)
    return build_package(parts, properties=properties, custom=sealed.part)


def _body(document: Document, numbers: Iterator[int]) -> Iterator[str]:
    yield _words("ReportTitle", document.title)
    if not document.blocks or not _is_byline(document.blocks[0]):
        yield _words("Byline", "")
    was_byline = False
    for block in document.blocks:
        if was_byline and not _is_byline(block):
            yield _words("Byline", "")
        was_byline = _is_byline(block)
        yield _block(block, numbers)
    for attachment in document.attachments:
        yield from _attachment(attachment, numbers)


def _attachment(attachment: Attachment, numbers: Iterator[int]) -> Iterator[str]:
    """7.3.7: on a page of its own, the number in 黑体 flush left, the title on the third line."""
    yield (
        '<w:p><w:pPr><w:pStyle w:val="AttachmentNumber"/><w:pageBreakBefore/></w:pPr>'
        f"{run_xml(attachment.number, '')}</w:p>"
    )
    yield _words("Byline", "")
    yield _words("ReportTitle", attachment.title)
    yield _words("Byline", "")
    for block in attachment.blocks:
        yield _block(block, numbers)


def _is_byline(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.BYLINE


def _block(block: Block, numbers: Iterator[int]) -> str:
    if isinstance(block, Heading):
        return _words(f"Heading{block.level}", block.number + block.title)
    if isinstance(block, Paragraph):
        return _paragraph(_ROLE_STYLES[block.role], block.runs, numbers)
    if isinstance(block, Chart):
        return _chart(block, numbers)
    return _table(block, numbers)


def _chart(chart: Chart, numbers: Iterator[int]) -> str:
    """The picture across the type area, no higher than ``_HIGHEST``, and its caption below, on the same page."""
    made, caption = picture(chart), _words("ChartCaption", chart.caption + chart.whence)
    if made is None:
        return _words("Note", words_in(chart.language).chart_missing) + caption
    width = min(page.AREA_WIDTH, _HIGHEST * made.width // made.height)
    inline = Inline(
        _relation(chart.name),
        next(numbers),
        chart.name,
        chart.spoken,
        width,
        width * made.height // made.width,
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Chart"/></w:pPr>{picture_xml(inline)}</w:p>{caption}'


def _relation(name: str) -> str:
    return f"rId{name}"


def _words(style: str, text: str) -> str:
    runs = run_xml(text, "") if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _paragraph(style: str, runs: Runs, numbers: Iterator[int]) -> str:
    inside = "".join(
        _figure(each, numbers) if isinstance(each, FigureNode) else run_xml(each.text, "") for each in runs
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def _figure(node: FigureNode, numbers: Iterator[int]) -> str:
    return control_xml(Control(node.name, next(numbers), node.label), text=node.printed, run_properties="")


_HIGHEST = page.millimetres(190)  # of a picture: the caption still fits the page
_LONG = 20  # characters in a cell, beyond which a table is set smaller


def _table(table: Table, numbers: Iterator[int]) -> str:
    """Full width, thin lines inside and stronger ones around; the head repeats, rows do not break."""
    whole = sum(table.widths)
    widths = [page.AREA_WIDTH * share // whole for share in table.widths]
    suffix = "Dense" if any(len(plain(cell)) > _LONG for row in table.rows for cell in row) else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(width, _words(f"TableHead{suffix}", text), _SHADE)
        for width, text in zip(widths, table.header, strict=True)
    )
    rows = "".join(_row(row, widths, suffix, numbers) for row in table.rows)
    title = _words("TableTitle", table.title) if table.title else ""
    return (
        f'{title}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{_BORDERS}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        f"{_words('TableCell', '')}"
    )


def _row(row: tuple[Runs, ...], widths: list[int], suffix: str, numbers: Iterator[int]) -> str:
    cells = []
    for width, runs in zip(widths, row, strict=True):
        style = f"TableFigure{suffix}" if is_figure_cell(runs) else f"TableCell{suffix}"
        cells.append(_cell(width, _paragraph(style, runs, numbers), ""))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, shade: str) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def _line(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/>'


_BORDERS = (
    "<w:tblBorders>"
    + "".join(_line(side, 8) for side in ("top", "left", "bottom", "right"))
    + "".join(_line(side, 4) for side in ("insideH", "insideV"))
    + "</w:tblBorders>"
)
