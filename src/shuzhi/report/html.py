"""A document as one self-contained page: nothing is loaded, nothing runs, every figure is a link.

Knows nodes; does not know routes: the caller says where a figure leads, otherwise to its row in the appendix.
The same arguments give the same text.

    render(document, href=to_evidence, sealed=None) -> str
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from importlib import resources

from shuzhi.report.manifest import SealedManifest
from shuzhi.report.nodes import (
    Attachment,
    Block,
    Chart,
    ChartMark,
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
from shuzhi.report.pictures import Size, drawing
from shuzhi.report.words import CHINESE, FixedWords, words_in

_CHINESE = re.compile("[㐀-鿿][㐀-鿿，、；：（）《》0-9]*[㐀-鿿）》]|[㐀-鿿]")
_DRAWN_TEXT = re.compile("<text(?=[^>]*>[^<]*[㐀-鿿])([^>]*>)")
_LONG = 20  # characters in a cell, beyond which a table is set smaller


def evidence_id(node: FigureNode) -> str:
    """The anchor of a figure's row in the appendix, shared by all places that print the figure."""
    return f"evidence-{node.name.rpartition('_')[2]}"


def to_evidence(node: FigureNode) -> str:
    return f"#{evidence_id(node)}"


def render(
    document: Document,
    *,
    href: Callable[[FigureNode], str] = to_evidence,
    sealed: SealedManifest | None = None,
) -> str:
    """The page. ``href`` gives the address behind a figure; ``sealed`` adds what proves the figures at the foot."""
    words = words_in(document.language)
    page = _Page(href, words, tuple(document.figures()))
    body = "".join(page.body(document))
    contents = "".join(_contents(document))
    style = (resources.files("shuzhi.report") / "style" / "report.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{words.html_language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(document.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#text">{words.skip}</a>\n<div class="desk">\n'
        f'<nav aria-label="{words.contents}"><ol>{contents}</ol></nav>\n'
        f'<main id="text">\n{body}{_foot(document, sealed)}</main>\n</div>\n</body>\n</html>\n'
    )


def _contents(document: Document) -> Iterator[str]:
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    for place, heading in enumerate(headings, 1):
        text = escape(heading.number + heading.title)
        yield f'<li><a class="level-{heading.level}" href="#section-{place}">{text}</a></li>'
    for place, attachment in enumerate(document.attachments, 1):
        text = escape(f"{attachment.number}　{attachment.title}")
        yield f'<li><a class="level-1" href="#attachment-{place}">{text}</a></li>'


def _foot(document: Document, sealed: SealedManifest | None) -> str:
    if sealed is None:
        return ""
    manifest = sealed.manifest
    positions = sorted({(each.ledger, each.position) for each in manifest.checkpoints})
    words = words_in(document.language)
    at = words.comma.join(f"{ledger} {position}" for ledger, position in positions)
    lines = [
        words.foot_figures.format(count=sum(1 for _ in document.figures())),
        words.foot_position.format(at=at) if at else "",
        words.foot_digest.format(digest=manifest.digest, key=sealed.key),
    ]
    return f"<footer>{''.join(f'<p>{escape(line)}</p>' for line in lines if line)}</footer>\n"


