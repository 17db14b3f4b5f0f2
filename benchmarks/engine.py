"""The reference engine beside the columnar one, and both beside SQL written by hand for DuckDB, on the same rows.

    python -m benchmarks engine [--scale N] [--runs N]

The rows are those of the example district. Before anything is timed the engines must give equal figures for every
indicator of the pack, and the hand-written SQL the same numbers for the questions it answers. The SQL is given what it
can be given: one ledger, the whole district (it looks at no tree), no trace, no certainty, nothing pending or sealed.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from decimal import Decimal

import duckdb

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Attendances, Count, Indicator, Pack, People, Sum, TypeIn
from shuzhi.engine.base import Basis, Engine, Figure, PackRef, Query, Reach, Scope
from shuzhi.engine.columnar import ColumnarEngine
from shuzhi.engine.columnar.loading import arrow_of
from shuzhi.engine.reference import ReferenceEngine
from shuzhi.ledger.facts import FACT_TABLES, Fact, table_of
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.usecases.example.build import example_entries
from shuzhi.usecases.example.places import DISTRICT
from shuzhi.values.period import Period

LEDGER, YEAR = "bench", Period.year(2023)
TALKS = ("outreach_talk", "law_lecture", "health_lecture", "skills_training", "family_education")
WHERE = (TypeIn(TALKS),)
ASKED = {
    "count": Count(WHERE),
    "sessions": Sum("sessions", WHERE),
    "attendances": Attendances(WHERE),
    "people": People(WHERE),
}


def main(argv: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="benchmarks engine")
    asked.add_argument("--scale", type=int, default=1, help="size of the example district")
    asked.add_argument("--runs", type=int, default=5, help="the median of so many is told")
    told = asked.parse_args(argv)
    pack = with_asked(load_pack("womens_federation"))
    rows, position = example_rows(pack, told.scale)
    basis = Basis({pack.digest: pack}, rows)
    queries = [query_of(pack, one, position) for one in pack.indicators.values()]
    machine = f"{platform.machine()}, {platform.processor() or 'processor unknown'}, Python {platform.python_version()}"
    print(f"{machine}, DuckDB {duckdb.__version__}; {len(rows):,} fact rows, {len(queries)} indicators")
    Comparison(basis, queries, runs=told.runs).run()
    return 0


def with_asked(pack: Pack) -> Pack:
    """The pack with the four questions that the hand-written SQL answers too."""
    made = {
        f"asked_{name}": Indicator(f"asked_{name}", name, name, "", "bench", measure, "", "", ())
        for name, measure in ASKED.items()
    }
    return replace(pack, indicators={**pack.indicators, **made})


def example_rows(pack: Pack, scale: int) -> tuple[tuple[Fact, ...], int]:
    journal = MemoryJournal(lambda _entry, _name: bytes(16))
    journal.append(LEDGER, example_entries(LEDGER, pack=load_pack(pack.code), seed=7, scale=scale))
    position = journal.head(LEDGER).position
    return tuple(journal.rows({LEDGER: position})), position


def query_of(pack: Pack, indicator: Indicator, position: int) -> Query:
    reach = Reach(indicator.reach)
    scope = Scope(LEDGER, DISTRICT, reach, post=pack.team_posts[0] if reach is Reach.PERSON else "")
    return Query(
        indicator.code, PackRef(pack.code, pack.version, pack.digest), scope, YEAR, ((LEDGER, position),)
    )


class Comparison:
    """Correctness first, then times."""

    def __init__(self, basis: Basis, queries: list[Query], *, runs: int) -> None:
        self._basis, self._queries, self._runs = basis, queries, runs
        self._reference, self._columnar = ReferenceEngine(basis), ColumnarEngine(basis)
        self._sql = HandWritten(basis)

    def run(self) -> None:
        figures = self.assert_equal()
        self._tell("first answer, cold (by hand: netting)", *(self._cold(make) for make in (ReferenceEngine, ColumnarEngine)),
                   self._time(self._sql.net))  # fmt: skip
        for name in ASKED:
            query = self._of(f"asked_{name}")
            self._tell(
                name,
                *self._both(lambda one, query=query: one.compute(query)),
                self._time(getattr(self._sql, name)),
            )
        attendances = self._of("asked_attendances")
        by_month = self._both(lambda one: one.breakdown(attendances, "month"))
        self._tell("attendances by month", *by_month, self._time(self._sql.attendances_by_month))
        self._tell(
            "attendances by organisation", *self._both(lambda one: one.breakdown(attendances, "organisation"))
        )
        widest = max(figures, key=lambda one: one.records).query
        self._tell(f"trace of {widest.indicator}", *self._both(lambda one: one.trace(widest)))
        self._tell(
            f"all {len(self._queries)} indicators", *self._both(lambda one: one.compute_many(self._queries))
        )

        self._traces([one.query for one in figures if one.records])

    def _traces(self, queries: list[Query]) -> None:
        """A report traces all its figures: one by one against together, on the columns."""
        alone = [self._columnar.trace(query) for query in queries]
        assert list(self._columnar.trace_many(queries)) == alone, "traced together they differ"
        one_by_one = self._time(lambda: [self._columnar.trace(query) for query in queries])
        together = self._time(lambda: self._columnar.trace_many(queries))
        print(
            f"  {f'traces of {len(queries)} figures, columnar':<34} one by one {one_by_one * 1000:8.1f} ms   "
            f"together {together * 1000:9.1f} ms   ratio {one_by_one / together:6.1f}"
        )

    def assert_equal(self) -> tuple[Figure, ...]:
        """Every figure of both engines, and the numbers of the hand-written SQL."""
        figures = self._reference.compute_many(self._queries)
        assert figures == self._columnar.compute_many(self._queries), "the engines differ"
        self._sql.net()
        for name in ("count", "sessions", "attendances"):
            value = self._reference.compute(self._of(f"asked_{name}")).value
            assert value is not None and value.low == getattr(self._sql, name)(), f"the SQL differs: {name}"
        people = self._reference.compute(self._of("asked_people")).value
        low, high = self._sql.people()
        assert people is not None and people.low == low and people.high in (high, None), (
            "the SQL differs: people"
        )
        months = self._reference.breakdown(self._of("asked_attendances"), "month")
        told = {one.key: one.figure.value.low for one in months if one.figure.value and one.figure.value.low}
        assert told == self._sql.attendances_by_month(), "the SQL differs: by month"
        return figures

    def _of(self, code: str) -> Query:
        return next(query for query in self._queries if query.indicator == code)

    def _both(self, ask: Callable[[Engine], object]) -> tuple[float, float]:
        return self._time(lambda: ask(self._reference)), self._time(lambda: ask(self._columnar))

    def _cold(self, make: Callable[[Basis], Engine]) -> float:
        return self._time(lambda: make(self._basis).compute(self._of("asked_count")))

    def _time(self, step: Callable[[], object]) -> float:
        times = []
        for _ in range(self._runs):
            with clocked(times):
                step()
        return statistics.median(times)

    def _tell(self, name: str, reference: float, columnar: float, sql: float | None = None) -> None:
        ratio = f"reference/columnar {reference / columnar:6.1f}"
        beside = (
            "" if sql is None else f"   by hand {sql * 1000:9.1f} ms, columnar/by hand {columnar / sql:6.1f}"
        )
        print(
            f"  {name:<34} reference {reference * 1000:9.1f} ms   columnar {columnar * 1000:9.1f} ms   {ratio}{beside}"
        )


@contextmanager
def clocked(times: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times.append(time.perf_counter() - start)


class HandWritten:
    """What somebody who knows DuckDB and the tables would write for these questions alone."""

    def __init__(self, basis: Basis) -> None:
        self._duck = duckdb.connect()
        held: dict[str, list[Fact]] = {name: [] for name in FACT_TABLES}
        for row in basis.rows:
            held[table_of(row)].append(row)
        for name, rows in held.items():
            self._duck.register(f"raw_{name}", arrow_of(FACT_TABLES[name], rows))

    def net(self) -> None:
        for name in ("event", "session", "headcount", "attendance", "person"):
            told = [
                f'"{one.name}"' for one in fields(FACT_TABLES[name]) if one.name not in ("position", "sign")
            ]
            self._duck.execute(
                f"CREATE OR REPLACE TABLE {name} AS SELECT {', '.join(told)} FROM raw_{name} GROUP BY ALL HAVING sum(sign) > 0"
            ).fetchall()
        self._duck.execute(_VIEWS).fetchall()

    def count(self) -> int:
        return int(
            self._one(_STATED.format(value="CASE form WHEN 'aggregate' THEN sum(sessions) ELSE 1 END"))
        )

    def sessions(self) -> int:
        return int(self._one(_STATED.format(value="sum(sessions)")))

    def attendances(self) -> int:
        return int(self._one("SELECT coalesce(sum(present), 0) FROM cells"))

    def attendances_by_month(self) -> dict[str, Decimal]:
        rows = self._duck.execute(_BY_MONTH).fetchall()
        return {month: Decimal(number) for month, number in rows if number}

    def people(self) -> tuple[int, int]:
        low, high = self._duck.execute(_PEOPLE).fetchall()[0]
        return int(low), int(high)

    def _one(self, sql: str) -> Decimal:
        return Decimal(self._duck.execute(sql).fetchall()[0][0])


_NAMES = ", ".join(f"'{one}'" for one in TALKS)
_VIEWS = f"""
CREATE OR REPLACE VIEW ours AS
    SELECT activity, event, form, "end" AS day FROM event
    WHERE status = 'confirmed' AND type IN ({_NAMES}) AND "end" BETWEEN '{YEAR.start}' AND '{YEAR.end}';
