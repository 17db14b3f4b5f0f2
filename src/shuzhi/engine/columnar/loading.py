"""Fact rows as Arrow tables in a DuckDB of this process, and their state at given positions.

Columns are those of the fact dataclasses, in their order. Knows no indicator.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache, cached_property, lru_cache, partial
from typing import Any, TypeVar, get_type_hints

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from shuzhi.engine.base import EngineError
from shuzhi.ledger.facts import COUNTED, FACT_TABLES, Fact, OrganisationFact, PostFact, ValueFact, table_of
from shuzhi.ledger.tree import OrganisationTree, trees_by_ledger

F = TypeVar("F", bound=Fact)
REMEMBERED = 2_000  # expressions kept by one holding
DECIMAL = pa.decimal128(38, 12)
_ARROW = {"str": pa.string(), "int": pa.int64(), "date": pa.date32(), "Decimal": DECIMAL}


class Database:
    """The signed rows of all tables, in a DuckDB of this process.

    Ibis writes the SQL and DuckDB's own connection runs it: Ibis would ask the database for the schema of every table
    it is handed, which we know. Every result is fetched to its end: DuckDB refuses other work before.
    """

    def __init__(self, rows: Iterable[Fact]) -> None:
        self._duck = duckdb.connect()
        self._signed: dict[str, ir.Table] = {}
        held: dict[str, list[Fact]] = {name: [] for name in FACT_TABLES}
        for row in rows:
            held[table_of(row)].append(row)
        for name, found in held.items():
            self._signed[name] = self.register(f"raw_{name}", arrow_of(FACT_TABLES[name], found))

    def signed(self, name: str) -> ir.Table:
        return self._signed[name]

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        found = self._duck.execute(_written(expression.op())).fetchall()
        return [dict(zip(expression.columns, row, strict=True)) for row in found]

    def create(self, name: str, expression: ir.Table) -> ir.Table:
        self._duck.execute(f"CREATE TEMP TABLE {name} AS {_written(expression.op())}").fetchall()
        return ibis.table(expression.schema(), name=name)

    def register(self, name: str, table: pa.Table) -> ir.Table:
        self._duck.register(name, table)
        return ibis.table(ibis.Schema.from_pyarrow(table.schema), name=name)

    def drop(self, name: str) -> None:
        self._duck.execute(f"DROP TABLE {name}").fetchall()

    def unregister(self, name: str) -> None:
        self._duck.unregister(name)


@lru_cache(maxsize=4096)
def _written(expression: Any) -> str:
    """The SQL of an expression. Names of tables made on the way repeat from batch to batch, so most is written once."""
    return str(_writer().compile(expression.to_expr()))


@cache
def _writer() -> Backend:
    return ibis.duckdb.connect()


class Workspace:
    """Tables made on the way, dropped together. Their names count up from ``prefix``0."""

    def __init__(self, database: Database, prefix: str) -> None:
        self.database = database
        self._prefix = prefix
        self._made: list[Callable[[], None]] = []

    def keep(self, expression: ir.Table, label: str = "") -> ir.Table:
        """The expression computed once."""
        name = self._prefix + label if label else self._name()
        made = self.database.create(name, expression)
        self._made.append(partial(self.database.drop, name))
        return made

    def put(self, rows: Iterable[tuple[Any, ...]], types: Mapping[str, pa.DataType]) -> ir.Table:
        """A small table of our own: jobs, spans of membership, tenures."""
        columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(types)
        arrays = [pa.array(column, one) for column, one in zip(columns, types.values(), strict=True)]
        name = self._name()
        put = self.database.register(name, pa.table(arrays, names=list(types)))
        self._made.append(partial(self.database.unregister, name))
        return put

    def clear(self) -> None:
        for drop in self._made:
            drop()
        self._made = []

    def _name(self) -> str:
        return f"{self._prefix}{len(self._made)}"


class Holding:
    """What holds at positions: netted tables (rows whose signs sum above zero, with their last position).

    Rows of activities bear ``vid``, the number of their version (a record and its status) among the counted ones.
    """

    def __init__(self, database: Database, positions: Sequence[tuple[str, int]], slot: str) -> None:
        self.database = database
        self.slot = slot
        self.space = Workspace(database, slot)
        self._upto = self.space.put(positions, {"ledger": pa.string(), "upto": pa.int64()})
        self._tables: dict[str, ir.Table] = {}
        self._remembered: OrderedDict[object, ir.Table] = OrderedDict()

    def remembered(self, key: object, make: Callable[[], ir.Table]) -> ir.Table:
        """An expression over this holding's tables, built once: building one takes longer than running it."""
        if key not in self._remembered:
            self._remembered[key] = make()
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return self._remembered[key]

    def table(self, name: str) -> ir.Table:
        return self._kept(name, self._netted)

    @property
    def versions(self) -> ir.Table:
        return self._kept("versions", lambda _: self._numbered())

    def of_versions(self, name: str) -> ir.Table:
        """A table of activities by ``vid``."""
        return self._kept(f"of_versions_{name}", lambda _: self._by_version(name))

    @property
    def signed_in(self) -> ir.Table:
        """Attendances by ``vid`` with ``who``: the ledger and the key the person stands under after mergers."""
        return self._kept("signed_in", lambda _: self._with_roots())

    @cached_property
    def trees(self) -> dict[str, OrganisationTree]:
        return trees_by_ledger(self._facts(OrganisationFact))

    @cached_property
    def values(self) -> tuple[ValueFact, ...]:
        return self._facts(ValueFact)

    @cached_property
    def posts(self) -> tuple[PostFact, ...]:
        return self._facts(PostFact)

    @cached_property
    def roots(self) -> dict[tuple[str, str], str]:
        """(ledger, person) → the key she stands under, for persons that were merged."""
        persons = self.table("person")
        merged = persons.filter(persons.merged_into != "").select("ledger", "person", "merged_into")
        into = {
            (row["ledger"], row["person"]): row["merged_into"]
            for row in self.database.rows(merged.distinct())
        }
        return {key: _last(into, *key) for key in into}

    @cached_property
    def root_table(self) -> ir.Table:
        """(ledger, person, root)"""
        rows = [(*key, root) for key, root in sorted(self.roots.items())]
        return self.space.put(rows, dict.fromkeys(("ledger", "person", "root"), pa.string()))

    def drop(self) -> None:
        self.space.clear()
        self._tables = {}
        self._remembered.clear()

    def _kept(self, name: str, make: Callable[[str], ir.Table]) -> ir.Table:
        if name not in self._tables:
            self._tables[name] = self.space.keep(make(name), name)
        return self._tables[name]

    def _facts(self, kind: type[F]) -> tuple[F, ...]:
        """The rows of a small table as facts."""
        name = next(name for name, one in FACT_TABLES.items() if one is kind)
        return tuple(kind(**{**row, "sign": 1}) for row in self.database.rows(self.table(name)))

    def _netted(self, name: str) -> ir.Table:
        signed = self.database.signed(name)
        content = [one.name for one in fields(FACT_TABLES[name]) if one.name not in ("position", "sign")]
        within = signed.inner_join(self._upto, "ledger")
        upto = within.filter(within.position <= within.upto)
        standing = upto.group_by(content).aggregate(
            balance=upto.sign.sum(), position=upto.position.max(where=upto.sign > 0)
        )
        return standing.filter(standing.balance > 0).drop("balance")

    def _numbered(self) -> ir.Table:
        events = self.table("event")
        counted = events.filter(events.standing == COUNTED)
        return counted.mutate(vid=ibis.row_number())

    def _by_version(self, name: str) -> ir.Table:
        rows, versions = self.table(name), self.versions
        mine = [column for column in rows.columns if column not in (*_VERSION, "event", "position")]
        keyed = versions.select("vid", *_VERSION)
        return rows.inner_join(keyed, list(_VERSION)).select("vid", "ledger", *mine)

    def _with_roots(self) -> ir.Table:
        signed, roots = self.of_versions("attendance"), self.root_table
        joined = signed.left_join(roots, ["ledger", "person"], rname="{name}_of")
        who = joined.ledger + "/" + ibis.coalesce(joined.root, joined.person)
        return joined.select("vid", "session", "mode", "role", "category", who=who)


_VERSION = ("ledger", "activity", "status")


def arrow_of(kind: type[Fact], rows: Sequence[Fact]) -> pa.Table:
    """Raises ``EngineError`` for decimals beyond 26 digits before or 12 after the point."""
    hints = get_type_hints(kind)
    arrays = {}
    for one in fields(kind):
        named = hints[one.name] if isinstance(hints[one.name], type) else hints[one.name].__args__[0]
        try:
            arrays[one.name] = pa.array([getattr(row, one.name) for row in rows], _ARROW[named.__name__])
        except pa.ArrowInvalid as problem:
            raise EngineError("engine.number_too_long", table=kind.__name__, column=one.name) from problem
    return pa.table(arrays)


def _last(into: Mapping[tuple[str, str], str], ledger: str, person: str) -> str:
    seen = {person}
    while (following := into.get((ledger, person), person)) not in seen:
        person = following
        seen.add(person)
    return person
