"""Many rows into one table at once, from plain tuples: ten times faster than building a model for each.

Knows columns and their types from the models, nothing of what the rows mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields
from functools import cache
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from shuzhi.ledger.facts import FACT_TABLES, Fact, table_of
from shuzhi.store.columns import ExactDecimalField, decimal_text
from shuzhi.store.models import FACT_MODELS, LIST_MODELS
from shuzhi.store.projecting import Listed

_ROWS_AT_ONCE = 500  # times some 20 columns: well below the 65,535 values of one PostgreSQL statement

_Adapt = Callable[[Any], Any]


@cache
def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Column names in order, without the row number."""
    return tuple(str(one.column) for one in model._meta.local_concrete_fields if not one.primary_key)


def insert(connection: BaseDatabaseWrapper, model: type[models.Model], rows: Iterable[Sequence[Any]]) -> None:
    """Insert tuples that have the model's columns in order."""
    _run(connection, model, _adapted(connection, model, rows), "")


def insert_facts(connection: BaseDatabaseWrapper, rows: Iterable[Fact]) -> None:
    """Insert fact rows into their tables, keeping their order within each table."""
    tables: dict[str, list[Sequence[Any]]] = {}
    for row in rows:
        table = table_of(row)
        tables.setdefault(table, []).append([getattr(row, name) for name in _FACT_COLUMNS[table]])
    for table, found in tables.items():
        insert(connection, FACT_MODELS[table], found)


def put_listed(connection: BaseDatabaseWrapper, rows: Iterable[tuple[str, Listed]]) -> None:
    """Insert or replace list rows, given with the kind of their subject."""
    tables: dict[str, list[Sequence[Any]]] = {}
    for kind, row in rows:
        tables.setdefault(kind, []).append(astuple(row))
    for kind, found in tables.items():
        model = LIST_MODELS[kind]
        _run(connection, model, _adapted(connection, model, found), _replacing(connection, model))


_FACT_COLUMNS = {name: tuple(one.name for one in fields(kind)) for name, kind in FACT_TABLES.items()}


def _run(
    connection: BaseDatabaseWrapper, model: type[models.Model], rows: list[list[Any]], ending: str
) -> None:
    """SQLite is fastest with one prepared statement run often, PostgreSQL with few statements of many rows."""
    quote = connection.ops.quote_name
    columns = columns_of(model)
    names = ", ".join(quote(name) for name in columns)
    begin = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "
    places = f"({', '.join(['%s'] * len(columns))})"
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(begin + places + ending, rows)
            return
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            values = [value for row in some for value in row]
            cursor.execute(begin + ", ".join([places] * len(some)) + ending, values)


def _replacing(connection: BaseDatabaseWrapper, model: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    changed = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in columns_of(model))
    return f" ON CONFLICT (ledger, key) DO UPDATE SET {changed}"


def _adapted(
    connection: BaseDatabaseWrapper, model: type[models.Model], rows: Iterable[Sequence[Any]]
) -> list[list[Any]]:
    adapt = [_adapter(connection, one) for one in model._meta.local_concrete_fields if not one.primary_key]
    return [
        [value if how is None else how(value) for how, value in zip(adapt, row, strict=True)] for row in rows
    ]


def _adapter(connection: BaseDatabaseWrapper, column: models.Field[Any, Any]) -> _Adapt | None:
    if isinstance(column, ExactDecimalField):
        return decimal_text
    if isinstance(column, models.DateField):
        return connection.ops.adapt_datefield_value
    if isinstance(column, models.UUIDField) and not connection.features.has_native_uuid_field:
        return lambda value: value.hex
    return None
