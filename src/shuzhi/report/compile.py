"""An outline filled with figures: sections, paragraphs, lists of items and tables become document nodes.

Knows outlines and wording; does not know where figures, records, items and words come from: the caller
supplies them as ``Material``. Never types a number: every number in the document is a figure node or stands
in the outline's words.

    needed_figures(outline, pack) -> tuple[(indicator, Reach), …]
    compile_report(outline, material) -> Compiled
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from shuzhi.catalog.model import Block as BlockSpec
from shuzhi.catalog.model import (
    ChartSpec,
    ItemListSpec,
    Outline,
    Pack,
    ParagraphSpec,
    SectionSpec,
    Sentence,
    TableSpec,
)
from shuzhi.engine.base import Figure, Reach, TraceRecord
from shuzhi.report import chart_blocks, words
from shuzhi.report.appendix import evidence_table
from shuzhi.report.chart_blocks import ChartSource, Filled, TooLong
from shuzhi.report.nodes import (
    Attachment,
    Block,
    Chart,
    Document,
    FigureNode,
    Heading,
    Inline,
    Paragraph,
    Role,
    Runs,
    Table,
    Text,
    body_text,
)
from shuzhi.report.places import Places
from shuzhi.report.records import RecordSet
from shuzhi.report.template import FigureHole, Piece, WordHole, Words, take_apart, without_empty
from shuzhi.report.wording import Style, in_words, is_interval_of_people, says_nothing


class CompileError(Exception):
    """An outline that asks for what is not there; ``code`` and ``arguments`` feed the messages."""

    def __init__(self, code: str, **arguments: str) -> None:
        super().__init__(f"{code} {arguments}")
        self.code = code
        self.arguments = arguments


@dataclass(frozen=True, slots=True)
class ReportItem:
    """An item as a report may speak of it: ``words`` fills title, state, due, owner, target, field.… of its
    template.
    """

    id: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Material:
    """What the caller supplies. ``items`` gets the specification and the id of the parent item ("" for none);
    ``word`` raises ``KeyError`` for a name it does not know and answers "" for one that is empty. ``charts`` None:
    no chart is drawn.
    """

    pack: Pack
    figure: Callable[[str, Reach], Figure]
    trace: Callable[[Figure], Sequence[TraceRecord]]
    items: Callable[[ItemListSpec, str], Sequence[ReportItem]]
    word: Callable[[str], str]
    charts: ChartSource | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """Advice to the writer (never a lock): a message code of the outline, with what it is about."""

    code: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Length of the body in characters without blanks, against what the outline asks for."""

    characters: int
    least: int
    most: int

    @property
    def code(self) -> str:
        if self.characters < self.least:
            return "report.gauge_short"
        return "report.gauge_long" if self.most and self.characters > self.most else "report.gauge_fits"


@dataclass(frozen=True)
class Compiled:
    """``records`` by name of the figure node."""

    document: Document
    records: Mapping[str, RecordSet] = field(repr=False)
    hints: tuple[Hint, ...]
    gauge: Gauge


def needed_figures(outline: Outline, pack: Pack) -> tuple[tuple[str, Reach], ...]:
    """Every (indicator, reach) that ``compile_report`` will ask for, so that they can be computed at once."""
    found: dict[tuple[str, Reach], None] = {}
    for text in _texts(outline):
        for piece in take_apart(text, pack.indicators.__contains__):
            if isinstance(piece, FigureHole):
                indicator = pack.indicators[piece.indicator]
                reach = Reach(piece.reach or indicator.reach)
                found[indicator.code, reach] = None
                if indicator.instead in pack.indicators:
                    found[indicator.instead, reach] = None
    return tuple(found)


def compile_report(outline: Outline, material: Material) -> Compiled:
    """The document with its appendix. Raises ``CompileError`` for an unknown word, reach or hint of the
    outline.
    """
    compiler = _Compiler(material, outline.language)
    title, *bylines = compiler.words(outline.title).split("\n")
    blocks: list[Block] = [Paragraph((Text(line),), Role.BYLINE) for line in bylines if line]
    if outline.salutation:
        blocks.append(Paragraph((Text(compiler.words(outline.salutation)),), Role.SALUTATION))
    lead = compiler.sentences(outline.lead)
    blocks.extend([Paragraph(lead)] if lead else [])
    blocks.extend(_sections(outline.sections, compiler))
    if outline.closing:
        closing = compiler.sentences((Sentence(outline.closing, "always"),))
        blocks.extend([Paragraph(closing)] if closing else [])
    body = Document(title, tuple(blocks))
    attachments = compiler.attachments()
    blocks = [_placed(block, attachments) for block in blocks]
    document = Document(title, tuple(blocks), attachments, outline.language)
    gauge = Gauge(len("".join(body_text(body).split())), *outline.length)
    return Compiled(document, compiler.records, tuple(compiler.hints), gauge)


