"""The appendix: each figure once, with its rule, scope, period and the records it rests on.

Knows figures and records; does not know the text of the report. What the records themselves rest on (evidence
files) has no place in a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shuzhi.engine.base import Figure
from shuzhi.report import words
from shuzhi.report.nodes import Attachment, FigureNode, Paragraph, Role, Runs, Table, Text
from shuzhi.report.records import RecordSet
from shuzhi.report.wording import in_full
from shuzhi.values.period import Period


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row: the figure's node, its counting rule as the pack words it, its records."""

    node: FigureNode
    rule: str
    records: RecordSet


def evidence_table(evidence: Sequence[Evidence]) -> Attachment:
    """The attachment of all rows, in the order given. A period that all share is said once, above the table."""
    periods = {each.node.figure.query.period for each in evidence}
    shared = periods.pop() if len(periods) == 1 else None
    labels = Counter(each.node.label for each in evidence)
    rows = tuple(_row(each, shared, repeated=labels[each.node.label]) for each in evidence)
    table = Table("", words.APPENDIX_HEADER, (19, 15, 42, 24), rows)
    said = words.APPENDIX_NOTE + (
        words.APPENDIX_PERIOD.format(period=words.period_words(shared)) if shared else ""
    )
    return Attachment(
        words.APPENDIX_NUMBER, words.APPENDIX_TITLE, (Paragraph((Text(said),), Role.NOTE), table)
    )


def _row(each: Evidence, shared: Period | None, *, repeated: int) -> tuple[Runs, ...]:
    """``repeated`` is how many rows bear the label: then each says whose work it is."""
    figure = each.node.figure
    reach = f"（{words.REACH[figure.query.scope.reach]}）" if repeated > 1 else ""
    return (
        (Text(each.node.label + reach),),
        (each.node,),
        (Text(f"{each.rule}{_parts(figure)}\n{_scope(figure, shared)}"),),
        (Text(_records(figure, each.records)),),
    )


def _parts(figure: Figure) -> str:
    """Numerator and denominator, so that a rounded ratio can be recomputed by hand."""
    return f"（{' ÷ '.join(in_full(part) for part in figure.parts)}）" if figure.parts else ""


def _scope(figure: Figure, shared: Period | None) -> str:
    query = figure.query
    pieces = [words.REACH[query.scope.reach]]
    if query.period != shared:
        pieces.append(words.period_words(query.period))
    if query.restated:
        pieces.append(words.RESTATED.format(day=query.restated.isoformat()))
    return words.SCOPE.format(scope="，".join(pieces))


def _records(figure: Figure, records: RecordSet) -> str:
    pieces = []
    if records.count and records.first and records.last:
        first, last = (f"{day.month}月{day.day}日" for day in (records.first, records.last))
        if records.first.year != records.last.year or records.first.year != figure.query.period.start.year:
            first, last = records.first.isoformat(), records.last.isoformat()
        pieces.append(words.RECORDS_DAYS.format(count=records.count, first=first, last=last))
    else:
        pieces.append(words.NO_RECORDS)
    if figure.gaps:
        pieces.append(words.GAPS.format(count=figure.gaps))
    if figure.pending:
        pieces.append(words.PENDING.format(count=figure.pending))
    return f"{'；'.join(pieces)}\n{words.DIGEST.format(digest=records.digest[:8])}"
