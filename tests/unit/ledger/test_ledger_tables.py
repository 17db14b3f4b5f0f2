"""Fact tables: netting signed rows at a position, and cutting down to the records of a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from shuzhi.ledger import entries as e
from shuzhi.ledger.facts import (
    FACT_TABLES,
    EventFact,
    HostFact,
    LinkFact,
    OrganisationFact,
    PersonFact,
    table_of,
)
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.tables import FactTables, subject_of
from tests.ledger_acts import Acts, talk
from tests.ledger_every_type import every_entry

DAY = date(2023, 3, 1)


def _tables(*ledgers: str) -> FactTables:
    journal = MemoryJournal()
    for ledger in ledgers:
        journal.append(ledger, every_entry(ledger))
    return FactTables.from_rows(journal.rows(dict.fromkeys(ledgers, 999)))


def test_netted_rows_are_told_once_with_a_positive_sign() -> None:
    netted = _tables("a").at({"a": 99})
    rows = list(netted.rows())
    assert rows and all(row.sign == 1 for row in rows)
    assert len(rows) == len(set(rows))


def test_a_ledger_not_named_is_left_out() -> None:
    both = _tables("a", "b")
    assert both.at({"a": 99}) == _tables("a").at({"a": 99})
    assert {row.ledger for row in both.at({"a": 99, "b": 99}).rows()} == {"a", "b"}
    assert list(both.at({}).rows()) == []


def test_what_was_taken_back_and_stated_again_stands_once_from_its_new_position() -> None:
    first = EventFact("a", 1, 1, "pending", "x", "e", "counted", "open", "t", "o", "single", DAY, DAY)
    history = [first, replace(first, position=2, sign=-1), replace(first, position=3)]
    tables = FactTables.from_rows(history)
    assert tables.at({"a": 1}).of(EventFact) == (first,)
    assert tables.at({"a": 2}).of(EventFact) == ()
    assert [row.position for row in tables.at({"a": 3}).of(EventFact)] == [3]


def test_a_trace_keeps_its_records_the_links_touching_them_and_all_units_and_people() -> None:
    acts, journal = Acts("a"), MemoryJournal()
    one, other = uuid4(), uuid4()
    journal.append("a", [
        acts.opened("d"), acts.registered("p", "d"),
        acts.recorded(one, talk("d")), acts.recorded(other, talk("d")),
        acts.entry(e.LinkMade(uuid4(), "k", f"activity:{one}", f"activity:{other}", DAY)),
        acts.entry(e.LinkMade(uuid4(), "k", f"activity:{other}", "item:z", DAY)),
    ])  # fmt: skip
    kept = FactTables.from_rows(journal.rows({"a": 9})).only({f"activity:{one}"})
    assert (
        {row.activity for row in kept.of(EventFact)}
        == {row.activity for row in kept.of(HostFact)}
        == {str(one)}
    )
    assert len(kept.of(LinkFact)) == len(kept.of(OrganisationFact)) == len(kept.of(PersonFact)) == 1


def test_every_row_knows_its_table_and_the_subject_it_came_from() -> None:
    rows = list(_tables("a").rows())
    assert {table_of(row) for row in rows} == set(FACT_TABLES)
    subjects = {entry.subject for entry in every_entry("a")}
    assert {subject_of(row) for row in rows} <= subjects