def _placed(block: Block, attachments: Sequence[Attachment]) -> Block:
    """A chart says in which attachment its numbers stand; that is known only when all are made."""
    if not isinstance(block, Chart):
        return block
    whence = words.words_in(block.language).chart_whence.format(
        attachment=attachments[-1].number, aside=block.aside
    )
    return replace(block, whence=whence)


def _texts(outline: Outline) -> list[str]:
    texts = [outline.title, outline.salutation, outline.closing, *(each.text for each in outline.lead)]
    for section in outline.sections:
        texts.append(section.title)
        for block in section.blocks:
            if isinstance(block, ParagraphSpec):
                texts.extend(sentence.text for sentence in block.sentences)
            elif isinstance(block, ItemListSpec):
                texts.extend(_item_texts(block))
            elif isinstance(block, TableSpec):
                texts.extend(f"{{{cell}}}" for _, cells in block.rows for cell in cells)
    return texts


def _item_texts(spec: ItemListSpec) -> list[str]:
    return [spec.text, spec.empty, *(text for child in spec.children for text in _item_texts(child))]


def _sections(specs: Sequence[SectionSpec], compiler: _Compiler) -> list[Block]:
    """Headings numbered as they come; a section in which nothing is left to say goes, and its number with
    it.
    """
    filled = [(spec, [made for block in spec.blocks for made in compiler.block(block)]) for spec in specs]
    blocks: list[Block] = []
    numbers = [0] * 5
    for place, (spec, made) in enumerate(filled):
        if not made and not _has_content_below(filled, place):
            continue
        numbers[spec.level] += 1
        numbers[spec.level + 1 :] = [0] * (4 - spec.level)
        number = words.heading_number(spec.level, numbers[spec.level], compiler.language)
        blocks.append(Heading(spec.level, number, compiler.words(spec.title)))
        blocks.extend(made)
    return blocks


def _has_content_below(filled: Sequence[tuple[SectionSpec, list[Block]]], place: int) -> bool:
    level = filled[place][0].level
    for spec, made in filled[place + 1 :]:
        if spec.level <= level:
            return False
        if made:
            return True
    return False


