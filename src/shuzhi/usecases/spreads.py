"""How many come to one session, month by month: the ledger's own measure of what is plausible."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from shuzhi.audit.model import Spread
from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Engine, Query, Reach, Scope
from shuzhi.usecases.packs import reference_to
from shuzhi.values.period import Period

_FEWEST_MONTHS = 4
"""Fewer months with both heads and sessions say nothing about what is usual."""


@dataclass(frozen=True)
class LedgerSpreads:
    """Answers ``audit`` for one ledger at one position; each pair of indicators is asked once."""

    ledger: str
    position: int
    org: str
    pack: Pack
    engine: Engine
    _known: dict[tuple[str, str, Period, str], Spread | None] = field(default_factory=dict)

    def __call__(self, heads: str, *, sessions: str, period: Period, org: str) -> Spread | None:
        key = heads, sessions, period, org
        if key not in self._known:
            self._known[key] = self._spread(heads, sessions, period, org)
        return self._known[key]

    def _spread(self, heads: str, sessions: str, period: Period, org: str) -> Spread | None:
        came, held = self._by_month(heads, period, org), self._by_month(sessions, period, org)
        averages = sorted(came[month] / held[month] for month in came if held.get(month))
        if len(averages) < _FEWEST_MONTHS:
            return None
        return Spread(averages[0], median(averages), averages[-1], int(sum(held.values())))

    def _by_month(self, indicator: str, period: Period, org: str) -> dict[str, Decimal]:
        """Months with heads or sessions that are known; of heads known only from below the lower end."""
        scope = Scope(self.ledger, org or self.org, Reach(self.pack.indicators[indicator].reach))
        query = Query(indicator, reference_to(self.pack), scope, period, ((self.ledger, self.position),))
        slices = self.engine.breakdown(query, "month")
        return {one.key: one.figure.value.low for one in slices if one.figure.value and one.figure.value.low}
