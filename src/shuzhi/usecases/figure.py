"""Ask for one figure, its breakdown or its records. Everything it depends on is in the query, positions included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shuzhi.catalog.model import Indicator, Pack
from shuzhi.engine.base import Dimension, Engine, Figure, Query, Reach, Scope, Slice
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import kept_packs, pack_in_force, reference_to
from shuzhi.values.period import Period


class UnknownIndicatorError(LookupError):
    def __init__(self, indicator: str) -> None:
        super().__init__(indicator)
        self.code = "usecases.unknown_indicator"
        self.args_ = {"indicator": indicator}


def query_for(
    office: Office,
    *,
    indicator: str,
    org: str,
    period: Period,
    reach: Reach | None = None,
    as_of: int | None = None,
    restated: date | None = None,
    person: str = "",
    post: str = "",
    under: str = "",
) -> Query:
    """The whole question. ``as_of`` is a ledger position (None: now); ``reach`` None takes the indicator's own.

    The pack is the one in force at that position. Raises ``PackMissingError``, ``UnknownIndicatorError``.
    """
    position = office.journal.head(office.ledger).position if as_of is None else as_of
    pack = pack_in_force(office, position=position)
    spec = indicator_of(pack, indicator)
    scope = Scope(office.ledger, org, reach or Reach(spec.reach), person, post, under)
    return Query(indicator, reference_to(pack), scope, period, ((office.ledger, position),), restated)


def figure(office: Office, query: Query) -> Figure:
    return engine_for(office, query.positions).compute(query)


def figures(office: Office, queries: Sequence[Query]) -> tuple[Figure, ...]:
    """All at the same positions (one engine answers them); raises ``ValueError`` otherwise."""
    positions = {query.positions for query in queries}
    if len(positions) > 1:
        raise ValueError("queries at different positions")
    return engine_for(office, positions.pop()).compute_many(queries) if positions else ()


def breakdown(office: Office, query: Query, *, by: Dimension) -> tuple[Slice, ...]:
    return engine_for(office, query.positions).breakdown(query, by)


def engine_for(office: Office, positions: Sequence[tuple[str, int]]) -> Engine:
    """The engine over these positions, with every pack the ledger ever adopted."""
    wanted: Mapping[str, int] = dict(positions)
    return office.engines(kept_packs(office), wanted)


def indicator_of(pack: Pack, code: str) -> Indicator:
    """Raises ``UnknownIndicatorError``."""
    found = pack.indicators.get(code)
    if found is None:
        raise UnknownIndicatorError(code)
    return found
