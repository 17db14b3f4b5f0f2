"""What the charts of a report draw: figures taken apart by the engine, planned items with their figures. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shuzhi.catalog.model import ChartSpec, Pack
from shuzhi.engine.base import Dimension, Engine, Query, Reach, Slice
from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.tables import FactTables
from shuzhi.report.chart_blocks import ChartSource, Planned
from shuzhi.usecases.plan_against_actual import aims
from shuzhi.usecases.report_items import ItemShelf


@dataclass(frozen=True)
class ReportCharts:
    """Answers the charts of one report. ``query`` is how the report asks for an indicator in a reach."""

    pack: Pack
    engine: Engine
    shelf: ItemShelf
    query: Callable[[str, Reach], Query]
    position: int

    def source(self, tables: FactTables) -> ChartSource:
        """``tables`` are netted; they name the organisations."""
        names = _names(tables, self.shelf)
        return ChartSource(
            slices=self.slices,
            planned=self.planned,
            organisation=lambda org: names.get(org, org),
            own=self.shelf.org,
        )

    def slices(self, figure: str, by: Dimension) -> Sequence[Slice]:
        """``figure`` is ``code`` or ``code@reach``."""
        code, _, reach = figure.partition("@")
        return self.engine.breakdown(self.query(code, Reach(reach or self.pack.indicators[code].reach)), by)

    def planned(self, spec: ChartSpec) -> Sequence[Planned]:
        """In order of opening."""
        kind = self.pack.item_kinds[spec.kind]
        found = aims(self.shelf, kind, where=spec.where, position=self.position)
        answers = self.engine.compute_many([one.query for one in found])
        return [
            Planned(aim.title, aim.state, aim.target, figure)
            for aim, figure in zip(found, answers, strict=True)
        ]


def _names(tables: FactTables, shelf: ItemShelf) -> dict[str, str]:
    """The newest name of every unit by the end of the period, those that no longer stand included."""
    spans = sorted(tables.of(OrganisationFact), key=lambda one: one.day)
    return {one.org: one.name for one in spans if one.day <= shelf.period.end}
