"""Fact rows read from the database: the adapter behind ``ledger.ports.Facts``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, cast

from django.db import connections

from shuzhi.ledger.facts import FACT_TABLES, Fact
from shuzhi.ledger.ports import NOWHERE
from shuzhi.store.columns import ExactDecimalField
from shuzhi.store.models import FACT_MODELS

PAGE = 5_000


class DjangoFacts:
    """``using``: Django's name of the database."""

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def rows(self, positions: Mapping[str, int], *, after: Mapping[str, int] = NOWHERE) -> Iterator[Fact]:
        """Table by table, each in the order of ledger and position."""
        for table, kind in FACT_TABLES.items():
            make = cast(Callable[..., Fact], kind)
            for row in self.tuples(table, positions, after=after):
                yield make(*row)

    def tuples(
        self, table: str, positions: Mapping[str, int], *, after: Mapping[str, int] = NOWHERE
    ) -> Iterator[tuple[Any, ...]]:
        """The same rows of one table as plain tuples, columns in the order of the dataclass."""
        decimals = [
            place
            for place, name in enumerate(_NAMES[table])
            if isinstance(FACT_MODELS[table]._meta.get_field(name), ExactDecimalField)
        ]
        for ledger, position in sorted(positions.items()):
            for row in self._pages(table, ledger, after.get(ledger, 0), position):
                yield _with_decimals(row, decimals) if decimals else row

    def _pages(self, table: str, ledger: str, after: int, upto: int) -> Iterator[tuple[Any, ...]]:
        """Pages by (position, row number), each fetched whole: no cursor is left open."""
        connection = connections[self._using]
        quote = connection.ops.quote_name
        names = ", ".join(quote(name) for name in _NAMES[table])
        statement = (
            f"SELECT id, {names} FROM {quote(FACT_MODELS[table]._meta.db_table)} "
            "WHERE ledger = %s AND (position, id) > (%s, %s) AND position <= %s "
            f"ORDER BY position, id LIMIT {PAGE}"
        )
        last = (after, _LAST_ROW)
        while True:
            with connection.cursor() as cursor:
                cursor.execute(statement, [ledger, *last, upto])
                page = cursor.fetchall()
            for row in page:
                yield row[1:]
            if len(page) < PAGE:
                return
            last = (page[-1][2], page[-1][0])


_NAMES = {name: tuple(one.name for one in fields(kind)) for name, kind in FACT_TABLES.items()}
_LAST_ROW = 2**63 - 1


def _with_decimals(row: tuple[Any, ...], places: list[int]) -> tuple[Any, ...]:
    changed = list(row)
    for place in places:
        if changed[place] is not None:
            changed[place] = Decimal(changed[place])
    return tuple(changed)
