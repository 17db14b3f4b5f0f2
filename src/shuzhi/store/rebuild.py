"""Everything derived, derived once more from the journal's bytes, and compared with what the tables hold.

The fact and list tables are built in an empty schema (SQLite: a file of its own; PostgreSQL: a schema of its own) by
the same pure functions that the append uses, then compared table by table. A row altered, added or deleted by hand in
the database is found. Nothing is repaired in place.

    rebuild_check(using="default", only=()) -> RebuildCheck
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connections, models, transaction

from shuzhi.ledger.codec import record_of
from shuzhi.ledger.derive import derive, has_rows
from shuzhi.ledger.facts import FACT_TABLES, Fact
from shuzhi.ledger.ports import Record
from shuzhi.ledger.shapes import CodecError
from shuzhi.store.connecting import add_database, remove_database
from shuzhi.store.facts import DjangoFacts
from shuzhi.store.models import FACT_MODELS, LIST_MODELS, JournalRow
from shuzhi.store.projecting import Listed, is_listed, project
from shuzhi.store.verify import Finding
from shuzhi.store.writing import columns_of, insert_facts, put_listed

PAGE = 1_000
_FLUSH = 5_000
_FIRST, _LAST = -(2**62), 2**62


@dataclass(frozen=True, slots=True)
class RebuildCheck:
    """``rows`` counts the rows built anew; ``findings`` are empty when every table is equal."""

    ledgers: tuple[str, ...]
    rows: int
    findings: tuple[Finding, ...]

    @property
    def equal(self) -> bool:
        return not self.findings


def rebuild_check(using: str = "default", *, only: Collection[str] = ()) -> RebuildCheck:
    """Build anew and compare; ``only`` these ledgers, or all. Nobody should be writing meanwhile."""
    with empty_schema(using) as fresh:
        ledgers = tuple(sorted(only)) or _ledgers(using)
        rows, unreadable = _derive_all(using, fresh, ledgers)
        findings = [*unreadable]
        for table in FACT_TABLES:
            for ledger in ledgers:
                findings.extend(_compare_facts(table, ledger, using, fresh))
        for kind in LIST_MODELS:
            findings.extend(_compare_lists(kind, ledgers, using, fresh))
    return RebuildCheck(ledgers, rows, tuple(findings))


@contextmanager
def empty_schema(using: str) -> Iterator[str]:
    """Django's name of a database beside ``using`` with the fact and list tables, empty; gone afterwards."""
    alias = f"rebuild_{secrets.token_hex(4)}"
    connection = connections[using]
    maker = _sqlite_file(alias) if connection.vendor == "sqlite" else _postgres_schema(alias, using)
    with maker:
        try:
            with connections[alias].schema_editor() as editor:
                for model in (*FACT_MODELS.values(), *LIST_MODELS.values()):
                    editor.create_model(model)
            yield alias
        finally:
            remove_database(alias)


@contextmanager
def _sqlite_file(alias: str) -> Iterator[None]:
    with TemporaryDirectory(prefix="shuzhi-rebuild") as folder:
        path = Path(folder) / "rebuild.sqlite3"
        add_database(alias, {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)})
        yield


@contextmanager
def _postgres_schema(alias: str, using: str) -> Iterator[None]:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {alias}")
    try:
        settings = {name: value for name, value in connection.settings_dict.items() if name != "TEST"}
        options = {**settings.get("OPTIONS", {}), "options": f"-c search_path={alias}"}
        add_database(alias, {**settings, "OPTIONS": options})
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {alias} CASCADE")


# ------------------------------------------------------------------------------------------ deriving
def _derive_all(using: str, fresh: str, ledgers: Sequence[str]) -> tuple[int, list[Finding]]:
    total, findings = 0, list[Finding]()
    for ledger in ledgers:
        facts: list[Fact] = []
        listed: list[tuple[str, Listed]] = []
        for subject, records in _histories(using, ledger, findings):
            if has_rows(subject):
                for place, record in enumerate(records):
                    facts.extend(derive(record, records[:place]))
            if is_listed(subject) and (row := project(records)) is not None:
                listed.append((subject.partition(":")[0], row))
            if len(facts) + len(listed) >= _FLUSH:
                total += _flush(fresh, facts, listed)
        total += _flush(fresh, facts, listed)
    return total, findings


def _flush(fresh: str, facts: list[Fact], listed: list[tuple[str, Listed]]) -> int:
    written = len(facts) + len(listed)
    with transaction.atomic(using=fresh):
        insert_facts(connections[fresh], facts)
        put_listed(connections[fresh], listed)
    facts.clear()
    listed.clear()
    return written


