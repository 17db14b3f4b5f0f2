"""The places in which figures stand in one document: each with a name of its own, its records, and its row of evidence.

Knows figures and their records; does not know outlines or text around.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Figure, Query, TraceRecord
from shuzhi.report.appendix import Evidence
from shuzhi.report.nodes import FigureNode
from shuzhi.report.records import RecordSet, query_digest, record_set
from shuzhi.report.wording import in_full


class Places:
    """Gives figures their places, numbered as they come. ``records`` by the name of the place."""

    def __init__(self, pack: Pack, trace: Callable[[Figure], Sequence[TraceRecord]], language: str) -> None:
        self.records: dict[str, RecordSet] = {}
        self._pack = pack
        self._trace = trace
        self._language = language
        self._of_text: dict[Query, Figure] = {}
        self._traced: dict[Query, RecordSet] = {}

    def node(self, figure: Figure, printed: str) -> FigureNode:
        """A place in the text; the figure gets a row of evidence."""
        self._of_text.setdefault(figure.query, figure)
        return self._placed(figure, printed)

    def in_chart(self, figure: Figure, printed: str) -> tuple[FigureNode, RecordSet]:
        """A place in the table of a chart's numbers, which names the records itself."""
        return self._placed(figure, printed), self._resting(figure)

    def evidence(self) -> tuple[Evidence, ...]:
        """Each figure of the text, once, in order of appearance, with a place of its own for the appendix."""
        return tuple(
            Evidence(
                node=self._placed(figure, in_full(figure, language=self._language)),
                rule=self._rule(figure.query.indicator),
                records=self._resting(figure),
            )
            for figure in tuple(self._of_text.values())
        )

    def _placed(self, figure: Figure, printed: str) -> FigureNode:
        indicator = self._pack.indicators[figure.query.indicator]
        label = indicator.name_en if self._language == "en" else indicator.name
        name = f"_fig_{len(self.records) + 1:03d}_{query_digest(figure.query)[:10]}"
        self.records[name] = self._resting(figure)
        return FigureNode(name, printed, label, figure)

    def _resting(self, figure: Figure) -> RecordSet:
        """Traced once for each question, however often it is printed."""
        if figure.query not in self._traced:
            self._traced[figure.query] = record_set(self._trace(figure))
        return self._traced[figure.query]

    def _rule(self, code: str) -> str:
        indicator = self._pack.indicators[code]
        return indicator.counting_rule_en if self._language == "en" else indicator.counting_rule
