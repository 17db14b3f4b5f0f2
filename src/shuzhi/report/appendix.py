"""The appendix: each figure once, with its rule, scope, period and the records it rests on.

Knows figures and records; does not know the text of the report. What the records themselves rest on (evidence
files) has no place in a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shuzhi.engine.base import Figure
from shuzhi.report.nodes import Attachment, FigureNode, Paragraph, Role, Runs, Table, Text
from shuzhi.report.records import RecordSet
from shuzhi.report.wording import in_full
from shuzhi.report.words import FixedWords, period_words, words_in
from shuzhi.values.period import Period

#: of the columns, in parts; an English unit is a word that must not be broken
_WIDTHS: Final = {"zh": (19, 15, 42, 24), "en": (20, 18, 39, 23)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row: the figure's node, its counting rule as the pack words it, its records."""

    node: FigureNode
    rule: str
    records: RecordSet


def evidence_table(evidence: Sequence[Evidence], *, number: str = "", language: str = "zh") -> Attachment:
    """The attachment of all rows, in the order given. A period that all share is said once, above the table.

    ``number`` "": the only attachment there is.
    """
    words = words_in(language)
    periods = {each.node.figure.query.period for each in evidence}
    shared = periods.pop() if len(periods) == 1 else None
    labels = Counter(each.node.label for each in evidence)
    setting = _Row(words, language, shared)
    rows = tuple(setting.cells(each, repeated=labels[each.node.label]) for each in evidence)
    table = Table("", words.appendix_header, _WIDTHS[language], rows)
    spoken = words.appendix_period.format(period=period_words(shared, language)) if shared else ""
    note = Paragraph((Text((words.appendix_note + spoken).strip()),), Role.NOTE)
    return Attachment(number or words.appendix_number, words.appendix_title, (note, table))


@dataclass(frozen=True, slots=True)
class _Row:
    """Sets rows in one language; ``shared`` is the period that all have, None where they differ."""

    words: FixedWords
    language: str
    shared: Period | None

    def cells(self, each: Evidence, *, repeated: int) -> tuple[Runs, ...]:
        """``repeated`` is how many rows bear the label: then each says whose work it is."""
        figure = each.node.figure
        reach = self._aside(self.words.reach(figure.query.scope.reach)) if repeated > 1 else ""
        return (
            (Text(each.node.label + reach),),
            (each.node,),
            (Text(f"{each.rule}{self._parts(figure)}\n{self._scope(figure)}"),),
            (Text(records_words(figure, each.records, self.words)),),
        )

    def _aside(self, text: str) -> str:
        return self.words.aside.format(text=text)

    def _parts(self, figure: Figure) -> str:
        """Numerator and denominator, so that a rounded ratio can be recomputed by hand."""
        parts = " ÷ ".join(in_full(part, language=self.language) for part in figure.parts)
        return self._aside(parts) if parts else ""

    def _scope(self, figure: Figure) -> str:
        query = figure.query
        pieces = [self.words.reach(query.scope.reach)]
        if query.period != self.shared:
            pieces.append(period_words(query.period, self.language))
        if query.restated:
            pieces.append(self.words.restated.format(day=query.restated.isoformat()))
        return self.words.scope.format(scope=self.words.comma.join(pieces))


def records_words(figure: Figure, records: RecordSet, words: FixedWords) -> str:
    """What a figure rests on: how many records, from when to when, gaps, what waits, and the check code."""
    pieces = []
    if records.count and records.first and records.last:
        days = (records.first, records.last)
        first, last = (words.short_day.format(month=day.month, day=day.day) for day in days)
        if records.first.year != records.last.year or records.first.year != figure.query.period.start.year:
            first, last = records.first.isoformat(), records.last.isoformat()
        run = first if first == last else words.from_to.format(first=first, last=last)
        pieces.append(words.records.format(count=records.count, days=run))
    else:
        pieces.append(words.no_records)
    if figure.gaps:
        pieces.append(words.gaps.format(count=figure.gaps))
    if figure.pending:
        pieces.append(words.pending.format(count=figure.pending))
    return f"{words.semicolon.join(pieces)}\n{words.digest.format(digest=records.digest[:8])}"