CREATE OR REPLACE VIEW named AS
    SELECT o.event, o.day, s.session, s.mode, s.role, coalesce(nullif(p.merged_into, ''), s.person) AS who
    FROM ours o JOIN attendance s USING (activity)
    LEFT JOIN (SELECT DISTINCT person, merged_into FROM person WHERE merged_into <> '') p USING (person)
    WHERE s.status = 'confirmed';
CREATE OR REPLACE VIEW cells AS
    WITH stated AS (
        SELECT o.event, o.activity, h.session, h.mode, h.role, sum(h.count) AS heads
        FROM ours o JOIN headcount h USING (activity) WHERE h.status = 'confirmed' GROUP BY ALL
    ), largest AS (
        SELECT event, session, mode, role, max(heads) AS heads FROM stated GROUP BY ALL
    ), signed AS (
        SELECT event, session, mode, role, count(DISTINCT who) AS signed FROM named GROUP BY ALL
    )
    SELECT event, session, mode, role, coalesce(signed, 0) AS signed,
           greatest(coalesce(heads, 0), coalesce(signed, 0)) AS present
    FROM largest FULL JOIN signed USING (event, session, mode, role);
"""
_STATED = """
SELECT coalesce(sum(largest), 0) FROM (
    SELECT event, max(value) AS largest FROM (
        SELECT o.event, o.activity, o.form, {value} AS value
        FROM ours o JOIN session s USING (activity) WHERE s.status = 'confirmed' GROUP BY o.event, o.activity, o.form
    ) GROUP BY event
)
"""
_BY_MONTH = """
SELECT strftime(day, '%Y-%m'), sum(present) FROM cells JOIN (SELECT DISTINCT event, day FROM ours) USING (event) GROUP BY 1
"""
_PEOPLE = """
WITH held AS (
    SELECT o.event, s.session, max(s.sessions) AS held
    FROM ours o JOIN session s USING (activity) WHERE s.status = 'confirmed' GROUP BY ALL
), full_sessions AS (
    SELECT c.event, c.session, sum(c.present - c.signed) AS unnamed,
           coalesce(any_value(n.named), 0) AS named, coalesce(any_value(h.held), 1) AS held
    FROM cells c
    LEFT JOIN (SELECT event, session, count(DISTINCT who) AS named FROM named GROUP BY ALL) n USING (event, session)
    LEFT JOIN held h USING (event, session)
    GROUP BY c.event, c.session
)
SELECT greatest((SELECT count(DISTINCT who) FROM named), max(ceil((named + unnamed) / held))),
       (SELECT count(DISTINCT who) FROM named) + sum(unnamed)
FROM full_sessions
"""
