"""Derived tables against the journal's bytes: equal when untouched, and a row altered by SQL is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connections

from shuzhi.store.journal import DjangoJournal
from shuzhi.store.models import LIST_MODELS, JournalRow
from shuzhi.store.rebuild import RebuildCheck, rebuild_check
from tests.conftest import Backend
from tests.ledger_every_type import every_entry


@pytest.fixture
def filled(backend: Backend) -> Backend:
    DjangoJournal(backend.using).append(backend.ledger, every_entry(backend.ledger))
    return backend


def _check(filled: Backend) -> RebuildCheck:
    return rebuild_check(filled.using, only=[filled.ledger])


def _sql(filled: Backend, statement: str) -> int:
    with connections[filled.using].cursor() as cursor:
        cursor.execute(statement.replace("OURS", "ledger = %s"), [filled.ledger])
        return cursor.rowcount


def test_tables_built_anew_from_the_bytes_are_equal(filled: Backend) -> None:
    found = _check(filled)
    assert found.equal and found.ledgers == (filled.ledger,)
    assert found.rows > 40


TAMPERING = {
    "a headcount raised": ("fact_headcount", "UPDATE fact_headcount SET count = 400 WHERE OURS AND count = 40 AND sign = 1"),
    "an observation raised": ("fact_observation", "UPDATE fact_observation SET value = '999' WHERE OURS"),
    "a row taken away": ("fact_host", "DELETE FROM fact_host WHERE OURS AND org = 'v2'"),
    "a status changed": ("fact_event", "UPDATE fact_event SET status = 'confirmed' WHERE OURS AND status = 'pending'"),
    "a row doubled": (
        "fact_theme",
        "INSERT INTO fact_theme (ledger, position, sign, status, activity, event, theme) "
        "SELECT ledger, position, sign, status, activity, event, theme FROM fact_theme WHERE OURS",
    ),
    "a row moved to another position": ("fact_link", "UPDATE fact_link SET position = 3 WHERE OURS"),
    "a row before the first position": ("fact_post", "UPDATE fact_post SET position = 0 WHERE OURS"),
    "a day in a list": ("list_item", "UPDATE list_item SET due = '2024-01-01' WHERE OURS"),
    "a list row taken away": ("list_person", "DELETE FROM list_person WHERE OURS"),
    "a list row under another name": ("list_organisation", "UPDATE list_organisation SET key = 'zz' WHERE OURS"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERING)
def test_a_row_altered_by_sql_is_named_with_its_table(filled: Backend, name: str) -> None:
    table, statement = TAMPERING[name]
    assert _sql(filled, statement) > 0
    found = _check(filled).findings
    assert {one.code for one in found} == {"store.table_differs"}
    assert {(one.args["table"], one.args["ledger"]) for one in found} == {(table, filled.ledger)}


def test_a_ledger_that_only_the_tables_know_is_found(
    filled: Backend, fresh_ledger: Callable[[], str]
) -> None:
    ghost = fresh_ledger()
    row = LIST_MODELS["person"]._default_manager.using(filled.using).filter(ledger=filled.ledger).get()
    row.pk, row.ledger = None, ghost
    row.save(using=filled.using, force_insert=True)
    found = rebuild_check(filled.using)
    assert ghost in found.ledgers
    assert [one.code for one in found.findings if one.args.get("ledger") == ghost] == ["store.table_differs"]
    row.delete()


def test_bytes_that_cannot_be_read_are_reported_and_the_rest_is_still_compared(filled: Backend) -> None:
    rows = JournalRow.objects.using(filled.using).filter(ledger=filled.ledger, type="observation.made")
    rows.update(data=b"nothing of ours")
    codes = [one.code for one in _check(filled).findings]
    assert "store.entry_unreadable" in codes and "store.table_differs" in codes


def test_the_schema_used_for_rebuilding_is_gone_afterwards(filled: Backend) -> None:
    _check(filled)
    if filled.vendor == "postgres":
        with connections[filled.using].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE 'rebuild%'"
            )
            assert cursor.fetchone()[0] == 0
    assert not [alias for alias in connections.settings if alias.startswith("rebuild")]