def _histories(using: str, ledger: str, findings: list[Finding]) -> Iterator[tuple[str, list[Record]]]:
    """Subject by subject, so that memory holds one history at a time however long the journal is."""
    for _, rows in groupby(_by_subject(using, ledger), key=lambda row: row[0]):
        records = []
        for _, position, data in rows:
            try:
                records.append(record_of(bytes(data)))
            except CodecError as problem:
                findings.append(Finding("store.entry_unreadable", position, {"why": problem.code}))
        if records:
            yield records[0].entry.subject, records


def _by_subject(using: str, ledger: str) -> Iterator[tuple[str, int, bytes]]:
    """Rows in the order of subject and position. The column only sorts; what is derived comes from the bytes."""
    statement = (
        "SELECT subject, position, data FROM journal WHERE ledger = %s AND (subject, position) > (%s, %s) "
        f"ORDER BY subject, position LIMIT {PAGE}"
    )
    last = ("", _FIRST)
    while True:
        with connections[using].cursor() as cursor:
            cursor.execute(statement, [ledger, *last])
            page = cursor.fetchall()
        yield from page
        if len(page) < PAGE:
            return
        last = (page[-1][0], page[-1][1])


def _ledgers(using: str) -> tuple[str, ...]:
    found: set[str] = set()
    holding: tuple[type[models.Model], ...] = (JournalRow, *FACT_MODELS.values(), *LIST_MODELS.values())
    for model in holding:
        found.update(
            model._default_manager.using(using).order_by().values_list("ledger", flat=True).distinct()
        )
    return tuple(sorted(found))


# ------------------------------------------------------------------------------------------ comparing
def _compare_facts(table: str, ledger: str, using: str, fresh: str) -> Iterator[Finding]:
    held, wanted = _by_position(table, ledger, using), _by_position(table, ledger, fresh)
    one, other = next(held, None), next(wanted, None)
    while one is not None or other is not None:
        place = min(pair[0] for pair in (one, other) if pair is not None)
        rows = one[1] if one is not None and one[0] == place else Counter()
        right = other[1] if other is not None and other[0] == place else Counter()
        if rows != right:
            yield _difference(f"fact_{table}", ledger, place, missing=right - rows, unexpected=rows - right)
        one = next(held, None) if one is not None and one[0] == place else one
        other = next(wanted, None) if other is not None and other[0] == place else other


def _by_position(table: str, ledger: str, alias: str) -> Iterator[tuple[int, Counter[tuple[Any, ...]]]]:
    rows = DjangoFacts(alias).tuples(table, {ledger: _LAST}, after={ledger: _FIRST})
    for position, group in groupby(rows, key=lambda row: row[1]):
        yield position, Counter(group)


def _compare_lists(kind: str, ledgers: Sequence[str], using: str, fresh: str) -> Iterator[Finding]:
    model = LIST_MODELS[kind]
    for page in _list_pages(model, ledgers, using):
        right = _listed(model, fresh, page)
        for key, row in page.items():
            if right.get(key) != row:
                missing = Counter([right[key]] if key in right else ())
                yield _difference(f"list_{kind}", key[0], row[2], missing=missing, unexpected=Counter([row]))
    for page in _list_pages(model, ledgers, fresh):
        held = _listed(model, using, page)
        for key, row in page.items():
            if key not in held:
                yield _difference(
                    f"list_{kind}", key[0], row[2], missing=Counter([row]), unexpected=Counter()
                )


_Listed = dict[tuple[str, str], tuple[Any, ...]]


def _list_pages(model: type[models.Model], ledgers: Sequence[str], alias: str) -> Iterator[_Listed]:
    after = 0
    while True:
        rows = model._default_manager.using(alias).filter(ledger__in=ledgers, pk__gt=after).order_by("pk")
        page = list(rows.values_list("pk", *columns_of(model))[:PAGE])
        if not page:
            return
        after = page[-1][0]
        yield {(row[1], row[2]): row[1:] for row in page}


def _listed(model: type[models.Model], alias: str, wanted: _Listed) -> _Listed:
    rows = model._default_manager.using(alias).filter(key__in=[key for _, key in wanted])
    found = {(row[0], row[1]): row for row in rows.values_list(*columns_of(model))}
    return {key: row for key, row in found.items() if key in wanted}


def _difference(
    table: str,
    ledger: str,
    position: int,
    *,
    missing: Counter[tuple[Any, ...]],
    unexpected: Counter[tuple[Any, ...]],
) -> Finding:
    return Finding(
        "store.table_differs",
        position,
        {
            "table": table,
            "ledger": ledger,
            "missing": missing.total(),
            "unexpected": unexpected.total(),
            "wanted": _told(missing),
            "held": _told(unexpected),
        },
    )


def _told(rows: Counter[tuple[Any, ...]]) -> str:
    """The first such row as text, for the eye."""
    first = next(iter(rows), ())
    return " | ".join("" if value is None else str(value) for value in first)