class _Page:
    """Renders nodes one after another; counts headings and tables."""

    def __init__(
        self, href: Callable[[FigureNode], str], words: FixedWords, nodes: tuple[FigureNode, ...]
    ) -> None:
        self._href = href
        self._words = words
        self._nodes = nodes
        self._headings = 0
        self._tables = 0
        self._led_to: set[str] = set()

    def body(self, document: Document) -> Iterator[str]:
        yield f"<h1>{escape(document.title)}</h1>\n"
        for block in document.blocks:
            yield self._block(block)
        for place, attachment in enumerate(document.attachments, 1):
            yield from self._attachment(attachment, place)

    def _attachment(self, attachment: Attachment, place: int) -> Iterator[str]:
        yield f'<section class="attachment" id="attachment-{place}">\n'
        yield f'<p class="number">{escape(attachment.number)}</p>\n<h2>{escape(attachment.title)}</h2>\n'
        for block in attachment.blocks:
            yield self._evidence(block) if isinstance(block, Table) else self._block(block)
        yield "</section>\n"

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            self._headings += 1
            tag = f"h{block.level + 1}"
            return f'<{tag} id="section-{self._headings}">{escape(block.number + block.title)}</{tag}>\n'
        if isinstance(block, Paragraph):
            kind = "" if block.role is Role.BODY else f' class="{block.role.value}"'
            return f"<p{kind}>{self._runs(block.runs)}</p>\n"
        if isinstance(block, Chart):
            return self._chart(block)
        return self._table(block, _no_id)

    def _chart(self, chart: Chart) -> str:
        """Drawn in two widths, of which the page shows one; heard as the words of the chart."""
        nodes = {node.name: node for node in self._nodes}

        def href(mark: ChartMark) -> str:
            return self._href(nodes[mark.node])

        drawn = "".join(drawing(chart, href=href, size=size) for size in Size)
        if self._words is not CHINESE:
            drawn = _DRAWN_TEXT.sub(r'<text lang="zh-Hans"\1', drawn)
        return (
            f'<figure class="chart" id="{chart.name}" aria-label="{escape(chart.spoken)}">{drawn}'
            f"<figcaption>{escape(chart.caption + chart.whence)}</figcaption></figure>\n"
        )

    def _evidence(self, table: Table) -> str:
        """A row of the appendix can be led to; where two tables have the same figure, the first."""
        return self._table(table, self._row_id)

    def _row_id(self, row: tuple[Runs, ...]) -> str:
        nodes = [each for runs in row for each in runs if isinstance(each, FigureNode)]
        anchor = evidence_id(nodes[0]) if nodes else ""
        if not anchor or anchor in self._led_to:
            return ""
        self._led_to.add(anchor)
        return f' id="{anchor}"'

    def _table(self, table: Table, row_id: Callable[[tuple[Runs, ...]], str]) -> str:
        caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
        dense = any(len(plain(cell)) > _LONG for row in table.rows for cell in row)
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.header)
        rows = "".join(
            f"<tr{row_id(row)}>{''.join(self._cell(cell, place) for place, cell in enumerate(row))}</tr>\n"
            for row in table.rows
        )
        kind = ' class="dense"' if dense else ""
        self._tables += 1
        label = f"{table.title or self._words.table} {self._tables}"
        return (
            f'<div class="sheet" role="region" aria-label="{escape(label)}" tabindex="0"><table{kind}>{caption}<thead><tr>{head}</tr></thead>\n'
            f"<tbody>\n{rows}</tbody></table></div>\n"
        )

    def _cell(self, runs: Runs, place: int) -> str:
        if place == 0:
            return f'<th scope="row">{self._runs(runs)}</th>'
        kind = ' class="number"' if is_figure_cell(runs) else ""
        return f"<td{kind}>{self._runs(runs)}</td>"

    def _runs(self, runs: Runs) -> str:
        return "".join(
            self._figure(each)
            if isinstance(each, FigureNode)
            else self._marked(escape(each.text)).replace("\n", "<br>")
            for each in runs
        )

    def _marked(self, text: str) -> str:
        """On an English page, what people wrote in Chinese says so: a screen reader then speaks it rightly."""
        if self._words is CHINESE:
            return text
        return _CHINESE.sub(lambda found: f'<span lang="zh-Hans">{found[0]}</span>', text)

    def _figure(self, node: FigureNode) -> str:
        """The accessible name is what is printed; the label tells what it counts."""
        return (
            f'<a class="figure" href="{escape(self._href(node))}" data-figure="{node.name}" '
            f'title="{escape(node.label)}">{escape(node.printed)}</a>'
        )


def _no_id(_row: tuple[Runs, ...]) -> str:
    return ""