class _Compiler:
    """Holds what accumulates while an outline is walked: places of figures, charts, hints."""

    def __init__(self, material: Material, language: str) -> None:
        self.language = language
        self._material = material
        self._pack = material.pack
        self._places = Places(material.pack, material.trace, language)
        self.hints: list[Hint] = []
        self._charts: list[Filled] = []

    @property
    def records(self) -> Mapping[str, RecordSet]:
        """What each figure of the document rests on, by the name of its place."""
        return self._places.records

    # ------------------------------------------------------------------ blocks
    def block(self, spec: BlockSpec) -> list[Block]:
        if isinstance(spec, ParagraphSpec):
            return self._paragraph(spec)
        if isinstance(spec, ItemListSpec):
            return self._item_list(spec)
        if isinstance(spec, ChartSpec):
            return self._chart(spec)
        return [self._table(spec)]

    def _paragraph(self, spec: ParagraphSpec) -> list[Block]:
        if not spec.numbered:
            runs = self.sentences(spec.sentences)
            return [Paragraph(runs)] if runs else []
        kept = [runs for sentence in spec.sentences if (runs := self._sentence(sentence))]
        numbered = [
            _joined((Text(words.item_number(place, self.language)), *runs))
            for place, runs in enumerate(kept, 1)
        ]
        return [Paragraph(_joined(tuple(each for runs in numbered for each in runs)))] if numbered else []

    def _item_list(self, spec: ItemListSpec) -> list[Block]:
        items = self._material.items(spec, "")
        if not items:
            runs = self.sentences((Sentence(spec.empty, "always"),)) if spec.empty else ()
            return [Paragraph(runs)] if runs else []
        single = len(items) == 1
        return [
            Paragraph(
                _joined(
                    (
                        Text("" if single else words.item_number(place, self.language).lstrip()),
                        *self._item(spec, item),
                    )
                )
            )
            for place, item in enumerate(items, 1)
        ]

    def _item(self, spec: ItemListSpec, item: ReportItem) -> Runs:
        pieces = [self._fill(without_empty(spec.text, lambda name: item.words.get(name) == ""), item.words)]
        for child in spec.children:
            found = self._material.items(child, item.id)
            if not found and child.hint:
                self.hints.append(Hint(child.hint, {"title": item.words.get("title", "")}))
            if not found and child.empty:
                pieces.append(self._fill(child.empty, item.words))
            pieces.extend(self._item(child, each) for each in found)
        return self._in_line([runs for runs in pieces if runs])

    def _table(self, spec: TableSpec) -> Table:
        rows = tuple(
            (
                (Text(label),),
                *(self._fill(f"{{{cell}}}", {}) if cell else (Text(words.BLANK),) for cell in cells),
            )
            for label, cells in spec.rows
        )
        columns = len(rows[0]) if rows else len(spec.columns)
        header = spec.columns if len(spec.columns) == columns else ("", *spec.columns)
        widths = (4, *(3 for _ in header[1:]))
        return Table(self.words(spec.title), header, widths, rows)

    def _chart(self, spec: ChartSpec) -> list[Block]:
        if self._material.charts is None:
            return []
        made = chart_blocks.filled(
            spec, self._material.charts, title=self.words(spec.title), number=len(self._charts) + 1,
            place=self._places.in_chart, language=self.language,
        )  # fmt: skip
        if isinstance(made, TooLong):
            self.hints.append(Hint("report.chart_too_long", made.arguments))
        if not isinstance(made, Filled):
            return []
        self._charts.append(made)
        return [made.chart]

    def attachments(self) -> tuple[Attachment, ...]:
        """What the figures of the text rest on, and the numbers of its charts; numbered where there are both."""
        fixed = words.words_in(self.language)
        evidence, charts = self._places.evidence(), tuple(self._charts)
        both = bool(evidence and charts)
        first, second = (
            fixed.appendix_numbered.format(number=place) if both else fixed.appendix_number
            for place in (1, 2)
        )
        made = [evidence_table(evidence, number=first, language=self.language)] if evidence else []
        if charts:
            made.append(chart_blocks.attachment(charts, number=second, language=self.language))
        return tuple(made)

    # ------------------------------------------------------------------ text
    def sentences(self, sentences: Sequence[Sentence]) -> Runs:
        return self._in_line([runs for sentence in sentences if (runs := self._sentence(sentence))])

    def _in_line(self, pieces: Sequence[Runs]) -> Runs:
        """One after another; English puts a blank between sentences, Chinese nothing."""
        gap: Runs = (Text(" "),) if self.language == "en" else ()
        return _joined(
            tuple(each for place, runs in enumerate(pieces) for each in (*(gap if place else ()), *runs))
        )

    def words(self, text: str) -> str:
        """Text in which only words stand: titles, headings, salutations."""
        return "".join(
            piece.text if isinstance(piece, Words) else self._word(piece.name, {})
            for piece in take_apart(text, lambda _: False)
            if not isinstance(piece, FigureHole)
        )

    def _sentence(self, sentence: Sentence) -> Runs:
        pieces = take_apart(sentence.text, self._pack.indicators.__contains__)
        for piece in pieces:
            if isinstance(piece, FigureHole):
                if sentence.keep == "known" and says_nothing(self._chosen(piece)):
                    return ()
            elif _is_of_the_office(piece) and not self._word(piece.name, {}):
                return ()
        return self._fill(sentence.text, {})

    def _fill(self, text: str, own: Mapping[str, str]) -> Runs:
        made: list[Inline] = []
        for piece in take_apart(text, self._pack.indicators.__contains__):
            if isinstance(piece, Words):
                made.append(Text(piece.text))
            elif isinstance(piece, FigureHole):
                made.append(self._node(piece))
            else:
                made.append(Text(self._word(piece.name, own)))
        return _joined(tuple(made))

    def _word(self, name: str, own: Mapping[str, str]) -> str:
        if name in own:
            return own[name]
        try:
            return self._material.word(name)
        except KeyError as problem:
            raise CompileError("report.unknown_word", name=name) from problem

    # ------------------------------------------------------------------ figures
    def _chosen(self, hole: FigureHole) -> Figure:
        """The figure asked for, or its stand-in where it is an interval of people."""
        indicator = self._pack.indicators[hole.indicator]
        try:
            reach = Reach(hole.reach or indicator.reach)
        except ValueError as problem:
            raise CompileError("report.unknown_reach", name=hole.indicator, reach=hole.reach) from problem
        figure = self._material.figure(indicator.code, reach)
        if is_interval_of_people(figure) and indicator.instead in self._pack.indicators:
            instead = self._material.figure(indicator.instead, reach)
            return figure if instead.value is None else instead
        return figure

    def _node(self, hole: FigureHole) -> FigureNode:
        figure = self._chosen(hole)
        style = Style.ROUND if hole.rounded else Style.DIGITS
        return self._places.node(figure, in_words(figure, style, language=self.language))


def _is_of_the_office(piece: Piece) -> TypeGuard[WordHole]:
    return isinstance(piece, WordHole) and piece.name.startswith(("formulation.", "setting."))


def _joined(runs: Runs) -> Runs:
    """Neighbouring texts made one, empty ones dropped. Raises ``CompileError`` where two figures would touch."""
    made: list[Inline] = []
    for each in runs:
        if isinstance(each, Text) and made and isinstance(made[-1], Text):
            made[-1] = Text(made[-1].text + each.text)
        elif isinstance(each, FigureNode) and made and isinstance(made[-1], FigureNode):
            raise CompileError("report.figures_touch", one=made[-1].printed, other=each.printed)
        elif not isinstance(each, Text) or each.text:
            made.append(each)
    return tuple(made)
